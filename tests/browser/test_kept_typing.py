"""What was typed survives an ended session, a closed tab and a dead server, and is gone once it was accepted."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Route, expect

from claims import workflow
from claims.models import Claim, Mark, Topic
from tests import factories
from tests.browser.conftest import sign_in
from tests.browser.looks import at_rest

WORDS = "Typed at deadline, 15:59."
KEPT = "() => Object.keys(localStorage).filter((key) => key.startsWith('onrecord-kept:'))"
NOTHING_IS_KEPT = f"{KEPT}.length === 0"
IS_KEPT = "(words) => Object.values({ ...localStorage }).some((text) => text.includes(words))"


@pytest.fixture
def answered(site: str) -> Claim:
    """An open claim that was denied."""
    claim = factories.ClaimFactory.create(statement="The ferry will stop in May.")
    factories.answered(claim)
    return claim


def type_in(desk: Page, name: str, words: str) -> None:
    desk.locator(f"#main [name={name}]").fill(words)
    desk.wait_for_function(IS_KEPT, arg=words)


def notice(desk: Page) -> "object":
    return desk.locator(".kept-notice")


def mark_in_queue(desk: Page, site: str) -> None:
    desk.goto(f"{site}/desk/")
    desk.get_by_role("link", name="Mark").click()
    type_in(desk, "reason", WORDS)


def test_a_closed_tab_takes_nothing_and_what_comes_back_can_be_discarded(desk: Page, site: str) -> None:
    desk.goto(f"{site}/desk/claims/new/")
    type_in(desk, "statement", WORDS)
    tab = desk.context.new_page()
    tab.goto(f"{site}/about/")
    desk.locator("#main [name=claimant]").fill("Roads Union")
    desk.close(run_before_unload=False)

    # What a tab keeps as it goes may reach another a moment later.
    tab.wait_for_function(IS_KEPT, arg="Roads Union")
    tab.goto(f"{site}/desk/claims/new/")
    expect(tab.locator("[name=statement]")).to_have_value(WORDS)
    expect(tab.locator("[name=claimant]")).to_have_value("Roads Union")
    expect(notice(tab)).to_contain_text("was put back. It was not sent.")
    tab.get_by_role("button", name="Discard it").click()
    expect(tab.locator("[name=statement]")).to_have_value("")
    expect(tab.locator("[name=statement]")).to_be_focused()
    expect(notice(tab)).to_have_count(0)
    tab.reload()
    expect(tab.locator("[name=statement]")).to_have_value("")
    tab.wait_for_function(NOTHING_IS_KEPT)


def test_a_session_that_ended_under_a_mark_form(desk: Page, site: str, answered: Claim, editor: User) -> None:
    mark_in_queue(desk, site)
    Session.objects.all().delete()
    desk.get_by_role("button", name="Mark denied").click()
    expect(desk).to_have_url(re.compile("/accounts/login/"))
    sign_in(desk, site, editor)
    desk.goto(f"{site}/desk/")
    waiting = desk.get_by_role("region", name="Typed here and not sent")
    waiting.get_by_role("link", name=f"Mark claim {answered.pk}").click()
    expect(desk.get_by_label("Reason")).to_have_value(WORDS)
    desk.get_by_role("button", name="Mark denied").click()
    expect(desk.locator("#claim-page")).to_contain_text("Denied by")
    assert Mark.objects.get().reason == WORDS
    desk.goto(f"{site}/desk/")
    expect(waiting).to_be_hidden()
    desk.wait_for_function(NOTHING_IS_KEPT)


def test_a_session_that_ended_under_a_plain_form(desk: Page, site: str, answered: Claim, editor: User) -> None:
    desk.goto(f"{site}/desk/claims/{answered.pk}/edit/")
    type_in(desk, "unknowns", WORDS)
    Session.objects.all().delete()
    desk.get_by_role("button", name="Save and publish").click()
    expect(desk).to_have_url(re.compile("/accounts/login/"))
    sign_in(desk, site, editor)
    desk.goto(f"{site}/desk/")
    desk.get_by_role("link", name=f"Claim {answered.pk} – Particulars").click()
    expect(desk.locator("[name=unknowns]")).to_have_value(WORDS)
    desk.get_by_role("button", name="Save and publish").click()
    expect(desk.locator("#claim-page")).to_contain_text(WORDS)
    desk.goto(f"{site}/desk/claims/{answered.pk}/edit/")
    expect(notice(desk)).to_have_count(0)


def test_a_server_that_was_dead_when_the_form_was_sent(desk: Page, site: str) -> None:
    desk.goto(f"{site}/desk/topics/new/")
    type_in(desk, "name", WORDS)
    desk.route("**/topics/new/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    desk.get_by_role("button", name="Save").click()
    expect(desk).to_have_url(re.compile("^chrome-error:"))
    desk.unroute_all()
    desk.goto(f"{site}/desk/topics/new/")
    expect(desk.locator("[name=name]")).to_have_value(WORDS)
    desk.get_by_role("button", name="Save").click()
    expect(desk).not_to_have_url(re.compile("/topics/new/"))
    desk.goto(f"{site}/desk/topics/new/")
    expect(desk.locator("[name=name]")).to_have_value("")
    assert [topic.name for topic in Topic.objects.all()] == [WORDS]


def test_a_form_is_sent_from_its_page_once_the_server_is_there_again(desk: Page, site: str) -> None:
    desk.goto(f"{site}/desk/topics/new/")
    type_in(desk, "name", WORDS)
    desk.route("**/*", lambda route: route.abort())
    desk.get_by_role("button", name="Save").click()
    expect(desk.locator("#announce")).to_contain_text("The server cannot be reached. What you typed is kept here")
    expect(desk.locator("[name=name]")).to_have_value(WORDS)
    assert not Topic.objects.exists()
    desk.unroute_all()
    expect(desk).not_to_have_url(re.compile("/topics/new/"))
    assert [topic.name for topic in Topic.objects.all()] == [WORDS]


def test_what_is_typed_while_the_server_is_away_is_not_sent_by_itself(desk: Page, site: str) -> None:
    desk.goto(f"{site}/desk/topics/new/")
    type_in(desk, "name", WORDS)
    desk.route("**/*", lambda route: route.abort())
    desk.get_by_role("button", name="Save").click()
    expect(desk.locator("#announce")).to_contain_text("The server cannot be reached.")
    desk.locator("[name=name]").fill("Other words")
    desk.unroute_all()
    expect(desk.locator("#announce")).to_contain_text("Look at it and send it again.")
    assert not Topic.objects.exists()
    desk.get_by_role("button", name="Save").click()
    expect(desk).not_to_have_url(re.compile("/topics/new/"))
    assert [topic.name for topic in Topic.objects.all()] == ["Other words"]


def test_what_was_accepted_is_not_offered_again_though_its_answer_was_lost(desk: Page, site: str) -> None:
    def lose_the_answer(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort()
        else:
            route.continue_()

    desk.goto(f"{site}/desk/topics/new/")
    type_in(desk, "name", WORDS)
    desk.route("**/topics/new/", lose_the_answer)
    desk.get_by_role("button", name="Save").click()
    expect(desk).to_have_url(re.compile("^chrome-error:"))
    desk.unroute_all()
    assert Topic.objects.get().name == WORDS
    desk.goto(f"{site}/desk/topics/new/")
    desk.wait_for_function(NOTHING_IS_KEPT)
    expect(desk.locator("[name=name]")).to_have_value("")
    expect(notice(desk)).to_have_count(0)


def test_what_is_refused_stays_kept_without_a_word(desk: Page, site: str) -> None:
    desk.goto(f"{site}/desk/claims/new/")
    type_in(desk, "claimant", WORDS)
    desk.locator("[name=statement]").fill("The ferry will stop.")
    desk.locator("[name=claimed_on]").fill("the day before")
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_text("Nothing was saved yet.")).to_be_visible()
    expect(desk.locator("[name=claimant]")).to_have_value(WORDS)
    expect(notice(desk)).to_have_count(0)
    desk.reload()
    expect(desk.locator("[name=claimant]")).to_have_value(WORDS)


def test_what_the_record_has_now_is_not_overwritten_unasked(
    desk: Page, site: str, answered: Claim, colleague: User
) -> None:
    path = f"{site}/desk/claims/{answered.pk}/edit/"
    desk.goto(path)
    type_in(desk, "unknowns", WORDS)
    answered.refresh_from_db()
    particulars = dict.fromkeys(("claimed_on", "about_when", "review_by", "not_before"))
    workflow.update_claim(
        answered,
        based_on=answered.version,
        by=colleague,
        unknowns="Ben’s words.",
        claimant="",
        topics=[],
        **particulars,
    )
    desk.goto(path)
    expect(notice(desk)).to_contain_text("what is on record here has changed since")
    expect(notice(desk)).to_contain_text(WORDS)
    expect(desk.locator("[name=unknowns]")).to_have_value("Ben’s words.")
    desk.get_by_role("button", name="Put mine into the form").click()
    expect(desk.locator("[name=unknowns]")).to_have_value(WORDS)
    desk.get_by_role("button", name="Discard it").click()
    expect(desk.locator("[name=unknowns]")).to_have_value("Ben’s words.")


def test_what_was_typed_of_a_claim_is_not_put_under_other_words_unasked(desk: Page, site: str, answered: Claim) -> None:
    desk.goto(f"{site}/desk/claims/{answered.pk}/evidence/new/")
    type_in(desk, "finding", WORDS)
    desk.reload()
    expect(notice(desk)).to_contain_text("was put back. It was not sent.")
    factories.reworded(answered, "The ferry will not stop in May.")
    desk.reload()
    expect(notice(desk)).to_contain_text("what is on record here has changed since")
    expect(notice(desk)).to_contain_text(WORDS)
    expect(desk.locator("[name=finding]")).to_have_value("")
    desk.get_by_role("button", name="Put mine into the form").click()
    expect(desk.locator("[name=finding]")).to_have_value(WORDS)


def test_a_choice_that_comes_back_draws_the_form_it_belongs_to(desk: Page, site: str, answered: Claim) -> None:
    desk.goto(f"{site}/desk/claims/{answered.pk}/mark/")
    desk.get_by_label("Open", exact=True).check()
    reason = desk.get_by_label("Reason")
    expect(reason).to_have_value(re.compile("^Open. "))
    desk.get_by_label("Not pursued").check()
    expect(reason).to_have_value("")
    desk.wait_for_function(IS_KEPT, arg="not_pursued")
    desk.reload()
    expect(desk.get_by_label("Not pursued")).to_be_checked()
    expect(desk.get_by_role("button", name="Mark open")).to_be_visible()
    expect(reason).to_have_value("")


def test_half_a_note_is_still_there_when_the_mark_form_opens_beside_it(desk: Page, site: str, answered: Claim) -> None:
    desk.goto(f"{site}/desk/claims/{answered.pk}/")
    desk.get_by_label("New note").fill(WORDS)
    desk.locator("#claim-status").focus()
    desk.keyboard.press("m")
    expect(desk.locator(".mark-form")).to_be_visible()
    expect(desk.get_by_label("New note")).to_have_value(WORDS)
    desk.get_by_role("button", name="Mark denied").click()
    expect(desk.get_by_role("button", name="Undo the mark")).to_be_visible()
    expect(desk.get_by_label("New note")).to_have_value(WORDS)
    desk.get_by_role("button", name="Keep the note").click()
    expect(desk.locator("#claim-notes li")).to_contain_text(WORDS)
    expect(desk.get_by_label("New note")).to_have_value("")
    expect(notice(desk)).to_have_count(0)


@contextmanager
def under_way(desk: Page, address: str) -> Iterator[None]:
    """What is sent to `address` meanwhile is answered at the end."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "POST":
            held.append(route)
        else:
            route.continue_()

    desk.route(address, hold)
    yield
    for route in held:
        route.continue_()
    desk.unroute_all()
    assert held


def test_what_is_typed_on_while_a_note_is_under_way_stays(desk: Page, site: str, answered: Claim) -> None:
    desk.goto(f"{site}/desk/claims/{answered.pk}/")
    note = desk.get_by_label("New note")
    note.fill(WORDS)
    with under_way(desk, "**/notes/"), desk.expect_request("**/notes/"):
        desk.get_by_role("button", name="Keep the note").click()
        note.fill(f"{WORDS} And then")
    expect(desk.locator("#claim-notes li")).to_contain_text(WORDS)
    expect(note).to_have_value(f"{WORDS} And then")
    expect(notice(desk)).to_contain_text("What you sent was saved, and you typed on")
    desk.reload()
    expect(note).to_have_value(f"{WORDS} And then")
    note.fill("And then")
    desk.get_by_role("button", name="Keep the note").click()
    expect(desk.locator("#claim-notes li")).to_have_count(2)
    expect(note).to_have_value("")
    expect(notice(desk)).to_have_count(0)
    desk.wait_for_function(NOTHING_IS_KEPT)
    assert [one.text for one in answered.notes.order_by("pk")] == [WORDS, "And then"]


def test_what_is_typed_on_stays_where_what_was_sent_is_refused(desk: Page, site: str, answered: Claim) -> None:
    desk.goto(f"{site}/desk/claims/{answered.pk}/")
    desk.get_by_role("link", name="Add evidence").click()
    finding = desk.locator(".in-place [name=finding]")
    finding.fill(WORDS)
    with under_way(desk, "**/evidence/new/"), desk.expect_request("**/evidence/new/"):
        desk.locator(".in-place .button-primary").click()
        finding.fill(f"{WORDS} And then")
    expect(desk.get_by_text("Nothing was saved yet.")).to_be_visible()
    expect(finding).to_have_value(f"{WORDS} And then")
    expect(notice(desk)).to_have_count(0)
    desk.reload()
    desk.get_by_role("link", name="Add evidence").click()
    expect(finding).to_have_value(f"{WORDS} And then")


def test_what_is_typed_on_in_a_form_that_closes_waits_for_it_to_open_again(
    desk: Page, site: str, answered: Claim
) -> None:
    mark_in_queue(desk, site)
    with under_way(desk, "**/mark/"), desk.expect_request("**/mark/"):
        desk.get_by_role("button", name="Mark denied").click()
        desk.get_by_label("Reason").fill(f"{WORDS} And then")
    said = desk.locator("#announce")
    expect(said).to_contain_text("What you typed after that was not sent")
    assert Mark.objects.get().reason == WORDS
    said.get_by_role("link", name=f"Mark claim {answered.pk}").click()
    expect(notice(desk)).to_contain_text(f"{WORDS} And then")
    notice(desk).get_by_role("button", name="Discard mine").click()
    desk.goto(f"{site}/desk/")
    desk.wait_for_function(NOTHING_IS_KEPT)


def test_marking_shows_no_notice_on_the_way(desk: Page, site: str, answered: Claim) -> None:
    desk.goto(f"{site}/desk/claims/{answered.pk}/")
    reason = desk.get_by_label("Reason")
    desk.locator("#claim-status").focus()
    desk.keyboard.press("m")
    desk.get_by_label("Open", exact=True).check()
    expect(reason).to_have_value(re.compile("^Open. "))
    desk.wait_for_function(IS_KEPT, arg='"open"')
    reason.press("Escape")
    desk.keyboard.press("d")
    expect(desk.get_by_role("button", name="Mark denied")).to_be_visible()
    expect(reason).to_have_value(re.compile("^Denied"))
    expect(desk.get_by_label("Denied", exact=True)).to_be_checked()
    expect(notice(desk)).to_have_count(0)
    reason.fill("")
    desk.get_by_label("Open", exact=True).check()
    expect(reason).to_have_value(re.compile("^Open. "))
    expect(notice(desk)).to_have_count(0)
    reason.fill(WORDS)
    desk.get_by_label("Denied", exact=True).check()
    expect(desk.get_by_role("button", name="Mark denied")).to_be_visible()
    at_rest(desk)
    expect(reason).to_have_value(WORDS)
    expect(notice(desk)).to_have_count(0)
    desk.get_by_role("button", name="Mark denied").click()
    expect(desk.get_by_role("button", name="Undo the mark")).to_be_visible()
    expect(notice(desk)).to_have_count(0)
    assert Mark.objects.get().reason == WORDS


def test_a_passage_taken_from_a_selection_comes_back_with_its_places(desk: Page, site: str, editor: User) -> None:
    text = "It opens in May. He said: It opens in May."
    second = text.rindex("It opens")
    article = factories.ArticleFactory.create(text=text, by=editor)
    desk.goto(f"{site}/desk/articles/{article.pk}/")
    desk.evaluate(
        """([from, to]) => {
          const node = document.querySelector("#article-text p[data-start]").firstChild;
          document.getSelection().setBaseAndExtent(node, from, node, to);
        }""",
        [second, second + len("It opens")],
    )
    places = {"passage": "It opens", "start": str(second), "end": str(second + len("It opens"))}
    for name, value in places.items():
        expect(desk.locator(f"#lift-form [name={name}]")).to_have_value(value)
    desk.wait_for_function(IS_KEPT, arg="It opens")
    desk.reload()
    for name, value in places.items():
        expect(desk.locator(f"#lift-form [name={name}]")).to_have_value(value)
    # Words typed over them have no place.
    desk.locator("#lift-form [name=passage]").fill("It opens in May")
    expect(desk.locator("#lift-form [name=start]")).to_have_value("")


def test_another_editor_at_the_same_browser_is_shown_nothing(
    desk: Page, site: str, colleague: User, editor: User
) -> None:
    desk.goto(f"{site}/desk/claims/new/")
    type_in(desk, "statement", WORDS)
    sign_in(desk, site, colleague)
    desk.goto(f"{site}/desk/")
    expect(desk.locator("#unsent")).to_be_hidden()
    desk.goto(f"{site}/desk/claims/new/")
    expect(desk.locator("[name=statement]")).to_have_value("")
    sign_in(desk, site, editor)
    desk.goto(f"{site}/desk/claims/new/")
    expect(desk.locator("[name=statement]")).to_have_value(WORDS)
    desk.get_by_role("button", name="Sign out").click()
    expect(desk).to_have_url(f"{site}/")
    desk.wait_for_function(NOTHING_IS_KEPT)


def test_signing_out_of_the_administration_leaves_nothing_behind(desk: Page, site: str, administrator: User) -> None:
    sign_in(desk, site, administrator)
    desk.goto(f"{site}/desk/claims/new/")
    type_in(desk, "statement", WORDS)
    desk.goto(f"{site}/admin/")
    desk.get_by_role("button", name="Log out").click()
    expect(desk).to_have_url(f"{site}/")
    desk.wait_for_function(NOTHING_IS_KEPT)


def test_what_was_typed_before_the_script_arrived_is_kept(desk: Page, site: str) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    desk.route("**/kept*.js", hold)
    with desk.expect_request("**/kept*.js"):
        desk.goto(f"{site}/desk/claims/new/", wait_until="commit")
    desk.locator("#main [name=statement]").fill(WORDS)
    held[0].continue_()
    desk.wait_for_load_state("load")
    desk.locator("#main [name=claimant]").fill("Roads Union")
    desk.wait_for_function(IS_KEPT, arg="Roads Union")
    desk.close(run_before_unload=False)
    tab = desk.context.new_page()
    tab.goto(f"{site}/desk/claims/new/")
    expect(tab.locator("[name=statement]")).to_have_value(WORDS)


def test_no_password_and_no_token_of_the_session_is_kept(desk: Page, site: str, answered: Claim) -> None:
    mark_in_queue(desk, site)
    kept = desk.evaluate("() => JSON.stringify({ ...localStorage })")
    [entry] = [json.loads(text) for text in json.loads(kept).values()]
    assert list(entry["values"]) == ["reason"]
    token = desk.locator("#main .mark-form [name=csrfmiddlewaretoken]").input_value()
    assert token not in kept
    desk.goto(f"{site}/accounts/password/set/")
    desk.locator("[name=password1]").fill("secret words 123")
    desk.goto(f"{site}/desk/")
    assert "secret words" not in desk.evaluate("() => JSON.stringify({ ...localStorage })")


FILL_UP = """() => {
  let text = "y".repeat(1e6);
  for (let number = Date.now(); text.length > 4;) {
    try { localStorage.setItem("other-" + number++, text); } catch { text = text.slice(text.length / 2); }
  }
}"""


def test_where_no_room_is_left_the_oldest_goes_and_then_it_is_said(desk: Page, site: str) -> None:
    desk.goto(f"{site}/desk/claims/new/")
    old = json.dumps({"at": 1, "sent": [], "values": {}, "filler": "x" * 4000})
    desk.evaluate("(old) => localStorage.setItem('onrecord-kept:0:/old#', old)", old)
    desk.evaluate(FILL_UP)
    type_in(desk, "statement", WORDS)
    assert desk.evaluate("() => localStorage.getItem('onrecord-kept:0:/old#')") is None
    expect(desk.locator("#announce")).to_be_empty()
    desk.evaluate(FILL_UP)
    desk.locator("[name=unknowns]").fill("u" * 100)
    expect(desk.locator("#announce")).to_contain_text("no room left to keep what you type")


def test_what_has_no_room_even_by_itself_takes_none_from_what_is_kept(desk: Page, site: str) -> None:
    desk.goto(f"{site}/desk/claims/new/")
    type_in(desk, "statement", WORDS)
    desk.goto(f"{site}/desk/articles/new/")
    desk.evaluate(FILL_UP)
    desk.locator("#main [name=text]").fill("Too long. " * 500)
    expect(desk.locator("#announce")).to_contain_text("no room left to keep what you type")
    assert desk.evaluate(IS_KEPT, WORDS)


def test_the_page_of_a_claim_says_what_was_typed_into_its_forms_that_are_not_open(
    desk: Page, site: str, answered: Claim
) -> None:
    desk.goto(f"{site}/desk/claims/{answered.pk}/")
    desk.get_by_role("link", name="Record whom we asked").click()
    type_in(desk, "note", WORDS)
    desk.goto(f"{site}/desk/claims/{factories.ClaimFactory.create().pk}/")
    waiting = desk.get_by_role("region", name="Typed here and not sent")
    expect(desk.locator("#unsent")).to_be_hidden()
    desk.goto(f"{site}/desk/claims/{answered.pk}/")
    expect(waiting.get_by_role("link")).to_have_count(1)
    desk.get_by_role("link", name="Record whom we asked").click()
    expect(desk.locator("#main [name=note]")).to_have_value(WORDS)
    expect(waiting).to_be_hidden()
