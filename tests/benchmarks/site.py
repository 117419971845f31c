"""A real site for a benchmark: its own state directory, its own server, accounts already signed in."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds until the server must answer

SESSION = "benchmarksession0000000000000000"

#: For `prepare`: code that makes editors with a session each. `editor(number)` is signed in with the session key that
#: ends in its number.
PREPARE_EDITORS = """
from django.conf import settings
from django.contrib.auth import SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.auth.models import Group, User
from claims.access import EDITORS

def editor(number):
    user = User.objects.create_user(f"bench-{number}")
    user.groups.add(Group.objects.get_or_create(name=EDITORS)[0])
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session._session_key = f"benchmarksession{number:016d}"
    session.save(must_create=True)
    return user
"""
#: The same with one editor, whose session key is `SESSION`.
PREPARE_EDITOR = PREPARE_EDITORS + "\neditor(0)\n"


@dataclass
class Site:
    """A served site: where it listens, and the environment its commands run in."""

    port: int
    environment: dict[str, str]

    def command(self, *arguments: str, given: str | None = None) -> str:
        """What `manage.py …` prints, in the site's environment."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=PROJECT,
            env=self.environment,
            input=given,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)


@contextmanager
def prepared(*, prepare: str = "") -> Iterator[Site]:
    """A site in its production configuration that is not served, with what the Python code `prepare` puts into it."""
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as state, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        site = Site(port, os.environ | {"ONRECORD_VAR": state, "PORT": str(port)})
        site.command("migrate", "--verbosity", "0")
        if prepare:
            site.command("shell", "--no-imports", "--verbosity", "0", "--command", prepare)
        yield site


@contextmanager
def served(*, prepare: str = "") -> Iterator[Site]:
    """The same, served."""
    with prepared(prepare=prepare) as site, (Path(site.environment["ONRECORD_VAR"]) / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "serve"], cwd=PROJECT, env=site.environment, stdout=log, stderr=log
        )
        try:
            _wait(site)
            yield site
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(PATIENCE)


def _wait(site: Site) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection = site.connection()
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        if time.monotonic() > deadline:
            raise TimeoutError("The server did not start.")
        time.sleep(0.1)


def on_both_databases(module: str, run: Callable[[str], None]) -> None:
    """Do `run` on SQLite and, where one can be started, on PostgreSQL, in a process of its own each: `module` again."""
    if "--here" in sys.argv:
        run(sys.argv[-1])
        return
    command = [sys.executable, "-m", module, "--here"]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    subprocess.run([*command, "SQLite"], cwd=PROJECT, env=environment, check=True)
    # Commits that wait for the disk, as a site's do: a figure without that is none.
    done = subprocess.run(
        [shutil.which("bash") or "bash", "bin/with-postgres", *command, "PostgreSQL"],
        cwd=PROJECT,
        env=os.environ | {"ONRECORD_FSYNC": "on"},
        check=False,
    )
    if done.returncode not in (0, 77):
        raise SystemExit(done.returncode)
