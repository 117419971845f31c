"""The line holds for every answer with names of any length and direction, and with no day known."""

import re

import pytest

from claims.vocabulary import AnswerKind, Position, Status
from claims.wording import status_line
from tests.readings import a_claim, a_mark, a_response, an_answer

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


def assert_whole(line: str, names: list[str], said_at: str | None) -> None:
    """Every name is there in full, closed off where it goes the other way, and nothing is left of what is not known."""
    assert [name for name in names if name not in line] == []
    assert line.count("\u2068") == line.count("\u2069") >= 1
    assert re.search(r"None|  | ,|\(\)| on [.,]|,,", line) is None
    assert line.endswith(".")
    assert ("2024" in line) == (said_at is not None)
