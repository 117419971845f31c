"""A claim's life: publish, withdraw, retract, merge, split. Nothing that was public is deleted."""

from collections.abc import Iterable, Mapping, Sequence

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..models import Answer, Appearance, Approach, Claim, Evidence
from ..record import append, writing
from ..vocabulary import Change, State
from .appearances import delete_appearances
from .claims import draft_claim, drop_marks, open_if_ground_lost
from .locking import check_not_decided_since, check_unchanged_since, lock_claim, lock_claims, require_reason, still_standing
from .recording import publish_references, record_claim, status_before


@writing()
def publish_claim(claim: Claim, *, by: User, based_on: int | None = None) -> Claim:
    """Make a draft public, with everything it refers to. Refused while an embargo lasts.

    Marks that were undone before are deleted: nobody outside saw them, and nobody stands by them. `based_on` is the row
    version the editor saw, None where they made the draft in the same step; raises Conflict where anything changed.
    """
    claim = lock_claim(claim)
    claim.check_publishable()
    if based_on is not None:
        check_unchanged_since(claim, based_on)
    for undone in claim.marks.filter(undone=True).order_by("-pk"):
        undone.delete()
    # A draft may have lost what its mark rested on without a trace; the record begins with what holds.
    open_if_ground_lost(claim, by=by, reason=_("The mark lost what it was based on."))
    claim.state = State.PUBLIC
    publish_references(claim, by=by)
    append(claim, Change.PUBLISHED, by=by)
    return claim


@writing()
def withdraw_claim(claim: Claim, *, based_on: int, reason: str, by: User, change: Change = Change.WITHDRAWN) -> Claim:
    """Take a public claim out of lists and counts. Its page stays, with the reason."""
    claim = lock_claim(claim)
    check_not_decided_since(claim, based_on)
    if claim.is_draft:
        raise ValidationError(
            _("A draft is not public, so there is nothing to withdraw. Discard it instead."),
            code="draft",
        )
    reason = require_reason(reason)
    claim.state = State.WITHDRAWN
    record_claim(claim, change, by=by, reason=reason)
    return claim


def retract_claim(claim: Claim, *, based_on: int, reason: str, by: User) -> Claim:
    """Withdraw a claim because we were wrong to record it as we did."""
    return withdraw_claim(claim, based_on=based_on, reason=reason, by=by, change=Change.RETRACTED)


@writing()
def discard_draft(claim: Claim, *, based_on: int, by: User) -> None:
    """Delete a draft and what belongs to it alone, first known sources too. Articles and responses stay.

    Raises Conflict where anything changed since row version `based_on`: a colleague may be at work on it.
    """
    claim = lock_claim(claim)
    if not claim.is_draft:
        raise ValidationError(_("Only a draft can be discarded."), code="public")
    check_unchanged_since(claim, based_on)
    drop_marks(claim)
    claim.answers.all().delete()
    claim.evidence.all().delete()
    claim.approaches.all().delete()
    delete_appearances(claim.appearances.all())
    Claim.objects.filter(pk=claim.pk).delete()


@writing()
def merge_claims(
    loser: Claim,
    *,
    into: Claim,
    based_on: int,
    reason: str,
    by: User,
    choices: Mapping[int, Answer] | None = None,
) -> Claim:
    """Merge `loser` into another public claim and return the survivor.

    The survivor keeps its status and takes over what it does not have: appearances, evidence, approaches, answers.
    Where one response has two different answers, `choices` says by response id which of the two stands. The loser's
    page redirects; its history stays.
    """
    if loser.pk == into.pk:
        raise ValidationError(_("A claim cannot be merged into itself."), code="itself")
    reason = require_reason(reason)
    rows = {claim.pk: claim for claim in lock_claims([loser.pk, into.pk])}
    loser, into = rows[loser.pk], rows[into.pk]
    check_not_decided_since(loser, based_on)
    if loser.is_draft or into.is_draft:
        raise ValidationError(_("Both claims must be public before they are merged."), code="draft")
    was = status_before(into)
    _merge_answers(loser, into, choices or {})
    opened = open_if_ground_lost(into, by=by, reason=_("Merged: the mark lost what it was based on."))
    known = {_place(appearance) for appearance in into.appearances.filter(retraction="")}
    for appearance in loser.appearances.filter(retraction=""):
        if _place(appearance) not in known:
            _copy(appearance, into)
    for owned in (loser.evidence, loser.approaches):
        for item in owned.filter(retraction=""):
            _copy(item, into)
    into.topics.add(*loser.topics.all())
    loser.state, loser.merged_into = State.MERGED, into
    append(into, Change.MERGED, by=by, reason=reason, was=was if opened else None)
    append(loser, Change.MERGED, by=by, reason=reason)
    return into


def _place(appearance: Appearance) -> tuple[int, str, int | None, str]:
    """Where an appearance is: the same passage of the same article is carried once."""
    return appearance.article_id, appearance.exact, appearance.start, appearance.locator


def differing_answers(loser: Claim, into: Claim) -> list[tuple[Answer, Answer]]:
    """Pairs of answers that one response gives differently to the two claims: (the loser's, the survivor's)."""
    theirs = {
        answer.response_id: answer for answer in into.answers.filter(retraction="").select_related("response__speaker")
    }
    ours = loser.answers.filter(retraction="").select_related("response__speaker")
    return [
        (answer, theirs[answer.response_id])
        for answer in ours
        if answer.response_id in theirs and not _same(answer, theirs[answer.response_id])
    ]


@writing()
def split_claim(
    claim: Claim,
    *,
    based_on: int,
    statements: Sequence[str],
    reason: str,
    by: User,
    appearances: Iterable[tuple[Appearance, int]] = (),
    answers: Iterable[tuple[Answer, int]] = (),
    evidence: Iterable[tuple[Evidence, int]] = (),
    approaches: Iterable[tuple[Approach, int]] = (),
) -> list[Claim]:
    """Split a compound claim into new drafts, one for each of `statements`, each keeping what belongs to it.

    What belongs where is given as pairs of an item of the claim and the index of a statement; an item may go to
    several. Parts start open: what was said of the whole is not a mark on a part. A public claim is withdrawn in favour
    of its parts, which are published at once; a draft stays for the editor to discard, and its embargo holds for them.
    """
    reason = require_reason(reason)
    claim = lock_claim(claim)
    check_not_decided_since(claim, based_on)
    if len(statements) < 2:
        raise ValidationError(_("Split into at least two claims."), code="two")
    parts = [
        draft_claim(
            statement=statement,
            by=by,
            claimant=claim.claimant,
            claimed_on=claim.claimed_on,
            about_when=claim.about_when,
            topics=list(claim.topics.all()),
            review_by=claim.review_by,
            not_before=claim.not_before,
            split_from=claim if claim.is_public else None,
        )
        for statement in statements
    ]
    _give(appearances, of=claim, to=parts)
    _give(answers, of=claim, to=parts)
    _give(evidence, of=claim, to=parts)
    _give(approaches, of=claim, to=parts)
    if claim.is_public:
        for part in parts:
            part.state = State.PUBLIC
            append(part, Change.SPLIT, by=by, reason=reason)
        claim.state = State.WITHDRAWN
        append(claim, Change.SPLIT, by=by, reason=reason)
    return parts


def _give[Row: (Answer, Appearance, Approach, Evidence)](
    given: Iterable[tuple[Row, int]], *, of: Claim, to: Sequence[Claim]
) -> None:
    for item, index in given:
        _copy(still_standing(item, of), to[index])


def _merge_answers(loser: Claim, into: Claim, choices: Mapping[int, Answer]) -> None:
    theirs = {answer.response_id: answer for answer in into.answers.all()}
    for answer in loser.answers.filter(retraction="").select_related("response__speaker"):
        other = theirs.get(answer.response_id)
        if other is None:
            _copy(answer, into)
        elif not _same(answer, other) and not other.retraction:
            chosen = choices.get(answer.response_id)
            if chosen is None or chosen.pk not in {answer.pk, other.pk}:
                raise ValidationError(
                    _("Say which answer by %(speaker)s stands."),
                    code="choose_answer",
                    params={"speaker": answer.response.speaker},
                )
            other.kind, other.position, other.part = chosen.kind, chosen.position, chosen.part
            other.save(update_fields=["kind", "position", "part"])


def _same(one: Answer, other: Answer) -> bool:
    return (one.kind, one.position, one.part) == (other.kind, other.position, other.part)


def _copy(item: Answer | Evidence | Appearance | Approach, claim: Claim) -> None:
    steps = list(item.attributions.all()) if isinstance(item, Appearance) else []
    item.pk = None
    item._state.adding = True
    item.claim = claim
    item.save()
    for step in steps:
        step.pk = None
        step._state.adding = True
        step.appearance_id = item.pk
        step.save()
