"""Speakers, outlets, topics and articles: made once, changed everywhere by one revision."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import workflow
from claims.models import Article, FormerSlug, Response, Revision, Speaker
from claims.record import reader
from claims.record.verify import verify
from claims.vocabulary import AnswerKind, Change, Heard, Medium, SpeakerKind
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    DraftFactory,
    OutletFactory,
    SpeakerFactory,
    answered,
    denied,
    full_claim,
    ran,
    refresh,
)
from tests.meanwhile import meanwhile
from tests.workflow.test_marking import refused

pytestmark = pytest.mark.django_db


def test_renaming_a_public_speaker_is_one_revision_and_leaves_a_redirect(editor):
    speaker = SpeakerFactory(name="Anna Petrova")
    denied(speaker=speaker)
    speaker.refresh_from_db()
    before = Revision.objects.count()

    renamed = workflow.rename(speaker, based_on=speaker.version, name="Anna Ivanova", by=editor)

    assert Revision.objects.count() == before + 1
    assert reader.speakers([speaker.pk])[speaker.pk].name == "Anna Ivanova"
    assert renamed.slug == "anna-ivanova"
    assert FormerSlug.objects.get().slug == "anna-petrova"


def test_renaming_back_takes_the_old_address_again(editor):
    outlet = full_claim().appearances.get().article.outlet
    first = outlet.slug
    outlet = workflow.rename(outlet, based_on=outlet.version, name="Other", by=editor)
    outlet = workflow.rename(outlet, based_on=outlet.version, name=first.replace("-", " ").title(), by=editor)

    assert outlet.slug == first
    assert list(FormerSlug.objects.values_list("slug", flat=True)) == ["other"]


def test_articles_and_words_said_are_found_by_the_new_name(editor):
    outlet, speaker = OutletFactory(name="Evening Gazette"), SpeakerFactory(name="Anna Petrova")
    article = ArticleFactory(outlet=outlet)
    response = answered(ClaimFactory(), speaker=speaker).response
    refresh(outlet, speaker)

    workflow.rename(outlet, based_on=outlet.version, name="Morning Post", by=editor)
    workflow.rename(speaker, based_on=speaker.version, name="Anna Ivanova", by=editor)

    assert [*Article.objects.matching("morning")] == [article]
    assert [*Response.objects.matching("ivanova")] == [response]
    assert not Article.objects.matching("gazette").exists()
    assert not Response.objects.matching("petrova").exists()
    verify()


def test_another_site_of_an_outlet_touches_none_of_its_articles(editor):
    outlet = ArticleFactory(outlet=OutletFactory(name="Gazette")).outlet
    refresh(outlet)

    with CaptureQueriesContext(connection) as queries:
        workflow.rename(outlet, based_on=outlet.version, name="Gazette", url="https://gazette.example/", by=editor)

    assert not [query["sql"] for query in queries if 'UPDATE "claims_article"' in query["sql"]]


def test_an_address_once_used_is_not_given_to_another(editor):
    outlet = full_claim().appearances.get().article.outlet
    former = outlet.slug
    workflow.rename(outlet, based_on=outlet.version, name="Other", by=editor)

    newcomer = workflow.create_outlet(name=former.replace("-", " "), by=editor)
    ran(ClaimFactory(), article=ArticleFactory(outlet=newcomer))

    newcomer.refresh_from_db()
    assert newcomer.slug == f"{former}-2"


def heard(**kwargs) -> Speaker:
    """A speaker who answered a public claim."""
    speaker = SpeakerFactory(**kwargs)
    answered(ClaimFactory(), speaker=speaker)
    speaker.refresh_from_db()
    return speaker


def test_two_speakers_of_one_name_have_two_addresses():
    assert [heard(name="Anna").slug, heard(name="Anna").slug] == ["anna", "anna-2"]


def test_a_name_in_another_script_has_an_address():
    assert heard(name="Дмитрий Песков").slug == "speaker"
    assert heard(name="ペスコフ").slug == "speaker-2"


def test_the_address_of_a_public_name_does_not_show_that_there_is_another_not_yet_public():
    hidden = SpeakerFactory(name="Anna")

    assert hidden.slug is None
    assert heard(name="Anna").slug == "anna"


def test_whoever_becomes_public_with_an_address_just_taken_is_refused_in_words(client, editor):
    client.force_login(editor)
    draft, other = DraftFactory(), DraftFactory()
    for claim in (draft, other):
        answered(claim, speaker=SpeakerFactory(name="Anna"))
        claim.refresh_from_db()

    with meanwhile(lambda: workflow.publish_claim(other, by=editor), before_writing=Revision):
        answer = client.post(f"/desk/claims/{draft.pk}/publish/", {"once": uuid4(), "version": draft.version})

    assert answer.status_code == 422
    assert "A colleague saved the same at this very moment." in answer.content.decode()


def test_an_unnamed_speaker_has_a_description_and_no_name(editor):
    with pytest.raises(ValidationError):
        workflow.create_speaker(kind=SpeakerKind.UNNAMED, name="Anna", description="source", by=editor)
    with pytest.raises(ValidationError):
        workflow.create_speaker(kind=SpeakerKind.UNNAMED, name="", description="", by=editor)
    with pytest.raises(ValidationError):
        workflow.create_speaker(kind=SpeakerKind.PERSON, name="", description="source", by=editor)


def test_two_editors_do_not_overwrite_a_name_unseen(editor):
    outlet = OutletFactory()
    seen = outlet.version
    workflow.rename(outlet, based_on=seen, name="First", by=editor)

    with pytest.raises(workflow.Conflict):
        workflow.rename(outlet, based_on=seen, name="Second", by=editor)


def test_correcting_a_public_article_needs_a_notice_and_makes_its_outlet_public(editor):
    claim = ClaimFactory()
    article = ran(claim).article
    article.refresh_from_db()
    outlet = OutletFactory()
    values = {
        "title": article.title,
        "byline": "A. Writer",
        "date_as_printed": "",
        "published_at": None,
        "outlet": outlet,
        "url": "",
        "medium": Medium.TEXT,
        "language": "",
    }

    with refused("reason"):
        workflow.correct_article(article, based_on=article.version, by=editor, **values)
    workflow.correct_article(article, based_on=article.version, by=editor, reason="The byline was missing.", **values)

    reading = reader.articles([article.pk])[article.pk]
    assert (reading.byline, reading.outlet.name) == ("A. Writer", outlet.name)
    verify()


def test_a_text_is_kept_in_versions(editor):
    article = ArticleFactory(text="First.\r\nSecond.")

    assert article.current_version().text == "First.\nSecond."
    with pytest.raises(workflow.Unchanged):
        workflow.add_article_text(article, text="First.\nSecond.", by=editor)
    workflow.add_article_text(article, text="First.\nThird.", by=editor)

    assert [version.number for version in article.versions.all()] == [1, 2]


@pytest.mark.parametrize("text", ["with \x00 in it", "with \ud800 in it"])
def test_text_no_database_can_hold_is_refused_in_words(editor, text):
    with pytest.raises(ValidationError):
        workflow.take_in_article(title="Bridge", text=text, by=editor)

    assert not Article.objects.exists()


def test_a_passage_stays_in_the_version_it_was_taken_from(editor):
    appearance = ran(ClaimFactory())
    workflow.add_article_text(appearance.article, text="All new.", by=editor)

    appearance.refresh_from_db()
    assert appearance.span() is not None
    assert reader.claims([appearance.claim_id])[appearance.claim_id].appearances[0].version == 1


def test_a_second_hand_response_names_its_article(editor):
    with pytest.raises(ValidationError):
        answered(ClaimFactory(), heard=Heard.REPORTED)
    answer = answered(ClaimFactory(), reported_by=ArticleFactory())

    reading = reader.claims([answer.claim_id])[answer.claim_id]
    assert reading.answers[0].response.reported_by is not None


def test_a_translation_says_whose_it_is(editor):
    with pytest.raises(ValidationError):
        answered(ClaimFactory(), translation="This is untrue")


def test_the_change_of_a_name_is_recorded_as_that(editor):
    speaker = SpeakerFactory()
    denied(speaker=speaker)
    speaker.refresh_from_db()
    workflow.rename(speaker, based_on=speaker.version, name="Other", by=editor)

    assert Revision.objects.latest("sequence").change == Change.RENAMED


def test_a_response_answers_a_claim_once(editor):
    claim = denied()

    with refused("once"):
        workflow.answer_claim(claim.answers.get().response, claim, kind=AnswerKind.DECLINES, by=editor)
