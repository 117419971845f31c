"""Who credits whom for a claim: each outlet and source once, what is alike together, and circles found."""

from dataclasses import replace

from hypothesis import given, settings

from claims.crediting import MOST_PLACES, crediting
from claims.vocabulary import OriginKind
from claims.wording.origins import place_name
from tests.pictures.chains import claims, through
from tests.readings import a_claim, a_credit, an_appearance, an_article, an_origin, an_outlet

TWO = an_origin("two people")


def credited(*appearances):
    return crediting(a_claim(appearances=appearances))


def names(found) -> set[tuple[str, str]]:
    """Who credits whom, by name."""
    place = {place.key: place_name(place) for place in found.places}
    return {(place[one], place[other]) for one, other in found.credits}


def test_articles_that_credit_one_report_meet_at_its_outlet_which_is_there_once():
    own = through(by="Bloomberg", number=1, origin=TWO)
    others = [through("Bloomberg", by=name, number=n, origin=TWO) for n, name in enumerate(["Post", "Herald"], start=2)]

    found = credited(own, *others)

    assert names(found) == {("Post", "Bloomberg"), ("Herald", "Bloomberg"), ("Bloomberg", "“two people”")}
    assert found.meets
    [source] = [place for place in found.places if place.is_source]
    assert source.reached_by == 3


def test_articles_of_one_outlet_are_one_place():
    found = credited(*(through(by="Post", number=n, origin=TWO) for n in (1, 2, 3)))

    assert names(found) == {("Post", "“two people”")}
    assert [place.article_count for place in found.places if place.articles] == [3]


def test_articles_of_unknown_publishers_are_not_taken_for_one_publisher():
    found = credited(*(through(by=None, number=n, origin=TWO) for n in (1, 2)))

    assert names(found) == {("“Article 1”", "“two people”"), ("“Article 2”", "“two people”")}


def test_what_is_not_said_is_never_shown_as_one_source():
    not_said = an_origin("reports", kind=OriginKind.NOT_SAID, people=None)
    found = credited(*(through(by=name, number=n, origin=not_said) for n, name in enumerate(["Post", "Herald"])))

    assert len([place for place in found.places if place.is_not_said]) == 2
    assert not found.meets


def test_an_outlet_that_credits_itself_is_no_circle():
    found = credited(through("Post", by="Post", number=1, origin=TWO))

    assert names(found) == {("Post", "“two people”")}
    assert found.circles == ()


def test_reports_that_credit_each_other_are_a_circle_also_through_others():
    two = credited(through("Herald", by="Post", number=1), through("Post", by="Herald", number=2))
    three = credited(
        through("Herald", by="Post", number=1),
        through("Mail", by="Herald", number=2),
        through("Post", by="Mail", number=3),
        through("Post", by="Gazette", number=4),
    )

    assert [[place_name(place) for place in circle.places] for circle in two.circles] == [["Post", "Herald"]]
    assert [[place_name(place) for place in circle.places] for circle in three.circles] == [["Post", "Herald", "Mail"]]
    assert not two.circles[0].has_source


def test_a_circle_from_which_a_source_is_reached_says_so():
    found = credited(
        through("Herald", by="Post", number=1),
        through("Post", by="Herald", number=2),
        through(by="Herald", number=3, origin=TWO),
    )

    assert [circle.has_source for circle in found.circles] == [True]


def test_many_that_give_the_same_credits_are_one_place_after_the_first_three():
    found = credited(*(through("Bloomberg", by=f"Paper {n}", number=n, origin=TWO) for n in range(1, 22)))

    [more] = [place for place in found.places if place.folded]
    assert (more.article_count, len(found.places)) == (18, 6)
    assert ("18 more articles", "Bloomberg") in names(found)


def test_other_credits_are_not_taken_together_with_these():
    same = [through("Bloomberg", by=f"Paper {n}", number=n, origin=TWO) for n in range(1, 6)]
    other = through("Bloomberg", by="Paper 6", number=6, origin=an_origin("a letter"))

    assert ("Paper 6", "Bloomberg") in names(credited(*same, other))


def test_copies_of_a_text_are_one_place_with_it():
    wire = an_article("Bridge", outlet=an_outlet("Wire"), id=1)
    copies = [
        an_appearance(replace(an_article("Bridge", outlet=an_outlet(f"P {n}"), id=n), copy_of=1), exact="", id=n)
        for n in range(2, 14)
    ]

    found = credited(an_appearance(wire, credits=[a_credit("two people", origin=TWO)], id=1), *copies)

    assert names(found) == {("Wire", "“two people”")}
    assert found.places[0].copies == 12


def test_who_credits_a_copy_goes_on_to_the_text_it_is_a_copy_of():
    wire = an_article("Bridge", outlet=an_outlet("Wire"), id=1)
    copy = replace(an_article("Bridge", outlet=an_outlet("Daily"), id=2), copy_of=1)
    found = credited(
        an_appearance(wire, id=1), an_appearance(copy, exact="", id=2), through("Daily", by="Post", number=3)
    )

    assert names(found) == {("Post", "Daily"), ("Daily", "Wire")}


def test_what_was_taken_back_is_not_drawn():
    back = replace(through("Herald", by="Post", number=1), retraction="Another bridge.")

    assert credited(back).places == ()


def test_forty_chains_that_never_meet_are_shown_as_far_as_there_is_room_and_the_rest_counted():
    found = credited(*(through(by=f"Paper {n}", number=n, origin=an_origin(f"person {n}")) for n in range(1, 41)))

    assert len(found.places) <= MOST_PLACES
    assert found.left_out == 40 - MOST_PLACES // 2


@settings(max_examples=150)
@given(claims())
def test_whatever_the_chains_the_places_are_few_and_every_credit_is_between_two_of_them(claim):
    found = crediting(claim)
    keys = [place.key for place in found.places]

    assert len(keys) == len(set(keys)) <= MOST_PLACES
    assert all(one in keys and other in keys and one != other for one, other in found.credits)
    assert crediting(claim) == found
