"""`kith found_organisation NAME --kind KIND --administrator NAME EMAIL --administrator NAME EMAIL --site URL`"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kith.agencies.actions.found import found
from kith.agencies.actions.invite import invite
from kith.agencies.models import AgencyKind
from kith.core.errors import Invalid


class Command(BaseCommand):
    help = "Adds an organisation with its first administrators, and sends each the link that sets their password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--kind", required=True, choices=AgencyKind.values)
        parser.add_argument("--administrator", required=True, nargs=2, action="append", metavar=("NAME", "EMAIL"))
        parser.add_argument("--site", required=True, help="Address of this Kith, such as https://kith.example")

    def handle(self, *args: Any, **options: Any) -> None:
        administrators = [(name, email) for name, email in options["administrator"]]
        try:
            people = found(name=options["name"], kind=options["kind"], administrators=administrators)
        except Invalid as objection:
            raise CommandError(str(objection)) from objection
        for practitioner in people:
            invite(practitioner=practitioner, site=options["site"].rstrip("/"))
            self.stdout.write(f"A link to set their password has been sent to {practitioner.email}.")
