"""The chain: what `append` writes, and that nobody can rewrite it."""

import pytest

from claims import workflow
from claims.models import Revision
from claims.record import reader

pytestmark = pytest.mark.django_db


def test_a_draft_is_not_in_the_record(editor):
    workflow.draft_claim(statement="The bridge opened in May.", by=editor)

    assert not Revision.objects.exists()


def test_publishing_records_the_claim(editor):
    claim = workflow.publish_claim(workflow.draft_claim(statement="The bridge opened in May.", by=editor), by=editor)

    [revision] = Revision.objects.all()
    assert (revision.kind, revision.subject, revision.number, revision.change) == ("claim", claim.pk, 1, "published")
    assert claim.head == revision
    assert reader.claims([claim.pk])[claim.pk].statement == "The bridge opened in May."
