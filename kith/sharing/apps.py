from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "kith.sharing"
    label = "sharing"
