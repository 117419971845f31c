"""Page furniture: whole lines, each by a named rule, kept with their places; sentences are never touched."""

import csv
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.intake.furniture import Rule, cleaned, restored
from tests.data import EMERGENT, POLNEAR, WIKINEWS
from tests.seed import seed_article

BODY = "The bridge will open in May, two people close to the talks said."


def taken_out(text: str) -> dict[str, str]:
    return {piece["words"].strip(): piece["rule"] for piece in cleaned(text).pieces}


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        *((line, Rule.ADVERTISEMENT) for line in ("Advertisement", "ANZEIGE", "Publicité", "– Annonse –", "Реклама")),
        ("Artikkelen fortsetter under annonsen", Rule.ADVERTISEMENT),
        *((line, Rule.SHARING) for line in ("Share this article", "Facebook | Twitter | E-mail", "Partager", "Teilen")),
        *((line, Rule.OTHER_ARTICLES) for line in ("Trending Now", "TRENDING NOW", "Mest lest", "Lo más leído")),
        ("Read more: How the bridge was built", Rule.OTHER_ARTICLES),
        ("Les også: Slik ble broen bygget", Rule.OTHER_ARTICLES),
        ("Lire aussi : Le pont ouvrira en mai", Rule.OTHER_ARTICLES),
        ("Читайте также: Мост откроют в мае", Rule.OTHER_ARTICLES),
        ("Sign up for our daily newsletter", Rule.NEWSLETTER),
        ("Meld deg på vårt nyhetsbrev", Rule.NEWSLETTER),
        ("Подписывайтесь на наш канал в Telegram", Rule.NEWSLETTER),
        ("We use cookies to improve your experience. Learn more.", Rule.COOKIES),
        ("Alle akzeptieren", Rule.COOKIES),
        ("Photo: Shutterstock.com", Rule.PHOTO),
        ("Foto: Ola Nordmann / NTB", Rule.PHOTO),
        ("(AP Photo/Evan Vucci)", Rule.PHOTO),
        ("12 Comments", Rule.COMMENTS),
        ("Kommentare (48)", Rule.COMMENTS),
        ("© 2024 The Gazette. All rights reserved.", Rule.RIGHTS),
        ("English | Русский | Українська", Rule.LANGUAGES),
        ("Lesezeit: 4 Minuten", Rule.PLAYER),
        ("0:00 / 3:12", Rule.PLAYER),
        ("Skip to main content", Rule.PAGE),
    ],
)
def test_a_line_of_furniture_is_taken_out_with_the_rule_that_says_why(line, rule):
    text = f"{BODY}\n\n{line}\n\n{BODY}"
    assert taken_out(text) == {line: rule}
    assert cleaned(text).text == f"{BODY}\n\n\n{BODY}"


@pytest.mark.parametrize(
    "line",
    [
        "Politics",
        "Facebook",
        "English",
        "Share prices fell by 4 percent.",
        "Related: the court also ruled that the bridge must not be opened.",
        "“We use cookies in the kitchen,” said the baker.",
        "Advertisement sales fell in May.",
        "Photo shows the bridge before it fell.",
        "The image: a bridge that nobody will cross, and nobody has crossed for a very long time now",
        "“Read more,” she told them: “it helps.”",
        "Sign up for the army, he told them.",
        "Get the best price for the house, he said.",
        "No comment.",
        "Copyright law protects the bridge.",
        "Comments by the minister were not recorded.",
        "By Anna Petrova",
        "1.",
        "***",
    ],
)
def test_a_line_that_may_belong_to_the_article_stays(line):
    assert taken_out(f"{BODY}\n\n{line}\n\n{BODY}") == {}


def test_a_doubtful_line_goes_where_it_stands_beside_furniture_or_in_a_menu():
    assert taken_out(f"News\nPhoto: Shutterstock.com\n{BODY}") == {
        "News": Rule.PAGE,
        "Photo: Shutterstock.com": Rule.PHOTO,
    }
    assert set(taken_out(f"Home\nNews\nPolitics\nSport\n{BODY}\nPolitics\n{BODY}")) == {
        "Home",
        "News",
        "Politics",
        "Sport",
    }
    assert taken_out(f"{BODY}\nFacebook\nTwitter\n{BODY}") == {"Facebook": Rule.SHARING, "Twitter": Rule.SHARING}
    assert taken_out(f"English\nDeutsch\nРусский\n{BODY}") == dict.fromkeys(
        ["English", "Deutsch", "Русский"], "languages"
    )


lines = st.lists(
    st.sampled_from(
        ["Advertisement", "Share", BODY, "", "  ", "News", "Photo: A", "😀 e\u0301", "שלום", "Read more: x"]
    ),
    max_size=12,
)
pastes = st.builds(lambda rows, end: "\n".join(rows) + end, lines, st.sampled_from(["", "\n", "\n\n"])) | st.text(
    max_size=60
).map(lambda text: text.replace("\r", ""))


@given(pastes)
def test_what_is_kept_and_what_was_taken_out_make_the_pasted_text_again(pasted):
    kept = cleaned(pasted)
    assert restored(kept.text, kept.pieces).text == pasted


@given(pastes, st.sets(st.integers(0, 12)), st.sets(st.integers(0, 12)))
def test_lines_put_back_in_two_steps_stand_where_they_stood(pasted, first, second):
    kept = cleaned(pasted)
    once = restored(kept.text, kept.pieces, first)
    twice = restored(once.text, once.pieces, second)
    assert restored(twice.text, twice.pieces).text == pasted
    assert len(twice.pieces) <= len(once.pieces) <= len(kept.pieces)


def test_of_the_seed_article_nothing_is_taken_out_but_its_furniture():
    *_heading, text = seed_article()
    assert [piece["words"].strip() for piece in cleaned(text).pieces] == [
        *("News", "Photo: Shutterstock.com", "Photo: Shutterstock.com", "Trending Now", "TRENDING NOW")
    ]


@pytest.mark.skipif(not WIKINEWS.is_file(), reason="the corpora are not here")
def test_of_real_news_without_furniture_almost_nothing_is_taken_out():
    """One heading in 9,400 paragraphs of clean corpora ("TOP STORIES." of a morning e-mail) is taken wrongly."""
    csv.field_size_limit(10**8)
    with POLNEAR.open(encoding="utf-8") as polnear, WIKINEWS.open(encoding="utf-8", newline="") as wikinews:
        texts = [json.loads(line)["text"] for line in polnear] + [row["text"] for row in csv.DictReader(wikinews)]
    pieces = [piece["words"] for text in texts for piece in cleaned(text).pieces]
    assert len(pieces) <= 2


@pytest.mark.skipif(not EMERGENT.is_file(), reason="the corpora are not here")
def test_no_sentence_is_taken_out_of_real_news():
    with EMERGENT.open(encoding="utf-8") as bodies:
        taken = [piece for line in bodies for piece in cleaned(json.loads(line)["text"]).pieces]
    assert len(taken) > 50
    words = [piece["words"].strip() for piece in taken if piece["rule"] not in {Rule.RIGHTS, Rule.OTHER_ARTICLES}]
    assert [one for one in words if one.endswith((".", "?", "”")) or len(one) > 100] == []


@pytest.mark.parametrize("opening", ["Photo: ", "Photo by ", "AP / "])
@pytest.mark.parametrize("end", [".", "?", "!", ")"])
def test_one_word_without_end_is_not_parted_in_every_way(opening, end):
    """Parted in every way, it would take longer than anybody lives: this test would not come to its end."""
    line = opening + "x" * 380 + end

    assert cleaned(f"{line}\n{BODY}\n").text.endswith(f"{BODY}\n")


def test_what_is_nearly_all_furniture_is_kept_as_it_is():
    text = BODY + "\n" + "Advertisement\n" * 2_001

    assert cleaned(text).text == text
