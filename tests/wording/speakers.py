"""Answers by a few speakers, for the tests of this folder."""

from claims.reading import AnswerReading
from claims.vocabulary import AnswerKind, Position
from tests.readings import (
    Day,
    a_response,
    an_answer,
    an_institution,
)


def peskov(kind: AnswerKind = AnswerKind.DENIES, *, said_at: Day = "2024-01-26", **answer) -> AnswerReading:
    return an_answer(kind, a_response("Dmitry Peskov", said_at=said_at), **answer)


def zakharova(kind: AnswerKind = AnswerKind.DENIES, *, said_at: Day = "2024-01-27", **answer) -> AnswerReading:
    response = a_response("Maria Zakharova", role="Foreign Ministry spokeswoman", said_at=said_at)
    return an_answer(kind, response, **answer)


def nasa(kind: AnswerKind = AnswerKind.DENIES, *, said_at: Day = "1960-05-05", **answer) -> AnswerReading:
    return an_answer(kind, a_response(an_institution("NASA"), role="", said_at=said_at), **answer)


def bystander(kind: AnswerKind, *, part: str = "") -> AnswerReading:
    response = a_response("Ada Byron", role="mathematician", said_at="2024-02-01")
    return an_answer(kind, response, position=Position.BYSTANDER, part=part)
