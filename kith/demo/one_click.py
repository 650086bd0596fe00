"""The demo's door: a page with everyone in the story, and a button each that signs in as them.

It stands only where KITH_DEMO=1 (config/urls.py), and opens only onto a database that bears the demo's mark.
"""

from itertools import groupby
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kith.access.door import confirm_session
from kith.agencies.models import AccountState, Post
from kith.agencies.queries import effective
from kith.core.session import TOKEN_COOKIE, acting
from kith.demo.cast import SEVEN
from kith.demo.marker import refuse_unless_demo
from kith.desk.arrival import session_cookie
from kith.desk.arrival.confirming import wanted


def demo_door(request: HttpRequest) -> HttpResponse:
    """First the seven of the story, then everyone who can sign in today, by organisation."""
    refuse_unless_demo()
    posts = open_today()
    organisations = [(name, list(group)) for name, group in groupby(posts, key=lambda post: post.agency.name)]
    return render(request, "demo/door.html", {"seven": the_seven(posts), "organisations": organisations})


def open_today() -> list[Post]:
    """Every post that somebody can sign in to, by organisation and name."""
    posts = Post.objects.filter(effective(), practitioner__state=AccountState.ACTIVE)
    posts = posts.select_related("practitioner", "agency").prefetch_related("memberships__team")
    return list(posts.order_by("agency__name", "practitioner__name"))


def the_seven(posts: list[Post]) -> list[tuple[Post, str]]:
    """Those who open the same child's record, with who they are to the child."""
    by_email = {post.practitioner.email: post for post in posts}
    return [(by_email[viewer.email], viewer.who) for viewer in SEVEN if viewer.email in by_email]


@require_POST
def demo_enter(request: HttpRequest, post_id: int) -> HttpResponse:
    """Sign in to this post."""
    refuse_unless_demo()
    post = Post.objects.filter(pk=post_id).first()
    if post is None:
        raise Http404
    request.session.flush()
    response = HttpResponseRedirect("/")
    session_cookie.begin(request, response, post, proved=True)
    return response


@require_POST
def demo_confirm(request: HttpRequest) -> HttpResponse:
    """What a passkey or a code is in service: one click says that it is still them."""
    refuse_unless_demo()
    confirm_session(request.COOKIES[TOKEN_COOKIE], acting().human)
    return HttpResponseRedirect(f"{reverse('confirmed')}?{urlencode({'next': wanted(request)})}")
