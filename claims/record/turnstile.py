"""One writer at a time, in the order they came.

SQLite lets one connection write and makes the rest poll; with eight editors the unlucky one polls for seconds. So on
SQLite writers first queue at two lock files beside the database: whoever holds the *turnstile* is next and waits for
the *writer* lock, then lets the following one into the turnstile. `flock` wakes waiters in order. PostgreSQL needs none
of it: there the head row of the chain is locked last.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction


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
    with (
        Path(f"{database}-turnstile").open("w") as turnstile,
        Path(f"{database}-writer").open("w") as writer,
    ):
        # Closing a file gives its lock back, also when this process is killed.
        fcntl.flock(turnstile, fcntl.LOCK_EX)
        fcntl.flock(writer, fcntl.LOCK_EX)
        fcntl.flock(turnstile, fcntl.LOCK_UN)
        yield


def _database_file() -> str | None:
    """The SQLite database's path, or None for PostgreSQL and for a database in memory."""
    name = str(connection.settings_dict["NAME"])
    in_memory = ":memory:" in name or "mode=memory" in name
    return None if connection.vendor != "sqlite" or in_memory else name
