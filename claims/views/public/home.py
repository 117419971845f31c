"""The front page: what changed, where claims stand, and the ways in."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ...models import Claim, Topic
from ...record import past, reader
from ...vocabulary import Change, Kind
from .changes import CORRECTIONS, ChangeOnPage, days_of, newest_changes
from .counts import counts_of
from .delivery import as_of_context, asked_as_of, public_page

SHOWN_CLAIMS = 15
READ_CHANGES = 60
SHOWN_TOPICS = 40


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """What changed lately, where claims stand, topics; with `as_of` what had changed by then, without counts."""
    as_of = asked_as_of(request)
    at = as_of.sequence if as_of else None
    changes, older = newest_changes(READ_CHANGES, at=at)
    shown = most_telling(changes)
    context = {
        **as_of_context(request, as_of),
        "counts": counts_of(Claim.objects.listed()) if as_of is None else [],
        "days": days_of(shown[:SHOWN_CLAIMS]),
        "has_older": older is not None or len(shown) < len(changes) or len(shown) > SHOWN_CLAIMS,
        **_topics(at),
    }
    return render(request, "public/home.html", context)


def _topics(at: int | None) -> dict[str, Any]:
    """The first by name: those of listed claims, or of a day in the past those on record then."""
    known = Topic.objects.published()
    if at is None:
        known = known.filter(pk__in=Claim.objects.listed().values("topics"))
    else:
        known = known.filter(past.on_record(Kind.TOPIC, at))
    found = list(known.order_by("name", "pk").values_list("pk", flat=True)[: SHOWN_TOPICS + 1])
    topics = reader.topics(found[:SHOWN_TOPICS], at=at)
    shown = sorted((topic for topic in topics.values() if topic.slug), key=lambda topic: topic.name)
    return {"topics": shown, "more_topics": len(found) > SHOWN_TOPICS, "most": SHOWN_TOPICS}


def most_telling(changes: Iterable[ChangeOnPage]) -> list[ChangeOnPage]:
    """One change of each claim, newest first: the last that decided where it stands or mended an error of ours.

    Of a claim without such a change, simply the last.
    """
    telling: dict[int, ChangeOnPage] = {}
    for change in changes:
        shown = telling.get(change.header.subject)
        if shown is None or (_tells(change) and not _tells(shown)):
            telling[change.header.subject] = change
    return sorted(telling.values(), key=lambda change: change.header.sequence, reverse=True)


def _tells(change: ChangeOnPage) -> bool:
    if change.claim is None or change.header.change == Change.PUBLISHED:
        return False
    return change.claim.sets_status or change.header.change in CORRECTIONS
