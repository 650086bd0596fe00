from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "kith.agencies"
    label = "agencies"

    def ready(self) -> None:
        from kith.agencies.qr import in_fours, picture
        from kith.core.jinja import FILTERS

        FILTERS.update(qr=picture, in_fours=in_fours)
