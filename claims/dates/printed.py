"""The date line of an article as its page prints it: with who printed it, when it was published, when updated."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import tzinfo

from django.utils.translation import gettext

from .clock import find_clock, zone_named
from .languages import LANGUAGES, meanings
from .reading import UnreadableDate, parse
from .value import PartialDate

#: What stands beside the day on which an article was published, and beside one on which it was changed.
_PUBLISHED = (
    "(?:first |originally )?(?:published|created)|date published|publication date|posted|veröffentlicht|erschienen|"
    "publiée?|parue?|publicad[oa]|pubblicat[oa]|дата публикации|опубликовано|опубліковано|data publikacji|opublikowano|"
    "publisert|publiceret|udgivet|offentliggjort|publicerad|publicerat|gepubliceerd|geplaatst|diterbitkan|تاريخ النشر|"
    "نشر|פורסם|发布时间|發布時間|发布|發布|发表|發表|公開日時|公開日|公開|掲載日|掲載|配信|입력|등록|게시"
)
_UPDATED = (
    "updated|update|modified|edited|aktualisiert|geändert|mise? à jour|modifiée?|actualisée?|actualizad[oa]|"
    "modificad[oa]|aggiornat[oa]|aggiornamento|modificat[oa]|atualizad[oa]|обновлено|обновление|изменено|оновлено|"
    "aktualizacja|zaktualizowano|oppdatert|endret|opdateret|ændret|uppdaterad|uppdaterat|ändrad|bijgewerkt|gewijzigd|"
    "aangepast|diperbarui|تحديث|עודכן|更新时间|更新時間|更新日時|更新日|更新|수정"
)
_LAST = (
    "last|zuletzt|dernière|última|ultimo|ultima|последнее|останнє|ostatnia|sist|senest|senast|laatst|laatste|terakhir|"
    "آخر|最后|最後|최종"
)
_LABEL = re.compile(
    rf"(?<![^\W\d_])(?:(?P<published>{_PUBLISHED})|(?:(?:{_LAST}) )?(?P<updated>{_UPDATED}))"
    r"(?![a-zà-öø-ÿа-яіїєґ])\s*:?",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[|·•;,()\[\]،、]+\s*|\s+[-–—/]\s+")
_WORD = re.compile(r"[^\W_]+(?:[.'’]?[^\W\d_]+)*")
_IN_FIGURES = re.compile(r"(?<![0-9])[0-9]{1,4}([-/.]) ?[0-9]{1,2}\1 ?[0-9]{2,4}(?![0-9])|[0-9]{4} ?[年년]")
#: A year, or a day and month in figures.
_IN_SOME_FIGURES = re.compile(r"\d{4}|\d ?[-/.月월] ?\d")
#: "— Jane (@jane) January 26, 2024" signs a quotation, and what ends in a colon goes on.
_OF_ANOTHER = re.compile(r"^\s*[-–—]|@|:\s*$")
_HALVES = frozenset({"a", "p", "m", "am", "pm", "a.m", "p.m", "uhr", "uur", "h"})
#: A place, an agency, "3 min read": more words than this beside a date say something else.
_MOST_BESIDE = 4
LONGEST = 120


def parse_printed(line: str, *, tz: tzinfo, language: str = "") -> PartialDate:
    """When an article was published, from the whole line that says so: "Published January 26, 2024 | Updated 2 hours
    ago", "ТАСС, 26 января 2024, 14:14 (МСК)". `tz` and `language` as for `parse`, which reads the date itself.

    Raises `UnreadableDate`, also where the line says only when the article was changed.
    """
    try:
        return parse(line, tz=tz, language=language)
    except UnreadableDate as refusal:
        whole_refusal = refusal
    if len(line) > LONGEST or _OF_ANOTHER.search(line):
        raise whole_refusal
    stretches = [one for one in _stretches(line) if one.words]
    published = [one for one in stretches if one.label == "published"] or [one for one in stretches if not one.label]
    if not published:
        if stretches:
            raise UnreadableDate(gettext("It says when the article was changed, not when it was published."))
        raise whole_refusal
    return parse(_without_what_is_beside(published[0].words), tz=tz, language=language)


def looks_like_date(line: str) -> bool:
    """Whether a line of a page is about its date and nothing else, readable or not."""
    if len(line) > LONGEST or _OF_ANOTHER.search(line) or not any(character.isdigit() for character in line):
        return False
    plain = _without_what_is_beside(unicodedata.normalize("NFKC", _LABEL.sub(" ", line)))
    labels, words = _labels_and_words(line)
    has_label = bool(_LABEL.match(line.strip()))
    clock, rest = find_clock(" ".join(plain.split()))
    in_figures = _IN_FIGURES.search(rest)
    kinds = [_kinds(word) for word in _WORD.findall(_IN_FIGURES.sub(" ", rest))]
    strange = sum(not known for known in kinds)
    said = frozenset[str]().union(*kinds)
    if has_label and strange <= 2:
        return True
    if in_figures or ("year" in said and "day" in said and ("month" in said or strange == 1)):
        # A headline may end in "published", too: a label behind says less than one in front.
        return strange <= (3 if clock else 2 if labels and _follow_their_dates(words) else 1)
    if "day" in said and "month" in said:
        return strange == 0
    return strange <= 2 and clock is not None and "weekday" in said


@dataclass(frozen=True)
class _Stretch:
    """Part of a line: the words of "published", those of "updated", or those of neither."""

    label: str
    words: str


def _stretches(line: str) -> Iterator[_Stretch]:
    """The parts of a line, each with its label: the one before it, or after it where the labels follow their dates."""
    labels, words = _labels_and_words(line)
    # What is left over stands before the first label, or after the last, where no date is.
    labels = labels if labels and _follow_their_dates(words) else ["", *labels]
    for label, part in zip(labels, words, strict=False):
        yield _Stretch(label, _bare(part))


def _labels_and_words(line: str) -> tuple[list[str], list[str]]:
    """The labels in a line, and the words before, between and after them: one part more than there are labels."""
    found = list(_LABEL.finditer(line))
    return [str(match.lastgroup) for match in found], [line[between] for between in _between(found, line)]


def _follow_their_dates(words: list[str]) -> bool:
    """Whether the labels between these words follow their dates: "28 January 2024, 14:14 (updated) | 3 min read".

    "26 January 2024 | Updated 2 hours ago" has what its label says right behind it, though it is no date; "26 January
    2024, 10:02 | Updated - 14:14" has a time on each side.
    """
    first, last = words[0], words[-1].lstrip()
    is_alone = not _WORD.search(last) or last.startswith(tuple("|·•;,()[]،、-–—/"))
    has_times = find_clock(first)[0] is not None and find_clock(last)[0] is not None
    return is_alone and not has_times and _says_a_day(first) and not _says_a_day(last)


def _says_a_day(words: str) -> bool:
    """Whether a day is among these words, or a part of one that is more than a number."""
    rest = find_clock(words)[1]
    return bool(_IN_SOME_FIGURES.search(rest)) or any("month" in _kinds(word) for word in _WORD.findall(rest))


def _bare(words: str) -> str:
    return words.strip(" \t|·•;,:/–—-")


def _without_what_is_beside(words: str) -> str:
    """A date without the place, agency or reading time before or after it."""
    parts = _between(_PARTS.finditer(words), words)
    while len(parts) > 1 and _is_beside(words[parts[0]]):
        del parts[0]
    while len(parts) > 1 and _is_beside(words[parts[-1]]):
        del parts[-1]
    return words[parts[0].start : parts[-1].stop]


def _between(found: Iterable[re.Match[str]], text: str) -> list[slice]:
    """Where the text is before, between and after what was found in it."""
    edges = [0, *(edge for match in found for edge in match.span()), len(text)]
    return [slice(begins, ends) for begins, ends in zip(edges[::2], edges[1::2], strict=True)]


def _is_beside(part: str) -> bool:
    """Whether this says nothing of a date: it has the words of a name or of a length, and none of a date."""
    words = _WORD.findall(part)
    if len(words) > _MOST_BESIDE or _IN_FIGURES.search(part) or find_clock(part)[0]:
        return False
    kinds = [_kinds(word) for word in words]
    if any({"month", "year", "weekday"} & kind for kind in kinds):
        return False
    is_length = any("day" in kind for kind in kinds)
    strange = [word for word, kind in zip(words, kinds, strict=True) if not kind]
    # "Kremlin denies, 26 January 2024" is a headline.
    return not words or (bool(strange) and (is_length or not any(word.islower() and len(word) > 3 for word in strange)))


def _kinds(word: str) -> frozenset[str]:
    """What a word may be in a date, in any language; nothing where it is none of a date."""
    lower = word.lower()
    if lower in _HALVES or zone_named(lower) is not None:
        return frozenset({"zone"})
    return frozenset(kind for code in LANGUAGES for kind, _number in meanings(word, code))
