"""Dates as articles print them, in sixteen languages: every day of a year, in the common forms, and times of day.

The names of months and weekdays are those of Django's own translations, so that a slip in ours is seen.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone as current_zone
from django.utils import translation
from django.utils.dateformat import format as format_date

from claims.dates import PartialDate, UnreadableDate, editable, looks_like_date, parse, parse_printed
from claims.dates.languages import LANGUAGES

BERLIN = ZoneInfo("Europe/Berlin")
DAYS = [date(2024, 1, 1) + timedelta(days=number) for number in range(366)]

# As `django.utils.dateformat` writes them: E is the month inside a date, F alone, N, M, b short; l, D weekday.
FORMS = {
    "en": ["j F Y", "F j, Y", "M j, Y", "l, F j, Y", "D, j M Y", "jS F Y", "N j, Y", "M.j - Y"],
    "de": ["j. F Y", "j. N Y", "l, j. F Y", "D, j. M Y", "d.m.Y", "l, d.m.Y", "j. n. Y"],
    "fr": ["j F Y", "l j F Y", r"\l\e j F Y", "j N Y", "D j F Y", r"\l\e l j F Y"],
    "es": [r"j \d\e F \d\e Y", r"l, j \d\e F \d\e Y", r"l j \d\e F \d\e\l Y", "j b Y", "d-M-Y"],
    "it": ["j F Y", "l j F Y", "j M Y", "D j M Y"],
    "pt": [r"j \d\e F \d\e Y", r"l, j \d\e F \d\e Y", "j M Y"],
    "ru": ["j E Y", "j E Y г.", "j E Y года", "l, j E Y", "j b Y", "d.m.Y"],
    "uk": ["j E Y", "j E Y р.", "l, j E Y", "d.m.Y"],
    "pl": ["j E Y", r"j E Y \r.", "l, j E Y", "d.m.Y"],
    "nb": ["j. F Y", "l j. F Y", r"\d\e\n j. F Y", "j. M Y", "d.m.Y", "l d.m.Y"],
    "da": ["j. F Y", r"l \d. j. F Y", "j. M. Y", "d.m.Y"],
    "sv": ["j F Y", "l j F Y", r"\d\e\n j F Y", "j M Y", "Y-m-d"],
    "nl": ["j F Y", "l j F Y", "j M Y", "D j F Y"],
    "ar": ["j F Y", "l j F Y", "l، j F Y"],
    "he": [r"j בF Y", r"l, j בF Y", r"יום l, j בF Y"],
    "id": ["j F Y", "l, j F Y", "j M Y"],
}
TIMES = {
    "en": ["2:14 PM", "2:14 p.m.", "at 2.14pm", "14:14", "at 2:14 pm"],
    "de": ["14:14 Uhr", "um 14.14 Uhr", "um 14:14 Uhr", ", 14.14 Uhr", "14:14"],
    "fr": ["à 14h14", "à 14 h 14", "14h14", "à 14:14", "- 14h14min"],
    "es": ["a las 14:14", "14:14 h", "a las 14.14 horas", "14.14h", "2:14 p. m."],
    "it": ["alle 14:14", "alle ore 14.14", "ore 14:14", "14:14"],
    "pt": ["às 14h14", "às 14:14", "14h14", "14:14"],
    "ru": ["в 14:14", "14:14", ", 14.14"],
    "uk": ["о 14:14", "14:14"],
    "pl": ["o 14:14", "godz. 14.14", ", 14:14"],
    "nb": ["kl. 14.14", "kl. 14:14", "klokken 14.14", "kl 14:14"],
    "da": ["kl. 14.14", "kl. 14:14", "klokken 14:14"],
    "sv": ["kl. 14.14", "klockan 14:14", "kl 14.14", ", 14.14"],
    "nl": ["om 14:14", "om 14.14 uur", "14:14 uur", "14.14"],
    "ar": ["14:14", "الساعة 14:14"],
    "he": ["14:14", "בשעה 14:14"],
    "id": ["14:14", "pukul 14:14"],
}


@pytest.fixture(autouse=True)
def in_berlin() -> Iterator[None]:
    with current_zone.override(BERLIN), translation.override("en"):
        yield


def read(printed: str, language: str = "") -> str:
    try:
        return str(parse(printed, tz=UTC, language=language))
    except UnreadableDate as refusal:
        return str(refusal)


def printed(day: date, form: str, language: str) -> str:
    with translation.override(language):
        return format_date(day, form)


@pytest.mark.parametrize("language", FORMS)
def test_every_day_of_a_year_is_read_in_each_common_form(language):
    lines = {printed(day, form, language): day for form in FORMS[language] for day in DAYS}
    assert len(lines) >= 366 * (len(FORMS[language]) - 1)
    wrong = {line: read(line) for line, day in lines.items() if read(line) != day.isoformat()}
    assert wrong == {}


@pytest.mark.parametrize("language", TIMES)
def test_every_day_of_a_year_is_read_with_its_time_of_day(language):
    lines = {
        f"{printed(day, form, language)} {clock}": day
        for form in FORMS[language][:3]
        for number, clock in enumerate(TIMES[language])
        for day in DAYS[number :: len(TIMES[language])]
    }
    wrong = {line: read(line) for line, day in lines.items() if read(line) != f"{day}T14:14Z"}
    assert wrong == {}


@pytest.mark.parametrize("language", FORMS)
def test_months_alone_are_read(language):
    for month in range(1, 13):
        line = printed(date(2024, month, 1), "F Y", language)
        assert read(line) == f"2024-{month:02d}", line


@pytest.mark.parametrize("language", [*FORMS, "zh-hans", "ja", "ko"])
def test_what_a_form_shows_in_a_language_is_read_back(language):
    dates = [PartialDate(f"2024-{month:02d}{day}") for month in range(1, 13) for day in ("", "-01", "-28")]
    with translation.override(language):
        assert [parse(editable(one), tz=BERLIN) for one in dates] == dates


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Jan.26 - 2024 2:14 PM CET", "2024-01-26T13:14Z"),
        ("26. januar 2024 kl. 14.14", "2024-01-26T14:14Z"),
        ("Publisert 26. januar 2024 kl. 14", "2024-01-26T14:00Z"),
        ("Publié le 1er février 2024 à 7 h 05", "2024-02-01T07:05Z"),
        ("le vendredi 26 janvier 2024 à 14 h", "2024-01-26T14:00Z"),
        ("27 août 2024", "2024-08-27"),
        ("27 aout 2024", "2024-08-27"),
        ("1 de março de 2024 às 7h", "2024-03-01T07:00Z"),
        ("sexta-feira, 26 de janeiro de 2024 14h14", "2024-01-26T14:14Z"),
        ("1º de maio de 2024", "2024-05-01"),
        ("26-го января 2024 года, 14:14 (МСК)", "2024-01-26T11:14Z"),
        ("Пятница, 26 января 2024, 14:14", "2024-01-26T14:14Z"),
        ("Freitag, 26. Januar 2024, 14:14 Uhr MEZ", "2024-01-26T13:14Z"),
        ("Fr., 26.01.2024, 14.14 Uhr", "2024-01-26T14:14Z"),
        ("Stand: 26.01.2024 14:14 Uhr", "2024-01-26T14:14Z"),
        ("7.15am, 26 January 2024", "2024-01-26T07:15Z"),
        ("January 26, 2024 2:14 p.m. ET", "2024-01-26T19:14Z"),
        ("July 26, 2024 2:14 p.m. ET", "2024-07-26T18:14Z"),
        ("Published 2:14 PM PT, Fri January 26, 2024", "2024-01-26T22:14Z"),
        ("26.1.2024, 9.05", "2024-01-26T09:05Z"),
        ("Wed 05/06/2024", "2024-06-05"),
        ("Monday 05/06/2024 10:00", "2024-05-06T10:00Z"),
        ("den 26 januari 2024", "2024-01-26"),
        ("mar. 26 mars 2024", "2024-03-26"),
        ("mar 26 mar 2024", "2024-03-26"),
        ("٢٦ يناير ٢٠٢٤", "2024-01-26"),
        ("الثلاثاء، 26 آذار 2024", "2024-03-26"),
        ("\u200fיום שישי, 26 בינואר 2024, 14:14\u200f", "2024-01-26T14:14Z"),
        ("2024年1月26日 星期五", "2024-01-26"),
        ("2024年1月26日星期五 14:14", "2024-01-26T14:14Z"),
        ("2024年01月26日14时14分", "2024-01-26T14:14Z"),
        ("2024-01-26 14:14 周五", "2024-01-26T14:14Z"),
        ("2024年1月26日（金） 14時14分", "2024-01-26T14:14Z"),
        ("2024年 1月 26日 金曜日", "2024-01-26"),
        ("2024년 1월 26일 (금) 14:14", "2024-01-26T14:14Z"),
        ("2024年1月", "2024-01"),
        ("2024年", "2024"),
        ("2024年1月26日发布", "2024-01-26"),
    ],
)
def test_date_lines_of_real_pages_are_read(line, text):
    assert read(line) == text


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("le 05/06/2024 à 14h14", "can mean 5 June 2024 or 6 May 2024"),
        ("Saturday 02/03/2024", "can mean 2 March 2024 or 3 February 2024"),
        ("Friday 05/06/2024", "can mean 5 June 2024 or 6 May 2024"),
        ("Torsdag 26. januar 2024", "26 January 2024 is a Friday"),
        ("donderdag 26.01.2024", "26 January 2024 is a Friday"),
        ("2024年1月26日 星期四", "26 January 2024 is a Friday"),
        ("2024年1月26日 下午2:14", "“下午” is not a month"),
        ("2024年13月1日", "There is no month 13"),
        ("31 февраля 2024", "There is no day 31 in February 2024"),
        ("26 janvier", "The year is missing"),
        ("26 января 24", "The year is missing"),
        ("26 januar 2024 kl. 25.00", "is not a time of day"),
        ("26 january 2024 kl. 14.60", "is not a time of day"),
        ("26 ianuarie 2024", "“ianuarie” is not a month"),
        ("26 января January 2024", "was not understood"),
        ("26. Januar 2024 und 27. Januar 2024", "“und” is not a month"),
        ("10 March 2024 2:30 am ET", "Clocks went forward"),
        ("2024 14.14", "A time of day needs a full date"),
    ],
)
def test_what_is_not_sure_in_another_language_is_refused_with_the_reason(line, reason):
    assert reason in read(line)


def test_the_language_of_the_article_is_tried_first():
    line = "2 lis 2024"
    assert read(line, "pl") == read(line, "uk") == read(line) == "2024-11-02"
    assert read("mai 2024", "no") == read("mai 2024", "pt-BR") == "2024-05"
    assert read("26 January 2024", "no-such-language") == "2024-01-26"


def test_reading_a_long_line_of_words_with_several_meanings_takes_no_time():
    began = datetime.now(UTC)
    assert "“x”" not in read(" ".join(["mar"] * 30))
    assert datetime.now(UTC) - began < timedelta(seconds=1)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Publié le 26 janvier 2024 à 14h14 - Mis à jour le 27 janvier 2024 à 9h02", "2024-01-26T14:14Z"),
        ("Updated January 27, 2024 9:00 AM EST|Published January 26, 2024 2:14 PM EST", "2024-01-26T19:14Z"),
        ("Published 14:14, 26 January 2024 | Updated 27 January 2024", "2024-01-26T14:14Z"),
        ("Jan. 26, 2024 Updated 2:14 p.m. ET", "2024-01-26"),
        ("January 26, 2024 2:14 PM UTC · Updated 2 hours ago", "2024-01-26T14:14Z"),
        ("Last updated 27 Jan 2024, originally published 26 Jan 2024", "2024-01-26"),
        ("ТАСС, 26 января 2024, 14:14 (МСК)", "2024-01-26T11:14Z"),
        ("26 января 2024, 14:14 Обновлено: 27 января 2024, 09:02", "2024-01-26T14:14Z"),
        ("Опубликовано 26 января 2024 в 14:14, Москва", "2024-01-26T14:14Z"),
        ("Publicerad 2024-01-26 14.14", "2024-01-26T14:14Z"),
        ("Publicerad 26 januari 2024 14.14, uppdaterad 27 januari 2024 09.02", "2024-01-26T14:14Z"),
        ("Jumat, 26 Jan 2024 14:14 WIB", "2024-01-26T07:14Z"),
        ("First published on Fri 26 Jan 2024 14.14 GMT", "2024-01-26T14:14Z"),
        ("Veröffentlicht am 26.01.2024, 14:14 Uhr | Aktualisiert: 27.01.2024, 09:02", "2024-01-26T14:14Z"),
        ("26.01.2024, 14:14 Uhr • Lesezeit 3 Min.", "2024-01-26T14:14Z"),
        ("January 26, 2024 / 2:14 PM EST / CBS News", "2024-01-26T19:14Z"),
        ("January 26, 2024 · 3 min read", "2024-01-26"),
        ("17 April 2012 • 2:54pm", "2012-04-17T14:54Z"),
        ("Publicado el 26 de enero de 2024 a las 14:14 · Actualizado a las 15:00", "2024-01-26T14:14Z"),
        ("Madrid - 26 ene 2024 - 14:14 CET", "2024-01-26T13:14Z"),
        ("Pubblicato il 26 gennaio 2024 alle 14:14 - Aggiornato il 27 gennaio 2024", "2024-01-26T14:14Z"),
        ("Publicado em 26/01/2024 às 14h14 – Atualizado em 27/01/2024 às 9h02", "2024-01-26T14:14Z"),
        ("26 stycznia 2024, 14:14 | aktualizacja 27 stycznia 2024, 9:02", "2024-01-26T14:14Z"),
        ("Publisert 26. jan. 2024 kl. 14.14 Sist oppdatert 27. jan. 2024 kl. 09.02", "2024-01-26T14:14Z"),
        ("26. jan. 2024 kl. 14:14 Opdateret kl. 15:00", "2024-01-26T14:14Z"),
        ("Gepubliceerd op 26 januari 2024 om 14:14, laatst bijgewerkt om 15:00", "2024-01-26T14:14Z"),
        ("Опубліковано 26 січня 2024, 14:14 Оновлено 15:00", "2024-01-26T14:14Z"),
        ("입력 2024.01.26. 14:14 수정 2024.01.27. 09:02", "2024-01-26T14:14Z"),
        ("公開 2024年1月26日 14:14 更新 2024年1月27日 9:02", "2024-01-26T14:14Z"),
        ("发布时间：2024-01-26 14:14", "2024-01-26T14:14Z"),
        ("新华社 | 2024年1月26日 | 14:14", "2024-01-26T14:14Z"),
        # Labels behind their dates.
        ("26 January 2024 published | 28 January 2024 updated", "2024-01-26"),
        ("28 January 2024 (updated), 26 January 2024 (published)", "2024-01-26"),
        ("26 January 2024, 10:02 | Updated (14:14)", "2024-01-26T10:02Z"),
        ("26.01.2024, 10:02 Uhr | Aktualisiert - 14:14 Uhr", "2024-01-26T10:02Z"),
        ("2024年1月26日 公開 2024年1月28日 更新", "2024-01-26"),
        ("2024.01.26 14:14 입력 | 2024.01.28 09:02 수정", "2024-01-26T14:14Z"),
        ("26.01.2024, 14:14 Uhr veröffentlicht", "2024-01-26T14:14Z"),
        ("26 January 2024, 14:14 published · 3 min read", "2024-01-26T14:14Z"),
        # The label before the date has it already.
        ("Published 26 January 2024 (updated)", "2024-01-26"),
        ("Veröffentlicht am 26.01.2024, 14:14 Uhr | aktualisiert", "2024-01-26T14:14Z"),
    ],
)
def test_of_a_line_with_more_than_a_date_the_day_of_publication_is_read(line, text):
    assert str(parse_printed(line, tz=UTC)) == text
    assert looks_like_date(line)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Published 03/04/2024 | Updated 5 April 2024", "can mean 3 April 2024 or 4 March 2024"),
        ("Updated 27 January 2024", "when the article was changed, not when it was published"),
        ("Zuletzt aktualisiert: 27.01.2024", "when the article was changed, not when it was published"),
        ("2024年1月28日 14時14分 更新", "when the article was changed, not when it was published"),
        ("2024年1月28日（更新）", "when the article was changed, not when it was published"),
        ("28.01.2024, 14:14 Uhr aktualisiert", "when the article was changed, not when it was published"),
        ("28 января 2024, 14:14 обновлено", "when the article was changed, not when it was published"),
        ("2024.01.28 14:14 수정", "when the article was changed, not when it was published"),
        ("28 January 2024 (updated)", "when the article was changed, not when it was published"),
        ("28 January 2024 updated, 14:14", "when the article was changed, not when it was published"),
        ("28 January 2024, 14:14 last updated · 3 min read", "when the article was changed, not when it was published"),
        ("26 January published, 28 January 2024 updated", "The year is missing"),
        ("Published 2 hours ago", "is not a month"),
        ("Reuters, Thursday, 26 January 2024", "26 January 2024 is a Friday"),
        ("26 ianuarie 2024, 14:14", "“ianuarie” is not a month"),
        ("26 Jan 2024 02:14 PM IST", "“IST” is not a month"),
        ("26 janvier", "The year is missing"),
        ("26.01.24", "Write the year with four figures"),
    ],
)
def test_a_date_line_that_cannot_be_read_looks_like_one_and_has_a_reason(line, reason):
    with pytest.raises(UnreadableDate, match=reason):
        parse_printed(line, tz=UTC)
    assert looks_like_date(line)


@pytest.mark.parametrize("gap", [" ", "|", " |", "-", "("])
def test_a_line_too_long_for_a_date_is_not_looked_into(gap):
    line = "Published 26 January 2024" + gap * 120 + "Updated 27 January 2024"
    with pytest.raises(UnreadableDate, match="This is too long for a date"):
        parse_printed(line, tz=UTC)
    assert not looks_like_date(line)


@pytest.mark.parametrize(
    "line",
    [
        "Top 10 Movies 2024",
        "The January 6 Committee",
        "9/11 attacks remembered",
        "Updated: 5 things we know",
        "5 things updated",
        "2024 census results published",
        "2024 election update",
        "January 6 report published",
        "9/11 files published",
        "PISA-Studie 2022 veröffentlicht",
        "In 2024 nobody came",
        "Kremlin denies, 26 January 2024",
        "— Anna (@anna) January 26, 2024",
        "By the bridge, 26 January 2024:",
        "May 2024",
        "",
    ],
)
def test_what_is_about_more_than_its_date_looks_like_none(line):
    assert not looks_like_date(line)


@pytest.mark.parametrize(
    ("yesterday", "today", "tomorrow"),
    [
        ("yesterday", "Today", "tomorrow"),
        ("gestern", "heute", "morgen"),
        ("hier", "aujourd’hui", "demain"),
        ("ayer", "hoy", "mañana"),
        ("ieri", "oggi", "domani"),
        ("ontem", "hoje", "amanhã"),
        ("вчера", "сегодня", "завтра"),
        ("учора", "сьогодні", "завтра"),
        ("wczoraj", "dziś", "jutro"),
        ("i går", "I dag", "i morgen"),
        ("igår", "idag", "imorgon"),
        ("gisteren", "vandaag", "morgen"),
        ("kemarin", "hari ini", "besok"),
        ("أمس", "اليوم", "غدا"),
        ("אתמול", "היום", "מחר"),
        ("昨天", "今天", "明天"),
        ("昨日", "本日", "明日"),
        ("어제", "오늘", "내일"),
    ],
)
def test_a_day_is_told_by_its_distance_where_it_is_known_from_which(yesterday, today, tomorrow):
    told = [parse(word, tz=BERLIN, today=date(2024, 3, 1)) for word in (yesterday, today, tomorrow)]

    assert told == [PartialDate("2024-02-29"), PartialDate("2024-03-01"), PartialDate("2024-03-02")]
    with pytest.raises(UnreadableDate, match="says no day by itself"):
        parse(yesterday, tz=BERLIN)


def test_every_language_has_the_words_for_yesterday_today_and_tomorrow():
    assert [code for code, language in LANGUAGES.items() if not all(language.relative)] == []


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("yesterday, 14:14", "2024-01-25T13:14Z"),
        ("today at 2 pm CET", "2024-01-26T13:00Z"),
        ("Friday, today", "2024-01-26"),
        ("heute um 14 Uhr", "2024-01-26T13:00Z"),
        ("aujourd'hui à 14h14", "2024-01-26T13:14Z"),
    ],
)
def test_a_day_told_by_its_distance_may_have_its_weekday_and_a_time(typed, text):
    assert parse(typed, tz=BERLIN, today=date(2024, 1, 26)) == PartialDate(text)


@pytest.mark.parametrize(
    "typed", ["yesterday 26 January 2024", "today 2024", "yesterday today", "dag", "Thursday, today"]
)
def test_a_day_told_twice_or_by_half_is_refused(typed):
    with pytest.raises(UnreadableDate):
        parse(typed, tz=BERLIN, today=date(2024, 1, 26))
