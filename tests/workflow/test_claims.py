"""A claim's words and life: drafts, publishing, rewording, correcting, withdrawing, merging, splitting."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from claims import workflow
from claims.models import Article, Claim, FormerSlug, Origin, Outlet, Response, Revision, Speaker, Topic
from claims.record import reader
from claims.record.canonical import unpack
from claims.record.verify import verify
from claims.vocabulary import AnswerKind, Change, Kind, State, Status
from claims.wording import status_line
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    DraftFactory,
    EditorFactory,
    OutletFactory,
    SpeakerFactory,
    TopicFactory,
    answered,
    approached,
    assessed,
    denied,
    denied_on_evidence,
    full_claim,
    marked,
    merged,
    published,
    ran,
    withdrawn,
)
from tests.workflow.test_marking import refused

pytestmark = pytest.mark.django_db


def read(claim: Claim):
    return reader.claims([claim.pk])[claim.pk]


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


def test_what_a_public_claim_refers_to_becomes_public_with_it(editor):
    draft = DraftFactory(topics=[TopicFactory()])
    ran(draft)
    answered(draft, body=SpeakerFactory(institution=True))
    approached(draft, asker=OutletFactory())
    things = (Article, Outlet, Speaker, Topic)
    assert not any(model._default_manager.filter(head__isnull=False).exists() for model in things)

    published(draft)

    assert not any(model._default_manager.filter(head__isnull=True).exists() for model in things)
    verify()


def test_what_was_undone_on_a_draft_never_becomes_public(editor):
    draft = denied(DraftFactory())
    standing = draft.mark
    for reason in ("Slip one.", "Slip two."):
        mark = marked(draft, Status.OPEN, reason=reason, by=editor)
        workflow.undo_mark(draft, mark=mark, by=editor)
        draft.refresh_from_db()

    published(draft)

    document = Revision.objects.get(kind=Kind.CLAIM, subject=draft.pk).document
    assert [mark.id for mark in read(draft).marks] == [standing.pk]
    assert b"Slip" not in unpack(document.body)
    verify()


def test_marks_undone_one_after_the_other_never_become_public(editor):
    draft = DraftFactory()
    answer = answered(draft)
    first = marked(draft, Status.DENIED, answer, by=editor)
    second = marked(draft, Status.OPEN, by=editor)
    for mark in (second, first):
        draft = workflow.undo_mark(draft, mark=mark, by=editor)

    published(draft)

    assert read(draft).marks == ()
    verify()


def test_what_no_public_claim_refers_to_stays_unknown(editor):
    article = ArticleFactory()
    ClaimFactory()

    assert not article.is_recorded
    assert not Revision.objects.exclude(kind=Kind.CLAIM).exists()


def test_an_embargo_holds(editor):
    draft = DraftFactory(not_before=timezone.now() + timedelta(hours=1))

    with refused("embargo"):
        workflow.publish_claim(draft, by=editor)

    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_a_claim_is_published_once(editor):
    claim = ClaimFactory()

    with refused("public"):
        workflow.publish_claim(claim, by=editor)


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


def test_taking_back_an_answer_opens_the_mark_on_it_and_keeps_it_visible(editor):
    claim = denied()

    workflow.retract_answer(claim.answers.get(), reason="He spoke of another bridge.", by=editor)

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


def test_taking_back_evidence_opens_the_mark_on_it(editor):
    claim = denied_on_evidence()

    workflow.retract_evidence(claim.evidence.get(), reason="Forged.", by=editor)

    assert read(claim).status == Status.OPEN


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


def test_a_draft_is_discarded_with_all_that_is_its_own(editor):
    draft = DraftFactory()
    ran(draft)
    marked(draft, Status.DENIED, answered(draft))

    workflow.discard_draft(draft, based_on=draft.version, by=editor)

    assert not Claim.objects.filter(pk=draft.pk).exists()
    assert Article.objects.exists()
    assert not Origin.objects.exists()


def test_a_public_claim_cannot_be_discarded(editor):
    claim = ClaimFactory()

    with refused("public"):
        workflow.discard_draft(claim, based_on=claim.version, by=editor)


def test_merging_moves_what_the_survivor_lacks_and_keeps_its_status(editor):
    loser, survivor = full_claim(), denied()
    mark = survivor.mark

    merged(loser, survivor)

    reading = read(survivor)
    assert (survivor.status, survivor.mark) == (Status.DENIED, mark)
    assert (len(reading.appearances), len(reading.evidence), len(reading.approaches)) == (1, 1, 1)
    assert len(reading.answers) == 3
    assert (read(loser).state, read(loser).merged_into) == (State.MERGED, survivor.pk)
    assert len(read(loser).answers) == 2, "its own history stays"
    verify()


def test_merging_asks_which_of_two_different_answers_stands(editor):
    loser, survivor = ClaimFactory(), denied()
    denial = survivor.answers.get()
    other = workflow.answer_claim(denial.response, loser, kind=AnswerKind.DECLINES, by=editor)
    loser.refresh_from_db()
    assert workflow.differing_answers(loser, survivor) == [(other, denial)]

    with refused("choose_answer"):
        merged(loser, survivor)
    workflow.merge_claims(
        loser,
        into=survivor,
        based_on=loser.version,
        reason="Same.",
        choices={denial.response_id: other},
        by=editor,
    )

    assert read(survivor).answers[0].kind == AnswerKind.DECLINES
    assert read(survivor).status == Status.OPEN


@pytest.mark.parametrize("make", [DraftFactory, withdrawn])
def test_merging_needs_two_public_claims(editor, make):
    survivor = make()

    with pytest.raises(ValidationError):
        merged(ClaimFactory(), survivor)


def test_a_claim_is_not_merged_into_itself(editor):
    claim = ClaimFactory()

    with refused("itself"):
        merged(claim, claim)


def test_splitting_gives_each_part_what_belongs_to_it(editor):
    claim = ClaimFactory()
    appearance, answer, evidence, approach = ran(claim), answered(claim), assessed(claim), approached(claim)
    marked(claim, Status.DENIED, answer)

    parts = workflow.split_claim(
        claim,
        based_on=claim.version,
        statements=["The bridge will open.", "It will open in May."],
        appearances=[(appearance, 0), (appearance, 1)],
        answers=[(answer, 1)],
        evidence=[(evidence, 0)],
        approaches=[(approach, 1)],
        reason="Two claims in one.",
        by=editor,
    )

    first, second = (read(part) for part in parts)
    assert [len(part.appearances) for part in (first, second)] == [1, 1]
    assert [len(part.answers) for part in (first, second)] == [0, 1]
    assert [len(part.evidence) for part in (first, second)] == [1, 0]
    assert [len(part.approaches) for part in (first, second)] == [0, 1]
    assert second.appearances[0].attributions == first.appearances[0].attributions
    assert {part.status for part in (first, second)} == {Status.OPEN}
    assert first.split_from == claim.pk
    assert read(claim).state == State.WITHDRAWN
    verify()


def test_splitting_a_draft_publishes_nothing(editor):
    draft = DraftFactory()

    parts = workflow.split_claim(
        draft, based_on=draft.version, statements=["One.", "Two."], reason="Two in one.", by=editor
    )

    assert {part.state for part in parts} == {State.DRAFT}
    assert not Revision.objects.exists()


def test_a_draft_that_was_split_is_discarded_and_its_parts_stay(editor):
    draft = DraftFactory()
    workflow.split_claim(draft, based_on=draft.version, statements=["One.", "Two."], reason="Two in one.", by=editor)

    workflow.discard_draft(draft, based_on=draft.version, by=editor)

    assert {claim.statement for claim in Claim.objects.all()} == {"One.", "Two."}


def test_an_embargo_holds_for_the_parts_of_a_draft(editor):
    draft = DraftFactory(not_before=timezone.now() + timedelta(hours=1))

    parts = workflow.split_claim(
        draft, based_on=draft.version, statements=["One.", "Two."], reason="Two in one.", by=editor
    )

    with refused("embargo"):
        workflow.publish_claim(parts[0], by=editor)


def test_a_part_does_not_get_what_was_taken_back_meanwhile(editor):
    claim = ClaimFactory()
    answer = answered(claim)
    workflow.retract_answer(answer, reason="Misheard.", by=editor)
    claim.refresh_from_db()

    with refused("retracted"):
        workflow.split_claim(
            claim,
            based_on=claim.version,
            statements=["One.", "Two."],
            answers=[(answer, 0)],
            reason="Two in one.",
            by=editor,
        )


def test_withholding_every_word_leaves_a_place_without_words(editor):
    claim = full_claim(statement="A secret bridge will open in May.")

    workflow.withhold_claim_text(claim, reason="A court ordered it.", by=EditorFactory())

    reading = read(claim)
    assert "secret" not in str(reading)
    assert all(older.withheld for older in reader.history(claim.pk) if older.header.withholds is None)
    assert reading.reason == "A court ordered it."


def test_withholding_leaves_of_responses_and_sources_only_what_others_use(editor):
    claim, other = ClaimFactory(), ClaimFactory()
    ran(claim)
    shared = ran(claim).attributions.get().origin
    answered(claim)
    response = answered(claim).response
    workflow.answer_claim(response, other, kind=AnswerKind.DECLINES, by=editor)
    ran(other, credits=[workflow.Credit(words="the same two", origin=shared)])

    workflow.withhold_claim_text(claim, reason="A court ordered it.", by=editor)

    assert [*Response.objects.all()] == [response]
    assert [*Origin.objects.all()] == [shared]
    assert len(read(other).answers) == 1
    verify()


def test_the_newest_version_is_not_withheld_alone(editor):
    claim = ClaimFactory()

    with refused("numbers"):
        workflow.withhold_documents(claim, numbers=[1], reason="A court ordered it.", by=editor)


def test_a_whole_withheld_claim_says_that_and_not_withdrawn(editor):
    claim = full_claim()

    workflow.withhold_claim_text(claim, reason="A court ordered it.", by=editor)

    assert read(claim).withheld
    assert status_line(read(claim)).startswith("The text of this claim was withheld on ")


def test_a_split_claim_says_into_which(editor):
    claim = ClaimFactory()
    parts = workflow.split_claim(
        claim, based_on=claim.version, statements=["One.", "Two."], reason="Two in one", by=editor
    )

    assert read(claim).split_into == tuple(part.pk for part in parts)
    assert status_line(read(claim)).startswith(f"Split into claims {parts[0].pk} and {parts[1].pk} on ")
    verify()


def test_a_withheld_name_leaves_no_former_address(editor):
    claim = denied()
    speaker = claim.answers.get().response.speaker
    workflow.rename(speaker, based_on=speaker.version, name="Other", by=editor)
    assert FormerSlug.objects.exists()

    workflow.withhold_documents(speaker, numbers=[1], reason="A court ordered it.", by=editor)

    assert not FormerSlug.objects.exists()


def test_merging_carries_one_passage_of_one_article_once(editor):
    loser, survivor = ClaimFactory(), ClaimFactory()
    article = ArticleFactory()
    ran(loser, article)
    ran(survivor, article)
    ran(loser, article, words="the bridge cost twice")

    merged(loser, survivor)

    assert len(read(survivor).appearances) == 2
