"""What is on record already in nearly these words, alike on SQLite and PostgreSQL."""

import pytest

from claims.models import Claim
from claims.search.alike import stems
from tests import factories

pytestmark = pytest.mark.django_db

TALKS = "Vladimir Putin signalled to senior US officials in December 2023 that he was open to talks on ending the war."
SPOKEN_OF = ["ferry", "bridge", "harbour", "school", "hospital", "airport"]


@pytest.fixture
def claims() -> dict[str, Claim]:
    others = [f"The {what} in the north will be closed in December 2023." for what in SPOKEN_OF]
    worded = {"talks": TALKS, "xi": "Vladimir Putin told Xi Jinping that he planned for the war to last five years."}
    return {
        name: factories.DraftFactory.create(statement=statement)
        for name, statement in (worded | dict(zip(SPOKEN_OF, others, strict=True))).items()
    }


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        (TALKS, "talks"),
        ("Putin signals openness to talks with US officials", "talks"),
        ("PUTIN SIGNALLING TO OFFICIALS: open to talks!", "talks"),
        ("Xi Jinping was told by Vladimir Putin that the war would last five years", "xi"),
        ("The closing of the hospital, in the north", "hospital"),
    ],
)
def test_another_wording_of_a_claim_finds_it_first(claims: dict[str, Claim], typed: str, first: str) -> None:
    assert Claim.objects.alike(typed, 3)[0] == claims[first]


@pytest.mark.parametrize("typed", ["", "  ", "?!", "the", "Taxes on sugar were raised twice by the new council."])
def test_what_nobody_said_is_like_nothing(claims: dict[str, Claim], typed: str) -> None:
    factories.DraftFactory.create(statement="Peace came.")
    assert Claim.objects.alike(typed, 3) == []


def test_one_rare_word_is_enough_while_nothing_else_is_typed(claims: dict[str, Claim]) -> None:
    assert Claim.objects.alike("Jinping", 3) == [claims["xi"]]


def test_common_words_alone_decide_nothing(claims: dict[str, Claim]) -> None:
    """Every other row has them; the one that shares the rare words comes first however old it is."""
    for number in range(30):
        factories.DraftFactory.create(statement=f"Vladimir Putin was in the north in December 2023, for {number} days.")
    assert Claim.objects.alike("Putin signalled in December 2023 that he was open to talks", 1) == [claims["talks"]]


def test_in_a_record_about_one_thing_its_words_still_tell(db: None) -> None:
    same = [factories.DraftFactory.create(statement=f"The bridge at Arden is closed, {n}.") for n in range(12)]
    assert Claim.objects.alike("The Arden bridge is closed, 7", 1) == [same[7]]


def test_words_that_all_rows_have_need_not_be_looked_up_in_every_row(claims: dict[str, Claim]) -> None:
    for number in range(150):
        factories.DraftFactory.create(statement=f"The ferry to Arden is late by {number} minutes.")
    [found] = Claim.objects.alike("The ferry to Arden is late by 77 minutes", 1)
    assert found.statement == "The ferry to Arden is late by 77 minutes."


def test_only_rows_asked_for_are_found(claims: dict[str, Claim]) -> None:
    assert Claim.objects.listed().alike(TALKS, 3) == []


@pytest.mark.parametrize("typed", ['"; DROP TABLE claims', "a' & b | c:* \\", "NEAR(war, 2)", "\x00 war", "ß" * 600])
def test_nothing_typed_is_read_as_a_query(claims: dict[str, Claim], typed: str) -> None:
    Claim.objects.alike(typed, 3)


def test_endings_are_left_out_and_five_letters_stay() -> None:
    assert stems("Signalled, signalling: the talks of élite U-2 crews") == [
        *("signal", "signall", "the", "talks", "of", "elite", "u", "2", "crews")
    ]
