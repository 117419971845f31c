"""What is on record already in nearly these words.

Two wordings of one claim share its rare words: names, numbers, what it is about. How rare a word is, the newest rows
tell; rows that share some of the rarest are looked up in the index, and put in order by the weight of all the words
that they share (the inverse document frequency of Spärck Jones, 1972).
"""

import math
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

from .words import LONGEST_QUERY, MOST_WORDS, folded_words

#: Rows are looked up that have one of the four rarest words and another of the twelve rarest; the newest so many are
#: compared word by word.
RAREST, RARE = 4, 12
CANDIDATES = 400
#: What makes a row alike: this share of the words, of the shorter of the two, and as much weight as one word has that
#: is in one of six rows.
LIKENESS, LEAST_WEIGHT = 0.3, 1.9
_SHORTEST_STEM, _LONGEST_ENDING = 5, 3


def stems(text: str) -> list[str]:
    """The folded words of `text` without what may be an ending, each once: "signalled" and "signalling" are one.

    At least five letters stay; no language is known here.
    """
    words = folded_words(text[:LONGEST_QUERY])
    return list(dict.fromkeys(word[: max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING)] for word in words))[:MOST_WORDS]


def weights(asked: Sequence[str], texts: Collection[str]) -> dict[str, float]:
    """How much each of the stems `asked` tells, from how many of the folded `texts` have a word that begins so.

    Never nothing: in a record about one thing, what all claims have in common still makes a new one like them.
    """
    padded = [f" {text}" for text in texts]
    having = {stem: sum(f" {stem}" in text for text in padded) for stem in asked}
    return {stem: math.log(1 + (len(texts) + 1) / (count + 0.5)) for stem, count in having.items()}


def choices(weighed: dict[str, float]) -> list[tuple[str, ...]]:
    """The sets of stems of which a row must have one: two each, or the one there is."""
    rare = sorted(weighed, key=lambda stem: -weighed[stem])[:RARE]
    return [pair for pair in combinations(rare, 2) if pair[0] in rare[:RAREST]] or [tuple(rare)]


def having[Row](sets: Sequence[Sequence[str]], rows: Mapping[Row, str]) -> list[Row]:
    """Those of `rows`, with their folded text, that have every stem of one of `sets`."""
    return [row for row, text in rows.items() if any(all(f" {stem}" in f" {text}" for stem in one) for one in sets)]


def most_alike[Row](rows: Mapping[Row, str], weighed: dict[str, float], limit: int) -> list[Row]:
    """Of `rows` with their folded text, at most `limit` that are alike, the most alike first, then as they come."""
    scored = [(_likeness(text, weighed), row) for row, text in rows.items()]
    return [row for score, row in sorted(scored, key=lambda one: -one[0])[:limit] if score]


def _likeness(text: str, weighed: dict[str, float]) -> float:
    """The weight of the stems that the folded `text` has, less for a long text; 0 where it is not alike at all.

    The exponent was found on real pairs of claims (docs/decisions/search.md); it matters little.
    """
    padded, length = f" {text}", len(set(text.split()))
    shared = [weight for stem, weight in weighed.items() if f" {stem}" in padded]
    if len(shared) < LIKENESS * min(len(weighed), length) or sum(shared) < LEAST_WEIGHT:
        return 0.0
    return sum(shared) / length**0.25
