"""Choosing the post to act in, changing it, where one is signed in, and signing out."""

from urllib.parse import urlencode
from uuid import UUID

from allauth.account.internal.flows.logout import logout
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kith.agencies.arrival import arrival_of
from kith.agencies.identity.reach import reach
from kith.agencies.models import AccountState, Post, Practitioner
from kith.agencies.queries import open_posts, practitioner_of
from kith.agencies.second_factor import enrolled
from kith.core import held
from kith.core.session import acting
from kith.desk.arrival import session_cookie
from kith.desk.arrival.confirming import wanted
from kith.desk.arrival.sessions import end_my_sessions, my_sessions

UNUSED = "You were signed out because nobody had used Kith for a while."
KEPT = "What you typed is kept."
SIGNED_OUT_ELSEWHERE = "Signed out there. Whoever uses that browser next must sign in."


def choose_post(request: HttpRequest) -> HttpResponse:
    """After sign-in: into the only post, or a choice of several. Needs the arrival beside Django's session."""
    arrival = arrival_of(request)
    if arrival is None:
        return HttpResponseRedirect("/") if getattr(request, "actor", None) else _sign_in_afresh(request)
    if not (enrolled(request.user) or reach(request).proved):
        return HttpResponseRedirect(reverse("enrol"))
    practitioner = practitioner_of(arrival.user)
    if practitioner is None or practitioner.state != AccountState.ACTIVE:
        return _closed(request)
    return _into_post(request, practitioner, arrival.next)


def _into_post(request: HttpRequest, practitioner: Practitioner, wanted: str) -> HttpResponse:
    posts = open_here(request, practitioner.pk)
    post = _chosen(request, posts)
    if post is None:
        return render(request, "desk/arrival/choose_post.html", {"posts": posts, "missed": request.method == "POST"})
    response = HttpResponseRedirect(wanted or "/")
    session_cookie.begin(request, response, post, proved=True)
    return response


def open_here(request: HttpRequest, practitioner_id: int) -> list[Post]:
    """The posts open today into which the way they signed in leads."""
    far = reach(request)
    return [post for post in open_posts(practitioner_id) if far.opens(post)]


def _chosen(request: HttpRequest, posts: list[Post]) -> Post | None:
    if request.method == "POST":
        return next((post for post in posts if str(post.pk) == request.POST.get("post")), None)
    return posts[0] if len(posts) == 1 else None


def switch_post(request: HttpRequest) -> HttpResponse:
    """Act in another post of one's own. The session so far ends."""
    actor = acting()
    posts = open_here(request, actor.human)
    post = _chosen(request, posts) if request.method == "POST" else None
    if post is None:
        context = {"posts": posts, "now": actor.post, "missed": request.method == "POST"}
        return render(request, "desk/arrival/choose_post.html", context)
    response = HttpResponseRedirect("/")
    session_cookie.begin(request, response, post, proved=False)
    return response


def my_account(request: HttpRequest) -> HttpResponse:
    """The post one is in, where one is signed in and how. Through the demo's door one has no sign-in of one's own."""
    actor = acting()
    context = {
        "posts": open_posts(actor.human),
        "now": actor.post,
        "account": request.user.is_authenticated,
        "sessions": my_sessions(),
        "idle": actor.idle,
    }
    return render(request, "desk/arrival/my_account.html", context)


@require_POST
def end_elsewhere(request: HttpRequest) -> HttpResponse:
    """End one of my other sessions, or all of them."""
    which = request.POST.get("session", "")
    ended = end_my_sessions(UUID(which) if which else None)
    messages.success(request, SIGNED_OUT_ELSEWHERE if ended else "That session had ended already.")
    return HttpResponseRedirect(reverse("my_account"))


def stay(request: HttpRequest) -> HttpResponse:
    """Asked by the page when somebody says that they are still there: asking is use."""
    return HttpResponse(status=204)


@require_POST
def end_unused(request: HttpRequest) -> HttpResponse:
    """The page has seen nobody for so long that it ends the session itself; a form that stands there is kept."""
    actor, back = acting(), wanted(request, "kith-next")
    response = HttpResponseRedirect("")
    path = held.form_path(request)
    kept = path is not None and held.hold(request, response, actor.human, path)
    response["Location"] = f"{reverse('account_login')}?{urlencode({'next': reverse('confirmed') if kept else back})}"
    session_cookie.end(request, response, "not used")
    with held.carried(request):
        logout(request, show_message=False)
        request.session.flush()
    lost = path is not None and not kept
    messages.warning(request, f"{UNUSED} {'What stood in the form was too long to be kept.' if lost else KEPT}")
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session in the post and Django's session, and take the cookies."""
    response = HttpResponseRedirect(reverse("signed_out"))
    session_cookie.end(request, response)
    logout(request)
    request.session.flush()
    return response


def signed_out(request: HttpRequest) -> HttpResponse:
    """The browser is told to forget what it kept of Kith (OWASP ASVS 5.0, V14.3.1)."""
    response = render(request, "desk/arrival/signed_out.html")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _sign_in_afresh(request: HttpRequest) -> HttpResponse:
    """Django's session without an arrival, too old or stolen, is worth nothing: it ends."""
    with held.carried(request):
        logout(request, show_message=False)
        request.session.flush()
    after = request.GET.get("next", "")
    query = f"?{urlencode({'next': after})}" if after else ""
    return HttpResponseRedirect(reverse("account_login") + query)


def _closed(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(reverse("account_inactive"))
    session_cookie.end(request, response)
    request.session.flush()
    return response
