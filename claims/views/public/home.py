"""The front page: what changed, where claims stand, and the ways in."""

from collections.abc import Iterable

from django.db.models import Count
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from ...models import Claim, Topic
from ...record import reader
from ...vocabulary import Change, Ground, Status
from ...wording import counts_line
from .changes import CORRECTIONS, ChangeOnPage, days_of, newest_changes
from .delivery import public_page

SHOWN_CLAIMS = 15
READ_CHANGES = 60
SHOWN_TOPICS = 40


@public_page
def home(request: HttpRequest) -> HttpResponse:
    listed = Claim.objects.listed()
    counts = listed.order_by().values_list("status", "ground").annotate(count=Count("pk"))
    topics = reader.topics(
        Topic.objects.published()
        .filter(pk__in=listed.values("topics"))
        .order_by("name", "pk")
        .values_list("pk", flat=True)[:SHOWN_TOPICS]
    )
    changes, older = newest_changes(READ_CHANGES)
    shown = most_telling(changes)
    lines = counts_line(
        {(Status(status), Ground(ground) if ground else None): count for status, ground, count in counts}
    )
    context = {
        "counts": [{"words": words, "query": query, "status": QueryDict(query)["status"]} for words, query in lines],
        "days": days_of(shown[:SHOWN_CLAIMS]),
        "has_older": older is not None or len(shown) < len(changes) or len(shown) > SHOWN_CLAIMS,
        "topics": sorted(topics.values(), key=lambda topic: topic.name),
    }
    return render(request, "public/home.html", context)


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
