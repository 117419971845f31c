"""What is offered to an editor while typing: few rows, what tells them apart, and where a claim stands."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims import workflow
from claims.dates import PartialDate
from claims.vocabulary import OriginKind, SpeakerKind
from tests import factories, htmx

KINDS = ("claims", "speakers", "named", "bodies", "outlets", "topics", "origins", "articles")


def options(desk: Client, kind: str, words: str) -> list[str]:
    """What each option says, its parts with "; " between."""
    response = desk.get(reverse(f"lookup_{kind}"), {"q": words})
    assert response.status_code == 200
    htmx.parse(response.content.decode())
    found = re.findall(r"<li.*?</li>", response.content.decode(), re.DOTALL)
    parts = [re.split(r"<[^>]*>", one) for one in found]
    return ["; ".join(unescape(" ".join(part.split())) for part in one if part.strip()) for one in parts]


def texts(desk: Client, kind: str, words: str) -> list[str]:
    """What each option would fill in."""
    content = desk.get(reverse(f"lookup_{kind}"), {"q": words}).content.decode()
    return [unescape(text) for text in re.findall(r'data-text="([^"]*)"', content)]


def test_a_claim_says_its_number_and_by_whom_it_stands_so(desk: Client) -> None:
    claim = factories.denied(factories.ClaimFactory.create(statement="The ferry will stop.", claimant="Harbour Union"))
    draft = factories.DraftFactory.create(statement="The ferry <b>sank</b>.")
    assert options(desk, "claims", "ferr") == [
        f"The ferry <b>sank</b>.; Draft. Open, no answer on record; #{draft.pk}",
        f"The ferry will stop.; Denied by the ministry’s spokeswoman; #{claim.pk}; Harbour Union",
    ]
    assert texts(desk, "claims", "ferr") == [str(draft.pk), str(claim.pk)]


@pytest.mark.parametrize("asked", ["{}", "#{}", " {} "])
def test_a_claim_is_found_by_its_number(desk: Client, asked: str) -> None:
    claim = factories.ClaimFactory.create()
    factories.ClaimFactory.create(statement=f"There are {claim.pk} ferries.")
    type(claim).objects.filter(pk=claim.pk).update(search_text=f"{claim.pk} bridges")
    assert texts(desk, "claims", asked.format(claim.pk))[0] == str(claim.pk)
    assert len(texts(desk, "claims", asked.format(claim.pk))) == 2


def test_claims_that_are_off_the_desk_are_not_offered(desk: Client) -> None:
    gone = factories.withdrawn()
    assert texts(desk, "claims", "bridge") == texts(desk, "claims", str(gone.pk)) == []


def test_speakers_are_told_apart_by_description_kind_and_latest_role(desk: Client, editor: User) -> None:
    person = workflow.create_speaker(name="Anna Petrova", description="lawyer", by=editor)
    factories.answered(factories.ClaimFactory.create(), speaker=person, role="deputy")
    factories.answered(factories.ClaimFactory.create(), speaker=person, role="minister")
    factories.answered(factories.ClaimFactory.create(), speaker=person, role="")
    body = workflow.create_speaker(name="Anna Foundation", kind=SpeakerKind.INSTITUTION, by=editor)
    unnamed = workflow.create_speaker(name="", kind=SpeakerKind.UNNAMED, description="source close to Anna", by=editor)
    assert options(desk, "speakers", "anna") == [
        f"Anna Foundation; {body.get_kind_display()}",
        "Anna Petrova; lawyer; minister",
        f"source close to Anna; {unnamed.get_kind_display()}",
    ]
    assert texts(desk, "bodies", "anna") == ["Anna Foundation"]
    assert texts(desk, "named", "anna") == ["Anna Foundation", "Anna Petrova"]


def test_namesakes_are_filled_in_with_their_numbers_and_mean_one_row_in_the_form(desk: Client, editor: User) -> None:
    one, two = (workflow.create_outlet(name=name, by=editor) for name in ("The Post", "THE PÓST"))
    other = workflow.create_outlet(name="The Postman", by=editor)
    assert texts(desk, "outlets", "post") == [other.name, f"THE PÓST [{two.pk}]", f"The Post [{one.pk}]"]


def test_the_very_name_comes_first_then_names_that_begin_so(desk: Client, editor: User) -> None:
    for name, description in [("Kremlin", ""), ("Kremlin Museums", ""), ("Dmitry Peskov", "Kremlin spokesman")]:
        workflow.create_speaker(name=name, description=description, by=editor)
    assert texts(desk, "speakers", "KREMLIN") == ["Kremlin", "Kremlin Museums", "Dmitry Peskov"]
    assert texts(desk, "speakers", "krem")[-1] == "Dmitry Peskov"


def test_a_source_is_told_apart_by_kind_people_and_where_it_is_used(desk: Client) -> None:
    outlet = factories.OutletFactory.create(name="Gazette")
    for title in ("Older", "Newer"):
        article = factories.ArticleFactory.create(title=title, outlet=outlet)
        claim = factories.ClaimFactory.create()
        before = claim.appearances.model.objects.first()
        origin = before.attributions.get().origin if before else None
        credit = workflow.Credit(words="two sailors", origin=origin, kind=OriginKind.ANONYMOUS, people=2)
        factories.ran(claim, article, credits=[credit])
    anonymous = OriginKind.ANONYMOUS.label
    assert options(desk, "origins", "sail") == [
        f"two sailors; {anonymous}; 2 people; “Newer”, Gazette; and 1 other passage"
    ]


def test_articles_are_told_apart_by_outlet_byline_and_day(desk: Client) -> None:
    outlet = factories.OutletFactory.create(name="The Post")
    article = factories.ArticleFactory.create(
        title="Kremlin réfutes", byline="Anna Smith", outlet=outlet, published_at=None
    )
    factories.ArticleFactory.create(title="Bridges", outlet=None, published_at=PartialDate("2024-01"))

    assert options(desk, "articles", "refut smi") == ["Kremlin réfutes; The Post; Anna Smith"]
    assert options(desk, "articles", f"#{article.pk}") == options(desk, "articles", "refut smi")
    assert texts(desk, "articles", "post") == [str(article.pk)]
    assert options(desk, "articles", "bridg") == ["Bridges; unknown publisher; January 2024"]


def test_at_most_eight_are_shown_and_that_there_are_more_is_said(desk: Client) -> None:
    for number in range(9):
        factories.TopicFactory.create(name=f"Bridge {number}")
    content = desk.get(reverse("lookup_topics"), {"q": "bridge"}).content.decode()
    assert content.count('role="option"') == 8
    assert content.count("The first 8. Type on to find others.") == 2
    assert "The first 8." in desk.get(reverse("lookup_topics")).content.decode()
    assert "Nothing found." in desk.get(reverse("lookup_topics"), {"q": "ferry"}).content.decode()
    assert "1 found." in desk.get(reverse("lookup_topics"), {"q": "bridge 4"}).content.decode()


def test_before_anything_is_typed_the_newest_are_offered(desk: Client) -> None:
    factories.full_claim()
    for kind in KINDS:
        assert texts(desk, kind, "") == texts(desk, kind, "  ") != []


HOSTILE = ['"', "*", "a* OR b", "'", "\\", "%", "[1]", "x" * 60_000, "word " * 500, "9" * 40, "#99999999999999999999"]


def test_nothing_that_is_typed_is_more_than_words(desk: Client) -> None:
    factories.full_claim()
    for kind in KINDS:
        for words in HOSTILE:
            assert desk.get(reverse(f"lookup_{kind}"), {"q": words}).status_code == 200, (kind, words[:20])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("words", ["%00", "%ED%A0%80", "a%00b"])
def test_what_no_database_keeps_is_refused_in_words(desk: Client, kind: str, words: str) -> None:
    response = desk.get(f"{reverse(f'lookup_{kind}')}?q={words}")
    assert response.status_code == 400


@pytest.mark.parametrize("kind", KINDS)
def test_looking_up_is_only_for_reading(desk: Client, kind: str) -> None:
    assert desk.post(reverse(f"lookup_{kind}")).status_code == 405


def test_a_lookup_makes_as_many_queries_for_seven_rows_as_for_one(desk: Client) -> None:
    def another(number: int) -> None:
        by = factories.EditorFactory.create()
        claim = factories.full_claim(statement=f"Bridge {number} opened.")
        workflow.create_topic(name=f"Bridge {number}", by=by)
        workflow.create_outlet(name=f"Bridge {number}", by=by)
        body = workflow.create_speaker(name=f"Bridge {number}", kind=SpeakerKind.INSTITUTION, by=by)
        factories.answered(claim, speaker=body)
        credit = workflow.Credit(words=f"bridge {number}", kind=OriginKind.ANONYMOUS)
        article = claim.appearances.get().article
        factories.ran(claim, article, locator="00:01", words="", credits=[credit])

    def queries(kind: str, words: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert options(desk, kind, words) != []
        return len(captured)

    another(0)
    before = {(kind, words): queries(kind, words) for _ in range(2) for kind in KINDS for words in ("bridge", "")}
    for number in range(1, 7):
        another(number)
    assert {asked: queries(*asked) for asked in before} == before


TYPED = "The ministry closed the bridge at Arden in January 2024"
ON_RECORD = "The ministry closed the bridge at Arden in December 2023."


def test_a_claim_worded_alike_is_shown_with_where_it_stands_and_what_differs(desk: Client) -> None:
    claim = factories.denied(factories.ClaimFactory.create(statement=ON_RECORD))
    gone = factories.withdrawn()
    factories.DraftFactory.create(statement="A ferry sank.")
    content = desk.post(reverse("lookup_alike"), {"statement": TYPED, "attach": "on"}).content.decode()
    htmx.parse(content)
    words = " ".join(re.sub(r"<[^>]*>", " ", unescape(content)).split())
    assert words == (
        f"Already on record? {ON_RECORD} (in a window of its own) Denied by the ministry’s spokeswoman "
        "differs: month (December), year (2023) Attach to this one 1 claim on record is worded alike."
    )
    assert f'name="attach" value="{claim.pk}"' in content
    assert gone.statement not in content


def test_a_claim_that_names_no_month_differs_by_when_it_is_about(desk: Client) -> None:
    statement = "The ministry closed the bridge at Arden without saying why."
    factories.ClaimFactory.create(statement=statement, about_when=PartialDate("2023-12"))
    content = desk.post(reverse("lookup_alike"), {"statement": TYPED}).content.decode()
    assert "differs: month (December), year (2023)" in content


def test_without_an_article_a_claim_worded_alike_is_only_shown(desk: Client) -> None:
    factories.ClaimFactory.create(statement=ON_RECORD)
    content = desk.post(reverse("lookup_alike"), {"statement": TYPED}).content.decode()
    assert ON_RECORD in content
    assert "<button" not in content


@pytest.mark.parametrize("typed", [None, "", "Nothing of the kind.", "x" * 5000])
def test_nothing_is_said_where_nothing_is_alike(desk: Client, typed: str | None) -> None:
    factories.ClaimFactory.create(statement=ON_RECORD)
    response = desk.post(reverse("lookup_alike"), {} if typed is None else {"statement": typed})
    assert response.status_code == 200
    assert not re.sub(r"<[^>]*>", "", response.content.decode()).strip()


def test_claims_worded_alike_take_a_fixed_number_of_queries(desk: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as taken:
            assert desk.post(reverse("lookup_alike"), {"statement": TYPED}).status_code == 200
        return len(taken)

    factories.full_claim(statement=ON_RECORD)
    few = queries()
    for number in range(10):
        factories.full_claim(statement=f"{ON_RECORD} {number}")
    assert queries() == few
