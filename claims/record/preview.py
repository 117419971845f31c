"""Claims as pages would read them if they were recorded now: for the desk, drafts included. Never for the public.

What the record knows is read from its newest document, which says what the rows say, in one query instead of a dozen;
only drafts are put together from their rows. Names are those of the rows: a draft may refer to some not public yet.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from ..models import THINGS, Claim, Document
from ..models.thing import Thing
from ..reading import ClaimReading, Header
from ..vocabulary import Change, Kind
from .canonical import NO_DIGEST, Json, parse, unpack
from .decoding import Entry, Wanted, resolve
from .documents import TEXT_FINGERPRINTS, claim_contents, content


def _rows(kind: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = THINGS[kind]._default_manager.all()
    return rows.prefetch_related(TEXT_FINGERPRINTS) if kind == Kind.ARTICLE else rows


class Names:
    """What claims refer to, as its rows have it, each read once: for an answer that reads a claim before and after."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, int], Entry] = {}

    def __call__(self, wanted: Wanted) -> dict[tuple[str, int], Entry]:
        asked = {(kind, subject) for kind, ids in wanted.items() for subject in ids}
        for kind in wanted:
            missing = [subject for found, subject in asked - self._read.keys() if found == kind]
            self._read |= {(kind, pk): _entry(row, content(row)) for pk, row in _rows(kind).in_bulk(missing).items()}
        return {found: self._read[found] for found in asked & self._read.keys()}


def preview(claims: Sequence[Claim], names: Names | None = None) -> list[ClaimReading]:
    """`claims` as they are now, in the order given. A fixed number of queries, and fewer with `names` read before."""
    contents = _recorded(claims)
    missing = [claim for claim in claims if claim.pk not in contents]
    if missing:
        contents |= claim_contents(missing)
    return resolve([_entry(claim, contents[claim.pk]) for claim in claims], names or Names())


def _recorded(claims: Sequence[Claim]) -> dict[int, dict[str, Json]]:
    """What the newest documents say, by claim. Drafts have none, nor has a claim whose newest text was withheld."""
    heads = {claim.head_id: claim.pk for claim in claims if claim.head_id}
    if not heads:
        return {}
    bodies = Document.objects.filter(pk__in=list(heads)).values_list("revision_id", "body")
    return {heads[head]: parse(unpack(body)) for head, body in bodies}


def _entry(thing: Thing, document: dict[str, Json]) -> Entry:
    header = Header(
        sequence=thing.head_id or 0,
        kind=str(thing.KIND),
        subject=thing.pk,
        number=0,
        change=Change.UPDATED,
        recorded_at=thing.recorded_at or timezone.now(),
        document_digest=NO_DIGEST,
        digest=NO_DIGEST,
    )
    return Entry(header, {**document, "id": thing.pk, "reason": "", "was": None})
