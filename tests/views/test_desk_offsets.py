"""Places in a text survive the way from a browser through the form into the database, and back onto the page.

On contents attributed to sources in real news, made hard in four ways. ONRECORD_OFFSETS=all takes every article of the
corpus instead of some.
"""

import os
import re
from html import unescape
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from claims.forms.appearances import LiftForm
from claims.models import Appearance, Article, ArticleVersion, Origin
from tests.hard_texts import INJECTED, Hard, as_a_browser_sends, hard_articles

EVERY = 1 if os.environ.get("ONRECORD_OFFSETS") == "all" else 15


def form_of(text: str, **fields: object) -> LiftForm:
    version = ArticleVersion(text=text)
    data = {"once": str(uuid4()), "stance": "reports", "statement": "A claim.", **fields}
    return LiftForm(data, version=version, copies=0, origins=Origin.objects.none())


@pytest.mark.django_db
@pytest.mark.parametrize("kind", INJECTED)
def test_the_form_finds_every_attributed_content_where_the_browser_had_it(kind):
    checked = 0
    for article in hard_articles(kind, every=EVERY):
        for span in article.spans:
            form = form_of(article.stored, **as_a_browser_sends(article.stored, span))
            assert form.is_valid(), (article.title, form.errors)
            assert form.cleaned_data["span"] == span, article.title
            checked += 1
    assert checked > 500


def test_what_is_injected_is_in_the_spans_and_before_them():
    for kind, texts in INJECTED.items():
        article = hard_articles(kind, every=1_000)[0]
        words = [article.stored[span.start : span.end] for span in article.spans]
        if texts:
            assert sum(any(put in one for put in texts) for one in words) > len(words) / 2
        else:
            assert "\r\n" in article.pasted


@pytest.mark.parametrize("kind", INJECTED)
def test_from_the_paste_through_the_database_to_the_mark_on_the_page(client: Client, editor: User, kind):
    client.force_login(editor)
    article = next(one for one in hard_articles(kind, every=7, first=3) if len(one.spans) > 6)
    spans = [span for span in article.spans if "\n" not in article.stored[span.start : span.end]][:6]
    row = taken_in(client, article)
    for number, span in enumerate(spans):
        fields = as_a_browser_sends(article.stored, span)
        data = {"once": uuid4(), "stance": "reports", "statement": f"Claim {number}.", **fields}
        assert client.post(reverse("article_desk", args=[row.pk]), data).status_code == 302
        appearance = Appearance.objects.latest("pk")
        assert appearance.exact == article.stored[span.start : span.end]
        assert (appearance.start, appearance.span()) == (span.start, span)
        html = client.get(reverse("article_desk", args=[row.pk])).content.decode()
        assert marked(html, appearance) == appearance.exact


def taken_in(client: Client, article: Hard) -> Article:
    data = {"once": uuid4(), "title": article.title, "medium": "text", "text": article.pasted, "keep_all": "on"}
    assert client.post(reverse("article_new"), data).status_code == 302
    row = Article.objects.latest("pk")
    assert row.versions.get().text == article.stored
    return row


def marked(html: str, appearance: Appearance) -> str:
    """What the page marks as the passage, its pieces together."""
    pieces = re.findall(r'<mark [^>]*data-passages="([^"]*)"[^>]*>(.*?)</mark>', html)
    inside = [words for passages, words in pieces if f"passage-{appearance.pk}" in passages.split()]
    return unescape(re.sub(r"<[^>]+>", "", "".join(inside)))
