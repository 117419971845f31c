"""Pages for requests that went wrong. 403 is Django's own, with our template, and so is 404 outside the desk."""

import sys

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import defaults

from ..away import is_away
from ..models import Claim

#: Seconds after which a browser or a machine may try again when the database cannot be used.
RETRY_AFTER = 10


def bad_request(request: HttpRequest, exception: Exception | None = None, *, reason: str = "") -> HttpResponse:
    """400, with the reason in words where there is one."""
    if isinstance(exception, RequestDataTooBig):
        reason = _("What was sent is too large.")
    reason = reason or _("The request could not be understood.")
    return render(request, "400.html", {"reason": reason}, status=400)


def not_found(request: HttpRequest, *, heading: str, lede: str = "", link: str = "") -> HttpResponse:
    """404 in words that help: `heading` says what there is not, `lede` where to look instead.

    `link` leads to what there is now of a thing that was not on record then.
    """
    return render(request, "404.html", {"heading": heading, "lede": lede, "link": link}, status=404)


#: What an address of the desk asks for, by the name of its number there.
_ON_DESK = {
    "claim_id": gettext_lazy("There is no claim %(number)s."),
    "article_id": gettext_lazy("There is no article %(number)s."),
    "response_id": gettext_lazy("There is no response %(number)s."),
    "answer_id": gettext_lazy("There is no answer %(number)s."),
    "appearance_id": gettext_lazy("There is no passage %(number)s."),
    "evidence_id": gettext_lazy("There is no evidence %(number)s."),
    "approach_id": gettext_lazy("There is no approach %(number)s."),
    "speaker_id": gettext_lazy("There is no speaker %(number)s."),
    "outlet_id": gettext_lazy("There is no outlet %(number)s."),
    "topic_id": gettext_lazy("There is no topic %(number)s."),
}


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: on the desk it says what there is not, and leads to a claim that is no longer worked on."""
    match = request.resolver_match
    asked = list(match.kwargs.items())[:1] if match and _is_on_desk(request) else []
    for name, number in asked:
        if name not in _ON_DESK:
            continue
        closed = Claim.objects.filter(pk=number).first() if name == "claim_id" else None
        context = {"heading": _ON_DESK[name] % {"number": number}, "closed": closed, "is_claim": name == "claim_id"}
        return render(request, "desk/not_found.html", context, status=404)
    return defaults.page_not_found(request, exception)


def wrong_method(request: HttpRequest, allowed: str) -> HttpResponse:
    """405 in words, with the methods that the address does take, as RFC 9110 asks."""
    context = {"method": request.method, "allowed": allowed}
    page = render(request, "405.html", context, status=405)
    page["Allow"] = allowed
    return page


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is missing or old. What was typed is still in the browser."""
    return render(request, "403_csrf.html", {"reason": reason}, status=403)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503 for a record that cannot be read or written for the moment, saying when to try again.

    A form of the desk comes back with what was typed, ready to be sent again; its token makes that harmless. HTMX
    leaves the form where it is and only needs to be told. Rendered without the request, like `server_error`.
    """
    headers = {"Retry-After": str(RETRY_AFTER)}
    if getattr(request, "htmx", None):
        return HttpResponse(status=503, headers=headers)
    is_desk_form = request.method == "POST" and _is_on_desk(request)
    kept = [(name, value) for name, values in request.POST.lists() for value in values] if is_desk_form else []
    page = render_to_string("503.html", {"kept": kept, "address": request.get_full_path()})
    return HttpResponse(page, status=503, headers=headers)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; or 503 where the record cannot be used for the moment, which passes without our doing.

    Rendered without the request, because whatever failed may fail again in a context processor.
    """
    if is_away(sys.exception()):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": str(RETRY_AFTER)})
    return HttpResponse(render_to_string("500.html"), status=500)


def _is_on_desk(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("desk_queue"))
