"""A claim's words and particulars: drafts, rewording, correcting."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

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


def test_what_is_public_is_not_put_under_an_embargo(editor):
    claim = ClaimFactory()

    with refused("public"):
        workflow.update_claim(
            claim, based_on=claim.version, by=editor, **particulars(not_before=timezone.now() + timedelta(hours=1))
        )


def test_rewording_asks_of_every_answer_whether_it_still_fits(editor):
    claim = denied()

    with refused("still_fits"):
        workflow.reword_claim(
            claim, based_on=claim.version, statement="Other.", reason="Clearer.", still_fits={}, by=editor
        )


def test_rewording_opens_a_claim_whose_mark_lost_its_ground(editor):
    claim = denied()
    answer = claim.answers.get()

    workflow.reword_claim(
        claim, based_on=claim.version, statement="Other.", reason="Clearer.", still_fits={answer: False}, by=editor
    )

    reading = read(claim)
    assert (reading.status, reading.mark.status, reading.header.change) == (Status.OPEN, Status.OPEN, Change.REWORDED)
    assert reading.was == Status.DENIED
    assert reading.answers[0].retraction


def test_rewording_a_draft_leaves_nothing_of_what_no_longer_answers(editor):
    draft = denied(DraftFactory())
    answer = draft.answers.get()

    workflow.reword_claim(
        draft, based_on=draft.version, statement="Other.", reason="", still_fits={answer: False}, by=editor
    )
    published(draft)

    reading = read(draft)
    assert (reading.answers, reading.marks, reading.status) == ((), (), Status.OPEN)
    verify()


def test_rewording_keeps_a_mark_whose_answers_still_answer(editor):
    claim = denied()
    answer = claim.answers.get()

    workflow.reword_claim(
        claim, based_on=claim.version, statement="Other.", reason="Clearer.", still_fits={answer: True}, by=editor
    )

    assert (read(claim).status, read(claim).statement) == (Status.DENIED, "Other.")


def test_taking_back_evidence_opens_the_mark_on_it(editor):
    claim = denied_on_evidence()

    workflow.retract(claim.evidence.get(), reason="Forged.", by=editor)

    assert read(claim).status == Status.OPEN


@pytest.mark.parametrize(("reason", "change"), [(" It was the other union. ", Change.CORRECTED), (" ", Change.UPDATED)])
def test_with_a_reason_it_is_a_correction_and_without_new_facts(editor, reason, change):
    claim = ClaimFactory()
    values = particulars(claimant="Roads Union")

    workflow.update_claim(claim, based_on=claim.version, by=editor, reason=reason, **values)

    assert (read(claim).header.change, read(claim).reason) == (change, reason.strip())


def test_a_correction_does_not_say_nothing(editor):
    claim = ClaimFactory()

    with refused("reason"):
        workflow.update_claim(claim, based_on=claim.version, by=editor, reason=" – … ", **particulars())


@pytest.mark.parametrize("make", [ran, answered, assessed, approached])
def test_what_is_public_is_taken_back_with_its_notice_only(editor, make):
    item = make(ClaimFactory())

    with refused("reason"):
        workflow.retract(item, reason=" ", by=editor)


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


def test_rewording_asks_of_all_evidence_whether_it_still_bears_on_the_claim(editor):
    claim = denied_on_evidence()

    with refused("still_fits"):
        workflow.reword_claim(
            claim, based_on=claim.version, statement="Other.", reason="Clearer.", still_fits={}, by=editor
        )


def test_rewording_opens_a_claim_whose_evidence_bears_on_something_else(editor):
    claim = denied_on_evidence()
    item = claim.evidence.get()

    workflow.reword_claim(
        claim, based_on=claim.version, statement="Other.", reason="Clearer.", still_fits={item: False}, by=editor
    )

    assert read(claim).status == Status.OPEN
    assert read(claim).evidence[0].retraction == "It does not bear on the claim as reworded."
    verify()


def test_rewording_keeps_a_mark_whose_evidence_still_bears_on_it(editor):
    claim = denied_on_evidence()

    workflow.reword_claim(
        claim,
        based_on=claim.version,
        statement="Other.",
        reason="Clearer.",
        still_fits={claim.evidence.get(): True},
        by=editor,
    )

    assert read(claim).status == Status.DENIED
