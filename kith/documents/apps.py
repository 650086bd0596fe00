from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "kith.documents"
    label = "documents"

    def ready(self) -> None:
        from kith.access.grades import Domain, Grade
        from kith.core.jinja import FILTERS
        from kith.documents.models import DOCUMENT, PHOTO
        from kith.documents.words import file_kind, file_size
        from kith.record.kinds import Kind, register

        FILTERS.update(file_kind=file_kind, file_size=file_size)
        group = "Documents"
        register(
            Kind(DOCUMENT, "Document", "D", group, None, Grade.LOCATE, offered=False),
            Kind(PHOTO, "Photo of the person", "Ph", group, Domain.IDENTITY, Grade.LOCATE, offered=False),
        )
