"""Page furniture in a pasted text: lines that belong to the page and not to the article.

Every rule takes whole lines and never looks inside a sentence. A line is taken only where its words, the whole of it,
are furniture by themselves; a doubtful one ("Politics") only where it stands beside furniture. To leave an
advertisement in is a blemish; to take a sentence out is an error. Nothing is lost: what is taken out is kept, with the
place where it stood and the rule that took it, and `restored` gives the pasted text back exactly.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TypedDict

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from . import furniture_words as words

LONGEST_LINE = 400
#: A text with more lines of furniture than this is no page.
MOST_PIECES = 2_000
#: A title, byline and date are looked for in so many lines, those left out that hold nothing.
MOST_HEADING_LINES = 12
#: A line with its end. As `str.splitlines`, but for line feeds alone.
LINE = re.compile(r"[^\n]*\n|[^\n]+")


class Rule(TextChoices):
    """Why a line was taken out. Kept with it, so a code is never renamed."""

    ADVERTISEMENT = "advertisement", _("advertisement")
    SHARING = "sharing", _("buttons for sharing")
    OTHER_ARTICLES = "other_articles", _("pointer to other articles")
    NEWSLETTER = "newsletter", _("newsletter or sign-in")
    COOKIES = "cookies", _("notice about cookies")
    PHOTO = "photo", _("photo credit")
    COMMENTS = "comments", _("readers’ comments")
    RIGHTS = "rights", _("notice of rights")
    LANGUAGES = "languages", _("choice of languages")
    PLAYER = "player", _("reading time or player")
    PAGE = "page", _("menu of the page")
    HEADING = "heading", _("title, byline or date, kept above")


class Piece(TypedDict):
    """A line taken out, as it is stored: `words` with its line end stood before character `at` of the text kept."""

    at: int
    words: str
    rule: str


@dataclass(frozen=True)
class Cleaned:
    """A text without its furniture, and what was taken out, in order."""

    text: str
    pieces: list[Piece]


def cleaned(pasted: str, *, heading: Collection[str] = ()) -> Cleaned:
    """`pasted` without page furniture, and without the lines of its `heading` (see `claims.intake.heading`) at its top.

    Line ends must be LF already. Time is linear in the text.
    """
    lines = LINE.findall(pasted)
    rules = _rules(lines)
    if sum(rule is not None for rule in rules) > MOST_PIECES:
        # No page has so much around its text: it is something else, and is kept as it is.
        rules = [None] * len(lines)
    missing = {line.strip() for line in heading}
    for number in _first_filled(lines, MOST_HEADING_LINES):
        if lines[number].strip() in missing:
            missing.remove(lines[number].strip())
            rules[number] = Rule.HEADING
    kept: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for line, rule in zip(lines, rules, strict=True):
        if rule is None:
            kept.append(line)
            at += len(line)
        else:
            pieces.append({"at": at, "words": line, "rule": str(rule)})
    return Cleaned("".join(kept), pieces)


def restored(text: str, pieces: Sequence[Piece], put_back: Collection[int] | None = None) -> Cleaned:
    """`text` with the pieces of these numbers (all of them, if None) where they stood, and the pieces still out."""
    parts: list[str] = []
    left: list[Piece] = []
    done = length = 0
    for number, piece in enumerate(pieces):
        part = text[done : piece["at"]]
        parts.append(part)
        done, length = piece["at"], length + len(part)
        if put_back is None or number in put_back:
            parts.append(piece["words"])
            length += len(piece["words"])
        else:
            left.append({**piece, "at": length})
    return Cleaned("".join([*parts, text[done:]]), left)


def is_doubtful(line: str) -> bool:
    """Whether this is the name of a section, a button or the like: furniture where it stands beside some."""
    return _said(line) in _WEAK


def _first_filled(lines: Sequence[str], most: int) -> list[int]:
    """The numbers of the first lines that hold anything."""
    return list(islice((number for number, line in enumerate(lines) if line.strip()), most))


def _rules(lines: Sequence[str]) -> list[Rule | None]:
    """For each line the rule that takes it out, or None."""
    said = [_said(line) for line in lines]
    filled = [number for number, line in enumerate(said) if line]
    rules: list[Rule | None] = [_rule_of(line) for line in said]
    for rule, members, least in _IN_A_ROW:
        for run in _runs([said[number] for number in filled], members, least):
            for place in run:
                rules[filled[place]] = rules[filled[place]] or rule
    # A doubtful line beside furniture is furniture, and so is one beside that: once down the page, once up.
    for order in (filled, filled[::-1]):
        for before, here in pairwise(order):
            if rules[here] is None and rules[before] and said[here] in _WEAK:
                rules[here] = Rule.SHARING if said[here] in _BUTTONS else Rule.PAGE
    return rules


def _said(line: str) -> str:
    """What a line says, for comparing: small letters, single spaces, no arrows and bullets at its ends."""
    if len(line) > LONGEST_LINE + 1:
        # Nothing that long is furniture; only that it says something matters.
        return line[:LONGEST_LINE] if line.strip() else ""
    plain = unicodedata.normalize("NFKC", line).casefold().replace("\u00ad", "")
    return " ".join(plain.split()).strip(_AROUND)


def _rule_of(said: str) -> Rule | None:
    if not said or len(said) >= LONGEST_LINE:
        return None
    if rule := _PHRASES.get(said.rstrip(".:!…") or said):
        return rule
    tokens = _TOKEN.findall(said)
    if len(tokens) >= 2 and _BUTTONS.issuperset(tokens):
        return Rule.SHARING
    if len(tokens) >= 3 and _LANGUAGE_NAMES.issuperset(tokens):
        return Rule.LANGUAGES
    return next((rule for rule, pattern in _PATTERNS if pattern.fullmatch(said)), None)


def _runs(said: Sequence[str], members: Collection[str], least: int) -> Iterable[range]:
    """The places where `least` or more lines in a row are among `members`."""
    start = 0
    for place, line in enumerate([*said, ""]):
        if line not in members:
            if place - start >= least:
                yield range(start, place)
            start = place + 1


def _lines(text: str) -> list[str]:
    return [" ".join(one.casefold().split()) for one in re.split(r"\n| \| ", text.strip())]


def _any_of(*alternatives: str) -> str:
    return "|".join(re.escape(one) for group in alternatives for one in group.split("|"))


_AROUND = " \t|·•▪–—-›»→▸►▶✕×✓✔*_<>[]{}‹«←▼▲▾▴+#"
_TOKEN = re.compile(r"[^\s|·•/,&]+")
_BUTTONS = frozenset(words.BUTTONS.split())
_LANGUAGE_NAMES = frozenset(words.LANGUAGE_NAMES.casefold().split())
_WEAK = frozenset(_lines(words.WEAK)) | _BUTTONS
#: Lines that are furniture only several in a row: languages by name, buttons, entries of a menu.
_IN_A_ROW = ((Rule.LANGUAGES, _LANGUAGE_NAMES, 3), (Rule.SHARING, _BUTTONS, 2), (Rule.PAGE, _WEAK, 4))
_PHRASES = {
    phrase.rstrip(".:!…"): rule
    for rule, phrases in (
        (Rule.ADVERTISEMENT, words.ADVERTISEMENT),
        (Rule.SHARING, words.SHARING),
        (Rule.OTHER_ARTICLES, words.OTHER_ARTICLES),
        (Rule.NEWSLETTER, words.NEWSLETTER),
        (Rule.COOKIES, words.COOKIES),
        (Rule.PAGE, words.PAGE),
        (Rule.COMMENTS, words.COMMENTS),
        (Rule.PLAYER, words.PLAYER),
    )
    for phrase in _lines(phrases)
}
_COUNTED = "|".join(words.COUNTED_COMMENTS.split())
_PATTERNS: tuple[tuple[Rule, re.Pattern[str]], ...] = tuple(
    (rule, re.compile(pattern))
    for rule, pattern in (
        # "Read more: How the bridge was built". Titles do not end with a full stop, sentences do.
        (Rule.OTHER_ARTICLES, rf"(?:{_any_of(*_lines(words.POINTERS))}) ?(?::|»|>|\|) ?.{{1,200}}(?<![.;])"),
        (Rule.NEWSLETTER, rf"(?=.*(?:{words.SUBSCRIPTIONS}))(?:{words.PLEAS})\b.{{0,140}}"),
        (Rule.COOKIES, rf"(?:{words.COOKIE_NOTICES})\b.{{0,350}}"),
        # "Photo: Shutterstock.com", "Foto: Ola Nordmann / NTB": at most eight words, no sentence. Each space is asked
        # for: where a word could be parted in many ways, a line that does not match would be tried in all of them.
        (Rule.PHOTO, rf"(?:{_any_of(words.PHOTO_WORDS)})\.? ?(?::|/|©|\|) ?\S+(?: \S+){{0,7}}(?<![.!?])"),
        (Rule.PHOTO, r"(?:photo|photograph|image|picture) (?:by|courtesy of|via) \S+(?: \S+){0,5}(?<![.!?])"),
        (Rule.PHOTO, r"\(?(?:ap|afp|epa|reuters|getty|tass|dpa|ntb|tt)(?: photo| images)? ?/ ?\S+(?: \S+){0,5}"),
        (Rule.COMMENTS, rf"[0-9][0-9., ]* (?:{_COUNTED})|(?:{_COUNTED}) ?[:(] ?[0-9][0-9.,]*\)?"),
        (Rule.RIGHTS, r"(?:©|\(c\)|copyright ?(?:©|\(c\)|[0-9]{4})).{0,160}"),
        (Rule.RIGHTS, rf".{{0,120}}(?:{words.RIGHTS}).{{0,60}}"),
        (Rule.PLAYER, rf"(?:{words.READING_TIMES}) ?:? ?[0-9]{{1,3}} ?[^\W\d_]{{1,8}}\.?"),
        (Rule.PLAYER, r"[0-9]{1,3}[- ]min(?:ute)?s?\.? (?:read|lesezeit|de lecture|de lectura|di lettura|de leitura)"),
        (Rule.PLAYER, r"[0-9]{1,2}:[0-9]{2} ?/ ?[0-9]{1,2}:[0-9]{2}"),
    )
)
