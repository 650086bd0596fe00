"""The threshold: what may be reached without a session token, and with a sign-in that is only half done.

Everything else needs the token that comes after password, second factor and choice of post. A new address is closed
until it is named here, and `tests/agencies/test_threshold.py` walks every address to see that nothing else is open.
"""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve, reverse

from kith.agencies.arrival import arrival_of
from kith.core import held

OPEN_TO_ALL = {
    "account_login", "account_inactive", "account_logout", "signed_out",
    "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done",
    "mfa_authenticate", "mfa_login_webauthn", "openid_connect_login", "openid_connect_callback",
    "identity_unknown", "identity_accept", "socialaccount_login_cancelled",
    "recover", "stop_recovery", "choose_post", "demo_door", "demo_enter", "health", "outside", "check_bundle",
}  # fmt: skip
HANDS_IN = "end_unused"  # what is sent there is not to be sent there again
OPEN_ON_ARRIVAL = {"enrol", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes"}


class Threshold:
    """Stands inside `core.middleware.RecordTransaction`, which has set `request.actor` if the token is genuine."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(request, "actor", None) is not None or open_without_token(request):
            return self.get_response(request)
        return self.to_the_door(request)

    @staticmethod
    def to_the_door(request: HttpRequest) -> HttpResponse:
        """To sign in; or, for one who has just done so, to the choice of a post."""
        if getattr(request, "session_ended", False):
            messages.warning(request, "Your session has ended. Drafts saved as you typed are kept. Sign in again.")
        door = reverse("choose_post" if request.user.is_authenticated else "account_login")
        if request.method in ("GET", "HEAD"):
            return HttpResponseRedirect(f"{door}?{urlencode({'next': request.get_full_path()})}")
        if resolve(request.path_info).url_name == HANDS_IN and held.form_path(request) is None:
            back = request.POST.get("kith-next", "/")  # checked where it is followed
            return HttpResponseRedirect(f"{door}?{urlencode({'next': back})}")
        response = HttpResponseRedirect(f"{door}?{urlencode({'next': reverse('confirmed')})}")
        whose = getattr(request, "was", None)
        # a form sent just after the session's end, or handed in by a page that slept beyond it
        kept = whose is not None and held.hold(request, response, whose, held.form_path(request))
        return response if kept else HttpResponseRedirect(door)


def open_without_token(request: HttpRequest) -> bool:
    """An address that is open to all, or to one who has just given a password and must enrol a second factor.

    So is one that does not exist: it is answered as absent.
    """
    try:
        name = resolve(request.path_info).url_name
    except Http404:
        return True
    return name in OPEN_TO_ALL or (name in OPEN_ON_ARRIVAL and arrival_of(request) is not None)
