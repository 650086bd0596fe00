from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "kith.agencies"
    label = "agencies"

    def ready(self) -> None:
        from allauth.socialaccount.signals import social_account_added

        from kith.agencies.identity.binding import bound
        from kith.agencies.qr import in_fours, picture
        from kith.core.jinja import FILTERS

        FILTERS.update(qr=picture, in_fours=in_fours)
        social_account_added.connect(bound, dispatch_uid="an identity was bound")
