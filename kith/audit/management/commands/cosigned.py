"""`kith cosigned FILE --witness VKEY`: keeps what a witness signed, under the checkpoint that it is about."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kith.audit import sequencer
from kith.audit.taking import take
from kith.audit.verify import Key


class Command(BaseCommand):
    help = "Keeps a witness's signature under the checkpoint that it signed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the checkpoint as the witness gave it back")
        parser.add_argument("--witness", required=True, help="its public key, which came by another way")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            size = take(options["file"].read_text(), Key.parse(options["witness"]), sequencer.place())
        except (ValueError, OSError) as why:
            raise CommandError(f"Not kept: {why}.") from why
        self.stdout.write(f"Kept under the checkpoint of {size} entries.")
