"""`kith bundle verify FILE MANIFEST`"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kith.sharing.bundles import verified


class Command(BaseCommand):
    help = "Whether a file is the bundle that a manifest describes. Asks no database: anyone who has both can check."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["verify"])
        parser.add_argument("file", type=Path)
        parser.add_argument("manifest", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            wrong = verified(options["file"].read_bytes(), options["manifest"].read_text())
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error
        if wrong:
            raise CommandError("\n".join(wrong))
        self.stdout.write("This is the bundle that was served.")
