from django.urls import path

from kith.desk.administration import views

urlpatterns = [
    path("organisation/people/", views.people, name="people_and_teams"),
    path("organisation/people/add/", views.add, name="add_practitioner"),
    path("organisation/people/appoint/", views.appoint, name="appoint"),
    path("organisation/people/<int:post_id>/", views.colleague, name="colleague"),
    path("organisation/people/<int:post_id>/<slug:act>/", views.change, name="change_colleague"),
]
