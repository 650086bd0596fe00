from django.urls import path

from kith.desk.administration import leaving, views

urlpatterns = [
    path("organisation/people/", views.people, name="people_and_teams"),
    path("organisation/people/add/", views.add, name="add_practitioner"),
    path("organisation/people/appoint/", views.appoint, name="appoint"),
    path("organisation/people/<int:post_id>/", views.colleague, name="colleague"),
    path("organisation/people/<int:post_id>/move/", leaving.move, name="move_colleague"),
    path("organisation/people/<int:post_id>/leave/", leaving.leave, name="end_colleague"),
    path("organisation/people/<int:post_id>/<slug:act>/", views.change, name="change_colleague"),
]
