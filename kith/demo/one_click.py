"""The demo's door: a page with everyone in the story, and a button each that signs in as them.

It stands only where KITH_DEMO=1 (config/urls.py), and opens only onto a database that bears the demo's mark.
"""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from kith.agencies.models import Post
from kith.demo.marker import refuse_unless_demo
from kith.desk.arrival import session_cookie


def demo_door(request: HttpRequest) -> HttpResponse:
    """Everyone in the story, by organisation."""
    refuse_unless_demo()
    from kith.demo.cast import cast  # read once the region is there

    return render(request, "demo/door.html", {"cast": cast()})


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
