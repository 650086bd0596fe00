"""Shows or changes what the database enforces of sessions (docs/settings.md), as its owner. No page can."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?")
        parser.add_argument("value", nargs="?", type=int)

    def handle(self, *args: Any, name: str | None, value: int | None, **options: Any) -> None:
        with connections["owner"].cursor() as cursor:
            if name and value is not None:
                if value < 1:
                    raise CommandError("The value is a number of at least 1.")
                cursor.execute("UPDATE access.setting SET value = %s WHERE name = %s", [value, name])
                if cursor.rowcount == 0:
                    raise CommandError("There is no such setting. Without a name, all of them are shown.")
            cursor.execute(
                "SELECT name, value FROM access.setting WHERE name = coalesce(%s, name) ORDER BY name", [name]
            )
            for found in cursor.fetchall():
                self.stdout.write(f"{found[0]}: {found[1]}")
