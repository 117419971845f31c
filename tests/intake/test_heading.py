"""The first lines of a paste: title, byline and date as printed, or nothing."""

import json
import re
from collections import Counter
from datetime import UTC, date

import pytest

from claims.intake.heading import Heading, heading
from tests.data import EMERGENT, POLNEAR
from tests.seed import SEED

BODY = "The bridge will open in May, two people close to the talks said."


def read(*lines: str) -> tuple[str, str, str]:
    head = heading("\n".join([*lines, BODY, BODY]), tz=UTC)
    return head.title, head.byline, head.date_as_printed


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            ["Bridge to open", "Written by Anna Petrova", "26 January 2024 14:14"],
            ("Anna Petrova", "26 January 2024 14:14"),
        ),
        (
            ["Bridge to open", "", "By ANNA PETROVA and Bo Li", "Jan.26 - 2024 2:14 PM CET"],
            ("ANNA PETROVA and Bo Li", "Jan.26 - 2024 2:14 PM CET"),
        ),
        (["Bridge to open", "بقلم أحمد علي", "الجمعة 26 يناير 2024"], ("أحمد علي", "الجمعة 26 يناير 2024")),
        (["Bridge to open", "מאת: דוד כהן", "יום שישי, 26 בינואר 2024"], ("דוד כהן", "יום שישי, 26 בינואר 2024")),
        (["Skip to content", "Bridge to open", "26.01.2024", "Von Anna Petrova"], ("Anna Petrova", "26.01.2024")),
        (["Bridge to open", "By Monday the bridge was closed again", "In 2024 nobody came"], ("", "")),
        (["Bridge to open", "By Anna Petrova."], ("", "")),
        # The issue of a magazine, or a section: no day on which this was published.
        (["Bridge to open", "May 2024", "2024"], ("", "")),
        (["Bridge to open", "Anna Petrova", "26 January 2024"], ("Anna Petrova", "26 January 2024")),
        (["Bridge to open", "26 January 2024", "Anna Petrova"], ("Anna Petrova", "26 January 2024")),
        (
            ["Bridge to open", "It is free for all", "Anna Petrova, Bo Li", "26.01.2024"],
            ("Anna Petrova, Bo Li", "26.01.2024"),
        ),
        (["Bridge to open", "أحمد علي", "26.01.2024"], ("أحمد علي", "26.01.2024")),
        (["Bridge to open", "It is free for all", "26.01.2024"], ("", "26.01.2024")),
        (["Bridge to open", "May Bridge", "In the Talks"], ("", "")),
        (["Bridge to open", "By Anna Petrova | January 26, 2024"], ("Anna Petrova", "January 26, 2024")),
        (["Bridge to open", "Written by Anna Petrova on 26 January 2024"], ("Anna Petrova", "26 January 2024")),
        (["Bridge to open", "TASS, 26 January 2024, 14:14 (MSK)"], ("", "TASS, 26 January 2024, 14:14 (MSK)")),
        # What cannot be read is said as it stands, for somebody who can; what can be read comes first.
        (["Bridge to open", "03/04/2024"], ("", "03/04/2024")),
        (["Bridge to open", "Updated 26 ianuarie 2024, 14:14"], ("", "Updated 26 ianuarie 2024, 14:14")),
        (["Bridge to open", "2024年1月28日 14時14分 更新"], ("", "2024年1月28日 14時14分 更新")),
        (["Bridge to open", "03/04/2024", "3 April 2024"], ("", "3 April 2024")),
        (["Bridge to open", "— Anna Petrova (@anna) January 26, 2024"], ("", "")),
    ],
)
def test_title_byline_and_date_are_read_from_the_first_lines(lines, said):
    assert read(*lines) == ("Bridge to open", *said)


def test_a_line_too_long_for_a_byline_and_date_is_not_searched_for_them():
    """Where the white space in it could be parted in as many ways as it is long, squared."""
    assert read("Bridge to open", "By Anna Petrova" + " " * 180 + "26 January 2024") == ("Bridge to open", "", "")


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["Politikk", "Kreml avviser rykter", "Av Kari Nordmann"], "Kreml avviser rykter"),
        (["World", "Europe", "The bridge will open in May", "It is free for all"], "The bridge will open in May"),
        (["Politics", "Bridge opens", "26 January 2024"], "Bridge opens"),
        (["Bridge opens", "26 January 2024"], "Bridge opens"),
        (["26 January 2024", "The bridge will open in May"], "The bridge will open in May"),
        (["国际", "克里姆林宫否认停火传闻", "2024年1月26日 星期五"], "克里姆林宫否认停火传闻"),
        (["الكرملين ينفي الشائعات", "26.01.2024"], "الكرملين ينفي الشائعات"),
        (["Local News |", "The bridge will open in May", "26 January 2024"], "The bridge will open in May"),
    ],
)
def test_the_name_of_a_section_above_the_title_is_not_the_title(lines, title):
    assert read(*lines)[0] == title


def test_below_a_menu_no_title_is_guessed():
    menu = ["Home", "News", "Climate", "Culture", "Letters to the editor", "Log in"]
    assert read(*menu, "The bridge will open in May", "By Anna Petrova") == ("", "", "")


@pytest.mark.parametrize(
    ("lines", "title", "byline"),
    [
        (["Кремль опроверг", "Иван Иванов", "26 января 2024, 14:14"], "Кремль опроверг", "Иван Иванов"),
        (["Kreml zaprzecza", "Jan Kowalski"], "Kreml zaprzecza", "Jan Kowalski"),
        (["Kremlin denies", "Jane Roe"], "Kremlin denies", "Jane Roe"),
        (["Kremlin denies", "Anna Maria de Souza", "26 January 2024"], "Kremlin denies", "Anna Maria de Souza"),
        (["Politics", "Kremlin Denies", "JANE ROE", "26 January 2024"], "Kremlin Denies", "JANE ROE"),
        (["Putin hadir", "Jumat, 26 Jan 2024 14:14 WIB"], "Putin hadir", ""),
        (["Putin hadir", "Pada 26 Foo 2024 14:14 WIB"], "Putin hadir", ""),
        # These words are written small in the text below, as no name is.
        (["Middle East", "Talks Close", "26 January 2024"], "Talks Close", ""),
        (["World", "Bridge Opens", "26 January 2024"], "Bridge Opens", ""),
        (["World", "Putin Speaks", "26 January 2024"], "Putin Speaks", ""),
        (["Middle East", "Putin Denies Rumors", "26 January 2024"], "Putin Denies Rumors", ""),
    ],
)
def test_a_bare_byline_or_a_date_is_not_the_title(lines, title, byline):
    assert read(*lines)[:2] == (title, byline)


@pytest.mark.parametrize(
    ("title", "below"),
    [
        ("Kremlin loses a plane over U.S.S.R.", []),
        ("Kremlin loses a plane over U.S.S.R.", ["By Anna Petrova", "26 January 2024"]),
        ("‘I am ready for talks.’", ["Anna Petrova", "26 January 2024"]),
        ("The bridge opens.", ["By Anna Petrova"]),
        ("The bridge opens.", ["26 January 2024"]),
    ],
)
def test_a_title_that_ends_as_a_sentence_is_known_by_what_stands_below_it(title, below):
    said = read(title, *below)
    assert said[0] == title
    assert bool(said[1]) == any("Anna" in line for line in below)
    assert said[2] == ("26 January 2024" if "26 January 2024" in below else "")


def test_a_text_that_begins_with_a_paragraph_or_sentence_has_no_heading():
    assert heading(f"The bridge opens.\n{BODY}\nBy Anna Petrova", tz=UTC) == Heading()
    assert heading(f"The bridge opens.\nAnna Petrova\n{BODY}", tz=UTC) == Heading()
    assert heading(f"{BODY * 5}\nBy Anna Petrova\n{BODY}", tz=UTC) == Heading()
    assert heading(f"{BODY * 5}\n{BODY}", tz=UTC) == Heading()
    assert heading("", tz=UTC) == heading(" \n\n", tz=UTC) == Heading()


def test_a_line_that_says_byline_and_date_stays_where_one_of_them_is_kept_in_other_words():
    line = "By Anna Petrova | January 26, 2024"
    head = heading(f"The bridge opens in May\n{line}\n{BODY}", tz=UTC)
    assert head.lines_saying(head.said) == [head.title, line]
    assert head.lines_saying({**head.said, "byline": "A. Petrova"}) == [head.title]


LAYOUTS = {
    "title, byline, date": (["{title}", "By {name}", "{day}"], 0.99),
    "title, name, date": (["{title}", "{name}", "{day}"], 0.95),
    "section, title, date, name": (["Politics", "{title}", "{day}", "{name}"], 0.95),
    "sentence, byline, date": (["{title}.", "By {name}", "{day}"], 0.99),
    "two words, name, date": (["{short}", "{name}", "{day}"], 0.9),
    "title, date": (["{title}", "{day}"], 0.99),
}


@pytest.mark.skipif(not POLNEAR.is_file(), reason="the corpora are not here")
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_headings_of_real_news_are_read_as_pages_lay_them_out(layout):
    lines, least = LAYOUTS[layout]
    with POLNEAR.open(encoding="utf-8") as articles:
        news = [one for one in map(json.loads, articles) if re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+", one["author"])]
    right: Counter[str] = Counter()
    for one in news:
        published = date.fromisoformat(one["date"])
        title = " ".join(one["title"].split())
        short = " ".join(title.split()[:2])
        said = {
            "title": title,
            "short": short,
            "name": one["author"],
            "day": f"{published:%B} {published.day}, {published.year}",
        }
        head = heading("\n".join([*(line.format(**said) for line in lines), one["text"].partition("\n\n")[2]]), tz=UTC)
        right["title"] += head.title in {line.format(**said) for line in lines if "title" in line or "short" in line}
        right["byline"] += head.byline == (one["author"] if "name" in " ".join(lines) else "")
        right["date"] += head.date_as_printed == said["day"]
    assert len(news) > 150
    assert {name for name, count in right.items() if count < least * len(news)} == set()


@pytest.mark.skipif(not EMERGENT.is_file(), reason="the corpora are not here")
def test_in_real_news_without_its_heading_hardly_a_byline_or_date_is_found():
    with EMERGENT.open(encoding="utf-8") as bodies:
        heads = [heading(json.loads(line)["text"], tz=UTC) for line in bodies]
    assert sum(bool(head.byline or head.date_as_printed) for head in heads) <= 2


@pytest.mark.skipif(not SEED.is_file(), reason="the seed article is not here")
def test_the_heading_of_the_seed_article_is_read():
    head = heading(SEED.read_text(encoding="utf-8"), tz=UTC)
    assert head == Heading(
        "Kremlin Refutes All Rumors",
        "Henrik Rothen",
        "Jan.26 - 2024 2:14 PM CET",
        "Written by Henrik Rothen",
        "Jan.26 - 2024 2:14 PM CET",
    )
