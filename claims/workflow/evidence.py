"""Evidence on a claim: citable items that are not official responses."""

from django.contrib.auth.models import User

from ..dates import PartialDate
from ..models import Claim, Evidence
from ..record import writing
from ..vocabulary import Bearing, Change
from .locking import check_worded_as, lock_claim, reason_to_change, require_change, said, still_standing
from .recording import record_claim
from .retracting import record_and_open_if_ground_lost


@writing()
def record_evidence(
    claim: Claim,
    *,
    title: str,
    bearing: Bearing,
    assessed_by: str,
    finding: str,
    by: User,
    publisher: str = "",
    url: str = "",
    archive_url: str = "",
    published_at: PartialDate | None = None,
    assessed_on: PartialDate | None = None,
    worded: str | None = None,
) -> Evidence:
    """Put a citable item beside the claim, with whose finding it is and what they found.

    Raises Reworded where the claim is no longer `worded` as it was shown.
    """
    claim = lock_claim(claim)
    check_worded_as([claim], {claim.pk: worded})
    evidence = Evidence(
        claim=claim,
        title=title,
        bearing=bearing,
        assessed_by=assessed_by,
        finding=finding,
        publisher=publisher,
        url=url,
        archive_url=archive_url,
        published_at=published_at,
        assessed_on=assessed_on,
    )
    evidence.full_clean(exclude=["claim"])
    evidence.save()
    record_claim(claim, Change.EVIDENCED, by=by)
    return evidence


@writing()
def change_evidence(
    evidence: Evidence,
    *,
    title: str,
    bearing: Bearing,
    assessed_by: str,
    finding: str,
    reason: str,
    by: User,
    publisher: str = "",
    url: str = "",
    archive_url: str = "",
    published_at: PartialDate | None = None,
    assessed_on: PartialDate | None = None,
    based_on: str | None = None,
    worded: str | None = None,
) -> Evidence:
    """Correct evidence; without a `reason`, a link may be added to it. A mark that can no longer rest on it opens.

    Raises Conflict where a colleague changed it since it was `seen` as `based_on`, and Reworded where the claim is no
    longer `worded` as it was shown.
    """
    claim = lock_claim(evidence.claim)
    evidence = still_standing(evidence, claim, based_on=based_on)
    before = said(evidence)
    evidence.title, evidence.publisher = title, publisher
    evidence.url, evidence.archive_url = url, archive_url
    evidence.published_at, evidence.assessed_on = published_at, assessed_on
    evidence.bearing, evidence.assessed_by, evidence.finding = bearing, assessed_by, finding
    require_change(evidence, before)
    check_worded_as([claim], {claim.pk: worded})
    reason = reason.strip() if claim.is_draft else reason_to_change(evidence, before, reason)
    evidence.full_clean(exclude=["claim"])
    evidence.save()
    change = Change.CORRECTED if reason else Change.EVIDENCED
    record_and_open_if_ground_lost(claim, change, reason=reason, by=by)
    return evidence
