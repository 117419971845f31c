"""What is done to every request before a view sees it."""

import logging
from collections.abc import Callable
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _

from claims.away import in_words, is_away
from claims.views.errors import bad_request, unavailable, wrong_method

log = logging.getLogger(__name__)


class SayWhenTheRecordIsAway:
    """Answer 503 with a time to try again, instead of failing, while the record cannot be used (`claims.away`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not is_away(exception):
            return None
        log.error("%s", in_words(exception))
        return unavailable(request)


class KeepNothingUnsaid:
    """Let nobody keep an answer that does not say that it may be kept: of the desk, of accounts, or that refuses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


class SayWhichMethods:
    """Put words into the empty page that Django answers a wrong method with; a fragment needs none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not getattr(request, "htmx", None):
            page = wrong_method(request, response["Allow"])
            response.content = page.content
            response.headers["Content-Type"] = page.headers["Content-Type"]
        return response


class RefuseUnstorableText:
    """Answer an address that holds text no database can keep with 400 and a sentence.

    A NUL character is accepted by SQLite and fails in PostgreSQL; bytes that are not UTF-8 (lone surrogates among
    them) are not text. Both are refused here, once, in path and query, so that no view has to think of it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if not is_storable(query.encode("latin-1", "surrogateescape")):
            return bad_request(request, reason=_("The address contains characters that cannot be part of a question."))
        if "\0" in request.path_info or "\ufffd" in request.path_info:
            return bad_request(request, reason=_("The address contains characters that cannot be part of an address."))
        # Quoted in the old way a cookie can hold a NUL. None of ours does, so it counts for nothing.
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if "\0" not in value}
        # HTMX says which page a request comes from, and whoever reads that trusts it to be an address.
        if not is_address(request.headers.get("HX-Current-URL", "")):
            return bad_request(request, reason=_("The page that the request comes from has no such address."))
        return self.get_response(request)


def is_address(text: str) -> bool:
    """Whether `text`, percent-encoded or not, can be taken apart as an address."""
    try:
        urlsplit(text)
        urlsplit(unquote(text))
    except ValueError:
        return False
    return True


def is_storable(quoted: bytes) -> bool:
    """Whether percent-encoded bytes are UTF-8 text without NUL."""
    if b"%" not in quoted and quoted.isascii() and b"\0" not in quoted:
        return True
    raw = unquote_to_bytes(quoted)
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in raw
