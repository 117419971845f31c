"""Bringing a response on record to a further claim."""

from django.test import Client
from django.urls import reverse

from tests.factories import ClaimFactory, answered


def test_a_response_that_answers_the_claim_is_not_offered_for_it_again(desk: Client) -> None:
    answer, other = answered(ClaimFactory.create()), answered(ClaimFactory.create())
    form = desk.get(reverse("answer_new", args=[answer.claim_id])).context["form"]
    assert list(form.fields["response"].queryset) == [other.response]
