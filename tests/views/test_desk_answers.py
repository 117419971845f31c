"""Bringing a response on record to a further claim."""

import pytest
from django.forms import ChoiceField
from django.test import Client
from django.urls import reverse

from tests.factories import ClaimFactory, answered


def test_a_response_that_answers_the_claim_is_not_offered_for_it_again(desk: Client) -> None:
    answer, other = answered(ClaimFactory.create()), answered(ClaimFactory.create())
    form = desk.get(reverse("answer_new", args=[answer.claim_id])).context["form"]
    assert list(form.fields["response"].queryset) == [other.response]


@pytest.mark.parametrize("page", ["answer_new", "evidence_new", "approach_new"])
def test_what_is_still_to_be_chosen_is_said_in_one_word_everywhere(desk: Client, page: str) -> None:
    answered(ClaimFactory.create())
    form = desk.get(reverse(page, args=[ClaimFactory.create().pk])).context["form"]
    chosen = [field for field in form.fields.values() if isinstance(field, ChoiceField)]
    assert {label for field in chosen for value, label in field.choices if not str(value)} == {"choose"}
