"""A claim's life: publish, withdraw, retract, merge, split. Nothing that was public is deleted."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Manager
from django.utils.translation import gettext as _

from ..models import Answer, Appearance, Approach, Claim, DraftDecision, Evidence
from ..record import append, writing
from ..vocabulary import Change, State
from .appearances import delete_appearances
from .claims import draft_claim
from .locking import (
    check_not_decided_since,
    check_unchanged_since,
    lock_claim,
    lock_claims,
    require_reason,
    still_standing,
)
from .recording import publish_references, record_claim, status_before
from .retracting import Item, drop_marks, open_if_ground_lost

log = logging.getLogger(__name__)


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
    DraftDecision.objects.filter(claim=claim).delete()
    for undone in claim.marks.filter(undone=True).order_by("-pk"):
        undone.delete()
    # A draft may have lost what its mark rested on without a trace; the record begins with what holds.
    open_if_ground_lost(claim, by=by, reason=_("The mark lost what it was based on."))
    claim.state, claim.not_before = State.PUBLIC, None
    publish_references(claim, by=by)
    append(claim, Change.PUBLISHED, by=by)
    return claim


@writing()
def withdraw_claim(claim: Claim, *, based_on: int, reason: str, by: User, retracting: bool = False) -> Claim:
    """Take a public claim out of lists and counts; `retracting` it, because we were wrong to record it as we did.

    Its page stays, with the reason.
    """
    claim = lock_claim(claim)
    check_not_decided_since(claim, based_on)
    if claim.is_draft:
        raise ValidationError(
            _("A draft is not public, so there is nothing to withdraw. Discard it instead."),
            code="draft",
        )
    reason = require_reason(reason)
    claim.state = State.WITHDRAWN
    record_claim(claim, Change.RETRACTED if retracting else Change.WITHDRAWN, by=by, reason=reason)
    return claim


@writing()
def discard_draft(claim: Claim, *, based_on: int, by: User) -> None:
    """Delete a draft and what belongs to it alone, first known sources too. Articles and responses stay.

    The record knows nothing of it, so the log says who did it. Raises Conflict where anything changed since row version
    `based_on`: a colleague may be at work on it.
    """
    claim = lock_claim(claim)
    if not claim.is_draft:
        raise ValidationError(_("Only a draft can be discarded."), code="public")
    check_unchanged_since(claim, based_on)
    _delete_draft(claim)
    transaction.on_commit(partial(log.info, "Draft %d was discarded by %s.", claim.pk, by.get_username()))


def _delete_draft(claim: Claim) -> None:
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
    into_based_on: int,
    reason: str,
    by: User,
    choices: Mapping[int, Answer] | None = None,
) -> Claim:
    """Merge `loser` into another claim and return the survivor.

    The survivor keeps its status and takes over what it does not have: appearances, evidence, approaches, answers,
    topics. Of the answers that one response gives differently to the two (`differing_answers`), `choices` says by
    response id which stands. A public loser's page redirects and its history stays; a draft, which nobody outside
    knows, is deleted, its notes go along, and the survivor's new version says nothing of it. Its embargo goes along to
    another draft, and keeps it out of a public claim.

    Raises Conflict where either was decided anew since the row version it was seen in.
    """
    if loser.pk == into.pk:
        raise ValidationError(_("A claim cannot be merged into itself."), code="itself")
    rows = {claim.pk: claim for claim in lock_claims([loser.pk, into.pk])}
    loser, into = rows[loser.pk], rows[into.pk]
    reason = reason.strip() if loser.is_draft else require_reason(reason)
    check_not_decided_since(loser, based_on)
    check_not_decided_since(into, into_based_on)
    if into.is_draft and not loser.is_draft:
        raise ValidationError(_("A public claim is not merged into a draft. Publish the draft first."), code="draft")
    _keep_embargo(loser, into)
    was = status_before(into)
    _merge_answers(loser, into, choices or {})
    opened = open_if_ground_lost(into, by=by, reason=_("Merged: the mark lost what it was based on."))
    _copy_missing(loser.appearances, into.appearances, into, told_by=_place)
    _copy_missing(loser.evidence, into.evidence, into, told_by=_particulars)
    _copy_missing(loser.approaches, into.approaches, into, told_by=_particulars)
    into.topics.add(*loser.topics.all())
    was_before = was if opened else None
    if loser.is_draft:
        loser.notes.update(claim=into)
        _delete_draft(loser)
        record_claim(into, Change.UPDATED, by=by, reason=reason, was=was_before)
    else:
        loser.state, loser.merged_into = State.MERGED, into
        record_claim(into, Change.MERGED, by=by, reason=reason, was=was_before)
        record_claim(loser, Change.MERGED, by=by, reason=reason)
    return into


def _keep_embargo(loser: Claim, into: Claim) -> None:
    """Let nothing of an embargoed draft become public with another claim before its time. Raises ValidationError."""
    if not loser.is_draft or loser.not_before is None:
        return
    if not into.is_draft:
        loser.check_publishable()
    elif into.not_before is None or into.not_before < loser.not_before:
        into.not_before = loser.not_before


def differing_answers(loser: Claim, into: Claim) -> list[tuple[Answer, Answer]]:
    """Pairs of answers that one response gives differently to the two claims: (the loser's, the survivor's).

    The survivor's may have been taken back there: whether it answers the survivor is then as open a question.
    """
    theirs = _to_each_response(into)
    ours = loser.answers.filter(retraction="").select_related("response__speaker")
    return [
        (answer, other)
        for answer in ours
        if (other := theirs.get(answer.response_id)) and (other.retraction or not _same(answer, other))
    ]


def _to_each_response(claim: Claim) -> dict[int, Answer]:
    """By response what it does to the claim: the answer that stands or, without one, the newest that was taken back."""
    answers = claim.answers.select_related("response__speaker").order_by("pk")
    return {answer.response_id: answer for answer in sorted(answers, key=lambda answer: not answer.retraction)}


def _merge_answers(loser: Claim, into: Claim, choices: Mapping[int, Answer]) -> None:
    differing = {answer.pk: other for answer, other in differing_answers(loser, into)}
    known = set(into.answers.values_list("response", flat=True))
    for answer in loser.answers.filter(retraction="").select_related("response__speaker"):
        if answer.pk in differing:
            _let_chosen_stand(answer, differing[answer.pk], choices.get(answer.response_id))
        elif answer.response_id not in known:
            _copy(answer, into)


def _let_chosen_stand(ours: Answer, theirs: Answer, chosen: Answer | None) -> None:
    if chosen is None or chosen.pk not in {ours.pk, theirs.pk}:
        raise ValidationError(
            _("Say which answer by %(speaker)s stands."),
            code="choose_answer",
            params={"speaker": ours.response.speaker},
        )
    if chosen.pk == theirs.pk:
        return
    if theirs.retraction:
        _copy(ours, theirs.claim)
    else:
        theirs.kind, theirs.position, theirs.part = ours.kind, ours.position, ours.part
        theirs.save(update_fields=["kind", "position", "part"])


def _same(one: Answer, other: Answer) -> bool:
    return (one.kind, one.position, one.part) == (other.kind, other.position, other.part)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One of the claims that a compound claim is split into, and what of the whole belongs to it."""

    statement: str
    unknowns: str = ""
    items: Collection[Item] = ()


@writing()
def split_claim(
    claim: Claim, *, based_on: int, parts: Sequence[Part], reason: str, by: User, left_out: Collection[Item] = ()
) -> list[Claim]:
    """Split a compound claim into a new draft for each of `parts`, with what belongs to it.

    Everything that stands on the claim goes to one part or several, or is named in `left_out`, so that nothing is lost
    unseen; raises ValidationError where that is not so, also for what a colleague recorded meanwhile. Parts start open:
    what was said of the whole is not a mark on a part. A public claim is withdrawn in favour of its parts, which are
    published at once; a draft stays for the editor to discard, and its embargo holds for them.
    """
    reason = require_reason(reason)
    claim = lock_claim(claim)
    check_not_decided_since(claim, based_on)
    if len(parts) < 2:
        raise ValidationError(_("Split into at least two claims."), code="two")
    _check_all_told(claim, {*left_out, *(item for part in parts for item in part.items)})
    claims = [_draft_part(part, of=claim, by=by) for part in parts]
    for part, made in zip(parts, claims, strict=True):
        for item in part.items:
            _copy(still_standing(item, claim), made)
    if claim.is_public:
        for made in claims:
            made.check_publishable()
            made.state = State.PUBLIC
            record_claim(made, Change.SPLIT, by=by, reason=reason)
        claim.state = State.WITHDRAWN
        record_claim(claim, Change.SPLIT, by=by, reason=reason)
    return claims


def _check_all_told(claim: Claim, told: Collection[Item]) -> None:
    for items in (claim.appearances, claim.answers, claim.evidence, claim.approaches):
        for item in items.filter(retraction=""):
            if item not in told:
                raise ValidationError(
                    _("Say to which part this belongs, or to none: %(item)s"), code="untold", params={"item": item}
                )


def _draft_part(part: Part, *, of: Claim, by: User) -> Claim:
    made = draft_claim(
        statement=part.statement,
        unknowns=part.unknowns,
        by=by,
        claimant=of.claimant,
        claimed_on=of.claimed_on,
        about_when=of.about_when,
        topics=list(of.topics.all()),
        review_by=of.review_by,
        not_before=of.not_before,
        split_from=of if of.is_public else None,
    )
    made.assigned_to = of.assigned_to
    made.save(update_fields=["assigned_to"])
    return made


def _copy_missing[Row: (Appearance, Evidence, Approach)](
    given: Manager[Row], known: Manager[Row], claim: Claim, *, told_by: Callable[[Row], object]
) -> None:
    """Copy to `claim` what stands of `given` and is not among what stands of `known` already."""
    there = {told_by(item) for item in known.filter(retraction="")}
    for item in given.filter(retraction=""):
        if told_by(item) not in there:
            _copy(item, claim)


def _place(appearance: Appearance) -> object:
    """Where an appearance is: the same passage of the same article is carried once."""
    return appearance.article_id, appearance.exact, appearance.start, appearance.locator


def _particulars(item: Evidence | Approach) -> object:
    """All that an item says, whichever claim it belongs to and whoever recorded it."""
    own = {"id", "claim_id", "recorded_by_id"}
    return tuple(getattr(item, field.attname) for field in item._meta.concrete_fields if field.attname not in own)


def _copy(item: Item, claim: Claim) -> None:
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
