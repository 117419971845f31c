"""Dates as editors type them and articles print them: read for sure, or refused with the reason."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NoReturn
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import get_language, gettext

from .clock import Clock, find_clock, zone_named
from .languages import LANGUAGES, Meaning, known_language, meanings, readings
from .saying import wording
from .value import PartialDate, Precision, local

_YEAR_FIRST = re.compile(r"([0-9]{4})(?:([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?)?")
_MONTH_AND_YEAR = re.compile(r"([0-9]{1,2})[-/.]([0-9]{4})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.]) ?([0-9]{1,2})\2 ?([0-9]{4})")
# Year, month and day with the word for each after it, as in Chinese, Japanese and Korean.
_COUNTED = re.compile(r"([0-9]{4}) ?[年년](?: ?([0-9]{1,2}) ?[月월](?: ?([0-9]{1,2}) ?[日일])?)?")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("()", " "))
#: Figures as Arabic writes them; marks of direction say nothing.
_FIGURES = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2, "\u200e\u200f\u202a\u202b\u202c")
_AROUND = " ,.;:/|·•-،"
_BETWEEN = re.compile(r"[ ,./|·•:،-]+")
# "i går", "i dag", "i morgen", "i morgon" and "hari ini" mean a day as two words, and nothing as one of them.
_TWO_WORDS = re.compile(r"\b(?:(i) (?=(?:går|dag|morg[eo]n)\b)|(hari) (?=ini\b))", re.IGNORECASE)
_LONGEST_TYPED = 120
_MOST_WORDS = 12


class UnreadableDate(ValueError):  # named for what it is, as DoesNotExist is
    """What was typed is no date, or could be several; the message says why, for the person."""


def parse(text: str, *, tz: tzinfo, language: str = "", today: date | None = None) -> PartialDate:
    """The date an editor typed or pasted: "26 January 2024", "Jan 2024", "2024-01-26 14:14", "26.01.2024",
    "Jan.26 - 2024 2:14 PM CET", "26. januar 2024 kl. 14.14", "vendredi 26 janvier 2024 à 14h14",
    "2024年1月26日 星期五".

    Words are tried in `language` (a code such as "fr"), in the active language and in English first, then in every
    other there is a row for. A time of day without a zone is in `tz`; seconds are dropped. Nothing is guessed:
    05/06/2024, a year of two figures, a wrong weekday, an unknown zone, and a local time that clocks skipped or showed
    twice are refused, and so is what two languages read as two days. "Yesterday" is the day before `today`, and without
    it refused: in an article it is the day before the one of which it says nothing. Raises `UnreadableDate`.
    """
    if len(text) > _LONGEST_TYPED:
        _refuse(gettext("This is too long for a date."))
    typed = " ".join(unicodedata.normalize("NFKC", text).translate(_DASHES).translate(_FIGURES).split())
    clock, rest = find_clock(typed)
    in_figures = _COUNTED.sub(lambda counted: "-".join(filter(None, counted.groups())) + " ", rest)
    day = _read_day(in_figures.strip(_AROUND), _in_order(language), today)
    if clock is None:
        return day
    if day.precision is not Precision.DAY:
        _refuse(gettext("A time of day needs a full date before it."))
    return _at(day.shown_day(), clock, tz)


def editable(partial: PartialDate) -> str:
    """The text a form shows for `partial`: `parse` in the current time zone gives it back.

    Words where the active language has a row in `LANGUAGES`, figures elsewhere. A local time that
    clocks showed twice is written in UTC.
    """
    clock = local(partial) if partial.precision is Precision.MINUTE else None
    text = _typed_day(partial)
    if clock is not None:
        text = f"{text} {clock:%H:%M}"
        try:
            if parse(text, tz=timezone.get_current_timezone()) != partial:
                return partial.text
        except UnreadableDate:
            return partial.text
    return text


def _typed_day(partial: PartialDate) -> str:
    day = partial.shown_day()
    language = LANGUAGES.get(known_language(get_language() or "en"))
    if partial.precision is Precision.YEAR:
        return partial.text
    if language is None or not language.months:
        return day.isoformat()[: len(partial.text)]
    if partial.precision is Precision.MONTH:
        return f"{(language.alone or language.months)[day.month - 1].split()[0]} {day.year:04d}"
    return f"{day.day} {language.months[day.month - 1].split()[0]} {day.year:04d}"


def _refuse(reason: str) -> NoReturn:
    examples = gettext("Write it like 26 January 2024, January 2024, 2024 or 26 January 2024 14:14.")
    raise UnreadableDate(f"{reason} {examples}")


def _not_understood(text: str) -> NoReturn:
    _refuse(gettext("“%(text)s” was not understood as a date.") % {"text": text})


def _in_order(language: str) -> tuple[str, ...]:
    """Codes of the languages to try first."""
    asked = (known_language(language), known_language(get_language() or "en"), "en")
    return tuple(dict.fromkeys(code for code in asked if code))


# The calendar part


def _read_day(text: str, first: tuple[str, ...], today: date | None) -> PartialDate:
    """The calendar part. Raises `UnreadableDate`."""
    if not text:
        _refuse(gettext("The date is missing."))
    if any(character.isalpha() for character in text):
        figures, weekdays = _without_words(text)
        return _read_figures(figures, weekdays) if figures else _read_words(text, first, today)
    return _read_figures(text, frozenset())


def _without_words(text: str) -> tuple[str, frozenset[int]]:
    """A date in figures without the weekday and fillers around it, and the weekdays that its weekday may mean.

    Empty where it is no date in figures, or another word stands there too.
    """
    figures: list[str] = []
    weekdays: frozenset[int] | None = None
    for part in text.split():
        if not any(character.isalpha() for character in part):
            figures.append(part)
            continue
        known = {one for code in LANGUAGES for one in meanings(part.strip(_AROUND), code)}
        days = frozenset(number for kind, number in known if kind == "weekday")
        if not days and ("filler", 0) not in known:
            return "", frozenset()
        weekdays = days if weekdays is None and days else weekdays
    date_alone = " ".join(figures).strip(_AROUND)
    is_date = _YEAR_LAST.fullmatch(date_alone) or (_YEAR_FIRST.fullmatch(date_alone) and len(date_alone) > len("2024"))
    return (date_alone, weekdays or frozenset()) if is_date else ("", frozenset())


def _read_figures(text: str, weekdays: frozenset[int]) -> PartialDate:
    """A date in figures; `weekdays` are those that may stand beside it, none where there is none."""
    if match := _YEAR_FIRST.fullmatch(text):
        year, _separator, month, day = match.groups()
        known = _known(int(year), int(month) if month else None, int(day) if day else None)
    elif match := _MONTH_AND_YEAR.fullmatch(text):
        known = _known(int(match[2]), int(match[1]))
    elif match := _YEAR_LAST.fullmatch(text):
        first, separator, second, year = match.groups()
        known = _day_or_month_first(text, int(first), int(second), int(year), separator, weekdays)
    elif re.fullmatch(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}", text):
        _refuse(gettext("Write the year with four figures."))
    else:
        _not_understood(text)
    if weekdays:
        _check_weekday(known, weekdays)
    return known


def _day_or_month_first(
    text: str, first: int, second: int, year: int, separator: str, weekdays: frozenset[int]
) -> PartialDate:
    """26.01.2024 is day, month, year wherever full stops are used. With slashes or hyphens two
    habits exist, so both readings must agree, or only one exist or have the weekday beside it."""
    if separator == "." or first == second or first > 12:
        return _known(year, second, first)
    if second > 12:
        return _known(year, first, second)
    several = {"one": _known(year, second, first), "other": _known(year, first, second)}
    on_that_weekday = [one for one in several.values() if one.shown_day().weekday() in weekdays]
    if len(on_that_weekday) == 1:
        return on_that_weekday[0]
    _refuse(
        gettext("“%(text)s” can mean %(one)s or %(other)s: write the month as a word.")
        % {"text": text, **{name: wording(reading) for name, reading in several.items()}}
    )


def _read_words(text: str, first: tuple[str, ...], today: date | None) -> PartialDate:
    """A date with its month, and perhaps the weekday, in words, in any order; or "yesterday"."""
    words = [word for word in _BETWEEN.split(_TWO_WORDS.sub(r"\1\2", text)) if word]
    if len(words) > _MOST_WORDS:
        _not_understood(text)
    refusals: list[UnreadableDate] = []
    for codes in (*((code,) for code in first), tuple(LANGUAGES)):
        several = [ways for code in codes if (ways := readings(words, code)) is not None]
        try:
            if several:
                return _only(text, [way for ways in several for way in ways], today)
        except UnreadableDate as refusal:
            refusals.append(refusal)
    if refusals:
        raise refusals[0]
    for word in words:
        if not any(meanings(word, code) for code in LANGUAGES):
            _refuse(gettext("“%(word)s” is not a month, a weekday or a time zone known here.") % {"word": word})
    _not_understood(text)


def _only(text: str, ways: list[list[Meaning]], today: date | None) -> PartialDate:
    """The one date that the ways to take its words give. Raises `UnreadableDate`."""
    refusals: list[UnreadableDate] = []
    found: dict[PartialDate, None] = {}
    for way in ways:
        try:
            found[_put_together(text, way, today)] = None
        except UnreadableDate as refusal:
            refusals.append(refusal)
    if not found:
        raise refusals[0]
    if len(found) > 1:
        one, other, *_more = (wording(reading) for reading in found)
        message = gettext("“%(text)s” can mean %(one)s or %(other)s: write it in English or in figures.")
        _refuse(message % {"text": text, "one": one, "other": other})
    return next(iter(found))


def _put_together(text: str, parts: list[Meaning], today: date | None) -> PartialDate:
    found = dict(parts)
    if "relative" in found:
        if len(found) < len(parts) or found.keys() - {"relative", "weekday"}:
            _not_understood(text)
        known = _days_from(text, today, found["relative"])
        if "weekday" in found:
            _check_weekday(known, {found["weekday"]})
        return known
    if "year" not in found:
        _refuse(gettext("The year is missing: write it with four figures."))
    if "month" not in found or len(found) < len(parts):
        _not_understood(text)
    known = _known(found["year"], found["month"], found.get("day"))
    if "weekday" in found:
        _check_weekday(known, {found["weekday"]})
    return known


def _days_from(text: str, today: date | None, days: int) -> PartialDate:
    if today is None:
        _refuse(gettext("“%(text)s” says no day by itself: write the date that it meant.") % {"text": text})
    return PartialDate.from_date(today + timedelta(days=days))


def _check_weekday(known: PartialDate, weekdays: Iterable[int]) -> None:
    if known.precision is not Precision.DAY:
        _refuse(gettext("A weekday needs a full date."))
    day = known.shown_day()
    if day.weekday() not in weekdays:
        _refuse(gettext("%(date)s is a %(weekday)s.") % {"date": wording(known), "weekday": format_date(day, "l")})


def _known(year: int, month: int | None = None, day: int | None = None) -> PartialDate:
    """The date of these numbers. Raises `UnreadableDate` where the calendar has none such."""
    if year == 0:
        _refuse(gettext("There is no year 0."))
    if month is None:
        return PartialDate(f"{year:04d}")
    if not 1 <= month <= 12:
        _refuse(gettext("There is no month %(month)d.") % {"month": month})
    whole_month = PartialDate(f"{year:04d}-{month:02d}")
    if day is None:
        return whole_month
    if not 1 <= day <= monthrange(year, month)[1]:
        _refuse(gettext("There is no day %(day)d in %(month)s.") % {"day": day, "month": wording(whole_month)})
    return PartialDate(f"{whole_month}-{day:02d}")


# The time of day


def _at(day: date, clock: Clock, tz: tzinfo) -> PartialDate:
    """The moment of a time of day. Raises `UnreadableDate`."""
    hour = clock.hour_of_day
    if hour is None:
        _refuse(gettext("“%(time)s” is not a time of day.") % {"time": clock.words})
    naive = datetime.combine(day, time(hour, clock.minute))
    zone = zone_named(clock.zone) if clock.zone else tz
    if zone is None:
        _refuse(gettext("“%(zone)s” is not a difference from UTC.") % {"zone": clock.zone})
    try:
        moment = _in_zone(naive, zone) if not clock.zone or isinstance(zone, ZoneInfo) else naive.replace(tzinfo=zone)
        utc = moment.astimezone(UTC)
        # Local times before zones were standardised lie between two minutes of UTC. Upwards, so
        # that the minute typed is the minute shown again.
        if utc.second:
            utc += timedelta(seconds=60 - utc.second)
    except OverflowError:
        _refuse(gettext("This moment is outside the years 0001 to 9999."))
    return PartialDate.from_datetime(utc)


def _in_zone(naive: datetime, tz: tzinfo) -> datetime:
    """`naive` on the clocks of `tz`, if they showed it exactly once (see PEP 495)."""
    first, second = (naive.replace(tzinfo=tz, fold=fold) for fold in (0, 1))
    before, after = first.utcoffset(), second.utcoffset()
    if before is not None and after is not None and before != after:
        names = {"time": wording(PartialDate.from_date(naive.date())) + f", {naive:%H:%M}"}
        if before < after:
            _refuse(gettext("Clocks went forward and never showed %(time)s.") % names)
        _refuse(gettext("Clocks went back and showed %(time)s twice: add the zone.") % names)
    return first
