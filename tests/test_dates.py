"""Dates known to the year, month, day or minute: value, words, what editors type, fields."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django import forms
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.migrations.writer import MigrationWriter
from django.test.utils import isolate_apps
from django.utils import timezone as current_zone
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from claims.dates import (
    PartialDate,
    PartialDateField,
    PartialDateFormField,
    Precision,
    UnreadableDate,
    editable,
    parse,
    when,
    wording,
)
from tests.seed import SEED

WITHOUT_ZONE = datetime(2024, 1, 26, 14, 14, tzinfo=UTC).replace(tzinfo=None)
BERLIN = ZoneInfo("Europe/Berlin")

# Two days short of the calendar's ends, where local time runs out of it.
moments = st.builds(datetime.combine, st.dates(date(1, 1, 3), date(9999, 12, 29)), st.times(), st.just(UTC))
partial_dates = st.one_of(
    st.integers(1, 9999).map(lambda year: PartialDate(f"{year:04d}")),
    st.dates().map(lambda day: PartialDate(day.isoformat()[:7])),
    st.dates().map(PartialDate.from_date),
    moments.map(PartialDate.from_datetime),
)
zones = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "America/Havana"]
).map(ZoneInfo)


@pytest.fixture(autouse=True)
def in_berlin() -> Iterator[None]:
    with current_zone.override(BERLIN), translation.override("en"):
        yield


# The value


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2024", Precision.YEAR),
        ("2024-01", Precision.MONTH),
        ("2024-01-26", Precision.DAY),
        ("2024-01-26T13:14Z", Precision.MINUTE),
        ("0001", Precision.YEAR),
        ("9999-12-31T23:59Z", Precision.MINUTE),
    ],
)
def test_text_form_says_how_far_the_date_is_known(text: str, precision: Precision) -> None:
    assert PartialDate.fromisoformat(text).precision == precision


@pytest.mark.parametrize(
    "text",
    [
        *("", "24", "0000", "10000", "2024-1", "2024-13", "2024-00", "2024-01-32", "2023-02-29"),
        *("2024-01-26T13:14", "2024-01-26T13:14+01:00", "2024-01-26T24:00Z", "2024-01-26 13:14Z"),
        *("2024-01-26T13:14:00Z", " 2024", "2024\n", "２０２４", "2024-01-26T13:60Z", "2024-01-"),
    ],
)
def test_any_other_text_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date") as refusal:
        PartialDate.fromisoformat(text)
    assert repr(text) in str(refusal.value)


@given(partial_dates)
def test_text_form_gives_the_same_date_back(partial: PartialDate) -> None:
    assert PartialDate.fromisoformat(str(partial)) == partial


@given(st.lists(partial_dates))
def test_dates_sort_as_their_texts(several: list[PartialDate]) -> None:
    assert [str(each) for each in sorted(several)] == sorted(str(each) for each in several)


@given(partial_dates, partial_dates)
def test_dates_sort_by_earliest_moment_then_coarser_first(one: PartialDate, other: PartialDate) -> None:
    coarseness = list(Precision)
    with current_zone.override(UTC):
        keys = [(each.earliest(), coarseness.index(each.precision)) for each in (one, other)]
    assert (one < other) == (keys[0] < keys[1])


@given(partial_dates, partial_dates)
def test_the_ending_sorts_by_when_a_date_is_over(one: PartialDate, other: PartialDate) -> None:
    assert len(one.ending) == len(other.ending)
    with current_zone.override(UTC):
        if one.latest() < other.latest():
            assert one.ending < other.ending


@given(partial_dates, zones)
def test_earliest_comes_before_latest(partial: PartialDate, zone: ZoneInfo) -> None:
    with current_zone.override(zone):
        assert partial.earliest() < partial.latest()


def test_bounds_are_those_of_the_current_time_zone() -> None:
    january = PartialDate("2024-01")

    assert january.earliest() == datetime(2023, 12, 31, 23, 0, tzinfo=UTC)
    assert january.latest() == datetime(2024, 1, 31, 22, 59, 59, 999_999, tzinfo=UTC)
    assert PartialDate("2024-02").latest().day == 29
    assert PartialDate("2024").latest().date() == date(2024, 12, 31)


def test_bounds_of_a_minute_are_that_minute() -> None:
    minute = PartialDate("2024-01-26T13:14Z")

    assert minute.earliest() == datetime(2024, 1, 26, 13, 14, tzinfo=UTC)
    assert minute.latest() == datetime(2024, 1, 26, 13, 14, 59, 999_999, tzinfo=UTC)


def test_a_day_ends_with_its_second_midnight_hour_where_clocks_go_back_then() -> None:
    with current_zone.override(ZoneInfo("America/Sao_Paulo")):
        assert PartialDate("2018-02-17").latest().astimezone(UTC).hour == 2


def test_a_moment_is_kept_in_utc_without_its_seconds() -> None:
    moment = datetime(2024, 1, 26, 14, 14, 59, tzinfo=BERLIN)

    assert str(PartialDate.from_datetime(moment)) == "2024-01-26T13:14Z"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        PartialDate.from_datetime(WITHOUT_ZONE)


def test_a_moment_outside_the_calendar_in_utc_is_refused() -> None:
    with pytest.raises(ValueError, match="outside the years"):
        PartialDate.from_datetime(datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=2))))


def test_a_moment_is_not_taken_for_a_day() -> None:
    with pytest.raises(ValueError, match="is not a date"):
        PartialDate.from_date(datetime(2024, 1, 26, 14, 14, tzinfo=UTC))


# The words


@pytest.mark.parametrize(
    ("text", "words", "phrase"),
    [
        ("2024", "2024", "in 2024"),
        ("2024-01", "January 2024", "in January 2024"),
        ("2024-01-26", "26 January 2024", "on 26 January 2024"),
        ("2024-01-26T23:30Z", "27 January 2024", "on 27 January 2024"),
        ("0987", "0987", "in 0987"),
    ],
)
def test_words_say_no_more_than_is_known(text: str, words: str, phrase: str) -> None:
    assert (wording(PartialDate(text)), when(PartialDate(text))) == (words, phrase)


def test_time_of_day_is_said_on_request_and_only_where_known() -> None:
    minute = PartialDate("2024-01-26T13:14Z")

    assert wording(minute, with_time=True) == "26 January 2024, 14:14"
    assert when(minute, with_time=True) == "on 26 January 2024, 14:14"
    assert when(PartialDate("2024-01"), with_time=True) == "in January 2024"


def test_months_are_said_in_the_active_language() -> None:
    with translation.override("de"):
        assert "Januar" in wording(PartialDate("2024-01"))


@given(partial_dates, zones)
def test_every_date_can_be_said_in_every_zone(partial: PartialDate, zone: ZoneInfo) -> None:
    with current_zone.override(zone):
        assert wording(partial, with_time=True) in when(partial, with_time=True)


def test_last_minute_of_the_calendar_can_be_said_east_of_greenwich() -> None:
    assert wording(PartialDate("9999-12-31T23:59Z")) == "31 December 9999"


# What an editor types


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("26 January 2024", "2024-01-26"),
        ("26 jan 2024", "2024-01-26"),
        ("26th of January, 2024", "2024-01-26"),
        ("January 26, 2024", "2024-01-26"),
        ("Friday, 26 January 2024", "2024-01-26"),
        ("Sept. 3, 2024", "2024-09-03"),
        ("January 2024", "2024-01"),
        ("01/2024", "2024-01"),
        ("2024-01", "2024-01"),
        ("2024", "2024"),
        (" 2024 ", "2024"),
        ("2024-01-26", "2024-01-26"),
        ("2024/1/26", "2024-01-26"),
        ("26.01.2024", "2024-01-26"),
        ("5.6.2024", "2024-06-05"),
        ("26/01/2024", "2024-01-26"),
        ("01/26/2024", "2024-01-26"),
        ("05/05/2024", "2024-05-05"),
        ("26\u00a0January\n2024", "2024-01-26"),
        ("26 Jan 2024 14:14", "2024-01-26T13:14Z"),
        ("26 Jul 2024 14:14", "2024-07-26T12:14Z"),
        ("2024-01-26 14:14", "2024-01-26T13:14Z"),
        ("26.01.2024 14:14", "2024-01-26T13:14Z"),
        ("26 January 2024 at 2 p.m.", "2024-01-26T13:00Z"),
        ("12:30 am, 26 January 2024", "2024-01-25T23:30Z"),
        ("26 January 2024 12:30 PM", "2024-01-26T11:30Z"),
        ("Jan.26 - 2024 2:14 PM CET", "2024-01-26T13:14Z"),
        ("2:14 PM EST, Fri January 26, 2024", "2024-01-26T19:14Z"),
        ("2:14 PM – 26 Jan 2024", "2024-01-26T13:14Z"),
        ("26 January 2024 14:14 (MSK)", "2024-01-26T11:14Z"),
        ("26 July 2024 14:14 BST", "2024-07-26T13:14Z"),
        ("2024-01-26T14:14:59.123+05:30", "2024-01-26T08:44Z"),
        ("2024-01-26T13:14Z", "2024-01-26T13:14Z"),
        ("Fri, 26 Jan 2024 14:14:00 −0500", "2024-01-26T19:14Z"),
        ("26 January 2024 14:14 UTC+1", "2024-01-26T13:14Z"),
        ("2024-10-27 02:30 CEST", "2024-10-27T00:30Z"),
    ],
)
def test_what_editors_type_is_read_as_far_as_it_goes(typed: str, text: str) -> None:
    assert str(parse(typed, tz=BERLIN)) == text


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("05/06/2024", "“05/06/2024” can mean 5 June 2024 or 6 May 2024"),
        ("05-06-2024", "can mean 5 June 2024 or 6 May 2024"),
        ("05/12/2024", "can mean 5 December 2024 or 12 May 2024"),
        ("26 January", "The year is missing"),
        ("26.01.24", "Write the year with four figures"),
        ("26 Jan 24", "The year is missing"),
        ("Thursday 26 January 2024", "26 January 2024 is a Friday"),
        ("Friday, January 2024", "A weekday needs a full date"),
        ("31 February 2024", "There is no day 31 in February 2024"),
        ("0 January 2024", "There is no day 0 in January 2024"),
        ("2024-13", "There is no month 13"),
        ("0000", "There is no year 0"),
        ("26 January 2024 14:14 IST", "“IST” is not a month, a weekday or a time zone"),
        ("26 January 2024 24:00", "“24:00” is not a time of day"),
        ("26 January 2024 14:14:60", "“14:14:60” is not a time of day"),
        ("26 January 2024 25:00", "“25:00” is not a time of day"),
        ("26 January 2024 14:60", "“14:60” is not a time of day"),
        ("26 January 2024 14:14 PM", "“14:14 PM” is not a time of day"),
        ("26 January 2024 14:14 UTC+25", "“UTC+25” is not a difference from UTC"),
        ("January 2024 14:14", "A time of day needs a full date"),
        ("14:14", "The date is missing"),
        ("2024-03-31 02:30", "Clocks went forward and never showed 31 March 2024, 02:30"),
        ("2024-10-27 02:30", "Clocks went back and showed 27 October 2024, 02:30 twice"),
        ("0001-01-01 00:30", "outside the years"),
        ("", "The date is missing"),
        ("last week", "“last” is not a month"),
        ("26 26 January 2024", "was not understood"),
        ("2024-01-26T14:14-05", "was not understood"),
        ("20240126", "was not understood"),
        ("1 " * 100_000, "too long"),
    ],
)
def test_what_cannot_be_read_for_sure_is_refused_with_reason_and_examples(typed: str, reason: str) -> None:
    with pytest.raises(UnreadableDate) as refusal:
        parse(typed, tz=BERLIN)
    assert reason in str(refusal.value)
    assert "26 January 2024 14:14" in str(refusal.value)


@given(st.text(max_size=40) | st.text("0123456789 -/.:TZ+JanMPm,", max_size=30))
def test_whatever_is_typed_is_a_date_or_is_refused(typed: str) -> None:
    try:
        known = parse(typed, tz=BERLIN)
    except UnreadableDate:
        return
    assert PartialDate.fromisoformat(str(known)) == known


@given(partial_dates)
def test_text_form_can_be_typed(partial: PartialDate) -> None:
    assert parse(str(partial), tz=BERLIN) == partial


@given(partial_dates, zones, st.sampled_from(["en", "de", "ar"]))
def test_what_a_form_shows_is_read_back_as_the_same_date(partial: PartialDate, zone: ZoneInfo, language: str) -> None:
    with current_zone.override(zone), translation.override(language):
        assert parse(editable(partial), tz=zone) == partial


def test_a_minute_that_clocks_showed_twice_is_edited_in_utc() -> None:
    first, second = PartialDate("2024-10-27T00:30Z"), PartialDate("2024-10-27T01:30Z")

    assert (editable(first), editable(second)) == ("2024-10-27T00:30Z", "2024-10-27T01:30Z")


def test_a_local_time_from_before_standard_zones_is_shown_as_it_was_typed() -> None:
    paris = ZoneInfo("Europe/Paris")  # then 9 minutes and 21 seconds ahead
    with current_zone.override(paris):
        assert wording(parse("14 July 1905 14:14", tz=paris), with_time=True) == "14 July 1905, 14:14"


def test_date_line_of_the_seed_article_is_read() -> None:
    if not SEED.is_file():
        pytest.skip("the seed article is not here")
    line = next(line for line in SEED.read_text().splitlines() if line.startswith("Jan."))

    assert str(parse(line, tz=UTC)) == "2024-01-26T13:14Z"


# The form field


class WhenForm(forms.Form):
    said_at = PartialDateFormField(required=False)


def test_form_takes_what_editors_type_in_the_current_zone() -> None:
    form = WhenForm({"said_at": "26 Jan 2024 14:14"})

    assert form.is_valid()
    assert form.cleaned_data["said_at"] == PartialDate("2024-01-26T13:14Z")


@pytest.mark.parametrize("nothing", ["", "  "])
def test_form_takes_nothing_for_unknown(nothing: str) -> None:
    form = WhenForm({"said_at": nothing})

    assert form.is_valid()
    assert form.cleaned_data["said_at"] is None


def test_form_gives_the_reason_beside_the_field_and_keeps_what_was_typed() -> None:
    form = WhenForm({"said_at": "05/06/2024"})

    assert "can mean 5 June 2024 or 6 May 2024" in form.errors["said_at"][0]
    assert 'value="05/06/2024"' in str(form["said_at"])


@time_machine.travel(datetime(2024, 1, 26, 23, 30, tzinfo=UTC), tick=False)
def test_form_takes_today_as_the_day_it_is_in_the_current_zone() -> None:
    form = WhenForm({"said_at": "today"})

    assert form.is_valid()
    assert form.cleaned_data["said_at"] == PartialDate("2024-01-27")
    assert 'value="27 January 2024"' in str(form["said_at"])


def test_form_for_what_may_be_copied_refuses_today_and_keeps_it() -> None:
    class PrintedForm(forms.Form):
        published_at = PartialDateFormField(may_be_copied=True)

    form = PrintedForm({"published_at": "today"})

    assert "“today” says no day by itself: write the date that it meant." in form.errors["published_at"][0]
    assert 'value="today"' in str(form["published_at"])


def test_form_asks_for_a_required_date() -> None:
    with pytest.raises(ValidationError, match="required"):
        PartialDateFormField().clean(" ")


@pytest.mark.parametrize("text", ["2024", "2024-01", "2024-01-26", "2024-01-26T13:14Z"])
def test_form_sent_back_untouched_has_not_changed(text: str) -> None:
    initial = {"said_at": PartialDate(text)}
    shown = WhenForm(initial=initial)["said_at"].value()

    assert shown in str(WhenForm(initial=initial)["said_at"])
    assert not WhenForm({"said_at": shown}, initial=initial).has_changed()
    assert WhenForm({"said_at": "2023"}, initial=initial).has_changed()


# The model field


@pytest.fixture
def utterance() -> Iterator[type[models.Model]]:
    with isolate_apps("claims"):

        class Utterance(models.Model):
            said_at = PartialDateField("said", null=True, blank=True)
            printed_at = PartialDateField()

            class Meta:
                app_label = "claims"

            def __str__(self) -> str:
                return "utterance"

        yield Utterance


def test_column_holds_the_text_form() -> None:
    field: PartialDateField = PartialDateField()

    assert field.db_type(connection) == "varchar(17)"
    assert field.get_prep_value(PartialDate("2024-01")) == "2024-01"
    assert field.get_prep_value(None) is None
    assert field.get_prep_value("") is None


def test_a_broken_stored_date_is_named_when_read() -> None:
    field: PartialDateField = PartialDateField()

    assert field.from_db_value("2024-01", models.Value(None), connection) == PartialDate("2024-01")
    assert field.from_db_value(None, models.Value(None), connection) is None
    with pytest.raises(ValueError, match="'January' is not a date"):
        field.from_db_value("January", models.Value(None), connection)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (PartialDate("2024"), "2024"),
        ("2024-01", "2024-01"),
        (date(2024, 1, 26), "2024-01-26"),
        (datetime(2024, 1, 26, 14, 14, tzinfo=BERLIN), "2024-01-26T13:14Z"),
    ],
)
def test_full_clean_turns_dates_of_other_kinds_into_partial_ones(
    utterance: type[models.Model], value: object, text: str
) -> None:
    row = utterance(printed_at=value)

    row.clean_fields()

    assert row.serializable_value("printed_at") == PartialDate(text)


@pytest.mark.parametrize("value", ["January", None, WITHOUT_ZONE])
def test_full_clean_refuses_what_is_no_date(utterance: type[models.Model], value: object) -> None:
    with pytest.raises(ValidationError) as refusal:
        utterance(printed_at=value).clean_fields()

    assert list(refusal.value.message_dict) == ["printed_at"]


@pytest.mark.parametrize("value", [PartialDate("2024-01"), "2024-01"])
def test_lookups_compare_the_text_form(utterance: type[models.Model], value: object) -> None:
    query = models.QuerySet(utterance).filter(said_at__lte=value).order_by("-said_at").query

    sql, parameters = query.sql_with_params()

    assert "<=" in sql
    assert "said_at" in sql.partition("ORDER BY")[2]
    assert parameters == ("2024-01",)


def test_a_lookup_with_what_is_no_date_is_refused(utterance: type[models.Model]) -> None:
    with pytest.raises(ValidationError, match="“junk” is not a date"):
        models.QuerySet(utterance).filter(said_at="junk")


def test_model_form_reads_and_shows_dates(utterance: type[models.Model]) -> None:
    form_class = forms.modelform_factory(utterance, fields=["said_at", "printed_at"])
    form = form_class({"said_at": "", "printed_at": "Jan 2024"})

    assert form.is_valid(), form.errors
    assert form.instance.serializable_value("printed_at") == PartialDate("2024-01")
    assert form.instance.serializable_value("said_at") is None
    assert 'value="January 2024"' in str(form_class(instance=form.instance)["printed_at"])


def test_migrations_write_the_field_without_its_fixed_length() -> None:
    source, imports = MigrationWriter.serialize(PartialDateField("said", null=True, blank=True))

    assert source == ("claims.dates.PartialDateField(blank=True, null=True, verbose_name='said')")
    assert imports == {"import claims.dates"}


def test_fixtures_hold_the_text_form(utterance: type[models.Model]) -> None:
    rows = [utterance(printed_at=PartialDate("2024-01"))]

    assert '"said_at": null, "printed_at": "2024-01"' in serializers.serialize("json", rows)
