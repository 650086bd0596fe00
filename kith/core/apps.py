from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "kith.core"
    label = "core"

    def ready(self) -> None:
        from kith.core import periodic

        periodic.take_part()
