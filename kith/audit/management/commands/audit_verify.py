"""`kith audit_verify`: examines the access log where it lies, with the auditor's login and the keys of this instance.

Whoever does not trust this machine takes an export and verify.py to another (docs/audit.md).
"""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kith.audit import exporting, sequencer
from kith.audit.stored import connect
from kith.audit.verify import Key, Tolerance, examine, told


class Command(BaseCommand):
    help = "Says whether access events were edited, deleted, reordered or cut since they were signed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--keys", type=Path, help="keys from elsewhere, one a line; without it, this instance's")
        parser.add_argument("--kept", type=Path, nargs="*", default=[], help="checkpoints kept outside")
        parser.add_argument("--history", type=int, default=0, help="entries loaded with earlier times (a demo, a move)")

    def handle(self, *args: Any, **options: Any) -> None:
        where = sequencer.place()
        lines = options["keys"].read_text().splitlines() if options["keys"] else map(str, sequencer.public_keys(where))
        keys = [Key.parse(line) for line in lines if line.strip()]
        kept = [file.read_text() for file in [*options["kept"], where.signed] if file.exists()]
        with connect("kith_auditor") as server:
            report = examine(exporting.records(server, keys[0].name), keys, kept, Tolerance(history=options["history"]))
            if passed_over := exporting.never_numbered(server):
                report.found("deleted", f"{passed_over} events of before yesterday have no number")
        self.stdout.write(told(report), ending="")
        sys.exit(1 if report.findings else 0)
