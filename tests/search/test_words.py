"""How words are compared."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claims.search.words import LONGEST_WORD, fold, folded_name, folded_words, runs_without_spaces


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("SUDDEUTSCHE", "Süddeutsche"),
        ("песков", "ПЕСКОВ"),
        ("елкин", "Ёлкин"),
        ("красныи", "красный"),
        ("walesa", "Wałęsa"),
        ("kobenhavn", "København"),
        ("strasse", "Straße"),
        ("istanbul", "İstanbul"),
        ("ΑΘΗΝΑ", "Αθήνα"),
        ("سلام", "سَلَام"),
        ("e\u0301te\u0301", "été"),
    ],
)
def test_case_and_accents_do_not_count(typed: str, written: str) -> None:
    assert folded_words(typed) == folded_words(written)
    assert folded_name(typed) == folded_name(written)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("The U-2 was “shot down”.", ["the", "u", "2", "was", "shot", "down"]),
        ("d’État, O'Brien", ["d", "etat", "o", "brien"]),
        ("1,000 km²", ["1", "000", "km2"]),
        ("co\u00adoperation", ["cooperation"]),
        ("हिन्दी", ["हिनदी"]),
        ("…!?*", []),
        ("普京 said", ["普", "京", "said"]),
    ],
)
def test_punctuation_parts_words_and_invisible_marks_do_not(written: str, words: list[str]) -> None:
    assert folded_words(written) == words


def test_names_that_differ_in_more_than_accents_and_quotation_marks_differ() -> None:
    assert folded_name("O’Brien  & Sons") == folded_name("o'brien & sons")
    assert folded_name("Canal+") != folded_name("Canal")
    assert folded_name("Al-Jazeera") != folded_name("Al Jazeera")


def test_what_stands_together_in_a_script_without_spaces_is_kept_together() -> None:
    assert runs_without_spaces("普京 met 習近平") == ["普 京", "習 近 平"]


@given(st.text())
@example("ﬁ" * 10)
@example("\u0345\u1fb3")
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert folded_words(" ".join(folded_words(text))) == folded_words(text)


@given(st.text())
def test_no_word_holds_what_a_query_language_could_read(text: str) -> None:
    for word in folded_words(text):
        assert 0 < len(word) <= LONGEST_WORD
        assert not set(word) & set("\"'*:&|!()<>\\-+^\0 ")
