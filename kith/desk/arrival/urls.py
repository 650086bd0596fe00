"""Addresses of arriving, changing post and leaving. `account_logout` is the name that allauth knows."""

from django.urls import path

from kith.desk.arrival import confirming, views

urlpatterns = [
    path("sign-in/post/", views.choose_post, name="choose_post"),
    path("account/me/", views.my_account, name="my_account"),
    path("account/confirm/", confirming.confirm, name="confirm"),
    path("account/confirmed/", confirming.confirmed, name="confirmed"),
    path("account/me/end/", views.end_elsewhere, name="end_elsewhere"),
    path("account/stay/", views.stay, name="stay"),
    path("account/unused/", views.end_unused, name="end_unused"),
    path("account/post/", views.switch_post, name="switch_post"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("signed-out/", views.signed_out, name="signed_out"),
]
