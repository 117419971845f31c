"""A claim's own words and particulars."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..dates import PartialDate
from ..models import Answer, Claim, Evidence, Topic
from ..record import writing
from ..vocabulary import Change
from .locking import (
    check_not_decided_since,
    check_unchanged_since,
    lock_claim,
    require_change,
    require_reason,
    said,
)
from .marking import reopen_for
from .recording import record_claim, status_before

ROW_KEYS = ["head", "mark", "merged_into", "split_from", "created_by"]


@writing()
def draft_claim(
    *,
    statement: str,
    by: User,
    unknowns: str = "",
    claimant: str = "",
    claimed_on: PartialDate | None = None,
    about_when: PartialDate | None = None,
    topics: Iterable[Topic] = (),
    review_by: date | None = None,
    not_before: datetime | None = None,
    split_from: Claim | None = None,
) -> Claim:
    """Take in a new claim as a draft, which nobody outside the desk can see."""
    claim = Claim(
        unknowns=unknowns,
        claimant=claimant,
        claimed_on=claimed_on,
        about_when=about_when,
        review_by=review_by,
        not_before=not_before,
        split_from=split_from,
        created_by=by,
    )
    claim.set_statement(statement)
    claim.full_clean(exclude=ROW_KEYS)
    claim.save()
    claim.topics.set(topics)
    record_claim(claim, Change.PUBLISHED, by=by)
    return claim


@writing()
def update_claim(
    claim: Claim,
    *,
    based_on: int,
    by: User,
    unknowns: str,
    claimant: str,
    claimed_on: PartialDate | None,
    about_when: PartialDate | None,
    topics: Iterable[Topic],
    review_by: date | None,
    not_before: datetime | None,
    change: Change = Change.UPDATED,
    reason: str = "",
) -> Claim:
    """Replace a claim's particulars; its wording and mark have operations of their own.

    Raises Conflict where anything changed since row version `based_on`.
    """
    claim = lock_claim(claim)
    check_unchanged_since(claim, based_on)
    if not_before is not None and not claim.is_draft:
        raise ValidationError(_("This claim is public already: an embargo would hold nothing back."), code="public")
    before = said(claim)
    claim.unknowns, claim.claimant = unknowns, claimant
    claim.claimed_on, claim.about_when = claimed_on, about_when
    claim.review_by, claim.not_before = review_by, not_before
    claim.set_search_text()
    claim.full_clean(exclude=ROW_KEYS)
    claim.topics.set(topics)
    require_change(claim, before)
    record_claim(claim, change, by=by, reason=reason)
    return claim


def correct_claim(
    claim: Claim,
    *,
    based_on: int,
    by: User,
    reason: str,
    unknowns: str,
    claimant: str,
    claimed_on: PartialDate | None,
    about_when: PartialDate | None,
    topics: Iterable[Topic],
    review_by: date | None,
    not_before: datetime | None,
) -> Claim:
    """Like `update_claim`, but mending an error of ours: `reason` is the public correction notice."""
    return update_claim(
        claim,
        based_on=based_on,
        by=by,
        unknowns=unknowns,
        claimant=claimant,
        claimed_on=claimed_on,
        about_when=about_when,
        topics=topics,
        review_by=review_by,
        not_before=not_before,
        change=Change.CORRECTED,
        reason=require_reason(reason),
    )


@writing()
def reword_claim(
    claim: Claim,
    *,
    based_on: int,
    statement: str,
    reason: str,
    still_fits: Mapping[Answer | Evidence, bool],
    by: User,
) -> Claim:
    """Word a claim anew.

    `still_fits` says of every answer and all evidence that stands whether it answers the new wording, or bears on it;
    what does not is taken back, or on a draft deleted. If the mark loses what it is based on, the claim opens.
    """
    claim = lock_claim(claim)
    check_not_decided_since(claim, based_on)
    reason = reason.strip() if claim.is_draft else require_reason(reason)
    before = status_before(claim)
    answers = list(claim.answers.filter(retraction="").select_related("response__speaker"))
    evidence = list(claim.evidence.filter(retraction=""))
    for answer in answers:
        if answer not in still_fits:
            raise ValidationError(
                _("Say whether the answer by %(speaker)s still answers the new wording."),
                code="still_fits",
                params={"speaker": answer.response.speaker},
            )
    for item in evidence:
        if item not in still_fits:
            raise ValidationError(
                _("Say whether “%(title)s” still bears on the new wording."),
                code="still_fits",
                params={"title": item.title},
            )
    words = said(claim)
    claim.set_statement(statement)
    asked: list[Answer | Evidence] = [*answers, *evidence]
    if all(still_fits[item] for item in asked):
        require_change(claim, words)
    claim.full_clean(exclude=ROW_KEYS)
    for answer in answers:
        if not still_fits[answer]:
            take_back(answer, claim, reason=_("It does not answer the claim as reworded."))
    for item in evidence:
        if not still_fits[item]:
            take_back(item, claim, reason=_("It does not bear on the claim as reworded."))
    open_if_ground_lost(claim, by=by, reason=_("Reworded: the mark lost what it was based on."))
    was = before if before != status_before(claim) else None
    record_claim(claim, Change.REWORDED, by=by, reason=reason, was=was)
    return claim


def open_if_ground_lost(claim: Claim, *, by: User, reason: str) -> bool:
    """Open a locked claim if what its mark cites can no longer carry it. True if it did. The caller records."""
    if claim.mark is None:
        return False
    try:
        claim.mark.check_still_based()
    except ValidationError:
        reopen_for(claim, reason=reason, by=by)
        return True
    return False


def record_and_open_if_ground_lost(claim: Claim, change: Change, *, reason: str, by: User) -> None:
    """Record that an answer or evidence of a locked claim was corrected or taken back; a mark lost by it opens."""
    was = status_before(claim)
    opened = open_if_ground_lost(claim, by=by, reason=_("What it was based on was taken back or corrected."))
    record_claim(claim, change, by=by, reason=reason, was=was if opened else None)


def take_back(item: Answer | Evidence, claim: Claim, *, reason: str) -> None:
    """Take back what belongs to a locked claim: it stays, with the reason. The caller records.

    On a draft it is deleted, and the draft's marks with it if one cites it.
    """
    if claim.is_draft:
        if item.marks.exists():
            drop_marks(claim)
        item.delete()
    else:
        item.retraction = require_reason(reason)
        item.save(update_fields=["retraction"])


def drop_marks(claim: Claim) -> None:
    """Delete every mark of a locked claim and save it: for drafts, whose marks nobody saw, and for withheld text."""
    claim.set_mark(None)
    claim.save()
    for mark in claim.marks.order_by("-pk"):
        mark.delete()
