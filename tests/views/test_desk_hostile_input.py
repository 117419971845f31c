"""What no browser sends: words without end, and tokens of others. Refused in words, at once."""

import time
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from claims.models import Topic
from tests import factories

#: Longer than the pattern that SQLite compares with (50,000).
ENDLESS = "a" * 60_000


def test_a_token_that_a_colleague_used_is_refused_in_words(desk: Client, colleague: User) -> None:
    token, other = uuid4(), Client()
    other.force_login(colleague)
    other.post(reverse("topic_new"), {"once": token, "name": "Bridges"})
    response = desk.post(reverse("topic_new"), {"once": token, "name": "Ferries"})
    assert response.status_code == 422
    assert "used token" in response.content.decode()
    assert [topic.name for topic in Topic.objects.all()] == ["Bridges"]


def test_a_list_of_thousands_of_lines_is_not_taken_in_as_an_article(desk):
    sent = {"once": uuid4(), "title": "A list", "medium": "text", "keep_all": "on"}

    refused = desk.post(reverse("article_new"), sent | {"text": "a\n" * 10_000})

    assert refused.status_code == 422
    assert "This has 10001 lines, and at most 10000 are taken in." in refused.content.decode()
    assert desk.post(reverse("article_new"), sent | {"text": "a\n" * 9_999}).status_code == 302


@pytest.mark.parametrize("name", ["article_desk_list", "name_list", "answer_new", "appearance_new"])
@pytest.mark.parametrize("words", [ENDLESS, "word " * 10_000])
def test_words_without_end_find_nothing_or_what_begins_so(desk: Client, name: str, words: str) -> None:
    claim = factories.ClaimFactory.create()
    path = reverse(name, args=[claim.pk] if name.endswith("_new") else [])
    assert desk.get(path, {"q": words}).status_code == 200


@pytest.mark.parametrize("words", [ENDLESS, "word " * 300_000])
def test_a_search_for_claims_by_more_words_than_a_claim_has_finds_none_at_once(desk: Client, words: str) -> None:
    factories.ClaimFactory.create()
    started = time.process_time()
    response = desk.post(reverse("response_new"), {"look": "1", "find": words})
    assert response.status_code == 200
    assert "likely" in response.context
    assert response.context["likely"] == []
    assert time.process_time() - started < 5


def test_a_number_without_end_means_no_row(desk: Client) -> None:
    factories.ArticleFactory.create()
    claim = factories.ClaimFactory.create()
    endless = "9" * 5_000
    assert desk.get(reverse("article_desk_list"), {"before": endless}).status_code == 200
    assert desk.get(reverse("response_new"), {"article": endless, "claim": endless}).status_code == 200
    assert desk.get(reverse("appearance_new", args=[claim.pk]), {"article": endless}).status_code == 200


def test_a_name_without_end_is_refused_beside_its_field(desk: Client) -> None:
    sent = {"once": uuid4(), "title": "T", "medium": "text", "text": "Words.", "outlet": ENDLESS}
    response = desk.post(reverse("article_new"), sent)
    assert response.status_code == 422
    assert "outlet" in response.context["form"].errors
