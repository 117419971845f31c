"""After every swap of the queue axe finds nothing, in light and in dark, and the focus is somewhere."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from claims import workflow
from claims.models import Claim
from claims.vocabulary import Status
from tests import factories
from tests.browser.looks import nothing_wrong


@pytest.fixture
def answered(site: str, colleague: User) -> Claim:
    """An open claim that was denied, assigned and noted; below others of every kind."""
    claim = factories.ClaimFactory.create(statement="The ferry will stop in May.")
    factories.answered(claim)
    workflow.add_note(claim, text="Call again.", by=colleague)
    workflow.assign_claims([claim.pk], to=colleague)
    factories.denied()
    factories.ClaimFactory.create()
    return claim


def said(page: Page, words: str) -> None:
    expect(page.locator("#announce")).to_contain_text(words)


def open_form(page: Page, claim: Claim) -> None:
    page.locator(f"#claim-row-{claim.pk}").get_by_role("link", name="Mark").click()
    expect(page.locator(".mark-form")).to_be_visible()


def test_a_mark_from_its_form_to_its_undoing(desk: Page, site: str, answered: Claim) -> None:
    desk.goto(f"{site}/desk/?show=all")
    open_form(desk, answered)
    nothing_wrong(desk, "the mark form opened")
    desk.get_by_label("Open", exact=True).check()
    expect(desk.get_by_role("button", name="Mark open")).to_be_visible()
    nothing_wrong(desk, "another status chosen")
    desk.get_by_label("Confirmed", exact=True).check()
    expect(desk.get_by_text("Nothing on record can carry this mark")).to_be_visible()
    nothing_wrong(desk, "nothing to carry the mark")
    desk.get_by_label("Denied", exact=True).check()
    basis = desk.locator(".mark-form .for-denied").get_by_role("checkbox")
    basis.uncheck()
    expect(desk.get_by_label("Reason")).to_have_value("")
    desk.get_by_label("Reason").fill("Nothing on record says so.")
    desk.get_by_role("button", name="Mark denied").click()
    expect(desk.locator(".mark-form .error-summary")).to_be_focused()
    nothing_wrong(desk, "a mark refused")
    basis.check()
    desk.get_by_role("button", name="Mark denied").click()
    said(desk, "marked: Denied by")
    nothing_wrong(desk, "marked")
    desk.locator("#undo-form button").click()
    said(desk, "was taken back.")
    nothing_wrong(desk, "undone")


def test_a_colleague_who_was_faster(desk: Page, site: str, answered: Claim, colleague: User) -> None:
    desk.goto(f"{site}/desk/?show=all")
    open_form(desk, answered)
    workflow.mark_claim(
        answered,
        based_on=answered.version,
        status=Status.DENIED,
        reason="Ben’s words.",
        answers=[answered.answers.get().pk],
        by=colleague,
    )
    desk.get_by_role("button", name="Mark denied").click()
    expect(desk.get_by_role("alert")).to_be_focused()
    nothing_wrong(desk, "409")


@pytest.mark.parametrize("tab", ["open", "denied", "draft", "review", "mine", "awaiting"])
def test_every_tab(desk: Page, site: str, answered: Claim, tab: str) -> None:
    desk.goto(f"{site}/desk/?show=all")
    desk.locator(f"#tab-{tab}").click()
    expect(desk.locator(f"#tab-{tab}")).to_have_attribute("aria-current", "true")
    expect(desk.locator("#said")).to_contain_text("shown")
    nothing_wrong(desk, tab)


def by_words(page: Page) -> None:
    page.get_by_label("Words").fill("ferry")
    expect(page.locator(".queue-row")).to_have_count(1)


def by_a_name_that_nobody_has(page: Page) -> None:
    page.locator("#id_topic").fill("zeppelins")
    page.locator("#id_topic").press("Enter")
    expect(page.get_by_text("The queue cannot be filtered like this.")).to_be_visible()


@pytest.mark.parametrize("narrow", [by_words, by_a_name_that_nobody_has])
def test_filters(desk: Page, site: str, answered: Claim, narrow: Callable[[Page], None]) -> None:
    desk.goto(f"{site}/desk/?show=all")
    narrow(desk)
    nothing_wrong(desk, narrow.__name__)


def test_several_at_once(desk: Page, site: str, answered: Claim) -> None:
    factories.TopicFactory.create(name="Ferries")
    desk.goto(f"{site}/desk/?show=all")
    desk.locator(f"#choose-{answered.pk}").check()
    nothing_wrong(desk, "a claim chosen")
    desk.locator("#bulk-topic").fill("Ferries")
    desk.locator("#bulk-add_topic").click()
    said(desk, "1 claim: topic Ferries added.")
    nothing_wrong(desk, "a topic added")
    desk.locator("#bulk-topic").fill("zeppelins")
    desk.locator("#bulk-add_topic").click()
    said(desk, "Nothing on the desk is called")
    nothing_wrong(desk, "a topic refused")


def test_notes_and_assignment_on_a_claims_page(desk: Page, site: str, answered: Claim) -> None:
    desk.goto(f"{site}/desk/claims/{answered.pk}/")
    desk.get_by_role("button", name="Keep the note").click()
    expect(desk.get_by_text("Write the note first.")).to_be_visible()
    nothing_wrong(desk, "a note refused")
    desk.get_by_label("New note").fill("Called.")
    desk.get_by_role("button", name="Keep the note").click()
    said(desk, "The note is kept.")
    nothing_wrong(desk, "a note kept")
    desk.get_by_role("button", name="Assign to me").click()
    said(desk, "This claim is assigned to ava.")
    nothing_wrong(desk, "assigned")
    desk.get_by_role("button", name="Remove").click()
    said(desk, "The note was removed.")
    nothing_wrong(desk, "a note removed")


def test_what_was_put_back(desk: Page, site: str) -> None:
    desk.goto(f"{site}/desk/claims/new/")
    desk.locator("[name=statement]").fill("The ferry will stop.")
    desk.reload()
    expect(desk.locator(".kept-notice")).to_contain_text("was put back")
    desk.locator("[name=statement]").focus()
    nothing_wrong(desk, "put back")
    desk.goto(f"{site}/desk/")
    expect(desk.get_by_role("region", name="Typed here and not sent")).to_be_visible()
    desk.locator("#main").focus()
    nothing_wrong(desk, "listed in the queue")
