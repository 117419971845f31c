"""The queue as an editor works it: by keys, in place, beside colleagues, and while the record is away."""

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, Route, expect

from claims import workflow
from claims.models import Claim, Mark
from claims.vocabulary import Status
from tests import factories
from tests.browser.looks import accessible, at_rest


@pytest.fixture
def answered(site: str) -> Claim:
    """An open claim that was denied, below one that nobody answered."""
    claim = factories.ClaimFactory.create(statement="The ferry will stop in May.")
    factories.answered(claim)
    factories.ClaimFactory.create()
    return claim


def test_marking_and_undoing_by_keys_alone(desk: Page, site: str, answered: Claim) -> None:
    desk.goto(f"{site}/desk/")
    row = desk.locator(f"#claim-row-{answered.pk}")
    desk.keyboard.press("j")
    desk.keyboard.press("j")
    expect(row).to_be_focused()
    desk.keyboard.press("d")
    expect(desk.locator(f"#mark-{answered.pk}-status-denied")).to_be_focused()
    accessible(desk)
    desk.keyboard.press("Enter")
    expect(desk.locator("#announce")).to_contain_text("marked: Denied by the ministry’s spokeswoman.")
    expect(row).to_be_focused()
    expect(row).to_contain_text("Denied by the ministry’s spokeswoman")
    expect(desk.locator("#tab-denied")).to_have_text("Denied 1")
    accessible(desk)
    desk.keyboard.press("u")
    expect(desk.locator("#announce")).to_contain_text("was taken back.")
    expect(row).to_be_focused()
    expect(desk.locator("#tab-denied")).to_have_text("Denied 0")
    accessible(desk)


def test_choosing_another_status_redrafts_the_reason_until_it_is_edited(desk: Page, site: str, answered: Claim) -> None:
    desk.goto(f"{site}/desk/claims/{answered.pk}/")
    desk.keyboard.press("m")
    reason = desk.get_by_label("Reason")
    expect(reason).to_have_value("Denied by " + str(answered.answers.get().response.speaker) + REST)
    desk.get_by_label("Open", exact=True).check()
    expect(reason).to_have_value("Open. " + str(answered.answers.get().response.speaker) + OPEN_REST)
    reason.fill("My own words.")
    desk.get_by_label("Denied", exact=True).check()
    expect(desk.get_by_role("button", name="Mark denied")).to_be_visible()
    expect(reason).to_have_value("My own words.")
    accessible(desk)
    desk.keyboard.press("Escape")
    expect(desk.locator("#claim-status")).to_be_focused()
    expect(desk.locator("#mark-link")).to_be_visible()


REST = ", ministry spokeswoman, on 26 January 2024."
OPEN_REST = ", ministry spokeswoman, denied it on 26 January 2024."


def test_a_colleague_who_was_faster(desk: Page, site: str, answered: Claim, colleague: User) -> None:
    desk.goto(f"{site}/desk/")
    desk.get_by_role("link", name="Mark").last.click()
    desk.get_by_label("Reason").fill("My own words.")
    workflow.mark_claim(
        answered,
        based_on=answered.version,
        status=Status.DENIED,
        reason="Ben’s words.",
        answers=[answered.answers.get().pk],
        by=colleague,
    )
    desk.get_by_role("button", name="Mark denied").click()
    conflict = desk.get_by_role("alert")
    expect(conflict).to_contain_text(re.compile(r"ben marked this \d+ seconds? ago: Denied by"))
    expect(conflict).to_be_focused()
    accessible(desk)
    conflict.get_by_role("link", name="Edit mine").click()
    reason = desk.get_by_label("Reason")
    expect(reason).to_be_focused()
    expect(reason).to_have_value("My own words.")
    conflict.get_by_role("button", name="Mark mine on top").click()
    expect(desk.locator("#announce")).to_contain_text("marked: Denied by the ministry’s spokeswoman.")
    assert list(Mark.objects.order_by("pk").values_list("reason", flat=True)) == ["Ben’s words.", "My own words."]


def test_while_the_record_is_away_nothing_typed_is_lost(desk: Page, site: str, answered: Claim) -> None:
    tries = []

    def away_once(route: Route) -> None:
        tries.append(route.request)
        if len(tries) == 1:
            route.fulfill(status=503, headers={"Retry-After": "30"})
        else:
            route.continue_()

    desk.clock.install()
    desk.goto(f"{site}/desk/")
    desk.get_by_role("link", name="Mark").last.click()
    desk.get_by_label("Reason").fill("My own words.")
    desk.route("**/mark/", away_once)
    desk.get_by_role("button", name="Mark denied").click()
    expect(desk.locator("#announce")).to_contain_text("What you typed is kept here; we try again.")
    expect(desk.get_by_label("Reason")).to_have_value("My own words.")
    desk.clock.fast_forward(31_000)
    expect(desk.locator("#announce")).to_contain_text("marked: Denied by")
    assert [mark.reason for mark in Mark.objects.all()] == ["My own words."]


def test_filters_move_list_counts_and_address_together_and_back_works(desk: Page, site: str, answered: Claim) -> None:
    desk.goto(f"{site}/desk/")
    desk.keyboard.press("/")
    expect(desk.get_by_label("Words")).to_be_focused()
    # At once: after each pause the list is asked for, and every list is a step back of its own.
    desk.get_by_label("Words").fill("ferry")
    expect(desk.locator(".queue-row")).to_have_count(1)
    expect(desk.locator("#tab-all")).to_have_text("All 1")
    expect(desk).to_have_url(f"{site}/desk/?show=open&q=ferry")
    expect(desk.locator("#said")).to_have_text("1 claim shown")
    accessible(desk)
    desk.locator("#tab-denied").click()
    expect(desk).to_have_url(f"{site}/desk/?show=denied&q=ferry")
    expect(desk.get_by_text("No claim here matches these filters.")).to_be_visible()
    accessible(desk)
    desk.go_back()
    expect(desk).to_have_url(f"{site}/desk/?show=open&q=ferry")
    expect(desk.locator(".queue-row")).to_have_count(1)
    expect(desk.locator("#tab-open")).to_have_attribute("aria-current", "true")
    expect(desk.get_by_label("Words")).to_have_value("ferry")
    desk.go_back()
    expect(desk).to_have_url(f"{site}/desk/")
    expect(desk.locator(".queue-row")).to_have_count(2)
    expect(desk.get_by_label("Words")).to_have_value("")
    desk.go_forward()
    expect(desk.locator(".queue-row")).to_have_count(1)
    desk.locator("#id_speaker").fill("petrova")
    desk.locator("#id_speaker").press("Enter")
    expect(desk).to_have_url(f"{site}/desk/?show=open&q=ferry&speaker=petrova")
    expect(desk.locator(".narrowed-by")).to_contain_text("Anna Petrova")
    expect(desk.locator(".queue-row")).to_have_count(1)


def test_enter_and_escape_lead_from_the_filter_to_the_claims_that_it_found(
    desk: Page, site: str, answered: Claim
) -> None:
    desk.goto(f"{site}/desk/?show=all")
    row = desk.locator(f"#claim-row-{answered.pk}")
    words = desk.get_by_label("Words")
    at_rest(desk).keyboard.press("/")
    words.press_sequentially("ferry")
    words.press("Enter")
    expect(row).to_be_focused()
    expect(desk).to_have_url(f"{site}/desk/?show=all&q=ferry")
    at_rest(desk).keyboard.press("/")
    words.press("Escape")
    expect(row).to_be_focused()
    expect(words).to_have_value("ferry")
    desk.keyboard.press("d")
    expect(desk.locator(f"#mark-{answered.pk}-status-denied")).to_be_focused()


def test_who_types_on_in_the_filter_is_left_there(desk: Page, site: str, answered: Claim) -> None:
    """What Enter asked for is answered only once more was typed."""
    waiting: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if waiting:
            route.continue_()
        else:
            waiting.append(route)

    desk.goto(f"{site}/desk/?show=all")
    desk.route("**/desk/?*q=*", hold_the_first)
    words = at_rest(desk).get_by_label("Words")
    words.fill("ferry")
    words.press("Enter")
    words.press_sequentially(" will")
    expect(desk).to_have_url(f"{site}/desk/?show=all&q=ferry+will")
    expect(words).to_be_focused()
    expect(words).to_have_value("ferry will")


def test_a_filter_emptied_by_its_button_filters_no_more(desk: Page, site: str, answered: Claim) -> None:
    desk.goto(f"{site}/desk/?show=all&q=ferry")
    at_rest(desk).get_by_label("Words").fill("")
    expect(desk.locator(".queue-row")).to_have_count(2)
    expect(desk).to_have_url(f"{site}/desk/?show=all")


def test_who_comes_back_from_a_claim_goes_on_at_its_row(desk: Page, site: str, answered: Claim) -> None:
    desk.goto(f"{site}/desk/?show=all")
    for key in "jjo":
        desk.keyboard.press(key)
    expect(desk).to_have_url(f"{site}/desk/claims/{answered.pk}/")
    desk.go_back()
    expect(desk.locator(f"#claim-row-{answered.pk}")).to_be_focused()
    desk.keyboard.press("k")
    expect(desk.locator(".queue-row").first).to_be_focused()


def test_a_list_that_is_gone_back_to_is_said(desk: Page, site: str, answered: Claim) -> None:
    desk.goto(f"{site}/desk/?show=all")
    desk.locator("#tab-denied").click()
    expect(desk.locator("#said")).to_have_text("0 claims shown")
    desk.go_back()
    expect(desk.locator("#tab-all")).to_have_attribute("aria-current", "true")
    expect(desk.locator("#said")).to_have_text("2 claims shown")


def test_keys_work_after_going_back(desk: Page, site: str, answered: Claim) -> None:
    desk.goto(f"{site}/desk/")
    desk.locator("#tab-denied").click()
    expect(desk.locator(".queue-row")).to_have_count(0)
    desk.go_back()
    expect(desk.locator(".queue-row")).to_have_count(2)
    desk.keyboard.press("j")
    desk.keyboard.press("j")
    expect(desk.locator(f"#claim-row-{answered.pk}")).to_be_focused()
    desk.keyboard.press("d")
    expect(desk.locator(f"#mark-{answered.pk}-status-denied")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("#announce")).to_contain_text("marked: Denied by")


def test_marking_a_claim_whose_answer_is_recorded_takes_four_interactions(
    desk: Page, site: str, answered: Claim
) -> None:
    """From the queue as it opens: down to the row, down again, denied, enter. The reason is there already."""
    desk.goto(f"{site}/desk/")
    interactions = ["j", "j", "d", "Enter"]
    for key in interactions[:3]:
        desk.keyboard.press(key)
    reason = desk.get_by_label("Reason")
    speaker = answered.answers.get().response.speaker
    expect(reason).to_have_value(f"Denied by {speaker}{REST}")
    expect(desk.locator(f"#mark-{answered.pk}-status-denied")).to_be_focused()
    desk.keyboard.press(interactions[3])
    expect(desk.locator("#announce")).to_contain_text("marked: Denied by the ministry’s spokeswoman.")
    assert len(interactions) <= 4
    assert Mark.objects.get().reason == f"Denied by {speaker}{REST}"


def test_the_list_does_not_move_from_under_the_mouse(desk: Page, site: str, answered: Claim) -> None:
    """A row reached by keys shows all its words; a click below it must not be lost because it folds up meanwhile."""
    factories.ClaimFactory.create(statement="The bridge will open in May, and the ferry beside it will stop. " * 7)
    desk.goto(f"{site}/desk/")
    desk.keyboard.press("j")
    expect(desk.locator(".queue-row.unfolded")).to_have_count(1)
    button = desk.locator(f"#claim-row-{answered.pk} [data-mark]")
    button.scroll_into_view_if_needed()
    place = button.bounding_box()
    assert place
    desk.mouse.move(place["x"] + 5, place["y"] + 5)
    desk.mouse.down()
    desk.mouse.up()
    expect(desk.locator(f"#mark-{answered.pk}-status-denied")).to_be_focused()
    expect(desk.locator(".queue-row.unfolded")).to_have_count(0)


def test_the_same_by_mouse_takes_two(desk: Page, site: str, answered: Claim) -> None:
    desk.goto(f"{site}/desk/")
    desk.locator(f"#claim-row-{answered.pk}").get_by_role("link", name="Mark").click()
    desk.get_by_role("button", name="Mark denied").click()
    expect(desk.locator("#announce")).to_contain_text("marked: Denied by")
    assert Mark.objects.count() == 1


def test_every_key_does_what_the_list_of_keys_says(desk: Page, site: str, answered: Claim) -> None:
    desk.goto(f"{site}/desk/")
    newest, row = desk.locator(".queue-row").first, desk.locator(f"#claim-row-{answered.pk}")
    for key, focused in [("j", newest), ("j", row), ("j", row), ("k", newest), ("j", row)]:
        desk.keyboard.press(key)
        expect(focused).to_be_focused()
        expect(desk.locator(".queue-row.current")).to_have_count(1)
    for key, status in [("d", "denied"), ("c", "confirmed"), ("n", "open"), ("m", "denied")]:
        desk.keyboard.press(key)
        expect(desk.locator(f"#mark-{answered.pk}-status-{status}")).to_be_focused()
        desk.keyboard.press("Escape")
        expect(desk.locator(".mark-form")).to_have_count(0)
        expect(row).to_be_focused()
    desk.keyboard.press("x")
    expect(row.get_by_role("checkbox")).to_be_checked()
    expect(desk.locator("#chosen-count")).to_have_text("1")
    desk.keyboard.press("x")
    expect(desk.locator("#bulk")).to_be_hidden()
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="Keys")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog", name="Keys")).to_be_hidden()
    desk.keyboard.press("o")
    expect(desk).to_have_url(f"{site}/desk/claims/{answered.pk}/")
    desk.go_back()
    expect(row).to_be_visible()
    desk.keyboard.press("g")
    desk.keyboard.press("a")
    expect(desk).to_have_url(f"{site}/desk/articles/new/")


def test_a_key_without_a_claim_to_do_it_to_says_so(desk: Page, site: str, answered: Claim) -> None:
    desk.goto(f"{site}/desk/")
    for key in "dcnmoxa":
        desk.keyboard.press(key)
        expect(desk.locator("#announce")).to_contain_text("Go to one first with j or k.")
        desk.evaluate("document.getElementById('announce').replaceChildren()")
    factories.withdrawn(answered)
    desk.goto(f"{site}/desk/claims/{answered.pk}/")
    desk.keyboard.press("d")
    expect(desk.locator("#announce")).to_contain_text("This claim is no longer listed, and cannot be marked.")


def test_the_keys_choose_in_a_form_that_is_open_and_take_no_words_from_it(
    desk: Page, site: str, answered: Claim
) -> None:
    desk.goto(f"{site}/desk/")
    for key in "jjd":
        desk.keyboard.press(key)
    denied, opened = (desk.locator(f"#mark-{answered.pk}-status-{status}") for status in ("denied", "open"))
    expect(denied).to_be_focused()
    desk.keyboard.press("n")
    expect(opened).to_be_checked()
    expect(opened).to_be_focused()
    expect(desk.get_by_label("Reason")).to_have_value(re.compile("^Open. "))
    desk.get_by_label("Reason").fill("My own words.")
    desk.locator(f"#claim-row-{answered.pk}").focus()
    with desk.expect_response("**/mark/"):
        desk.keyboard.press("d")
    expect(denied).to_be_focused()
    expect(denied).to_be_checked()
    expect(desk.get_by_label("Reason")).to_have_value("My own words.")


def test_assigning_by_key_on_a_claims_page_leaves_the_keys_at_work(desk: Page, site: str, answered: Claim) -> None:
    desk.goto(f"{site}/desk/claims/{answered.pk}/")
    desk.keyboard.press("a")
    expect(desk.locator("#announce")).to_contain_text("This claim is assigned to ava.")
    expect(desk.locator("#claim-status")).to_be_focused()
    desk.keyboard.press("a")
    expect(desk.locator("#announce")).to_contain_text("This claim is already assigned to you.")
    desk.keyboard.press("n")
    expect(desk.locator(f"#mark-{answered.pk}-status-open")).to_be_focused()


def test_letters_typed_into_a_field_are_letters(desk: Page, site: str, answered: Claim) -> None:
    desk.goto(f"{site}/desk/")
    desk.get_by_label("Words").press_sequentially("dxj?ga")
    expect(desk.get_by_label("Words")).to_have_value("dxj?ga")
    expect(desk.locator(".mark-form")).to_have_count(0)
    expect(desk).to_have_url(re.compile(r"q=dxj%3Fga$"))


def test_a_topic_for_several_claims_keeps_the_choice_and_the_focus(desk: Page, site: str, answered: Claim) -> None:
    factories.TopicFactory.create(name="Ferries")
    desk.goto(f"{site}/desk/?show=all")
    desk.keyboard.press("j")
    desk.keyboard.press("x")
    desk.keyboard.press("j")
    desk.keyboard.press("x")
    expect(desk.locator("#chosen-count")).to_have_text("2")
    accessible(desk)
    topic = desk.locator("#bulk-topic")
    topic.fill("ferr")
    desk.get_by_role("option", name="Ferries").click()
    expect(topic).to_have_value("Ferries")
    desk.get_by_role("button", name="Add", exact=True).click()
    expect(desk.locator("#announce")).to_contain_text("2 claims: topic Ferries added.")
    expect(desk.locator("#bulk-add_topic")).to_be_focused()
    expect(desk.locator("#chosen-count")).to_have_text("2")
    accessible(desk)
    desk.locator("#bulk-to").select_option(label="ava")
    desk.get_by_role("button", name="Assign").click()
    expect(desk.locator("#announce")).to_contain_text("2 claims assigned to ava.")
    expect(desk.locator("#tab-mine")).to_have_text("Assigned to me 2")
    expect(desk.locator(".queue-row").first).to_contain_text("ava")
    desk.get_by_label("Words").fill("ferry stop")
    expect(desk.locator(".queue-row")).to_have_count(1)
    expect(desk.locator("#chosen-count")).to_have_text("1")
    desk.get_by_label("Words").fill("")
    expect(desk.locator(".queue-row")).to_have_count(2)
    expect(desk.locator("#chosen-count")).to_have_text("1")
    desk.get_by_role("button", name="Choose none").click()
    expect(desk.locator("#bulk")).to_be_hidden()
    accessible(desk)


def test_a_refused_topic_is_said_and_nothing_chosen_is_lost(desk: Page, site: str, answered: Claim) -> None:
    desk.goto(f"{site}/desk/")
    desk.keyboard.press("j")
    desk.keyboard.press("x")
    desk.locator("#bulk-topic").fill("zeppelins")
    desk.get_by_role("button", name="Add", exact=True).click()
    expect(desk.locator("#announce")).to_contain_text("Nothing on the desk is called “zeppelins”.")
    expect(desk.locator("#chosen-count")).to_have_text("1")
    expect(desk.locator("#bulk-topic")).to_have_value("zeppelins")
    accessible(desk)


def test_a_filter_is_saved_and_found_again(desk: Page, site: str, answered: Claim) -> None:
    desk.goto(f"{site}/desk/?show=all&q=ferry")
    desk.get_by_text("Save this filter").click()
    accessible(desk)
    desk.get_by_label("Save what is shown as").fill("Ferries")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator("#announce")).to_contain_text("Saved: “Ferries”.")
    desk.locator("#tab-open").click()
    saved = desk.get_by_role("navigation", name="Saved filters").get_by_role("link", name="Ferries")
    expect(saved).not_to_have_attribute("aria-current", "true")
    saved.click()
    expect(saved).to_have_attribute("aria-current", "true")
    expect(desk.locator(".queue-row")).to_have_count(1)


def test_a_saved_filter_is_replaced_by_a_second_press(desk: Page, site: str, answered: Claim, editor: User) -> None:
    workflow.save_filter(name="Ferries", query="show=open", by=editor)
    desk.goto(f"{site}/desk/?show=all&q=ferry")
    desk.get_by_text("Save or remove a filter").click()
    desk.get_by_label("Save what is shown as").fill("Ferries")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("You have a filter of this name.")).to_be_focused()
    accessible(desk)
    for key in ("Tab", "Tab", "Tab", "Enter"):
        desk.keyboard.press(key)
    expect(desk.locator("#announce")).to_contain_text("Replaced: “Ferries” now shows this.")
    expect(desk).to_have_url(f"{site}/desk/?show=all&q=ferry")
    expect(desk.get_by_role("navigation", name="Saved filters").get_by_role("link")).to_have_attribute(
        "aria-current", "true"
    )


def test_the_keys_are_listed_and_can_be_switched_off(desk: Page, site: str, answered: Claim) -> None:
    desk.goto(f"{site}/desk/")
    desk.keyboard.press("?")
    accessible(desk)
    desk.get_by_label("Use these keys").uncheck()
    desk.keyboard.press("Escape")
    desk.keyboard.press("j")
    expect(desk.locator(".queue-row.current")).to_have_count(0)
    desk.reload()
    desk.get_by_role("button", name="Keys").click()
    desk.get_by_label("Use these keys").check()
    desk.keyboard.press("Escape")
    desk.keyboard.press("j")
    expect(desk.locator(".queue-row.current")).to_have_count(1)


def test_enter_pressed_while_the_form_is_still_being_redrawn_marks(desk: Page, site: str, answered: Claim) -> None:
    """Another status draws the form anew; whoever does not wait for that has pressed the button all the same."""
    waiting: list[Route] = []

    def hold_what_is_redrawn(route: Route) -> None:
        if "redraw" in (route.request.post_data or ""):
            waiting.append(route)
        else:
            route.continue_()

    desk.goto(f"{site}/desk/claims/{answered.pk}/")
    desk.keyboard.press("n")
    expect(desk.locator(f"#mark-{answered.pk}-status-open")).to_be_focused()
    desk.route("**/mark/", hold_what_is_redrawn)
    desk.get_by_label("Denied", exact=True).check()
    desk.get_by_label("Reason").fill("My own words.")
    desk.get_by_role("button", name="Mark denied").click()
    expect(desk.locator("#claim-page .status-line")).to_contain_text("Denied by")
    assert len(waiting) == 1
    assert Mark.objects.get().reason == "My own words."


def test_after_a_filter_that_could_not_be_saved_the_page_goes_on_as_the_queue(desk: Page, site: str) -> None:
    claim = factories.ClaimFactory.create()
    desk.goto(f"{site}/desk/?show=all&q=bridge")
    desk.get_by_text("Save this filter").click()
    desk.locator("#save-filter").get_by_role("button", name="Save").click()
    expect(desk.locator("#save-error")).to_be_visible()
    expect(desk).to_have_url(f"{site}/desk/?show=all&q=bridge")

    desk.keyboard.press("Escape")
    desk.locator(f"#mark-link-{claim.pk}").click()
    expect(desk.locator(f"#claim-row-{claim.pk} .mark-form")).to_be_visible()
