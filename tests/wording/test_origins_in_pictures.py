"""What stands at each place of the picture of where a claim comes from, and what is said beside it."""

from dataclasses import replace

import pytest

from claims.crediting import crediting
from claims.vocabulary import OriginKind
from claims.wording.origins import circle_lines, left_out_line, place_name, place_notes
from tests.pictures.chains import through
from tests.readings import a_claim, an_origin

TWO = an_origin("two people", people=2)


def places(*appearances) -> dict[str, list[str]]:
    found = crediting(a_claim(appearances=appearances))
    return {place_name(place): place_notes(place, found) for place in found.places}


def test_an_outlet_has_its_article_and_day_and_a_source_its_kind():
    assert places(through("Bloomberg", by="Post", number=1, origin=TWO)) == {
        "Post": ["“Article 1”", "26 January 2024"],
        "Bloomberg": ["no article of it on record"],
        "“two people”": ["anonymous · 2 people", "first known source"],
    }


def test_several_articles_are_counted_and_so_is_who_goes_back_to_a_source():
    found = places(*(through(by="Post", number=n, origin=TWO) for n in (1, 2)))

    assert found["Post"] == ["2 articles", "the first: 26 January 2024"]
    assert found["“two people”"][-1] == "2 articles go back to it"


def test_what_is_not_known_is_said_so():
    not_said = an_origin("reports", kind=OriginKind.NOT_SAID, people=None)
    found = places(
        through(by="Post", number=1, origin=not_said),
        through(by=None, number=2),
        replace(through(by="Mail", number=3), attributions=(replace(TWO_CREDIT, origin=None, words="media"),)),
    )

    assert found["“reports”"] == ["source not said"]
    assert found["“Article 2”"] == ["unknown publisher", "26 January 2024", "no credit on record"]
    assert found["“media”"] == ["no outlet or source named"]


TWO_CREDIT = through(by=None, number=9, origin=TWO).attributions[0]


@pytest.mark.parametrize(
    ("credited", "origin", "expected"),
    [
        (["Bloomberg"], TWO, "crediting Bloomberg alone"),
        ([], TWO, "crediting “two people” alone"),
        ([], None, "no credit on record"),
        ([], an_origin("reports", kind=OriginKind.NOT_SAID), "none says whom it credits"),
    ],
)
def test_those_shown_as_one_say_whom_they_credit(credited, origin, expected):
    found = places(*(through(*credited, by=f"Paper {n}", number=n, origin=origin) for n in range(1, 8)))

    assert found["4 more articles"] == [expected]


def test_circular_reporting_is_said_in_plain_words():
    two = [through("Herald", by="Post", number=1), through("Post", by="Herald", number=2)]
    three = [two[0], through("Mail", by="Herald", number=2), through("Post", by="Mail", number=3)]
    known = through(by="Post", number=4, origin=TWO)

    def said(*appearances):
        return circle_lines(crediting(a_claim(appearances=appearances)))

    none = "No first known source is on record for them."
    assert said(*two) == [f"These reports credit each other: Post and Herald. {none}"]
    assert said(*two, known) == ["These reports credit each other: Post and Herald."]
    assert said(*three) == [
        f"These reports credit each other, directly or through one another: Post, Herald and Mail. {none}"
    ]
    assert said(known) == []


def test_what_the_picture_has_no_room_for_is_said():
    many = [through(by=f"Paper {n}", number=n, origin=an_origin(f"person {n}")) for n in range(1, 41)]
    found = crediting(a_claim(appearances=many))

    assert left_out_line(found) == "28 more chains of credits are not in the picture; they stand in the list below."
    assert left_out_line(crediting(a_claim(appearances=many[:3]))) == ""
