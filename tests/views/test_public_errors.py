"""What went wrong is said in words, with a way on, on a page like the others."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from claims import workflow
from tests.factories import ArticleFactory, ClaimFactory, EditorFactory, denied, merged, ran, withdrawn
from tests.views.reader import text_of

pytestmark = pytest.mark.django_db

SEARCH = '<form class="search search-page" role="search" action="/claims/"'


@pytest.mark.parametrize(
    ("address", "words"), [("/claims/812/", "There is no claim 812. It may have been merged: search.")]
)
def test_what_is_not_there_can_be_searched_for(client: Client, address: str, words: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 404
    assert words in text_of(answer.content)
    assert SEARCH in answer.content.decode()


def test_an_address_that_was_never_one_can_be_searched_from(client: Client) -> None:
    answer = client.get("/no/such/page/")

    assert answer.status_code == 404
    assert "There is no such page" in text_of(answer.content)
    assert SEARCH in answer.content.decode()


def test_before_a_thing_was_on_record_a_link_leads_to_how_it_stands_now(client: Client) -> None:
    claim, article = ClaimFactory(), ArticleFactory()
    ran(claim, article)
    before = (claim.recorded_at - timedelta(days=1)).isoformat()

    for address in [
        reverse("claim_detail", args=[claim.pk, claim.slug]),
        reverse("article_detail", args=[article.pk, article.slug]),
    ]:
        answer = client.get(address, {"as_of": before})
        assert answer.status_code == 404
        assert f'<a href="{address}">See how it stands now.</a>' in answer.content.decode()


def test_before_it_was_on_record_nothing_withheld_is_told(client: Client) -> None:
    claim = ClaimFactory(statement="The minister took money.")
    before = (claim.recorded_at - timedelta(days=1)).isoformat()
    workflow.withhold_claim_text(claim, reason="A court order.", by=EditorFactory())
    claim.refresh_from_db()

    answer = client.get(f"/claims/{claim.pk}/", {"as_of": before}, follow=True)

    assert answer.status_code == 404
    assert "money" not in answer.content.decode()
    assert all("money" not in address for address, _ in answer.redirect_chain)


@pytest.mark.parametrize("address", ["/", "/claims/", "/about/"])
def test_a_wrong_method_is_told_which_are_right(address: str) -> None:
    answer = Client(enforce_csrf_checks=True).post(address)

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert "It was asked with POST, and answers only GET, HEAD. Nothing was changed." in text_of(answer.content)
    assert "script-src 'none'" in answer["Content-Security-Policy"]


def test_a_question_that_is_not_understood_is_told_why_and_where_to_go_on(client: Client) -> None:
    answer = client.get("/claims/?as_of=yesterday")

    assert answer.status_code == 400
    assert "is not a day or time. Write it like 2024-02-01" in text_of(answer.content)
    assert '<a href="/claims/">all claims</a>' in answer.content.decode()


def test_what_left_the_lists_says_why_on_its_own_page(client: Client) -> None:
    gone = withdrawn(denied(), reason="It was two claims in one.")
    loser, survivor = denied(), ClaimFactory()
    merged(loser, survivor)

    page = text_of(client.get(f"/claims/{gone.pk}/", follow=True).content)
    history = client.get(f"/claims/{loser.pk}/revisions/").content

    assert "Withdrawn on" in page
    assert "It was two claims in one." in page
    assert f"Merged into claim {survivor.pk}" in text_of(history)
