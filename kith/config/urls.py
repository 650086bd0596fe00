"""Every address of Kith."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("kith.core.urls")),
    path("", include("kith.agencies.urls")),
    path("", include("kith.desk.arrival.urls")),
    path("", include("kith.desk.administration.urls")),
    path("", include("kith.desk.recovering.urls")),
    path("", include("kith.desk.urls")),
]
handler400 = "kith.core.views.bad_request"
handler403 = "kith.core.views.refused"
handler404 = "kith.core.views.absent"
handler500 = "kith.core.views.failed"
if settings.DEMO:
    urlpatterns.append(path("demo/", include("kith.demo.urls")))
