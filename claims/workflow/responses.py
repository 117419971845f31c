"""What speakers said, and what it does to each claim."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..models import Answer, Capture, Claim, Response
from ..record import writing
from ..vocabulary import AnswerKind, Change, Position
from .locking import (
    check_unchanged_since,
    check_worded_as,
    lock,
    lock_claim,
    lock_claims,
    reason_to_change,
    require_change,
    require_reason,
    said,
    still_standing,
)
from .recording import record_claim
from .retracting import record_and_open_if_ground_lost

_OWN = {"id", "version", "search_text"}
EDITABLE = frozenset(field.name for field in Response._meta.concrete_fields if field.name not in _OWN)


@writing()
def record_response(
    response: Response,
    *,
    answers: Sequence[Answer],
    by: User,
    captures: Sequence[Capture] = (),
    worded: Mapping[int, str] | None = None,
) -> Response:
    """Record one utterance (not yet saved) and its answer to each of several claims.

    `answers` are unsaved, each with its claim, kind, position and part. Those to public claims are public at once.
    `captures` are unsaved, each with its file stored already. Raises Reworded where a claim is no longer `worded` as
    it was shown, by number.
    """
    claims = {claim.pk: claim for claim in lock_claims(answer.claim_id for answer in answers)}
    check_worded_as(claims.values(), worded or {})
    response.full_clean()
    response.set_search_text()
    response.save()
    for capture in captures:
        _keep(capture, response, by=by)
    for answer in answers:
        answer.response = response
        answer.full_clean()
        answer.save()
    for answer in answers:
        record_claim(claims[answer.claim_id], Change.ANSWERED, by=by)
    return response


@writing()
def keep_capture(response: Response, capture: Capture, *, by: User) -> Capture:
    """Keep an unsaved copy, whose file is stored already, with a response on record.

    Every claim that the response answers, and that is open to changes, gets an `updated` version that says so.
    """
    claims, response = lock_with_claims(response)
    _keep(capture, response, by=by)
    for claim in claims:
        record_claim(claim, Change.UPDATED, by=by)
    return capture


def _keep(capture: Capture, response: Response, *, by: User) -> None:
    capture.response, capture.kept_by = response, by
    capture.full_clean(exclude=["kept_by"])
    capture.save()


def lock_with_claims(response: Response) -> tuple[list[Claim], Response]:
    """The response, locked, after the claims on the desk that it answers.

    Raises ValidationError where a colleague brought it to a further claim meanwhile, which then is not locked.
    """
    answered = Claim.objects.on_desk().filter(answers__response=response)
    claims = lock_claims(answered.values_list("pk", flat=True))
    response = lock(response)
    if set(answered.values_list("pk", flat=True)) != {claim.pk for claim in claims}:
        raise ValidationError(
            _("A colleague brought this response to another claim just now. Send it again."), "answered_meanwhile"
        )
    return claims, response


@writing()
def answer_claim(
    response: Response,
    claim: Claim,
    *,
    kind: AnswerKind,
    by: User,
    position: Position = Position.SUBJECT,
    part: str = "",
    worded: str | None = None,
) -> Answer:
    """Say what a response already on record does to a further claim.

    Raises Reworded where the claim is no longer `worded` as it was shown.
    """
    claim = lock_claim(claim)
    check_worded_as([claim], {claim.pk: worded})
    # Whoever corrects the response meanwhile must know of this answer, so that its claim gets the correction, too.
    response = lock(response)
    answer = Answer(response=response, claim=claim, kind=kind, position=position, part=part.strip())
    answer.full_clean()
    answer.save()
    record_claim(claim, Change.ANSWERED, by=by)
    return answer


@writing()
def correct_response(
    response: Response, *, based_on: int, values: dict[str, Any], by: User, reason: str = ""
) -> Response:
    """Replace a response's particulars by `values`, keyed by field name.

    Every claim it answers gets the change. Where one of them is public, `reason` is the notice of a correction; it may
    be empty where a link, language or translation is only added, and that is an update. Marks that can no longer rest
    on it open. Raises Conflict where the response changed since row version `based_on`.
    """
    unknown = set(values) - EDITABLE
    if unknown:
        raise TypeError(f"A response has no {', '.join(sorted(unknown))}.")
    claims, response = lock_with_claims(response)
    check_unchanged_since(response, based_on)
    before = said(response)
    for name, value in values.items():
        setattr(response, name, value)
    require_change(response, before)
    if any(claim.is_public for claim in claims):
        reason = reason_to_change(response, before, reason)
    response.version += 1
    response.full_clean()
    response.set_search_text()
    response.save()
    for claim in claims:
        change = Change.CORRECTED if reason else Change.UPDATED
        record_and_open_if_ground_lost(claim, change, reason=reason, by=by)
    return response


@writing()
def change_answer(
    answer: Answer,
    *,
    kind: AnswerKind,
    position: Position,
    part: str,
    reason: str,
    by: User,
    based_on: str | None = None,
    worded: str | None = None,
) -> Answer:
    """Correct what a response does to a claim. If the mark rested on it and can no longer, the claim opens.

    Raises Conflict where a colleague changed it since it was `seen` as `based_on`, and Reworded where the claim is no
    longer `worded` as it was shown.
    """
    claim = lock_claim(answer.claim)
    answer = still_standing(answer, claim, based_on=based_on)
    before = said(answer)
    answer.kind, answer.position, answer.part = kind, position, part.strip()
    require_change(answer, before)
    check_worded_as([claim], {claim.pk: worded})
    reason = reason.strip() if claim.is_draft else require_reason(reason)
    answer.full_clean()
    answer.save()
    record_and_open_if_ground_lost(claim, Change.CORRECTED, reason=reason, by=by)
    return answer
