"""What is said of an open claim: which row of the table fits, in a sentence and in short."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..dates import PartialDate
from ..reading import AnswerReading, ApproachReading, EvidenceReading, SpeakerReading
from ..vocabulary import AnswerKind, Outcome, Position
from .phrases import (
    are_several,
    by_date,
    certainly_before,
    clause,
    dated,
    ended,
    inner_name_of,
    listed,
    name_of,
    plain,
    short_name,
    worded,
)


class OpenRow(StrEnum):
    """Why a claim is open, in the order in which the reasons are looked for."""

    SAME_BODY_DIFFERS = "same_body_differs"
    PARTIES_DIFFER = "parties_differ"
    ANSWERED = "answered"
    PARTLY = "partly"
    ASKED = "asked"
    DECLINES = "declines"
    NO_KNOWLEDGE = "no_knowledge"
    DOES_NOT_CONFIRM = "does_not_confirm"
    DOES_NOT_ADDRESS = "does_not_address"
    BYSTANDER = "bystander"
    UNNAMED = "unnamed"
    EVIDENCE = "evidence"
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True)
class OpenSituation:
    """The row that fits, and what is on record of that kind."""

    row: OpenRow
    answers: tuple[AnswerReading, ...] = ()
    approaches: tuple[ApproachReading, ...] = ()
    body: SpeakerReading | None = None


_ONE_KIND_ROWS = {
    OpenRow.NO_KNOWLEDGE: AnswerKind.NO_KNOWLEDGE,
    OpenRow.DOES_NOT_CONFIRM: AnswerKind.DOES_NOT_CONFIRM,
    OpenRow.DOES_NOT_ADDRESS: AnswerKind.DOES_NOT_ADDRESS,
}


def open_situation(
    answers: Iterable[AnswerReading],
    evidence: Iterable[EvidenceReading],
    approaches: Iterable[ApproachReading],
) -> OpenSituation:
    """The first row that fits: parties differ, one side answered, partly, then the order of the table.

    What was taken back counts for nothing.
    """
    standing = by_date(answer for answer in answers if not answer.retraction)
    named = [answer for answer in standing if not answer.response.speaker.is_unnamed]
    concerned = [answer for answer in named if answer.position != Position.BYSTANDER]
    asked = [a for a in approaches if not a.retraction and not _answered_since(a, standing)]
    return (
        _answered(concerned)
        or _first(OpenRow.PARTLY, [answer for answer in concerned if answer.is_partial])
        or _asked(asked)
        or _declined(concerned, asked)
        or _one_kind(concerned)
        or _first(OpenRow.BYSTANDER, [a for a in named if a.position == Position.BYSTANDER])
        or _first(OpenRow.UNNAMED, [a for a in standing if a.response.speaker.is_unnamed])
        or OpenSituation(row=_without_answers(evidence))
    )


def _first(row: OpenRow, answers: Sequence[AnswerReading]) -> OpenSituation | None:
    return OpenSituation(row=row, answers=tuple(answers)) if answers else None


def _answered(concerned: Sequence[AnswerReading]) -> OpenSituation | None:
    denials = [answer for answer in concerned if answer.denies]
    confirmations = [answer for answer in concerned if answer.confirms]
    full = (*denials, *confirmations)
    if not full:
        return None
    if not (denials and confirmations):
        # Beside one side's answer, what was conceded to the other is still to be said.
        other = AnswerKind.PARTLY_CONFIRMS if denials else AnswerKind.PARTLY_DENIES
        return OpenSituation(row=OpenRow.ANSWERED, answers=(*full, *(a for a in concerned if a.kind == other)))
    body = _same_body(full)
    row = OpenRow.SAME_BODY_DIFFERS if body else OpenRow.PARTIES_DIFFER
    return OpenSituation(row=row, answers=full, body=body)


def _same_body(answers: Sequence[AnswerReading]) -> SpeakerReading | None:
    """The institution all of them speak for, or the one person who gave them all."""
    bodies = [answer.response.body or answer.response.speaker for answer in answers]
    speakers = [answer.response.speaker for answer in answers]
    for candidates in (bodies, speakers):
        if len({candidate.id for candidate in candidates}) == 1:
            return candidates[-1]
    return None


def _asked(approaches: Sequence[ApproachReading]) -> OpenSituation | None:
    waiting = [a for o in (Outcome.NO_REPLY, Outcome.AWAITING) for a in approaches if a.outcome == o]
    return OpenSituation(row=OpenRow.ASKED, approaches=tuple(waiting)) if waiting else None


def _declined(concerned: Sequence[AnswerReading], approaches: Sequence[ApproachReading]) -> OpenSituation | None:
    answers = tuple(answer for answer in concerned if answer.kind == AnswerKind.DECLINES)
    declined = tuple(a for a in approaches if a.outcome == Outcome.DECLINED)
    if not (answers or declined):
        return None
    return OpenSituation(row=OpenRow.DECLINES, answers=answers, approaches=declined)


def _one_kind(concerned: Sequence[AnswerReading]) -> OpenSituation | None:
    for row, kind in _ONE_KIND_ROWS.items():
        if found := _first(row, [answer for answer in concerned if answer.kind == kind]):
            return found
    return None


def _without_answers(evidence: Iterable[EvidenceReading]) -> OpenRow:
    return OpenRow.EVIDENCE if any(not e.retraction for e in evidence) else OpenRow.NOTHING


def _answered_since(approach: ApproachReading, answers: Iterable[AnswerReading]) -> bool:
    """Whether those asked are on record with an answer that is not certainly older than the asking."""
    return any(
        approach.asked.id in {a.response.speaker.id, a.response.body.id if a.response.body else None}
        and not certainly_before(a.response.said_at, approach.asked_on)
        for a in answers
    )


# In sentences


def open_line(situation: OpenSituation) -> str:
    """ "Open. No answer on record." and its like."""
    return _("Open. %(sentences)s") % {"sentences": open_sentences(situation)}


def open_sentences(situation: OpenSituation) -> str:
    """What follows "Open." in the status line."""
    match situation.row:
        case OpenRow.NOTHING:
            return _("No answer on record.")
        case OpenRow.EVIDENCE:
            return _("The evidence on record does not settle it.")
        case OpenRow.SAME_BODY_DIFFERS if situation.body:
            return ended(
                _("%(body)s has given differing answers: %(answers)s")
                % {"body": name_of(situation.body), "answers": _two_sides(situation.answers)}
            )
        case OpenRow.PARTIES_DIFFER:
            return ended(_two_sides(situation.answers))
        case OpenRow.ANSWERED:
            whole = ended(listed([clause(answer) for answer in situation.answers if not answer.is_partial]))
            return " ".join([whole, *(ended(clause(answer)) for answer in situation.answers if answer.is_partial)])
        case OpenRow.PARTLY | OpenRow.BYSTANDER | OpenRow.UNNAMED:
            return " ".join(ended(clause(answer)) for answer in situation.answers)
    sentences = [ended(listed([clause(a) for a in situation.answers]))] if situation.answers else []
    return " ".join([*sentences, *(ended(asked_clause(a)) for a in situation.approaches)])


def _two_sides(answers: Sequence[AnswerReading]) -> str:
    return _("%(denials)s; %(confirmations)s") % {
        "denials": listed([clause(answer) for answer in answers if answer.denies]),
        "confirmations": listed([clause(answer) for answer in answers if answer.confirms]),
    }


_ASKED = {
    Outcome.AWAITING: (
        gettext_lazy("%(body)s was asked by %(asker)s %(when)s; a reply is awaited"),
        gettext_lazy("%(body)s was asked by %(asker)s; a reply is awaited"),
    ),
    Outcome.REPLIED: (
        gettext_lazy("%(body)s was asked by %(asker)s %(when)s and replied"),
        gettext_lazy("%(body)s was asked by %(asker)s and replied"),
    ),
    Outcome.DECLINED: (
        gettext_lazy("%(body)s, asked by %(asker)s %(when)s, declined to comment"),
        gettext_lazy("%(body)s, asked by %(asker)s, declined to comment"),
    ),
    Outcome.NO_REPLY: (
        gettext_lazy("%(body)s was asked by %(asker)s %(when)s; no reply recorded by %(until)s"),
        gettext_lazy("%(body)s was asked by %(asker)s; no reply recorded by %(until)s"),
    ),
}
_NO_REPLY_YET = (
    gettext_lazy("%(body)s was asked by %(asker)s %(when)s; no reply recorded"),
    gettext_lazy("%(body)s was asked by %(asker)s; no reply recorded"),
)
# Two unnamed officials.
_SEVERAL_ASKED = _ASKED | {
    Outcome.AWAITING: (
        gettext_lazy("%(body)s were asked by %(asker)s %(when)s; a reply is awaited"),
        gettext_lazy("%(body)s were asked by %(asker)s; a reply is awaited"),
    ),
    Outcome.REPLIED: (
        gettext_lazy("%(body)s were asked by %(asker)s %(when)s and replied"),
        gettext_lazy("%(body)s were asked by %(asker)s and replied"),
    ),
    Outcome.NO_REPLY: (
        gettext_lazy("%(body)s were asked by %(asker)s %(when)s; no reply recorded by %(until)s"),
        gettext_lazy("%(body)s were asked by %(asker)s; no reply recorded by %(until)s"),
    ),
}
_SEVERAL_NO_REPLY_YET = (
    gettext_lazy("%(body)s were asked by %(asker)s %(when)s; no reply recorded"),
    gettext_lazy("%(body)s were asked by %(asker)s; no reply recorded"),
)


def asked_clause(approach: ApproachReading) -> str:
    """Who was asked by whom, when, and what came of it, without a full stop."""
    several = are_several(approach.asked)
    sentence, until = (_SEVERAL_ASKED if several else _ASKED)[approach.outcome], ""
    if approach.outcome == Outcome.NO_REPLY:
        if approach.checked_on:
            until = worded(PartialDate.from_date(approach.checked_on))
        else:
            sentence = _SEVERAL_NO_REPLY_YET if several else _NO_REPLY_YET
    names = {
        "body": name_of(approach.asked),
        "asker": plain(approach.asker.name if approach.asker else settings.SITE_NAME),
        "until": until,
    }
    return dated(sentence, approach.asked_on, names)


# In short

_SHORT = {
    AnswerKind.DENIES: gettext_lazy("Open, denied by %(speakers)s"),
    AnswerKind.DENIES_DIFFERENTLY: gettext_lazy("Open, denied by %(speakers)s"),
    AnswerKind.PARTLY_DENIES: gettext_lazy("Open, partly denied by %(speakers)s"),
    AnswerKind.CONFIRMS: gettext_lazy("Open, confirmed by %(speakers)s"),
    AnswerKind.PARTLY_CONFIRMS: gettext_lazy("Open, partly confirmed by %(speakers)s"),
    AnswerKind.DECLINES: gettext_lazy("Open, %(speakers)s declined to comment"),
    AnswerKind.NO_KNOWLEDGE: gettext_lazy("Open, %(speakers)s said they had no knowledge of it"),
    AnswerKind.DOES_NOT_CONFIRM: gettext_lazy("Open, %(speakers)s could not confirm it"),
    AnswerKind.DOES_NOT_ADDRESS: gettext_lazy("Open, %(speakers)s did not address it"),
}
_SHORT_BYSTANDER = _SHORT | {
    AnswerKind.DENIES: gettext_lazy("Open, disputed by %(speakers)s, not involved"),
    AnswerKind.DENIES_DIFFERENTLY: gettext_lazy("Open, disputed by %(speakers)s, not involved"),
    AnswerKind.PARTLY_DENIES: gettext_lazy("Open, partly disputed by %(speakers)s, not involved"),
    AnswerKind.CONFIRMS: gettext_lazy("Open, supported by %(speakers)s, not involved"),
    AnswerKind.PARTLY_CONFIRMS: gettext_lazy("Open, partly supported by %(speakers)s, not involved"),
}


def open_short(situation: OpenSituation) -> str:
    """ "Open, no answer on record" and its like."""
    match situation.row:
        case OpenRow.NOTHING:
            return _("Open, no answer on record")
        case OpenRow.EVIDENCE:
            return _("Open, not settled by the evidence")
        case OpenRow.SAME_BODY_DIFFERS if situation.body:
            return _("Open, differing answers by %(body)s") % {"body": name_of(situation.body)}
        case OpenRow.PARTIES_DIFFER:
            return _("Open, parties differ")
    if situation.answers:
        return _short_answers(situation)
    first = situation.approaches[0]
    names = {"body": inner_name_of(first.asked)}
    if first.outcome == Outcome.NO_REPLY:
        return _("Open, no reply recorded from %(body)s") % names
    if first.outcome == Outcome.DECLINED:
        return _("Open, %(body)s declined to comment") % names
    return _("Open, reply awaited from %(body)s") % names


def _short_answers(situation: OpenSituation) -> str:
    """By the kind of the first answer, with everyone who gave one of that kind."""
    first = situation.answers[0]
    same = [answer for answer in situation.answers if _side(answer) == _side(first)]
    short = _SHORT_BYSTANDER if situation.row == OpenRow.BYSTANDER else _SHORT
    return short[first.kind] % {"speakers": shortly_listed(short_name(a.response) for a in same)}


def _side(answer: AnswerReading) -> AnswerKind:
    return AnswerKind.DENIES if answer.denies else answer.kind


def shortly_listed(names: Iterable[str]) -> str:
    """ "A", "A and B" or "A and 2 others", each named once."""
    different = list(dict.fromkeys(names))
    if len(different) <= 2:
        return listed(different)
    others = len(different) - 1
    return ngettext("%(first)s and %(count)d other", "%(first)s and %(count)d others", others) % {
        "first": different[0],
        "count": others,
    }
