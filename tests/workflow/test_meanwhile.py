"""What a colleague did meanwhile is refused in words, and never lost."""

from functools import partial

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection

from claims import workflow
from claims.models import Answer, Approach, Claim, Evidence, Outlet, Response, Speaker, Topic
from claims.record import reader
from claims.record.verify import verify
from claims.vocabulary import AnswerKind, Bearing, SpeakerKind
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    DraftFactory,
    EditorFactory,
    SpeakerFactory,
    TopicFactory,
    answered,
    approached,
    assessed,
    ran,
)
from tests.meanwhile import Colleague, while_held
from tests.workflow.test_marking import refused


def test_a_discarded_draft_is_not_worked_on(editor):
    draft = DraftFactory()
    seen = Claim.objects.get(pk=draft.pk)
    workflow.discard_draft(draft, based_on=draft.version, by=editor)

    with refused("gone"):
        workflow.publish_claim(seen, by=editor)


@pytest.mark.parametrize("make", [answered, assessed, approached])
def test_what_left_a_draft_is_not_taken_back_again(editor, make):
    item = make(DraftFactory())
    seen: Answer | Evidence | Approach = type(item).objects.get(pk=item.pk)
    workflow.retract(item, reason="", by=editor)

    with refused("gone"):
        workflow.retract(seen, reason="We were wrong.", by=editor)


@pytest.mark.parametrize("is_late", [True, False])
def test_what_is_said_of_a_claim_is_not_recorded_of_other_words_than_were_shown(editor, is_late):
    claim, other = ClaimFactory(), ClaimFactory()
    response, article, asked = answered(other).response, ArticleFactory(), SpeakerFactory()
    shown = {claim.pk: claim.statement, other.pk: other.statement}
    of_claim = {"by": editor, "worded": claim.statement}
    if is_late:
        reworded(claim, by=editor)
    said = Response(speaker=asked)
    answers = [Answer(claim=claim, kind=AnswerKind.DENIES), Answer(claim=other, kind=AnswerKind.DENIES)]
    finding = {"title": "Log", "bearing": Bearing.SUPPORTS, "assessed_by": "the court", "finding": "It was so"}
    acts = [
        partial(workflow.record_response, said, answers=answers, worded=shown, by=editor),
        partial(workflow.answer_claim, response, claim, kind=AnswerKind.DENIES, **of_claim),
        partial(workflow.record_evidence, claim, **finding, **of_claim),
        partial(workflow.add_appearance, claim, article=article, locator="below the picture", **of_claim),
        partial(workflow.record_approach, claim, asked=asked, **of_claim),
    ]

    for act in acts:
        if is_late:
            with pytest.raises(workflow.Reworded) as told:
                act()
            assert told.value.shown == {claim.pk: shown[claim.pk]}
        else:
            act()

    belonging = [claim.answers, claim.evidence, claim.appearances, claim.approaches]
    assert [items.count() for items in belonging] == ([0, 0, 0, 0] if is_late else [2, 1, 1, 1])
    assert Response.objects.filter(speaker=asked).exists() is not is_late


def reworded(claim: Claim, *, by: User) -> None:
    workflow.reword_claim(
        claim,
        based_on=claim.version,
        statement="The bridge will not open before 2030.",
        reason="It was 2030.",
        still_fits={},
        by=by,
    )


# Two at once. SQLite lets one write at a time, from the beginning of its transaction, so only PostgreSQL can mix them.

at_once = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")


@at_once
def test_two_changes_of_one_claim_follow_each_other(committed):
    claim, by = ClaimFactory(), EditorFactory()
    values = {"bearing": Bearing.SUPPORTS, "assessed_by": "the court", "finding": "It was so", "by": by}

    while_held(
        lambda: workflow.record_evidence(claim, title="First", **values),
        lambda: workflow.record_evidence(claim, title="Second", **values),
    )

    reading = reader.claims([claim.pk])[claim.pk]
    assert [item.title for item in reading.evidence] == ["First", "Second"]
    assert reading.header.number == 3
    verify()


@at_once
def test_a_correction_reaches_an_answer_that_was_being_recorded(committed):
    claim, other, by = ClaimFactory(), ClaimFactory(), EditorFactory()
    response = answered(claim).response
    refusals = []

    def correct() -> None:
        try:
            workflow.correct_response(
                Response.objects.get(pk=response.pk),
                based_on=response.version,
                values={"role": "minister"},
                reason="Another role.",
                by=by,
            )
        except ValidationError as error:
            refusals.append(error)

    while_held(lambda: workflow.answer_claim(response, other, kind=AnswerKind.DENIES, by=by), correct)

    assert [error.code for error in refusals] == ["answered_meanwhile"]
    verify()


@at_once
def test_a_denial_that_was_being_recorded_while_the_claim_was_reworded_is_not_one_of_the_new_words(committed):
    claim, by = ClaimFactory(), EditorFactory()
    response, shown = answered(ClaimFactory()).response, claim.statement
    told = []

    def deny() -> None:
        try:
            workflow.answer_claim(response, claim, kind=AnswerKind.DENIES, worded=shown, by=by)
        except workflow.Reworded as error:
            told.append(error.shown)

    while_held(lambda: reworded(claim, by=by), deny)

    assert told == [{claim.pk: shown}]
    assert not claim.answers.exists()
    verify()


@at_once
def test_two_names_that_become_public_at_the_same_moment_have_two_addresses(committed):
    by = EditorFactory()
    drafts = [DraftFactory(topics=[TopicFactory(name="Bridges")]) for _number in range(2)]

    while_held(*[partial(workflow.publish_claim, draft, based_on=draft.version, by=by) for draft in drafts])

    assert set(Topic.objects.values_list("slug", flat=True)) == {"bridges", "bridges-2"}
    verify()


@at_once
def test_two_editors_who_make_the_same_name_at_the_same_moment_make_it_once(committed):
    by = EditorFactory()
    makes = [
        (partial(workflow.speaker_called, kind=SpeakerKind.PERSON, by=by), Speaker),
        (partial(workflow.outlet_called, by=by), Outlet),
    ]

    for make, kind in makes:
        made: list[Speaker | Outlet] = []
        while_held(
            lambda make=make, made=made: made.append(make("Anna Petrova")),
            lambda make=make, made=made: made.append(make("anna petrova")),
        )

        assert made == [kind.objects.get()] * 2


@at_once
def test_of_two_newer_texts_added_at_the_same_moment_the_second_is_told_of_the_first(committed):
    article, by = ArticleFactory(), EditorFactory()
    seen = article.text_seen()
    conflicts = []

    def add_mine() -> None:
        try:
            workflow.add_article_text(article, text="Mine.", based_on=seen, by=by)
        except workflow.Conflict as conflict:
            conflicts.append(conflict.row)

    while_held(lambda: workflow.add_article_text(article, text="Theirs.", based_on=seen, by=by), add_mine)

    assert conflicts == [article]
    assert [version.text for version in article.versions.order_by("number")][1:] == ["Theirs."]


@at_once
def test_copies_are_not_attached_without_a_claim_that_was_being_lifted(committed):
    article, claim, by = ArticleFactory(), ClaimFactory(), EditorFactory()
    ran(ClaimFactory(), article)
    copies = [workflow.Copy(url="https://one.example/", outlet=None)]
    refusals = []

    def attach() -> None:
        try:
            workflow.attach_copies(article, copies=copies, by=by)
        except ValidationError as error:
            refusals.append(error)

    while_held(lambda: workflow.add_appearance(claim, article=article, locator="below the picture", by=by), attach)

    assert [error.code for error in refusals] == ["changed"]
    [copy] = workflow.attach_copies(article, copies=copies, by=by)
    assert claim.appearances.filter(article=copy).exists()
    verify()


@at_once
def test_the_record_is_verified_while_editors_write(committed):
    claim = ClaimFactory()

    written: list[Colleague] = []

    def write_meanwhile(done: int, total: int) -> None:
        if not written:
            written.append(Colleague(lambda: assessed(claim)))
            written[0].finish()

    assert verify(progress=write_meanwhile).sequence == 1
    assert verify().sequence == 2
