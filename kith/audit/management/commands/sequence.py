"""`kith sequence`: numbers access events and signs a checkpoint over them, as the worker does every minute."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kith.audit import sequencer


class Command(BaseCommand):
    help = "Numbers access events, signs a checkpoint over them and publishes it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anew", action="store_true", help="as a new log, with a new key: the old one is lost")
        parser.add_argument("--keys", action="store_true", help="show the public keys, for auditors and witnesses")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = sequencer.run(anew=options["anew"])
            keys = sequencer.public_keys(sequencer.place()) if options["keys"] else []
        except (sequencer.NotSigned, FileNotFoundError) as why:
            raise CommandError(str(why)) from why
        if options["keys"]:
            self.stdout.write("\n".join(map(str, keys)))
        else:
            signed = done.checkpoint or f"Nothing new to sign; {done.size} entries.\n"
            self.stdout.write(f"{done.numbered} events numbered.\n{signed}", ending="")
