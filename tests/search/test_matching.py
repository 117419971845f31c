"""Finding rows by any word or prefix, alike on SQLite and PostgreSQL."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims import workflow
from claims.models import Claim, Origin, Outlet, Speaker, Topic
from claims.search import index
from claims.search.words import folded_words
from claims.vocabulary import OriginKind
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def claims(db: None) -> list[Claim]:
    return [
        factories.DraftFactory.create(statement=statement, claimant=claimant)
        for statement, claimant in [
            ("Vladimir Putin signalled to the US that he was open to talks.", "Bloomberg"),
            ("Putin told Xi that the war would last five years.", ""),
            ("The U-2 was gathering intelligence over the Soviet Union.", "Никита Хрущёв"),
            ("Lech Wałęsa was shown the Süddeutsche Zeitung’s files.", ""),
            ("普京会见了習近平。", ""),
        ]
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("putin", [1, 0]),
        ("PUTIN talks", [0]),
        ("talks putin", [0]),
        ("put", [1, 0]),
        ("sig op", [0]),
        ("bloomberg putin", [0]),
        ("u-2", [2]),
        ("u2", []),
        ("хрущев", [2]),
        ("ХРУЩЁВ", [2]),
        ("walesa", [3]),
        ("suddeutsche", [3]),
        ("zeitung's", [3]),
        ("ussian", []),
        ("nobody", []),
        ("習近", [4]),
        ("近習", []),
        ("  ", [4, 3, 2, 1, 0]),
        ("", [4, 3, 2, 1, 0]),
    ],
)
def test_every_word_asked_for_begins_a_word_of_what_is_found(claims, query: str, found: list[int]) -> None:
    expected = [claims[number] for number in found]
    assert list(Claim.objects.matching(query).order_by("-pk")) == expected
    assert Claim.objects.newest(query, 8) == expected


@pytest.mark.parametrize(
    "query",
    [
        "*",
        '"',
        '"putin',
        "putin*",
        "putin OR xi",
        "NEAR(putin xi)",
        "search_text:putin",
        "-putin",
        "putin & xi",
        "putin:*",
        "'; DROP TABLE claims_claim; --",
        "putin\\",
        "^putin",
        "(putin",
        "putin AND",
        "%",
        "_",
        "\u202eputin",
        "a " * 250,
        " ".join(f"w{number}" for number in range(120)),
        "putin " * 500,
        "x" * 100_000,
        "😀",
    ],
)
def test_a_query_is_nothing_but_words(claims, query: str) -> None:
    words = folded_words(query)
    found = Claim.objects.newest(query, 8)
    assert found == list(Claim.objects.matching(query).order_by("-pk")[:8])
    for claim in found:
        assert words
        assert all(any(own.startswith(word) for own in claim.search_text.split()) for word in words)


STORABLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=60)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(statement=STORABLE.filter(folded_words), cut=st.integers(1, 5))
def test_whatever_is_worded_is_found_by_the_beginnings_of_its_words(editor: User, statement: str, cut: int) -> None:
    claim = Claim(statement=statement)
    claim.set_search_text()
    claim.save()
    query = " ".join(word[:cut] for word in folded_words(statement))
    assert claim in Claim.objects.newest(query, 1_000)
    assert claim in Claim.objects.matching(query)


def test_what_is_longer_than_any_wording_finds_nothing(claims) -> None:
    assert Claim.objects.newest("putin " * 83, 8) == [claims[1], claims[0]]
    assert Claim.objects.newest("putin " * 84, 8) == list(Claim.objects.matching("putin " * 84)) == []


def test_the_newest_come_first_and_no_more_than_asked_for(db: None) -> None:
    made = [factories.DraftFactory.create(statement="The ferry stops.") for _ in range(5)]
    assert Claim.objects.newest("ferry", 3) == made[:1:-1]


def test_what_the_queryset_leaves_out_is_not_found(claims) -> None:
    workflow.publish_claim(claims[0], by=factories.EditorFactory.create())
    factories.withdrawn(Claim.objects.get(pk=claims[0].pk))
    assert Claim.objects.on_desk().newest("putin", 8) == [claims[1]]
    assert list(Claim.objects.on_desk().matching("putin")) == [claims[1]]


def test_older_ones_are_found_past_any_number_of_newer_ones(monkeypatch: pytest.MonkeyPatch, claims) -> None:
    monkeypatch.setattr(index, "WINDOW", 2)
    assert Claim.objects.newest("putin", 8) == [claims[1], claims[0]]


def test_new_words_are_found_and_old_ones_are_not(claims, editor: User) -> None:
    claim = Claim.objects.get(pk=claims[1].pk)
    workflow.reword_claim(
        claim, based_on=claim.version, statement="The ferry stops.", reason="", still_fits={}, by=editor
    )
    assert Claim.objects.newest("ferry", 8) == [claim]
    assert Claim.objects.newest("xi", 8) == []
    claim.refresh_from_db()
    workflow.discard_draft(claim, based_on=claim.version, by=editor)
    assert Claim.objects.newest("ferry", 8) == []


def test_names_are_found_by_what_tells_them_apart_and_by_new_names(editor: User) -> None:
    speaker = workflow.create_speaker(name="Дмитрий Песков", description="Kremlin spokesman", by=editor)
    outlet = workflow.create_outlet(name="Die Zeit", url="https://www.zeit.de/", by=editor)
    topic = workflow.create_topic(name="Ukraine", description="War since 2022", by=editor)
    assert Speaker.objects.newest("kreml песк", 8) == [speaker]
    assert Outlet.objects.newest("zeit.de", 8) == [outlet]
    assert Outlet.objects.newest("www", 8) == []
    assert Topic.objects.newest("war", 8) == [topic]
    workflow.rename(speaker, based_on=speaker.version, name="Dmitry Peskov", by=editor)
    assert Speaker.objects.newest("песков", 8) == []
    assert Speaker.objects.newest("peskov", 8) == [speaker]


def test_a_source_is_found_by_how_it_was_credited(db: None) -> None:
    claim = factories.DraftFactory.create()
    credits = [workflow.Credit(words="two people in the harbour’s office", kind=OriginKind.ANONYMOUS, people=2)]
    factories.ran(claim, credits=credits)
    assert Origin.objects.newest("harb off", 8) == list(Origin.objects.all())


@pytest.mark.parametrize("typed", ["ПЕСКОВ", "песков", "Пе\u0301сков", " Песков "])
def test_a_name_is_the_same_in_any_case_on_any_database(editor: User, typed: str) -> None:
    speaker = workflow.create_speaker(name="Песков", by=editor)
    workflow.create_speaker(name="Пескова", by=editor)
    assert list(Speaker.objects.called(typed)) == [speaker]


def test_words_as_long_as_a_wording_can_be_are_kept(editor: User) -> None:
    claim = workflow.draft_claim(statement="ﷺ" * 500, by=editor)
    assert Claim.objects.newest("ﷺ", 8) == [claim]
    longest = "А" * 200
    assert workflow.create_outlet(name=longest, by=editor) in Outlet.objects.newest(longest, 8)


def test_a_save_that_leaves_the_words_alone_leaves_the_index_alone(claims) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its index by itself.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT total_changes()")
        [before] = cursor.fetchone()
        claims[0].save()
        cursor.execute("SELECT total_changes()")
        [after] = cursor.fetchone()
    assert after - before == 1


@pytest.mark.parametrize("name", ["Conan O’Brien", "Conan O'Brien", "Conan OBrien"])
@pytest.mark.parametrize("query", ["obrien", "o'brien", "O’BRIEN", "conan obri", "o'brien conan"])
def test_a_name_is_found_with_and_without_its_apostrophe(name: str, query: str) -> None:
    speaker = factories.SpeakerFactory.create(name=name)
    factories.SpeakerFactory.create(name="Brian Osten")
    assert list(Speaker.objects.matching(query)) == Speaker.objects.newest(query, 5) == [speaker]
