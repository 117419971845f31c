"""Evidence at the desk: what its correction tells readers."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.models import Claim, Evidence
from claims.record import reader
from claims.vocabulary import Change
from tests.factories import ClaimFactory, as_shown, assessed


def test_readers_are_told_of_a_correction_in_the_editors_words(desk: Client) -> None:
    claim = ClaimFactory.create()
    changed = {"finding": "It was begun late", "reason": "We misread the log."}
    change(desk, claim, assessed(claim), **changed)
    reading = reader.claims([claim.pk])[claim.pk]
    assert (reading.evidence[0].finding, reading.reason) == ("It was begun late", "We misread the log.")
    assert reading.header.change == Change.CORRECTED


def test_a_link_added_to_evidence_is_no_correction(desk: Client) -> None:
    claim = ClaimFactory.create()
    evidence = assessed(claim)
    assert change(desk, claim, evidence, archive_url="https://archive.example/log").status_code == 302
    reading = reader.claims([claim.pk])[claim.pk]
    assert (reading.evidence[0].archive_url, reading.reason) == ("https://archive.example/log", "")
    assert reading.header.change == Change.EVIDENCED

    evidence.refresh_from_db()
    refused = change(desk, claim, evidence, archive_url="https://archive.example/other")
    assert refused.status_code == 422
    assert "This changes what we tell readers: say why." in refused.content.decode()


@pytest.mark.parametrize("field", ["assessed_on", "published_at", "publisher"])
def test_what_readers_are_told_of_evidence_is_added_with_a_reason_alone(desk: Client, field: str) -> None:
    claim = ClaimFactory.create()
    evidence = assessed(claim, assessed_on=None, published_at=None, publisher="")
    added = {field: "2024"}

    refused = change(desk, claim, evidence, **added)

    assert refused.status_code == 422
    assert "reason" in refused.context["form"].errors
    assert refused.context["form"][field].value() == "2024"
    assert change(desk, claim, evidence, **added, reason="It was left out.").status_code == 302
    reading = reader.claims([claim.pk])[claim.pk]
    assert (reading.header.change, reading.reason) == (Change.CORRECTED, "It was left out.")


def change(desk: Client, claim: Claim, evidence: Evidence, **changes: str) -> Any:
    """Send the form as it was shown, but for some of its fields."""
    url = reverse("evidence_edit", args=[evidence.pk])
    form = desk.get(url).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    return desk.post(url, shown | changes | as_shown(claim))
