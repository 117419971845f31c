"""How public pages go out: to be read only, the same for everybody, asked for again only when something changed."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, ValidationError
from django.forms import IntegerField
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.csp import CSP
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import condition, require_safe

from ...forms.base import LARGEST_NUMBER
from ...models import ChainHead
from ...record.as_of import moment_of, sequence_at
from ...record.canonical import moment_text
from ..errors import bad_request

# Stricter than the desk's: nothing on a public page runs or is framed. That it may connect to this site is for tools
# that read robots.txt in a page's name, Lighthouse among them; without a script nothing else can.
PUBLIC_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
}

#: Seconds for which a proxy may show what it has of a page while the record is away (RFC 5861).
SHOWN_WHILE_AWAY = 24 * 60 * 60

type View = Callable[..., HttpResponse]


def public_page(view: View) -> Callable[..., HttpResponseBase]:
    """A view that anyone may read: GET and HEAD only, no script, and 304 while neither record nor code changed.

    Such a view looks at the address alone: never at session, account or cookies. An address that it does not understand
    it refuses with BadRequest and words for the reader.
    """

    # Nothing can be changed here, so another method is told that it is the wrong one, token or not.
    @csrf_exempt
    @csp_override(PUBLIC_CSP)
    @require_safe
    # Asked for again every time; `must-revalidate` would forbid to show it when the answer is that the record is away.
    @cache_control(public=True, max_age=0, stale_if_error=SHOWN_WHILE_AWAY)
    @condition(etag_func=_state)
    @wraps(view)
    def page(request: HttpRequest, **kwargs: object) -> HttpResponse:
        try:
            return view(request, **kwargs)
        except BadRequest as error:
            return bad_request(request, reason=str(error))

    return page


def _state(request: HttpRequest, **kwargs: object) -> str:
    """A weak entity tag (RFC 9110, 8.8.3) for the page at this address.

    The end of the record is read before anything is rendered: if it moves meanwhile, the next request asks again.
    """
    end = ChainHead.objects.values_list("sequence", "digest").first()
    state = [request.get_full_path(), end, get_language(), _build()]
    return f'W/"{hashlib.sha256(repr(state).encode()).hexdigest()[:32]}"'


_SHOWN_SETTINGS = ("SITE_NAME", "SITE_URL", "CONTACT", "PUBLISHER", "EDITOR", "SHOW_ARTICLE_TEXTS", "TIME_ZONE")


@cache
def _build() -> str:
    """What pages are made with, apart from the record: code, templates and the site's settings."""
    site = [getattr(settings, name) for name in _SHOWN_SETTINGS]
    digest = hashlib.sha256(repr(site).encode())
    code = Path(__file__).parents[2].glob("**/*.py")
    templates = (settings.BASE_DIR / "templates").glob("**/*.html")
    styles = (settings.BASE_DIR / "static").glob("**/*.css")
    for path in sorted([*code, *templates, *styles]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True)
class AsOf:
    """A day or time in the past from which a reader asks for a page; never later than now.

    `sequence` is the last one that counts, 0 where nothing was recorded yet. `text` is as asked for; `lasting` means
    the same for good: a day that is not over yet, or is to come, is the moment when it was asked for.
    """

    text: str
    moment: datetime
    sequence: int
    lasting: str

    @property
    def is_day(self) -> bool:
        return len(self.text) == len("2024-02-01")

    @property
    def query(self) -> str:
        """What an address without a query is followed by, to lead to that page as of the same day or time."""
        return f"?{urlencode({'as_of': self.text})}"


def asked_as_of(request: HttpRequest) -> AsOf | None:
    """The `as_of` of the address, None without one. Raises BadRequest, with words for the reader, for a wrong one."""
    text = request.GET.get("as_of", "").strip()
    if not text:
        return None
    try:
        moment, now = moment_of(text), timezone.now()
    except ValueError as error:
        raise BadRequest(str(error)) from error
    return AsOf(text, min(moment, now), sequence_at(moment), text if moment <= now else moment_text(now))


def as_of_context(request: HttpRequest, as_of: AsOf | None, *, keep: Iterable[str] = ()) -> dict[str, Any]:
    """What a page needs to be read as of another day, and to say that it is: `public/base.html` does both.

    `keep` names what else in the address decides what the page shows.
    """
    kept = {name: value for name in keep if (value := request.GET.get(name, ""))}
    after = {"after": value} if (value := request.GET.get("after", "")) else {}
    return {
        "as_of": as_of,
        "kept_query": list(kept.items()),
        "now_address": _address(request.path, kept),
        "lasting_address": _address(request.path, {**kept, **after, "as_of": as_of.lasting}) if as_of else "",
    }


def with_query(request: HttpRequest, **changes: str) -> str:
    """This address with some of its query changed; an empty value leaves the name out."""
    return _address(request.path, {**request.GET.dict(), **changes})


def _address(path: str, query: dict[str, str]) -> str:
    query = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(query)}" if query else path


def asked_after(request: HttpRequest) -> int | None:
    """The number in the address after which a page of a list begins, None for the first page.

    Raises BadRequest, with words for the reader, for a wrong one.
    """
    try:
        after: int | None = IntegerField(required=False, min_value=1, max_value=LARGEST_NUMBER).clean(
            request.GET.get("after", "")
        )
    except ValidationError as error:
        raise BadRequest(_("This page’s address is not complete. Begin again with the first page.")) from error
    return after
