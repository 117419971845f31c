"""Everything that changed, newest first: as pages by day, and as a feed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
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
from ...record.decoding import Entry, Raw
from ...vocabulary import Change, Kind
from ...wording import TOLD_BY_NAME, change_line, change_word, headline, short_status, status_line
from .delivery import as_of_context, asked_after, asked_as_of, public_page, with_query
from .entries import address_of

PAGE_SIZE = 40
FEED_SIZE = 50
CORRECTIONS = [Change.CORRECTED, Change.RETRACTED, Change.WITHDRAWN, Change.WITHHELD]
# What XML 1.0 cannot hold (2.2).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


#: Changes of which a list says by name what was added, changed or taken back, so that the version before is read too.
BY_NAME = TOLD_BY_NAME | {Change.RENAMED}


@dataclass(frozen=True, kw_only=True)
class ChangeOnPage:
    """One revision as a list shows it: a version of a claim, or of a name that claims refer to.

    `now` is where the claim stands as of the page, where it is another than this version shows. `like_it` counts the
    revisions right before it of which the same is to be said.
    """

    header: Header
    claim: ClaimReading | None
    now: ClaimReading | None
    line: str
    name: str
    address: str
    reason: str
    like_it: int = 0

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
    as_of, after = asked_as_of(request), asked_after(request)
    changes, older = newest_changes(PAGE_SIZE, which, before=after, at=as_of.sequence if as_of else None)
    context = {
        **as_of_context(request, as_of),
        "days": days_of(changes),
        "first_url": with_query(request, after="") if after is not None else "",
        "next_url": with_query(request, after=str(older)) if older else "",
    }
    return render(request, template, context)


def newest_changes(
    count: int, which: Q | None = None, *, before: int | None = None, at: int | None = None
) -> tuple[list[ChangeOnPage], int | None]:
    """The newest `count` revisions (before sequence `before`), and where older ones begin, None if there are none.

    With `at` those up to there, with names and with where claims stood as of it.
    """
    revisions = Revision.objects.filter(which if which is not None else Q(kind=Kind.CLAIM))
    if before is not None:
        revisions = revisions.filter(sequence__lt=before)
    if at is not None:
        revisions = revisions.filter(sequence__lte=at)
    found = list(revisions.order_by("-sequence").select_related("document")[: count + 1])
    entries = [reader.entry(revision) for revision in found[:count]]
    versions_before = _versions_before(entries)
    joined = [entry for entry in (*entries, *versions_before.values()) if entry.header.kind == Kind.CLAIM]
    by_sequence = {claim.header.sequence: claim for claim in reader.join(joined, at=at)}
    now = reader.claims({claim.id for claim in by_sequence.values()}, at=at)
    changes = []
    for entry in entries:
        claim, earlier = by_sequence.get(entry.header.sequence), versions_before.get(entry.header.sequence)
        if claim is not None:
            changes.append(_claim_change(entry, claim, by_sequence.get(earlier.header.sequence if earlier else 0), now))
        else:
            changes.append(_name_change(entry, earlier))
    return changes, entries[-1].header.sequence if len(found) > count else None


def _versions_before(entries: Iterable[Entry]) -> dict[int, Entry]:
    """The version before each entry that needs it to say what it did, by the sequence of that entry."""
    wanted = {
        (header.kind, header.subject, header.number - 1): header.sequence
        for header in (entry.header for entry in entries)
        if header.change in BY_NAME and header.number > 1
    }
    which = Q()
    for kind, subject, number in wanted:
        which |= Q(kind=kind, subject=subject, number=number)
    revisions = Revision.objects.filter(which).select_related("document") if wanted else []
    return {wanted[revision.kind, revision.subject, revision.number]: reader.entry(revision) for revision in revisions}


def days_of(changes: Iterable[ChangeOnPage]) -> list[tuple[date, list[ChangeOnPage]]]:
    """Changes by the day they were recorded, in the site's zone; texts withheld for one reason are told once a day."""
    return [(day, _told_once(changed)) for day, changed in groupby(changes, key=lambda change: change.day)]


def _told_once(changes: Iterable[ChangeOnPage]) -> list[ChangeOnPage]:
    told: list[ChangeOnPage] = []
    for change in changes:
        if told and change.header.change == Change.WITHHELD and _is_of_one_act(told[-1], change):
            told[-1] = replace(told[-1], like_it=told[-1].like_it + 1)
        else:
            told.append(change)
    return told


def _is_of_one_act(one: ChangeOnPage, other: ChangeOnPage) -> bool:
    def act(change: ChangeOnPage) -> tuple[object, ...]:
        return change.header.change, change.header.kind, change.header.subject, change.reason

    return act(one) == act(other)


def _claim_change(
    entry: Entry, claim: ClaimReading, before: ClaimReading | None, now: dict[int, ClaimReading]
) -> ChangeOnPage:
    current = now.get(claim.id)
    differs = current is not None and short_status(current) != short_status(claim)
    return ChangeOnPage(
        header=entry.header,
        claim=claim,
        now=current if differs else None,
        line=change_line(claim, before),
        name=claim.statement,
        address=reverse("claim_redirect", kwargs={"claim_id": claim.id}),
        reason=claim.reason,
    )


def _name_change(entry: Entry, before: Entry | None) -> ChangeOnPage:
    header, document = entry.header, entry.document or {}
    words = {"kind": Kind(header.kind).label, "change": change_word(header.change)}
    name, was = _name(document), _name(before.document or {}) if before else ""
    if was and was != name:
        line = _("%(kind)s: %(change)s, was %(name)s") % {**words, "name": was}
    else:
        line = _("%(kind)s: %(change)s") % words
    return ChangeOnPage(
        header=header,
        claim=None,
        now=None,
        line=line,
        name=name,
        address=address_of(Kind(header.kind), header.subject, document.get("slug", "")),
        reason=document.get("reason", ""),
    )


def _name(document: Raw) -> str:
    return document.get("name") or document.get("title") or document.get("description") or _("name withheld")


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
