from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "kith.assessments"
    label = "assessments"

    def ready(self) -> None:
        from kith.access.grades import Grade
        from kith.assessments.models import FORM
        from kith.record.kinds import Kind, register

        group = "Assessing and planning"
        register(Kind(FORM, "Form", "F", group, None, Grade.LOCATE, offered=False, significant=True))
