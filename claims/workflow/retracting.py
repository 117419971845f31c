"""What belongs to a claim is taken back because we were wrong, and a mark that rested on it with it."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..models import Answer, Appearance, Approach, Claim, Evidence
from ..record import writing
from ..vocabulary import Change
from .appearances import delete_appearances
from .locking import lock_claim, require_reason, still_standing
from .marking import reopen_for
from .recording import record_claim, status_before

#: What belongs to a claim.
type Item = Answer | Appearance | Approach | Evidence


@writing()
def retract(item: Item, *, reason: str, by: User, based_on: str | None = None) -> Claim:
    """Take back what belongs to a claim. It stays on the page, with the reason; a mark on it opens.

    On a draft it is deleted. Raises Conflict where a colleague changed it since it was `seen` as `based_on`.
    """
    claim = lock_claim(item.claim)
    take_back(still_standing(item, claim, based_on=based_on), claim, reason=reason)
    record_and_open_if_ground_lost(claim, Change.RETRACTED, reason=reason.strip(), by=by)
    return claim


def take_back(item: Item, claim: Claim, *, reason: str) -> None:
    """Take back what belongs to a locked claim: it stays, with the reason. The caller records.

    On a draft it is deleted, with the first known sources that nothing else goes to, and the draft's marks if one cites
    it.
    """
    if not claim.is_draft:
        item.retraction = require_reason(reason)
        item.save(update_fields=["retraction"])
    elif isinstance(item, Appearance):
        delete_appearances(claim.appearances.filter(pk=item.pk))
    else:
        if isinstance(item, Answer | Evidence) and item.marks.exists():
            drop_marks(claim)
        item.delete()


def drop_marks(claim: Claim) -> None:
    """Delete every mark of a locked claim and save it: for drafts, whose marks nobody saw, and for withheld text."""
    claim.set_mark(None)
    claim.save()
    for mark in claim.marks.order_by("-pk"):
        mark.delete()


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
