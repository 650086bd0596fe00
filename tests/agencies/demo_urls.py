"""The addresses of a Kith that runs as a demo."""

from django.urls import include, path

from kith.config.urls import handler400, handler403, handler404, handler500
from kith.config.urls import urlpatterns as every_address

urlpatterns = [*every_address, path("demo/", include("kith.demo.urls"))]
__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
