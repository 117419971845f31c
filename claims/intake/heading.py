"""The first lines of a pasted article: its title, who wrote it, its date as printed."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from ..characters import without_turning
from ..dates import UnreadableDate, looks_like_date, parse_printed
from .furniture import LINE, MOST_HEADING_LINES, cleaned, is_doubtful

LONGEST_TITLE = 250
#: So many lines of one or two words may stand above a title: more are a menu.
MOST_KICKERS = 2
#: A title that is a sentence is no longer than this; a first paragraph seldom is so short.
LONGEST_SENTENCE = 160
LONGEST_NAMES = 80
#: Names and a date in one line. Longer lines are not searched for the place between them: it could be in too many.
LONGEST_BYLINE_AND_DATE = 200
_SENTENCE_END = re.compile(r"[^.]\.[”\"’]?$|。[”」』]?$")
_BYLINE = re.compile(
    r"(?:written by|words by|story by|reported by|by|von|ein beitrag von|par|por|escrito por|di|de la redacción de|"
    r"автор|авторы|av|tekst|af|text|door|autor|autorka|автори|بقلم|מאת)(?:\s*:\s*|\s+)(?P<name>\S.{1,78}\S)",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:^|[\s(\"“‘«])(?:[^\W\d_]\.){2,}[”\"’»)]?$")
_BEFORE_A_DATE = re.compile(r"\s*[|·•,–—]\s*|\s+(?:on|am|le|el|il)\s+|\s+(?=[0-9])")
_WORD = re.compile(r"[^\W\d_]+")
_NAME_WORD = re.compile(r"[^\W\d_][^\W\d_]*(?:[-'’.][^\W\d_]+)*\.?")
#: Words that join names, and those inside of them that are written small.
_JOINING = frozenset(["and", "und", "et", "y", "e", "og", "och", "en", "i", "и", "та", "і", "for", "in"])
_SMALL_WORDS = _JOINING.union(
    ["de", "von", "van", "der", "den", "la", "le", "da", "do", "dos", "das", "di", "del", "della", "du", "al", "el"],
    ["bin", "ibn", "af", "av", "zu"],
)
_BETWEEN_NAMES = re.compile(rf"\s*[,;|·•/&]\s*|\s+(?:{'|'.join(_JOINING)})\s+")


@dataclass(frozen=True)
class Heading:
    """What the first lines say; empty where they do not. `byline_line` is the whole line that `byline` is from, and
    `date_line` that of the date; one line may say both."""

    title: str = ""
    byline: str = ""
    date_as_printed: str = ""
    byline_line: str = ""
    date_line: str = ""

    @property
    def said(self) -> dict[str, str]:
        """What it says of the article, as it is kept beside its text."""
        return {name: without_turning(getattr(self, name)) for name in ("title", "byline", "date_as_printed")}

    def lines_saying(self, kept: Mapping[str, Any]) -> list[str]:
        """Those of its lines that say no more than what is `kept` beside the text."""
        lines = {"title": self.title, "byline": self.byline_line, "date_as_printed": self.date_line}
        said = {lines[name]: name for name, words in self.said.items() if words}
        more = {lines[name] for name, words in self.said.items() if words and kept.get(name) != words}
        return [line for line in said if line not in more]


def heading(pasted: str, *, tz: tzinfo, language: str = "") -> Heading:
    """The heading of a pasted article. Line ends must be LF already.

    The title is the first line of several words that is no page furniture, where it is no paragraph and no more than a
    kicker ("Politics") stands above it; a sentence only where a byline or date stands right below it. A byline says
    that it is one ("Written by …"), or is a name below the title. A date is a line that can be read as one, whole, or
    else one that looks like one, for the editor to read. `tz` and `language` as for `claims.dates.parse_printed`.
    """
    shown = cleaned(_top(pasted)).text
    first = [line.strip() for line in LINE.findall(shown) if line.strip()][:MOST_HEADING_LINES]
    both = {line: said for line in first if (said := _byline_and_date(line, tz, language))}
    read = [line for line in first if line in both or _is_read(line, tz, language)]
    dates = [line for line in first if line in read or looks_like_date(line)]
    lines = _Lines(first, frozenset(dates), frozenset(word for word in _WORD.findall(shown) if word.islower()))
    title = _title(lines)
    if not title:
        return Heading()
    byline_line = next((line for line in first if line != title and (line in both or _is_byline(line))), "")
    byline_line = byline_line or _name_below(title, lines)
    date_line = (read or [line for line in dates if line != title] or [""])[0]
    byline, date = both.get(byline_line, (_without_by(byline_line), ""))
    printed = date if date_line == byline_line else both.get(date_line, ("", date_line))[1]
    return Heading(title, byline, printed, byline_line, date_line)


@dataclass(frozen=True)
class _Lines:
    """The first lines of a text, those among them that are `dates`, and the words that it writes without a capital."""

    first: list[str]
    dates: frozenset[str]
    small: frozenset[str]

    def is_date(self, line: str) -> bool:
        return line in self.dates

    def is_signed(self, at: int) -> bool:
        """Whether a byline or date stands right below the line of this number."""
        below, then = [*self.first[at + 1 : at + 3], "", ""][:2]
        return self.is_date(below) or _is_byline(below) or (self.is_name(below) and self.is_date(then))

    def is_name(self, line: str) -> bool:
        """Whether this may be names and nothing else: words with capitals, none of which the text writes small."""
        if len(line) > LONGEST_NAMES or line.endswith((".", "!", "?", ":")) or is_doubtful(line):
            return False
        words = re.findall(r"[^\s,;|·•/&]+", line)
        first_name = _BETWEEN_NAMES.split(line, maxsplit=1)[0].split()
        if not 2 <= len(first_name) <= 4 or words[0].casefold() in _JOINING or words[-1].casefold() in _SMALL_WORDS:
            return False
        # What this line itself writes small is among the small words, too.
        names = [word for word in words if word not in _SMALL_WORDS]
        return all(_NAME_WORD.fullmatch(name) and name.lower() not in self.small for name in names)


def _title(lines: _Lines) -> str:
    """The title among the first lines of a text; empty where none is one for sure, such as below a menu."""
    start = next((n for n, line in enumerate(lines.first) if not lines.is_date(line)), len(lines.first))
    until = start
    while until < len(lines.first) and not _is_below_a_title(lines, until, start):
        until += 1
    above = lines.first[start:until]
    sentence = lines.first[until] if until < len(lines.first) and lines.is_signed(until) else ""
    if all(map(is_doubtful, above)) and _is_sentence(sentence):
        return sentence
    if len(above) > 1 and not any(map(_has_several_words, above[:-1])) and lines.is_name(above[-1]):
        above = _without_name(above)
    place = next((n for n, line in enumerate(above) if _has_several_words(line)), len(above) - 1)
    return above[place] if above and place <= MOST_KICKERS else ""


def _without_name(above: list[str]) -> list[str]:
    """Short lines above a byline or date without the last of them, where that is rather a name than the title."""
    *before, last = above
    words = [word for word in last.split() if word.casefold() not in _SMALL_WORDS and len(word.strip(".")) > 1]
    is_kicker = is_doubtful(before[-1]) or len(before[-1].split()) == 1
    return above if is_kicker or (len(words) > 2 and _has_capitals(before[-1])) else before


def _name_below(title: str, lines: _Lines) -> str:
    """The name below the title, right below it or beside a date."""
    at = lines.first.index(title)
    for number in range(at + 1, min(at + 4, len(lines.first))):
        line, beside = lines.first[number], (lines.first[number - 1], *lines.first[number + 1 : number + 2])
        # Without capitals, any few words could be a name.
        is_right_below = number == at + 1 and line != line.swapcase()
        if lines.is_name(line) and lines.first.count(line) == 1 and (is_right_below or any(map(lines.is_date, beside))):
            return line
    return ""


def _is_below_a_title(lines: _Lines, number: int, start: int) -> bool:
    line = lines.first[number]
    return _is_paragraph(line) or (number > start and (lines.is_date(line) or _is_byline(line)))


def _is_paragraph(line: str) -> bool:
    return len(line) > LONGEST_TITLE or (bool(_SENTENCE_END.search(line)) and not _ends_in_initials(line))


def _is_sentence(line: str) -> bool:
    """Whether this is short enough for a title that is a sentence; empty is none."""
    return 0 < len(line) <= LONGEST_SENTENCE


def _ends_in_initials(line: str) -> bool:
    """Whether the last full stop is that of "U.S.S.R.", in a line as short as titles are."""
    return len(line) <= LONGEST_SENTENCE and bool(_INITIALS.search(line))


def _has_several_words(line: str) -> bool:
    """Whether this is more than the name of a section; of scripts without spaces, letters are counted."""
    return (
        len(re.findall(r"\S*\w\S*", line)) >= 3
        or sum(unicodedata.east_asian_width(letter) == "W" for letter in line) >= 6
    )


def _has_capitals(line: str) -> bool:
    """Whether each word of a line begins with a capital, as in titles of some languages."""
    return not any(word[0].islower() for word in line.split())


def _top(pasted: str) -> str:
    return "".join(LINE.findall(pasted[:20_000])[: 4 * MOST_HEADING_LINES])


def _is_byline(line: str) -> bool:
    match = _BYLINE.fullmatch(line)
    if match is None or len(match["name"].split()) > 8 or line.endswith((".", "!", "?", ":")):
        return False
    # "By Monday the bridge was closed" is no byline: names are written with capitals.
    words = re.findall(r"[^\W\d_]+", match["name"])
    return bool(words) and all(word[0].isupper() or not word[0].islower() or word in _SMALL_WORDS for word in words)


def _without_by(line: str) -> str:
    match = _BYLINE.fullmatch(line)
    return match["name"] if match else line


def _byline_and_date(line: str, tz: tzinfo, language: str) -> tuple[str, str] | None:
    """The names and the date of a line that says both: "By Anna Petrova | January 26, 2024"."""
    if len(line) > LONGEST_BYLINE_AND_DATE:
        return None
    for gap in _BEFORE_A_DATE.finditer(line):
        byline, date = line[: gap.start()], line[gap.end() :]
        if _is_byline(byline) and _is_read(date, tz, language):
            return _without_by(byline), date
    return None


def _is_read(line: str, tz: tzinfo, language: str) -> bool:
    if len(line) > 100 or len(re.findall(r"[0-9]", line)) < 5:
        return False
    try:
        parse_printed(line, tz=tz, language=language)
    except UnreadableDate:
        return False
    return True
