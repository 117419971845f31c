"""An article at the desk in a browser: words chosen by mouse, keyboard and touch, and where they are marked."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from claims.intake.furniture import cleaned
from claims.models import Appearance, Article, Claim
from tests.browser.looks import at_rest, reads, violations
from tests.factories import ArticleFactory, ClaimFactory, ran

FIRST = "“😀 It opens in May,” Mr. Smith said."
SECOND = "The U.S. Senate was not asked."
THIRD = "أعلن المتحدث أن الخبر غير صحيح."
TEXT = f"{FIRST} {SECOND}\r\n\r\n{THIRD} وقال إنه لا يعرف.\r\n\r\nThe end."


@pytest.fixture
def article(editor: User, site: str) -> Article:
    return ArticleFactory.create(text=TEXT, by=editor)


def expect_chosen(page: Page, words: str) -> None:
    page.wait_for_function("(words) => document.getSelection().toString() === words", arg=words)


def open_article(page: Page, site: str, article: Article) -> None:
    page.goto(f"{site}/desk/articles/{article.pk}/")


def passage(page: Page) -> Any:
    return page.locator("#panel [name=passage]")


def test_sentences_are_chosen_by_keyboard_and_used_by_enter(desk: Page, site: str, article: Article) -> None:
    open_article(desk, site, article)
    desk.get_by_role("button", name="Choose by sentence").focus()
    desk.keyboard.press("Enter")
    expect_chosen(desk, FIRST)
    expect(desk.locator("#text-said")).to_have_text(FIRST)
    desk.keyboard.press("ArrowDown")
    expect_chosen(desk, SECOND)
    desk.keyboard.press("Shift+ArrowDown")
    desk.wait_for_function("(words) => document.getSelection().toString().includes(words)", arg=THIRD)
    desk.keyboard.press("Shift+ArrowUp")
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Shift+ArrowLeft")
    expect_chosen(desk, "U.S. Senate was not asked")
    desk.keyboard.press("Shift+ArrowLeft")
    expect_chosen(desk, "U.S. Senate was not")
    desk.keyboard.press("Enter")
    expect(desk.locator("#panel [name=statement]")).to_be_focused()
    expect(passage(desk)).to_have_value("U.S. Senate was not")
    desk.keyboard.type("The Senate was not asked.")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#article-text mark")).to_have_text("U.S. Senate was not")
    expect(desk.locator("#panel-title")).to_be_focused()
    stored = Appearance.objects.get()
    assert stored.exact == "U.S. Senate was not"
    assert stored.claim.is_public
    desk.locator("#article-text").focus()
    desk.keyboard.press("ArrowDown")
    expect_chosen(desk, THIRD)


def test_arrows_follow_the_direction_of_the_writing(desk: Page, site: str, article: Article) -> None:
    open_article(desk, site, article)
    desk.locator("#article-text").focus()
    for _sentence in range(3):
        desk.keyboard.press("ArrowDown")
    expect_chosen(desk, THIRD)
    desk.keyboard.press("ArrowLeft")
    expect_chosen(desk, THIRD.removeprefix("أعلن "))
    desk.keyboard.press("ArrowRight")
    expect_chosen(desk, THIRD)


def test_enter_in_a_line_of_the_form_saves_a_draft(desk: Page, site: str, article: Article) -> None:
    open_article(desk, site, article)
    passage(desk).fill("The end.")
    desk.locator("#panel [name=statement]").fill("It ends.")
    desk.locator("#panel [name=words_1]").fill("the weekly")
    desk.keyboard.press("Enter")
    expect(desk.locator("#article-claims")).to_contain_text("It ends.")
    assert Claim.objects.get().is_draft


def test_enter_in_the_claim_saves_a_draft_and_with_shift_breaks_the_line(
    desk: Page, site: str, article: Article
) -> None:
    open_article(desk, site, article)
    statement = desk.locator("#panel [name=statement]")
    at_rest(desk)
    passage(desk).fill(SECOND)
    statement.press_sequentially("The Senate")
    statement.press("Shift+Enter")
    statement.press_sequentially("was not asked.")
    expect(statement).to_have_value("The Senate\nwas not asked.")
    statement.press("Enter")
    expect(desk.locator("#announce")).to_contain_text("Saved. It is marked in the text.")
    assert Claim.objects.get().is_draft

    desk.locator("#panel [name=statement]").press("Enter")
    expect(desk.locator("#panel .error-summary")).to_be_focused()
    expect(desk.locator("#announce")).to_be_empty()


def test_on_a_small_touch_screen_a_bar_leads_from_the_selection_to_the_form(
    phone: Page, site: str, article: Article
) -> None:
    open_article(phone, site, article)
    bar = phone.locator("#selection-bar")
    expect(bar).to_be_hidden()
    select_some(phone, "Senate was")
    expect(bar).to_be_visible()
    expect(bar).to_contain_text("Senate was")
    box = bar.bounding_box()
    assert box is not None
    assert box["height"] < 160
    bar.get_by_role("button", name="Whole sentences").tap()
    expect_chosen(phone, SECOND)
    bar.get_by_role("button", name="Use these words").tap()
    expect(passage(phone)).to_have_value(SECOND)
    expect(phone.locator("#panel [name=statement]")).to_be_focused()
    expect(phone.locator("#panel [name=statement]")).to_be_in_viewport()
    expect(bar).to_be_hidden()
    phone.locator("#panel [name=statement]").fill("The Senate was not asked.")
    phone.get_by_role("button", name="Save draft").tap()
    expect(phone.locator("#article-text mark")).to_have_text(SECOND)
    expect(phone.locator(".passage-note")).to_contain_text("The Senate was not asked.")
    assert phone.evaluate("document.documentElement.scrollWidth") == 320


def test_another_passage_is_asked_for_beside_the_claim_and_keeps_what_was_typed(
    desk: Page, site: str, article: Article
) -> None:
    claim = ClaimFactory.create(statement="It opens in May.")
    ran(claim, article, words="It opens in May")
    open_article(desk, site, article)
    passage(desk).fill("The end.")
    for _once_more in range(2):
        desk.get_by_role("button", name=re.compile("another passage")).click()
        expect(desk.get_by_role("radio", name=claim.statement)).to_be_checked()
        expect(passage(desk)).to_have_value("The end.")
        expect(desk.locator("#panel .error-summary")).to_have_count(0)
        desk.get_by_role("radio", name="a new claim").check()
    desk.get_by_role("button", name=re.compile("another passage")).press("Enter")
    expect(desk.get_by_role("radio", name=claim.statement)).to_be_checked()
    desk.get_by_role("button", name="Save and publish").click()
    expect(desk.locator("#article-text mark")).to_have_count(2)
    assert claim.appearances.count() == 2


def test_from_the_claim_s_side_words_are_selected_in_the_text_too(desk: Page, site: str, article: Article) -> None:
    claim = ClaimFactory.create()
    desk.goto(f"{site}/desk/claims/{claim.pk}/appearances/new/?article={article.pk}")
    select_some(desk, "U.S. Senate was")
    expect(desk.locator("[name=passage]")).to_have_value("U.S. Senate was")
    desk.locator("#article-text").focus()
    desk.keyboard.press("Home")
    expect(desk.locator("[name=passage]")).to_have_value(FIRST)
    assert violations(desk) == []
    desk.get_by_role("button", name="Save and publish").click()
    expect(desk).to_have_url(f"{site}/desk/claims/{claim.pk}/")
    appearance = Appearance.objects.get()
    assert (appearance.exact, appearance.start) == (FIRST, 0)


def test_lines_that_were_taken_out_are_put_back_one_by_one_and_all_at_once(desk: Page, site: str, editor: User) -> None:
    page = cleaned("Advertisement\nThe bridge opens.\nShare\nPrint this article\nCopy link\n")
    article = ArticleFactory.create(text=page.text, furniture=page.pieces, by=editor)
    open_article(desk, site, article)
    desk.locator(".cut summary").first.click()
    desk.get_by_role("button", name=re.compile("Put back.*Advertisement")).click()
    expect(desk.locator("#announce")).to_contain_text("Put back where it stood.")
    expect(desk.locator("#article-text p[data-start]").first).to_have_text("Advertisement")
    desk.locator(".cut summary").click()
    desk.get_by_role("button", name="Put all of them back").click()
    expect(desk.locator("#article-text .cut")).to_have_count(0)
    expect(desk.locator("#article-text p[data-start]")).to_have_count(5)


def test_a_passage_beside_others_can_be_told_apart(desk: Page, site: str, article: Article) -> None:
    ran(ClaimFactory.create(), article, words="It opens in May,” Mr. Smith said")
    ran(ClaimFactory.create(), article, words="Mr. Smith said. The U.S. Senate")
    open_article(desk, site, article)
    notes = desk.locator(".passage-note")
    expect(notes).to_have_count(2)
    notes.nth(1).get_by_role("link").focus()
    reads(desk, "mark.current", "Mr. Smith said. The U.S. Senate")
    text, note = desk.locator("p[data-start]").first.bounding_box(), notes.first.bounding_box()
    assert text is not None
    assert note is not None
    assert note["x"] >= text["x"] + text["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_after_each_swap(desk: Page, site: str, article: Article, scheme: Any) -> None:
    desk.emulate_media(color_scheme=scheme)
    open_article(desk, site, article)
    desk.get_by_role("button", name="Choose by sentence").click()
    findings = violations(desk)
    desk.keyboard.press("Enter")
    expect(desk.locator("#panel [name=statement]")).to_be_focused()
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#panel .error-summary")).to_be_visible()
    findings += violations(desk)
    desk.locator("#panel [name=statement]").fill("It opens in May.")
    desk.get_by_role("button", name="Save draft").click()
    expect(desk.locator("#article-text mark")).to_have_count(1)
    findings += violations(desk)
    assert findings == []


def select_some(page: Page, words: str) -> None:
    found = page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(document.querySelector("#article-text"), NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            document.getSelection().setBaseAndExtent(node, at, node, at + words.length);
            return true;
          }
          return false;
        }""",
        words,
    )
    assert found, re.escape(words)


def test_a_claim_worded_alike_is_shown_while_typing_and_attached_by_keyboard(
    desk: Page, site: str, article: Article
) -> None:
    claim = ClaimFactory.create(statement="The bridge at Arden will open in December.")
    open_article(desk, site, article)
    passage(desk).fill("It opens in May")
    statement = desk.locator("#panel [name=statement]")
    statement.press_sequentially("Arden’s bridge to open in May")
    alike = desk.locator("#alike")
    expect(alike).to_contain_text("The bridge at Arden will open in December.")
    expect(alike).to_contain_text("differs: month (December)")
    expect(desk.locator("#alike-said")).to_have_text("1 claim on record is worded alike.")
    expect(statement).to_be_focused()
    expect(statement).to_have_value("Arden’s bridge to open in May")
    for scheme in ("dark", "light"):
        desk.emulate_media(color_scheme=scheme)
        assert violations(desk) == []
    desk.keyboard.press("Tab")
    desk.keyboard.press("Tab")
    expect(alike.get_by_role("button", name="Attach to this one")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("#id_claim")).to_be_focused()
    expect(desk.get_by_role("radio", name=claim.statement)).to_be_checked()
    desk.get_by_role("button", name="Save and publish").click()
    expect(desk.locator("#article-text mark")).to_have_text("It opens in May")
    assert Appearance.objects.get().claim == claim


def test_enter_looks_for_the_words_asked_for_and_attaches_to_nothing(desk: Page, site: str, article: Article) -> None:
    claim = ClaimFactory.create(statement="The bridge at Arden will open in December.")
    ran(ClaimFactory.create(statement="A ferry sank."), article, words="The U.S. Senate")
    open_article(desk, site, article)
    statement = desk.locator("#panel [name=statement]")
    statement.press_sequentially("Arden’s bridge to open in May")
    expect(desk.locator("#alike a")).to_have_count(1)
    find = desk.get_by_role("combobox", name="Or find a claim on record")
    find.fill("ferry")
    find.press("Enter")
    expect(desk.get_by_role("radio", name="A ferry sank.")).not_to_be_checked()
    expect(desk.get_by_role("radio", name=claim.statement)).to_have_count(0)
    expect(statement).to_have_value("Arden’s bridge to open in May")


def test_what_is_worded_alike_goes_when_it_is_no_longer(desk: Page, site: str, article: Article) -> None:
    ClaimFactory.create(statement="The bridge at Arden will open in December.")
    desk.goto(f"{site}/desk/claims/new/")
    desk.locator("#main [name=statement]").press_sequentially("The bridge at Arden")
    expect(desk.locator("#alike a")).to_have_count(1)
    desk.locator("#main [name=statement]").fill("Sugar is dear.")
    expect(desk.locator("#alike a")).to_have_count(0)
    expect(desk.locator("#alike-said")).to_be_empty()
