"""Real texts made hard for whoever counts characters: emoji, combining marks, right-to-left, CRLF."""

import json
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import islice

import pytest

from claims.passages import Span
from tests.data import POLNEAR

#: What is put before words: characters of several code points, of two UTF-16 units, of other directions.
INJECTED = {
    "emoji": ["😀 ", "👩‍🚀👍🏽 ", "🇩🇪🇺🇦 ", "❤️ "],
    "combining": ["e\u0301 ", "n\u0303o\u0308 ", "क्षि ", "Z\u0351\u036b\u0343 ", "\u1112\u1161\u11ab "],
    "right-to-left": ["שלום ", "الخبر\u200f ", "\u202bאבג\u202c ", "مرحبا، "],
    "crlf": [],
}
EVERY = 9  # words between two of them


@dataclass(frozen=True)
class Hard:
    """A text as an editor pastes it, and spans of it as it is stored, in code points."""

    title: str
    pasted: str
    stored: str
    spans: list[Span]


def hard_articles(kind: str, *, every: int, first: int = 0) -> list[Hard]:
    """Every so-manieth article of the corpus, with the contents attributed in it. Skips the test where it is not."""
    if not POLNEAR.is_file():
        pytest.skip("The corpus is not here (ONRECORD_DATA names its folder).")
    with POLNEAR.open(encoding="utf-8") as lines:
        return [_hardened(json.loads(line), kind) for line in islice(lines, first, None, every)]


def _hardened(article: dict, kind: str) -> Hard:
    text: str = article["text"]
    spans = [
        Span(start, end)
        for attribution in article["attributions"]
        for start, end, words in attribution["content"]
        if len(words.strip()) > 3 and words == words.strip()
    ]
    texts = INJECTED[kind]
    starts = [at + 1 for at, character in enumerate(text) if character == " "][::EVERY] if texts else []
    # One inside each span too, where it has a second word.
    inside = {text.find(" ", span.start, span.end) + 1 for span in spans} - {0} if texts else set()
    places = sorted({*starts, *inside})
    parts, done, lengths = [], 0, [0]
    for number, place in enumerate(places):
        put = texts[number % len(texts)]
        parts += [text[done:place], put]
        done = place
        lengths.append(lengths[-1] + len(put))
    stored = "".join([*parts, text[done:]])
    moved = [
        Span(span.start + lengths[bisect_right(places, span.start)], span.end + lengths[bisect_left(places, span.end)])
        for span in spans
    ]
    return Hard(article["title"], stored.replace("\n", "\r\n"), stored, moved)


def as_a_browser_sends(text: str, span: Span) -> dict[str, object]:
    """The fields of a selection: its words, its paragraphs apart by an empty line, and UTF-16 units of its ends."""
    words = text[span.start : span.end]
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    start = len(text[: span.start].encode("utf-16-le")) // 2
    return {
        "passage": "\r\n\r\n".join(lines),
        "start": start,
        "end": start + len(words.encode("utf-16-le")) // 2,
    }
