"""A claim's words and particulars: drafts, rewording, correcting."""

import pytest
from django.core.exceptions import ValidationError

from claims import workflow
from claims.models import Claim
from claims.record.verify import verify
from claims.vocabulary import Change, State, Status
from tests.factories import (
    ClaimFactory,
    DraftFactory,
    answered,
    approached,
    assessed,
    denied,
    denied_on_evidence,
    marked,
    published,
    ran,
    read,
    withdrawn,
)
from tests.workflow.test_marking import refused

pytestmark = pytest.mark.django_db


def particulars(**changed):
    return {
        "unknowns": "",
        "claimant": "",
        "claimed_on": None,
        "about_when": None,
        "topics": [],
        "review_by": None,
        "not_before": None,
        **changed,
    }


def test_a_claim_needs_its_words(editor):
    with pytest.raises(ValidationError):
        workflow.draft_claim(statement="  ", by=editor)


def test_rewording_asks_of_every_answer_whether_it_still_answers(editor):
    claim = denied()

    with refused("still_answers"):
        workflow.reword_claim(
            claim, based_on=claim.version, statement="Other.", reason="Clearer.", still_answers={}, by=editor
        )


def test_rewording_opens_a_claim_whose_mark_lost_its_ground(editor):
    claim = denied()
    answer = claim.answers.get()

    workflow.reword_claim(
        claim, based_on=claim.version, statement="Other.", reason="Clearer.", still_answers={answer: False}, by=editor
    )

    reading = read(claim)
    assert (reading.status, reading.mark.status, reading.header.change) == (Status.OPEN, Status.OPEN, Change.REWORDED)
    assert reading.was == Status.DENIED
    assert reading.answers[0].retraction


def test_rewording_a_draft_leaves_nothing_of_what_no_longer_answers(editor):
    draft = denied(DraftFactory())
    answer = draft.answers.get()

    workflow.reword_claim(
        draft, based_on=draft.version, statement="Other.", reason="", still_answers={answer: False}, by=editor
    )
    published(draft)

    reading = read(draft)
    assert (reading.answers, reading.marks, reading.status) == ((), (), Status.OPEN)
    verify()


def test_rewording_keeps_a_mark_whose_answers_still_answer(editor):
    claim = denied()
    answer = claim.answers.get()

    workflow.reword_claim(
        claim, based_on=claim.version, statement="Other.", reason="Clearer.", still_answers={answer: True}, by=editor
    )

    assert (read(claim).status, read(claim).statement) == (Status.DENIED, "Other.")


def test_taking_back_evidence_opens_the_mark_on_it(editor):
    claim = denied_on_evidence()

    workflow.retract_evidence(claim.evidence.get(), reason="Forged.", by=editor)

    assert read(claim).status == Status.OPEN


def test_a_correction_of_something_public_needs_its_notice(editor):
    claim = ClaimFactory()

    with refused("reason"):
        workflow.correct_claim(claim, based_on=claim.version, by=editor, reason=" ", **particulars())


@pytest.mark.parametrize(
    ("make", "take_back"),
    [
        (ran, workflow.retract_appearance),
        (answered, workflow.retract_answer),
        (assessed, workflow.retract_evidence),
        (approached, workflow.retract_approach),
    ],
)
def test_what_is_public_is_taken_back_with_its_notice_only(editor, make, take_back):
    item = make(ClaimFactory())

    with refused("reason"):
        take_back(item, reason=" ", by=editor)


def test_details_conflict_with_any_change_meanwhile(editor):
    claim = ClaimFactory()
    seen = claim.version
    ran(claim)

    with pytest.raises(workflow.Conflict):
        workflow.update_claim(claim, based_on=seen, by=editor, **particulars(claimant="Roads Union"))


def test_a_withdrawn_claim_keeps_its_page_and_takes_no_more_changes(editor):
    claim = withdrawn(denied())

    assert read(claim).state == State.WITHDRAWN
    assert claim not in Claim.objects.listed()
    for change in (
        lambda: marked(claim, Status.OPEN),
        lambda: ran(claim),
        lambda: answered(claim),
        lambda: assessed(claim),
        lambda: approached(claim),
    ):
        with refused("withdrawn"):
            change()
