"""What was on record at a place in the chain: which claims and names to read, and claims looked through for a page.

As of a day in the past the desk's rows are of no use: a claim may have lost what it was found by. So claims are found
by all that they ever mentioned (`claims.record.mentions`), in the order of their newest version at that time, and kept
if their document then says what was asked for. A page looks through a bounded number, and says where to go on.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from ..models import Claim, Mention, Revision
from ..reading import ClaimReading
from ..vocabulary import Kind, Mentioned
from . import reader

#: As many claims as one page reads to find those that it shows.
LOOK_THROUGH = 250

#: From so many claims on, those that mention a thing are looked for among the newest revisions, not gathered first.
MANY = 5_000

#: Claims' ids, each with the sequence of the version that counts, in the order of these.
type Places = QuerySet[Any, tuple[int, int]]
type Keep = Callable[[ClaimReading], bool]


@dataclass(frozen=True)
class Found:
    """Claims found, and the sequence after which to go on; None where nothing is left to look through."""

    claims: list[ClaimReading]
    next: int | None


def find(places: Places, *, keep: Keep, size: int, at: int | None, look_through: int | None = None) -> Found:
    """At most `size` listed claims for which `keep` holds, of the first at `places`, as they stood at `at`.

    Without `at` the places are those of rows that say the same as their newest documents: no more are read than shown.
    Else the first of them mostly suffice; the rest are read only where they do not.
    """
    look_through = look_through or (size if at is None else LOOK_THROUGH)
    rows = list(places[: look_through + 1])
    looked, first = rows[:look_through], min(look_through, 2 * size)
    kept = _kept(looked[:first], keep, at)
    if len(kept) < size and len(looked) > first:
        kept += _kept(looked[first:], keep, at)
    shown, last = [claim for claim, _sequence in kept[:size]], rows[-1][1] if rows else None
    reached = kept[size - 1][1] if len(kept) >= size else (looked[-1][1] if looked else None)
    return Found(shown, reached if reached != last else None)


def _kept(looked: list[tuple[int, int]], keep: Keep, at: int | None) -> list[tuple[ClaimReading, int]]:
    readings = reader.claims([claim for claim, _sequence in looked], at=at)
    found = [(readings[claim], sequence) for claim, sequence in looked if claim in readings]
    return [(claim, sequence) for claim, sequence in found if claim.is_listed and keep(claim)]


def places_now(claims: QuerySet[Claim], *, after: int | None = None) -> Places:
    """`claims` as they are on record now, last changed first, after `after`."""
    if after is not None:
        claims = claims.filter(head_id__lt=after)
    return claims.order_by("-head_id", "-pk").values_list("pk", "head_id")


def places(
    at: int,
    *,
    mentioning: Iterable[tuple[Mentioned, int]] = (),
    after: int | None = None,
    oldest_first: bool = False,
    recorded: Q | None = None,
) -> Places:
    """Claims on record at `at` that by then had mentioned each of `mentioning`, last changed first, after `after`.

    `recorded` asks something of the revision that counts.
    """
    newer = Revision.objects.filter(
        kind=Kind.CLAIM, subject=OuterRef("subject"), sequence__gt=OuterRef("sequence"), sequence__lte=at
    )
    found = Revision.objects.filter(~Exists(newer), kind=Kind.CLAIM, sequence__lte=at)
    for kind, thing in mentioning:
        mentions = claims_mentioning(kind, [thing], at=at)
        if mentions[:MANY].count() < MANY:
            found = found.filter(subject__in=mentions.values("by"))
        else:
            # The newest revisions have enough of them; gathering and sorting all takes SQLite 0.3 s at 100,000.
            found = found.filter(Exists(mentions.filter(by=OuterRef("subject"))))
    if recorded is not None:
        found = found.filter(recorded)
    if after is not None:
        found = found.filter(sequence__gt=after) if oldest_first else found.filter(sequence__lt=after)
    return found.order_by("sequence" if oldest_first else "-sequence").values_list("subject", "sequence")


def claims_mentioning(kind: Mentioned, things: Iterable[int], *, at: int | None) -> QuerySet[Mention]:
    """Mentions of things by claims at or before `at`; of outlets also through their articles."""
    named = Q(kind=kind, thing__in=things)
    if kind == Mentioned.OUTLET:
        named |= Q(kind=Mentioned.ARTICLE, thing__in=articles_mentioning(kind, things, at=at).values("by"))
    return _by_then(Mention.objects.filter(named, by_kind=Kind.CLAIM), at)


def articles_mentioning(kind: Mentioned, things: Iterable[int], *, at: int | None) -> QuerySet[Mention]:
    """Mentions by articles at or before `at`: of their outlet, or of the article whose text they carry."""
    return _by_then(Mention.objects.filter(kind=kind, thing__in=things, by_kind=Kind.ARTICLE), at)


def on_record(kind: Kind, at: int) -> Exists:
    """Whether a row of things of a kind was on record at `at`."""
    return Exists(Revision.objects.filter(kind=kind, subject=OuterRef("pk"), number=1, sequence__lte=at))


def _by_then(mentions: QuerySet[Mention], at: int | None) -> QuerySet[Mention]:
    return mentions if at is None else mentions.filter(since__lte=at)
