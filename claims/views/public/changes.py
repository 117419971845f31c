"""Everything that changed, newest first: as pages by day, and as a feed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, get_tag_uri
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ...models import Revision
from ...reading import ClaimReading, Header
from ...record import reader
from ...vocabulary import Change, Kind
from ...wording import change_line, change_word, headline, short_status, status_line
from .delivery import asked_after, public_page

PAGE_SIZE = 40
FEED_SIZE = 50
CORRECTIONS = [Change.CORRECTED, Change.RETRACTED, Change.WITHDRAWN, Change.WITHHELD]
# What XML 1.0 cannot hold (2.2).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, kw_only=True)
class ChangeOnPage:
    """One revision as a list shows it: a version of a claim, or of a name that claims refer to.

    `now` is where the claim stands today, where it is another than this version shows.
    """

    header: Header
    claim: ClaimReading | None
    now: ClaimReading | None
    line: str
    name: str
    address: str
    reason: str

    @property
    def day(self) -> date:
        return timezone.localtime(self.header.recorded_at).date()


@public_page
def change_list(request: HttpRequest) -> HttpResponse:
    """Everything that changed; what was merely first named along with a claim is left out."""
    return _change_page(request, "public/change_list.html", ~Q(change=Change.PUBLISHED) | Q(kind=Kind.CLAIM))


@public_page
def correction_list(request: HttpRequest) -> HttpResponse:
    """Corrections and retractions, withdrawals and withheld texts."""
    return _change_page(request, "public/correction_list.html", Q(change__in=CORRECTIONS))


def _change_page(request: HttpRequest, template: str, which: Q) -> HttpResponse:
    after = asked_after(request)
    changes, older = newest_changes(PAGE_SIZE, which, before=after)
    context = {
        "days": days_of(changes),
        "first_url": request.path if after is not None else "",
        "next_url": f"{request.path}?after={older}" if older else "",
    }
    return render(request, template, context)


def newest_changes(
    count: int, which: Q | None = None, *, before: int | None = None
) -> tuple[list[ChangeOnPage], int | None]:
    """The newest `count` revisions (before sequence `before`), and where older ones begin, None if there are none."""
    revisions = Revision.objects.filter(which if which is not None else Q(kind=Kind.CLAIM))
    if before is not None:
        revisions = revisions.filter(sequence__lt=before)
    found = list(revisions.order_by("-sequence").select_related("document")[: count + 1])
    entries = [reader.entry(revision) for revision in found[:count]]
    claims = reader.join([entry for entry in entries if entry.header.kind == Kind.CLAIM])
    by_sequence = {claim.header.sequence: claim for claim in claims}
    now = reader.claims({claim.id for claim in claims})
    changes = [_change(entry, by_sequence.get(entry.header.sequence), now) for entry in entries]
    return changes, entries[-1].header.sequence if len(found) > count else None


def days_of(changes: Iterable[ChangeOnPage]) -> list[tuple[date, list[ChangeOnPage]]]:
    """Changes by the day they were recorded, in the site's zone."""
    return [(day, list(changed)) for day, changed in groupby(changes, key=lambda change: change.day)]


def _change(entry: reader.Entry, claim: ClaimReading | None, now: dict[int, ClaimReading]) -> ChangeOnPage:
    if claim is not None:
        current = now.get(claim.id)
        differs = current is not None and short_status(current) != short_status(claim)
        return ChangeOnPage(
            header=entry.header,
            claim=claim,
            now=current if differs else None,
            line=change_line(claim),
            name=claim.statement,
            address=reverse("claim_redirect", kwargs={"claim_id": claim.id}),
            reason=claim.reason,
        )
    document = entry.document or {}
    name = document.get("name") or document.get("title") or document.get("description") or _("name withheld")
    return ChangeOnPage(
        header=entry.header,
        claim=None,
        now=None,
        line=_("%(kind)s: %(change)s")
        % {"kind": Kind(entry.header.kind).label, "change": change_word(entry.header.change)},
        name=name,
        address=_name_address(entry.header, document),
        reason=document.get("reason", ""),
    )


def _name_address(header: Header, document: reader.Raw) -> str:
    """Where a name has its page; old addresses of renamed ones redirect. Empty where the text was withheld."""
    if header.kind == Kind.ARTICLE:
        return reverse("article_redirect", kwargs={"article_id": header.subject})
    slug = document.get("slug")
    return reverse(f"{header.kind}_detail", kwargs={"slug": slug}) if slug else ""


# The feed


@public_page
def changes_feed(request: HttpRequest) -> HttpResponse:
    """The newest versions of claims as Atom 1.0 (RFC 4287)."""
    changes, _older = newest_changes(FEED_SIZE)
    here = urljoin(settings.SITE_URL, request.path)
    feed = Atom1Feed(
        title=_("%(site)s: everything that changed") % {"site": settings.SITE_NAME},
        link=urljoin(settings.SITE_URL, reverse("change_list")),
        description=_("A record of what was claimed, who answered, and where each claim stands."),
        subtitle=_("A record of what was claimed, who answered, and where each claim stands."),
        language=get_language(),
        author_name=settings.SITE_NAME,
        feed_url=here,
        feed_guid=here,
    )
    for change in changes:
        if change.claim is not None:
            _add_entry(feed, change, change.claim)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _add_entry(feed: Atom1Feed, change: ChangeOnPage, claim: ClaimReading) -> None:
    header = change.header
    numbers = {"claim_id": header.subject, "number": header.number}
    link = urljoin(settings.SITE_URL, reverse("claim_revision", kwargs=numbers))
    words = [change.line + ".", status_line(claim), change.reason]
    if change.now is not None:
        words.append(_("As of now: %(status)s") % {"status": status_line(change.now)})
    feed.add_item(
        title=_xml(_("%(claim)s – %(status)s") % {"claim": _named(claim), "status": short_status(claim)}),
        link=link,
        # Atom1Feed says that a summary is HTML.
        description=format_html_join("", "<p>{}</p>", ((_xml(line),) for line in words if line)),
        unique_id=get_tag_uri(link, header.recorded_at),
        pubdate=header.recorded_at,
        updateddate=header.recorded_at,
        categories=[_xml(topic.name) for topic in claim.topics],
    )


def _named(claim: ClaimReading) -> str:
    if claim.withheld:
        return _("Claim %(number)s") % {"number": claim.id}
    return headline(claim)


def _xml(text: str) -> str:
    """`text` without the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)
