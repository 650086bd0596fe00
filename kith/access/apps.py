from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "kith.access"
    label = "access"

    def ready(self) -> None:
        from kith.access.words import FILTERS
        from kith.core import jinja

        jinja.FILTERS |= FILTERS
