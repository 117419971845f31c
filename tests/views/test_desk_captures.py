"""Copies kept with responses: taken in with the form or later, and handed out so that nothing in them can run."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims.models import Capture, Response
from tests.factories import PNG, ClaimFactory, DraftFactory, answered, kept
from tests.htmx import parse

PDF = b"%PDF-1.7 the words"
PAGE = b"<!doctype html><script>fetch('/desk/')</script><svg onload=alert(1)>"


@pytest.fixture(autouse=True)
def kept_files(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def data(**changes: Any) -> dict[str, Any]:
    return {
        "once": uuid4(),
        "speaker": "Dmitry Peskov",
        "speaker_kind": "person",
        "heard": "first_hand",
        "channel": "statement",
        "words": "completely untrue",
        **changes,
    }


def a_file(content: bytes = PNG, name: str = "screenshot.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def held_by(html: str) -> str:
    return html.partition('name="held" value="')[2].partition('"')[0]


def test_a_response_is_recorded_with_its_copy(desk, editor):
    assert 'enctype="multipart/form-data"' in desk.get(reverse("response_new")).content.decode()

    answer = desk.post(reverse("response_new"), data(capture=a_file(PDF, "denial.pdf")))

    assert answer.status_code == 302
    capture = Capture.objects.get()
    assert (capture.name, capture.media_type, capture.size) == ("denial.pdf", "application/pdf", len(PDF))
    assert (capture.response.words, capture.kept_by) == ("completely untrue", editor)


def test_a_refused_form_keeps_the_file_so_that_it_is_chosen_once(desk):
    refused = desk.post(reverse("response_new"), data(speaker="", capture=a_file()))
    html = refused.content.decode()
    assert refused.status_code == 422
    assert "“screenshot.png” was taken in and stays with this form" in html
    assert not Capture.objects.exists()

    desk.post(reverse("response_new"), data(held=held_by(html)))

    assert Capture.objects.get().name == "screenshot.png"


def test_looking_for_a_claim_keeps_the_file(desk):
    html = desk.post(reverse("response_new"), data(look="1", find="x", capture=a_file())).content.decode()

    desk.post(reverse("response_new"), data(held=held_by(html)))

    assert Capture.objects.get().name == "screenshot.png"


def test_another_file_replaces_the_one_that_the_form_carries(desk):
    html = desk.post(reverse("response_new"), data(speaker="", capture=a_file())).content.decode()

    desk.post(reverse("response_new"), data(held=held_by(html), capture=a_file(PDF, "better.pdf")))

    assert Capture.objects.get().name == "better.pdf"


def test_a_form_sent_again_from_the_browsers_history_does_not_give_one_file_to_two_responses(desk):
    html = desk.post(reverse("response_new"), data(speaker="", capture=a_file())).content.decode()
    desk.post(reverse("response_new"), data(held=held_by(html)))

    again = desk.post(reverse("response_new"), data(held=held_by(html)))

    assert again.status_code == 422
    assert "The file is no longer kept for this form. Choose it again." in again.content.decode()
    assert Capture.objects.count() == 1


@pytest.mark.parametrize("token", ["x", "a:b:c", "\udcff", "9" * 100_000])
def test_a_made_up_token_is_refused_in_words(desk, token):
    answer = desk.post(reverse("response_new"), data(held=token.encode("utf-8", "replace").decode()))

    assert answer.status_code == 422
    assert "Choose it again." in answer.content.decode()
    assert not Response.objects.exists()


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (a_file(b"MZ\x90\x00", "photo.png"), "This is no image"),
        (a_file(b"", "photo.png"), "The file is empty."),
    ],
)
def test_what_is_not_kept_is_refused_beside_its_field(desk, file, sentence):
    file.seek(0)
    answer = desk.post(reverse("response_new"), data(capture=file))
    html = answer.content.decode()

    assert answer.status_code == 422
    assert sentence in html
    assert "completely untrue</textarea>" in html
    assert not Response.objects.exists()


def test_a_folder_that_cannot_be_written_is_told_and_nothing_typed_is_lost(desk, kept_files):
    kept_files.write_text("in the way")

    answer = desk.post(reverse("response_new"), data(capture=a_file()))
    html = answer.content.decode()

    assert answer.status_code == 503
    assert "the disk is full or cannot be written" in html
    assert "completely untrue</textarea>" in html
    assert not Response.objects.exists()
    assert desk.post(reverse("response_new"), data()).status_code == 302


def test_a_double_click_keeps_one_copy(desk):
    sent = data()
    first = desk.post(reverse("response_new"), sent | {"capture": a_file()})
    second = desk.post(reverse("response_new"), sent | {"capture": a_file()})

    assert first.headers["Location"] == second.headers["Location"]
    assert Capture.objects.count() == Response.objects.count() == 1


# Later


@pytest.mark.parametrize("claim", [ClaimFactory, DraftFactory])
def test_a_copy_is_kept_later_too_and_the_page_says_what_becomes_public(desk, claim):
    claim = claim()
    response = answered(claim).response
    url = reverse("capture_new", args=[response.pk])
    assert ("say so in public" in desk.get(url).content.decode()) is claim.is_public

    answer = desk.post(url, {"once": uuid4(), "capture": a_file()})

    assert answer.headers["Location"] == reverse("response_edit", args=[response.pk]) + "#copies"
    page = desk.get(reverse("response_edit", args=[response.pk])).content.decode()
    assert "screenshot.png" in page
    assert Capture.objects.get().sha256 in page
    assert "copy kept" in desk.get(reverse("claim_desk", args=[claim.pk])).content.decode()


def test_a_double_click_stores_a_later_copy_once(desk, kept_files):
    url = reverse("capture_new", args=[answered(ClaimFactory()).response.pk])
    once = uuid4()

    answers = [desk.post(url, {"once": once, "capture": a_file()}) for _time in range(2)]

    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Capture.objects.count() == 1
    assert len([path for path in kept_files.rglob("*") if path.is_file()]) == 1


def test_another_file_sent_with_a_form_that_was_accepted_is_told_of(desk):
    response = answered(ClaimFactory.create()).response
    address, once = reverse("capture_new", args=[response.pk]), uuid4()
    desk.post(address, {"once": once, "capture": a_file(PNG, "one.png")})

    again = desk.post(address, {"once": once, "capture": a_file(PDF, "other.pdf")})

    assert again.status_code == 422
    assert "What you changed in it since is not saved" in again.content.decode()
    assert [capture.name for capture in response.captures.all()] == ["one.png"]


def test_the_same_file_again_is_refused_in_words(desk):
    response = answered(ClaimFactory()).response
    kept(response)

    answer = desk.post(reverse("capture_new", args=[response.pk]), {"once": uuid4(), "capture": a_file()})

    assert answer.status_code == 422
    assert "This very file is, or was, kept with this response already." in answer.content.decode()


def test_no_file_is_no_copy(desk):
    response = answered(ClaimFactory()).response

    answer = desk.post(reverse("capture_new", args=[response.pk]), {"once": uuid4()})

    assert answer.status_code == 422
    assert "Choose the file to keep." in answer.content.decode()


# Handing out


@pytest.mark.parametrize(
    ("content", "name", "media_type", "disposition"),
    [
        (PNG, "шот.png", "image/png", "inline"),
        (PDF, "denial.pdf", "application/pdf", "attachment"),
        (PAGE, "page.html", "text/html", "attachment"),
        (b'<svg onload="alert(1)"/>', "a.svg", "text/plain", "attachment"),
    ],
)
def test_a_kept_file_is_handed_out_so_that_it_cannot_run(desk, content, name, media_type, disposition):
    capture = kept(answered(ClaimFactory()).response, content, name=name)

    answer = desk.get(reverse("capture_file", args=[capture.pk]))

    assert b"".join(answer.streaming_content) == content
    for close in answer._resource_closers:
        close()
    assert answer.headers["Content-Type"] == media_type
    assert answer.headers["Content-Disposition"].startswith(disposition)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_kept_file_that_is_gone_is_told_in_words(desk):
    capture = kept(answered(ClaimFactory()).response)
    Path(capture.file.path).unlink()

    answer = desk.get(reverse("capture_file", args=[capture.pk]))

    assert answer.status_code == 404
    assert "The kept file cannot be read" in answer.content.decode()
    assert desk.get(reverse("response_edit", args=[capture.response_id])).status_code == 200


def test_a_hostile_name_is_shown_as_text(desk):
    capture = kept(answered(ClaimFactory()).response, name="<img src=x onerror=alert(1)>.png")

    page = desk.get(reverse("response_edit", args=[capture.response_id])).content.decode()

    assert "<img" not in page
    parse(page)


def test_copies_cost_a_page_no_query_each(desk, django_assert_max_num_queries):
    claim = ClaimFactory()
    response = answered(claim).response
    kept(response)
    pages = [reverse(name, args=[response.pk]) for name in ("response_edit", "capture_new")]
    pages.append(reverse("claim_desk", args=[claim.pk]))
    before = [_queries(desk, page, django_assert_max_num_queries) for page in pages]

    for number in range(10):
        kept(response, PNG + bytes([number]))

    assert [_queries(desk, page, django_assert_max_num_queries) for page in pages] == before


def _queries(desk, page, limit) -> int:
    with limit(100) as queries:
        desk.get(page)
    return len(queries)
