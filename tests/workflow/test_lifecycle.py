"""A claim's life: publishing, discarding, withdrawing, merging, splitting."""

import logging
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from claims import workflow
from claims.models import Article, Claim, Origin, Outlet, Revision, Speaker, Topic
from claims.record import reader
from claims.record.canonical import unpack
from claims.record.verify import verify
from claims.vocabulary import AnswerKind, Kind, State, Status
from claims.wording import status_line
from claims.workflow import Part
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
    full_claim,
    marked,
    merged,
    published,
    ran,
    read,
    refresh,
    withdrawn,
)
from tests.workflow.test_marking import refused

pytestmark = pytest.mark.django_db

TWO = [Part(statement="One."), Part(statement="Two.")]


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


def test_an_embargo_ends_with_the_publication(editor):
    draft = DraftFactory(not_before=timezone.now() - timedelta(hours=1))

    workflow.publish_claim(draft, by=editor)

    draft.refresh_from_db()
    assert (draft.state, draft.not_before) == (State.PUBLIC, None)


def test_a_claim_is_published_once(editor):
    claim = ClaimFactory()

    with refused("public"):
        workflow.publish_claim(claim, by=editor)


def test_the_log_says_who_discarded_a_draft(editor, caplog, django_capture_on_commit_callbacks):
    draft = DraftFactory()

    with caplog.at_level(logging.INFO), django_capture_on_commit_callbacks(execute=True):
        workflow.discard_draft(draft, based_on=draft.version, by=editor)

    assert f"Draft {draft.pk} was discarded by ava." in caplog.messages


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
        into_based_on=survivor.version,
        reason="Same.",
        choices={denial.response_id: other},
        by=editor,
    )

    assert read(survivor).answers[0].kind == AnswerKind.DECLINES
    assert read(survivor).status == Status.OPEN


def test_an_answer_taken_back_on_the_survivor_is_asked_about_and_can_stand_again(editor):
    survivor = denied()
    ours = survivor.answers.get()
    workflow.retract(ours, reason="It was about another bridge.", by=editor)
    ours.refresh_from_db()
    loser = ClaimFactory()
    theirs = workflow.answer_claim(ours.response, loser, kind=AnswerKind.DENIES, by=editor)
    survivor.refresh_from_db()
    loser.refresh_from_db()
    assert workflow.differing_answers(loser, survivor) == [(theirs, ours)]

    with refused("choose_answer"):
        merged(loser, survivor)
    workflow.merge_claims(
        loser,
        into=survivor,
        based_on=loser.version,
        into_based_on=survivor.version,
        reason="Same.",
        choices={ours.response_id: theirs},
        by=editor,
    )

    assert [(answer.kind, bool(answer.retraction)) for answer in read(survivor).answers] == [
        (AnswerKind.DENIES, True),
        (AnswerKind.DENIES, False),
    ]
    verify()


def test_an_answer_that_stays_taken_back_is_not_taken_over(editor):
    survivor = denied()
    ours = survivor.answers.get()
    workflow.retract(ours, reason="It was about another bridge.", by=editor)
    loser = ClaimFactory()
    workflow.answer_claim(ours.response, loser, kind=AnswerKind.DENIES, by=editor)
    survivor.refresh_from_db()
    loser.refresh_from_db()

    workflow.merge_claims(
        loser,
        into=survivor,
        based_on=loser.version,
        into_based_on=survivor.version,
        reason="Same.",
        choices={ours.response_id: ours},
        by=editor,
    )

    assert len(read(survivor).answers) == 1
    verify()


def test_what_both_claims_have_is_there_once_after_merging():
    loser, survivor = ClaimFactory(), ClaimFactory()
    topic = TopicFactory()
    for claim in (loser, survivor):
        assessed(claim)
    asked = approached(loser).asked
    approached(survivor, asked=asked)
    workflow.add_topic([loser.pk], topic, by=EditorFactory())
    loser.refresh_from_db()
    survivor.refresh_from_db()

    merged(loser, survivor)

    reading = read(survivor)
    assert (len(reading.evidence), len(reading.approaches)) == (1, 1)
    assert [found.name for found in reading.topics] == [topic.name]


@pytest.mark.parametrize("decided", ["loser", "survivor"])
def test_merging_conflicts_with_what_was_decided_on_either_meanwhile(decided):
    claims = {"loser": ClaimFactory(), "survivor": ClaimFactory()}
    denied(Claim.objects.get(pk=claims[decided].pk))

    with pytest.raises(workflow.Conflict) as conflict:
        merged(claims["loser"], claims["survivor"])

    assert conflict.value.row == claims[decided]


@pytest.mark.parametrize("survivor", [DraftFactory, ClaimFactory])
def test_a_draft_gives_what_it_has_to_the_claim_it_is_merged_into(editor, survivor):
    draft, into = DraftFactory(), survivor()
    ran(draft)
    marked(draft, Status.DENIED, answered(draft))
    assessed(draft)
    workflow.add_note(draft, text="Ask the ministry again.", by=editor)

    workflow.merge_claims(draft, into=into, based_on=draft.version, into_based_on=into.version, reason="", by=editor)

    into.refresh_from_db()
    assert not Claim.objects.filter(pk=draft.pk).exists()
    assert (into.appearances.count(), into.answers.count(), into.evidence.count()) == (1, 1, 1)
    assert into.appearances.get().attributions.exists()
    assert into.status == Status.OPEN
    assert into.notes.get().text == "Ask the ministry again."
    verify()


def test_a_draft_that_was_merged_leaves_no_trace_in_public(editor):
    draft, into = DraftFactory(statement="The mayor took the money."), ClaimFactory()
    ran(draft)

    workflow.merge_claims(draft, into=into, based_on=draft.version, into_based_on=into.version, reason="", by=editor)

    newest = reader.history(into.pk)[0]
    assert newest.header.change == "updated"
    content = reader.document_bytes(Revision.objects.get(digest=newest.header.digest))
    assert b"mayor" not in content


@pytest.mark.parametrize("make", [DraftFactory, withdrawn])
def test_a_public_claim_is_merged_into_a_public_one_only(editor, make):
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
        parts=[
            Part(statement="The bridge will open.", unknowns="Who pays.", items=[appearance, evidence]),
            Part(statement="It will open in May.", items=[appearance, answer, approach]),
        ],
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
    assert [part.unknowns for part in (first, second)] == ["Who pays.", ""]
    assert read(claim).state == State.WITHDRAWN
    verify()


def test_splitting_a_draft_publishes_nothing(editor):
    draft = DraftFactory()

    parts = workflow.split_claim(draft, based_on=draft.version, parts=TWO, reason="Two in one.", by=editor)

    assert {part.state for part in parts} == {State.DRAFT}
    assert not Revision.objects.exists()


def test_a_draft_that_was_split_is_discarded_and_its_parts_stay(editor):
    draft = DraftFactory()
    workflow.split_claim(draft, based_on=draft.version, parts=TWO, reason="Two in one.", by=editor)

    workflow.discard_draft(draft, based_on=draft.version, by=editor)

    assert {claim.statement for claim in Claim.objects.all()} == {"One.", "Two."}


def merge(loser, into, editor):
    return workflow.merge_claims(
        loser, into=into, based_on=loser.version, into_based_on=into.version, reason="The same.", by=editor
    )


def test_an_embargo_keeps_what_a_draft_has_out_of_a_public_claim(editor):
    draft, public = DraftFactory(not_before=timezone.now() + timedelta(days=3)), ClaimFactory()
    assessed(draft, title="A report under embargo")
    refresh(draft)

    with refused("embargo"):
        merge(draft, public, editor)

    assert not public.evidence.exists()


@pytest.mark.parametrize("later", [True, False])
def test_an_embargo_goes_along_to_the_draft_that_stays(editor, later):
    soon, at_last = timezone.now() + timedelta(days=1), timezone.now() + timedelta(days=3)
    draft = DraftFactory(not_before=at_last if later else soon)
    other = DraftFactory(not_before=soon if later else at_last)

    assert merge(draft, other, editor).not_before == at_last
    with refused("embargo"):
        workflow.publish_claim(other, by=editor)


def test_an_embargo_holds_for_the_parts_of_a_draft(editor):
    draft = DraftFactory(not_before=timezone.now() + timedelta(hours=1))

    parts = workflow.split_claim(draft, based_on=draft.version, parts=TWO, reason="Two in one.", by=editor)

    with refused("embargo"):
        workflow.publish_claim(parts[0], by=editor)


@pytest.mark.parametrize("item", [ran, answered, assessed, approached])
def test_splitting_loses_nothing_unseen(editor, item):
    claim = ClaimFactory()
    item = item(claim)

    with refused("untold"):
        workflow.split_claim(claim, based_on=claim.version, parts=TWO, reason="Two in one.", by=editor)
    parts = workflow.split_claim(
        claim, based_on=claim.version, parts=TWO, left_out=[item], reason="Two in one.", by=editor
    )

    assert not any(part.appearances or part.answers or part.evidence or part.approaches for part in map(read, parts))


def test_parts_are_assigned_to_whom_the_whole_is_assigned_to(editor, colleague):
    claim = ClaimFactory()
    workflow.assign_claims([claim.pk], to=colleague)
    claim.refresh_from_db()

    parts = workflow.split_claim(claim, based_on=claim.version, parts=TWO, reason="Two in one.", by=editor)

    assert {part.assigned_to for part in parts} == {colleague}


def test_a_split_conflicts_with_what_was_decided_meanwhile(editor):
    claim = ClaimFactory()
    seen = claim.version
    denied(claim)

    with pytest.raises(workflow.Conflict):
        workflow.split_claim(
            claim, based_on=seen, parts=TWO, left_out=claim.answers.all(), reason="Two in one.", by=editor
        )


def test_a_split_needs_two_parts(editor):
    claim = ClaimFactory()

    with refused("two"):
        workflow.split_claim(claim, based_on=claim.version, parts=TWO[:1], reason="Two in one.", by=editor)


def test_a_part_does_not_get_what_was_taken_back_meanwhile(editor):
    claim = ClaimFactory()
    answer = answered(claim)
    workflow.retract(answer, reason="Misheard.", by=editor)
    claim.refresh_from_db()

    with refused("retracted"):
        workflow.split_claim(
            claim,
            based_on=claim.version,
            parts=[Part(statement="One.", items=[answer]), Part(statement="Two.")],
            reason="Two in one.",
            by=editor,
        )


def test_a_split_claim_says_into_which(editor):
    claim = ClaimFactory()
    parts = workflow.split_claim(claim, based_on=claim.version, parts=TWO, reason="Two in one", by=editor)

    assert read(claim).split_into == tuple(part.pk for part in parts)
    assert status_line(read(claim)).startswith(f"Split into claims {parts[0].pk} and {parts[1].pk} on ")
    verify()


def test_merging_carries_one_passage_of_one_article_once(editor):
    loser, survivor = ClaimFactory(), ClaimFactory()
    article = ArticleFactory()
    ran(loser, article)
    ran(survivor, article)
    ran(loser, article, words="the bridge cost twice")

    merged(loser, survivor)

    assert len(read(survivor).appearances) == 2
