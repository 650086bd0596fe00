"""The demo's door; included only where KITH_DEMO=1."""

from django.urls import path

from kith.demo import one_click

urlpatterns = [
    path("", one_click.demo_door, name="demo_door"),
    path("confirm/", one_click.demo_confirm, name="demo_confirm"),
    path("<int:post_id>/", one_click.demo_enter, name="demo_enter"),
]
