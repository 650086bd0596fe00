"""`kith load_demo`: the demo region, into a database that the demo made."""

from typing import Any

from django.core.management.base import BaseCommand

from kith.demo.load import load
from kith.demo.marker import refuse_unless_demo


class Command(BaseCommand):
    help = "Loads the demo region into a database that script/demo made."

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_unless_demo()
        load()
