from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "kith.record"
    label = "record"

    def ready(self) -> None:
        from kith.record.everyday import EVERYDAY  # models are loaded only now
        from kith.record.kinds import register

        register(*EVERYDAY)
