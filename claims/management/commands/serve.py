"""Set the site up and serve it."""

import hashlib
import multiprocessing
import os
import socket
import sys
import time
from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.db import DatabaseError, connection

from claims import demonstration
from claims.access import sign_in_once_path
from claims.accounts import invite_editor
from claims.away import in_words, is_away
from claims.checks import database_version
from claims.models import Claim
from config import server
from config.environment import DEFAULT_PORT, is_loopback

#: Seconds to wait for the port: the workers of a server that was killed take a moment to notice.
PORT_PATIENCE = 1.5

#: Rows up to which a table is small, whatever is asked of it.
SMALL_TABLE = 1_000

#: The account made at the first start of a trial, which is one whose address is this machine's own.
TRIAL_ACCOUNT = "editor"


class Command(BaseCommand):
    """`serve [--host …] [--reload]`: prints where the site is, of a trial how to sign in, and runs until stopped."""

    help = "Bring the database and the static files up to date, then run the server until it is stopped."
    # `migrate` in `prepare` runs them; twice would only take time.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
        parser.add_argument("--reload", action="store_true", help="Django's own server, restarting when a file changes")

    def handle(self, *, host: str, reload: bool, **options: Any) -> None:
        refuse_taken_port(host, settings.PORT)
        # In a process of its own: the one whose workers will be copies of it must never have opened a connection,
        # taken a lock or started a thread.
        preparation = multiprocessing.get_context("fork").Process(
            target=prepare, args=[self.stdout, self.stderr, reload]
        )
        preparation.start()
        preparation.join()
        if preparation.exitcode:
            sys.exit(1)
        if reload:
            call_command("runserver", f"[{host}]:{settings.PORT}" if ":" in host else f"{host}:{settings.PORT}")
        else:
            server.serve(host, settings.PORT)


def prepare(stdout: OutputWrapper, stderr: OutputWrapper, reload: bool) -> None:
    """Bring everything up to date and say where the site is. What stands in the way is said in a sentence."""
    try:
        # Called from code, a command checks nothing unless it is told to.
        call_command("migrate", interactive=False, verbosity=0, skip_checks=False, stderr=stderr)
        refresh_statistics()
        if not reload:
            collect_static_files()
        stdout.write(f"The record is kept by {database_version()}.")
        stdout.write(f"{settings.SITE_NAME} is at {settings.SITE_URL}/")
        if is_loopback(urlsplit(settings.SITE_URL).hostname or ""):
            call_command("load_demonstration", stdout=stdout)
            link = trial_sign_in_link()
            if link:
                stdout.write(f"Sign in to the desk, once, with {link}")
        port = "" if settings.PORT == DEFAULT_PORT else f"PORT={settings.PORT} "
        stdout.write(f"Sign-in links for others: {port}.venv/bin/python manage.py invite NAME")
    except (DatabaseError, OSError) as error:
        if not is_away(error):
            raise
        stderr.write(in_words(error))
        sys.exit(1)
    except CommandError as error:
        stderr.write(str(error))
        sys.exit(1)


def refresh_statistics() -> None:
    """Let SQLite count its tables anew where they have grown tenfold: without it, it sorts a whole table for a page.

    PostgreSQL does so by itself. Small tables are left alone: what was counted there would mislead once they are large.
    Source: https://www.sqlite.org/pragma.html#pragma_optimize.
    """
    if connection.vendor == "sqlite" and Claim.objects.all()[SMALL_TABLE : SMALL_TABLE + 1].exists():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA optimize = 0x10002")


def refuse_taken_port(host: str, port: int) -> None:
    """Say in one sentence that the port is taken, or the address is not this machine's, before anything is done."""
    patience = time.monotonic() + PORT_PATIENCE
    while True:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                if time.monotonic() > patience:
                    raise CommandError(
                        f"Port {port} on {host} cannot be used: {error.strerror}. Stop what uses it, "
                        f"or choose another: make run PORT={port + 1 if port < 65535 else DEFAULT_PORT}"
                    ) from error
            else:
                return
        time.sleep(0.1)


def collect_static_files() -> None:
    """Collect, compress and name by their content the static files, if any changed since the last time."""
    seen = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            file = os.stat(storage.path(path))
            seen.update(f"{storage.path(path)}|{file.st_size}|{file.st_mtime_ns}\n".encode())
    stamp = settings.VAR_DIR / "static-files"
    if stamp.is_file() and stamp.read_text() == seen.hexdigest() and settings.STATIC_ROOT.is_dir():
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(seen.hexdigest())


def trial_sign_in_link() -> str | None:
    """A one-time link for the trial's administrator, who is made when nobody has an account yet.

    None where that account was removed or disabled since.
    """
    user = User.objects.filter(username=TRIAL_ACCOUNT, is_active=True).first()
    if user is None and not User.objects.exclude(username=demonstration.ACCOUNT).exists():
        user, _ = invite_editor(username=TRIAL_ACCOUNT, administrator=True)
    return f"{settings.SITE_URL}{sign_in_once_path(user)}" if user else None
