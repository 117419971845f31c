"""The desk's decisions: mark, reopen, undo."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ..dates import PartialDate
from ..models import Answer, Claim, Evidence, Mark
from ..record import writing
from ..record.preview import preview
from ..vocabulary import ANSWERS_FOR, OPPOSITE, Change, Ground, Status
from ..wording import opposing_answers
from .locking import check_not_decided_since, lock_claim, require_reason
from .recording import record_claim, status_before

UNDO_WITHIN = timedelta(minutes=10)


@writing()
def mark_claim(
    claim: Claim,
    *,
    based_on: int,
    status: Status,
    reason: str,
    by: User,
    answers: Iterable[int] = (),
    evidence: Iterable[int] = (),
    despite: str = "",
    stood_from: PartialDate | None = None,
    not_pursued: bool = False,
    tried_to_verify: bool = False,
) -> Mark:
    """Mark a claim open, denied or confirmed, on the answers and evidence cited, which are given by number.

    `based_on` is the row version the editor saw; raises Conflict where status, basis or wording changed since.
    `stood_from` says when what the mark rests on happened; without it, the latest cited answer or assessment does.
    `despite` is needed where a response is the ground and someone else concerned said the opposite.
    """
    reason = require_reason(reason)
    claim = lock_claim(claim)
    check_not_decided_since(claim, based_on)
    _check_says_something_new(claim, status, not_pursued)
    cited_answers = _cited(Answer.objects.select_related("response__speaker"), answers)
    cited_evidence = _cited(Evidence.objects.all(), evidence)
    mark = Mark(
        claim=claim,
        status=status,
        reason=reason,
        despite=despite.strip(),
        stood_from=stood_from or _happened(cited_answers, cited_evidence),
        not_pursued=not_pursued,
        tried_to_verify=tried_to_verify,
        previous=claim.mark,
        made_by=by,
    )
    mark.set_basis(cited_answers, cited_evidence)
    if mark.ground == Ground.RESPONSE and not mark.despite:
        _check_unopposed(claim, mark, cited_answers)
    _let_stand(claim, mark, cited_answers, cited_evidence, by=by)
    return mark


def reopen_for(claim: Claim, *, reason: str, by: User) -> Mark:
    """Let a locked claim stand open because its mark lost what it rested on. The caller records the claim."""
    mark = Mark(claim=claim, status=Status.OPEN, reason=reason, previous=claim.mark, made_by=by)
    mark.set_basis([], [])
    mark.check_values()
    mark.save()
    claim.set_mark(mark)
    return mark


@writing()
def undo_mark(claim: Claim, *, by: User, mark: Mark) -> Claim:
    """Take back `mark` and restore what stood before it: by its author, while it is the newest, for ten minutes."""
    claim = lock_claim(claim)
    check_undoable(claim, mark, by=by)
    was = status_before(claim)
    mark.undone = True
    mark.save(update_fields=["undone"])
    claim.set_mark(mark.previous)
    # Without a reason: that of the mark says why it was made, and nobody stands by it any more.
    record_claim(claim, Change.UNDONE, by=by, was=was, touched="marks")
    return claim


def check_undoable(claim: Claim, mark: Mark, *, by: User) -> None:
    """Raise ValidationError unless `by` may still undo `mark`."""
    _check_own_and_newest(claim, mark, by=by)
    if mark.previous is not None:
        try:
            mark.previous.check_still_based()
        except ValidationError as error:
            raise ValidationError(
                _("What the mark before it rested on was taken back or corrected. Mark the claim anew instead."),
                code="ground_lost",
            ) from error


def _check_own_and_newest(claim: Claim, mark: Mark, *, by: User) -> None:
    if claim.mark_id != mark.pk or mark.undone:
        raise ValidationError(_("This mark no longer stands, so there is nothing to undo."), code="not_newest")
    if mark.made_by_id != by.pk:
        raise ValidationError(
            _("Only the person who made a mark can undo it. Mark the claim anew instead."),
            code="not_author",
        )
    if claim.head is not None and claim.head.number != mark.number:
        raise ValidationError(_("The claim has changed since. Mark it anew instead."), code="not_newest")
    if timezone.now() - (mark.recorded_at or mark.made_at) > UNDO_WITHIN:
        raise ValidationError(
            _("Ten minutes have passed. Mark the claim anew instead; both stay on record."),
            code="too_late",
        )


def can_undo(claim: Claim, *, by: User) -> bool:
    """Whether `by` may still undo the mark that stands."""
    return _stands_and_passes(check_undoable, claim, by=by)


def offers_undo(claim: Claim, *, by: User) -> bool:
    """Whether `by` is offered in a list to undo the mark that stands: like `can_undo`, without a query a claim.

    What the mark before it rested on is looked at when it is undone.
    """
    return _stands_and_passes(_check_own_and_newest, claim, by=by)


def _stands_and_passes(check: Callable[..., None], claim: Claim, *, by: User) -> bool:
    if claim.mark is None:
        return False
    try:
        check(claim, claim.mark, by=by)
    except ValidationError:
        return False
    return True


def _cited[Row: (Answer, Evidence)](rows: QuerySet[Row], numbers: Iterable[int]) -> list[Row]:
    """What is cited as it is now: a colleague may have changed it, or taken it back, since the form was shown."""
    wanted = list(dict.fromkeys(numbers))
    found = rows.in_bulk(wanted)
    if len(found) < len(wanted):
        raise ValidationError(_("A colleague took back what this mark cites. Look at the list again."), code="gone")
    return [found[number] for number in wanted]


def _check_says_something_new(claim: Claim, status: Status, not_pursued: bool) -> None:
    """Raise ValidationError where an open claim would be marked open again without anything new to decide on."""
    given_up = claim.mark is not None and claim.mark.not_pursued
    if status == claim.status == Status.OPEN and not_pursued == given_up and not _has_something_to_decide(claim):
        raise ValidationError(_("This claim is open already."), code="already_open")


def _has_something_to_decide(claim: Claim) -> bool:
    """Whether something was recorded since the desk last decided, such as answers that differ."""
    if claim.mark is not None:
        return claim.version > claim.decided_version
    return any(items.filter(retraction="").exists() for items in (claim.answers, claim.evidence, claim.approaches))


def _check_unopposed(claim: Claim, mark: Mark, cited: Sequence[Answer]) -> None:
    contrary = ANSWERS_FOR[OPPOSITE[mark.status]]
    if not claim.answers.filter(kind__in=contrary, retraction="").exists():
        return
    [reading] = preview([claim])
    opposing = opposing_answers(reading, mark.status_code, cited={answer.pk for answer in cited})
    if opposing:
        raise ValidationError(
            {
                "despite": ValidationError(
                    _("%(speaker)s said the opposite. Leave the claim open, or say why you mark it all the same."),
                    code="despite",
                    params={"speaker": opposing[0].response.speaker.name},
                )
            }
        )


def _let_stand(
    claim: Claim,
    mark: Mark,
    answers: Sequence[Answer],
    evidence: Sequence[Evidence],
    *,
    by: User,
) -> None:
    was = status_before(claim)
    mark.check_values()
    mark.save()
    mark.answers.add(*answers)
    mark.evidence.add(*evidence)
    claim.set_mark(mark)
    reopened = mark.status == Status.OPEN and was["status"] != Status.OPEN
    change = Change.REOPENED if reopened else Change.MARKED
    record_claim(claim, change, by=by, reason=mark.reason, was=was, touched="marks")
    if claim.head is not None:
        mark.number, mark.recorded_at = claim.head.number, claim.recorded_at


def _happened(answers: Sequence[Answer], evidence: Sequence[Evidence]) -> PartialDate | None:
    """When the newest thing the mark rests on happened, as far as it is known."""
    known = [answer.response.said_at for answer in answers]
    known += [item.assessed_on or item.published_at for item in evidence]
    return max((moment for moment in known if moment), default=None)
