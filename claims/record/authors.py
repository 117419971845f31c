"""Who made a revision, which the record itself does not say: for the desk alone."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet

from ..models import Answer, Appearance, Approach, Claim, Evidence, Response, Revision
from ..models.thing import Thing
from ..vocabulary import Kind
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


def last_change(row: Model) -> Revision | None:
    """The newest revision that changed what the record says of `row`, with its author.

    None where the record does not know it, or that was long ago.
    """
    if isinstance(row, Thing):
        return _newest(row.KIND, row.pk).first()
    claim = _claim_showing(row)
    if claim is None:
        return None
    parts = _PARTS[type(row)]
    return _last_saying_new(
        claim, lambda document: next((part for part in document[parts] if part["id"] == row.pk), None)
    )


def last_decision(claim: Claim) -> Revision | None:
    """The newest revision that changed how a claim stands, by which mark, or its wording, with its author.

    None where the record does not know it, as of a draft, or that was long ago.
    """
    return _last_saying_new(claim, lambda document: (document["statement"], document["mark"]))


def last_wording(claim: Claim) -> Revision | None:
    """The newest revision that changed how a claim is worded, with its author; None as above."""
    return _last_saying_new(claim, lambda document: document["statement"])


def _newest(kind: Kind, subject: int) -> QuerySet[Revision]:
    return Revision.objects.filter(kind=kind, subject=subject).order_by("-number").select_related("author__user")


def _claim_showing(row: Model) -> Claim | None:
    """A claim whose newest version says what `row` does: closed ones keep what it said when they were closed."""
    if isinstance(row, Response):
        return Claim.objects.listed().filter(answers__response=row).order_by("pk").first()
    return row.claim if isinstance(row, Answer | Appearance | Approach | Evidence) else None


def _last_saying_new(claim: Claim, what: Callable[[dict[str, Any]], Any]) -> Revision | None:
    """The newest version in which `what` is otherwise than in the one before; of a withheld version it is None."""
    versions = list(_newest(Kind.CLAIM, claim.pk).select_related("document")[: MOST + 1])
    documents = [entry(revision).document for revision in versions]
    said = [document and what(document) for document in documents]
    changed = (now != before for now, before in zip(said, [*said[1:], None], strict=True))
    return next((revision for revision, is_new in zip(versions[:MOST], changed, strict=False) if is_new), None)
