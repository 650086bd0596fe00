"""The demo's door: a page with everyone in the story, and a button each that signs in as them.

It stands only where KITH_DEMO=1 (config/urls.py), and opens only onto a database that bears the demo's mark.
"""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from kith.agencies.models import AccountState, Post
from kith.agencies.queries import effective
from kith.demo.marker import refuse_unless_demo
from kith.desk.arrival import session_cookie


def demo_door(request: HttpRequest) -> HttpResponse:
    """Everyone who can sign in today, by organisation."""
    refuse_unless_demo()
    return render(request, "demo/door.html", {"organisations": everyone()})


def everyone() -> list[tuple[str, list[Post]]]:
    """Posts that are open today, by organisation."""
    posts = Post.objects.filter(effective(), practitioner__state=AccountState.ACTIVE)
    posts = posts.select_related("practitioner", "agency").prefetch_related("memberships__team")
    in_order = posts.order_by("agency__name", "practitioner__name")
    return [(name, list(group)) for name, group in groupby(in_order, key=lambda post: post.agency.name)]


@require_POST
def demo_enter(request: HttpRequest, post_id: int) -> HttpResponse:
    """Sign in to this post."""
    refuse_unless_demo()
    post = Post.objects.filter(pk=post_id).first()
    if post is None:
        raise Http404
    request.session.flush()
    response = HttpResponseRedirect("/")
    session_cookie.begin(request, response, post)
    return response
