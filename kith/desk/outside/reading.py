"""The one page that somebody outside sees: a link, a code, one message, once, and perhaps an answer.

Whatever is wrong (no such link, a wrong code, read already, recalled, over, shut), the answer is the same page. Asking
for the page reads nothing: a mail scanner that follows the link uses nothing up.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from kith.desk.outside.forms import AnswerForm, CodeForm
from kith.sharing.outside import answered_outside, opened_outside

NOTHING = (
    "This code does not open a message here. It may be wrong, or the message was read, recalled, or its time is over."
    " Ring whoever sent it: they can see which, and send it again."
)


@require_http_methods(["GET", "POST"])
def outside(request: HttpRequest, link: str) -> HttpResponse:
    if request.method == "POST" and "answer" in request.POST:
        return _answered(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if opened := opened_outside(link, form.cleaned_data["code"]):
            context = {"opened": opened, "form": AnswerForm(initial={"answer": opened.answer})}
            return render(request, "desk/outside/opened.html", context)
        form.add_error("code", NOTHING)
    return render(request, "desk/outside/outside.html", {"form": form}, status=422 if form.errors else 200)


def _answered(request: HttpRequest) -> HttpResponse:
    form = AnswerForm(request.POST)
    if form.is_valid() and answered_outside(form.cleaned_data["answer"], form.cleaned_data["words"]):
        return render(request, "desk/outside/answered.html")
    if not form.errors:
        form.add_error(None, "This cannot be answered any more. Ring whoever sent the message.")
    return render(request, "desk/outside/answer.html", {"form": form}, status=422)
