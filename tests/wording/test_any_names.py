"""The line holds for every answer with names of any length and direction, and with no day known."""

import re
from collections.abc import Callable, Sequence

import pytest

from claims.reading import AnswerReading, ClaimReading
from claims.vocabulary import AnswerKind, Bearing, Channel, Outcome, Position, Status
from claims.wording import short_status, status_line
from tests.readings import (
    Day,
    a_claim,
    a_mark,
    a_response,
    an_answer,
    an_approach,
    an_article,
    an_evidence,
    an_institution,
    an_outlet,
    an_unnamed_speaker,
)

NAMES = ["Maximiliane Gräfin von und zu Hohenstein-Ehrenbreitstein-Wittgenstein", "ליאור כהן", "وزارة النقل"]


@pytest.fixture(autouse=True)
def _site_name(settings):
    settings.SITE_NAME = "Onrecord"


@pytest.mark.parametrize("said_at", ["2024-01-26", "2024-01", None])
@pytest.mark.parametrize("position", Position)
@pytest.mark.parametrize("several", [False, True], ids=["one", "several"])
@pytest.mark.parametrize("kind", AnswerKind)
def test_an_open_line_is_whole(kind, several, position, said_at):
    names = NAMES if several else NAMES[1:2]
    answers = [
        an_answer(kind, a_response(name, role="", said_at=said_at), position=position, part="the year")
        for name in names
    ]

    assert_whole(status_line(a_claim(answers=answers)), names, said_at)


@pytest.mark.parametrize("said_at", ["2024-01-26", "2024-01", None])
@pytest.mark.parametrize("several", [False, True], ids=["one", "several"])
@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (AnswerKind.DENIES, Status.DENIED),
        (AnswerKind.DENIES_DIFFERENTLY, Status.DENIED),
        (AnswerKind.CONFIRMS, Status.CONFIRMED),
    ],
)
def test_a_marked_line_is_whole(kind, status, several, said_at):
    names = NAMES if several else NAMES[1:2]
    answers = [an_answer(kind, a_response(name, role="", said_at=said_at)) for name in names]

    line = status_line(a_claim(answers=answers, mark=a_mark(status, answers=answers)))

    assert line.startswith(f"{status.label.capitalize()} by ")
    assert_whole(line, names, said_at)


def a_document(name: str, day: Day) -> AnswerReading:
    response = a_response(name, role="", said_at=day, channel=Channel.DOCUMENT, title=f"Report of {name}")
    return an_answer(AnswerKind.CONFIRMS, response)


def _answer(kind: AnswerKind, name: str, day: Day, **values) -> AnswerReading:
    return an_answer(kind, a_response(name, role="", said_at=day), **values)


def _differing(name: str, day: Day) -> ClaimReading:
    body = an_institution(name)
    responses = [a_response(who, role="", said_at=day, body=body) for who in ("A", "B")]
    kinds = (AnswerKind.DENIES, AnswerKind.CONFIRMS)
    return a_claim(answers=[an_answer(kind, response) for kind, response in zip(kinds, responses, strict=True)])


def _marked(status: Status, *cited: AnswerReading, beside: Sequence[AnswerReading] = (), **mark) -> ClaimReading:
    return a_claim(answers=[*cited, *beside], mark=a_mark(status, answers=cited, **mark))


def _unnamed(kind: AnswerKind, name: str, day: Day) -> ClaimReading:
    return a_claim(answers=[an_answer(kind, a_response(an_unnamed_speaker(f"{name} source"), role="", said_at=day))])


#: The rows of the table in WORDING.md that the tests above do not make: each makes a claim of a name and a day.
ROWS: dict[str, Callable[[str, Day], ClaimReading]] = {
    "asked, no reply": lambda name, day: a_claim(approaches=[an_approach(asked=an_institution(name), asked_on=day)]),
    "asked by": lambda name, day: a_claim(approaches=[an_approach(asker=an_outlet(name), asked_on=day)]),
    "awaited": lambda name, day: a_claim(
        approaches=[an_approach(Outcome.AWAITING, asked=an_institution(name), asked_on=day, checked_on=None)]
    ),
    "declined when asked": lambda name, day: a_claim(
        approaches=[an_approach(Outcome.DECLINED, asked=an_institution(name), asked_on=day)]
    ),
    "the same institution differs": _differing,
    "an unnamed official denies": lambda name, day: _unnamed(AnswerKind.DENIES, name, day),
    "two unnamed officials confirm": lambda name, day: _unnamed(AnswerKind.CONFIRMS, f"two {name}", day),
    "as reported by": lambda name, day: a_claim(
        answers=[
            an_answer(
                AnswerKind.DECLINES, a_response(role="", said_at=day, reported_by=an_article(outlet=an_outlet(name)))
            )
        ]
    ),
    "not pursued": lambda name, day: a_claim(
        answers=[_answer(AnswerKind.DECLINES, name, day)],
        mark=a_mark(Status.OPEN, not_pursued=True, reason=f"Asked {name}."),
    ),
    "denied on evidence": lambda name, day: a_claim(
        mark=a_mark(evidence=[an_evidence(assessed_by=name, assessed_on=day)])
    ),
    "confirmed on evidence, opposed": lambda name, day: a_claim(
        answers=[_answer(AnswerKind.DENIES, name, day)],
        mark=a_mark(Status.CONFIRMED, evidence=[an_evidence(Bearing.SUPPORTS, assessed_on=None)]),
    ),
    "confirmed by a document": lambda name, day: _marked(Status.CONFIRMED, a_document(name, day)),
    "denied, but opposed": lambda name, day: _marked(
        Status.DENIED, _answer(AnswerKind.DENIES, "A", None), beside=[_answer(AnswerKind.CONFIRMS, name, day)]
    ),
    "tried to verify": lambda name, day: _marked(
        Status.DENIED, _answer(AnswerKind.DENIES, name, day), tried_to_verify=True
    ),
}
ANY_NAMES = [*NAMES, "Ş. O’Neil & Sons <b>", "Agency 100 %(speaker)s {name}", "\u202eevil", "one name\nof two lines"]


@pytest.mark.parametrize("said_at", ["2024-01-26", "2024", None])
@pytest.mark.parametrize("row", ROWS)
def test_every_other_row_of_the_table_is_whole_with_any_name(row, said_at):
    for name in ANY_NAMES:
        claim = ROWS[row](name, said_at)

        for words in (status_line(claim), short_status(claim)):
            assert not re.search(r"\b(Denied|Confirmed)\b(?! by| on evidence)", words), words
            assert "\n" not in words, words
            assert "\u202e" not in words, words
            assert words.count("\u2068") == words.count("\u2069"), words
            assert not re.search(r"None|  | ,|\(\)| on [.,]|,,", words), words
        line = status_line(claim)
        assert " ".join(name.replace("\u202e", "").split()) in line, line
        assert line.rstrip("\u2069").endswith("."), line
        assert ("2024" in line.replace("1 February 2024", "")) == (said_at is not None), line


def assert_whole(line: str, names: list[str], said_at: str | None) -> None:
    """Every name is there in full, closed off where it goes the other way, and nothing is left of what is not known."""
    assert [name for name in names if name not in line] == []
    assert line.count("\u2068") == line.count("\u2069") >= 1
    assert re.search(r"None|  | ,|\(\)| on [.,]|,,", line) is None
    assert line.endswith(".")
    assert ("2024" in line) == (said_at is not None)
