"""Removing text that the law does not let us keep. The place in the chain stays; the bytes go."""

from collections.abc import Sequence
from functools import partial

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ..captures import delete_files
from ..models import Capture, Claim, Document, FormerSlug, Response, Revision
from ..models.thing import Thing
from ..record import append, writing
from ..record.canonical import parse, unpack
from ..record.documents import Touched
from ..record.mentions import renew
from ..vocabulary import Change, Kind, State
from .appearances import delete_appearances
from .locking import lock, require_reason
from .recording import record_claim
from .responses import lock_with_claims
from .retracting import drop_marks


@writing()
def withhold_documents(thing: Thing, *, numbers: Sequence[int], reason: str, by: User | None) -> list[Revision]:
    """Delete older documents of a thing, each after a `withheld` revision that names it.

    The newest document cannot be withheld so: correct the thing first, so that the text is gone from it, or use
    `withhold_claim_text`. Raises ValidationError where a number is unknown, newest or already withheld.
    """
    reason = require_reason(reason)
    thing = lock(thing)
    if thing.head is None:
        raise ValidationError(_("A draft is not in the record."), code="draft")
    newest = thing.head.number
    revisions = list(
        Revision.objects.filter(
            kind=thing.KIND, subject=thing.pk, number__in=set(numbers), document__isnull=False
        ).order_by("number")
    )
    missing = set(numbers) - {revision.number for revision in revisions}
    if missing or newest in numbers:
        raise ValidationError(
            _(
                "There is no older version %(numbers)s with a text to withhold. The newest version "
                "must be corrected first."
            ),
            code="numbers",
            params={"numbers": ", ".join(str(number) for number in sorted(missing or {newest}))},
        )
    # A closed claim stays as it was: what it shares with others may have been corrected since, for those alone.
    touched: Touched | None = "marks" if isinstance(thing, Claim) and not thing.is_public else None
    for revision in revisions:
        append(thing, Change.WITHHELD, by=by, reason=reason, withholds=revision.sequence, touched=touched)
        Document.objects.filter(pk=revision.pk).delete()
    _forget_addresses(thing)
    renew(thing.KIND, thing.pk)
    return revisions


@writing()
def withhold_claim_text(claim: Claim, *, reason: str, by: User | None) -> Claim:
    """Withhold every word of a claim: all its documents, and the desk's rows behind them.

    Responses and first known sources that other claims go back to stay for those, as do articles, speakers, outlets
    and topics: they have documents of their own (`withhold_documents`). Raises NotDeleted, with all else done, where
    kept copies of responses could not be deleted.
    The page keeps its address, says that the text was withheld and why, and shows when.
    """
    reason = require_reason(reason)
    claim = lock(claim)
    if claim.is_draft:
        raise ValidationError(_("A draft is not public. Discard it instead."), code="draft")
    _blank(claim)
    older = Revision.objects.filter(kind=Kind.CLAIM, subject=claim.pk, document__isnull=False).order_by("number")
    for revision in list(older):
        append(claim, Change.WITHHELD, by=by, reason=reason, withholds=revision.sequence)
        Document.objects.filter(pk=revision.pk).delete()
    renew(Kind.CLAIM, claim.pk)
    return claim


@writing()
def withhold_capture(capture: Capture, *, reason: str, by: User | None) -> Capture:
    """Delete a kept copy of what a response was said in. Its fingerprint stays on record, with the reason.

    Every claim that the response answers, and that is open to changes, gets a `corrected` version that says so.
    Raises ValidationError where it was withheld before, and NotDeleted where it is withheld and its file stays.
    """
    reason = require_reason(reason)
    claims, _response = lock_with_claims(capture.response)
    capture = lock(capture)
    if capture.withheld:
        raise ValidationError(_("This copy is withheld already."), code="withheld")
    transaction.on_commit(partial(delete_files, [str(capture.file)]))
    capture.file = capture.name = ""
    capture.withheld = reason
    capture.save()
    for claim in claims:
        record_claim(claim, Change.CORRECTED, by=by, reason=reason)
    return capture


def _forget_addresses(thing: Thing) -> None:
    """Let lead to `thing` only those of its former addresses that are in a document that is left.

    The others are made of a name that was withheld. Readers may have cited them, so that nobody else ever gets them.
    """
    former = FormerSlug.objects.filter(kind=thing.KIND, subject=thing.pk)
    if not former:
        return
    documents = Document.objects.filter(revision__kind=thing.KIND, revision__subject=thing.pk)
    left = {parse(unpack(body))["slug"] for body in documents.values_list("body", flat=True)}
    for address in former.exclude(slug__in=left):
        unreadable = FormerSlug.unreadable(thing.KIND, address.slug)
        FormerSlug.objects.get_or_create(kind=thing.KIND, slug=unreadable, defaults={"subject": FormerSlug.NOBODY})
        address.delete()


def _blank(claim: Claim) -> None:
    """Empty the desk's rows of a claim, so that its next documents, and the desk, hold nothing of it alone."""
    drop_marks(claim)
    _delete_answers(claim)
    claim.evidence.all().delete()
    claim.approaches.all().delete()
    claim.notes.all().delete()
    delete_appearances(claim.appearances.all())
    claim.topics.clear()
    claim.claimant = claim.unknowns = ""
    claim.claimed_on = claim.about_when = claim.review_by = None
    claim.set_statement(_("Text withheld"))
    claim.text_withheld = True
    if claim.state == State.PUBLIC:
        claim.state = State.WITHDRAWN


def _delete_answers(claim: Claim) -> None:
    # Held before it is asked who else uses them: on PostgreSQL a colleague may be about to.
    held = list(Response.objects.select_for_update().filter(answers__claim=claim).order_by("pk"))
    claim.answers.all().delete()
    orphans = Response.objects.filter(pk__in=[response.pk for response in held], answers__isnull=True)
    copies = Capture.objects.filter(response__in=orphans)
    transaction.on_commit(partial(delete_files, list(copies.filter(withheld="").values_list("file", flat=True))))
    copies.delete()
    orphans.delete()
