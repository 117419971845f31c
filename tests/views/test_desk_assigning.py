"""Whom a claim is assigned to, and who has its page open: said to the desk, without touching the record."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims import workflow
from claims.models import Claim, Presence
from tests import factories, htmx


def assign(desk: Client, claim: Claim, to: User | None, **kwargs: Any) -> Any:
    return desk.post(f"/desk/claims/{claim.pk}/assign/", {"once": uuid4(), "to": to.pk if to else ""}, **kwargs)


def test_a_claim_is_assigned_without_a_new_version_and_given_back(desk: Client, colleague: User) -> None:
    claim = factories.ClaimFactory.create()
    response = assign(desk, claim, colleague)
    assert response.status_code == 302
    now = Claim.objects.get(pk=claim.pk)
    assert (now.assigned_to, now.version, now.head_id) == (colleague, claim.version, claim.head_id)
    assign(desk, claim, None)
    assert Claim.objects.get(pk=claim.pk).assigned_to is None


def test_only_editors_are_offered_and_taken(desk: Client, editor: User) -> None:
    User.objects.create_user("reader")
    gone = User.objects.create_user("gone", is_superuser=True, is_active=False)
    claim = factories.ClaimFactory.create()
    form = desk.get(f"/desk/claims/{claim.pk}/assign/").context["assign_form"]
    assert [user.get_username() for user in form.fields["to"].queryset] == ["ava", "factory-editor"]
    for to in [gone.pk, "x", 9**30]:
        response = desk.post(f"/desk/claims/{claim.pk}/assign/", {"once": uuid4(), "to": to})
        assert response.status_code == 422
        assert "There is no such editor." in response.content.decode()
    assert Claim.objects.get(pk=claim.pk).assigned_to is None


def test_what_is_no_longer_on_the_desk_is_assigned_to_nobody(desk: Client, editor: User) -> None:
    claim = factories.withdrawn()
    response = assign(desk, claim, editor)
    assert response.status_code == 422
    assert f"Claim {claim.pk} is no longer on the desk" in response.content.decode()


def test_what_htmx_gets_for_an_assignment_is_as_loaded(desk: Client, editor: User) -> None:
    claim = factories.ClaimFactory.create()
    path = f"/desk/claims/{claim.pk}/assign/"
    page = htmx.Page(desk, path)
    page.press(page.button("Assign to me"))
    assert "This claim is assigned to ava." in page.root.the("announce").words()
    assert page.is_as_loaded()
    assert page.root.find("take-form") is None


# Who else has it open


def beat(client: Client, claim: Claim, shown: str = "") -> Any:
    return client.post(f"/desk/claims/{claim.pk}/presence/", {"shown": shown}, headers={"HX-Request": "true"})


@pytest.fixture
def other_desk(colleague: User) -> Client:
    """The browser of the second editor."""
    client = Client()
    client.force_login(colleague)
    return client


def test_who_has_a_claim_open_is_said_to_others_with_since_when_and_not_again(desk: Client, other_desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    with time_machine.travel("2026-11-22T13:05:00Z", tick=False) as clock:
        assert beat(other_desk, claim).status_code == 204
        clock.shift(timedelta(minutes=1))
        beat(other_desk, claim)
        clock.shift(timedelta(minutes=1))
        first = beat(desk, claim)
        assert "ben has this claim open too, since " in first.content.decode()
        assert ">13:05</time>" in first.content.decode()
        assert beat(desk, claim, shown=first.context["shown"]).status_code == 204
        assert beat(desk, claim, shown="").status_code == 200


def test_who_was_not_heard_of_for_a_minute_and_a_half_is_gone_and_comes_anew(desk: Client, other_desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    with time_machine.travel("2026-11-22T13:05:00Z", tick=False) as clock:
        beat(other_desk, claim)
        shown = beat(desk, claim).context["shown"]
        clock.shift(timedelta(seconds=91))
        left = beat(desk, claim, shown=shown)
        assert left.status_code == 200
        assert "ben" not in left.content.decode()
        beat(other_desk, claim)
        assert ">13:06</time>" in beat(desk, claim).content.decode()


def test_ten_more_on_a_claim_need_no_query_more(desk: Client, other_desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    beat(desk, claim)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert beat(desk, claim).status_code == 200
        return len(captured)

    beat(other_desk, claim)
    before = queries()
    Presence.objects.bulk_create(
        Presence(claim=claim, editor=User.objects.create_user(f"editor-{number}"), seen_at=timezone.now())
        for number in range(10)
    )
    assert queries() == before


def test_a_beat_writes_at_most_every_25_seconds(desk: Client) -> None:
    claim = factories.ClaimFactory.create()

    def writes() -> int:
        with CaptureQueriesContext(connection) as captured:
            beat(desk, claim)
        return sum(query["sql"].startswith(("INSERT", "UPDATE")) for query in captured)

    with time_machine.travel("2026-11-22T13:05:00Z", tick=False) as clock:
        assert writes() == 1
        clock.shift(timedelta(seconds=24))
        assert writes() == 0
        clock.shift(timedelta(seconds=1))
        assert writes() == 1


def test_what_was_open_yesterday_is_forgotten(editor: User) -> None:
    first, second = factories.ClaimFactory.create_batch(2)
    workflow.note_presence(first, by=editor)
    Presence.objects.update(seen_at=timezone.now() - timedelta(days=2))
    workflow.note_presence(second, by=editor)
    assert list(Presence.objects.values_list("claim", flat=True)) == [second.pk]


def test_a_beat_for_no_claim_is_not_found(desk: Client) -> None:
    assert desk.post("/desk/claims/999/presence/").status_code == 404
