"""Topics given to several claims at once, and what the record says of it."""

import pytest

from claims import workflow
from claims.record import reader
from claims.record.verify import verify
from tests.factories import ClaimFactory, EditorFactory, TopicFactory, denied

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("change", [workflow.add_topic, workflow.remove_topic])
def test_a_topic_given_or_taken_after_a_mark_leaves_the_mark_its_own_time(change, committed):
    topic = TopicFactory()
    claim = denied(ClaimFactory(topics=[topic] if change is workflow.remove_topic else []))
    marked_at = claim.marks.get().recorded_at

    change([claim.pk], topic, by=EditorFactory())

    verify()
    reading = reader.claims([claim.pk])[claim.pk]
    assert reading.header.number == 4
    assert reading.mark.recorded_at == marked_at
    assert [one.id for one in reading.topics] == ([topic.pk] if change is workflow.add_topic else [])
