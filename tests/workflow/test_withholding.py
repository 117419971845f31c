"""Text that the law does not let us keep."""

import pytest

from claims import workflow
from claims.models import FormerSlug, Origin, Response, Revision, Speaker
from claims.record import reader
from claims.record.verify import verify
from claims.vocabulary import AnswerKind
from claims.wording import status_line
from tests.factories import (
    ClaimFactory,
    EditorFactory,
    SpeakerFactory,
    answered,
    denied,
    full_claim,
    merged,
    ran,
    read,
    withdrawn,
)
from tests.workflow.test_marking import refused

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("close", [withdrawn, lambda claim: merged(claim, ClaimFactory())])
def test_a_closed_claim_stays_as_it_was_while_an_older_version_is_withheld(editor, close):
    claim = denied()
    response = claim.answers.get().response
    close(claim)
    unnamed = SpeakerFactory(unnamed=True)
    values = {"speaker": unnamed, "words": "Nobody outside reads this."}
    workflow.correct_response(response, based_on=response.version, values=values, reason="Another.", by=editor)
    before = read(claim)

    workflow.withhold_documents(claim, numbers=[1], reason="A court ordered it.", by=editor)

    assert [answer.response for answer in read(claim).answers] == [answer.response for answer in before.answers]
    verify()


def test_a_whole_withheld_claim_says_that_and_not_withdrawn(editor):
    claim = full_claim()

    workflow.withhold_claim_text(claim, reason="A court ordered it.", by=editor)

    assert read(claim).withheld
    assert status_line(read(claim)).startswith("The text of this claim was withheld on ")


@pytest.fixture
def renamed(editor):
    """A speaker who was Anna Petrova, then Anna Ivanova, and is Other."""
    speaker = SpeakerFactory(name="Boris Orlov")
    denied(speaker=speaker)
    for name in ("Anna Petrova", "Anna Ivanova", "Other"):
        speaker = workflow.rename(speaker, based_on=Speaker.objects.get(pk=speaker.pk).version, name=name, by=editor)
    return speaker


def numbers_of(speaker, name):
    """The numbers of the versions in which the speaker has this name."""
    revisions = Revision.objects.filter(kind=speaker.KIND, subject=speaker.pk).select_related("document")
    read = [reader.entry(revision) for revision in revisions]
    return [one.header.number for one in read if one.document and one.document["name"] == name]


def test_a_withheld_name_leaves_no_former_address_and_the_others_lead_on(client, editor, renamed):
    workflow.withhold_documents(
        renamed, numbers=numbers_of(renamed, "Anna Petrova"), reason="A court ordered it.", by=editor
    )

    assert client.get("/speakers/anna-petrova/").status_code == 404
    assert client.get("/speakers/anna-ivanova/").headers["Location"] == "/speakers/other/"
    assert not [row for row in FormerSlug.objects.values() if "petrova" in str(row)]
    verify()


def test_an_address_that_was_withheld_is_given_to_nobody_else(client, editor, renamed):
    numbers = numbers_of(renamed, "Anna Petrova")
    workflow.withhold_documents(renamed, numbers=numbers, reason="A court ordered it.", by=editor)

    namesakes = [SpeakerFactory(name=name) for name in ("Anna Petrova", "Anna Ivanova", "Anna Petrova")]
    for namesake in namesakes:
        answered(ClaimFactory(), speaker=namesake)
        namesake.refresh_from_db()

    assert [one.slug for one in namesakes] == ["anna-petrova-2", "anna-ivanova-2", "anna-petrova-3"]
    [kept] = FormerSlug.objects.filter(subject=FormerSlug.NOBODY)
    assert client.get(f"/speakers/{kept.slug}/").status_code == 404


def test_a_name_withheld_in_one_of_its_versions_only_keeps_its_address(client, editor):
    outlet = full_claim().appearances.get().article.outlet
    first = outlet.slug
    corrected = workflow.rename(
        outlet, based_on=outlet.version, name=outlet.name, url="https://gazette.example/", reason="Moved.", by=editor
    )
    workflow.rename(corrected, based_on=corrected.version, name="Other", by=editor)

    workflow.withhold_documents(outlet, numbers=[1], reason="A court ordered it.", by=editor)

    assert client.get(f"/outlets/{first}/").headers["Location"] == "/outlets/other/"
