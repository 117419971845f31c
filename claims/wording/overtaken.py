"""An answer that was later overtaken, and what one speaker is on record with: from documents, the same in both ways.

A denial is overtaken where the claim is now marked confirmed and what that rests on came later; a confirmation where it
is marked denied. It is a fact about the order of two recorded things, and says nothing of the speaker.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..dates import PartialDate
from ..reading import AnswerReading, ClaimReading, MarkReading
from ..vocabulary import Ground, Position, Status
from .grounds import cited_answers, cited_evidence
from .phrases import by_date, certainly_before, clause, dated, ended, listed, plain


def denies_as_concerned(answer: AnswerReading) -> bool:
    """Whether it is a whole denial that we have not taken back, by someone concerned."""
    return answer.denies and not answer.retraction and answer.position != Position.BYSTANDER


def confirms_as_concerned(answer: AnswerReading) -> bool:
    """The same for a confirmation."""
    return answer.confirms and not answer.retraction and answer.position != Position.BYSTANDER


def overtaken(claim: ClaimReading, answers: Sequence[AnswerReading]) -> list[AnswerReading]:
    """Those of `answers` that the mark which stands later overtook, oldest words first."""
    if claim.mark is None or not claim.is_listed:
        return []
    match claim.status:
        case Status.CONFIRMED:
            against = [answer for answer in answers if denies_as_concerned(answer)]
        case Status.DENIED:
            against = [answer for answer in answers if confirms_as_concerned(answer)]
        case _:
            against = []
    return by_date(answer for answer in against if _came_before(answer, claim.mark, claim.marks))


def _came_before(answer: AnswerReading, mark: MarkReading, marks: Sequence[MarkReading]) -> bool:
    """Whether the words came before what the mark rests on; where no date tells, whether an earlier mark cited them."""
    said_at, stood_from = answer.response.said_at, mark.stood_from
    if certainly_before(said_at, stood_from):
        return True
    if certainly_before(stood_from, said_at):
        return False
    return any(
        earlier.id < mark.id
        and not earlier.undone
        and earlier.status not in {mark.status, Status.OPEN}
        and answer.id in {cited.id for cited in earlier.answers}
        for earlier in marks
    )


def overtaken_line(claim: ClaimReading, answers: Sequence[AnswerReading]) -> str:
    """What was said first and what came later: by whom, or on what.

    "Vladimir Putin, President of Russia, denied it on 4 March 2014. Later overtaken: Vladimir Putin, President of
    Russia, confirmed it on 17 April 2014."
    """
    first = ended(listed([clause(answer) for answer in answers]))
    return _("%(first)s %(later)s") % {"first": first, "later": _later(claim, answers)}


def came_later(claim: ClaimReading, answers: Sequence[AnswerReading]) -> list[AnswerReading]:
    """What the mark that overtook `answers` rests on of what was said; not what was certainly said before them."""
    cited = cited_answers(claim.mark, claim.status, claim.standing_answers)
    return [answer for answer in cited if not _is_before_all(answer.response.said_at, answers)]


def _is_before_all(day: PartialDate | None, answers: Sequence[AnswerReading]) -> bool:
    return all(certainly_before(day, answer.response.said_at) for answer in answers)


_ON_EVIDENCE = (
    gettext_lazy("Later overtaken on evidence, as assessed by %(assessor)s %(when)s: %(finding)s"),
    gettext_lazy("Later overtaken on evidence, as assessed by %(assessor)s: %(finding)s"),
)


def _later(claim: ClaimReading, answers: Sequence[AnswerReading]) -> str:
    if claim.ground == Ground.EVIDENCE:
        lines = []
        for item in cited_evidence(claim.mark, claim.status, claim.standing_evidence):
            if _is_before_all(item.assessed_on, answers):
                continue
            names = {"assessor": plain(item.assessed_by), "finding": ended(plain(item.finding))}
            lines.append(dated(_ON_EVIDENCE, item.assessed_on, names))
        return " ".join(lines) or _("Later overtaken on evidence.")
    later = [clause(answer) for answer in came_later(claim, answers)]
    if later:
        return ended(_("Later overtaken: %(answers)s") % {"answers": listed(later)})
    if claim.status == Status.DENIED:
        return _("Later overtaken: it was denied by those concerned.")
    return _("Later overtaken: it was confirmed by those concerned.")


# What one speaker is on record with


class Cases(TextChoices):
    """Which of a speaker's cases to show; the codes are in addresses."""

    DENIALS = "denials", gettext_lazy("Cases with a denial")
    DENIALS_OVERTAKEN = "denials-overtaken", gettext_lazy("Cases with a denial that was later overtaken")
    CONFIRMATIONS = "confirmations", gettext_lazy("Cases with a confirmation")
    CONFIRMATIONS_OVERTAKEN = "confirmations-overtaken", gettext_lazy("Cases with a confirmation later overtaken")


@dataclass(frozen=True)
class CountLine:
    """A count in words, and the cases it counted; None where there are none to show."""

    words: str
    cases: Cases | None


def is_among(cases: Cases, claim: ClaimReading, answers: Sequence[AnswerReading]) -> bool:
    """Whether a claim with these answers of one speaker is among those cases."""
    match cases:
        case Cases.DENIALS:
            return any(denies_as_concerned(answer) for answer in answers)
        case Cases.DENIALS_OVERTAKEN:
            return any(answer.denies for answer in overtaken(claim, answers))
        case Cases.CONFIRMATIONS:
            return any(confirms_as_concerned(answer) for answer in answers)
        case Cases.CONFIRMATIONS_OVERTAKEN:
            return any(answer.confirms for answer in overtaken(claim, answers))


def case_counts(cases: Sequence[tuple[ClaimReading, Sequence[AnswerReading]]]) -> list[list[CountLine]]:
    """How many of these cases of one speaker have a denial, how many of them were later overtaken; then confirmations.

    "denials in 3 cases", "1 of them later overtaken". A kind that is in no case is left out.
    """
    lines = []
    for every, overtaken_ones in _COUNTED:
        total = sum(is_among(every, claim, answers) for claim, answers in cases)
        later = sum(is_among(overtaken_ones, claim, answers) for claim, answers in cases)
        if total:
            lines.append([CountLine(_cases(every, total), every), _overtaken_of(total, later, overtaken_ones)])
    return lines


_COUNTED = ((Cases.DENIALS, Cases.DENIALS_OVERTAKEN), (Cases.CONFIRMATIONS, Cases.CONFIRMATIONS_OVERTAKEN))


def _cases(cases: Cases, total: int) -> str:
    if cases == Cases.DENIALS:
        return ngettext("denials in %(count)d case", "denials in %(count)d cases", total) % {"count": total}
    return ngettext("confirmations in %(count)d case", "confirmations in %(count)d cases", total) % {"count": total}


def _overtaken_of(total: int, later: int, cases: Cases) -> CountLine:
    if later == 0:
        return CountLine(ngettext("not later overtaken", "none of them later overtaken", total), None)
    if total == 1:
        return CountLine(_("later overtaken"), cases)
    words = ngettext("%(count)d of them later overtaken", "%(count)d of them later overtaken", later)
    return CountLine(words % {"count": later}, cases)
