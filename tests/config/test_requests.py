"""What holds for every request: headers, cookies, text that cannot be stored, failures told in words."""

import errno
from uuid import uuid4
from wsgiref.util import setup_testing_defaults

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.test import Client, override_settings
from django.urls import path

from claims.middleware import is_storable
from config.urls import urlpatterns as site_urlpatterns
from config.wsgi import application


def broken_database(request):
    raise OperationalError("database or disk is full")


def full_disk(request):
    raise OSError(errno.ENOSPC, "No space left on device")


def missing_file(request):
    raise FileNotFoundError(errno.ENOENT, "No such file or directory")


def broken_program(request):
    raise ZeroDivisionError


urlpatterns = [
    *site_urlpatterns,
    path("full", broken_database),
    path("full-disk", full_disk),
    path("missing-file", missing_file),
    path("broken", broken_program),
]
handler500 = "claims.views.errors.server_error"


def test_the_policy_allows_nothing_unsafe_and_nobody_elses_content(client):
    policy = client.get("/healthz")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == "'self'"
    assert directives["base-uri"] == "'none'"
    assert directives["form-action"] == "'self'"
    assert directives["frame-ancestors"] == "'none'"


@pytest.mark.parametrize("address", ["/", "/claims/", "/about/", "/healthz", "/readyz", "/no-such-page", "/?q=%00"])
def test_a_reader_gets_no_cookie(client, db, address):
    assert not client.get(address).cookies


@pytest.mark.parametrize(
    "address", ["/?q=%00", "/?q=a%ED%A0%80", "/claims/?q=%ff", "/accounts/login/?next=%00", "/a%00b/"]
)
def test_text_that_no_database_can_keep_is_refused_in_words(client, db, address):
    response = client.get(address)
    assert response.status_code == 400
    assert "characters that cannot be part" in response.content.decode()


@pytest.mark.parametrize("address", ["/desk/", "/accounts/login/", "/admin/"])
def test_a_cookie_that_no_database_can_keep_counts_for_nothing(client, db, address):
    response = client.get(address, headers={"cookie": r'sessionid="\000aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"'})
    assert response.status_code == client.get(address).status_code


@pytest.mark.parametrize("current", ["http://[", "http://%5B", "http://testserver\u2100/desk/"])
def test_a_page_address_that_is_none_is_refused_in_words(client, db, current):
    headers = {"HX-Request": "true", "HX-Current-URL": current, "HX-Current-URL-URI-AutoEncoded": "true"}
    response = client.get("/desk/", headers=headers)
    assert response.status_code == 400
    assert "no such address" in response.content.decode()


@pytest.mark.parametrize(
    "content_type",
    [
        *(f"text/plain; charset={codec}" for codec in ("zlib", "rot13", "undefined", "raw_unicode_escape", "utf-16")),
        "text/plain; charset*=undefined''x",
        f"text/plain; a={'b' * 20_000}",
    ],
)
def test_an_address_is_utf_8_whatever_the_request_says(db, content_type):
    response = _as_served("/claims/", query="q=%5Cud800+%C3%A9", content_type=content_type)
    assert response.status_code == 200
    assert 'value="\\ud800 é"' in response.content.decode()


def test_too_many_parameters_are_refused_whatever_the_request_says(db):
    query = "&".join(f"a{number}=1" for number in range(1_100))
    response = _as_served("/claims/", query=query, content_type="text/plain; charset=utf-8")
    assert response.status_code == 400
    assert "could not be understood" in response.content.decode()


@pytest.mark.parametrize(
    ("sent", "said"), [("a=" + "b" * 9_000_000, "too large"), ("&a=1" * 1_100, "could not be understood")]
)
def test_a_visitor_who_sends_too_much_is_told_so_and_fills_no_log(client, db, caplog, sent, said):
    response = client.post("/accounts/login/", sent, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400
    assert said in response.content.decode()
    assert not caplog.records


def _as_served(path, *, query, content_type):
    """What the server's own application answers, which Django's test client does not go through."""
    environ = {"PATH_INFO": path, "QUERY_STRING": query, "CONTENT_TYPE": content_type, "HTTP_HOST": "127.0.0.1"}
    setup_testing_defaults(environ)
    return application.get_response(application.request_class(environ))


@pytest.mark.parametrize(
    ("quoted", "storable"),
    [
        (b"", True),
        (b"q=ordinary+words", True),
        (b"q=%D0%9F%F0%9F%99%82", True),
        ("q=Пётр".encode(), True),
        (b"q=\xff", False),
        (b"q=%c3%28", False),
        (b"q=%ed%a0%80", False),
        (b"q=%00", False),
        (b"q=%2500", True),
        (b"100%", True),
    ],
)
def test_storable_is_utf8_without_nul(quoted, storable):
    assert is_storable(quoted) is storable


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize("address", ["/full", "/full-disk"])
def test_a_record_that_cannot_be_used_is_told_with_503_and_when_to_try_again(address):
    response = Client(raise_request_exception=False).get(address)
    assert response.status_code == 503
    assert response["Retry-After"] == "10"


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite calls it a database that cannot be used")
def test_a_postgresql_that_takes_no_changes_is_told_and_what_was_typed_is_kept(client, committed, editor):
    client.force_login(editor)
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
        try:
            response = client.post("/desk/claims/new/", {"once": uuid4(), "statement": "The ferry will stop."})
            readiness = client.get("/readyz")
        finally:
            cursor.execute("RESET default_transaction_read_only")
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert "The ferry will stop." in response.content.decode()
    assert (readiness.status_code, readiness.content) == (503, b"not ready: the database takes no changes\n")


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize("address", ["/broken", "/missing-file"])
def test_our_own_mistake_is_a_500_without_its_details(address):
    response = Client(raise_request_exception=False).get(address)
    assert response.status_code == 500
    assert "ZeroDivision" not in response.content.decode()


def test_a_form_without_its_token_is_refused_in_words(db):
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "ava", "password": "x"})
    assert response.status_code == 403
    assert "what you typed" in response.content.decode()


# Health


@pytest.mark.parametrize("method", ["get", "head"])
def test_the_process_answers_without_asking_the_database(client, method):
    # No database is allowed in this test.
    assert getattr(client, method)("/healthz").status_code == 200


def test_health_is_asked_not_told(client, db):
    assert client.post("/healthz").status_code == 405
    assert client.post("/readyz").status_code == 405


def test_a_migrated_database_is_ready(client, db):
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ready\n")


def test_a_database_that_lacks_a_migration_is_not_ready(client, db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'claims'")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response["Retry-After"]
    assert b"lacks migrations" in response.content


def test_a_database_that_is_away_is_not_ready(client, db):
    def away(*arguments):
        raise DatabaseError("gone")

    with connection.execute_wrapper(away):
        response = client.get("/readyz")
    assert response.status_code == 503
    assert b"cannot be reached" in response.content
