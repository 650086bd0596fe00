from django.urls import path

from kith.agencies.urls import door
from kith.desk.recovering import views

urlpatterns = [
    door("sign-in/lost/", views.recover, "recover"),
    door("sign-in/lost/stop/<str:token>/", views.stop_recovery, "stop_recovery"),
    path("account/lost/stop/", views.stop_my_recovery, name="stop_my_recovery"),
    path("organisation/lost/", views.recoveries, name="recoveries"),
    path("organisation/lost/<int:recovery>/", views.vouch, name="vouch"),
]
