"""Anyone who was given a bundle can ask whether it is the one that was fixed here. Nothing about the person is told."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from kith.desk.bundling.forms import CheckForm
from kith.sharing.bundles import known_here


@require_http_methods(["GET", "POST"])
def check_bundle(request: HttpRequest) -> HttpResponse:
    """By its digest: whoever knows that holds the file. The answer tells by whom and when it was fixed."""
    form = CheckForm(request.POST, request.FILES) if request.method == "POST" else CheckForm()
    asked = form.of_file if form.is_valid() else ""
    context = {"form": form, "asked": asked, "found": known_here(asked) if asked else None}
    return render(request, "desk/bundling/check.html", context, status=422 if form.errors else 200)
