"""Two editors at one claim: each knows of the other, and none overwrites the other unseen."""

import re

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import Locator, Page, expect
from pytest_playwright import CreateContextCallback

from claims.models import Claim, Mark
from tests import factories
from tests.browser.conftest import sign_in
from tests.browser.looks import accessible

pytestmark = pytest.mark.on_each


@pytest.fixture
def answered(site: str) -> Claim:
    """An open claim that was denied."""
    claim = factories.ClaimFactory.create(statement="The ferry will stop in May.")
    factories.answered(claim)
    return claim


@pytest.fixture
def ben(new_context: CreateContextCallback, site: str, colleague: User) -> Page:
    """The browser of the second editor, on a machine of their own."""
    page = new_context().new_page()
    sign_in(page, site, colleague)
    return page


def mark_in_queue(page: Page, site: str, reason: str) -> None:
    page.goto(f"{site}/desk/")
    page.get_by_role("link", name="Mark").click()
    page.get_by_label("Reason").fill(reason)


def send(page: Page) -> None:
    page.get_by_role("button", name="Mark denied").click()


@pytest.fixture
def conflict(desk: Page, ben: Page, site: str, answered: Claim) -> Page:
    """The first editor's queue after both marked the claim, the second one faster."""
    mark_in_queue(desk, site, "Ava’s words.")
    mark_in_queue(ben, site, "Ben’s words.")
    send(ben)
    expect(ben.locator("#announce")).to_contain_text("marked: Denied by")
    send(desk)
    expect(desk.get_by_role("alert")).to_be_focused()
    return desk


def test_the_slower_one_sees_both_sides_and_keeps_theirs(conflict: Page, site: str) -> None:
    sides = conflict.get_by_role("alert")
    expect(sides).to_contain_text("ago: Denied by the ministry’s spokeswoman.")
    expect(sides.locator(".conflict-side").nth(0)).to_contain_text("Because: Ben’s words.")
    expect(sides.locator(".conflict-mine")).to_contain_text("Because: Ava’s words.")
    accessible(conflict)
    sides.get_by_role("link", name="Keep theirs").click()
    expect(conflict.locator(".mark-form")).to_have_count(0)
    expect(conflict.locator("#unsent")).to_be_hidden()
    assert [mark.reason for mark in Mark.objects.all()] == ["Ben’s words."]
    conflict.goto(f"{site}/desk/?show=denied")
    expect(conflict.locator(".queue-row")).to_have_count(1)


def test_the_slower_one_marks_on_top(conflict: Page) -> None:
    conflict.get_by_role("button", name="Mark mine on top").click()
    expect(conflict.locator("#announce")).to_contain_text("marked: Denied by")
    assert [mark.reason for mark in Mark.objects.order_by("pk")] == ["Ben’s words.", "Ava’s words."]


def test_the_slower_one_edits_first(conflict: Page) -> None:
    conflict.get_by_role("link", name="Edit mine").click()
    reason = conflict.get_by_label("Reason")
    expect(reason).to_be_focused()
    expect(reason).to_have_value("Ava’s words.")
    reason.fill("Ava’s words, after Ben’s.")
    send(conflict)
    expect(conflict.locator("#announce")).to_contain_text("marked: Denied by")
    assert Mark.objects.latest("pk").reason == "Ava’s words, after Ben’s."


def test_a_mark_meanwhile_without_script_says_both_sides(
    without_script: Page, ben: Page, site: str, answered: Claim
) -> None:
    ava = without_script
    ava.goto(f"{site}/desk/claims/{answered.pk}/mark/")
    ava.locator("input[name=status][value=denied]").check()
    ava.get_by_label("Reason").fill("Ava’s words.")
    mark_in_queue(ben, site, "Ben’s words.")
    send(ben)
    expect(ben.locator("#announce")).to_contain_text("marked: Denied by")
    send(ava)
    expect(ava.get_by_role("alert")).to_contain_text("Ben’s words.")
    expect(ava.locator(".conflict-mine")).to_contain_text("Ava’s words.")
    ava.get_by_role("button", name="Mark mine on top").click()
    expect(ava.locator("#claim-page")).to_contain_text("Denied by")
    assert Mark.objects.count() == 2


def edit(page: Page, words: str, *, name: str) -> None:
    page.locator(f"#main [name={name}]").fill(words)


def save(page: Page) -> None:
    page.locator("#main form[method=post] .button-primary").last.click()


def says_both_sides(page: Page, *, name: str, mine: str, theirs: str) -> Locator:
    """The notice of what a colleague saved meanwhile stands above the form, which still has what was typed."""
    notice = page.locator(".conflict")
    expect(notice).to_contain_text(theirs)
    expect(page.locator(f"[name={name}]")).to_have_value(mine)
    accessible(page)
    return notice


def test_an_edit_meanwhile_says_both_sides_and_saves_mine_on_top(
    desk: Page, ben: Page, site: str, answered: Claim
) -> None:
    for page, words in ((desk, "Ava’s words."), (ben, "Ben’s words.")):
        page.goto(f"{site}/desk/claims/{answered.pk}/edit/")
        edit(page, words, name="unknowns")
    save(ben)
    expect(ben).to_have_url(f"{site}/desk/claims/{answered.pk}/")
    save(desk)
    theirs = says_both_sides(desk, name="unknowns", mine="Ava’s words.", theirs="Ben’s words.")
    expect(theirs.get_by_role("link", name="Keep theirs")).to_be_visible()
    save(desk)
    expect(desk).to_have_url(f"{site}/desk/claims/{answered.pk}/")
    answered.refresh_from_db()
    assert answered.unknowns == "Ava’s words."


def test_a_rewording_meanwhile_says_both_sides(desk: Page, ben: Page, site: str, answered: Claim) -> None:
    for page, words in ((desk, "The ferry stops in May."), (ben, "Every ferry will stop in May.")):
        page.goto(f"{site}/desk/claims/{answered.pk}/reword/")
        edit(page, words, name="statement")
        page.get_by_role("radio", name="Yes").check()
        edit(page, "Shorter.", name="reason")
    save(ben)
    expect(ben).to_have_url(f"{site}/desk/claims/{answered.pk}/")
    save(desk)
    mine, theirs = "The ferry stops in May.", "Every ferry will stop in May."
    notice = says_both_sides(desk, name="statement", mine=mine, theirs=theirs)
    expect(notice.get_by_role("link", name="Keep theirs")).to_be_visible()
    save(desk)
    expect(desk).to_have_url(f"{site}/desk/claims/{answered.pk}/")
    answered.refresh_from_db()
    assert answered.statement == "The ferry stops in May."


def test_an_article_edited_meanwhile_says_both_sides(desk: Page, ben: Page, site: str) -> None:
    article = factories.ArticleFactory.create(title="Bridge to open")
    for page, words in ((desk, "Ava’s title"), (ben, "Ben’s title")):
        page.goto(f"{site}/desk/articles/{article.pk}/edit/")
        edit(page, words, name="title")
    save(ben)
    expect(ben).to_have_url(re.compile(rf"/desk/articles/{article.pk}/$"))
    save(desk)
    notice = says_both_sides(desk, name="title", mine="Ava’s title", theirs="Ben’s title")
    expect(notice.get_by_role("link", name="Keep theirs")).to_be_visible()
    save(desk)
    expect(desk).to_have_url(re.compile(rf"/desk/articles/{article.pk}/$"))
    article.refresh_from_db()
    assert article.title == "Ava’s title"


def test_a_newer_text_meanwhile_says_both_sides_across_the_whole_of_each(desk: Page, ben: Page, site: str) -> None:
    article = factories.ArticleFactory.create(text="It opens.\nIn May.")
    for page, words in ((desk, "It opens.\nIn June, Ava wrote."), (ben, "It opens.\nIn July, Ben wrote.")):
        page.goto(f"{site}/desk/articles/{article.pk}/text/")
        edit(page, words, name="text")
    save(ben)
    expect(ben).to_have_url(f"{site}/desk/articles/{article.pk}/")
    save(desk)
    notice = says_both_sides(desk, name="text", mine="It opens.\nIn June, Ava wrote.", theirs="In July, Ben wrote.")
    for side in notice.locator(".conflict-side").all():
        whole, words = side.bounding_box(), side.locator("dd").bounding_box()
        assert whole is not None
        assert words is not None
        assert words["width"] == pytest.approx(whole["width"], abs=2)
    notice.get_by_role("button", name="Save mine on top").click()
    expect(desk.locator("#article-text")).to_contain_text("In June, Ava wrote.")
    assert article.versions.count() == 3


def test_who_else_has_a_claim_open_is_said_without_being_asked(
    desk: Page, ben: Page, site: str, answered: Claim, editor: User
) -> None:
    address = f"{site}/desk/claims/{answered.pk}/"
    with ben.expect_response("**/presence/"):
        ben.goto(address)
    expect(ben.locator(".presence-who")).to_have_text("")
    desk.goto(address)
    expect(desk.locator(".presence-who")).to_contain_text(re.compile(r"ben has this claim open too, since \d\d:\d\d\."))
    desk.locator("#main").focus()
    accessible(desk)
    ben.reload()
    expect(ben.locator(".presence-who")).to_contain_text("ava has this claim open too")


def test_a_session_that_ends_beside_what_is_typed_does_not_take_the_page_away(
    desk: Page, site: str, answered: Claim
) -> None:
    desk.clock.install()
    desk.goto(f"{site}/desk/claims/{answered.pk}/")
    desk.get_by_label("New note").fill("Half a note")
    Session.objects.all().delete()
    with desk.expect_response("**/presence/"):
        desk.clock.fast_forward(31_000)
    expect(desk.locator("#announce")).to_contain_text("You are no longer signed in. What you typed is kept here.")
    expect(desk.get_by_role("link", name="Sign in again")).to_have_attribute(
        "href", f"/accounts/login/?next=%2Fdesk%2Fclaims%2F{answered.pk}%2F"
    )
    expect(desk.get_by_label("New note")).to_have_value("Half a note")
    expect(desk).to_have_url(f"{site}/desk/claims/{answered.pk}/")
