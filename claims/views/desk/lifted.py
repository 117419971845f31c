"""An article's text as the desk shows it: in paragraphs, with what was lifted from it and where that stands."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from django.utils.translation import gettext as _

from ...intake.furniture import Rule
from ...intake.sentences import sentences
from ...models import Appearance, Article, ArticleVersion, Claim
from ...passages import Span, find, paragraphs
from ...record.preview import preview
from ...vocabulary import State
from ...wording import short_status


@dataclass(frozen=True, kw_only=True)
class Stands:
    """Where a claim stands, for a row: `status` names shape and colour, `line` says it in words."""

    claim: Claim
    status: str
    line: str


@dataclass(frozen=True, kw_only=True)
class Lifted:
    """A claim that an article carries. `span` is its passage in the text shown, None where it is not found there.

    `number` counts the passages in the order of the text, from 1; 0 without one. `again` is the number of the first
    passage of the same claim, where this is a further one.
    """

    appearance: Appearance
    stands: Stands
    span: Span | None
    is_in_earlier_text: bool
    number: int = 0
    again: int = 0


@dataclass(frozen=True)
class Piece:
    """A run of characters inside or outside passages. `begins` are the passages whose first piece this is."""

    text: str
    inside: tuple[Lifted, ...]
    begins: tuple[Lifted, ...]

    @property
    def numbers(self) -> str:
        """The numbers of the passages that begin here, for the eye: "1", or "1, 2"."""
        return ", ".join(str(one.number) for one in self.begins)

    @property
    def passages(self) -> str:
        """The ids of the passages this is inside of, apart by spaces."""
        return " ".join(f"passage-{one.appearance.pk}" for one in self.inside)


@dataclass(frozen=True)
class CutLine:
    """A line taken out as page furniture: its number among those of its text, what it said, and why it went."""

    number: int
    words: str
    reason: str


@dataclass(frozen=True)
class Paragraph:
    """One line of the text. `start` counts UTF-16 units from the beginning of the text, as browsers do.

    `sentences` are start and end of each sentence in UTF-16 units from the beginning of the line: "0-14 15-40".
    `cut_before` are the lines that were taken out between the line before and this one.
    """

    start: int
    pieces: tuple[Piece, ...]
    sentences: str
    cut_before: tuple[CutLine, ...] = ()

    @property
    def beside(self) -> list[Lifted]:
        return [lifted for piece in self.pieces for lifted in piece.begins]


def where_stand(claims: Sequence[Claim]) -> list[Stands]:
    """Where each of `claims` stands now, drafts included, in their order. A fixed number of queries."""
    return [
        Stands(
            claim=claim,
            status=str(reading.status if claim.state == State.PUBLIC else claim.state),
            line=_("Draft. %(line)s") % {"line": short_status(reading)} if claim.is_draft else short_status(reading),
        )
        for claim, reading in zip(claims, preview(claims), strict=True)
    ]


def lifted_from(article: Article, version: ArticleVersion | None) -> list[Lifted]:
    """What was lifted from `article`, in the order of its text; what has no passage in `version` comes last.

    A passage of an earlier text is shown in `version` too where it stands there exactly once. It stays anchored in the
    text it was taken from.
    """
    appearances = list(
        article.appearances.filter(retraction="")
        .select_related("claim__mark", "article_version")
        .defer("article_version__text")
    )
    all_stand = where_stand([appearance.claim for appearance in appearances])
    lifted = []
    for appearance, stands in zip(appearances, all_stand, strict=True):
        passage = appearance.passage
        span = find(version.text, passage) if version and passage else None
        is_here = version is not None and appearance.article_version_id == version.pk
        lifted.append(
            Lifted(
                appearance=appearance,
                stands=stands,
                span=span,
                is_in_earlier_text=passage is not None and not is_here and span is None,
            )
        )
    return _numbered(sorted(lifted, key=lambda one: (one.span is None, one.span or Span(0, 0), one.appearance.pk)))


def _numbered(lifted: Sequence[Lifted]) -> list[Lifted]:
    numbered, first = [], dict[int, int]()
    for number, one in enumerate(lifted, start=1):
        if one.span is None:
            numbered.append(one)
            continue
        again = first.setdefault(one.stands.claim.pk, number)
        numbered.append(replace(one, number=number, again=again if again != number else 0))
    return numbered


def marked_paragraphs(version: ArticleVersion, lifted: Sequence[Lifted]) -> tuple[list[Paragraph], list[CutLine]]:
    """The text of `version` in paragraphs, cut where passages begin and end, and the lines taken out after the last.

    What lies between paragraphs is white space.
    """
    text, cut = version.text, deque(cut_lines(version))
    marked, units, counted = [], 0, 0
    for paragraph in paragraphs(text):
        units += _utf16_length(text[counted : paragraph.start])
        counted = paragraph.start
        words = text[paragraph.start : paragraph.end]
        pieces = tuple(_pieces(text, paragraph, lifted))
        before = []
        while cut and cut[0][0] <= paragraph.start:
            before.append(cut.popleft()[1])
        marked.append(Paragraph(start=units, pieces=pieces, sentences=_sentence_units(words), cut_before=tuple(before)))
    return marked, [line for _place, line in cut]


def cut_lines(version: ArticleVersion) -> list[tuple[int, CutLine]]:
    """The lines taken out of a text, in order, each with the character before which it stood."""
    return [
        (piece["at"], CutLine(number, piece["words"].strip(), str(Rule(piece["rule"]).label)))
        for number, piece in enumerate(version.furniture)
    ]


def in_new_copies() -> str:
    """What an editor is told whose passage also went to copies that their form could not ask about."""
    return _("Copies of this text were attached meanwhile. It is on record with them, too.")


def _sentence_units(words: str) -> str:
    places, units, counted = [], 0, 0
    for span in sentences(words):
        start = units + _utf16_length(words[counted : span.start])
        units, counted = start + _utf16_length(words[span.start : span.end]), span.end
        places.append(f"{start}-{units}")
    return " ".join(places)


def _pieces(text: str, paragraph: Span, lifted: Sequence[Lifted]) -> list[Piece]:
    here = [
        (one, Span(max(one.span.start, paragraph.start), min(one.span.end, paragraph.end)))
        for one in lifted
        if one.span and one.span.start < paragraph.end and one.span.end > paragraph.start
    ]
    edges = sorted({*paragraph, *(edge for _one, span in here for edge in span)})
    return [
        Piece(
            text=text[start:end],
            inside=tuple(one for one, span in here if span.start <= start and end <= span.end),
            begins=tuple(one for one, span in here if one.span and one.span.start == start),
        )
        for start, end in pairwise(edges)
    ]


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
