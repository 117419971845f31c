"""The server as `make run` starts it: a process of its own, on a port of its own, with state of its own."""

import os
import re
import select
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import CommandError
from django.db import connection

from claims import checks
from claims.management.commands import serve
from claims.models import Claim

#: Seconds for a first start: migrations, static files, the demonstration record, on a busy machine.
FIRST_START = 300
#: Seconds for an answer, or for everything to stop.
PATIENCE = 60


class Site:
    """A site with its own state directory, started and stopped like an operator would."""

    def __init__(self, state: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.log = state / "log"
        self.environment = {name: os.environ[name] for name in ["PATH", "HOME", "LANG"] if name in os.environ} | {
            "ONRECORD_VAR": str(state),
            "PORT": str(self.port),
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start and wait for the first page; the seconds it took."""
        started = time.monotonic()
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                cwd=settings.BASE_DIR,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        while time.monotonic() < started + FIRST_START:
            try:
                # Said once the port is free: until then the workers of a killed server may answer.
                if " is at " in self.log.read_text() and self.get("/healthz")[0] == 200:
                    return time.monotonic() - started
            except OSError:
                pass
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise AssertionError(f"The server did not start:\n{self.log.read_text()}")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired as still_running:
            raise AssertionError(f"The server did not stop:\n{self.log.read_text()}") from still_running

    def get(self, path: str) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def claims(self) -> list[str]:
        return re.findall(r'href="(/claims/\d+/[^"]+)"', self.get("/claims/")[1])


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    yield site
    if site.process is not None and site.process.poll() is None:
        site.process.kill()
        site.process.wait()


def test_a_site_starts_from_nothing_survives_a_kill_and_loads_no_second_demonstration(site):
    site.start()
    said = site.log.read_text()
    assert f"http://127.0.0.1:{site.port}/" in said
    link = re.search(r"/accounts/once/\S+", said)
    assert link
    assert site.get(link[0])[0] == 200
    assert site.get("/readyz") == (200, "ready\n")
    status, home = site.get("/")
    assert status == 200
    style = re.search(r'href="(/static/css/onrecord\.[0-9a-f]{12}\.css)"', home)
    assert style
    assert site.get(style[1])[0] == 200
    claims = site.claims()
    assert claims

    site.stop(signal.SIGKILL)
    site.start()
    assert site.claims() == claims

    assert site.stop() == 0
    with pytest.raises(OSError, match="refused"):
        site.get("/healthz")


def half_sent(port: int, *, length: int) -> socket.socket:
    """A visitor who begins to send a form that never comes."""
    connected = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    headers = [f"Host: 127.0.0.1:{port}", f"Cookie: csrftoken={32 * 'a'}", f"Content-Length: {length}"]
    connected.sendall("\r\n".join(["POST /accounts/login/ HTTP/1.1", *headers, "", "abc"]).encode())
    return connected


def test_forms_that_never_come_keep_no_reader_waiting_and_too_large_ones_are_refused(site):
    site.start()
    with ExitStack() as opened:
        waiting = [opened.enter_context(half_sent(site.port, length=1000)) for _visitor in range(100)]

        for _time in range(3):
            assert site.get("/claims/")[0] == 200

        # None of them was given up meanwhile: the page came in spite of them.
        assert select.select(waiting, [], [], 0)[0] == []
        too_large = opened.enter_context(half_sent(site.port, length=10**9))
        assert too_large.recv(100).startswith(b"HTTP/1.1 413 ")


def test_an_address_a_form_and_its_answer_go_through_the_server_as_they_are(site):
    site.start()
    connection = HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)
    connection.request("GET", "/claims/?q=%C3%BC%E2%98%83", headers={"Accept-Language": "ü".encode()})
    page = connection.getresponse().read().decode()
    assert 'value="ü☃"' in page

    connection.request("GET", "/accounts/login/")
    response = connection.getresponse()
    form = response.read().decode()
    cookie = response.headers["Set-Cookie"].partition(";")[0]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
    assert token
    sent = urlencode({"csrfmiddlewaretoken": token[1], "login": "Zoë", "password": "x" * 300_000}).encode()
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/accounts/login/", body=sent, headers=headers)
    response = connection.getresponse()
    answer = response.read().decode()
    connection.close()
    assert response.status == 200, answer
    assert 'value="Zoë"' in answer

    connection = HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)
    connection.request("HEAD", "/")
    response = connection.getresponse()
    assert (response.status, response.read()) == (200, b"")
    connection.close()


def test_a_taken_port_is_said_in_one_sentence_with_another_to_try(monkeypatch):
    monkeypatch.setattr(serve, "PORT_PATIENCE", 0)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=rf"^Port {port} .* make run PORT=\d+$"):
            serve.refuse_taken_port("127.0.0.1", port)


def test_a_site_with_a_public_address_gets_no_link_and_no_demonstration(db, monkeypatch, settings, capsys):
    settings.SITE_URL = "https://record.example"
    called = []
    monkeypatch.setattr(serve, "call_command", lambda name, **options: called.append(name))
    command = serve.Command()
    serve.prepare(command.stdout, command.stderr, reload=True)
    assert called == ["migrate"]
    assert "/accounts/once/" not in capsys.readouterr().out


def test_the_start_says_which_database_runs_and_warns_of_one_that_can_corrupt_the_record(
    db, monkeypatch, settings, capsys
):
    settings.SITE_URL = "https://record.example"
    monkeypatch.setattr(checks, "uses_sqlite", lambda: True)
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 2))
    command = serve.Command()

    serve.prepare(command.stdout, command.stderr, reload=True)

    said = capsys.readouterr()
    version = sqlite3.sqlite_version if connection.vendor == "sqlite" else ""
    assert f"The record is kept by {connection.display_name} {version}" in said.out
    assert "corrupt a database that several processes write to" in said.err


def test_a_trial_whose_account_was_disabled_prints_no_link(db):
    link = serve.trial_sign_in_link()
    assert link
    User.objects.update(is_active=False)
    assert serve.trial_sign_in_link() is None
    User.objects.all().delete()
    User.objects.create_user("somebody")
    assert serve.trial_sign_in_link() is None


@pytest.mark.django_db
def test_sqlite_counts_large_tables_when_the_site_starts_and_leaves_small_ones_alone() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL counts by itself")
    Claim.objects.create(statement="The bridge opens in May.")
    serve.refresh_statistics()
    assert "sqlite_stat1" not in connection.introspection.table_names()

    Claim.objects.bulk_create(Claim(statement="The bridge opens in May.") for _ in range(serve.SMALL_TABLE))
    serve.refresh_statistics()

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE idx = 'claim_by_state'")
        assert cursor.fetchone() == (1,)
