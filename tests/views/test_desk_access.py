"""Who gets into the desk, at every one of its addresses; and no page of it writes by being looked at."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from claims.urls import desk as desk_urls
from tests import factories, htmx

NUMBERS = (
    *("claim_id", "article_id", "appearance_id", "answer_id", "response_id", "evidence_id", "approach_id"),
    *("capture_id", "note_id", "filter_id"),
)
NAMES = ("speaker_id", "outlet_id", "topic_id")


def path_of(pattern: Any, numbers: dict[str, int]) -> str:
    route = str(pattern.pattern)
    for name in (*NUMBERS, *NAMES):
        route = route.replace(f"<number:{name}>", str(numbers.get(name, 1)))
    assert "<" not in route, route
    return f"/{route}"


every_address = pytest.mark.parametrize("pattern", desk_urls, ids=lambda pattern: pattern.name)


@every_address
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.django_db
def test_the_signed_out_are_sent_to_sign_in(client: Client, pattern: Any, method: str) -> None:
    path = path_of(pattern, {})
    response = getattr(client, method)(path)
    assert response.status_code == 302
    back = path if method == "get" else "/desk/"
    assert response.url == f"/accounts/login/?next={quote(back, safe='')}"


@pytest.mark.parametrize("headers", [{"Referer": "http://testserver/desk/claims/7/"}, htmx.headers("/desk/claims/7/")])
@pytest.mark.django_db
def test_what_was_posted_signed_out_leads_back_to_its_page_and_says_that_it_was_not_saved(
    client: Client, headers: dict[str, str]
) -> None:
    sent = client.post("/desk/claims/7/mark/", {"once": "0" * 32}, headers=headers)
    sign_in = sent.headers.get("HX-Redirect") or sent.headers["Location"]
    assert sign_in == f"/accounts/login/?next={quote('/desk/claims/7/', safe='')}"
    assert "so what you sent was not saved" in client.get(sign_in).content.decode()


@pytest.mark.django_db
def test_nobody_is_led_to_another_site_and_pages_that_send_by_themselves_lost_nothing(client: Client) -> None:
    sent = client.post("/desk/claims/7/presence/", headers={"Referer": "https://elsewhere.example/desk/"})
    assert sent.headers["Location"] == f"/accounts/login/?next={quote('/desk/', safe='')}"
    assert "so what you sent was not saved" not in client.get(sent.headers["Location"]).content.decode()


@every_address
@pytest.mark.django_db
def test_htmx_of_the_signed_out_moves_the_whole_page_to_sign_in(client: Client, pattern: Any) -> None:
    response = client.post(path_of(pattern, {}), headers=htmx.headers("/desk/?show=open"))
    assert response.headers["HX-Redirect"].startswith("/accounts/login/?next=")
    assert response.content == b""


@every_address
@pytest.mark.django_db
def test_accounts_that_are_no_editors_are_refused(client: Client, django_user_model: type[User], pattern: Any) -> None:
    client.force_login(django_user_model.objects.create_user("reader"))
    for method in (client.get, client.post):
        assert method(path_of(pattern, {})).status_code == 403


def refuse_writes(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    verb = sql.lstrip().split(" ", 1)[0].upper()
    about_sessions = "django_session" in sql or "auth_user" in sql
    assert about_sessions or verb not in {"INSERT", "UPDATE", "DELETE", "REPLACE"}, sql
    return execute(sql, *rest)


def test_looking_at_the_desk_writes_nothing_and_is_kept_by_nobody(client: Client, editor: User) -> None:
    claim, draft = factories.full_claim(), factories.DraftFactory.create()
    appearance, approach = claim.appearances.get(), claim.approaches.get()
    answer = claim.answers.latest("pk")
    numbers = {
        "claim_id": claim.pk,
        "article_id": appearance.article_id,
        "appearance_id": appearance.pk,
        "answer_id": answer.pk,
        "response_id": answer.response_id,
        "evidence_id": claim.evidence.get().pk,
        "approach_id": approach.pk,
        "speaker_id": answer.response.speaker_id,
        "outlet_id": approach.asker_id or 0,
        "topic_id": claim.topics.get().pk,
        "capture_id": factories.kept(answer.response).pk,
    }
    client.force_login(editor)
    for pattern in desk_urls:
        for path in {path_of(pattern, numbers), path_of(pattern, numbers | {"claim_id": draft.pk})}:
            with connection.execute_wrapper(refuse_writes):
                response = client.get(path)
            assert response.status_code in {200, 302, 405}, (path, response.status_code)
            assert "private" in response.headers["Cache-Control"], path
            assert "HX-Request" in response.headers["Vary"], path
            # Not `close`, which would end the database connection of the test, too.
            for close in response._resource_closers:
                close()
