"""Evidence at the desk: what its correction tells readers."""

from django.test import Client
from django.urls import reverse

from claims.record import reader
from tests.factories import ClaimFactory, as_shown, assessed


def test_readers_are_told_of_a_correction_in_the_editors_words(desk: Client) -> None:
    claim = ClaimFactory.create()
    url = reverse("evidence_edit", args=[assessed(claim).pk])
    form = desk.get(url).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    changed = {"finding": "It was begun late", "reason": "We misread the log."}
    desk.post(url, shown | changed | as_shown(claim))
    reading = reader.claims([claim.pk])[claim.pk]
    assert (reading.evidence[0].finding, reading.reason) == ("It was begun late", "We misread the log.")
