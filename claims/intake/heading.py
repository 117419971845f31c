"""The first lines of a pasted article: its title, who wrote it, its date as printed."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from itertools import dropwhile
from typing import Any

from ..characters import without_turning
from ..dates import UnreadableDate, parse
from .furniture import LINE, MOST_HEADING_LINES, cleaned

LONGEST_TITLE = 250
#: So many lines of one or two words may stand above a title: more are a menu.
MOST_KICKERS = 2
_SENTENCE_END = re.compile(r"[^.]\.[”\"’]?$|。[”」』]?$")
_BYLINE = re.compile(
    r"(?:written by|words by|story by|reported by|by|von|ein beitrag von|par|por|escrito por|di|de la redacción de|"
    r"автор|авторы|av|tekst|af|text|door|autor|autorka|автори|بقلم|מאת)(?:\s*:\s*|\s+)(?P<name>\S.{1,78}\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Heading:
    """What the first lines say; empty where they do not. `byline_line` is the whole line that `byline` is from."""

    title: str = ""
    byline: str = ""
    date_as_printed: str = ""
    byline_line: str = ""

    @property
    def said(self) -> dict[str, str]:
        """What it says of the article, as it is kept beside its text."""
        return {name: without_turning(getattr(self, name)) for name in ("title", "byline", "date_as_printed")}

    def lines_saying(self, kept: Mapping[str, Any]) -> list[str]:
        """Those of its lines that say no more than what is `kept` beside the text."""
        lines = {"title": self.title, "byline": self.byline_line, "date_as_printed": self.date_as_printed}
        return [lines[name] for name, said in self.said.items() if said and kept.get(name) == said]


def heading(pasted: str, *, tz: tzinfo, language: str = "") -> Heading:
    """The heading of a pasted article. Line ends must be LF already.

    The title is the first line of several words that is no page furniture, where it is no paragraph or sentence and no
    more than a kicker ("Politics") stands above it; a byline says that it is one ("Written by …"); a date is a line
    that can be read as one, whole. `tz` and `language` as for `claims.dates.parse`.
    """
    first = [line.strip() for line in LINE.findall(cleaned(_top(pasted)).text) if line.strip()][:MOST_HEADING_LINES]
    dates = [line for line in first if _is_date(line, tz, language)]
    title = _title(first, dates)
    if not title:
        return Heading()
    byline = next((line for line in first if line != title and _is_byline(line)), "")
    said = _BYLINE.fullmatch(byline)
    return Heading(title, said["name"] if said else "", dates[0] if dates else "", byline)


def _title(first: list[str], dates: list[str]) -> str:
    """The title among the first lines of a text; empty where none is one for sure, such as below a menu."""
    from_title = list(dropwhile(dates.__contains__, first))
    if not from_title or _is_paragraph(from_title[0]):
        return ""
    until = next((n for n, line in enumerate(from_title) if n and _is_below_a_title(line, dates)), len(from_title))
    above = from_title[:until]
    place = next((n for n, line in enumerate(above) if _has_several_words(line)), until - 1)
    return above[place] if place <= MOST_KICKERS else ""


def _is_below_a_title(line: str, dates: list[str]) -> bool:
    return line in dates or _is_byline(line) or _is_paragraph(line)


def _is_paragraph(line: str) -> bool:
    return len(line) > LONGEST_TITLE or bool(_SENTENCE_END.search(line))


def _has_several_words(line: str) -> bool:
    """Whether this is more than the name of a section; of scripts without spaces, letters are counted."""
    return len(line.split()) >= 3 or sum(unicodedata.east_asian_width(letter) == "W" for letter in line) >= 6


def _top(pasted: str) -> str:
    return "".join(LINE.findall(pasted[:20_000])[: 4 * MOST_HEADING_LINES])


def _is_byline(line: str) -> bool:
    match = _BYLINE.fullmatch(line)
    if match is None or len(match["name"].split()) > 8 or line.endswith((".", "!", "?", ":")):
        return False
    # "By Monday the bridge was closed" is no byline: names are written with capitals.
    words = re.findall(r"[^\W\d_]+", match["name"])
    small = {"and", "und", "et", "y", "e", "og", "och", "en", "i", "и", "та", "de", "von", "van", "der", "la", "for"}
    return bool(words) and all(word[0].isupper() or not word[0].islower() or word in small for word in words)


def _is_date(line: str, tz: tzinfo, language: str) -> bool:
    if len(line) > 100 or len(re.findall(r"[0-9]", line)) < 5:
        return False
    try:
        parse(line, tz=tz, language=language)
    except UnreadableDate:
        return False
    return True
