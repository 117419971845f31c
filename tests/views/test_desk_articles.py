"""Articles at the desk: pasted, their passages lifted into claims, corrected."""

import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims import workflow
from claims.models import Appearance, Article, Claim, Origin, Outlet, Submission
from claims.passages import Span, to_utf16
from claims.vocabulary import OriginKind, Stance, State
from tests import htmx
from tests.factories import (
    ARTICLE_TEXT,
    PASSAGE,
    ArticleFactory,
    ClaimFactory,
    DraftFactory,
    OutletFactory,
    as_shown,
    ran,
)
from tests.meanwhile import meanwhile
from tests.seed import SEED

HOSTILE = "<img src=x onerror=alert(1)>"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def article_data(**changes: Any) -> dict[str, Any]:
    return {"once": uuid4(), "title": "Bridge to open, report says", "medium": "text", "text": ARTICLE_TEXT, **changes}


def replace_text(desk: Client, article: Article, text: str) -> None:
    data = {"once": uuid4(), "seen": article.text_seen(), "text": text}
    assert desk.post(reverse("article_text", args=[article.pk]), data).status_code == 302


def lift_data(**changes: Any) -> dict[str, Any]:
    return {"once": uuid4(), "passage": PASSAGE, "stance": "reports", "statement": "The bridge will open.", **changes}


def selected(text: str, words: str) -> dict[str, Any]:
    """What the page's script sends for the first place of `words` in `text`."""
    at = text.index(words)
    start, end = to_utf16(text, Span(at, at + len(words)))
    return {"passage": words.replace("\n", "\r\n"), "start": start, "end": end}


def page_text(html: str) -> dict[int, str]:
    """The paragraphs of an article's page as a browser has them: their text by where they say that they start."""
    found = re.findall(r'<p dir="auto" data-start="(\d+)"[^>]*>(.*?)</p>', html, re.DOTALL)
    return {int(start): unescape(re.sub(r"<[^>]+>", "", inner)) for start, inner in found}


# Taking in


def test_a_pasted_article_is_taken_in_with_a_new_outlet(desk):
    answer = desk.post(reverse("article_new"), article_data(outlet="The Daily Bridge", byline="A. Writer"))
    article = Article.objects.get()
    assert answer.headers["Location"] == reverse("article_desk", args=[article.pk])
    assert article.outlet.name == "The Daily Bridge"
    assert article.current_version().text == ARTICLE_TEXT
    assert not article.is_recorded


def test_an_outlet_on_record_is_found_by_its_name_in_any_case(desk):
    outlet = OutletFactory(name="The Daily Bridge")
    desk.post(reverse("article_new"), article_data(outlet="the daily bridge"))
    assert Article.objects.get().outlet == outlet
    assert Outlet.objects.count() == 1


def test_of_two_outlets_of_one_name_the_editor_says_which(desk):
    first, second = OutletFactory(name="The Post"), OutletFactory(name="The Post")
    answer = desk.post(reverse("article_new"), article_data(outlet="The Post"))
    assert answer.status_code == 422
    assert f"The Post [{second.pk}]" in answer.content.decode()
    desk.post(reverse("article_new"), article_data(outlet=f"The Post [{second.pk}]"))
    assert Article.objects.get().outlet == second
    assert first.articles.count() == 0


def test_the_day_of_publication_is_read_from_the_date_as_printed(desk):
    desk.post(reverse("article_new"), article_data(date_as_printed="Jan.26 - 2024 2:14 PM CET"))
    assert str(Article.objects.get().published_at) == "2024-01-26T13:14Z"


def test_a_printed_date_that_cannot_be_read_is_asked_about_and_may_stay_unknown(desk):
    data = article_data(date_as_printed="last Tuesday")
    answer = desk.post(reverse("article_new"), data)
    assert answer.status_code == 422
    assert "could not be read" in answer.content.decode()
    assert 'name="undated"' in answer.content.decode()
    desk.post(reverse("article_new"), data | {"undated": "on"})
    assert Article.objects.get().published_at is None


@pytest.mark.parametrize("where", ["date_as_printed", "published_at"])
def test_today_in_an_article_is_no_day_that_the_desk_knows(desk, where):
    answer = desk.post(reverse("article_new"), article_data(**{where: "today, 14:14"}))
    assert answer.status_code == 422
    assert "“today” says no day by itself" in answer.content.decode()
    assert not Article.objects.exists()


def test_a_text_already_on_record_is_shown_before_it_is_taken_in_again(desk):
    first = ArticleFactory()
    data = article_data(text=ARTICLE_TEXT.replace("\n", "\r\n"))
    answer = desk.post(reverse("article_new"), data)
    assert answer.status_code == 422
    assert reverse("article_desk", args=[first.pk]) in answer.content.decode()
    desk.post(reverse("article_new"), data | {"again": "on"})
    assert Article.objects.count() == 2


def test_an_address_already_on_record_is_shown_before_it_is_taken_in_again(desk):
    known = ArticleFactory(url="https://gazette.example/story", title="Known")
    data = article_data(text="Another text.", url="https://gazette.example/story")

    asked = desk.post(reverse("article_new"), data)

    assert asked.status_code == 422
    assert "An article of this address is on record already: “Known”." in asked.content.decode()
    assert reverse("article_desk", args=[known.pk]) in asked.content.decode()
    assert desk.post(reverse("article_new"), data | {"again": "on"}).status_code == 302
    assert Article.objects.filter(url=known.url).count() == 2


def test_nothing_typed_is_lost_where_the_title_is_missing(desk):
    answer = desk.post(reverse("article_new"), article_data(title="", byline="A. Writer"))
    assert answer.status_code == 422
    assert "A. Writer" in answer.content.decode()
    assert PASSAGE in answer.content.decode()
    assert not Article.objects.exists()


def test_a_form_sent_twice_takes_in_one_article(desk):
    data = article_data()
    first, second = desk.post(reverse("article_new"), data), desk.post(reverse("article_new"), data)
    assert first.headers["Location"] == second.headers["Location"]
    assert Article.objects.count() == 1


def test_a_text_longer_than_is_kept_is_refused_in_words(desk):
    answer = desk.post(reverse("article_new"), article_data(text="word " * 100_001))
    assert answer.status_code == 422
    assert "at most 500000 characters" in answer.content.decode()
    assert not Article.objects.exists()


def test_half_a_character_is_no_server_error(desk):
    body = f"once={uuid4()}&title=T&medium=text&text=".encode() + b"\xed\xa0\x80"
    answer = desk.post(reverse("article_new"), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 302


# Lifting


def test_a_selected_passage_becomes_a_draft_with_its_chain(desk):
    article = ArticleFactory()
    data = lift_data(
        **selected(ARTICLE_TEXT, PASSAGE),
        words_1="The Gazette",
        outlet_1="The Gazette",
        words_2="Two people close to the talks",
        source_kind="anonymous",
        people="2",
    )
    answer = desk.post(reverse("article_desk", args=[article.pk]), data)
    appearance = Appearance.objects.get()
    assert answer.headers["Location"] == f"{reverse('article_desk', args=[article.pk])}#passage-{appearance.pk}"
    assert appearance.exact == PASSAGE
    assert appearance.claim.state == State.DRAFT
    gazette, people = appearance.attributions.order_by("position")
    assert (gazette.words, gazette.outlet.name, gazette.origin) == ("The Gazette", "The Gazette", None)
    assert (people.origin.kind, people.origin.people) == (OriginKind.ANONYMOUS, 2)


def test_save_and_publish_makes_the_claim_public(desk):
    article = ArticleFactory()
    desk.post(reverse("article_desk", args=[article.pk]), lift_data(publish="on"))
    assert Claim.objects.get().state == State.PUBLIC


def test_a_draft_is_lifted_under_an_embargo_and_not_published_before(desk):
    article = ArticleFactory()
    url = reverse("article_desk", args=[article.pk])

    refused = desk.post(url, lift_data(not_before="2999-01-01T08:00", publish="on"))
    desk.post(url, lift_data(not_before="2999-01-01T08:00"))

    assert refused.status_code == 422
    assert "This claim is under embargo until 1 January 2999, 08:00 UTC" in refused.content.decode()
    assert (Claim.objects.get().state, Claim.objects.get().not_before.year) == (State.DRAFT, 2999)


def test_a_draft_on_the_desk_is_not_published_unseen_from_an_article(desk):
    article, draft = ArticleFactory(), DraftFactory()
    data = lift_data(passage="", locator="first paragraph", statement="", claim=draft.pk, publish="on")

    response = desk.post(reverse("article_desk", args=[article.pk]), data)

    assert response.status_code == 422
    assert "publish it on its own page" in response.content.decode()
    draft.refresh_from_db()
    assert draft.is_draft
    assert not draft.appearances.exists()


def test_a_claim_on_record_takes_no_embargo_from_the_article(desk):
    article, claim = ArticleFactory(), ClaimFactory()

    answer = desk.post(
        reverse("article_desk", args=[article.pk]),
        lift_data(statement="", claim=claim.pk, publish="on", not_before="2999-01-01T08:00"),
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["not_before"]


def test_pasted_words_without_offsets_are_found_in_the_text(desk):
    article = ArticleFactory(text="He said “yes”.\n\nShe said no.")
    desk.post(reverse("article_desk", args=[article.pk]), lift_data(passage='He   said "yes"'))
    assert Appearance.objects.get().exact == "He said “yes”"


def test_offsets_decide_between_two_places_of_the_same_words(desk):
    text = "It opens in May.\n\nNo: It opens in May."
    article = ArticleFactory(text=text)
    url = reverse("article_desk", args=[article.pk])
    assert desk.post(url, lift_data(passage="It opens in May.")).status_code == 422
    start = text.rindex("It opens")
    desk.post(url, lift_data(passage="It opens in May.", start=start, end=start + 16))
    assert Appearance.objects.get().start == start


def test_offsets_that_mean_other_words_are_not_believed(desk):
    article = ArticleFactory()
    desk.post(reverse("article_desk", args=[article.pk]), lift_data(start=0, end=10))
    assert Appearance.objects.get().exact == PASSAGE


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("😀 before. The 👩‍🚀 said so. After.", "The 👩‍🚀 said so."),
        ("אמר הדובר: לא נכון. סוף.", "לא נכון."),
        ("One 😀.\r\n\r\nTwo\r\nthree 😀 four.\r\n", "Two\nthree 😀 four."),
    ],
    ids=["emoji", "right to left", "CRLF"],
)
def test_utf16_offsets_of_the_page_lead_to_the_same_words(desk, text, words):
    article = ArticleFactory(text=text)
    stored = article.current_version().text
    desk.post(reverse("article_desk", args=[article.pk]), lift_data(**selected(stored, words)))
    appearance = Appearance.objects.get()
    assert appearance.exact == words
    assert appearance.span() is not None


def test_the_paragraphs_of_the_page_start_where_the_text_has_them_in_utf16_units(desk):
    article = ArticleFactory(text="😀 one\r\n\r\n  two 👩‍🚀 \n\nthree & <four>\n")
    ran(DraftFactory(), article, words="two 👩‍🚀")
    ran(DraftFactory(), article, words="wo 👩‍🚀 \n\nthree")
    units = article.current_version().text.encode("utf-16-le")
    shown = page_text(desk.get(reverse("article_desk", args=[article.pk])).content.decode())
    assert list(shown.values()) == ["😀 one", "two 👩‍🚀", "three & <four>"]
    for start, words in shown.items():
        assert units[2 * start :].decode("utf-16-le").startswith(words)


def test_a_lifted_passage_is_marked_in_the_text_with_where_its_claim_stands(desk):
    article = ArticleFactory()
    appearance = ran(ClaimFactory(), article)
    html = desk.get(reverse("article_desk", args=[article.pk])).content.decode()
    mark = re.search(r'<mark class="passage-mark status-open"([^>]*)>(.*?)</mark>', html)
    assert mark.group(2) == PASSAGE
    assert f'id="passage-{appearance.pk}"' in mark.group(1)
    assert "Open" in html


def test_a_passage_taken_back_is_marked_no_longer(desk, editor):
    article = ArticleFactory()
    workflow.retract(ran(ClaimFactory(), article), reason="It says something else.", by=editor)
    html = desk.get(reverse("article_desk", args=[article.pk])).content.decode()
    assert PASSAGE in html
    assert "<mark" not in html


def test_a_claim_on_record_is_found_and_the_passage_attached_to_it(desk):
    article, claim = ArticleFactory(), ClaimFactory(statement="The Café on the bridge opens.")
    url = reverse("article_desk", args=[article.pk])
    found = desk.post(url, lift_data(statement="", find="cafe opens", look="1", words_1="The Gazette"))
    assert found.status_code == 200
    assert f'name="claim" value="{claim.pk}"' in found.content.decode()
    assert 'value="The Gazette"' in found.content.decode()
    assert not Appearance.objects.exists()
    desk.post(url, lift_data(statement="", claim=claim.pk, publish="on", **as_shown(claim)))
    assert Appearance.objects.get().claim == claim
    assert Claim.objects.count() == 1


def test_attaching_to_a_public_claim_says_that_it_publishes(desk):
    article, claim = ArticleFactory(), ClaimFactory()
    answer = desk.post(reverse("article_desk", args=[article.pk]), lift_data(statement="", claim=claim.pk))
    assert answer.status_code == 422
    assert "That claim is public" in answer.content.decode()
    assert not Appearance.objects.exists()


def test_a_new_outlet_named_twice_in_one_form_is_made_once(desk):
    article = ArticleFactory()
    steps = {"words_1": "The Gazette", "outlet_1": "The Gazette", "words_2": "its editors", "outlet_2": "the gazette"}
    desk.post(reverse("article_desk", args=[article.pk]), lift_data(**steps))
    assert Outlet.objects.filter(name__iexact="The Gazette").count() == 1


def test_a_first_known_source_is_shared_by_saying_same_as(desk):
    article = ArticleFactory()
    first = ran(DraftFactory(), article, words="bridge will open in May")
    origin = first.attributions.get().origin
    data = lift_data(passage="A third person", words_1="a source", same_as=origin.pk)
    desk.post(reverse("article_desk", args=[article.pk]), data)
    assert Origin.objects.count() == 1
    assert Appearance.objects.latest("pk").attributions.get().origin == origin


def test_a_source_without_words_is_refused_beside_the_first_step(desk):
    article = ArticleFactory()
    answer = desk.post(reverse("article_desk", args=[article.pk]), lift_data(source_kind="anonymous"))
    assert answer.status_code == 422
    assert "Write the source as the article credits it." in answer.content.decode()


def test_two_things_that_exclude_each_other_are_refused_in_words(desk):
    article, claim = ArticleFactory(), DraftFactory()
    origin = ran(claim, article).attributions.get().origin
    refusals = {
        "Say either what kind of source it is": {"words_1": "them", "source_kind": "named", "same_as": origin.pk},
        "A number of people needs the kind of source": {"words_1": "two people", "people": 2},
        "You chose a claim on record": {"claim": claim.pk},
    }
    for words, typed in refusals.items():
        answer = desk.post(reverse("article_desk", args=[article.pk]), lift_data(passage="A third person", **typed))
        assert answer.status_code == 422
        assert words in answer.content.decode()
    assert Appearance.objects.count() == 1


def test_a_passage_is_not_taken_from_a_newer_text_that_nobody_saw(desk, editor):
    article = ArticleFactory()

    def correct() -> None:
        workflow.add_article_text(article, text=f"Corrected. {ARTICLE_TEXT}", by=editor)

    with meanwhile(correct, before_writing=Submission):
        answer = desk.post(reverse("article_desk", args=[article.pk]), lift_data())

    assert answer.status_code == 422
    assert "A colleague added a newer text" in answer.content.decode()
    assert not Appearance.objects.exists()


def test_a_double_click_lifts_one_claim(desk):
    article = ArticleFactory()
    data = lift_data()
    for _click in range(2):
        desk.post(reverse("article_desk", args=[article.pk]), data)
    assert Claim.objects.count() == Appearance.objects.count() == 1


def test_a_refused_claim_leaves_nothing_half_saved(desk):
    article = ArticleFactory()
    desk.post(reverse("article_desk", args=[article.pk]), lift_data(statement="x" * 501, outlet_1="New Outlet"))
    assert not Claim.objects.exists()
    assert not Outlet.objects.filter(name="New Outlet").exists()


def test_htmx_gets_an_empty_panel_the_marked_text_and_the_list(desk):
    article = ArticleFactory()
    answer = desk.post(reverse("article_desk", args=[article.pk]), lift_data(), headers=HTMX)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in html
    assert html.count('id="panel"') == html.count('id="article-text"') == html.count('id="article-claims"') == 1
    assert html.count("hx-swap-oob") == 5
    assert '<mark class="passage-mark status-draft"' in html
    assert "The bridge will open.</textarea>" not in html


def test_htmx_gets_the_panel_alone_with_its_errors_and_what_was_typed(desk):
    article = ArticleFactory()
    data = lift_data(passage="words that stand nowhere")
    answer = desk.post(reverse("article_desk", args=[article.pk]), data, headers=HTMX)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "These words are not in the text." in html
    assert "The bridge will open.</textarea>" in html
    assert 'id="article-text"' not in html


def test_an_article_without_text_is_lifted_from_by_naming_the_place(desk):
    article = ArticleFactory(text="", medium="video")
    url = reverse("article_desk", args=[article.pk])
    assert "place in it" in desk.post(url, lift_data(passage="")).content.decode()
    desk.post(url, lift_data(passage="", locator="00:12:30", stance="disputes"))
    appearance = Appearance.objects.get()
    assert (appearance.locator, appearance.exact, appearance.stance) == ("00:12:30", "", Stance.DISPUTES)


@pytest.mark.parametrize(("medium", "text"), [("live_blog", ARTICLE_TEXT), ("video", ""), ("text", ARTICLE_TEXT)])
def test_the_place_in_it_is_asked_for_once_and_first_where_there_is_more_than_text(desk, medium, text):
    article = ArticleFactory(text=text, medium=medium)
    html = desk.get(reverse("article_desk", args=[article.pk])).content.decode()
    assert html.count('name="locator"') == 1
    assert (html.index('name="locator"') < html.index('name="statement"')) == (medium != "text")


def test_hostile_text_is_shown_as_text_everywhere(desk):
    article = ArticleFactory(
        title=HOSTILE, byline=HOSTILE, text=f"Before. {HOSTILE} After.", outlet=OutletFactory(name=HOSTILE)
    )
    ran(DraftFactory(statement=HOSTILE), article, words=HOSTILE)
    url = reverse("article_desk", args=[article.pk])
    answers = [
        desk.get(url),
        desk.get(reverse("article_desk_list")),
        desk.get(reverse("article_edit", args=[article.pk])),
        desk.get(reverse("article_text", args=[article.pk])),
        desk.post(url, lift_data(passage=HOSTILE * 2, statement=HOSTILE, words_1=HOSTILE, find=HOSTILE)),
    ]
    for answer in answers:
        assert "<img" not in answer.content.decode()
        assert "&lt;img src=x" in answer.content.decode()


@pytest.mark.parametrize("number", ["999", "1" * 18])
def test_an_article_that_does_not_exist_is_not_found(desk, number):
    assert desk.get(f"/desk/articles/{number}/").status_code == 404


def test_overlapping_passages_and_a_second_one_of_a_claim_are_told_apart_by_number(desk):
    article, claim = ArticleFactory(), ClaimFactory(statement="The bridge will open.")
    ran(claim, article, words="Two people close to the talks said that the bridge will open")
    ran(DraftFactory(), article, words="the bridge will open in May")
    ran(claim, article, words="A third person said")
    html = desk.get(reverse("article_desk", args=[article.pk])).content.decode()
    assert re.findall(r'data-numbers="([^"]+)"', html) == ["1", "2", "3"]
    assert "passage-mark status-open passage-overlap" in html
    assert "the same claim as 1" in html


def test_another_passage_of_a_claim_is_lifted_by_choosing_the_claim_and_nothing_typed_is_lost(desk):
    article, claim = ArticleFactory(), ClaimFactory()
    ran(claim, article)
    url = reverse("article_desk", args=[article.pk])
    asked = desk.post(url, lift_data(statement="", passage="A third person said", again=claim.pk, words_1="Gazette"))
    assert asked.status_code == 200
    assert re.search(rf'name="claim" value="{claim.pk}" checked', asked.content.decode())
    assert "A third person said</textarea>" in asked.content.decode()
    assert Appearance.objects.count() == 1
    again = {"statement": "", "passage": "A third person said", "claim": claim.pk, "publish": "on", **as_shown(claim)}
    desk.post(url, lift_data(**again))
    assert claim.appearances.count() == 2
    desk.post(url, lift_data(**again))
    assert claim.appearances.count() == 2


def test_a_passage_is_shown_in_a_newer_text_where_it_stands_there_exactly_once(desk):
    article = ArticleFactory()
    appearance = ran(DraftFactory(), article)
    replace_text(desk, article, f"A new beginning.\n\n{ARTICLE_TEXT}")
    html = desk.get(reverse("article_desk", args=[article.pk])).content.decode()
    assert f'id="passage-{appearance.pk}"' in html
    replace_text(desk, article, f"{ARTICLE_TEXT}\n\n{ARTICLE_TEXT}")
    html = desk.get(reverse("article_desk", args=[article.pk])).content.decode()
    assert f'id="passage-{appearance.pk}"' not in html
    assert "in an earlier text" in html
    appearance.refresh_from_db()
    assert appearance.article_version.number == 1


def test_the_page_says_where_each_sentence_stands_in_utf16_units(desk):
    article = ArticleFactory(text="😀 One. Two “😀.” Three.")
    html = desk.get(reverse("article_desk", args=[article.pk])).content.decode()
    assert 'data-sentences="0-7 8-17 18-24"' in html


# The seed article


@pytest.mark.skipif(not SEED.is_file(), reason="the seed article is not here")
def test_three_claims_are_lifted_from_the_seed_article(desk):
    printed = {
        "title": "Kremlin Refutes All Rumors",
        "byline": "Henrik Rothen",
        "date_as_printed": "Jan.26 - 2024 2:14 PM CET",
    }
    desk.post(reverse("article_new"), article_data(**printed, text=SEED.read_text().replace("\n", "\r\n")))
    article = Article.objects.get()
    assert str(article.published_at) == "2024-01-26T13:14Z"
    text = article.current_version().text
    passages = [
        "based on two unnamed sources linked to the Kremlin, indicated that Putin had subtly communicated",
        "varying reports from U.S. media outlets about Putin's possible inclination towards a ceasefire",
        "Putin informed Chinese President Xi Jinping of his plans for the invasion to persist for five years",
    ]
    for number, words in enumerate(passages):
        data = lift_data(**selected(text, words), statement=f"Claim {number}", words_1="Bloomberg", publish="on")
        desk.post(reverse("article_desk", args=[article.pk]), data)
    assert [one.exact for one in Appearance.objects.order_by("pk")] == passages
    html = desk.get(reverse("article_desk", args=[article.pk])).content.decode()
    assert html.count('<mark class="passage-mark status-open"') == 3


# Correcting


def edit_data(article: Article, **changes: Any) -> dict[str, Any]:
    return {
        "once": uuid4(),
        "version": article.version,
        "title": article.title,
        "medium": "text",
        "outlet": str(article.outlet),
        "published_at": "25 January 2024",
        **changes,
    }


def test_the_particulars_of_an_article_nobody_saw_are_changed_without_a_reason(desk):
    article = ArticleFactory()
    desk.post(reverse("article_edit", args=[article.pk]), edit_data(article, byline="B. Writer"))
    article.refresh_from_db()
    assert article.byline == "B. Writer"


def test_a_public_article_is_corrected_with_a_reason_only(desk):
    article = ArticleFactory()
    ran(ClaimFactory(), article)
    article.refresh_from_db()
    url = reverse("article_edit", args=[article.pk])
    assert "Save and publish" in desk.get(url).content.decode()
    assert desk.post(url, edit_data(article, title="Another title")).status_code == 422
    desk.post(url, edit_data(article, title="Another title", reason="The title was cut off."))
    article.refresh_from_db()
    assert article.title == "Another title"
    assert article.head.change == "corrected"


def test_two_editors_of_one_article_are_told_and_nothing_typed_is_lost(desk):
    article = ArticleFactory()
    url = reverse("article_edit", args=[article.pk])
    stale = edit_data(article, byline="Mine")
    desk.post(url, edit_data(article, byline="Theirs"))
    answer = desk.post(url, stale)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in html
    assert 'value="Mine"' in html
    article.refresh_from_db()
    assert f'name="version" value="{article.version}"' in html
    desk.post(url, stale | {"version": article.version})
    article.refresh_from_db()
    assert article.byline == "Mine"


def test_a_newer_text_keeps_passages_in_the_text_they_were_taken_from(desk):
    article = ArticleFactory()
    ran(DraftFactory(), article)
    replace_text(desk, article, "All of it is new.")
    assert article.versions.count() == 2
    html = desk.get(reverse("article_desk", args=[article.pk])).content.decode()
    assert "in an earlier text" in html
    assert "<mark" not in html


def test_of_two_newer_texts_only_the_lines_that_differ_stand_side_by_side(desk):
    article = ArticleFactory(text="Title\n\nThe bridge opens.\nIn May.\n\nThe end.")
    stale = {"once": uuid4(), "seen": article.text_seen()}
    replace_text(desk, article, "Title\n\nThe bridge opens.\nIn June.\nAt night.\n\nThe end.")

    mine = "Title\r\n\r\nThe bridge opens.\r\nIn July.\r\n\r\nThe end."
    answer = desk.post(reverse("article_text", args=[article.pk]), stale | {"text": mine})

    assert answer.status_code == 409
    [difference] = answer.context["conflict"].differences
    assert (difference.theirs, difference.mine) == ("…\nIn June.\nAt night.\n…", "…\nIn July.\n…")
    assert answer.context["form"]["text"].value() == mine
    assert article.versions.count() == 2


def test_a_newer_text_meets_one_that_a_colleague_adds_at_this_very_moment(desk, editor):
    article = ArticleFactory()
    data = {"once": uuid4(), "seen": article.text_seen(), "text": "Mine."}

    def add_theirs() -> None:
        workflow.add_article_text(article, text="Theirs.", by=editor)

    with meanwhile(add_theirs, before_writing=Submission):
        answer = desk.post(reverse("article_text", args=[article.pk]), data)

    assert answer.status_code == 409
    assert not article.versions.filter(text="Mine.").exists()


def test_of_an_article_without_text_the_first_text_meets_a_colleague_s_first(desk):
    article = ArticleFactory(text="")
    data = {"once": uuid4(), "seen": article.text_seen(), "text": "Mine."}
    replace_text(desk, article, "Theirs.")
    answer = desk.post(reverse("article_text", args=[article.pk]), data)
    assert answer.status_code == 409
    desk.post(reverse("article_text", args=[article.pk]), data | {"seen": answer.context["form"]["seen"].value()})
    assert [version.text for version in article.versions.order_by("number")] == ["Theirs.", "Mine."]


# The list


def test_articles_are_found_by_words_of_title_and_outlet(desk):
    bridge = ArticleFactory(title="Bridge opens", outlet=OutletFactory(name="The Gazette"))
    ArticleFactory(title="Tunnel closes")
    html = desk.get(reverse("article_desk_list"), {"q": "bridge gazette"}).content.decode()
    assert reverse("article_desk", args=[bridge.pk]) in html
    assert "Tunnel" not in html


def test_articles_are_found_in_any_case_without_accents_by_beginnings_of_words_and_a_new_name(desk, editor):
    outlet = OutletFactory(name="Le Monde")
    article = ArticleFactory(title="Élections à Genève", byline="Zoë Müller", outlet=outlet)
    ArticleFactory(title="Bridges")

    def found(words: str) -> list[Article]:
        return desk.get(reverse("article_desk_list"), {"q": words}).context["articles"]

    assert found("elect GENEVE") == found("zoe monde") == [article]
    workflow.rename(outlet, based_on=outlet.version, name="Weltblatt", by=editor)
    assert (found("weltbl"), found("monde")) == ([article], [])


def test_the_list_goes_on_by_key(desk, monkeypatch):
    monkeypatch.setattr("claims.views.desk.articles.PAGE", 2)
    for number in range(5):
        ArticleFactory(title=f"Article {number}")
    html = desk.get(reverse("article_desk_list")).content.decode()
    assert "Article 4" in html
    assert "Article 2" not in html
    following = re.search(r'href="([^"]+)" rel="next"', html).group(1)
    assert "Article 2" in desk.get(following).content.decode()


def test_ten_more_claims_cost_the_article_page_no_more_queries(desk):
    article = ArticleFactory()
    url = reverse("article_desk", args=[article.pk])
    for number in range(12):
        ran(ClaimFactory(), article, words=ARTICLE_TEXT[number : number + 20])
        if number == 1:
            with CaptureQueriesContext(
                connection,
            ) as few:
                desk.get(url)
    with CaptureQueriesContext(connection) as many:
        desk.get(url)
    assert len(many) == len(few)


def test_what_htmx_swaps_leaves_the_page_as_a_fresh_load_has_it(desk):
    article = ArticleFactory()
    path = reverse("article_desk", args=[article.pk])
    page = htmx.Page(desk, path)
    page.press("lift-form", **lift_data(publish="on", outlet_1=str(article.outlet)))
    assert "Saved." in page.root.the("announce").words()
    assert page.is_as_loaded()


def test_a_claim_worded_alike_is_attached_to_in_place_of_what_was_typed(desk):
    article, claim = ArticleFactory(), DraftFactory(statement="The bridge at Arden will open in May.")
    address = reverse("article_desk", args=[article.pk])
    data = lift_data(statement="The Arden bridge is to open in May", attach=claim.pk, words_1="the ministry")
    shown = desk.post(address, data, headers=HTMX)
    content = shown.content.decode()
    assert re.search(f'name="claim" value="{claim.pk}" checked', content)
    assert "The Arden bridge is to open" not in content
    assert 'value="the ministry"' in content
    assert not Appearance.objects.exists()
    desk.post(address, lift_data(statement="", claim=claim.pk, **as_shown(claim)))
    assert Appearance.objects.get().claim == claim


def test_without_script_looking_finds_what_is_worded_alike(desk):
    article, claim = ArticleFactory(), DraftFactory(statement="The bridge at Arden will open in May.")
    DraftFactory(statement="A ferry sank.")
    address = reverse("article_desk", args=[article.pk])
    content = desk.post(address, lift_data(statement="The Arden bridge is to open in May", look="1")).content.decode()
    assert re.findall(r'name="claim" value="(\d+)"', content) == [str(claim.pk)]
