"""`kith audit_export FILE`: the access log for an auditor (docs/audit.md); `--event N`: one event's proof."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kith.audit import exporting, sequencer
from kith.audit.stored import connect


class Command(BaseCommand):
    help = "Writes access events, their tree and its checkpoints to a file that verify.py examines anywhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=".jsonl or .jsonl.gz; for one event .tlog-proof")
        parser.add_argument("--hashes", action="store_true", help="without what the events say")
        parser.add_argument("--event", type=int, help="only the proof that this event stands in the log")

    def handle(self, *args: Any, **options: Any) -> None:
        origin = sequencer.public_keys(sequencer.place())[0].name
        with connect("kith_auditor") as server:
            if options["event"] is None:
                told = exporting.records(server, origin, payloads=not options["hashes"])
                self.stdout.write(f"{exporting.write(options['file'], told)} records in {options['file']}")
                return
            try:
                options["file"].write_text(exporting.proof(server, origin, options["event"]))
            except LookupError as why:
                raise CommandError(str(why)) from why
