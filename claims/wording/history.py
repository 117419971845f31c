"""What one version of a claim changed, in a line, and where the claim stood when, as far as it is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..dates import PartialDate
from ..reading import ClaimReading, MarkReading
from ..vocabulary import Change, Ground, State, Status
from .changed import changed_line
from .phrases import certainly_before, plain, worded
from .status import short_mark, short_status

_CHANGES = {
    Change.APPEARED: gettext_lazy("Where it ran: added or changed"),
    Change.APPROACHED: gettext_lazy("Who was asked: added or changed"),
    Change.RETRACTED: gettext_lazy("Part of what was recorded taken back by us"),
    Change.SPLIT: gettext_lazy("Split: part of it is now a claim of its own"),
    Change.MERGED: gettext_lazy("Another claim merged into this one"),
}
_WAS = {
    (Status.OPEN, None): gettext_lazy("%(now)s, was open"),
    (Status.DENIED, Ground.RESPONSE): gettext_lazy("%(now)s, was denied by those concerned"),
    (Status.DENIED, Ground.EVIDENCE): gettext_lazy("%(now)s, was denied on evidence"),
    (Status.CONFIRMED, Ground.RESPONSE): gettext_lazy("%(now)s, was confirmed by those concerned"),
    (Status.CONFIRMED, Ground.EVIDENCE): gettext_lazy("%(now)s, was confirmed on evidence"),
}


def change_word(change: Change) -> str:
    """What a version of anything did, in a word or two: "Renamed"."""
    return capfirst(str(change.label))


def change_line(claim: ClaimReading, before: ClaimReading | None = None) -> str:
    """What this version of the claim did: "Denied by the Kremlin’s spokesman, was open".

    Where the version `before` it is known, also what it added, changed or took back, by name.
    """
    change = claim.header.change
    if change == Change.WITHHELD:
        return change_word(change)
    if claim.withheld:
        return _("%(change)s (text withheld)") % {"change": change_word(change)}
    if claim.state in (State.WITHDRAWN, State.MERGED):
        return short_status(claim)
    match change:
        case Change.MARKED:
            return _was(_short_now(claim), claim)
        case Change.REOPENED:
            return _was(_("Reopened"), claim)
        case Change.UNDONE:
            return _undone_line(claim)
        case Change.SPLIT if claim.split_from and claim.header.number == 1:
            return _("Split from claim %(number)s") % {"number": claim.split_from}
    line = _named_line(claim, before) or str(_CHANGES.get(change) or change_word(change))
    if claim.was is None or claim.was == claim.status:
        return line
    return _("%(change)s. %(status)s") % {"change": line, "status": _was(_short_now(claim), claim)}


# Of these the line names what was added, changed or taken back; of others, the word and then the name.
_NAMED = {Change.APPEARED, Change.ANSWERED, Change.EVIDENCED, Change.APPROACHED, Change.RETRACTED}
_WORD_AND_NAMED = {Change.UPDATED, Change.CORRECTED, Change.REWORDED}
#: Changes of a claim of which the line says more where the version before is known.
TOLD_BY_NAME = _NAMED | _WORD_AND_NAMED


def _named_line(claim: ClaimReading, before: ClaimReading | None) -> str:
    if before is None or before.withheld:
        return ""
    change = claim.header.change
    if change in _NAMED:
        return changed_line(before, claim)
    if change in _WORD_AND_NAMED and (named := changed_line(before, claim)):
        return _("%(change)s. %(named)s") % {"change": change_word(change), "named": named}
    return ""


@dataclass(frozen=True)
class Told:
    """A version as a history tells it; `like_it` are those right before it that would be told in the same words."""

    claim: ClaimReading
    line: str
    like_it: tuple[ClaimReading, ...] = ()


def told(versions: Sequence[ClaimReading], *, most: int | None = None) -> list[Told]:
    """A claim's newest versions, newest first, each with what it changed; a run that was withheld is told once.

    `versions` are all of them, so that each is compared with the one before it; `most` of them are told.
    """
    found: list[Told] = []
    for claim, earlier in islice(zip_longest(versions, versions[1:]), most):
        last = found[-1] if found else None
        if last and _is_withheld_alike(last.claim, claim):
            found[-1] = Told(last.claim, last.line, (*last.like_it, claim))
        else:
            found.append(Told(claim, change_line(claim, earlier)))
    return found


def _is_withheld_alike(one: ClaimReading, other: ClaimReading) -> bool:
    """Whether both took a text away for the same reason, or had theirs taken away."""
    if one.header.change == Change.WITHHELD or other.header.change == Change.WITHHELD:
        return (one.header.change, one.reason) == (other.header.change, other.reason)
    return one.withheld and other.withheld


def mark_line(mark: MarkReading) -> str:
    """One mark as it was made: "Denied by the Kremlin’s spokesman (undone)"."""
    if mark.undone:
        return _("%(mark)s (undone)") % {"mark": short_mark(mark)}
    return short_mark(mark)


def _short_now(claim: ClaimReading) -> str:
    """As marked; by what is on record where the mark says no more than that the claim is open."""
    if claim.mark and (claim.mark.status != Status.OPEN or claim.mark.not_pursued):
        return short_mark(claim.mark)
    return short_status(claim)


def _was(now: str, claim: ClaimReading) -> str:
    if claim.was is None or (claim.was, claim.was_ground) == (claim.status, claim.ground):
        return now
    ground = None
    if claim.was != Status.OPEN:
        ground = claim.was_ground or Ground.RESPONSE
    return _WAS[claim.was, ground] % {"now": now}


def _undone_line(claim: ClaimReading) -> str:
    if claim.status == Status.OPEN:
        return _("Mark undone: open again")
    return _("Mark undone. As before: %(status)s") % {"status": short_status(claim)}


# The ribbon


@dataclass(frozen=True, kw_only=True)
class RibbonStop:
    """From `when` on, as far as that is known, the claim stood at `status`. `text` says all of it in words."""

    status: Status
    label: str
    when: PartialDate | None
    text: str


def ribbon(claim: ClaimReading) -> list[RibbonStop]:
    """Where the claim stood, by when it happened: first claimed, then each mark that was not undone.

    A mark replaces earlier marks that would stand from the same time or a certainly later one, as it was made knowing
    them; so the last stop is always where the claim stands.
    """
    if claim.withheld:
        return []
    marks: list[MarkReading] = []
    for mark in claim.marks:
        if not mark.undone:
            marks = [m for m in marks if not _replaces(mark, m)]
            marks.append(mark)
    first = _first_stop(claim)
    if any(certainly_before(mark.stood_from, first.when) for mark in marks):
        # An article on record may well be newer than the answer it prints; the claim is not.
        first = _stop(Status.OPEN, _("Claimed; when is not known"), None)
    stops = [first]
    stops += [_stop(mark.status, _mark_label(mark, claim), mark.stood_from) for mark in marks]
    if stops[-1].status != claim.status:
        stops.append(_stop(claim.status, short_status(claim), None))
    return stops


def _replaces(mark: MarkReading, earlier: MarkReading) -> bool:
    if mark.stood_from is None or earlier.stood_from is None:
        return False
    return mark.stood_from == earlier.stood_from or certainly_before(mark.stood_from, earlier.stood_from)


def _mark_label(mark: MarkReading, claim: ClaimReading) -> str:
    if claim.mark and mark.id == claim.mark.id:
        return _short_now(claim)
    return short_mark(mark)


def _first_stop(claim: ClaimReading) -> RibbonStop:
    if claim.claimed_on:
        by = {"claimant": plain(claim.claimant)}
        label = _("Claimed by %(claimant)s") % by if claim.claimant else _("Claimed")
        return _stop(Status.OPEN, label, claim.claimed_on)
    published = [
        appearance.article.published_at
        for appearance in claim.appearances
        if appearance.article.published_at and not appearance.retraction
    ]
    if published:
        return _stop(Status.OPEN, _("First article on record"), min(published))
    return _stop(Status.OPEN, _("Claimed; when is not known"), None)


def _stop(status: Status, label: str, date: PartialDate | None) -> RibbonStop:
    text = _("%(when)s: %(label)s") % {"when": worded(date), "label": label} if date else label
    return RibbonStop(status=status, label=label, when=date, text=text)
