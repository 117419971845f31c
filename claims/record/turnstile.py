"""One writer at a time, in about the order they came, and nobody waits for ever.

SQLite lets one connection write and makes the rest poll; with eight editors the unlucky one polls for seconds. So on
SQLite writers first queue at two lock files beside the database: whoever holds the *turnstile* is next and waits for
the *writer* lock, then lets the following one into the turnstile. PostgreSQL needs none of it: there the head row of
the chain is locked last.

A process that was stopped while it wrote would otherwise take every thread of the server with it. Both locks and
SQLite's own are waited for until one deadline, and what is not had by then is told as a locked database is.
"""

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import TextIOWrapper
from pathlib import Path
from time import monotonic, sleep

from django.db import OperationalError, connection, transaction

#: Seconds between two looks at a lock; a writer takes about as long as the longest.
SHORTEST_PAUSE, LONGEST_PAUSE = 0.001, 0.006


@contextmanager
def writing() -> Iterator[None]:
    """One atomic write to the record, in its turn. Also a decorator. Inside another, it is part of that one."""
    if connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    with _turn(), transaction.atomic():
        yield


@contextmanager
def _turn() -> Iterator[None]:
    database = _database_file()
    if database is None:
        yield
        return
    began = monotonic()
    until = began + connection.settings_dict["OPTIONS"]["timeout"]
    # Closing a file gives its lock back, also when this process is killed.
    with ExitStack() as files:
        try:
            turnstile, writer = (
                files.enter_context(Path(f"{database}-{name}").open("w")) for name in ("turnstile", "writer")
            )
            _take(turnstile, began, until)
            _take(writer, began, until, is_next=True)
            fcntl.flock(turnstile, fcntl.LOCK_UN)
        except OSError as error:
            raise OperationalError(f"a lock file beside the database cannot be used: {error}") from error
        with _waiting(until):
            yield


def _take(file: TextIOWrapper, began: float, until: float, *, is_next: bool = False) -> None:
    """Take the lock of `file` as soon as it is free. Raises OperationalError where it is not free by then.

    The kernel would wake waiters in order, but knows no deadline. So each looks by itself: at the turnstile the oftener
    the longer it has waited, so that who came first goes first, near enough; and whoever is next as often as can be, so
    that no time is lost between two writers.
    """
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if (now := monotonic()) >= until:
                raise OperationalError("database is locked: another writer does not come to an end") from error
            pause = SHORTEST_PAUSE if is_next else max(SHORTEST_PAUSE, LONGEST_PAUSE - (now - began) / 20)
            sleep(min(pause, until - now))
        else:
            return


@contextmanager
def _waiting(until: float) -> Iterator[None]:
    """Let SQLite wait for its own lock, which other programs take, no longer than until then."""
    connection.ensure_connection()
    sqlite = connection.connection
    [patience] = sqlite.execute("PRAGMA busy_timeout").fetchone()
    sqlite.execute(f"PRAGMA busy_timeout={max(0, round((until - monotonic()) * 1000))}")
    try:
        yield
    finally:
        if connection.connection is sqlite:
            sqlite.execute(f"PRAGMA busy_timeout={patience}")


def _database_file() -> str | None:
    """The SQLite database's path, or None for PostgreSQL and for a database in memory."""
    name = str(connection.settings_dict["NAME"])
    in_memory = ":memory:" in name or "mode=memory" in name
    return None if connection.vendor != "sqlite" or in_memory else name
