"""`kith witness NAME --log PLACE --key VKEY --folder FOLDER`: sees another's log, and signs that it goes on."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kith.audit.published import Unreachable
from kith.audit.verify import Key
from kith.audit.witness import Disagrees, Witness


class Command(BaseCommand):
    help = "Checks that another's published log continues what was seen before, and cosigns its checkpoint."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the witness's own, such as trust.example/witness")
        parser.add_argument("--log", required=True, help="its published folder, or the address where that is offered")
        parser.add_argument("--key", required=True, help="the log's public key, which came by another way")
        parser.add_argument(
            "--folder", required=True, type=Path, help="where the witness keeps its key and what it saw"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            witness = Witness(options["folder"], Key.parse(options["key"]))
            cosigned = witness.look(options["name"], options["log"])
        except (Disagrees, Unreachable, ValueError) as why:
            raise CommandError(f"Not signed: {why}.") from why
        self.stdout.write(cosigned, ending="")
        self.stderr.write(f"Signed with {witness.signer(options['name']).key}")
