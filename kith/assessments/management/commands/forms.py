"""`kith forms add FILE …`, `kith forms check FILE …`, `kith forms list`"""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kith.assessments.actions.publish_form import publish_form
from kith.assessments.checking import faults
from kith.assessments.models import Form
from kith.core.errors import Invalid


class Command(BaseCommand):
    help = "Publishes versions of forms (FHIR Questionnaires, R4B), checks them without publishing, or lists them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["add", "check", "list"])
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "list":
            for form in Form.objects.using("owner").order_by("slug", "version"):
                self.stdout.write(f"{form.slug} {form.version}: {form.title}")
        for file in options["files"]:
            self.stdout.write(self._one(options["what"], file))

    def _one(self, what: str, file: Path) -> str:
        try:
            questionnaire = json.loads(file.read_text())
            if what == "add":
                form = publish_form(questionnaire)
                return f"{form.slug}, version {form.version}: published"
        except (OSError, ValueError, Invalid) as objection:
            raise CommandError(f"{file}:\n{objection}") from objection
        if found := faults(questionnaire):
            raise CommandError(f"{file}:\n" + "\n".join(map(str, found)))
        return f"{file}: nothing is wrong"
