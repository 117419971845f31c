"""Whom the desk or an outlet asked for a reply."""

from datetime import date

from django.contrib.auth.models import User

from ..dates import PartialDate
from ..models import Approach, Claim, Outlet, Speaker
from ..record import writing
from ..vocabulary import Change, Outcome
from .locking import check_worded_as, lock_claim, require_change, said, still_standing
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
    approach.full_clean(exclude=["claim", "asked", "asker", "recorded_by"])
    approach.save()
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
    approach.full_clean(exclude=["claim", "asked", "asker", "recorded_by"])
    approach.save()
    change = Change.CORRECTED if reason.strip() else Change.APPROACHED
    record_claim(claim, change, by=by, reason=reason.strip())
    return approach
