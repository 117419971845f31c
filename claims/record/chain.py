"""The one writer of the record."""

from typing import TYPE_CHECKING

from django.db import connection
from django.utils import timezone

from ..models import ChainHead, Claim, Document, Revision, RevisionAuthor
from ..models.thing import Thing
from ..vocabulary import Change
from .canonical import Json, canonical, fingerprint, header_document, pack
from .documents import Touched, document
from .mentions import note

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def append(
    thing: Thing,
    change: Change,
    *,
    by: "User | None",
    reason: str = "",
    was: dict[str, Json] | None = None,
    withholds: int | None = None,
    touched: Touched | None = None,
) -> Revision:
    """Add the next revision of `thing`, saving its row with the new head.

    The document is built from the rows as they are in this transaction; the caller holds a lock on the thing's row, so
    its number cannot be taken by another. The end of the chain is locked last and held until the transaction ends.
    `recorded_at` is the server's clock, and never earlier than the revision before it. `by` is kept outside the chain.
    `touched` names the one part of a claim that changed, where nothing else did: the rest is not read anew.

    Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("The record is written inside claims.record.writing().")
    number = (thing.head.number if thing.head else 0) + 1
    said = document(thing, number=number, change=change, reason=reason, was=was, touched=touched)
    content = canonical(said)
    document_digest, body = fingerprint(content), pack(content)

    end = hold_end()
    revision = _next(end, thing, number, change, document_digest=document_digest, withholds=withholds)
    revision.save(force_insert=True)
    Document(revision=revision, body=body).save(force_insert=True)
    RevisionAuthor(revision=revision, user=by).save(force_insert=True)
    if touched != "marks":
        # A mark mentions nothing that the document before it did not.
        note(revision, said)
    end.sequence, end.digest, end.recorded_at = revision.sequence, revision.digest, revision.recorded_at
    end.save(update_fields=["sequence", "digest", "recorded_at"])

    thing.head, thing.recorded_at = revision, revision.recorded_at
    thing.version += 1
    thing.save()
    if isinstance(thing, Claim):
        thing.marks.filter(number__isnull=True).update(number=number, recorded_at=revision.recorded_at)
    return revision


def hold_end() -> ChainHead:
    """The end of the chain, locked until the transaction ends: whoever else adds to the record waits."""
    end, _ = ChainHead.objects.select_for_update().get_or_create(pk=1)
    return end


def _next(
    end: ChainHead, thing: Thing, number: int, change: Change, *, document_digest: str, withholds: int | None
) -> Revision:
    """The revision that follows `end`, not saved: its header, and the fingerprint over it."""
    now = timezone.now()
    header = {
        "sequence": end.sequence + 1,
        "kind": str(thing.KIND),
        "subject": thing.pk,
        "number": number,
        "change": str(change),
        "recorded_at": max(now, end.recorded_at) if end.recorded_at else now,
        "document_digest": document_digest,
        "previous_digest": end.digest,
        "withholds": withholds,
    }
    return Revision(**header, digest=fingerprint(canonical(header_document(**header))))
