"""Articles pasted with the furniture of their pages: what is taken out, shown folded, and put back."""

import re
from html import unescape
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from claims.intake.furniture import cleaned, restored
from claims.models import Article, ArticleVersion, Revision
from claims.record.verify import verify
from tests import htmx
from tests.factories import ArticleFactory, ClaimFactory, DraftFactory, ran
from tests.seed import SEED

PASTED = """Bridge to open in May

By Anna Petrova
26 January 2024 14:14

Advertisement
Two people close to the talks said that the bridge will open in May.
Share

Photo: The Gazette
Officials would not be drawn.
Read more: A bridge too far
"""
KEPT = ["Two people close to the talks said that the bridge will open in May.", "Officials would not be drawn."]


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def take_in(desk: Client, text: str = PASTED, **changes: Any) -> Article:
    data = {"once": uuid4(), "medium": "text", "text": text.replace("\n", "\r\n"), **changes}
    answer = desk.post(reverse("article_new"), data)
    assert answer.status_code == 302, answer.content.decode()
    return Article.objects.latest("pk")


@pytest.mark.parametrize("letter", ["桥", "М", "𠀀"])
def test_a_text_as_long_as_may_be_is_taken_in_in_any_script(desk: Client, letter: str) -> None:
    # A browser sends each byte of such a letter as three.
    data = {"once": uuid4(), "medium": "text", "title": "The bridge", "text": letter * 499_000}

    answer = desk.post(reverse("article_new"), urlencode(data), content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 302
    assert len(newest(Article.objects.latest("pk")).text) == 499_000


def link_of(page: str, words: str) -> str:
    """Where the link of these words leads."""
    return unescape(re.search(rf'<a href="([^"]*)"[^>]*>{re.escape(words)}</a>', page)[1])  # type: ignore[index]


def cleaned_article() -> Article:
    kept = cleaned(PASTED)
    return ArticleFactory.create(text=kept.text, furniture=kept.pieces)


def newest(article: Article) -> ArticleVersion:
    version = article.current_version()
    assert version is not None
    return version


def put_back(desk: Client, article: Article, pieces: str, **headers: Any) -> Any:
    data = {"once": uuid4(), "seen": article.text_seen(), "pieces": pieces}
    return desk.post(reverse("article_put_back", args=[article.pk]), data, **headers)


def number_of(article: Article, words: str) -> str:
    return next(str(at) for at, piece in enumerate(newest(article).furniture) if words in piece["words"])


def test_a_whole_page_is_pasted_and_its_heading_and_text_are_told_apart(desk):
    article = take_in(desk)
    assert (article.title, article.byline) == ("Bridge to open in May", "Anna Petrova")
    assert article.date_as_printed == "26 January 2024 14:14"
    assert str(article.published_at) == "2024-01-26T14:14Z"
    version = newest(article)
    assert version.text.split("\n") != PASTED.split("\n")
    assert [line for line in version.text.split("\n") if line] == KEPT
    assert restored(version.text, version.furniture).text == PASTED


def test_what_the_editor_typed_is_not_read_from_the_text(desk):
    article = take_in(desk, title="Another title", byline="B. Writer")
    assert (article.title, article.byline) == ("Another title", "B. Writer")
    assert newest(article).text.startswith("Bridge to open in May\n\nBy Anna Petrova\n\n")


def test_what_was_taken_out_is_shown_folded_with_its_reason_where_it_stood(desk):
    article = take_in(desk)
    html = desk.get(reverse("article_desk", args=[article.pk])).content.decode()
    folds = re.findall(r'<details class="cut">\s*<summary>([^<]+)</summary>', html)
    assert folds == ["4 lines removed", "2 lines removed", "1 line removed"]
    assert "photo credit" in html
    assert "Photo: The Gazette" in html
    text = " ".join(re.findall(r"<p dir=\"auto\" data-start[^>]*>(.*?)</p>", html))
    assert text == " ".join(KEPT)


def test_the_whole_page_pasted_again_as_a_newer_text_is_no_newer_text(desk):
    article = take_in(desk)
    again = {"once": uuid4(), "seen": article.text_seen(), "text": PASTED}
    answer = desk.post(reverse("article_text", args=[article.pk]), again, follow=True)
    assert "Nothing was changed." in answer.content.decode()
    assert article.versions.count() == 1
    changed = PASTED.replace("Bridge to open in May", "Bridge to open in June")
    desk.post(reverse("article_text", args=[article.pk]), again | {"once": uuid4(), "text": changed})
    assert newest(article).text.startswith("Bridge to open in June\n")
    assert [piece["words"].strip() for piece in newest(article).furniture if piece["rule"] == "heading"] == [
        "By Anna Petrova",
        "26 January 2024 14:14",
    ]


def test_every_line_stays_where_the_editor_says_so(desk):
    article = take_in(desk, keep_all="on", title="Bridge to open in May")
    assert newest(article).text == PASTED
    assert newest(article).furniture == []
    form = desk.get(reverse("article_text", args=[article.pk])).content.decode()
    assert re.search(r'name="keep_all"[^>]* checked', form)


def test_a_text_of_nothing_but_furniture_stays(desk):
    article = take_in(desk, "Advertisement\nShare\n", title="A page")
    assert newest(article).text == "Advertisement\nShare\n"


def test_a_paste_without_a_title_is_asked_for_one(desk):
    data = {"once": uuid4(), "medium": "text", "text": "word " * 100}
    answer = desk.post(reverse("article_new"), data)
    assert answer.status_code == 422
    assert "Give the title" in answer.content.decode()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("03/04/2024", "can mean 3 April 2024 or 4 March 2024"),
        ("26 ianuarie 2024, 14:14", "is not a month"),
        ("Updated 27 January 2024", "not when it was published"),
    ],
)
def test_a_date_line_that_cannot_be_read_is_asked_about_where_the_day_is_given(desk, line, reason):
    text = PASTED.replace("26 January 2024 14:14", line)
    data = {"once": uuid4(), "medium": "text", "text": text}
    page = desk.post(reverse("article_new"), data).content.decode()
    assert f"This line could not be read as a date: “{line}”." in page
    assert reason in page
    assert 'href="#id_published_at"' in page

    article = take_in(desk, text, published_at="3 April 2024")
    assert (article.date_as_printed, str(article.published_at)) == (line, "2024-04-03")
    assert line not in newest(article).text


def test_of_an_article_that_was_updated_the_day_it_was_published_is_kept_and_the_whole_line(desk):
    line = "Published 14:14, 26 January 2024 | Updated 27 January 2024"
    article = take_in(desk, PASTED.replace("26 January 2024 14:14", line))
    assert (article.date_as_printed, str(article.published_at)) == (line, "2024-01-26T14:14Z")


@pytest.mark.parametrize(
    ("text", "reason"), [("word " * 100_001, "at most 500000 characters"), ("a\n" * 10_001, "lines")]
)
def test_of_a_text_that_is_too_long_only_that_is_said(desk, text, reason):
    answer = desk.post(reverse("article_new"), {"once": uuid4(), "medium": "text", "text": text})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["text"]
    assert reason in answer.content.decode()


def test_characters_that_nobody_sees_are_taken_out_of_a_paste_and_it_says_so(desk):
    data = {"once": uuid4(), "medium": "text", "text": PASTED.replace("talks said", "ta\0lks\x1b\x07 said")}
    page = desk.post(reverse("article_new"), data, follow=True).content.decode()
    assert "3 control characters, which nobody sees, were taken out of the text." in page
    article = Article.objects.get()
    assert restored(newest(article).text, newest(article).furniture).text == PASTED
    again = {"once": uuid4(), "seen": article.text_seen(), "text": PASTED + "It rained.\0\f\n"}
    page = desk.post(reverse("article_text", args=[article.pk]), again, follow=True).content.decode()
    assert "1 control character, which nobody sees, was taken out of the text." in page
    assert newest(article).text.endswith("It rained.\f\n")


def test_an_article_without_text_speaks_of_none(desk):
    article = take_in(desk, "", title="The bridge, filmed", medium="video")
    path = reverse("article_desk", args=[article.pk])
    page = desk.get(path).content.decode()
    for said in ("Add its text", "Copies of it", "Say where in it the claim stands"):
        assert said in page
    for unsaid in ("Newer text", "Copies of this text", "Select a passage in the text", "Back to the text"):
        assert unsaid not in page
    data = {"once": uuid4(), "statement": "The bridge is open.", "stance": "reports", "locator": "02:10"}
    page = desk.post(path, data, follow=True).content.decode()
    assert "Saved. It is among the claims from this article." in page
    assert "marked in the text" not in page
    page = desk.get(reverse("article_text", args=[article.pk])).content.decode()
    assert "The article’s text</h1>" in page
    assert "Both texts are kept" not in page


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("article_new", {"text": "word " * 100, "medium": "", "url": "x", "language": "??", "outlet": "x" * 201}),
        ("response_new", {"said_at": "?", "url": "x", "held": "x", "words": "x" * 100_000, "language": "??"}),
    ],
)
def test_what_is_wrong_is_listed_in_the_order_of_the_page(desk, name, data):
    page = desk.post(reverse(name), {"once": uuid4(), **data}).content.decode()
    summary, form = page.partition('class="error-summary"')[2].split("</ul>", 1)
    listed = re.findall(r'href="#([^"]+)"', summary)
    assert len(listed) > 3
    assert listed == sorted(listed, key=lambda one: form.index(f'id="{one}"'))


def test_the_same_paste_again_is_asked_about(desk):
    take_in(desk)
    answer = desk.post(reverse("article_new"), {"once": uuid4(), "medium": "text", "text": PASTED})
    assert answer.status_code == 422
    assert "on record already" in answer.content.decode()


def test_the_same_text_at_another_address_is_led_to_the_copies_of_the_one_on_record(desk):
    article = take_in(desk)
    data = {"once": uuid4(), "medium": "text", "text": PASTED, "url": "https://gazette.example/a?b=1&c=2"}
    page = desk.post(reverse("article_new"), {**data, "outlet": "The Gazette"}).content.decode()
    assert link_of(page, "Open “Bridge to open in May”, which is on record") == reverse(
        "article_desk", args=[article.pk]
    )
    copies = link_of(page, "This is the same text at another address: add the address to its copies")
    assert copies.startswith(reverse("article_copies", args=[article.pk]) + "?")
    asked = desk.get(copies).context["form"]["addresses"].value()
    desk.post(copies, {"once": uuid4(), "addresses": asked})
    copy = article.copies.get()
    assert (copy.url, str(copy.outlet)) == (data["url"], "The Gazette")
    again = desk.post(reverse("article_new"), data | {"once": uuid4(), "url": ""}).content.decode()
    assert link_of(again, "This is the same text elsewhere: add it to its copies") == reverse(
        "article_copies", args=[article.pk]
    )


def test_a_line_is_put_back_in_its_place_before_anything_was_lifted_without_another_version(desk):
    article = take_in(desk)
    put_back(desk, article, number_of(article, "Photo"))
    version = newest(article)
    assert (article.versions.count(), version.number) == (1, 1)
    assert [line for line in version.text.split("\n") if line] == [KEPT[0], "Photo: The Gazette", KEPT[1]]
    assert restored(version.text, version.furniture).text == PASTED
    put_back(desk, article, " ".join(str(number) for number in range(len(version.furniture))))
    assert newest(article).text == PASTED


def test_a_line_put_back_after_lifting_makes_a_newer_text_and_the_passage_is_shown_there(desk):
    article = cleaned_article()
    appearance = ran(DraftFactory.create(), article, words="Officials would not be drawn.")
    put_back(desk, article, number_of(article, "Read more"))
    assert newest(article).number == 2
    html = desk.get(reverse("article_desk", args=[article.pk])).content.decode()
    assert f'id="passage-{appearance.pk}"' in html
    appearance.refresh_from_db()
    assert appearance.article_version.number == 1


def test_of_a_public_article_no_text_is_replaced_and_the_record_holds(desk):
    article = cleaned_article()
    ran(ClaimFactory.create(), article, words="the bridge will open in May")
    put_back(desk, article, number_of(article, "Photo"))
    put_back(desk, article, "0")
    assert [version.number for version in article.versions.order_by("number")] == [1, 2, 3]
    changes = Revision.objects.filter(kind="article").order_by("sequence").values_list("change", flat=True)
    assert list(changes) == ["published", "updated", "updated"]
    verify()


@pytest.mark.parametrize("pieces", ["99", "", "x", "-1", "1 x", "9" * 7, "0 " * 10_000])
def test_lines_that_there_are_not_are_refused_in_words(desk, pieces):
    article = cleaned_article()
    answer = put_back(desk, article, pieces)
    assert answer.status_code == 302
    page = desk.get(answer.headers["Location"]).content.decode()
    assert "No such line" in page or "Choose a line" in page
    assert article.versions.count() == 1


def test_a_text_that_a_colleague_changed_is_not_mended_unseen(desk):
    article = cleaned_article()
    ran(DraftFactory.create(), article, words="the bridge will open in May")
    data = {"once": uuid4(), "seen": article.text_seen(), "pieces": "0"}
    put_back(desk, article, "1")
    answer = desk.post(reverse("article_put_back", args=[article.pk]), data, follow=True)
    assert "A colleague changed this text meanwhile" in answer.content.decode()
    assert article.versions.count() == 2


def test_a_text_that_a_colleague_s_took_the_place_of_is_not_mended_unseen(desk):
    article = cleaned_article()
    data = {"once": uuid4(), "seen": article.text_seen(), "pieces": "0"}
    put_back(desk, article, "1")
    theirs = newest(article).text
    answer = desk.post(reverse("article_put_back", args=[article.pk]), data, follow=True)
    assert "A colleague changed this text meanwhile" in answer.content.decode()
    assert (newest(article).number, newest(article).text) == (1, theirs)


def test_a_double_click_puts_back_once(desk):
    article = cleaned_article()
    ran(DraftFactory.create(), article, words="the bridge will open in May")
    data = {"once": uuid4(), "seen": article.text_seen(), "pieces": "0"}
    for _click in range(2):
        desk.post(reverse("article_put_back", args=[article.pk]), data)
    assert article.versions.count() == 2


def test_what_htmx_swaps_when_a_line_is_put_back_leaves_the_page_as_a_fresh_load_has_it(desk):
    article = cleaned_article()
    path = reverse("article_desk", args=[article.pk])
    page = htmx.Page(desk, path)
    first = next(node for node in page.root.nodes() if node.get("name") == "pieces")
    assert page.press(first).status_code == 200
    assert "Put back" in page.root.the("announce").words()
    assert page.is_as_loaded()


@pytest.mark.skipif(not SEED.is_file(), reason="the seed article is not here")
def test_the_seed_article_is_taken_in_from_one_paste(desk):
    article = take_in(desk, SEED.read_text(encoding="utf-8"))
    assert (article.title, article.byline) == ("Kremlin Refutes All Rumors", "Henrik Rothen")
    assert str(article.published_at) == "2024-01-26T13:14Z"
    version = newest(article)
    assert version.text.strip().startswith("Kremlin Refutes Rumors of Putin's Outreach")
    assert restored(version.text, version.furniture).text == SEED.read_text(encoding="utf-8")
