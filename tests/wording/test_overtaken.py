"""What was later overtaken: in both directions, by anybody or on evidence, and only where it is certain."""

import pytest

from claims.reading import AnswerReading, ClaimReading
from claims.vocabulary import AnswerKind, Bearing, Position, State, Status
from claims.wording import came_later, case_counts, is_among, overtaken, overtaken_line
from claims.wording.overtaken import Cases
from tests.readings import a_claim, a_mark, a_response, an_answer, an_evidence, an_unnamed_speaker

PUTIN = {"speaker": "Vladimir Putin", "role": "President of Russia"}


def said(kind: AnswerKind, on: str | None, **kwargs) -> AnswerReading:
    response = {name: kwargs.pop(name) for name in [*kwargs] if name in {"speaker", "role"}}
    return an_answer(kind, a_response(**{**PUTIN, **response}, said_at=on), **kwargs)


def marked(status: Status, *basis, stood_from: str | None, answers=(), marks=(), **kwargs) -> ClaimReading:
    cited = [item for item in basis if isinstance(item, AnswerReading)]
    evidence = [item for item in basis if not isinstance(item, AnswerReading)]
    mark = a_mark(status, answers=cited, evidence=evidence, stood_from=stood_from, id=9)
    return a_claim(mark=mark, marks=[*marks, mark], answers=answers, **kwargs)


DENIED = said(AnswerKind.DENIES, "2014-03-04")
CONFIRMED = said(AnswerKind.CONFIRMS, "2014-04-17")


def test_a_denial_is_overtaken_by_their_own_later_confirmation():
    claim = marked(Status.CONFIRMED, CONFIRMED, stood_from="2014-04-17", answers=[DENIED])

    assert overtaken(claim, [DENIED, CONFIRMED]) == [DENIED]
    assert overtaken_line(claim, [DENIED]) == (
        "Vladimir Putin, President of Russia, denied it on 4 March 2014. Later overtaken: Vladimir Putin, President of "
        "Russia, confirmed it on 17 April 2014."
    )


def test_a_confirmation_is_overtaken_by_a_later_denial_of_others():
    confirmed = said(AnswerKind.CONFIRMS, "2014-03-04")
    denied = said(AnswerKind.DENIES, "2014-04-17", speaker="Dmitry Peskov", role="Kremlin spokesman")
    claim = marked(Status.DENIED, denied, stood_from="2014-04-17", answers=[confirmed])

    assert overtaken(claim, [confirmed]) == [confirmed]
    assert overtaken_line(claim, [confirmed]) == (
        "Vladimir Putin, President of Russia, confirmed it on 4 March 2014. Later overtaken: Dmitry Peskov, Kremlin "
        "spokesman, denied it on 17 April 2014."
    )


def test_what_was_said_before_is_not_said_to_have_come_later():
    before = said(AnswerKind.CONFIRMS, "2014-03-01", speaker="Anna Petrova", role="minister")
    claim = marked(Status.CONFIRMED, before, CONFIRMED, stood_from="2014-04-17", answers=[DENIED])

    assert came_later(claim, [DENIED]) == [CONFIRMED]
    assert overtaken_line(claim, [DENIED]).endswith(
        "Later overtaken: Vladimir Putin, President of Russia, confirmed it on 17 April 2014."
    )
    assert "Petrova" not in overtaken_line(claim, [DENIED])


def test_what_was_assessed_before_is_not_said_to_have_come_later():
    early = an_evidence(Bearing.SUPPORTS, assessed_by="a court", assessed_on="2014-01", finding="Perhaps")
    late = an_evidence(Bearing.SUPPORTS, assessed_by="the court", assessed_on="2015", finding="They were there")
    claim = marked(Status.CONFIRMED, early, late, stood_from="2015", answers=[DENIED])

    assert "Perhaps" not in overtaken_line(claim, [DENIED])
    assert "They were there" in overtaken_line(claim, [DENIED])


def test_it_may_be_overtaken_on_evidence_which_says_whose_finding_it_is():
    evidence = an_evidence(Bearing.SUPPORTS, assessed_by="the court", assessed_on="2015", finding="They were there")
    claim = marked(Status.CONFIRMED, evidence, stood_from="2015", answers=[DENIED])

    assert overtaken(claim, [DENIED]) == [DENIED]
    assert overtaken_line(claim, [DENIED]).endswith(
        "Later overtaken on evidence, as assessed by the court in 2015: They were there."
    )


@pytest.mark.parametrize(
    "claim",
    [
        a_claim(answers=[DENIED]),
        marked(Status.OPEN, stood_from="2014-04-17", answers=[DENIED, CONFIRMED]),
        marked(Status.DENIED, DENIED, stood_from="2014-03-04"),
        marked(Status.CONFIRMED, CONFIRMED, stood_from="2014-04-17", answers=[DENIED], state=State.WITHDRAWN),
    ],
    ids=["unmarked", "open", "denied", "withdrawn"],
)
def test_nothing_is_overtaken_unless_the_claim_stands_the_other_way(claim):
    assert overtaken(claim, [DENIED]) == []


@pytest.mark.parametrize(
    "answer",
    [
        said(AnswerKind.PARTLY_DENIES, "2014-03-04", part="the number"),
        said(AnswerKind.DOES_NOT_CONFIRM, "2014-03-04"),
        said(AnswerKind.NO_KNOWLEDGE, "2014-03-04"),
        said(AnswerKind.DENIES, "2014-03-04", position=Position.BYSTANDER),
        said(AnswerKind.DENIES, "2014-03-04", retraction="It was another matter."),
        said(AnswerKind.DENIES, "2014-05-01"),
    ],
    ids=["partly", "does not confirm", "no knowledge", "bystander", "taken back", "said after"],
)
def test_only_a_whole_denial_by_someone_concerned_before_can_be_overtaken(answer):
    claim = marked(Status.CONFIRMED, CONFIRMED, stood_from="2014-04-17", answers=[answer])

    assert overtaken(claim, [answer]) == []


def test_where_no_date_tells_an_earlier_mark_that_cited_it_does():
    undated = said(AnswerKind.DENIES, None)
    earlier = a_mark(Status.DENIED, answers=[undated], id=1)
    undone = a_mark(Status.DENIED, answers=[undated], undone=True, id=1)

    def is_overtaken(*marks):
        claim = marked(Status.CONFIRMED, CONFIRMED, stood_from="2014-04-17", answers=[undated], marks=marks)
        return bool(overtaken(claim, [undated]))

    assert is_overtaken(earlier)
    assert not is_overtaken(undone)
    assert not is_overtaken()


def test_what_was_said_after_is_not_overtaken_whatever_was_marked_first():
    after = said(AnswerKind.DENIES, "2014-05-01")
    earlier = a_mark(Status.DENIED, answers=[after], id=1)
    claim = marked(Status.CONFIRMED, CONFIRMED, stood_from="2014-04-17", answers=[after], marks=[earlier])

    assert overtaken(claim, [after]) == []


def test_an_unnamed_officials_denial_is_described():
    unnamed = an_answer(
        AnswerKind.DENIES, a_response(an_unnamed_speaker("ministry source"), role="", said_at="2014-03-04")
    )
    claim = marked(Status.CONFIRMED, CONFIRMED, stood_from="2014-04-17", answers=[unnamed])

    assert overtaken_line(claim, overtaken(claim, [unnamed])).startswith("An unnamed ministry source denied it")


def test_counts_are_of_cases_in_words_and_alike_in_both_ways():
    both = marked(Status.CONFIRMED, CONFIRMED, stood_from="2014-04-17", answers=[DENIED])
    denied = marked(Status.DENIED, DENIED, stood_from="2014-03-04")
    cases = [(both, [DENIED, CONFIRMED]), (both, [DENIED, CONFIRMED]), (denied, [DENIED])]

    words = [[(line.words, line.cases) for line in lines] for lines in case_counts(cases)]

    assert words == [
        [("denials in 3 cases", Cases.DENIALS), ("2 of them later overtaken", Cases.DENIALS_OVERTAKEN)],
        [("confirmations in 2 cases", Cases.CONFIRMATIONS), ("none of them later overtaken", None)],
    ]
    assert case_counts([]) == []
    assert case_counts([(a_claim(), [said(AnswerKind.DECLINES, "2014")])]) == []


@pytest.mark.parametrize("cases", Cases)
def test_the_cases_of_a_count_are_those_it_counted(cases):
    overtaken_denial = marked(Status.CONFIRMED, CONFIRMED, stood_from="2014-04-17", answers=[DENIED])
    counted = case_counts([(overtaken_denial, [DENIED, CONFIRMED])])
    linked = {line.cases for lines in counted for line in lines}

    assert is_among(cases, overtaken_denial, [DENIED, CONFIRMED]) == (cases in linked)
