"""Articles taken in by mistake: told apart in the list, and discarded where nothing refers to them."""

import logging
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims import workflow
from claims.models import Article, ArticleVersion, Outlet
from tests.factories import ArticleFactory, ClaimFactory, DraftFactory, OutletFactory, answered, ran


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def copied(article: Article, editor: User, *urls: str) -> list[Article]:
    return workflow.attach_copies(
        article, copies=[workflow.Copy(url=url, outlet=None, article=None) for url in urls], by=editor
    )


def discard(desk: Client, article: Article, **changes: Any) -> Any:
    path = reverse("article_discard", args=[article.pk])
    return desk.post(path, {"once": uuid4(), "version": article.version, **changes}, follow=True)


# The list


def test_the_list_tells_an_article_and_its_copies_apart(desk, editor):
    wire = ArticleFactory.create(title="The bridge opens", outlet=None, url="https://www.wire.example/a")
    copied(wire, editor, "https://gazette.example/b", "https://herald.example/c")
    page = desk.get(reverse("article_desk_list")).content.decode()
    for address in ("wire.example/a", "gazette.example/b", "herald.example/c"):
        assert f"<bdi>{address}</bdi>" in page
    path = reverse("article_desk", args=[wire.pk])
    assert page.count(f'Copy of <a href="{path}" dir="auto">“The bridge opens”</a>, <bdi>wire.example/a</bdi>') == 2


def test_the_list_makes_as_many_queries_with_ten_copies_more(desk, editor):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            desk.get(reverse("article_desk_list"))
        return len(asked)

    wire = ArticleFactory.create(outlet=OutletFactory.create())
    copied(wire, editor, "https://gazette.example/0")
    before = queries()
    copied(wire, editor, *(f"https://gazette.example/{number}" for number in range(1, 11)))
    assert queries() == before


# Discarding


def test_an_article_taken_in_by_mistake_is_discarded_after_asking(desk, caplog, django_capture_on_commit_callbacks):
    article = ArticleFactory.create(outlet=OutletFactory.create())
    path = reverse("article_discard", args=[article.pk])
    assert path in desk.get(reverse("article_desk", args=[article.pk])).content.decode()
    assert "This cannot be taken back." in desk.get(path).content.decode()
    assert Article.objects.exists()

    sent = uuid4()
    with caplog.at_level(logging.INFO), django_capture_on_commit_callbacks(execute=True):
        page = discard(desk, article, once=sent).content.decode()

    assert "The article was discarded." in page
    assert not Article.objects.exists()
    assert not ArticleVersion.objects.exists()
    assert Outlet.objects.exists()
    assert f"Article {article.pk} was discarded by ava." in caplog.messages
    # Pressed twice, it leads where it led.
    assert discard(desk, article, once=sent).redirect_chain == [(reverse("article_desk_list"), 302)]


def carries_a_draft(article: Article, _editor: User) -> None:
    ran(DraftFactory.create(), article)


def is_public(article: Article, _editor: User) -> None:
    ran(ClaimFactory.create(), article)


def reports_a_response(article: Article, _editor: User) -> None:
    answered(DraftFactory.create(), reported_by=article)


def has_a_copy(article: Article, editor: User) -> None:
    copied(article, editor, "https://gazette.example/")


@pytest.mark.parametrize("use", [carries_a_draft, is_public, reports_a_response, has_a_copy])
def test_an_article_that_something_refers_to_is_kept(desk, editor, use: Callable[[Article, User], None]):
    article = ArticleFactory.create()
    use(article, editor)
    article.refresh_from_db()
    path = reverse("article_discard", args=[article.pk])
    assert path not in desk.get(reverse("article_desk", args=[article.pk])).content.decode()
    asked = desk.get(path).content.decode()
    assert "It cannot be discarded." in asked
    assert "button-danger" not in asked

    reason = "It is on record" if use is is_public else "A claim, a response or a copy refers to it."
    assert reason in discard(desk, article).content.decode()
    assert Article.objects.filter(pk=article.pk).exists()


def test_an_article_that_a_colleague_changed_meanwhile_is_looked_at_again(desk):
    article = ArticleFactory.create()
    page = discard(desk, article, version=article.version + 1).content.decode()
    assert "A colleague changed this article meanwhile." in page
    assert Article.objects.exists()
