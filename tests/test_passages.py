"""Passages of a text: taken, found again exactly or not at all, counted, converted."""

import contextlib
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.passages import (
    Passage,
    PassageError,
    PassageNotFound,
    PassageNotUnique,
    Span,
    find,
    from_utf16,
    locate,
    normalise_newlines,
    occurrences,
    paragraphs,
    take,
    to_utf16,
)

DATA = Path(os.environ.get("ONRECORD_DATA") or Path(__file__).parents[2] / "shared/data")

# Letters few enough to repeat, and what makes text hard: marks, joiners, flags, skin tones,
# variation selectors, right-to-left, Hangul in parts, line ends, all kinds of space.
hard = st.lists(
    st.sampled_from(
        [
            *("a", "b", "ab", " ", "\n", "\n\n", "\u00a0", "é", "e\u0301", "\u0301", "👍", "👍🏽"),
            *("👩\u200d💻", "🇩🇪", "🇩", "❤\ufe0f", "שלום", "مرحبا", "\u200f", "한", "\u1112\u1161\u11ab"),
            *("“", "”", "'", "’", "क्षि", "𝒳", "\u200d", "\r\n"),
        ]
    ),
    max_size=40,
).map("".join)
texts = hard | st.text(max_size=80)


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, Span]:
    text = draw(texts)
    start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    return text, Span(start, end)


def occurrences_counted_naively(text: str, words: str) -> int:
    return sum(text.startswith(words, position) for position in range(len(text)))


# Taking and finding


@given(texts_with_spans(), st.integers(0, 40))
def test_what_was_taken_is_found_at_the_same_place(drawn: tuple[str, Span], context: int) -> None:
    text, span = drawn
    try:
        passage = take(text, *span, context=context)
    except PassageError:
        return
    assert passage.exact == text[span.start : span.end]
    assert find(text, passage) == span


@given(texts_with_spans())
def test_context_is_no_longer_than_needed(drawn: tuple[str, Span]) -> None:
    text, span = drawn
    try:
        passage = take(text, *span, context=0)
    except PassageError:
        return
    longest = max(len(passage.prefix), len(passage.suffix))
    if longest:
        shorter = text[max(0, span.start - longest + 1) : span.end + longest - 1]
        assert occurrences_counted_naively(text, shorter) > 1


@given(st.text("ab ", max_size=30), st.text("ab ", min_size=1, max_size=4), st.text("ab ", max_size=2))
def test_found_if_and_only_if_it_stands_exactly_once(text: str, exact: str, context: str) -> None:
    passage = Passage(exact, prefix=context, suffix=context)

    span = find(text, passage)

    assert (span is not None) == (occurrences_counted_naively(text, context + exact + context) == 1)
    if span is not None:
        assert text[: span.start].endswith(context)
        assert text[span.start : span.end] == exact
        assert text[span.end :].startswith(context)


def test_context_is_taken_from_both_sides() -> None:
    text = "He denied it. She denied it. They denied it."

    assert take(text, 18, 24, context=4) == Passage("denied", prefix="She ", suffix=" it.")


def test_context_grows_until_the_passage_is_the_only_one() -> None:
    text = "no no no yes no no no"

    passage = take(text, 3, 5, context=1)

    assert find(text, passage) == Span(3, 5)
    assert len(passage.suffix) > 1


def test_context_grows_by_no_more_than_it_takes() -> None:
    text = "1, ab X ab, 1. 2, ab X ab, 2."

    assert take(text, 6, 7, context=1) == Passage("X", prefix="1, ab ", suffix=" ab, 1")


def test_a_passage_said_twice_is_not_found() -> None:
    text = "It is untrue. It is untrue."

    assert find(text, Passage("It is untrue.")) is None
    assert find(text, Passage("It is untrue.", prefix=" ")) == Span(14, 27)


def test_a_passage_that_overlaps_itself_is_not_found() -> None:
    assert find("banana", Passage("ana")) is None


@pytest.mark.parametrize(
    "altered",
    [
        "The report is completely  untrue.",
        "The report is Completely untrue.",
        "The report is completely\u00a0untrue.",
        "The report is not completely untrue.",
        "The report is completely untrue!",
        "",
    ],
)
def test_a_passage_is_never_found_approximately(altered: str) -> None:
    passage = take("The report is completely untrue.", 14, 31)

    assert find(altered, passage) is None


def test_a_passage_is_found_in_a_later_version_that_keeps_it_and_its_context() -> None:
    passage = take("Peskov called it untrue. More follows.", 0, 24, context=5)

    assert find("UPDATED: Peskov called it untrue. More followed.", passage) == Span(9, 33)


def test_a_passage_that_would_cut_a_character_is_not_found() -> None:
    assert find("cafe\u0301", Passage("cafe")) is None


def test_no_words_are_found_nowhere() -> None:
    assert find("text", Passage("", prefix="t")) is None


# What cannot be taken


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (0, 99), (5, 4), (99, 100)])
def test_a_span_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="outside the text"):
        take("Untrue.", start, end)


@pytest.mark.parametrize("nothing", ["", " ", "\n\t\u00a0", "\u200b", "\u200d\u200f"])
def test_nothing_to_read_is_refused(nothing: str) -> None:
    with pytest.raises(ValueError, match="nothing to read"):
        take(f"a{nothing}b", 1, 1 + len(nothing))


@pytest.mark.parametrize(
    "character",
    [
        pytest.param("e\u0301", id="combining mark"),
        pytest.param("👍🏽", id="skin tone"),
        pytest.param("❤\ufe0f", id="variation selector"),
        pytest.param("👩\u200d💻", id="joined emoji"),
        pytest.param("🇩🇪", id="flag"),
        pytest.param("\u1112\u1161\u11ab", id="Hangul in parts"),
        pytest.param("하\u11ab", id="Hangul syllable and consonant"),
        pytest.param("नि", id="vowel sign"),
        pytest.param("\r\n", id="line end"),
        pytest.param("🏴\U000e0067\U000e0062\U000e007f", id="tags"),
    ],
)
def test_a_span_that_cuts_a_character_is_refused(character: str) -> None:
    text = f"x{character}y"

    assert find(text, take(text, 0, len(text))) == Span(0, len(text))
    for inside in range(2, 1 + len(character)):
        with pytest.raises(ValueError, match="inside a character"):
            take(text, 0, inside)
        with pytest.raises(ValueError, match="inside a character"):
            take(text, inside, len(text))


def test_flags_side_by_side_may_be_parted_between_them() -> None:
    assert take("🇩🇪🇫🇷", 2, 4).exact == "🇫🇷"


def test_a_text_that_begins_with_a_mark_is_not_taken_from_its_beginning() -> None:
    with pytest.raises(ValueError, match="inside a character"):
        take("\u0301abc", 0, 3)


def test_a_persian_word_after_a_non_joiner_is_kept_whole() -> None:
    text = "او می\u200cرود."

    assert find(text, take(text, 3, 9)) == Span(3, 9)


def test_negative_context_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        take("Untrue.", 0, 6, context=-1)


# Locating pasted words


def test_pasted_words_are_located_as_they_are() -> None:
    assert locate("He said it was untrue.", " it was\n") == Span(8, 14)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("labeling it as “false information” today", '"false information"'),
        ('labeling it as "false information" today', "“false information”"),
        ("labeling it as “false\n\n  information” today", "“false information”"),
        ("labeling it as “false\u00a0information” today", "“false information”"),
        ("labeling it as “false information” today", "“false\r\ninformation”"),
        ("Peskov’s “false information” today", 'Peskov\'s "false  information"'),
    ],
)
def test_white_space_and_curly_quotes_do_not_matter_to_pasted_words(text: str, words: str) -> None:
    span = locate(text, words)

    found = text[span.start : span.end]
    assert "".join(found.split()).translate(STRAIGHT) == "".join(words.split()).translate(STRAIGHT)


STRAIGHT = str.maketrans("“”’", '""\'')


def test_words_as_they_stand_win_over_words_with_other_quotes() -> None:
    assert locate('“No” and "No"', '"No"') == Span(9, 13)


def test_pasted_words_that_stand_several_times_are_refused_with_their_number() -> None:
    with pytest.raises(PassageNotUnique) as refusal:
        locate("untrue, untrue and untrue", "untrue")

    assert refusal.value.count == 3
    assert str(refusal.value) == "These words stand 3 times in the text. Add words before or after."


def test_pasted_words_that_stand_several_times_but_for_white_space_are_refused() -> None:
    with pytest.raises(PassageNotUnique) as refusal:
        locate("quite  untrue; quite\nuntrue", "quite untrue")

    assert refusal.value.count == 2


@pytest.mark.parametrize("words", ["denied it", "UNTRUE", "", " \n", "\u200b", "unt rue", "e"])
def test_pasted_words_that_do_not_stand_there_are_refused(words: str) -> None:
    with pytest.raises(PassageNotFound, match="not in the text"):
        locate("It is untru, e\u0301.", words)


@given(texts_with_spans())
def test_located_words_are_the_words_of_the_text(drawn: tuple[str, Span]) -> None:
    text, span = drawn
    words = text[span.start : span.end]
    try:
        located = locate(text, words)
    except (PassageNotFound, PassageNotUnique):
        return
    assert text[located.start : located.end] == words.strip()


@given(texts_with_spans(), st.sampled_from([" ", "\n", "\r\n", "\u00a0 \t"]))
def test_words_located_despite_white_space_differ_in_nothing_else(drawn: tuple[str, Span], space: str) -> None:
    text, span = drawn
    words = space.join(text[span.start : span.end].split())
    try:
        located = locate(text, words)
    except (PassageNotFound, PassageNotUnique):
        return
    assert text[located.start : located.end].split() == words.split()


# Counting


@given(texts, st.text("ab ", min_size=1, max_size=4))
def test_occurrences_count_overlapping_ones(text: str, words: str) -> None:
    assert occurrences(text, words) == occurrences_counted_naively(text, words)


@given(st.text("ab", max_size=60), st.text("ab", min_size=1, max_size=6))
def test_occurrences_in_repetitive_text(text: str, words: str) -> None:
    assert occurrences(text, words) == occurrences_counted_naively(text, words)


def test_no_words_occur_nowhere() -> None:
    assert occurrences("text", "") == 0


# UTF-16


@given(texts_with_spans())
def test_utf16_offsets_come_back(drawn: tuple[str, Span]) -> None:
    text, span = drawn

    start, end = to_utf16(text, span)

    assert text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le") == text[span.start : span.end]
    assert from_utf16(text, start, end) == span


def test_utf16_offsets_count_emoji_twice() -> None:
    assert to_utf16("👍 untrue", Span(2, 8)) == (3, 9)
    assert from_utf16("👍 untrue", 3, 9) == Span(2, 8)


@pytest.mark.parametrize(("start", "end"), [(1, 3), (0, 1), (1, 1)])
def test_utf16_offsets_inside_a_surrogate_pair_are_refused(start: int, end: int) -> None:
    with pytest.raises(PassageError, match="inside a character"):
        from_utf16("👍 untrue", start, end)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (0, 10), (3, 2)])
def test_utf16_offsets_outside_the_text_are_refused(start: int, end: int) -> None:
    with pytest.raises(PassageError, match="outside the text"):
        from_utf16("👍 untrue", start, end)
    with pytest.raises(PassageError, match="outside the text"):
        to_utf16("👍 untrue", Span(start, end))


# Storing and showing


def test_line_ends_become_lf_and_nothing_else_changes() -> None:
    assert normalise_newlines("a\r\nb\rc\n\r\n\u2028 é\ufeff") == "a\nb\nc\n\n\u2028 é\ufeff"


@given(texts.filter(lambda text: "\0" not in text))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise_newlines(text)

    assert "\r" not in once
    assert normalise_newlines(once) == once


@pytest.mark.parametrize(("text", "reason"), [("ab\0", "NUL"), ("ab\ud83d", "half of a character")])
def test_what_cannot_be_stored_is_refused_with_its_place(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"{reason}.*after 2 characters"):
        normalise_newlines(text)


def test_paragraphs_are_the_lines_that_hold_something() -> None:
    text = "\n Title \n\nPhoto: A\nPhoto: B\n \nBody."

    assert [text[start:end] for start, end in paragraphs(text)] == ["Title", "Photo: A", "Photo: B", "Body."]


@given(texts.map(lambda text: text.replace("\0", "")))
def test_paragraphs_leave_out_white_space_only(text: str) -> None:
    text = normalise_newlines(text)
    position = 0
    for start, end in paragraphs(text):
        assert position <= start < end
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()


# Real and hostile texts


def test_passages_of_real_articles_are_found_where_people_marked_them() -> None:
    corpus = DATA / "polnear/articles.jsonl"
    if not corpus.is_file():
        pytest.skip("the corpus is not here")
    checked = 0
    with corpus.open() as lines:
        for article in map(json.loads, lines):
            text = article["text"]
            assert normalise_newlines(text) == text
            for attribution in article["attributions"]:
                for start, end, words in attribution["content"]:
                    assert find(text, take(text, start, end)) == Span(start, end)
                    assert from_utf16(text, *to_utf16(text, Span(start, end))) == Span(start, end)
                    checked += text[start:end] == words
    assert checked > 9_000


HOSTILE = {
    "one letter": "a" * 100_000,
    "two letters": "ab" * 50_000,
    "marks": "e" + "\u0301" * 99_998 + "x",
    "flags": "🇩" * 99_999 + "x",
    "spaces": "a" + " " * 99_998 + "b",
    "line ends": "a\n" * 50_000,
    "almost": "a" * 50_000 + "b" + "a" * 49_999,
}


def survived(work: Callable[[], object]) -> None:
    with contextlib.suppress(PassageError):
        work()


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_texts_take_linear_time(kind: str) -> None:
    text = HOSTILE[kind]
    middle = len(text) // 2
    began = time.process_time()

    survived(lambda: find(text, take(text, middle, middle + 1)))
    survived(lambda: find(text, take(text, 0, len(text))))
    survived(lambda: find(text, Passage(text[:middle], suffix=text[middle])))
    survived(lambda: locate(text, text[:middle]))
    survived(lambda: locate(text, "a \u00a0b" * 10_000))
    paragraphs(text)
    from_utf16(text, *to_utf16(text, Span(1, middle)))

    # The square of 100,000 steps would take minutes; all of this takes a fraction of a second.
    assert time.process_time() - began < 5
