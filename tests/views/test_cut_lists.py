"""Lists of which a page shows only so many: each says so, and how to reach the rest."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import ArticleFactory, ClaimFactory, OutletFactory, TopicFactory, answered, ran

CUT = "Only the first 1 are shown."
NARROW = f"{CUT} Narrow the search to see others."
FOUND = "Of the claims found only the first 1 are shown. Narrow the search to see others."


def articles_to_pick(desk: Client) -> str:
    ArticleFactory.create()
    return desk.get(reverse("appearance_new", args=[ClaimFactory.create().pk])).content.decode()


def responses_to_pick(desk: Client) -> str:
    answered(ClaimFactory.create())
    return desk.get(reverse("answer_new", args=[ClaimFactory.create().pk])).content.decode()


def claims_to_merge_into(desk: Client) -> str:
    claim = ClaimFactory.create()
    ClaimFactory.create(statement="The ferry will stop.")
    return desk.get(reverse("claim_merge", args=[claim.pk]), {"q": "ferry"}).content.decode()


def claims_to_lift(desk: Client) -> str:
    ClaimFactory.create(statement="The ferry will stop.")
    article = ArticleFactory.create()
    return desk.post(reverse("article_desk", args=[article.pk]), {"find": "ferry", "look": "1"}).content.decode()


def claims_shown_to_answer(desk: Client) -> str:
    ClaimFactory.create()
    return desk.get(reverse("response_new")).content.decode()


def claims_to_answer(desk: Client) -> str:
    ClaimFactory.create(statement="The ferry will stop.")
    return desk.post(reverse("response_new"), {"find": "ferry", "look": "1"}).content.decode()


@pytest.mark.parametrize(
    ("page", "most", "said"),
    [
        (articles_to_pick, ["picking.MOST_ARTICLES", "appearances.MOST_ARTICLES"], NARROW),
        (responses_to_pick, ["responses.MOST_RESPONSES"], NARROW),
        (claims_to_merge_into, ["lifecycle.OFFERED"], NARROW),
        (claims_to_lift, ["picking.MOST_CLAIMS", "articles.MOST_CLAIMS"], FOUND),
        (claims_to_answer, ["picking.MOST_CLAIMS", "responses.MOST_CLAIMS"], FOUND),
        (claims_shown_to_answer, ["responses.LIKELY"], f'{CUT} <a href="#id_find">Find others</a>'),
    ],
)
def test_a_list_to_choose_from_at_the_desk_says_when_it_is_cut(
    desk: Client, monkeypatch: pytest.MonkeyPatch, page: Callable[[Client], str], most: list[str], said: str
) -> None:
    for name in most:
        monkeypatch.setattr(f"claims.views.desk.{name}", 1)
    assert "are shown" not in page(desk)
    assert said in page(desk)


@pytest.mark.django_db
def test_the_front_page_says_when_there_are_more_topics(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.views.public.home.SHOWN_TOPICS", 1)
    ClaimFactory.create(topics=[TopicFactory.create(name="Bridges")])
    assert "are shown" not in client.get("/").content.decode()

    ClaimFactory.create(topics=[TopicFactory.create(name="Roads")])
    page = client.get("/").content.decode()

    assert f'{CUT} <a href="/claims/">Find others by their name, among all claims</a>' in page
    assert "Roads" not in page.split('id="topics"')[1]
    then = client.get("/", {"as_of": str(timezone.localdate())})
    assert f'{CUT} <a href="/claims/?as_of=' in then.content.decode()


@pytest.mark.django_db
def test_the_page_of_an_outlet_leads_to_all_articles_where_it_has_more(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.views.public.names.PAGE_SIZE", 1)
    outlet = OutletFactory.create(name="Weekly")
    ran(ClaimFactory.create(), ArticleFactory.create(outlet=outlet))
    assert "there are more" not in client.get("/outlets/weekly/").content.decode()

    ran(ClaimFactory.create(), ArticleFactory.create(outlet=outlet))
    page = client.get("/outlets/weekly/").content.decode()

    assert 'there are more. <a href="/articles/">All articles on record</a>' in page
