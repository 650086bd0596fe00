from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "kith.casework"
    label = "casework"
