"""Pictures of where a claim comes from: whatever the chains, they end, fit, and say nothing that words do not."""

from itertools import combinations

import pytest
from hypothesis import assume, given, settings

from claims.crediting import MOST_PLACES, crediting
from claims.pictures import picture_of_origins
from claims.pictures.drawing import Picture
from claims.pictures.lettering import lines, width
from claims.wording.origins import place_name
from tests.pictures.chains import claims, through
from tests.readings import a_claim, an_origin

TWO = an_origin("two people", people=2)
#: A line of a name, and the most lines that a place has.
HIGHEST = 8 * 19 + 20


def drawn(*appearances):
    return picture_of_origins(a_claim(appearances=appearances))


def is_apart(one, other) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    return beside or one.y + one.height <= other.y or other.y + other.height <= one.y


def words_of(picture: Picture) -> str:
    return "\n".join(line.text for box in picture.boxes for line in box.lines)


@settings(max_examples=150)
@given(claims())
def test_whatever_the_chains_no_boxes_overlap_and_all_stay_within_a_bounded_picture(claim):
    found = picture_of_origins(claim)
    assume(found is not None)

    for picture in filter(None, [found.across, found.down]):
        assert all(is_apart(one, other) for one, other in combinations(picture.boxes, 2))
        assert all(box.x >= 0 and box.x + box.width <= picture.width for box in picture.boxes)
        assert all(box.y >= 0 and box.y + box.height <= picture.height for box in picture.boxes)
        assert all(0 < line.y < picture.height for box in picture.boxes for line in box.lines)
        assert picture.height <= MOST_PLACES * HIGHEST
    assert found.down.width <= 288
    assert found.across is None or found.across.width <= 928


@settings(max_examples=100)
@given(claims())
def test_whatever_the_chains_both_pictures_show_every_place_and_the_same_each_time(claim):
    found = picture_of_origins(claim)
    assume(found is not None)
    count = len(crediting(claim).places)

    assert len(found.down.boxes) == count
    assert found.across is None or len(found.across.boxes) == count
    assert picture_of_origins(claim) == found


@settings(max_examples=100)
@given(claims(most=12))
def test_words_never_run_out_of_their_box(claim):
    found = picture_of_origins(claim)
    assume(found is not None)

    for picture in filter(None, [found.across, found.down]):
        for box in picture.boxes:
            end = picture.width if picture.layers == 0 else box.x + box.width
            for line in box.lines:
                size = 15 if line.is_name else 13
                assert box.text_x + width(line.text, size, bold=line.is_name) <= end


def test_nine_articles_that_go_back_to_one_report_are_drawn_as_coming_together():
    own = through(by="Bloomberg", number=1, origin=TWO)
    found = drawn(own, *(through("Bloomberg", by=f"Paper {n}", number=n, origin=TWO) for n in range(2, 10)))

    assert words_of(found.across).count("Bloomberg\n") == 1
    assert words_of(found.across).count("“two people”") == 1
    assert "9 articles go back to it" in words_of(found.across)
    assert "5 more articles\ncrediting Bloomberg alone" in words_of(found.across)


def test_an_arrow_comes_back_where_reports_credit_each_other():
    found = drawn(through("Herald", by="Post", number=1), through("Post", by="Herald", number=2))

    assert len(found.across.arrows) == len(found.down.arrows) == 2
    assert found.circles == (
        "These reports credit each other: Post and Herald. No first known source is on record for them.",
    )


@pytest.mark.parametrize("steps", [[], ["Bloomberg"], ["Bloomberg", "Nikkei"]])
def test_a_single_chain_is_not_drawn_twice(steps):
    assert drawn(through(*steps, by="Post", number=1, origin=TWO)) is None


def test_two_chains_that_do_not_meet_are_left_to_words():
    assert drawn(through(by="Post", number=1, origin=TWO), through(by="Mail", number=2, origin=an_origin("x"))) is None


def test_a_chain_of_many_steps_is_drawn_downwards_on_every_page():
    steps = [f"Outlet {n}" for n in range(6)]
    found = drawn(through(*steps, by="Post", number=1), through(*steps, by="Mail", number=2))

    assert found.across is None
    assert found.down.boxes


def test_the_description_says_how_many_what_is_plain_and_that_words_follow():
    found = drawn(*(through("Bloomberg", by=f"P {n}", number=n, origin=TWO) for n in (1, 2)))

    assert found.description == (
        "2 articles. 1 first known source. Both articles go back to one report. The chains follow in words."
    )


# Lettering


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("", 2, []),
        ("short", 2, ["short"]),
        ("one two three four", 2, ["one two", "three four"]),
        ("one two three four five six", 2, ["one two", "three fou…"]),
        ("Donaudampfschifffahrt", 3, ["Donaudam", "pfschifffah", "rt"]),
    ],
)
def test_words_are_broken_into_lines_and_shortened_where_there_are_too_many(text, most, expected):
    assert lines(text, 90, 15, most=most) == expected


@settings(max_examples=60)
@given(claims(most=15))
def test_every_name_is_one_that_the_chains_in_words_have(claim):
    said = set()
    for one in claim.appearances:
        said |= {one.article.title, one.article.outlet.name if one.article.outlet else ""}
        for step in one.attributions:
            said |= {step.words, step.outlet.name if step.outlet else "", step.origin.label if step.origin else ""}

    plain = {" ".join(text.split()) for text in said}
    for place in crediting(claim).places:
        name = place_name(place).strip("“”\u2068\u2069")
        assert name in plain or place.folded or name == "Source not said"
