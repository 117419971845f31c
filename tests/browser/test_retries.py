"""What fails on its way is sent again by itself only where an editor had sent it, and as what they sent."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, Route, expect

from claims.models import Claim, Mark
from tests import factories

AGAIN = "we try again"
LONGER_THAN_A_RETRY = 11_000
ALL_RETRIES = 6


@pytest.fixture
def answered(site: str) -> Claim:
    """An open claim that was denied."""
    claim = factories.ClaimFactory.create(statement="The ferry will stop in May.")
    factories.answered(claim)
    return claim


def test_a_choice_that_could_not_be_drawn_does_not_send_the_mark(desk: Page, site: str, answered: Claim) -> None:
    failed = []

    def fail_once(route: Route) -> None:
        if route.request.method != "POST" or failed:
            route.continue_()
            return
        failed.append(route.request.post_data)
        route.abort()

    desk.clock.install()
    desk.goto(f"{site}/desk/claims/{answered.pk}/")
    desk.locator("#mark-link").click()
    desk.route("**/mark/", fail_once)
    desk.get_by_label("Open", exact=True).check()
    expect(desk.locator("#announce")).to_contain_text("This did not work. What you typed is kept here.")
    expect(desk.locator("#announce")).not_to_contain_text(AGAIN)
    assert "redraw=1" in failed[0]
    desk.clock.fast_forward(LONGER_THAN_A_RETRY)
    # Whatever was sent by then would be answered before this is.
    with desk.expect_response("**/mark/"):
        desk.get_by_label("Denied", exact=True).check()
    expect(desk.get_by_role("button", name="Mark denied")).to_be_visible()
    assert Mark.objects.count() == 0


def test_save_and_publish_comes_back_as_publish(desk: Page, site: str, editor: User) -> None:
    article = factories.ArticleFactory.create(text="The ferry stops. The end.", by=editor)
    sent = []

    def fail_once(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        sent.append(route.request.post_data)
        if len(sent) == 1:
            route.abort()
        else:
            route.continue_()

    desk.clock.install()
    desk.goto(f"{site}/desk/articles/{article.pk}/")
    desk.locator("#panel [name=passage]").fill("The ferry stops.")
    desk.locator("#panel [name=statement]").fill("The ferry stops.")
    desk.route(f"**/articles/{article.pk}/", fail_once)
    desk.get_by_role("button", name="Save and publish").click()
    expect(desk.locator("#announce")).to_contain_text(AGAIN)
    assert not Claim.objects.exists()
    desk.clock.fast_forward(LONGER_THAN_A_RETRY)
    expect(desk.locator("#article-text mark")).to_have_text("The ferry stops.")
    assert len(sent) == 2
    assert Claim.objects.get().is_public


def test_when_no_more_tries_are_made_none_is_promised(desk: Page, site: str, answered: Claim) -> None:
    desk.clock.install()
    desk.goto(f"{site}/desk/claims/{answered.pk}/")
    desk.get_by_label("New note").fill("Call again.")
    desk.route("**/notes/", lambda route: route.abort())
    # Counted after the page's own script has heard of it, and so has set the time of the next try.
    desk.evaluate("document.addEventListener('htmx:sendError', () => { window.failed = (window.failed ?? 0) + 1; })")
    desk.get_by_role("button", name="Keep the note").click()
    for retry in range(ALL_RETRIES):
        desk.wait_for_function("(number) => window.failed === number", arg=retry + 1)
        expect(desk.locator("#announce")).to_contain_text(AGAIN)
        desk.clock.fast_forward(LONGER_THAN_A_RETRY)
    desk.wait_for_function("(number) => window.failed === number", arg=ALL_RETRIES + 1)
    expect(desk.locator("#announce")).to_contain_text("This did not work.")
    expect(desk.get_by_label("New note")).to_have_value("Call again.")


HOWEVER = pytest.mark.parametrize("is_answered", [True, False], ids=["the record is away", "nobody answers"])


def fails(page: Page, is_answered: bool, *, times: int) -> None:
    """What is done to the chosen claims fails so many times, then works."""
    failed: list[Route] = []

    def fail(route: Route) -> None:
        if len(failed) == times:
            route.continue_()
            return
        failed.append(route)
        if is_answered:
            route.fulfill(status=503, headers={"Retry-After": "10"})
        else:
            route.abort()

    page.route("**/desk/bulk/", fail)


@HOWEVER
def test_a_key_that_is_tried_again_ends_as_if_it_had_worked_at_once(
    desk: Page, site: str, answered: Claim, is_answered: bool
) -> None:
    row = desk.locator(f"#claim-row-{answered.pk}")
    desk.clock.install()
    desk.goto(f"{site}/desk/")
    fails(desk, is_answered, times=1)
    desk.keyboard.press("j")
    desk.keyboard.press("a")
    expect(desk.locator("#announce")).to_contain_text(AGAIN)
    desk.clock.fast_forward(LONGER_THAN_A_RETRY)
    expect(desk.locator("#announce")).to_contain_text("1 claim assigned to ava.")
    expect(row).to_be_focused()
    expect(row.get_by_role("checkbox")).not_to_be_checked()


@HOWEVER
def test_a_key_that_failed_for_good_leaves_nothing_behind(
    desk: Page, site: str, answered: Claim, is_answered: bool
) -> None:
    row = desk.locator(f"#claim-row-{answered.pk}")
    desk.clock.install()
    desk.goto(f"{site}/desk/")
    fails(desk, is_answered, times=ALL_RETRIES + 1)
    desk.evaluate(
        """for (const name of ["htmx:sendError", "htmx:responseError"]) {
             document.addEventListener(name, () => { window.failed = (window.failed ?? 0) + 1; });
           }"""
    )
    desk.keyboard.press("j")
    desk.keyboard.press("a")
    for retry in range(ALL_RETRIES):
        desk.wait_for_function("(number) => window.failed === number", arg=retry + 1)
        desk.clock.fast_forward(LONGER_THAN_A_RETRY)
    expect(desk.locator("#announce")).to_contain_text("This did not work.")
    expect(row.get_by_role("checkbox")).not_to_be_checked()
    # By the bar itself: its claim stays chosen, and the focus is where it was pressed.
    row.get_by_role("checkbox").check()
    desk.locator("#bulk-to").select_option(label="ava")
    desk.locator("#bulk-assign").click()
    expect(desk.locator("#announce")).to_contain_text("1 claim assigned to ava.")
    expect(desk.locator("#bulk-assign")).to_be_focused()
    expect(row.get_by_role("checkbox")).to_be_checked()


def test_what_has_changed_since_it_was_sent_is_not_sent_by_itself(desk: Page, site: str, answered: Claim) -> None:
    """Half a sentence is not published because the whole one before it could not be."""
    desk.clock.install()
    desk.goto(f"{site}/desk/claims/{answered.pk}/")
    note = desk.get_by_label("New note")
    note.fill("Call again.")
    desk.route("**/notes/", lambda route: route.abort())
    desk.get_by_role("button", name="Keep the note").click()
    expect(desk.locator("#announce")).to_contain_text(AGAIN)
    desk.unroute("**/notes/")
    note.fill("Call again, but not bef")
    desk.clock.fast_forward(LONGER_THAN_A_RETRY)
    expect(desk.locator("#announce")).to_contain_text("What you sent was not saved: its form has changed since.")
    note.fill("Call again, but not before noon.")
    desk.get_by_role("button", name="Keep the note").click()
    expect(desk.locator("#claim-notes")).to_contain_text("not before noon.")
    assert [one.text for one in answered.notes.all()] == ["Call again, but not before noon."]


def test_the_key_of_another_claim_takes_along_the_one_that_waits(desk: Page, site: str, answered: Claim) -> None:
    factories.ClaimFactory.create()
    desk.goto(f"{site}/desk/")
    fails(desk, True, times=1)
    for key in "ja":
        desk.keyboard.press(key)
    expect(desk.locator("#announce")).to_contain_text(AGAIN)
    for key in "ja":
        desk.keyboard.press(key)
    expect(desk.locator("#announce")).to_contain_text("2 claims assigned to ava.")
    expect(desk.locator(f"#claim-row-{answered.pk}")).to_be_focused()
    expect(desk.locator("#bulk")).to_be_hidden()


def test_what_did_not_work_is_no_longer_said_once_something_has(desk: Page, site: str, answered: Claim) -> None:
    desk.goto(f"{site}/desk/")
    desk.route("**/desk/?*", lambda route: route.abort())
    desk.locator("#tab-denied").click()
    expect(desk.locator("#announce")).to_contain_text("This did not work.")
    desk.unroute("**/desk/?*")
    desk.locator("#tab-denied").click()
    expect(desk.locator("#tab-denied")).to_have_attribute("aria-current", "true")
    expect(desk.locator("#announce")).to_be_empty()
