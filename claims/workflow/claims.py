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
from .recording import record_claim, status_before
from .retracting import open_if_ground_lost, take_back

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
    reason: str = "",
) -> Claim:
    """Replace a claim's particulars; its wording and mark have operations of their own.

    With a `reason`, which is public, it is a correction of an error of ours; else new facts. Raises Conflict where
    anything changed since row version `based_on`.
    """
    claim = lock_claim(claim)
    check_unchanged_since(claim, based_on)
    reason = require_reason(reason) if reason.strip() else ""
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
    change = Change.CORRECTED if reason else Change.UPDATED
    record_claim(claim, change, by=by, reason=reason)
    return claim


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
