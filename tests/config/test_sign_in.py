"""Signing in: by password with a throttle, by a one-time link, and never for a disabled account."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser, User
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from claims.access import is_editor, sign_in_once_path

from .conftest import PASSWORD


def sign_in(client: Client, username: str, password: str, address: str = "127.0.0.1"):
    return client.post("/accounts/login/", {"login": username, "password": password}, REMOTE_ADDR=address)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def invited(*arguments: str) -> tuple[User, str]:
    output = StringIO()
    call_command("invite", *arguments, stdout=output)
    link = output.getvalue().split()[-1]
    assert link.startswith("http://127.0.0.1:8000/accounts/once/")
    return User.objects.get(username=arguments[0]), link.removeprefix("http://127.0.0.1:8000")


# By password


def test_an_editor_signs_in_and_lands_on_the_desk(client, ava):
    response = sign_in(client, "ava", PASSWORD)
    assert (response.status_code, response.url) == (302, "/desk/")
    assert is_signed_in(client)


def test_the_sign_in_page_has_labels_and_no_sign_up(client, db):
    page = client.get("/accounts/login/")
    assert page.status_code == 200
    assert page.content.count(b"<label") == 2
    assert b"signup" not in page.content.lower()


def test_signing_in_goes_back_to_where_one_wanted_to_go_but_never_to_another_site(client, ava):
    credentials = {"login": "ava", "password": PASSWORD}
    assert client.post("/accounts/login/", credentials | {"next": "/desk/articles/new/"}).url == "/desk/articles/new/"
    client.post("/accounts/logout/")
    assert client.post("/accounts/login/", credentials | {"next": "https://evil.example/"}).url == "/desk/"


def test_signing_out_needs_a_post(client, ava):
    client.force_login(ava)
    assert client.get("/accounts/logout/").status_code == 200
    assert is_signed_in(client)
    assert client.post("/accounts/logout/").status_code == 302
    assert not is_signed_in(client)


def test_who_could_not_be_signed_out_is_not_told_so(committed, client, ava):
    def full(execute, sql, *arguments):
        if sql.startswith("DELETE"):
            raise OperationalError("database or disk is full")
        return execute(sql, *arguments)

    client.force_login(ava)
    with connection.execute_wrapper(full):
        assert client.post("/accounts/logout/").status_code == 503
    assert is_signed_in(client)
    assert "You have signed out." not in client.get("/desk/").content.decode()

    client.post("/accounts/logout/")
    assert "You have signed out." in client.get("/accounts/login/").content.decode()


def test_wrong_tries_on_one_account_are_throttled_from_every_address(client, ava):
    for number in range(20):
        sign_in(client, "ava", "wrong", address=f"192.0.2.{number}")
    sign_in(client, "ava", PASSWORD, address="198.51.100.1")
    assert not is_signed_in(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        sign_in(client, "ava", PASSWORD, address="198.51.100.1")
    assert is_signed_in(client)


def test_wrong_tries_from_one_address_are_throttled_on_every_account(client, ava):
    for number in range(20):
        sign_in(client, f"guess{number}", "wrong", address="192.0.2.1")
    sign_in(client, "ava", PASSWORD, address="192.0.2.1")
    assert not is_signed_in(client)
    sign_in(client, "ava", PASSWORD, address="198.51.100.1")
    assert is_signed_in(client)


def test_too_many_requests_are_answered_in_words(client, db):
    for _ in range(31):
        response = sign_in(client, "nobody", "wrong", address="192.0.2.1")
    assert response.status_code == 429
    assert "Too many tries" in response.content.decode()


def test_the_admin_has_no_sign_in_of_its_own(client, db):
    response = client.get("/admin/login/?next=/admin/")
    assert (response.status_code, response.url) == (302, "/accounts/login/?next=%2Fadmin%2F")
    assert client.post("/admin/login/", {"username": "ava", "password": PASSWORD}).status_code == 302


def test_an_editor_who_is_no_administrator_is_refused_by_the_admin(client, ava):
    client.force_login(ava)
    assert client.get("/admin/", follow=True).status_code == 403


def test_a_disabled_account_is_out_at_its_next_request(client, ava):
    sign_in(client, "ava", PASSWORD)
    ava.is_active = False
    ava.save()
    response = client.get("/desk/")
    assert (response.status_code, response.url) == (302, "/accounts/login/?next=%2Fdesk%2F")


def test_a_disabled_account_cannot_sign_in(client, ava):
    ava.is_active = False
    ava.save()
    sign_in(client, "ava", PASSWORD)
    assert not is_signed_in(client)


def test_addresses_of_sign_up_and_mail_do_not_exist(client, db):
    for path in ["signup/", "email/", "password/reset/", "confirm-email/x/"]:
        assert client.get(f"/accounts/{path}").status_code == 404


# By a one-time link


def test_looking_at_a_link_does_not_spend_it_and_pressing_the_button_signs_in(client, db):
    _, link = invited("cleo")
    for _ in range(2):
        page = client.get(link)
        assert page.status_code == 200
        assert b"Sign in to the desk</button>" in page.content
        assert "no-store" in page["Cache-Control"]
    assert not is_signed_in(client)
    response = client.post(link)
    assert (response.status_code, response.url) == (302, "/desk/")
    assert is_signed_in(client)


def test_a_link_works_once(client, db):
    _, link = invited("cleo")
    client.post(link)
    other = Client()
    for response in [other.get(link), other.post(link)]:
        assert response.status_code == 410
        assert "manage.py invite" in response.content.decode()
    assert not is_signed_in(other)


def test_one_sign_in_spends_every_link_even_within_the_same_second(client, db):
    moment = timezone.now().replace(microsecond=100_000)
    with time_machine.travel(moment, tick=False) as clock:
        user, first = invited("cleo")
        client.post(first)
        user.refresh_from_db()
        second = sign_in_once_path(user)
        clock.shift(timedelta(milliseconds=400))
        assert Client().post(second).status_code == 302
        assert Client().post(second).status_code == 410


def test_a_link_grows_old(client, db):
    _, link = invited("cleo")
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        assert client.post(link).status_code == 410


def test_a_link_of_a_disabled_account_does_not_work(client, db):
    user, link = invited("cleo")
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.post(link).status_code == 410
    user.refresh_from_db()
    assert client.post(sign_in_once_path(user)).status_code == 410


@pytest.mark.parametrize("account", ["MQ", "x", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "4pi6", "LTE"])
def test_an_invented_link_is_answered_like_a_spent_one(client, db, account):
    assert client.post(f"/accounts/once/{account}/c0ffee-0123456789/").status_code == 410


def test_whoever_was_invited_can_choose_a_password(client, db):
    _, link = invited("cleo")
    client.post(link)
    page = client.get("/accounts/password/change/", follow=True)
    assert page.redirect_chain[-1][0] == "/accounts/password/set/"
    response = client.post("/accounts/password/set/", {"password1": "fig tree ladder", "password2": "fig tree ladder"})
    assert (response.status_code, response.url) == (302, "/desk/")
    assert sign_in(Client(), "cleo", "fig tree ladder").status_code == 302


def test_a_short_password_is_refused_next_to_the_field(client, db):
    _, link = invited("cleo")
    client.post(link)
    response = client.post("/accounts/password/set/", {"password1": "figtree", "password2": "figtree"})
    assert "at least 12 characters" in response.content.decode()


# Who is an editor


def test_an_invited_account_is_an_editor_and_no_administrator(db):
    user, _ = invited("cleo", "--email", "cleo@record.example")
    assert is_editor(user)
    assert not user.is_staff
    assert user.email == "cleo@record.example"
    assert not user.has_usable_password()


def test_an_invited_administrator_may_use_the_admin(client, db):
    user, link = invited("cleo", "--admin")
    client.post(link)
    assert client.get("/admin/").status_code == 200
    assert is_editor(user)


def test_inviting_twice_keeps_the_account_and_what_it_may_do(db):
    first, _ = invited("cleo", "--admin", "--email", "cleo@record.example")
    again, _ = invited("cleo")
    assert again == first
    assert again.is_superuser
    assert again.email == "cleo@record.example"


@pytest.mark.parametrize("arguments", [["a b"], ["cleo", "--email", "nowhere"]])
def test_a_name_or_address_that_cannot_be_is_refused(db, arguments):
    with pytest.raises(CommandError):
        call_command("invite", *arguments)
    assert not User.objects.exists()


def test_a_disabled_account_is_not_invited_again(db):
    User.objects.create_user("cleo", is_active=False)
    with pytest.raises(CommandError, match="disabled"):
        call_command("invite", "cleo")


def test_only_active_members_of_the_group_and_administrators_are_editors(editor):
    assert is_editor(editor)
    assert not is_editor(AnonymousUser())
    assert not is_editor(User.objects.create_user("reader"))
    assert is_editor(User.objects.create_superuser("root"))
    editor.is_active = False
    assert not is_editor(editor)


def test_the_desk_sends_the_signed_out_to_sign_in_and_refuses_strangers_in_words(client, db):
    response = client.get("/desk/?status=open")
    assert (response.status_code, response.url) == (302, "/accounts/login/?next=%2Fdesk%2F%3Fstatus%3Dopen")
    client.force_login(User.objects.create_user("reader"))
    response = client.get("/desk/")
    assert response.status_code == 403
    assert "not in the group of editors" in response.content.decode()


def test_a_fragment_is_never_answered_with_a_sign_in_page(client, db):
    response = client.post("/desk/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/?q=1"})
    assert response["HX-Redirect"] == "/accounts/login/?next=%2Fdesk%2F%3Fq%3D1"
    assert response.content == b""
