from django.apps import AppConfig


class LinkageConfig(AppConfig):
    name = "kith.linkage"
    label = "linkage"
