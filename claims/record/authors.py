"""Who made a revision, which the record itself does not say, or decided about a draft: for the desk alone."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model, QuerySet

from ..models import Answer, Appearance, Approach, Claim, DraftDecision, Evidence, Response, Revision, RevisionAuthor
from ..models.thing import Thing
from ..vocabulary import Change, Kind
from .reader import entry

#: As many of the newest versions are looked through.
MOST = 20
#: Where a claim's document keeps what belongs to the claim.
_PARTS = {
    Answer: "answers",
    Appearance: "appearances",
    Approach: "approaches",
    Evidence: "evidence",
    Response: "responses",
}


@dataclass(frozen=True, kw_only=True)
class Done:
    """What was done, when, and by whom; the account may be gone."""

    change: Change
    by: User | None
    at: datetime


def made_by(sequences: Collection[int]) -> dict[int, User]:
    """Who made each of these revisions, by its sequence; those left out whose account is gone. One query."""
    made = RevisionAuthor.objects.filter(revision__in=sequences, user__isnull=False).select_related("user")
    return {one.revision_id: one.user for one in made if one.user}


def last_change(row: Model) -> Done | None:
    """What last changed what the record says of `row`. None where the record does not know it, or that was long ago."""
    if isinstance(row, Thing):
        return _done(_newest(row.KIND, row.pk).first())
    claim = _claim_showing(row)
    if claim is None:
        return None
    parts = _PARTS[type(row)]
    return _last_saying_new(
        claim, lambda document: next((part for part in document[parts] if part["id"] == row.pk), None)
    )


def last_decision(claim: Claim) -> Done | None:
    """What last changed how a claim stands, by which mark, or its wording. None where that was long ago."""
    if claim.is_draft:
        return _of_draft(claim)
    return _last_saying_new(claim, lambda document: (document["statement"], document["mark"]))


def last_wording(claim: Claim) -> Done | None:
    """What last changed how a claim is worded. None where that was long ago, or of a draft that was marked since."""
    if claim.is_draft:
        decided = _of_draft(claim)
        return decided if decided and decided.change == Change.REWORDED else None
    return _last_saying_new(claim, lambda document: document["statement"])


def _of_draft(claim: Claim) -> Done | None:
    decision = DraftDecision.objects.filter(claim=claim).select_related("made_by").first()
    return None if decision is None else Done(change=Change(decision.change), by=decision.made_by, at=decision.made_at)


def _done(revision: Revision | None) -> Done | None:
    if revision is None:
        return None
    return Done(change=Change(revision.change), by=revision.author.user, at=revision.recorded_at)


def _newest(kind: Kind, subject: int) -> QuerySet[Revision]:
    return Revision.objects.filter(kind=kind, subject=subject).order_by("-number").select_related("author__user")


def _claim_showing(row: Model) -> Claim | None:
    """A claim whose newest version says what `row` does: closed ones keep what it said when they were closed."""
    if isinstance(row, Response):
        return Claim.objects.listed().filter(answers__response=row).order_by("pk").first()
    return row.claim if isinstance(row, Answer | Appearance | Approach | Evidence) else None


def _last_saying_new(claim: Claim, what: Callable[[dict[str, Any]], Any]) -> Done | None:
    """What made the newest version in which `what` is otherwise than in the one before; a withheld one has none."""
    versions = list(_newest(Kind.CLAIM, claim.pk).select_related("document")[: MOST + 1])
    documents = [entry(revision).document for revision in versions]
    said = [document and what(document) for document in documents]
    changed = (now != before for now, before in zip(said, [*said[1:], None], strict=True))
    return _done(next((revision for revision, is_new in zip(versions[:MOST], changed, strict=False) if is_new), None))
