"""Marking: what a mark may rest on, who may undo it, and what a colleague's mark does to mine."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from claims import workflow
from claims.dates import PartialDate
from claims.models import Revision
from claims.record import reader
from claims.vocabulary import AnswerKind, Bearing, Change, Ground, Position, Status
from tests.factories import (
    ClaimFactory,
    DraftFactory,
    SpeakerFactory,
    answered,
    assessed,
    denied,
    marked,
    published,
    ran,
    read,
)

pytestmark = pytest.mark.django_db


def refused(code: str):
    """Expect a ValidationError with `code` somewhere in it."""
    return pytest.raises(ValidationError, check=lambda error: code in codes(error))


def codes(error: ValidationError) -> set[str]:
    return (
        {inner.code for inner in error.error_list}
        if hasattr(error, "error_list")
        else {inner.code for errors in error.error_dict.values() for inner in errors}
    )


def test_mark_denied_on_an_answer(editor):
    claim = ClaimFactory()
    answer = answered(claim, said_at=PartialDate("2024-01-26"))

    mark = marked(claim, Status.DENIED, answer, reason="Said so.", by=editor)

    assert (claim.status, claim.ground, claim.mark) == (Status.DENIED, Ground.RESPONSE, mark)
    assert mark.stood_from == PartialDate("2024-01-26")
    reading = reader.claims([claim.pk])[claim.pk]
    assert (reading.header.change, reading.reason, reading.was) == (Change.MARKED, "Said so.", Status.OPEN)
    assert [cited.id for cited in reading.mark.answers] == [answer.pk]


def test_a_mark_that_cites_any_evidence_is_based_on_evidence(editor):
    claim = ClaimFactory()
    answer, evidence = answered(claim), assessed(claim)

    marked(claim, Status.DENIED, answer, evidence)

    assert claim.ground == Ground.EVIDENCE


def test_mark_denied_needs_something_it_is_based_on(editor):
    with refused("no_basis"):
        marked(ClaimFactory(), Status.DENIED)


@pytest.mark.parametrize("status", [Status.DENIED, Status.CONFIRMED])
@pytest.mark.parametrize("kind", AnswerKind)
def test_only_a_full_answer_of_the_right_kind_carries_a_mark(editor, status, kind):
    claim = ClaimFactory()
    answer = answered(claim, kind, part="the month" if kind.startswith("partly") else "")
    carries = {
        Status.DENIED: {AnswerKind.DENIES, AnswerKind.DENIES_DIFFERENTLY},
        Status.CONFIRMED: {AnswerKind.CONFIRMS},
    }[status]

    if kind in carries:
        marked(claim, status, answer)
        assert claim.status == status
    else:
        with refused("partial" if kind.startswith("partly") else "wrong_kind"):
            marked(claim, status, answer)
        claim.refresh_from_db()
        assert claim.status == Status.OPEN


def test_a_bystanders_word_cannot_carry_a_mark(editor):
    claim = ClaimFactory()
    answer = answered(claim, position=Position.BYSTANDER)

    with refused("bystander"):
        marked(claim, Status.DENIED, answer)


def test_an_unnamed_officials_word_cannot_carry_a_mark(editor):
    claim = ClaimFactory()
    answer = answered(claim, speaker=SpeakerFactory(unnamed=True))

    with refused("unnamed"):
        marked(claim, Status.DENIED, answer)


def test_evidence_carries_only_a_mark_it_bears_on(editor):
    claim = ClaimFactory()
    evidence = assessed(claim, Bearing.SUPPORTS)

    with refused("wrong_kind"):
        marked(claim, Status.DENIED, evidence)


def test_a_mark_rests_only_on_what_belongs_to_its_claim(editor):
    elsewhere = answered(ClaimFactory())

    with refused("other_claim"):
        marked(ClaimFactory(), Status.DENIED, elsewhere)


def test_an_open_mark_cites_nothing(editor):
    claim = denied()

    with refused("open_has_no_ground"):
        marked(claim, Status.OPEN, claim.answers.get())


@pytest.mark.parametrize("nothing", ["", "  ", "\u200b", "\u202e\u2069", "…", " - "])
def test_a_mark_needs_its_reason(editor, nothing):
    claim = ClaimFactory()
    answer = answered(claim)

    with refused("reason"):
        marked(claim, Status.DENIED, answer, reason=nothing)


def test_marking_against_an_opposing_answer_needs_a_reason_of_its_own(editor):
    claim = ClaimFactory()
    denial = answered(claim)
    answered(claim, AnswerKind.CONFIRMS)

    with refused("despite"):
        marked(claim, Status.DENIED, denial)
    marked(claim, Status.DENIED, denial, despite="The second speaker was not there.")

    assert claim.status == Status.DENIED


def test_the_same_speaker_changing_their_word_is_not_opposing(editor):
    claim = ClaimFactory()
    speaker = SpeakerFactory()
    answered(claim, speaker=speaker, said_at=PartialDate("2014-03-04"))
    confirmation = answered(claim, AnswerKind.CONFIRMS, speaker=speaker, said_at=PartialDate("2014-04-17"))

    marked(claim, Status.CONFIRMED, confirmation)

    assert claim.status == Status.CONFIRMED


def test_reopening_is_recorded_as_that(editor):
    claim = denied()

    marked(claim, Status.OPEN, reason="Both sides have a point.")

    reading = reader.claims([claim.pk])[claim.pk]
    assert (reading.status, reading.ground, reading.header.change) == (Status.OPEN, None, Change.REOPENED)
    assert (reading.was, reading.was_ground) == (Status.DENIED, Ground.RESPONSE)


def test_an_open_claim_is_not_marked_open_again(editor):
    with refused("already_open"):
        marked(ClaimFactory(), Status.OPEN)


def test_a_claim_is_left_open_with_a_reason_once_something_was_recorded(editor):
    claim = ClaimFactory()
    answered(claim, AnswerKind.DENIES)
    answered(claim, AnswerKind.CONFIRMS)

    marked(claim, Status.OPEN, reason="Both speak for the ministry.")

    reading = read(claim)
    assert (reading.status, reading.reason) == (Status.OPEN, "Both speak for the ministry.")
    assert (reading.header.change, reading.was) == (Change.MARKED, Status.OPEN)
    with refused("already_open"):
        marked(claim, Status.OPEN)
    answered(claim, AnswerKind.DECLINES)
    marked(claim, Status.OPEN)


def test_an_open_claim_can_be_given_up(editor):
    claim = ClaimFactory()

    marked(claim, Status.OPEN, not_pursued=True, reason="Nobody can tell any more.")

    assert reader.claims([claim.pk])[claim.pk].mark.not_pursued


def test_a_draft_can_be_marked_and_is_recorded_when_published(editor):
    draft = DraftFactory()
    marked(draft, Status.DENIED, answered(draft))
    assert not Revision.objects.exists()

    claim = published(draft)

    reading = reader.claims([claim.pk])[claim.pk]
    assert reading.status == Status.DENIED
    assert reading.mark.recorded_at == claim.recorded_at


def test_a_mark_conflicts_with_a_colleagues_mark(editor, colleague):
    claim = ClaimFactory()
    answer = answered(claim)
    seen = claim.version
    theirs = marked(claim, Status.DENIED, answer, by=colleague)

    with pytest.raises(workflow.Conflict) as conflict:
        workflow.mark_claim(claim, based_on=seen, status=Status.OPEN, reason="Mine.", by=editor)

    assert conflict.value.row.mark == theirs


def test_a_mark_conflicts_with_a_new_wording(editor, colleague):
    claim = ClaimFactory()
    answer = answered(claim)
    seen = claim.version
    workflow.reword_claim(
        claim, based_on=seen, statement="It will open.", reason="Shorter.", still_fits={answer: True}, by=colleague
    )

    with pytest.raises(workflow.Conflict):
        workflow.mark_claim(claim, based_on=seen, status=Status.DENIED, answers=[answer.pk], reason="Mine.", by=editor)


def test_a_mark_does_not_conflict_with_a_new_appearance_or_answer(editor):
    claim = ClaimFactory()
    answer = answered(claim)
    seen = claim.version
    ran(claim)
    answered(claim, AnswerKind.DECLINES)

    workflow.mark_claim(claim, based_on=seen, status=Status.DENIED, answers=[answer.pk], reason="Mine.", by=editor)

    claim.refresh_from_db()
    assert claim.status == Status.DENIED


def test_undo_restores_what_the_mark_set(editor):
    claim = denied()
    first = claim.mark
    second = marked(claim, Status.OPEN, by=editor)

    workflow.undo_mark(claim, mark=second, by=editor)

    claim.refresh_from_db()
    reading = reader.claims([claim.pk])[claim.pk]
    assert (claim.status, claim.ground, claim.mark) == (Status.DENIED, Ground.RESPONSE, first)
    assert reading.header.change == Change.UNDONE
    assert [mark.undone for mark in reading.marks] == [False, True]
    assert reading.reason == "", "why it was made is not why it was undone"


def test_only_its_author_undoes_a_mark(editor, colleague):
    claim = ClaimFactory()
    mark = marked(claim, Status.DENIED, answered(claim), by=editor)

    with refused("not_author"):
        workflow.undo_mark(claim, mark=mark, by=colleague)


def test_a_mark_is_undone_only_while_it_is_the_newest_change(editor):
    claim = ClaimFactory()
    mark = marked(claim, Status.DENIED, answered(claim), by=editor)
    answered(claim, AnswerKind.DECLINES)

    with refused("not_newest"):
        workflow.undo_mark(claim, mark=mark, by=editor)


def test_a_mark_is_not_undone_twice(editor):
    claim = ClaimFactory()
    mark = marked(claim, Status.DENIED, answered(claim), by=editor)
    workflow.undo_mark(claim, mark=mark, by=editor)

    with refused("not_newest"):
        workflow.undo_mark(claim, mark=mark, by=editor)


def test_opening_for_want_of_its_answer_is_not_undone(editor):
    claim = ClaimFactory()
    answer = answered(claim)
    marked(claim, Status.DENIED, answer, by=editor)
    workflow.retract(answer, reason="Misheard.", by=editor)
    claim.refresh_from_db()

    with refused("ground_lost"):
        workflow.undo_mark(claim, mark=claim.mark, by=editor)

    assert not workflow.can_undo(claim, by=editor)


@pytest.mark.parametrize("make", [answered, assessed])
def test_a_mark_does_not_rest_on_what_a_colleague_took_back_meanwhile(editor, make):
    claim = ClaimFactory()
    shown = make(claim)
    workflow.retract(shown, reason="We were wrong.", by=editor)
    claim.refresh_from_db()

    with refused("retracted"):
        marked(claim, Status.DENIED, shown)


@pytest.mark.parametrize(("minutes", "allowed"), [(9, True), (11, False)])
def test_a_mark_is_undone_within_ten_minutes(editor, minutes, allowed):
    claim = ClaimFactory()
    mark = marked(claim, Status.DENIED, answered(claim), by=editor)

    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
        if allowed:
            workflow.undo_mark(claim, mark=mark, by=editor)
        else:
            with refused("too_late"):
                workflow.undo_mark(claim, mark=mark, by=editor)
    claim.refresh_from_db()
    assert (claim.status == Status.OPEN) is allowed


def test_only_an_open_claim_is_given_up(editor):
    claim = ClaimFactory()

    with refused("not_pursued"):
        marked(claim, Status.DENIED, answered(claim), not_pursued=True)


def test_a_mark_based_on_a_version_there_never_was_conflicts(editor):
    claim = ClaimFactory()

    with pytest.raises(workflow.Conflict):
        workflow.mark_claim(claim, based_on=2**31 - 1, status=Status.OPEN, not_pursued=True, reason="Mine.", by=editor)


def test_a_mark_stood_from_when_the_newest_of_what_it_rests_on_was_said(editor):
    claim = ClaimFactory()
    early, late = (answered(claim, said_at=PartialDate(said)) for said in ("2024-01-26", "2024-02-03"))

    mark = marked(claim, Status.DENIED, late, early)

    assert str(mark.stood_from) == "2024-02-03"
