"""What a mark rests on, what speaks against it, and which mark the record points to."""

from collections.abc import Collection, Iterable, Sequence

from ..reading import AnswerReading, ClaimReading, EvidenceReading, MarkReading
from ..vocabulary import OPPOSITE, Ground, Status
from .phrases import by_date, certainly_before

type _Answers = Sequence[AnswerReading]
type _Evidence = Sequence[EvidenceReading]


def cited_answers(mark: MarkReading | None, status: Status, standing: _Answers) -> list[AnswerReading]:
    """The answers the mark cites, as they are now; those taken back since are left out."""
    if mark is None:
        return []
    cited = {answer.id for answer in mark.answers}
    return grounds_for(status, [answer for answer in standing if answer.id in cited])


def grounds_for(status: Status, answers: _Answers) -> list[AnswerReading]:
    """Those of `answers` that a mark of `status` may rest on, oldest words first."""
    return by_date(a for a in answers if a.can_be_ground_of(status))


def cited_evidence(mark: MarkReading | None, status: Status, standing: _Evidence) -> list[EvidenceReading]:
    """The same for evidence."""
    if mark is None:
        return []
    cited = {item.id for item in mark.evidence}
    return bearing_on(status, [item for item in standing if item.id in cited])


def is_based_on(claim: ClaimReading, item: AnswerReading | EvidenceReading) -> bool:
    """Whether this answer or evidence is what the claim's mark is based on; with any evidence, no answer is."""
    if claim.is_gone or claim.status == Status.OPEN:
        return False
    if claim.ground == Ground.EVIDENCE:
        return item in cited_evidence(claim.mark, claim.status, claim.standing_evidence)
    return item in cited_answers(claim.mark, claim.status, claim.standing_answers)


def bearing_on(status: Status, evidence: Iterable[EvidenceReading]) -> list[EvidenceReading]:
    """The same for evidence, in the order given."""
    return [item for item in evidence if item.can_be_ground_of(status)]


def opposing_answers(claim: ClaimReading, status: Status, *, cited: Collection[int]) -> list[AnswerReading]:
    """What those concerned said against a mark of `status` that would cite the answers with the ids in `cited`.

    Not what a speaker so cited said before: that is an earlier word, not an opposing one. None for an open mark.
    """
    if status == Status.OPEN:
        return []
    answers = claim.standing_answers
    grounds = [answer for answer in grounds_for(status, answers) if answer.id in cited]
    return not_overtaken(grounds_for(OPPOSITE[status], answers), grounds)


def not_overtaken(answers: _Answers, later: _Answers) -> list[AnswerReading]:
    """Those after which `later` has no certainly later word of the same speaker."""

    def is_overtaken(answer: AnswerReading) -> bool:
        return any(
            answer.response.speaker.id == other.response.speaker.id
            and certainly_before(answer.response.said_at, other.response.said_at)
            for other in later
        )

    return [answer for answer in answers if not is_overtaken(answer)]


def proposed_status(answers: Iterable[AnswerReading], evidence: Iterable[EvidenceReading]) -> Status:
    """What the form proposes first: denied or confirmed where everything points one way, else open.

    Of one speaker's words only the latest count, where it is certain which those are.
    """
    full = [answer for answer in answers if answer.can_be_ground]
    last = not_overtaken(full, full)
    grounds: list[AnswerReading | EvidenceReading] = [*last, *evidence]
    ways = {way for way in (Status.DENIED, Status.CONFIRMED) if any(one.can_be_ground_of(way) for one in grounds)}
    return ways.pop() if len(ways) == 1 else Status.OPEN
