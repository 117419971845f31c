"""The first lines of a paste: title, byline and date as printed, or nothing."""

from datetime import UTC

import pytest

from claims.intake.heading import Heading, heading
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
    ],
)
def test_title_byline_and_date_are_read_from_the_first_lines(lines, said):
    assert read(*lines) == ("Bridge to open", *said)


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
    ],
)
def test_the_name_of_a_section_above_the_title_is_not_the_title(lines, title):
    assert read(*lines)[0] == title


def test_below_a_menu_no_title_is_guessed():
    menu = ["Home", "News", "Climate", "Culture", "Letters to the editor", "Log in"]
    assert read(*menu, "The bridge will open in May", "By Anna Petrova") == ("", "", "")


def test_a_text_that_begins_with_a_paragraph_or_sentence_has_no_heading():
    assert heading(f"The bridge opens.\nBy Anna Petrova\n{BODY}", tz=UTC) == Heading()
    assert heading(f"{BODY * 5}\n{BODY}", tz=UTC) == Heading()
    assert heading("", tz=UTC) == heading(" \n\n", tz=UTC) == Heading()


@pytest.mark.skipif(not SEED.is_file(), reason="the seed article is not here")
def test_the_heading_of_the_seed_article_is_read():
    head = heading(SEED.read_text(encoding="utf-8"), tz=UTC)
    assert head == Heading(
        "Kremlin Refutes All Rumors", "Henrik Rothen", "Jan.26 - 2024 2:14 PM CET", "Written by Henrik Rothen"
    )
