from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "kith.desk"
    label = "desk"

    def ready(self) -> None:
        from kith.desk.arrival import entrance

        entrance.register()
