"""Pages for requests that went wrong. 403 and most 404 are Django's own, with our templates."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

#: Seconds after which a browser or a machine may try again when the database cannot be used.
RETRY_AFTER = 10


def bad_request(request: HttpRequest, exception: Exception | None = None, *, reason: str = "") -> HttpResponse:
    """400, with the reason in words where there is one."""
    reason = reason or _("The request could not be understood.")
    return render(request, "400.html", {"reason": reason}, status=400)


def not_found(request: HttpRequest, *, heading: str, lede: str = "", link: str = "") -> HttpResponse:
    """404 in words that help: `heading` says what there is not, `lede` where to look instead.

    `link` leads to what there is now of a thing that was not on record then.
    """
    return render(request, "404.html", {"heading": heading, "lede": lede, "link": link}, status=404)


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
    is_desk_form = request.method == "POST" and request.path.startswith("/desk/")
    kept = [(name, value) for name, values in request.POST.lists() for value in values] if is_desk_form else []
    page = render_to_string("503.html", {"kept": kept, "address": request.get_full_path()})
    return HttpResponse(page, status=503, headers=headers)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; or 503 where the database is away, full or locked, which passes without our doing.

    Rendered without the request, because whatever failed may fail again in a context processor.
    """
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": str(RETRY_AFTER)})
    return HttpResponse(render_to_string("500.html"), status=500)
