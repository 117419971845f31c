"""What arrives while an editor is already doing the next thing takes nothing from them: no click, no field, no form."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from claims.models import Claim, Mark
from tests import factories
from tests.browser.looks import at_rest


@pytest.fixture
def answered(site: str) -> Claim:
    """An open claim that was denied."""
    claim = factories.ClaimFactory.create(statement="The ferry will stop in May.")
    factories.answered(claim)
    return claim


def held(page: Page, address: str, is_held: Callable[[Route], bool]) -> list[Route]:
    """Requests to `address` that wait for the test to let them go on."""
    waiting: list[Route] = []
    page.route(address, lambda route: waiting.append(route) if is_held(route) else route.continue_())
    return waiting


def is_redraw(route: Route) -> bool:
    return "redraw=1" in (route.request.post_data or "")


def open_form(page: Page, site: str, claim: Claim) -> None:
    page.goto(f"{site}/desk/")
    page.locator(f"#mark-link-{claim.pk}").click()
    expect(page.locator(".mark-form")).to_be_visible()


def middle(page: Page, name: str) -> tuple[float, float]:
    box = page.get_by_role("button", name=name).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_form_drawn_anew_does_not_take_the_click_that_has_begun(desk: Page, site: str, answered: Claim) -> None:
    open_form(desk, site, answered)
    waiting = held(desk, "**/mark/", is_redraw)
    with desk.expect_request("**/mark/"):
        desk.get_by_label("Open", exact=True).check()
    desk.mouse.move(*middle(desk, "Mark open"))
    with desk.expect_event("requestfailed"):
        desk.mouse.down()
    desk.mouse.up()
    expect(desk.locator("#announce")).to_contain_text(f"Claim {answered.pk} marked: ")
    assert len(waiting) == 1
    assert Mark.objects.get().status == "open"
    assert Mark.objects.get().reason.startswith("Open. ")


def test_a_button_that_is_let_go_of_elsewhere_leaves_the_form_to_be_drawn_anew(
    desk: Page, site: str, answered: Claim
) -> None:
    open_form(desk, site, answered)
    waiting = held(desk, "**/mark/", lambda route: is_redraw(route) and not waiting)
    with desk.expect_request("**/mark/"):
        desk.get_by_label("Open", exact=True).check()
    desk.mouse.move(*middle(desk, "Mark open"))
    desk.mouse.down()
    desk.mouse.move(1, 1)
    desk.mouse.up()
    expect(desk.get_by_label("Reason")).to_have_value("Open. " + str(answered.answers.get().response.speaker) + DENIED)
    assert not Mark.objects.exists()


DENIED = ", ministry spokeswoman, denied it on 26 January 2024."


def test_who_went_on_to_another_field_stays_in_it(desk: Page, site: str, answered: Claim) -> None:
    open_form(desk, site, answered)
    waiting = held(desk, "**/mark/", lambda route: route.request.method == "POST")
    with desk.expect_request("**/mark/"):
        desk.get_by_role("button", name="Mark denied").click()
    words = desk.get_by_label("Words")
    words.focus()
    waiting[0].continue_()
    expect(desk.locator("#announce")).to_contain_text(f"Claim {answered.pk} marked: ")
    expect(words).to_be_focused()


def test_who_went_on_to_another_row_stays_there(desk: Page, site: str, answered: Claim) -> None:
    """On a slow line: marked, one down, the next form opened, and only then the first is answered."""
    newest = factories.ClaimFactory.create()
    factories.answered(newest)
    desk.goto(f"{site}/desk/")
    waiting = held(desk, f"**/claims/{newest.pk}/mark/", lambda route: route.request.method == "POST")
    for key in "jd":
        desk.keyboard.press(key)
    expect(desk.locator(f"#mark-{newest.pk}-status-denied")).to_be_focused()
    with desk.expect_request("**/mark/"):
        desk.keyboard.press("Enter")
    desk.locator(f"#claim-row-{answered.pk}").focus()
    desk.keyboard.press("n")
    expect(desk.locator(f"#mark-{answered.pk}-status-open")).to_be_focused()
    waiting[0].continue_()
    expect(desk.locator("#announce")).to_contain_text(f"Claim {newest.pk} marked: ")
    expect(desk.locator(f"#mark-{answered.pk}-status-open")).to_be_focused()


def test_assigning_one_after_another_is_not_outrun(desk: Page, site: str, answered: Claim) -> None:
    for _more in range(3):
        factories.ClaimFactory.create()
    desk.goto(f"{site}/desk/")
    waiting = held(desk, "**/desk/bulk/", lambda route: not waiting)
    with desk.expect_request("**/desk/bulk/"):
        for key in "ja":
            desk.keyboard.press(key)
    for key in "jajaj":
        desk.keyboard.press(key)
    waiting[0].continue_()
    expect(desk.locator("#announce")).to_contain_text("2 claims assigned to ava.")
    expect(desk.locator("#tab-mine")).to_have_text("Assigned to me 3")
    expect(desk.locator(f"#claim-row-{answered.pk}")).to_be_focused()
    expect(desk.locator("#bulk")).to_be_hidden()


def test_a_closed_form_is_not_put_back_by_a_late_answer(desk: Page, site: str, answered: Claim) -> None:
    open_form(desk, site, answered)
    held(desk, "**/mark/", is_redraw)
    with desk.expect_request("**/mark/"):
        desk.get_by_label("Open", exact=True).check()
    with desk.expect_event("requestfailed"):
        desk.keyboard.press("Escape")
    expect(desk.locator(".mark-form")).to_have_count(0)
    expect(desk.locator(f"#claim-row-{answered.pk}")).to_be_focused()


def test_what_was_sent_is_answered_before_its_form_can_be_closed(desk: Page, site: str, answered: Claim) -> None:
    open_form(desk, site, answered)
    waiting = held(desk, "**/mark/", lambda route: route.request.method == "POST")
    with desk.expect_request("**/mark/"):
        desk.get_by_label("Reason").press("Control+Home")
        desk.get_by_role("button", name="Mark denied").press("Enter")
    desk.get_by_label("Reason").press("Escape")
    expect(desk.locator(".mark-form")).to_have_count(1)
    waiting[0].continue_()
    expect(desk.locator("#announce")).to_contain_text(f"Claim {answered.pk} marked: ")


def test_a_form_drawn_anew_before_the_next_try_is_said_not_to_be_saved(desk: Page, site: str, answered: Claim) -> None:
    desk.clock.install()
    open_form(desk, site, answered)
    desk.route(
        "**/mark/",
        lambda route: (
            route.continue_() if is_redraw(route) else route.fulfill(status=503, headers={"Retry-After": "9"})
        ),
    )
    desk.get_by_role("button", name="Mark denied").click()
    expect(desk.locator("#announce")).to_contain_text("we try again")
    with desk.expect_response("**/mark/"):
        desk.get_by_label("Open", exact=True).check()
    expect(desk.get_by_label("Reason")).to_have_value("Open. " + str(answered.answers.get().response.speaker) + DENIED)
    desk.clock.fast_forward(10_000)
    expect(desk.locator("#announce")).to_contain_text("What you sent was not saved: its form has changed since.")
    assert not Mark.objects.exists()


def test_who_has_sent_it_again_by_hand_is_not_told_that_it_was_not_saved(
    desk: Page, site: str, answered: Claim
) -> None:
    desk.clock.install()
    open_form(desk, site, answered)
    refused: list[Route] = []

    def away_once(route: Route) -> None:
        if is_redraw(route) or refused:
            route.continue_()
        else:
            refused.append(route)
            route.fulfill(status=503, headers={"Retry-After": "9"})

    desk.route("**/mark/", away_once)
    desk.get_by_role("button", name="Mark denied").click()
    expect(desk.locator("#announce")).to_contain_text("we try again")
    with desk.expect_response("**/mark/"):
        desk.get_by_label("Open", exact=True).check()
    desk.get_by_role("button", name="Mark open").click()
    expect(desk.locator("#announce")).to_contain_text(f"Claim {answered.pk} marked: Open")
    desk.clock.fast_forward(10_000)
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="Keys")).to_be_visible()
    expect(desk.locator("#announce")).to_contain_text(f"Claim {answered.pk} marked: Open")


def test_a_mark_made_before_something_else_is_undone_only_once_its_claim_is_shown(
    desk: Page, site: str, answered: Claim
) -> None:
    open_form(desk, site, answered)
    desk.get_by_role("button", name="Mark denied").click()
    expect(desk.locator("#announce")).to_contain_text(f"Claim {answered.pk} marked: ")
    desk.get_by_label("Words").press("Escape")
    desk.locator(f"#choose-{answered.pk}").check()
    desk.locator("#bulk-topic").fill("zeppelins")
    desk.locator("#bulk-add_topic").click()
    expect(desk.locator("#announce")).to_contain_text("Nothing on the desk is called")
    desk.goto(f"{site}/desk/?show=denied")
    at_rest(desk)
    expect(desk.locator("#announce")).to_be_empty()
    desk.keyboard.press("u")
    expect(desk.locator("#announce")).to_contain_text("Press u again to undo it.")
    expect(desk.locator(f"#claim-row-{answered.pk}")).to_be_focused()
    assert Mark.objects.get().undone is False
    desk.keyboard.press("u")
    expect(desk.locator("#announce")).to_contain_text(f"The mark of claim {answered.pk} was taken back.")
    desk.keyboard.press("u")
    expect(desk.locator("#announce")).to_contain_text("There is nothing to undo here.")


@pytest.mark.parametrize("with_script", [True, False])
def test_enter_in_a_line_saves_whatever_button_stands_first(
    desk: Page, site: str, answered: Claim, with_script: bool
) -> None:
    context = desk.context.browser.new_context(
        java_script_enabled=with_script, storage_state=desk.context.storage_state()
    )
    page = context.new_page()
    page.goto(f"{site}/desk/responses/new/")
    page.locator("#id_channel_detail").press("Enter")
    expect(page.locator(".error-summary")).to_be_visible()
    article = factories.ArticleFactory.create(text="The ferry stops. The end.")
    factories.ran(answered, article, words="The ferry stops.")
    page.goto(f"{site}/desk/articles/{article.pk}/")
    page.get_by_text("More about the claim").click()
    page.locator("#lift-form [name=claimed_on]").press("Enter")
    expect(page.locator("#panel .error-summary")).to_be_visible()
    context.close()
