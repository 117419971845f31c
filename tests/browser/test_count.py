"""How many characters a field takes: shown beside it, counted while one types, said only where it gets tight."""

from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from claims.models import Claim
from tests import factories
from tests.browser.looks import RUNS_WIDE, nothing_wrong


def count(page: Page, label: str) -> str:
    """The selector of what is shown beside the field, which describes it."""
    described = page.get_by_label(label, exact=True).get_attribute("aria-describedby") or ""
    return "#" + next(one for one in described.split() if one.endswith("_count"))


def test_a_statement_is_counted_and_what_is_left_is_said_near_the_end(desk: Page, site: str) -> None:
    desk.goto(f"{site}/desk/claims/new/")
    shown, said = desk.locator(count(desk, "Claim")), desk.locator("#said")
    statement = desk.get_by_label("Claim", exact=True)
    expect(shown).to_have_text("at most 500 characters")
    statement.fill("The ferry will stop in May.")
    expect(shown).to_have_text("27 of 500")
    statement.fill("x" * 480)
    expect(shown).to_have_text("Characters left: 20")
    expect(said).to_have_text("Characters left: 20")
    nothing_wrong(desk, "near the limit")
    statement.fill("x" * 503)
    expect(shown).to_have_text("Characters too many: 3")
    expect(said).to_have_text("Characters too many: 3")
    nothing_wrong(desk, "over the limit")
    statement.fill("")
    expect(shown).to_have_text("at most 500 characters")


def test_it_counts_as_the_server_does(desk: Page, site: str) -> None:
    """Ends of lines twice, what stands outside of the Latin letters once, and no space around it."""
    desk.goto(f"{site}/desk/claims/new/")
    exactly = "  " + "\N{OLD ITALIC LETTER A}" * 248 + "\n" + "я" * 250 + "  "
    desk.get_by_label("Claim", exact=True).fill(exactly + "я")
    expect(desk.locator(count(desk, "Claim"))).to_have_text("Characters too many: 3")
    desk.get_by_label("Claim", exact=True).fill(exactly)
    expect(desk.locator(count(desk, "Claim"))).to_have_text("Characters left: 0")
    desk.get_by_role("button", name="Save").last.click()
    expect(desk.locator("#claim-page")).to_be_visible()
    assert Claim.objects.count() == 1


def test_a_form_that_opens_in_place_counts_what_it_begins_with(desk: Page, site: str, editor: User) -> None:
    claim = factories.ClaimFactory.create()
    desk.goto(f"{site}/desk/claims/{claim.pk}/")
    desk.keyboard.press("n")
    reason = desk.get_by_label("Reason", exact=True)
    expect(reason).to_have_value("Open. No answer on record.")
    expect(desk.locator(count(desk, "Reason"))).to_have_text("26 of 1000")


def test_without_script_the_limit_stands_beside_the_field(without_script: Page, site: str) -> None:
    without_script.goto(f"{site}/desk/claims/new/")
    expect(without_script.locator(count(without_script, "Claim"))).to_have_text("at most 500 characters")
    assert without_script.evaluate(RUNS_WIDE) <= 0
