"""The first lines of a pasted article: its title, who wrote it, its date as printed."""

import re
from dataclasses import dataclass
from datetime import tzinfo

from ..dates import UnreadableDate, parse
from .furniture import LINE, MOST_HEADING_LINES, cleaned

LONGEST_TITLE = 250
_BYLINE = re.compile(
    r"(?:written by|words by|story by|reported by|by|von|ein beitrag von|par|por|escrito por|di|de la redacción de|"
    r"автор|авторы|av|tekst|af|text|door|autor|autorka|автори)(?:\s*:\s*|\s+)(?P<name>\S.{1,78}\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Heading:
    """What the first lines say; empty where they do not. `byline_line` is the whole line that `byline` is from."""

    title: str = ""
    byline: str = ""
    date_as_printed: str = ""
    byline_line: str = ""


def heading(pasted: str, *, tz: tzinfo, language: str = "") -> Heading:
    """The heading of a pasted article. Line ends must be LF already.

    The title is the first line that is no page furniture, where it is no paragraph or sentence; a byline says that it
    is one ("Written by …"); a date is a line that can be read as one, whole.
    `tz` and `language` as for `claims.dates.parse`.
    """
    first = [line.strip() for line in LINE.findall(cleaned(_top(pasted)).text) if line.strip()][:MOST_HEADING_LINES]
    if not first or len(first[0]) > LONGEST_TITLE or re.search(r"[^.]\.[”\"’]?$", first[0]):
        return Heading()
    title, *rest = first
    byline = next((line for line in rest if _is_byline(line)), "")
    printed = next((line for line in rest if _is_date(line, tz, language)), "")
    said = _BYLINE.fullmatch(byline)
    return Heading(title, said["name"] if said else "", printed, byline)


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
