"""Reading the record as it was."""

import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims import workflow
from claims.models import Revision
from claims.record import reader
from claims.record.as_of import moment_of, sequence_at
from claims.vocabulary import Status
from tests.factories import ClaimFactory, SpeakerFactory, answered, denied


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-02-01T14:30:00Z", datetime(2024, 2, 1, 14, 30, tzinfo=UTC)),
        ("2024-02-01T14:30:00+02:00", datetime(2024, 2, 1, 12, 30, tzinfo=UTC)),
        ("2024-02-01T14:30 02:00", datetime(2024, 2, 1, 12, 30, tzinfo=UTC)),
        ("2024-02-01T14:30:00.123456Z", datetime(2024, 2, 1, 14, 30, 0, 123456, tzinfo=UTC)),
    ],
)
def test_a_full_time_is_that_moment(text, moment):
    assert moment_of(text) == moment


def test_a_time_without_a_zone_is_in_the_sites_zone(settings):
    with timezone.override("Europe/Berlin"):
        assert moment_of("2024-07-01T14:30") == datetime(2024, 7, 1, 12, 30, tzinfo=UTC)


def test_a_day_means_its_end_in_the_sites_zone():
    with timezone.override("America/New_York"):
        assert moment_of("2024-02-01") == datetime(2024, 2, 2, 4, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2024",
        "2024-02",
        "2024-02-30",
        "2024-13-01",
        "9999-12-31",
        "0001-01-01T00:00+14:00",
        "0001-01-01T00:00Z",
        "2024-02-01T25:00",
        "\x00",
        "1" * 5000,
        "2024-02-01T14:30:00." + "1" * 60_000,
        "２０２４-02-01x",
    ],
)
def test_anything_else_is_refused_in_words(text):
    with timezone.override("America/New_York"), pytest.raises(ValueError, match="is not a day or time"):
        moment_of(text)


def test_an_address_full_of_times_is_refused_at_once():
    started = time.process_time()
    with pytest.raises(ValueError, match="is not a day or time"):
        moment_of("2024-02-01T14:30" + "T14:30" * 11_000)
    assert time.process_time() - started < 0.1


@pytest.mark.django_db
def test_as_of_is_the_newest_revision_at_or_before_the_moment(editor):
    start = datetime(2026, 5, 1, 12, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        ClaimFactory()
    with time_machine.travel(start + timedelta(hours=1), tick=False):
        ClaimFactory()

    assert sequence_at(start - timedelta(microseconds=1)) == 0
    assert sequence_at(start) == 1
    assert sequence_at(start + timedelta(minutes=59)) == 1
    assert sequence_at(start + timedelta(hours=1)) == 2


@pytest.mark.django_db
def test_the_clock_of_the_record_never_runs_backwards(editor):
    with time_machine.travel(datetime(2026, 5, 1, 12, tzinfo=UTC), tick=False):
        ClaimFactory()
    with time_machine.travel(datetime(2026, 5, 1, 11, tzinfo=UTC), tick=False):
        ClaimFactory()

    first, second = Revision.objects.order_by("sequence")
    assert second.recorded_at == first.recorded_at


@pytest.mark.django_db
def test_an_older_page_has_the_names_of_its_time(editor):
    speaker = SpeakerFactory(name="Ministry of Roads")
    claim = denied(speaker=speaker)
    before = Revision.objects.latest("sequence").sequence
    speaker.refresh_from_db()
    workflow.rename(speaker, based_on=speaker.version, name="Ministry of Transport", by=editor)

    def name_at(at):
        return reader.claims([claim.pk], at=at)[claim.pk].answers[0].response.speaker.name

    assert name_at(before) == "Ministry of Roads"
    assert name_at(None) == "Ministry of Transport"


@pytest.mark.django_db
def test_a_claim_is_unknown_before_it_was_recorded(editor):
    claim = ClaimFactory()

    assert reader.claims([claim.pk], at=claim.head.sequence - 1) == {}


@pytest.mark.django_db
def test_a_marks_time_of_recording_stays_the_same_in_later_versions(editor):
    claim = denied()
    marked_at = reader.claims([claim.pk])[claim.pk].mark.recorded_at
    assert marked_at == claim.recorded_at

    answered(claim)
    later = reader.claims([claim.pk])[claim.pk]

    assert later.header.recorded_at > marked_at
    assert later.mark.recorded_at == marked_at
    assert later.status == Status.DENIED


@pytest.mark.django_db
def test_reading_many_claims_takes_no_more_queries_than_few(editor):
    some = [denied().pk for _ in range(2)]
    with CaptureQueriesContext(connection) as few:
        reader.claims(some)
    more = some + [denied().pk for _ in range(10)]
    with CaptureQueriesContext(connection) as many:
        assert len(reader.claims(more)) == 12

    assert len(many) == len(few)
