"""What views that answer HTMX share: the page that a request comes from, how long ago a colleague was faster, and
where the focus belongs afterwards."""

from datetime import datetime
from urllib.parse import urlsplit

from django.contrib.auth.models import User
from django.http import HttpResponse, QueryDict
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
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


def ago(moment: datetime) -> str:
    """How long ago a colleague did something: "20 seconds ago", "3 hours ago"."""
    seconds = max(0, int((timezone.now() - moment).total_seconds()))
    if seconds < 60:
        return ngettext("%(count)d second ago", "%(count)d seconds ago", seconds) % {"count": seconds}
    return _("%(time)s ago") % {"time": timesince(moment, depth=1)}


def who_and_when(author: User | None, at: datetime) -> dict[str, str]:
    """Who did something and how long ago, for sentences with `who` and `ago`; the account may be gone."""
    return {"who": author.get_username() if author else _("A colleague"), "ago": ago(at)}


def focusing[Answer: HttpResponse](response: Answer, selector: str) -> Answer:
    """Tell the browser where the focus belongs once `response` is in place."""
    trigger_client_event(response, "desk:focus", {"selector": selector}, after="settle")
    return response
