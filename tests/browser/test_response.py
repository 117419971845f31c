"""Recording a response in a real browser: a new speaker, a copy of what was said, and the marks it may change."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from claims.models import Answer, Capture, Claim, Response
from tests.browser.looks import accessible, at_rest, nothing_wrong
from tests.factories import PNG, ClaimFactory, DraftFactory, SpeakerFactory, answered, denied, kept, ran


@pytest.fixture(autouse=True)
def kept_files(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def answer(page: Page, claim: Claim, kind: str, position: str = "involved") -> None:
    page.locator(f"#id_answer-{claim.pk}-kind").select_option(kind)
    page.locator(f"#id_answer-{claim.pk}-position").select_option(position)


def test_a_response_of_a_new_speaker_with_a_copy_is_recorded_and_its_claims_marked_in_turn(desk: Page, site: str):
    SpeakerFactory.create(name="Dmitry Peskov", description="Kremlin spokesman")
    first, second = ClaimFactory.create(), ClaimFactory.create()
    desk.goto(site + reverse("response_new"))
    kind = desk.get_by_label("If not on record yet")
    expect(kind).to_be_hidden()

    desk.locator("#id_speaker").press_sequentially("dmitry peskov")
    expect(desk.get_by_text("On record: Dmitry Peskov, person, Kremlin spokesman")).to_be_visible()
    expect(kind).to_be_hidden()
    nothing_wrong(desk)
    desk.locator("#id_speaker").fill("Maria Sokolova")
    expect(desk.get_by_text("Not on record yet.")).to_be_visible()
    expect(desk.locator("#id_speaker")).to_be_focused()
    nothing_wrong(desk)

    kind.select_option("person")
    desk.get_by_label("Channel", exact=True).select_option("statement")
    desk.get_by_label("Words exactly as said").fill("הדיווח שגוי")
    assert desk.get_by_label("Words exactly as said").evaluate("e => e.matches(':dir(rtl)')")
    desk.get_by_label("Copy to keep").set_input_files(
        {"name": "screenshot.png", "mimeType": "image/png", "buffer": PNG}
    )
    answer(desk, first, "denies")
    answer(desk, second, "denies")
    desk.get_by_role("button", name="Save and publish").press("Enter")

    expect(desk.get_by_text("1 of 2 to mark after this response")).to_be_visible()
    at_rest(desk).locator("#main").focus()
    nothing_wrong(desk)
    desk.get_by_role("button", name="Mark denied").press("Enter")
    expect(desk.get_by_text("2 of 2 to mark after this response")).to_be_visible()
    expect(desk.locator("#said")).to_contain_text("marked: Denied by")
    desk.get_by_role("link", name="Leave it as it is; done").press("Enter")
    expect(desk.locator("#announce")).to_contain_text("That was the last of them.")

    first.refresh_from_db()
    second.refresh_from_db()
    # In the order of the form, which has the newest first.
    assert (second.status, first.status) == ("denied", "open")
    assert Capture.objects.get().response.speaker.name == "Maria Sokolova"


def test_choosing_a_speaker_fills_in_what_they_were_last_and_another_takes_it_away(desk: Page, site: str):
    peskov, sokolova = SpeakerFactory.create(name="Dmitry Peskov"), SpeakerFactory.create(name="Maria Sokolova")
    answered(ClaimFactory.create(), speaker=peskov, role="Kremlin spokesman", short_form="the Kremlin’s spokesman")
    answered(ClaimFactory.create(), speaker=sokolova, role="minister", short_form="")
    desk.goto(site + reverse("response_new"))
    speaker, role, short = desk.locator("#id_speaker"), desk.locator("#id_role"), desk.locator("#id_short_form")
    expect(speaker).to_be_focused()

    speaker.fill("Dmitry Peskov")
    expect(role).to_have_value("Kremlin spokesman")
    expect(short).to_have_value("the Kremlin’s spokesman")
    expect(desk.locator("#speaker-said")).to_contain_text("It is filled in where nothing is typed")
    nothing_wrong(desk)
    short.fill("Putin’s spokesman")
    speaker.fill("Maria Sokolova")
    expect(role).to_have_value("minister")
    expect(short).to_have_value("Putin’s spokesman")
    speaker.fill("Nobody Yet")
    expect(role).to_have_value("")


def test_an_unnamed_official_is_called_as_pages_will_once_chosen(desk: Page, site: str):
    desk.goto(site + reverse("response_new"))
    desk.locator("#id_speaker").fill("a Kremlin source")
    expect(desk.get_by_text("Not on record yet.")).to_be_visible()

    desk.get_by_label("If not on record yet").select_option("unnamed")

    expect(desk.locator("#speaker-said")).to_contain_text("Pages call them “an unnamed Kremlin source”.")
    expect(desk.get_by_label("If not on record yet")).to_have_value("unnamed")
    nothing_wrong(desk)


def test_a_key_begins_a_response_from_the_queue_and_from_a_claim(desk: Page, site: str):
    first, second = ClaimFactory.create(), ClaimFactory.create()
    desk.goto(site + reverse("desk_queue"))
    desk.keyboard.press("r")
    expect(desk.locator("#announce")).to_contain_text("Go to one first with j or k.")

    desk.keyboard.press("j")
    number = (desk.locator(".queue-row.current").get_attribute("id") or "").removeprefix("claim-row-")
    desk.keyboard.press("r")
    desk.wait_for_url(f"**{reverse('response_new')}?claim={number}")
    assert int(number) in {first.pk, second.pk}

    desk.goto(site + reverse("claim_desk", args=[first.pk]))
    desk.keyboard.press("r")
    desk.wait_for_url(f"**{reverse('response_new')}?claim={first.pk}")


def test_claims_marked_one_after_another_have_the_keys_of_the_queue(desk: Page, site: str):
    SpeakerFactory.create(name="Dmitry Peskov")
    first, second = ClaimFactory.create(), ClaimFactory.create()
    desk.goto(f"{site}{reverse('response_new')}?speaker=Dmitry%20Peskov")
    desk.get_by_label("Channel", exact=True).select_option("statement")
    answer(desk, first, "denies")
    answer(desk, second, "denies")
    desk.locator(".response-form .button-primary").click()
    expect(desk.get_by_text("1 of 2 to mark after this response")).to_be_visible()
    form = at_rest(desk).locator(".mark-form")
    expect(form.get_by_label("Denied", exact=True)).to_be_focused()
    accessible(desk)
    desk.keyboard.press("n")
    expect(form.get_by_label("Open", exact=True)).to_be_focused()
    expect(form.get_by_role("button", name="Mark open")).to_be_visible()
    desk.keyboard.press("d")
    expect(form.get_by_label("Denied", exact=True)).to_be_checked()
    at_rest(desk).keyboard.press("Control+Enter")
    expect(desk.get_by_text("2 of 2 to mark after this response")).to_be_visible()
    expect(desk.locator("#announce")).to_contain_text(f"Claim {second.pk} marked: Denied by")
    expect(at_rest(desk).locator(".mark-form [value=denied]")).to_be_focused()

    desk.keyboard.press("u")
    expect(desk.locator("#announce")).to_contain_text(f"The mark of claim {second.pk} was taken back.")
    expect(at_rest(desk).get_by_text("2 of 2 to mark after this response")).to_be_visible()
    desk.keyboard.press("u")
    expect(desk.locator("#announce")).to_contain_text("There is nothing to undo here.")
    desk.keyboard.press("Escape")
    expect(desk.locator("#announce")).to_contain_text("That was the last of them.")


def test_the_page_of_one_mark_has_the_keys_of_the_queue(desk: Page, site: str):
    claim = ClaimFactory.create()
    answered(claim)
    desk.goto(f"{site}/desk/claims/{claim.pk}/mark/")
    expect(at_rest(desk).locator(".mark-form [value=denied]")).to_be_focused()
    desk.keyboard.press("n")
    expect(desk.locator(".mark-form [value=open]")).to_be_focused()
    at_rest(desk).keyboard.press("Escape")
    expect(desk).to_have_url(f"{site}/desk/claims/{claim.pk}/")


def test_what_the_button_says_is_what_saving_does(desk: Page, site: str):
    public, draft = ClaimFactory.create(), DraftFactory.create()
    desk.goto(site + reverse("response_new"))
    button = desk.locator(".response-form .button-primary")
    expect(button).to_have_text("Save", use_inner_text=True)

    answer(desk, draft, "denies")
    expect(button).to_have_text("Save", use_inner_text=True)
    expect(desk.get_by_text("Nothing becomes public")).to_be_visible()
    answer(desk, public, "denies")
    expect(button).to_have_text("Save and publish", use_inner_text=True)
    answer(desk, public, "")
    expect(button).to_have_text("Save", use_inner_text=True)


def test_a_refused_file_is_told_at_its_field_and_a_taken_one_stays(desk: Page, site: str):
    desk.goto(site + reverse("response_new"))
    desk.get_by_label("Words exactly as said").fill("completely untrue")
    desk.get_by_label("Copy to keep").set_input_files(
        {"name": "photo.png", "mimeType": "image/png", "buffer": b"MZ\x90\x00"}
    )
    desk.locator(".response-form .button-primary").click()
    expect(desk.locator(".error-summary")).to_contain_text("This is no image")
    expect(desk.get_by_label("Words exactly as said")).to_have_value("completely untrue")
    nothing_wrong(desk)

    desk.get_by_label("Copy to keep").set_input_files({"name": "photo.png", "mimeType": "image/png", "buffer": PNG})
    desk.locator(".response-form .button-primary").click()
    expect(desk.get_by_text("“photo.png” was taken in and stays with this form")).to_be_visible()
    assert not Response.objects.exists()


def test_a_kept_page_is_saved_and_never_opened(desk: Page, site: str):
    page = b"<!doctype html><title>opened</title><script>document.title='ran'</script>"
    capture = kept(answered(ClaimFactory.create()).response, page, name="page.html")
    desk.goto(site + reverse("response_edit", args=[capture.response_id]))
    desk.locator("#main").focus()
    nothing_wrong(desk)

    with desk.expect_download() as download:
        desk.get_by_role("link", name="page.html").click()

    assert download.value.suggested_filename == "page.html"
    assert Path(download.value.path()).read_bytes() == page
    assert Answer.objects.count() == 1
    assert "Correct a response" in desk.title()


def test_a_response_is_recorded_without_script(without_script: Page, site: str):
    claim, page = ClaimFactory.create(), without_script
    page.goto(site + reverse("response_new"))
    page.locator("#id_speaker").fill("Maria Sokolova")
    page.get_by_label("If not on record yet").select_option("person")
    page.get_by_label("Channel", exact=True).select_option("statement")
    answer(page, claim, "denies")
    page.locator(".response-form .button-primary").click()
    expect(page.get_by_role("button", name="Mark denied")).to_be_visible()
    assert claim.answers.get().response.speaker.name == "Maria Sokolova"


def test_from_any_field_of_a_response_or_a_mark_ctrl_and_enter_save(desk: Page, site: str):
    SpeakerFactory.create(name="Dmitry Peskov")
    claim = ClaimFactory.create()
    desk.goto(f"{site}{reverse('response_new')}?claim={claim.pk}&speaker=Dmitry%20Peskov")
    desk.get_by_label("Channel", exact=True).select_option("statement")
    answer(desk, claim, "denies")
    desk.get_by_label("Words exactly as said").fill("completely untrue")
    desk.keyboard.press("Control+Enter")
    reason = desk.get_by_label("Reason")
    expect(reason).to_have_value(re.compile("^Denied by"))
    assert Response.objects.get().words == "completely untrue"
    reason.press("Control+Enter")
    expect(desk.locator("#claim-page")).to_contain_text("Denied by Dmitry Peskov")
    assert Answer.objects.get().marks.exists()


def test_what_was_said_stands_beside_what_it_answers_also_from_an_article_and_after_a_refusal(desk: Page, site: str):
    article = ran(ClaimFactory.create()).article
    desk.set_viewport_size({"width": 1280, "height": 900})
    desk.goto(f"{site}{reverse('response_new')}?article={article.pk}")

    def tops() -> list[float]:
        boxes = [desk.locator(f".response-{part}").bounding_box() for part in ("said", "answers")]
        return [box["y"] for box in boxes if box]

    assert len(set(tops())) == 1
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("Nothing was saved yet.")).to_be_visible()
    assert len(set(tops())) == 1


def test_a_claim_chosen_while_looking_is_asked_about(desk: Page, site: str):
    chosen = denied(ClaimFactory.create(statement="The northern ferry will stop in May."))
    desk.goto(site + reverse("response_new"))
    desk.get_by_label("Words exactly as said").fill("completely untrue")
    expect(desk.locator(f"#id_answer-{chosen.pk}-kind")).to_have_count(0)
    desk.get_by_label("Another claim it answers").press_sequentially("northern ferry")
    desk.get_by_role("option", name=re.compile("northern ferry")).click()
    expect(desk.locator(f"#id_answer-{chosen.pk}-kind")).to_be_visible()
    expect(desk.get_by_label("Words exactly as said")).to_have_value("completely untrue")
