"""The factories themselves: what they make is in the record."""

import pytest

from claims.record import reader
from claims.vocabulary import Status

from .factories import confirmed, denied, denied_on_evidence, full_claim

pytestmark = pytest.mark.django_db


def test_a_full_claim_has_something_of_everything():
    claim = full_claim()

    reading = reader.claims([claim.pk])[claim.pk]

    assert reading.status == Status.DENIED
    assert all([reading.topics, reading.answers, reading.evidence, reading.approaches, reading.appearances])


@pytest.mark.parametrize(
    ("make", "status", "ground"),
    [
        (denied, "denied", "response"),
        (confirmed, "confirmed", "response"),
        (denied_on_evidence, "denied", "evidence"),
    ],
)
def test_a_marked_claim_rests_on_what_it_says(make, status, ground):
    claim = make()

    assert (claim.status, claim.ground) == (status, ground)
