"""Claims are found by everything they ever mentioned."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import workflow
from claims.models import Mention
from claims.record import mentions
from claims.record.verify import BrokenRecord, verify
from claims.vocabulary import Kind, OriginKind, Status
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
    full_claim,
    marked,
    ran,
)

pytestmark = pytest.mark.django_db


def kept(kind: str, thing: int) -> set[tuple[str, int]]:
    return set(Mention.objects.filter(kind=kind, thing=thing).values_list("by_kind", "by"))


def everything_kept() -> set[tuple[str, int, str, int, int]]:
    return set(Mention.objects.values_list("kind", "thing", "by_kind", "by", "since"))


def test_a_claim_is_found_by_all_it_refers_to():
    topic, speaker, body, asked = TopicFactory(), SpeakerFactory(), SpeakerFactory(institution=True), SpeakerFactory()
    outlet, credited, reporter = OutletFactory(), OutletFactory(), ArticleFactory()
    article = ArticleFactory(outlet=outlet)
    claim = ClaimFactory(topics=[topic])
    appearance = ran(
        claim,
        article,
        credits=[
            workflow.Credit(words="the weekly", outlet=credited),
            workflow.Credit(words="a source", kind=OriginKind.NAMED),
        ],
    )
    origin = appearance.attributions.get(origin__isnull=False).origin
    answered(claim, speaker=speaker, body=body, reported_by=reporter)
    approached(claim, asked=asked)

    for kind, thing in [
        (Kind.TOPIC, topic),
        (Kind.SPEAKER, speaker),
        (Kind.SPEAKER, body),
        (Kind.SPEAKER, asked),
        (Kind.ARTICLE, article),
        (Kind.ARTICLE, reporter),
        (Kind.OUTLET, credited),
        ("origin", origin),
    ]:
        assert kept(kind, thing.pk) == {(Kind.CLAIM, claim.pk)}, thing
    assert kept(Kind.OUTLET, outlet.pk) == {(Kind.ARTICLE, article.pk)}


def test_a_link_taken_off_goes_on_finding_the_claim(editor):
    topic = TopicFactory()
    claim = ClaimFactory(topics=[topic])
    workflow.remove_topic([claim.pk], topic, by=editor)

    assert kept(Kind.TOPIC, topic.pk) == {(Kind.CLAIM, claim.pk)}


def test_a_draft_is_found_by_nothing():
    draft = DraftFactory(topics=[TopicFactory()])
    ran(draft)

    assert everything_kept() == set()


def test_a_mark_asks_nothing_of_what_claims_are_found_by():
    claim = full_claim()
    denial = claim.answers.get(kind="denies")
    before = everything_kept()
    with CaptureQueriesContext(connection) as captured:
        marked(claim, Status.OPEN)
        marked(claim, Status.DENIED, denial)

    assert not [query["sql"] for query in captured if "claims_mention" in query["sql"]]
    assert everything_kept() == before
    assert verify()


def test_what_only_a_withheld_document_mentioned_finds_nothing(editor):
    topic, other = TopicFactory(), TopicFactory()
    claim = ClaimFactory(topics=[topic, other])
    workflow.remove_topic([claim.pk], topic, by=editor)
    claim.refresh_from_db()
    workflow.withhold_documents(claim, numbers=[1], reason="A court ordered it.", by=editor)

    assert kept(Kind.TOPIC, topic.pk) == set()
    assert kept(Kind.TOPIC, other.pk) == {(Kind.CLAIM, claim.pk)}
    assert verify()


def test_a_claim_withheld_whole_is_found_by_nothing(editor):
    claim = full_claim()
    workflow.withhold_claim_text(claim, reason="A court ordered it.", by=editor)

    assert not Mention.objects.filter(by_kind=Kind.CLAIM, by=claim.pk).exists()
    assert verify()


def test_a_record_from_before_is_found_by_what_its_documents_mention():
    full_claim()
    before = everything_kept()
    Mention.objects.all().delete()

    migration = import_module("claims.migrations.0007_mentions")
    migration.fill(apps, None)

    assert everything_kept() == before


def test_verifying_names_what_claims_are_not_found_by_and_reindexing_mends_it(monkeypatch):
    claim = full_claim()
    topic = claim.topics.get()
    workflow.remove_topic([claim.pk], topic, by=EditorFactory())
    before = everything_kept()
    Mention.objects.filter(kind=Kind.TOPIC).delete()

    with pytest.raises(BrokenRecord, match=f"Claim {claim.pk} mentions topic {topic.pk}, but is not found by that"):
        verify()

    monkeypatch.setattr(mentions, "BATCH", 3)
    call_command("reindex")
    assert everything_kept() == before
    assert verify()
