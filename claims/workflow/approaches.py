"""Whom the desk or an outlet asked for a reply."""

from datetime import date

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from ..dates import PartialDate
from ..models import Approach, Claim, Outlet, Speaker
from ..record import writing
from ..record.authors import last_change
from ..vocabulary import Change, Outcome
from .locking import check_worded_as, lock_claim, require_change, said, still_standing
from .marking import UNDO_WITHIN
from .recording import record_claim


@writing()
def record_approach(
    claim: Claim,
    *,
    asked: Speaker,
    by: User,
    asker: Outlet | None = None,
    asked_on: PartialDate | None = None,
    how: str = "",
    deadline: PartialDate | None = None,
    outcome: Outcome = Outcome.AWAITING,
    checked_on: date | None = None,
    note: str = "",
    worded: str | None = None,
) -> Approach:
    """Record that someone was asked about the claim. `asker` None means this desk.

    Raises Reworded where the claim is no longer `worded` as it was shown.
    """
    claim = lock_claim(claim)
    check_worded_as([claim], {claim.pk: worded})
    approach = Approach(
        claim=claim,
        asked=asked,
        asker=asker,
        asked_on=asked_on,
        how=how,
        deadline=deadline,
        outcome=outcome,
        checked_on=checked_on,
        note=note,
        recorded_by=by,
    )
    approach.check_due_after_asking()
    _save(approach)
    record_claim(claim, Change.APPROACHED, by=by)
    return approach


@writing()
def change_approach(
    approach: Approach,
    *,
    by: User,
    asked_on: PartialDate | None,
    how: str,
    deadline: PartialDate | None,
    outcome: Outcome,
    checked_on: date | None,
    note: str,
    reason: str = "",
    based_on: str | None = None,
) -> Approach:
    """Say what came of an approach. With a `reason` it is a correction, with a notice; else new facts.

    Raises Conflict where a colleague changed it since it was `seen` as `based_on`.
    """
    claim = lock_claim(approach.claim)
    approach = still_standing(approach, claim, based_on=based_on)
    before = said(approach)
    approach.asked_on, approach.how, approach.deadline = asked_on, how, deadline
    approach.outcome, approach.checked_on, approach.note = outcome, checked_on, note
    require_change(approach, before)
    # Older versions let a deadline before the asking pass. What came of the asking can be said all the same.
    if (before["asked_on"], before["deadline"]) != (asked_on, deadline):
        approach.check_due_after_asking()
    _save(approach)
    change = Change.CORRECTED if reason.strip() else Change.APPROACHED
    record_claim(claim, change, by=by, reason=reason.strip())
    return approach


@writing()
def undo_outcome(approach: Approach, *, by: User, based_on: str) -> Approach:
    """Let a reply be awaited again, where what came of the asking was recorded by mistake: by whoever did, minutes ago.

    Of a public claim it is a correction. Raises ValidationError for anybody else, and later; Conflict where a colleague
    changed the approach since it was `seen` as `based_on`.
    """
    claim = lock_claim(approach.claim)
    approach = still_standing(approach, claim, based_on=based_on)
    before, was = said(approach), Outcome(approach.outcome)
    approach.outcome = Outcome.AWAITING
    approach.checked_on = None if was == Outcome.NO_REPLY else approach.checked_on
    require_change(approach, before)
    if claim.is_draft:
        reason = ""
    else:
        _check_recorded_just_now(approach, by=by)
        reason = _("Recorded by mistake: %(outcome)s.") % {"outcome": was.label}
    _save(approach)
    record_claim(claim, Change.CORRECTED if reason else Change.APPROACHED, by=by, reason=reason)
    return approach


def _check_recorded_just_now(approach: Approach, *, by: User) -> None:
    done = last_change(approach)
    if done is None or done.by != by or done.change != Change.APPROACHED or timezone.now() - done.at > UNDO_WITHIN:
        raise ValidationError(
            _(
                "Only whoever recorded what came of it can take that back, for ten minutes, while nothing newer is "
                "recorded of it. Correct it instead, with the reason."
            ),
            code="not_author",
        )


def _save(approach: Approach) -> None:
    approach.full_clean(exclude=["claim", "asked", "asker", "recorded_by"])
    approach.save()
