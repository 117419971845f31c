"""The queue on a phone, without script, and in either scheme at either width; keys on every page of the desk."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from claims import workflow
from claims.models import Claim, Mark
from tests import factories
from tests.browser.conftest import sign_in
from tests.browser.looks import NARROW, RUNS_WIDE, WIDE, accessible, at_rest

LEAST = 24
#: What can be tapped and is smaller than that, by its text or id. A link within a sentence may be, and what a label
#: belongs to is as large as the label.
TOO_SMALL = """(least) => [...document.querySelectorAll("#main :is(a, button, summary, input, select, label)")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest("p, .visually-hidden"))
  .filter((one) => !one.matches("label, input[type=hidden]") || one.querySelector("input"))
  .filter((one) => !one.closest("label, .basis li") || one.matches("label, .basis li"))
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && (box.width < least || box.height < least))
  .map(([one, box]) => `${one.tagName} ${one.id} ${one.textContent.trim().slice(0, 30)} ${box.width}x${box.height}`)"""


@pytest.fixture
def answered(site: str, colleague: User) -> Claim:
    """An open claim that was denied, overdue for review, assigned and noted; below one with many words."""
    claim = factories.ClaimFactory.create(
        statement="The ferry will stop in May.", review_by=timezone.localdate() - timedelta(days=3)
    )
    factories.ran(claim)
    factories.answered(claim)
    workflow.add_note(claim, text="Call again.", by=colleague)
    workflow.assign_claims([claim.pk], to=colleague)
    factories.ClaimFactory.create(
        statement="The bridge will open in June, and whoever waits beside it will cross. " * 3
    )
    return claim


@pytest.fixture
def phone(site: str, browser: Browser, editor: User) -> Iterator[Page]:
    """An editor's phone: small, and touched."""
    context = browser.new_context(viewport=NARROW, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.set_default_timeout(15_000)
    sign_in(page, site, editor)
    yield page
    context.close()


def height_in_lines(page: Page, claim: Claim) -> float:
    box = page.locator(f"#claim-row-{claim.pk}").bounding_box()
    assert box
    return box["height"] / 28


def test_a_claim_is_marked_and_the_mark_undone_by_touch(phone: Page, site: str, answered: Claim) -> None:
    phone.goto(f"{site}/desk/?show=review")
    at_rest(phone)
    expect(phone.get_by_label("Words")).to_be_hidden()
    assert phone.evaluate(TOO_SMALL, LEAST) == []
    phone.locator(f"#mark-link-{answered.pk}").tap()
    expect(phone.get_by_role("button", name="Mark denied")).to_be_in_viewport()
    assert phone.evaluate(TOO_SMALL, LEAST) == []
    assert phone.evaluate(RUNS_WIDE) <= 0
    phone.get_by_text("Open", exact=True).last.tap()
    phone.get_by_role("button", name="Mark open").tap()
    expect(phone.locator("#announce")).to_contain_text(f"Claim {answered.pk} marked: Open")
    assert phone.evaluate(TOO_SMALL, LEAST) == []
    phone.locator(f"#undo-{answered.pk} button").tap()
    expect(phone.locator("#announce")).to_contain_text("was taken back.")
    phone.locator("#filter-fold summary").tap()
    phone.get_by_label("Words").fill("bridge")
    expect(phone.locator(".queue-row")).to_have_count(0)


def test_a_claim_takes_two_lines_on_a_phone_and_one_on_a_desk(desk: Page, site: str, answered: Claim) -> None:
    wordy = Claim.objects.latest("pk")
    for size, lines in [(NARROW, 2), ({"width": 1440, "height": 900}, 1)]:
        desk.set_viewport_size(size)
        desk.goto(f"{site}/desk/?show=all")
        for claim in (answered, wordy):
            assert lines - 0.5 <= height_in_lines(desk, claim) <= lines + 0.6
        desk.keyboard.press("j")
        expect(desk.locator(f"#claim-row-{wordy.pk}")).to_be_focused()
        assert height_in_lines(desk, wordy) > lines + 0.6, "all its words are there in the row one is at"


#: How many pixels of what has the focus lie under what stays in the window.
COVERED = """() => {
  const [one, above, below] = [document.activeElement, ...["announce", "bulk"].map((id) => document.getElementById(id))]
    .map((element) => element.getBoundingClientRect());
  const bottom = below.height ? below.top : innerHeight;
  return Math.max(0, above.bottom - one.top, one.bottom - bottom);
}"""


@pytest.mark.parametrize("width", [1440, 320])
def test_what_stays_in_the_window_does_not_cover_the_row_one_is_at(
    desk: Page, site: str, answered: Claim, width: int
) -> None:
    for _more in range(12):
        factories.ClaimFactory.create()
    desk.set_viewport_size({"width": width, "height": 600})
    desk.goto(f"{site}/desk/?show=all")
    for key in "jx" + "j" * 12:
        desk.keyboard.press(key)
        assert desk.evaluate(COVERED) <= 1, "by what is done to those chosen"
    expect(desk.locator("#bulk")).to_be_in_viewport()
    desk.keyboard.press("a")
    expect(desk.locator("#announce")).to_contain_text("1 claim assigned to ava.")
    for key in "k" * 12:
        desk.keyboard.press(key)
        assert desk.evaluate(COVERED) <= 1, "by what is announced"


def test_the_row_one_is_at_keeps_its_facts_in_their_columns(desk: Page, site: str, answered: Claim) -> None:
    facts = [".queue-source", ".status-word", ".queue-when", ".queue-age", ".queue-desk"]
    places = """(facts) => facts.map((fact) => [...document.querySelectorAll(fact)]
      .map((one) => Math.round(one.getBoundingClientRect().x)))"""
    desk.set_viewport_size({"width": 1440, "height": 900})
    desk.goto(f"{site}/desk/?show=all")
    folded = desk.evaluate(places, facts)
    desk.keyboard.press("j")
    desk.keyboard.press("j")
    expect(desk.locator(f"#claim-row-{answered.pk}.unfolded")).to_be_focused()
    assert desk.evaluate(places, facts) == folded


@pytest.fixture
def without_script(site: str, browser: Browser, editor: User) -> Iterator[Page]:
    """An editor's browser that runs no script."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(15_000)
    sign_in(page, site, editor)
    yield page
    context.close()


def test_a_claim_is_found_marked_and_the_mark_undone_without_script(
    without_script: Page, site: str, answered: Claim
) -> None:
    page = without_script
    page.goto(f"{site}/desk/")
    page.get_by_label("Words").fill("ferry will")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator(".queue-row")).to_have_count(1)
    page.locator(f"#mark-link-{answered.pk}").click()
    page.get_by_role("radio", name="Open").check()
    page.get_by_role("button", name="Mark open").click()
    expect(page).to_have_url(f"{site}/desk/?show=open&q=ferry+will")
    expect(page.locator("#announce")).to_contain_text(f"Claim {answered.pk} marked: Open")
    assert Mark.objects.get().reason.startswith("Open. ")
    page.locator(f"#undo-{answered.pk} button").click()
    expect(page.locator("#announce")).to_contain_text("was taken back.")
    answered.refresh_from_db()
    assert answered.mark is None


@pytest.mark.parametrize("status", ["denied", "confirmed"])
def test_what_nothing_can_carry_says_what_to_record_first_in_place_of_a_form_that_cannot_be_sent(
    desk: Page, site: str, status: str
) -> None:
    claim = factories.ClaimFactory.create()
    desk.goto(f"{site}/desk/claims/{claim.pk}/mark/?status={status}")
    lacks = at_rest(desk).locator(f".for-{status} .mark-lacks")
    expect(lacks).to_be_visible()
    expect(desk.get_by_label("Reason")).to_be_hidden()
    expect(desk.locator(".mark-submit")).to_be_hidden()
    for keys in ["Control+Enter", "Enter"]:
        desk.locator(f".mark-form [value={status}]").press(keys)
        expect(lacks).to_be_focused()
    desk.keyboard.press("n")
    expect(desk.get_by_role("button", name="Mark open")).to_be_visible()
    expect(desk.get_by_label("Reason")).to_have_value("Open. No answer on record.")
    desk.keyboard.press(status[0])
    expect(lacks).to_be_visible()
    lacks.get_by_role("link", name="record a response").click()
    expect(desk).to_have_url(f"{site}/desk/responses/new/?claim={claim.pk}")


def test_without_script_as_well_only_what_can_be_sent_has_a_button(without_script: Page, site: str) -> None:
    claim = factories.ClaimFactory.create()
    without_script.goto(f"{site}/desk/claims/{claim.pk}/mark/")
    expect(without_script.get_by_role("button", name="Mark open")).to_be_visible()
    without_script.get_by_role("radio", name="Confirmed").check()
    expect(without_script.get_by_text("no full confirmation by someone concerned")).to_be_visible()
    expect(without_script.get_by_role("link", name="add evidence").last).to_be_visible()
    expect(without_script.locator(".mark-form").get_by_role("button")).to_have_count(0)
    without_script.get_by_role("radio", name="Open").check()
    expect(without_script.get_by_role("button", name="Mark open")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_queue_in_either_scheme_at_either_width(
    desk: Page, site: str, answered: Claim, editor: User, scheme: str, size: dict[str, int]
) -> None:
    denied = factories.ClaimFactory.create()
    factories.marked(denied, "denied", factories.answered(denied), by=editor)
    desk.emulate_media(color_scheme=scheme)
    desk.set_viewport_size(size)
    desk.goto(f"{site}/desk/?show=review")
    desk.keyboard.press("j")
    accessible(desk, "what is due")
    desk.goto(f"{site}/desk/?show=all")
    desk.locator(f"#choose-{denied.pk}").check()
    desk.locator(f"#mark-link-{answered.pk}").click()
    expect(desk.locator(".mark-form")).to_be_visible()
    accessible(desk, "a form, a choice, and a mark to undo")
    assert desk.evaluate(RUNS_WIDE) <= 0
    desk.keyboard.press("Escape")
    desk.keyboard.press("?")
    accessible(desk, "the keys")


def test_a_key_assigns_to_me_the_claim_one_is_at_or_those_chosen(desk: Page, site: str, answered: Claim) -> None:
    desk.goto(f"{site}/desk/?show=all")
    newest, row = desk.locator(".queue-row").first, desk.locator(f"#claim-row-{answered.pk}")
    desk.keyboard.press("j")
    desk.keyboard.press("a")
    expect(desk.locator("#announce")).to_contain_text("1 claim assigned to ava.")
    expect(newest).to_be_focused()
    expect(desk.locator("#bulk")).to_be_hidden()
    for key in ["x", "j", "x", "a"]:
        desk.keyboard.press(key)
    expect(desk.locator("#announce")).to_contain_text("1 claim assigned to ava. 1 was so already.")
    expect(row).to_be_focused()
    expect(desk.locator("#chosen-count")).to_have_text("2")
    expect(desk.locator("#bulk-to")).to_have_value("")


@pytest.mark.parametrize("path", ["/desk/articles/", "/desk/names/", "/desk/responses/new/", "/desk/approaches/"])
def test_the_list_of_keys_is_on_every_page_and_undo_says_when_there_is_nothing(
    desk: Page, site: str, path: str
) -> None:
    desk.goto(f"{site}{path}")
    desk.locator("#main").focus()
    desk.keyboard.press("u")
    expect(desk.locator("#announce")).to_contain_text("There is nothing to undo here.")
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="Keys")).to_be_visible()


def test_who_else_opens_a_claims_form_in_the_queue_is_said_to_both(
    desk: Page, site: str, answered: Claim, browser: Browser, colleague: User
) -> None:
    context = browser.new_context()
    ben = context.new_page()
    sign_in(ben, site, colleague)
    for page in (ben, desk):
        page.goto(f"{site}/desk/")
        with page.expect_response("**/presence/"):
            page.locator(f"#mark-link-{answered.pk}").click()
    presence = desk.locator(f"#presence-{answered.pk}")
    expect(presence).to_contain_text("ben has this claim open too")
    with desk.expect_response("**/mark/"):
        desk.get_by_label("Open", exact=True).check()
    expect(desk.get_by_role("button", name="Mark open")).to_be_visible()
    expect(presence).to_contain_text("ben has this claim open too")
    desk.keyboard.press("Escape")
    expect(presence).to_have_count(0)
    context.close()
