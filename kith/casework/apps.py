from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "kith.casework"
    label = "casework"

    def ready(self) -> None:
        from kith.access.grades import Grade
        from kith.casework.entries import on_recording
        from kith.casework.models import STEP
        from kith.record.following import follow
        from kith.record.kinds import Kind, register

        follow(on_recording)
        group = "Assessing and planning"
        register(
            Kind(STEP, "Decision about the work", "D", group, None, Grade.ESSENTIAL, offered=False, significant=True)
        )
