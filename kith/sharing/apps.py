from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "kith.sharing"
    label = "sharing"

    def ready(self) -> None:
        from kith.access.grades import Grade
        from kith.record.kinds import Kind, register
        from kith.sharing.models import REQUEST

        register(Kind(REQUEST, "Request to another organisation", "Rq", "Sharing", None, Grade.LOCATE, offered=False))
