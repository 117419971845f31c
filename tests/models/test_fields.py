"""Addresses and languages, wherever they are typed: what everybody may follow, and what programs can read."""

from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.test import Client
from django.urls import reverse

from claims import workflow
from claims.models import Article, Revision
from claims.models.fields import AddressField, LanguageField, page_address
from tests.factories import ArticleFactory, ClaimFactory, ran


@pytest.fixture
def desk(client: Client, editor: Any) -> Client:
    client.force_login(editor)
    return client


def take_in(desk: Client, **typed: str) -> Any:
    return desk.post(reverse("article_new"), {"once": uuid4(), "title": "Bridge", "medium": "text", **typed})


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("ftp://files.example/story", "begins with https:// or http://"),
        ("javascript:alert(1)", "begins with https:// or http://"),
        ("mailto:desk@paper.example", "begins with https:// or http://"),
        ("not an address", "begins with https:// or http://"),
        ("https://ava@paper.example/story", "holds a name or password"),
        ("https://ava:secret@paper.example/story", "holds a name or password"),
        ("HTTP://ava:@paper.example/", "holds a name or password"),
        ("https://[::1", "begins with https:// or http://"),
    ],
)
def test_an_address_that_not_everybody_may_follow_is_refused_in_words(desk, typed, reason):
    answer = take_in(desk, url=typed)
    assert answer.status_code == 422
    [error] = answer.context["form"].errors["url"]
    assert reason in error
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("paper.example/story", "https://paper.example/story"),
        ("http://paper.example/@ava/story?to=b@c.example", "http://paper.example/@ava/story?to=b@c.example"),
        ("https://газета.рф/новости", "https://газета.рф/новости"),
        ("https://paper.example:8443/", "https://paper.example:8443/"),
    ],
)
def test_an_address_that_everybody_may_follow_is_kept(desk, typed, kept):
    assert take_in(desk, url=typed).status_code == 302
    assert Article.objects.get().url == kept


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("https://paper.example/story", "http://www.paper.example/story/", True),
        ("https://paper.example/story", "https://paper.example/story?utm_source=x&utm_medium=y#comments", True),
        ("https://paper.example/story?id=1", "https://paper.example/story?fbclid=x&id=1", True),
        ("https://paper.example", "https://PAPER.example/", True),
        ("https://paper.example/story?utm_source=mail#top", "https://paper.example/story", True),
        ("https://paper.example/story?utm_source=mail", "https://paper.example/story?UTM_source=feed&gclid=x", True),
        ("https://PAPER.example/story", "paper.example/story", True),
        ("https://www.Paper.example/story", "https://paper.example/story/#comments", True),
        ("https://paper.example/#!/story", "http://paper.example/#!/story", True),
        ("https://paper.example/#!/story", "https://paper.example/#!/other", False),
        ("https://paper.example/#/story", "https://paper.example/", False),
        ("https://paper.example/story?id=1", "https://paper.example/story?id=2", False),
        ("https://paper.example/story", "https://paper.example/Story", False),
        ("https://paper.example/story", "https://sub.paper.example/story", False),
    ],
)
def test_an_article_is_known_by_its_address_however_that_is_written(desk, one, other, is_same):
    take_in(desk, title="Known", url=one)
    assert ("on record already: “Known”" in take_in(desk, url=other).content.decode()) is is_same


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://Paper.example/Story?ID=1&utm_source=x&Fbclid=y#comments", "https://paper.example/Story?ID=1"),
        ("https://paper.example/story?fbclid", "https://paper.example/story"),
        ("https://paper.example/story?source=utm_mail&page=2", "https://paper.example/story?source=utm_mail&page=2"),
        ("https://paper.example/app?a=1#!story", "https://paper.example/app?a=1#!story"),
        ("https://paper.example/#/story/1", "https://paper.example/#/story/1"),
    ],
)
def test_the_address_of_an_article_is_kept_without_what_says_nothing_of_the_page(desk, typed, kept):
    assert take_in(desk, url=typed).status_code == 302
    article = Article.objects.get()
    assert article.url == kept

    article.set_url(typed)
    assert article.url == kept


#: As they were kept before anything was left out of them.
KEPT_WHOLE = [
    "https://paper.example/story?utm_source=mail#top",
    "https://Paper.example/story",
    "http://paper.example/#a",
]


@pytest.fixture
def kept_whole(request: pytest.FixtureRequest, db: None) -> Article:
    article = ArticleFactory.create(title="Known")
    ran(ClaimFactory.create(), article)
    Article.objects.filter(pk=article.pk).update(url=request.param)
    article.refresh_from_db()
    return article


@pytest.mark.parametrize("kept_whole", KEPT_WHOLE, indirect=True)
def test_an_address_kept_as_it_was_typed_is_found_by_itself(desk, kept_whole):
    assert "on record already: “Known”" in take_in(desk, url=kept_whole.url).content.decode()
    assert Article.objects.at_address(kept_whole.url).get() == kept_whole
    other_scheme = kept_whole.url.replace("https:", "http:").replace("example/story", "example/story/")
    assert Article.objects.at_address(other_scheme).get() == kept_whole
    assert not Article.objects.at_address().exists()


@pytest.mark.parametrize("kept_whole", KEPT_WHOLE, indirect=True)
def test_an_address_nobody_changed_stays_exactly_as_it_is_on_record(desk, kept_whole):
    address = reverse("article_edit", args=[kept_whole.pk])
    shown = desk.get(address).context["form"].initial
    data = {name: value or "" for name, value in shown.items()} | {"once": uuid4(), "reason": "A slip of the pen."}
    before = Revision.objects.count()

    assert desk.post(address, data, follow=True).status_code == 200
    assert Revision.objects.count() == before

    desk.post(address, data | {"once": uuid4(), "title": "Known well"})
    mended = Article.objects.get(pk=kept_whole.pk)
    assert (mended.title, mended.url, mended.head.number) == ("Known well", kept_whole.url, 2)

    again = {"once": uuid4(), "version": mended.version, "title": "Known well", "url": f"{kept_whole.url}?gclid=x"}
    desk.post(address, data | again)
    assert Article.objects.get(pk=kept_whole.pk).url == page_address(again["url"])


def test_an_address_too_long_only_for_what_is_left_out_of_it_is_taken(desk):
    assert take_in(desk, url=f"https://paper.example/story?fbclid={'x' * 1000}").status_code == 302
    assert Article.objects.get().url == "https://paper.example/story"
    assert take_in(desk, url=f"https://paper.example/story?id={'x' * 1000}").status_code == 422


@pytest.mark.parametrize("model", list(apps.get_app_config("claims").get_models()), ids=lambda model: model.__name__)
def test_every_address_and_language_of_the_record_is_held_to_this(model):
    for column in model._meta.get_fields():
        assert not isinstance(column, models.URLField) or isinstance(column, AddressField)
        assert getattr(column, "name", "") != "language" or isinstance(column, LanguageField)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        *(("en", "en"), ("RU", "ru"), ("pt-br", "pt-BR"), ("ZH-hANS", "zh-Hans"), ("sr-latn-rs", "sr-Latn-RS")),
        *((" de ", "de"), ("es-419", "es-419"), ("zh-YUE", "zh-yue"), ("sl-ROZAJ", "sl-rozaj"), ("de-1901", "de-1901")),
    ],
)
def test_a_language_is_kept_in_canonical_case(desk, typed, kept):
    assert take_in(desk, language=typed).status_code == 302
    assert Article.objects.get().language == kept


@pytest.mark.parametrize("typed", ["English", "e", "русский", "en_GB", "en-", "pt-BR-BR", 'a" onload=1', "123"])
def test_what_is_no_language_tag_is_refused_in_words(desk, typed):
    answer = take_in(desk, language=typed)
    assert answer.status_code == 422
    assert "Write the code of a language, two or three letters" in answer.content.decode()


def test_the_workflow_takes_no_other_address_or_language_than_the_form(editor):
    for wrong in ({"url": "ftp://files.example/"}, {"language": "English"}):
        with pytest.raises(ValidationError):
            workflow.take_in_article(title="Bridge", by=editor, **wrong)
    assert workflow.take_in_article(title="Bridge", language="pt-br", by=editor).language == "pt-BR"


def test_what_was_taken_in_before_stays_readable(desk):
    article = ArticleFactory.create()
    Article.objects.filter(pk=article.pk).update(url="ftp://files.example/", language="English")
    assert desk.get(reverse("article_desk", args=[article.pk])).status_code == 200
    page = desk.get(reverse("article_edit", args=[article.pk])).content.decode()
    assert 'value="ftp://files.example/"' in page
    assert 'value="English"' in page
