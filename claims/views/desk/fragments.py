"""What views that answer HTMX share: the page that a request comes from, and where the focus belongs afterwards."""

from urllib.parse import urlsplit

from django.http import HttpResponse, QueryDict
from django.urls import Resolver404, resolve
from django_htmx.http import trigger_client_event

from ...access import EditorRequest


def shown_page(request: EditorRequest) -> str:
    """The name of the page that an HTMX request comes from, such as `desk_queue`; empty for another request."""
    path = request.htmx.current_url_abs_path if request.htmx else None
    if not path:
        return ""
    try:
        return resolve(urlsplit(path).path).url_name or ""
    except Resolver404:
        return ""


def shown_query(request: EditorRequest) -> QueryDict:
    """The query of the page that an HTMX request comes from."""
    return QueryDict(urlsplit(request.htmx.current_url_abs_path or "").query)


def focusing[Answer: HttpResponse](response: Answer, selector: str) -> Answer:
    """Tell the browser where the focus belongs once `response` is in place."""
    trigger_client_event(response, "desk:focus", {"selector": selector}, after="settle")
    return response
