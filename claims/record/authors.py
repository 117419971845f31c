"""Who made a revision, which the record itself does not say: for the desk alone."""

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
    versions = list(_newest(Kind.CLAIM, claim.pk).select_related("document")[: MOST + 1]) if claim else []
    said = [_part(revision, row) for revision in versions]
    changed = (now != before for now, before in zip(said, [*said[1:], None], strict=True))
    return next((revision for revision, is_new in zip(versions[:MOST], changed, strict=False) if is_new), None)


def _newest(kind: Kind, subject: int) -> QuerySet[Revision]:
    return Revision.objects.filter(kind=kind, subject=subject).order_by("-number").select_related("author__user")


def _claim_showing(row: Model) -> Claim | None:
    if isinstance(row, Response):
        return Claim.objects.published().filter(answers__response=row).order_by("pk").first()
    return row.claim if isinstance(row, Answer | Appearance | Approach | Evidence) else None


def _part(revision: Revision, row: Model) -> dict[str, Any] | None:
    """What a claim's version says of `row`; None where it does not know it, or was withheld."""
    document = entry(revision).document
    parts = document[_PARTS[type(row)]] if document else []
    return next((part for part in parts if part["id"] == row.pk), None)
