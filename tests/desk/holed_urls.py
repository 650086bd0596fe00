"""A page with a hole, as an attacker would wish for: what is typed becomes SQL. It exists in tests alone."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from kith.audit.log import log

handler404 = "kith.core.views.absent"
handler500 = "kith.core.views.failed"


def hole(request: HttpRequest) -> HttpResponse:
    log("search")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT title FROM record_entry WHERE title = '{request.GET['q']}'")
        return HttpResponse("\n".join(str(row[0]) for row in cursor.fetchall()))


urlpatterns = [path("hole/", hole, name="hole"), path("", include("kith.config.urls"))]
