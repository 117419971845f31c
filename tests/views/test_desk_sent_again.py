"""A form sent again: the same is a retry and changes nothing; what was changed in it since is told of, and kept."""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from claims.models import Claim, Evidence, Submission
from tests.factories import ClaimFactory, DraftFactory, answered, as_shown, assessed
from tests.htmx import Page, parse
from tests.views.test_desk_reworded import form_on

NOT_SAVED = "This was saved already, as it was first sent. What you changed in it since is not saved"


def evidence(claim: Claim, **typed: Any) -> tuple[str, dict[str, Any]]:
    said = {"title": "Log", "bearing": "contradicts", "assessed_by": "the court", "finding": "Not begun.\nNot at all."}
    return reverse("evidence_new", args=[claim.pk]), {"once": uuid4()} | said | as_shown(claim) | typed


def test_the_same_sent_again_however_its_lines_end_is_accepted_once(desk):
    address, sent = evidence(ClaimFactory())

    first = desk.post(address, sent)
    again = desk.post(address, sent | {"finding": "Not begun.\r\nNot at all.", "csrfmiddlewaretoken": "another"})

    assert (again.status_code, again.headers["Location"]) == (302, first.headers["Location"])
    assert Evidence.objects.count() == 1


def test_what_was_changed_since_is_not_taken_for_saved_and_is_sent_as_another_form(desk):
    address, sent = evidence(ClaimFactory())
    page = Page(desk, address)
    desk.post(address, sent)

    answer = desk.post(address, sent | {"finding": "Half begun."})

    assert answer.status_code == 422
    assert NOT_SAVED in answer.content.decode()
    assert [item.finding for item in Evidence.objects.all()] == ["Not begun.\nNot at all."]
    page.root = parse(answer.content.decode())
    kept = page.values(form_on(page))
    assert kept["finding"] == ["Half begun."]
    assert desk.post(address, kept).status_code == 302
    assert desk.post(address, kept).status_code == 302
    assert [item.finding for item in Evidence.objects.order_by("pk")][1:] == ["Half begun."]


def test_of_what_is_on_record_both_sides_are_shown_next(desk):
    item = assessed(ClaimFactory())
    address = reverse("evidence_edit", args=[item.pk])
    page = Page(desk, address)
    sent = page.values(form_on(page)) | {"finding": ["First."], "reason": ["Misread."]}
    desk.post(address, sent)

    answer = desk.post(address, sent | {"finding": ["Second."]})
    page.root = parse(answer.content.decode())
    conflict = desk.post(address, page.values(form_on(page)))

    assert (answer.status_code, conflict.status_code) == (422, 409)
    assert "First.</dd>" in conflict.content.decode()
    assert "Second.</dd>" in conflict.content.decode()
    item.refresh_from_db()
    assert item.finding == "First."


@pytest.mark.parametrize("name", ["claim_reword", "claim_split"])
def test_a_decision_sent_again_otherwise_is_told_of_too(desk, name):
    claim = DraftFactory()
    answer = answered(claim)
    claim.refresh_from_db()
    address = reverse(name, args=[claim.pk])
    page = Page(desk, address)
    typed = {"statement": "It opens in July.", "statement_1": "It is new.", "reason": "Clearer."}
    sent = page.values(form_on(page)) | typed | {f"answers_{answer.pk}": ["0"], f"answer_{answer.pk}": "yes"}
    assert desk.post(address, sent).status_code == 302

    assert desk.post(address, sent).status_code == 302
    again = desk.post(address, sent | {"reason": "Another."})

    assert again.status_code == 422
    assert NOT_SAVED in again.content.decode()


def test_a_form_accepted_before_its_content_was_kept_is_accepted_once(desk, editor):
    address, sent = evidence(ClaimFactory())
    Submission.objects.create(token=sent["once"], user=editor, location="/desk/")

    assert desk.post(address, sent).headers["Location"] == "/desk/"
    assert not Evidence.objects.exists()
