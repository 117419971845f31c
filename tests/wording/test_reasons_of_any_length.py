"""The reason that the mark form drafts is never longer than a reason may be, and right about everybody it names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.reading import AnswerReading, EvidenceReading
from claims.vocabulary import CONFIRMING, DENYING, LONGEST_REASON, AnswerKind, Bearing, Channel, Position, Status
from claims.wording import mark_reason
from tests.readings import a_response, a_speaker, an_answer, an_article, an_evidence, an_outlet

ROLE = "spokeswoman of the Ministry of Roads and Bridges"
FOURTEEN = [an_answer(AnswerKind.DENIES, a_response(f"Anna Petrova {n}", role=ROLE), id=n) for n in range(14)]


def test_fourteen_denials_name_the_first_few_and_count_the_others():
    reason = mark_reason(Status.DENIED, FOURTEEN, [])

    assert len(reason) <= LONGEST_REASON
    named = re.findall(r"Anna Petrova \d+", reason)
    assert reason.startswith("Denied by Anna Petrova 0, spokeswoman of the Ministry of Roads and Bridges, on 26 ")
    assert reason.endswith(f" and {14 - len(named)} others.")
    assert len(named) == len(set(named)) > 5


def test_what_fits_names_everybody():
    reason = mark_reason(Status.DENIED, FOURTEEN[:9], [])

    assert len(re.findall(r"Anna Petrova \d+", reason)) == 9
    assert "other" not in reason


def test_whoever_is_named_is_not_one_of_the_others():
    speaker = a_speaker("Anna Petrova")
    days = [f"2024-01-{day:02}" for day in range(1, 29)]
    answers = [
        an_answer(AnswerKind.DENIES, a_response(speaker, role=ROLE, said_at=day, words=day), id=number)
        for number, day in enumerate(days)
    ]

    reason = mark_reason(Status.DENIED, answers, [])

    assert len(reason) <= LONGEST_REASON
    assert "other" not in reason


def test_of_many_who_oppose_a_mark_the_others_are_counted_on_their_own_side():
    against = [an_answer(AnswerKind.CONFIRMS, a_response(f"Ivan Petrov {n}", role=ROLE)) for n in range(14)]

    reason = mark_reason(Status.DENIED, FOURTEEN, [], others=[*FOURTEEN, *against])

    assert len(reason) <= LONGEST_REASON
    denied, but = reason.split(" But ")
    for line, name, rest in [(denied, "Anna Petrova", "others."), (but, "Ivan Petrov", "others confirmed it.")]:
        named = len(re.findall(rf"{name} \d+", line))
        assert line.endswith(f"and {14 - named} {rest}")


def test_evidence_that_fills_the_reason_is_told_by_whom_it_was_assessed():
    items = [an_evidence(title=f"Log {n}", assessed_by=f"court {n}", finding="It was so. " * 40) for n in range(4)]

    assert mark_reason(Status.DENIED, [], items) == (
        "Denied on evidence, as assessed by court 0, court 1, court 2 and court 3."
    )


@pytest.mark.parametrize(("kind", "said"), [(AnswerKind.DENIES, "denied it"), (AnswerKind.DECLINES, "declined")])
def test_an_open_reason_tells_the_first_answers_and_counts_the_others(kind, said):
    answers = [an_answer(kind, a_response(f"Anna Petrova {n}", role=ROLE)) for n in range(30)]

    reason = mark_reason(Status.OPEN, answers, [])

    assert len(reason) <= LONGEST_REASON
    told = reason.count(said)
    assert told == len(set(re.findall(r"Anna Petrova \d+", reason)))
    assert reason.endswith(f" {30 - told} more answers are on record.")


words = st.integers(1, 300).map(lambda length: ("Ab cד de" * 40)[:length].strip())


def up_to[Value](most: int, values: st.SearchStrategy[Value]) -> st.SearchStrategy[list[Value]]:
    """Lists of every length alike: left to itself Hypothesis makes short ones."""
    return st.integers(0, most).flatmap(lambda size: st.lists(values, min_size=size, max_size=size))


@st.composite
def answers(draw: st.DrawFn) -> AnswerReading:
    kind = draw(st.sampled_from(AnswerKind))
    outlet = st.builds(an_outlet, words)
    response = a_response(
        draw(st.builds(a_speaker, words.map(lambda name: name[:200]))),
        role=draw(words)[:200],
        said_at=draw(st.sampled_from([None, "2024", "2024-01-26", "2024-02-26"])),
        channel=draw(st.sampled_from(Channel)),
        title=draw(words),
        reported_by=draw(st.none() | st.builds(an_article, words, outlet=outlet)),
    )
    number = draw(st.integers(1, 10**9))
    return an_answer(kind, response, position=draw(st.sampled_from(Position)), part=draw(words), id=number)


@st.composite
def evidence(draw: st.DrawFn) -> EvidenceReading:
    assessor, finding = draw(words)[:200], draw(words) * 2
    number = draw(st.integers(1, 10**9))
    return an_evidence(draw(st.sampled_from(Bearing)), assessed_by=assessor, finding=finding[:500], id=number)


@given(st.sampled_from(Status), up_to(30, answers()), up_to(6, evidence()))
def test_no_reason_is_longer_than_a_reason_may_be(status, said, items):
    assert 0 < len(mark_reason(status, said, items, others=said)) <= LONGEST_REASON


@given(st.sampled_from([Status.DENIED, Status.CONFIRMED]), st.data())
def test_everybody_is_named_or_counted_and_nobody_is_named_who_did_not_say_so(status, data):
    kinds = DENYING if status == Status.DENIED else CONFIRMING
    role, given = "r" * data.draw(st.integers(0, 120)), data.draw(up_to(60, st.sampled_from(AnswerKind)))
    said = [
        an_answer(kind, a_response(f"Speaker{n:03}", role=role, said_at=None), part="p") for n, kind in enumerate(given)
    ]
    saying_so = {answer.response.speaker.name for answer in said if answer.kind in kinds}

    reason = mark_reason(status, [answer for answer in said if answer.kind in kinds], [])

    first = reason.split(".")[0]
    named = re.findall(r"Speaker\d+", first)
    others = re.search(r"and (\d+) others?$", first)
    assert len(reason) <= LONGEST_REASON
    assert set(named) <= saying_so
    assert len(named) == len(set(named))
    if saying_so:
        assert len(named) + int(others[1] if others else 0) == len(saying_so)
