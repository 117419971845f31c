"""Passages of a text: exact, or nothing.

A passage is anchored in one stored version of a text by its own words and a little of what stands
before and after: the TextQuoteSelector of the W3C Web Annotation Data Model (section 4.2.4,
https://www.w3.org/TR/annotation-model/#text-quote-selector). Where these do not occur exactly once,
nothing is found: a highlight on a look-alike sentence would put words into somebody's mouth.

Offsets count Unicode code points. Browsers count UTF-16 units: `from_utf16` and `to_utf16` convert
at the border. Every function takes time linear in the text (`take` times its logarithm), because
`str.find` does: CPython searches with the two-way algorithm of Crochemore and Perrin
(Objects/stringlib/stringlib_find_two_way_notes.txt).
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext, ngettext

from .characters import has_something_to_read


class Span(NamedTuple):
    """From `start` up to, not including, `end`, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a text with what stood right before and right after them, unaltered."""

    exact: str
    prefix: str = ""
    suffix: str = ""


class PassageError(ValueError):
    """A passage that cannot be used; the message says why, for the person."""


class PassageNotFound(PassageError):  # named for what it is, as DoesNotExist is
    """The words do not stand in the text."""

    def __str__(self) -> str:
        return gettext("These words are not in the text. Copy them from the text as it stands here.")


class PassageNotUnique(PassageError):  # as above
    """The words stand in the text `count` times; overlapping ones count."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count

    def __str__(self) -> str:
        return ngettext(
            "These words stand %(count)d time in the text. Add words before or after.",
            "These words stand %(count)d times in the text. Add words before or after.",
            self.count,
        ) % {"count": self.count}


def take(text: str, start: int, end: int, context: int = 32) -> Passage:
    """The passage `text[start:end]`, so that `find` in the same text gives that span again.

    Prefix and suffix hold `context` code points each, fewer at the ends of the text, and as many
    more as it takes for the whole to occur once. Raises `PassageError` where the span is out of
    range, has nothing to read in it, or cuts a character as a reader sees it.
    """
    if context < 0:
        raise ValueError("context cannot be negative")
    _check_range(start, end, len(text))
    if not has_something_to_read(text[start:end]):
        raise PassageError(gettext("There is nothing to read in this passage. Select some words."))
    if _cuts_character(text, start, end):
        raise PassageError(gettext("This passage begins or ends inside a character. Select the whole character."))

    def widened(by: int) -> Span:
        return Span(max(0, start - by), min(len(text), end + by))

    # Wider context never occurs more often, and the whole text occurs once: double, then bisect.
    too_little, enough = -1, context
    while not _occurs_once(text, text[slice(*widened(enough))]):
        too_little, enough = enough, max(1, enough * 2)
    while too_little >= context and enough - too_little > 1:
        middle = (too_little + enough) // 2
        if _occurs_once(text, text[slice(*widened(middle))]):
            enough = middle
        else:
            too_little = middle
    outer = widened(enough)
    return Passage(text[start:end], text[outer.start : start], text[end : outer.end])


def find(text: str, passage: Passage) -> Span | None:
    """Where `passage` stands in `text`, or None unless it stands there, with its prefix and suffix,
    exactly once and in whole characters. Never approximate."""
    quote = passage.prefix + passage.exact + passage.suffix
    if not passage.exact or not _occurs_once(text, quote):
        return None
    start = text.find(quote) + len(passage.prefix)
    span = Span(start, start + len(passage.exact))
    return None if _cuts_character(text, *span) else span


def locate(text: str, words: str) -> Span:
    """Where the words that an editor pasted stand in `text`; white space around them is left out.

    First as they are; if nowhere, then with any run of white space taken as one space and curly
    quotation marks and apostrophes as straight ones. The span is of `text` itself. Raises
    `PassageNotFound`, or `PassageNotUnique` with the number of places.
    """
    wanted = words.strip()
    if not has_something_to_read(wanted):
        raise PassageNotFound
    if wanted in text:
        start = _only_position(text, wanted)
        span = Span(start, start + len(wanted))
    else:
        plain, positions = _plain(text)
        plain_wanted, _unused = _plain(wanted)
        start = _only_position(plain, plain_wanted)
        # The last character is no white space, so it is one character of the text as well.
        span = Span(positions[start], positions[start + len(plain_wanted) - 1] + 1)
    if _cuts_character(text, *span):
        raise PassageNotFound
    return span


def occurrences(text: str, words: str) -> int:
    """How often `words` stand in `text`; "ana" stands twice in "banana". Zero for no words.

    Knuth, Morris and Pratt, Fast Pattern Matching in Strings, SIAM J. Comput. 6 (1977): linear
    where repeated `str.find` would take the square.
    """
    if not words:
        return 0
    borders = [0] * len(words)
    matched = 0
    for index in range(1, len(words)):
        while matched and words[index] != words[matched]:
            matched = borders[matched - 1]
        matched += words[index] == words[matched]
        borders[index] = matched
    count = matched = 0
    for character in text:
        while matched and (matched == len(words) or character != words[matched]):
            matched = borders[matched - 1]
        matched += character == words[matched]
        count += matched == len(words)
    return count


def from_utf16(text: str, start: int, end: int) -> Span:
    """The span of UTF-16 units `start` to `end`, as a browser counts. Raises `PassageError` where
    they are out of range or between the two halves of a surrogate pair."""
    units = text.encode("utf-16-le")
    _check_range(start, end, len(units) // 2)
    try:
        before = len(units[: 2 * start].decode("utf-16-le"))
        return Span(before, before + len(units[2 * start : 2 * end].decode("utf-16-le")))
    except UnicodeDecodeError:
        raise PassageError(
            gettext("This passage begins or ends inside a character. Select the whole character.")
        ) from None


def to_utf16(text: str, span: Span) -> tuple[int, int]:
    """Start and end of `span` in UTF-16 units, as a browser counts. Raises `PassageError` where it
    is out of range."""
    _check_range(span.start, span.end, len(text))
    start = len(text[: span.start].encode("utf-16-le")) // 2
    return start, start + len(text[span.start : span.end].encode("utf-16-le")) // 2


def normalise_newlines(text: str) -> str:
    """`text` with every line end as LF: done once, when a version is stored, and never again, so
    that offsets into a stored text keep their meaning. Nothing else is altered.

    Raises ValueError where the text holds NUL or half a surrogate pair: databases and UTF-8 cannot
    keep them.
    """
    if (position := text.find("\0")) >= 0:
        raise ValueError(
            gettext("The text holds a NUL character, after %(count)d characters. Remove it.") % {"count": position}
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError(
            gettext("The text holds half of a character, after %(count)d characters. Remove it.")
            % {"count": error.start}
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def paragraphs(text: str) -> list[Span]:
    """The lines of `text` that hold anything, without the white space around them, in order.

    Whatever is outside these spans is white space. Expects line ends as `normalise_newlines` makes
    them.
    """
    spans = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.end() - len(line[0].lstrip())
        end = line.start() + len(line[0].rstrip())
        if start < end:
            spans.append(Span(start, end))
    return spans


def _check_range(start: int, end: int, length: int) -> None:
    if not 0 <= start <= end <= length:
        raise PassageError(gettext("This passage is outside the text. Select it again."))


def _occurs_once(text: str, words: str) -> bool:
    first = text.find(words)
    return first >= 0 and text.find(words, first + 1) < 0


def _only_position(text: str, words: str) -> int:
    if _occurs_once(text, words):
        return text.find(words)
    count = occurrences(text, words)
    raise PassageNotUnique(count) if count else PassageNotFound


_STRAIGHT = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b", "'") | dict.fromkeys("\u201c\u201d\u201e\u201f«»", '"')
)


def _plain(text: str) -> tuple[str, list[int]]:
    """`text` with runs of white space as one space and straight quotation marks, and for each
    character the position in `text` that it comes from."""
    characters: list[str] = []
    positions: list[int] = []
    for position, character in enumerate(text.translate(_STRAIGHT)):
        if not character.isspace():
            characters.append(character)
        elif not characters or characters[-1] != " ":
            characters.append(" ")
        else:
            continue
        positions.append(position)
    return "".join(characters), positions


# What a reader sees as one character: the rules of Unicode Standard Annex #29, section 3.1.1, as
# far as the tables of the standard library carry them. In doubt they keep characters together.

_ZERO_WIDTH_JOINER = "\u200d"
_HANGUL = (
    ("L", "\u1100", "\u115f"),
    ("L", "\ua960", "\ua97c"),
    ("V", "\u1160", "\u11a7"),
    ("V", "\ud7b0", "\ud7c6"),
    ("T", "\u11a8", "\u11ff"),
    ("T", "\ud7cb", "\ud7fb"),
)
# Leading consonants, vowels, trailing consonants and whole syllables that go on in one syllable.
_HANGUL_FOLLOWERS = {
    "L": ("L", "V", "LV", "LVT"),
    "V": ("V", "T"),
    "LV": ("V", "T"),
    "T": ("T",),
    "LVT": ("T",),
}


def _cuts_character(text: str, start: int, end: int) -> bool:
    begins_inside = start < len(text) and (_extends(text[start]) or _holds_together(text, start))
    return begins_inside or (end < len(text) and _holds_together(text, end))


def _extends(character: str) -> bool:
    """Whether it belongs to the character before it: marks, joiners, variation selectors, skin
    tones, tags, half-width voicing marks."""
    return (
        unicodedata.category(character)[0] == "M"
        or character in "\u200c\u200d\uff9e\uff9f"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def _holds_together(text: str, position: int) -> bool:
    """Whether the characters on both sides of `position` are one to a reader."""
    if position == 0 or position == len(text):
        return False
    before, after = text[position - 1], text[position]
    if _extends(after):
        return before != "\n"
    if before == _ZERO_WIDTH_JOINER:
        return unicodedata.category(after) in ("So", "Sm")
    if _is_regional(before) and _is_regional(after):
        # Flags are pairs of letters, counted from the beginning of the run.
        start = position
        while start and _is_regional(text[start - 1]):
            start -= 1
        return (position - start) % 2 == 1
    return (before, after) == ("\r", "\n") or _is_one_syllable(before, after)


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _is_one_syllable(before: str, after: str) -> bool:
    return _hangul(after) in _HANGUL_FOLLOWERS.get(_hangul(before), ())


def _hangul(character: str) -> str:
    """The Hangul_Syllable_Type of `character`, empty where it is none."""
    if "\uac00" <= character <= "\ud7a3":
        return "LV" if (ord(character) - 0xAC00) % 28 == 0 else "LVT"
    for kind, first, last in _HANGUL:
        if first <= character <= last:
            return kind
    return ""
