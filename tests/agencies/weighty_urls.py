"""A view of weight, for tests/agencies/test_confirming.py: it goes on only for one who has just proved who they are."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from kith.audit.log import log
from kith.config.urls import handler400, handler403, handler404, handler500
from kith.config.urls import urlpatterns as every_address
from kith.core.session import require_recent


def weighty(request: HttpRequest) -> HttpResponse:
    log("test")
    require_recent()
    return HttpResponse(f"done: {request.POST.getlist('words')}")


urlpatterns = [path("weighty/", weighty, name="weighty"), *every_address]
__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
