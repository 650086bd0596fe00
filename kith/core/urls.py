"""Addresses that belong to no one app."""

from django.urls import path

from kith.core import views

urlpatterns = [path("gallery/", views.gallery, name="gallery")]
