"""What a response does to claims, corrected and taken back."""

import pytest

from claims import workflow
from claims.record.verify import verify
from claims.vocabulary import AnswerKind, Change, Status
from tests.factories import (
    ClaimFactory,
    denied,
    read,
)
from tests.workflow.test_marking import refused

pytestmark = pytest.mark.django_db


def test_taking_back_an_answer_opens_the_mark_on_it_and_keeps_it_visible(editor):
    claim = denied()

    workflow.retract(claim.answers.get(), reason="He spoke of another bridge.", by=editor)

    reading = read(claim)
    assert (reading.status, reading.header.change) == (Status.OPEN, Change.RETRACTED)
    assert reading.answers[0].retraction == "He spoke of another bridge."
    assert reading.standing_answers == ()


def test_correcting_an_answer_opens_the_mark_it_can_no_longer_carry(editor):
    claim = denied()
    answer = claim.answers.get()

    workflow.change_answer(
        answer, kind=AnswerKind.DECLINES, position=answer.position, part="", reason="We misheard.", by=editor
    )

    assert (read(claim).status, read(claim).header.change) == (Status.OPEN, Change.CORRECTED)


def test_correcting_a_response_reaches_every_claim_it_answers(editor):
    one, two = denied(), ClaimFactory()
    response = one.answers.get().response
    workflow.answer_claim(response, two, kind=AnswerKind.DECLINES, by=editor)
    response.refresh_from_db()

    workflow.correct_response(
        response, based_on=response.version, values={"role": "minister"}, reason="Role.", by=editor
    )

    for claim in (one, two):
        assert read(claim).answers[0].response.role == "minister"
        assert read(claim).header.change == Change.CORRECTED
    verify()


def test_a_response_answers_again_after_its_answer_was_taken_back(editor):
    claim = denied()
    answer = claim.answers.get()
    workflow.retract(answer, reason="It was about another bridge.", by=editor)
    claim.refresh_from_db()

    again = workflow.answer_claim(answer.response, claim, kind=AnswerKind.DENIES, by=editor)

    assert [(one.id, bool(one.retraction)) for one in read(claim).answers] == [(answer.pk, True), (again.pk, False)]
    with refused("once"):
        workflow.answer_claim(answer.response, claim, kind=AnswerKind.CONFIRMS, by=editor)
    verify()
