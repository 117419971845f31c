"""A claim's page as editors work on it: parts open in place, are saved, refused and closed; without script, too."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect

from claims import workflow
from claims.dates import PartialDate
from claims.models import Claim
from claims.vocabulary import Outcome
from tests import factories
from tests.browser.looks import RUNS_WIDE, at_rest, nothing_wrong


@pytest.fixture
def claim(site: str) -> Claim:
    return factories.full_claim()


def test_a_mark_on_a_claim_s_page_leaves_one_where_it_stands_now_and_can_be_undone_from_there(
    desk: Page, site: str, claim: Claim
) -> None:
    desk.goto(f"{site}/desk/claims/{claim.pk}/")
    status = at_rest(desk).locator("#claim-status")
    desk.keyboard.press("n")
    expect(desk.locator(".mark-form [value=open]")).to_be_focused()
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#announce")).to_contain_text(f"Claim {claim.pk} marked: Open")
    expect(status).to_be_focused()
    expect(status).to_be_in_viewport()
    assert desk.evaluate("scrollY") == 0
    nothing_wrong(desk)
    desk.locator("#announce").get_by_role("button", name="Undo").click()
    expect(desk.locator("#announce")).to_contain_text(f"The mark of claim {claim.pk} was taken back.")
    expect(status).to_be_focused()
    expect(status).to_be_in_viewport()


def test_what_was_announced_goes_when_something_else_is_answered(desk: Page, site: str, claim: Claim) -> None:
    desk.goto(f"{site}/desk/claims/{claim.pk}/")
    at_rest(desk).keyboard.press("n")
    expect(desk.locator(".mark-form [value=open]")).to_be_focused()
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#announce")).to_contain_text("marked: Open")
    desk.locator(f"#open-claim-reword-{claim.pk}").click()
    form = desk.locator(f"#claim-reword-{claim.pk}")
    form.get_by_role("button", name="Reword and publish").click()
    expect(form.locator(".error-summary")).to_be_focused()
    expect(desk.locator("#announce")).to_be_empty()


def test_evidence_is_corrected_in_place_by_keyboard(desk: Page, site: str, claim: Claim) -> None:
    evidence = claim.evidence.get()
    desk.goto(f"{site}/desk/claims/{claim.pk}/")
    link = desk.locator(f"#open-evidence-edit-{evidence.pk}")
    link.press("Enter")
    form = desk.locator(f"#evidence-edit-{evidence.pk}")
    expect(form).to_be_focused()
    nothing_wrong(desk)

    form.get_by_label("Finding").fill("It was begun late")
    form.get_by_role("button", name="Save and publish").press("Enter")
    expect(form.locator(".error-summary")).to_be_focused()
    expect(form.get_by_label("Finding")).to_have_value("It was begun late")
    nothing_wrong(desk)

    form.get_by_label("Reason").fill("We misread the log.")
    form.get_by_role("button", name="Save and publish").press("Enter")
    expect(desk.locator("#announce")).to_contain_text("Saved.")
    expect(link).to_be_focused()
    expect(desk.locator("#claim-page")).to_contain_text("It was begun late")
    expect(form).to_have_count(0)
    nothing_wrong(desk)


def test_a_form_in_place_is_closed_by_escape_and_the_focus_goes_back(desk: Page, site: str, claim: Claim) -> None:
    desk.goto(f"{site}/desk/claims/{claim.pk}/")
    link = desk.locator(f"#open-claim-edit-{claim.pk}")
    link.press("Enter")
    form = desk.locator(f"#claim-edit-{claim.pk}")
    form.get_by_label("What is not known").press("Escape")
    expect(form).to_have_count(0)
    expect(link).to_be_focused()


def test_a_colleague_was_faster_both_sides_are_shown_in_place(
    desk: Page, site: str, claim: Claim, colleague: User
) -> None:
    answer = claim.answers.order_by("pk")[0]
    desk.goto(f"{site}/desk/claims/{claim.pk}/")
    desk.locator(f"#open-answer-edit-{answer.pk}").press("Enter")
    form = desk.locator(f"#answer-edit-{answer.pk}")
    form.get_by_label("Answer", exact=True).select_option("declines")
    form.get_by_label("Reason").fill("Misread.")
    workflow.change_answer(answer, kind="no_knowledge", position="subject", part="", reason="Heard.", by=colleague)

    form.get_by_role("button", name="Save and publish").press("Enter")
    expect(form.locator(".conflict")).to_be_focused()
    expect(form.locator(".conflict")).to_contain_text("says they have no knowledge")
    expect(form.get_by_label("Answer", exact=True)).to_have_value("declines")
    nothing_wrong(desk)
    form.get_by_role("button", name="Save and publish").press("Enter")
    expect(desk.locator("#announce")).to_contain_text("Saved.")
    answer.refresh_from_db()
    assert answer.kind == "declines"


def test_a_claim_is_reworded_and_withdrawn_in_place_by_keyboard(desk: Page, site: str, claim: Claim) -> None:
    desk.goto(f"{site}/desk/claims/{claim.pk}/")
    desk.locator(f"#open-claim-reword-{claim.pk}").press("Enter")
    form = desk.locator(f"#claim-reword-{claim.pk}")
    expect(form).to_be_focused()
    nothing_wrong(desk)
    form.get_by_label("Claim", exact=True).fill("The bridge will open in July.")
    form.get_by_role("button", name="Reword and publish").press("Enter")
    expect(form.locator(".error-summary")).to_be_focused()
    nothing_wrong(desk)
    for group in form.get_by_role("group").all():
        group.get_by_role("radio").first.check()
    form.get_by_label("Reason").fill("Clearer so.")
    form.get_by_role("button", name="Reword and publish").press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_contain_text("The bridge will open in July.")
    expect(desk.locator(f"#open-claim-reword-{claim.pk}")).to_be_focused()

    desk.locator(f"#open-claim-split-{claim.pk}").press("Enter")
    split = desk.locator(f"#claim-split-{claim.pk}")
    split.get_by_role("button", name="One part more").press("Enter")
    expect(split.get_by_role("group", name="Part 3", exact=True)).to_be_visible()
    expect(split).to_be_focused()
    nothing_wrong(desk)
    split.get_by_role("link", name="Cancel").press("Enter")
    expect(split).to_have_count(0)

    desk.locator(f"#open-claim-withdraw-{claim.pk}").press("Enter")
    form = desk.locator(f"#claim-withdraw-{claim.pk}")
    form.get_by_role("radio").first.check()
    form.get_by_label("Reason").fill("It was about another bridge.")
    form.get_by_role("button", name="Take it out of the lists").press("Enter")
    expect(desk.locator("#claim-status")).to_be_focused()
    expect(desk.locator("#claim-page")).to_contain_text("This claim is no longer listed.")
    nothing_wrong(desk)


def test_evidence_is_taken_back_from_the_form_that_corrects_it(desk: Page, site: str, claim: Claim) -> None:
    evidence = claim.evidence.get()
    desk.goto(f"{site}/desk/claims/{claim.pk}/")
    desk.locator(f"#open-evidence-edit-{evidence.pk}").press("Enter")
    desk.locator(f"#evidence-edit-{evidence.pk}").get_by_role("link", name="Take it back").press("Enter")
    form = desk.locator(f"#evidence-retract-{evidence.pk}")
    expect(form).to_be_focused()
    nothing_wrong(desk)
    form.get_by_label("Why we take it back").fill("It is of another bridge.")
    form.get_by_role("button", name="Take it back").press("Enter")
    expect(desk.locator("#claim-status")).to_be_focused()
    expect(desk.locator("#claim-page")).to_contain_text("It is of another bridge.")


def test_an_overdue_reply_is_settled_in_one_step(desk: Page, site: str, claim: Claim) -> None:
    factories.approached(claim, Outcome.AWAITING, deadline=PartialDate("2024-01"), checked_on=None)
    desk.goto(f"{site}/desk/approaches/")
    expect(desk.get_by_text("Overdue:")).to_be_visible()
    desk.locator("#approaches").focus()
    nothing_wrong(desk)
    desk.get_by_role("button", name="No reply by today").press("Enter")
    expect(desk.locator("#announce")).to_contain_text("Recorded of Ministry of Roads: no reply recorded.")
    expect(desk.get_by_text("Nobody is late.")).to_be_visible()
    expect(desk.locator("#approaches")).to_be_focused()
    nothing_wrong(desk)
    desk.keyboard.press("u")
    expect(desk.locator("#announce")).to_contain_text("A reply of Ministry of Roads is awaited again.")
    expect(desk.get_by_text("Overdue:")).to_be_visible()
    expect(desk.locator("#approaches")).to_be_focused()


def test_preview_merge_and_what_a_version_changed(desk: Page, site: str, claim: Claim) -> None:
    other = factories.denied()
    desk.goto(f"{site}/desk/claims/{claim.pk}/")
    desk.get_by_role("link", name="what it changed in version").first.press("Enter")
    expect(desk.locator(".what-changed ins").first).to_be_visible()
    nothing_wrong(desk)
    for path in ("preview/?x=1", f"merge/?into={other.pk}"):
        desk.goto(f"{site}/desk/claims/{claim.pk}/{path}")
        desk.locator("#main").focus()
        nothing_wrong(desk)


def test_every_part_is_a_plain_page_without_script(without_script: Page, site: str, claim: Claim) -> None:
    page = without_script
    page.goto(f"{site}/desk/claims/{claim.pk}/")
    page.locator(f"#open-approach-edit-{claim.approaches.get().pk}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What came of asking")
    page.get_by_label("What came of it").select_option("declined")
    page.get_by_role("button", name="Save and publish").click()
    expect(page.locator("#announce")).to_contain_text("Saved.")
    assert page.evaluate(RUNS_WIDE) <= 0
    assert claim.approaches.get().outcome == Outcome.DECLINED


def test_after_a_publication_that_was_refused_the_page_goes_on_as_the_claim_s_own(desk: Page, site: str) -> None:
    draft = factories.DraftFactory.create(not_before=timezone.now() + timedelta(days=1))
    desk.goto(f"{site}/desk/claims/{draft.pk}/")
    desk.get_by_role("button", name="Publish", exact=True).click()
    expect(desk.locator("#announce")).to_contain_text("under embargo")
    expect(desk).to_have_url(f"{site}/desk/claims/{draft.pk}/")

    desk.locator(f"#open-evidence-new-{draft.pk}").click()
    expect(desk.locator(f"#evidence-new-{draft.pk}").get_by_label("Finding")).to_be_visible()
    expect(desk.get_by_role("heading", level=1)).to_have_count(1)
    desk.locator("#mark-link").click()
    expect(desk.locator("#claim-page .mark-form")).to_be_visible()
    desk.reload()
    expect(desk.get_by_role("heading", level=1)).to_contain_text(draft.statement)


def test_where_the_claim_that_was_to_stay_is_gone_another_is_found_by_keyboard_with_the_reason_kept(
    desk: Page, site: str
) -> None:
    claim, gone = factories.ClaimFactory.create(), factories.ClaimFactory.create()
    other = factories.ClaimFactory.create(statement="The ferry will stop.")
    desk.goto(f"{site}/desk/claims/{claim.pk}/merge/?into={gone.pk}")
    desk.get_by_label("Reason").fill("My own words.")
    factories.withdrawn(gone)
    desk.get_by_label("Reason").press("Control+Enter")
    expect(desk.locator("#announce")).to_contain_text("was withdrawn or split meanwhile. Choose another.")
    desk.get_by_label("Number or words of the other claim").fill("ferry")
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="The ferry will stop.").press("Enter")
    expect(desk.get_by_role("button", name=f"Merge into claim {other.pk}")).to_be_visible()
    expect(desk.get_by_label("Reason")).to_have_value("My own words.")
