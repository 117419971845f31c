"""Bringing a response on record to a further claim."""

from uuid import uuid4

import pytest
from django.forms import ChoiceField
from django.test import Client
from django.urls import reverse

from tests.factories import ClaimFactory, answered, as_shown


def test_a_response_that_answers_the_claim_is_not_offered_for_it_again(desk: Client) -> None:
    answer, other = answered(ClaimFactory.create()), answered(ClaimFactory.create())
    form = desk.get(reverse("answer_new", args=[answer.claim_id])).context["form"]
    assert list(form.fields["response"].queryset) == [other.response]


def test_a_response_chosen_is_taken_where_newer_ones_came_or_others_are_looked_for(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.views.desk.responses.MOST_RESPONSES", 1)
    claim, chosen = ClaimFactory.create(), answered(ClaimFactory.create()).response
    sent = {"once": uuid4(), "response": chosen.pk, "kind": "declines", "position": "subject"} | as_shown(claim)
    answered(ClaimFactory.create())

    for _time in range(2):
        answer = desk.post(reverse("answer_new", args=[claim.pk]), sent)
        assert answer.headers["Location"] == reverse("claim_desk", args=[claim.pk])

    assert claim.answers.get().response == chosen
    again = desk.post(reverse("answer_new", args=[claim.pk]), sent | {"once": uuid4()})
    assert again.status_code == 422
    assert "This response answers the claim by now" in again.content.decode()
    assert claim.answers.count() == 1


@pytest.mark.parametrize("page", ["answer_new", "evidence_new", "approach_new"])
def test_what_is_still_to_be_chosen_is_said_in_one_word_everywhere(desk: Client, page: str) -> None:
    answered(ClaimFactory.create())
    form = desk.get(reverse(page, args=[ClaimFactory.create().pk])).context["form"]
    chosen = [field for field in form.fields.values() if isinstance(field, ChoiceField)]
    assert {label for field in chosen for value, label in field.choices if not str(value)} == {"choose"}
