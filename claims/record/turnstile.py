"""One writer at a time, in about the order they came, and nobody waits for ever.

SQLite lets one connection write and makes the rest poll; with eight editors the unlucky one polls for seconds. So on
SQLite writers first queue at two lock files beside the database: whoever holds the *turnstile* is next and waits for
the *writer* lock, then lets the following one into the turnstile. The kernel wakes them in order. PostgreSQL needs none
of it: there the head row of the chain is locked last.

A process that was stopped while it wrote would otherwise take every thread of the server with it. The locks and
SQLite's own are waited for until one deadline, and what is not had by then is told as a locked database is.
"""

import fcntl
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from io import TextIOWrapper
from pathlib import Path
from threading import BoundedSemaphore, Thread
from time import monotonic

from django.db import OperationalError, connection, transaction

#: So many wait in one process, those included who gave up and whose turn has not come yet: several times its threads.
ROOM = BoundedSemaphore(16)


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
    until = monotonic() + connection.settings_dict["OPTIONS"]["timeout"]
    try:
        writer = _at_once(database) or _in_turn(database, until)
    except OSError as error:
        raise OperationalError(f"a lock file beside the database cannot be used: {error}") from error
    # Closing a file gives its lock back, also when this process is killed.
    with writer, _waiting(until):
        yield


def _take(database: str, *, how: int) -> TextIOWrapper:
    """The file of the writer lock, held. Raises BlockingIOError with LOCK_NB where somebody else has a lock."""
    with Path(f"{database}-turnstile").open("w") as turnstile, ExitStack() as kept:
        writer = kept.enter_context(Path(f"{database}-writer").open("w"))
        fcntl.flock(turnstile, how)
        fcntl.flock(writer, how)
        kept.pop_all()
    return writer


def _at_once(database: str) -> TextIOWrapper | None:
    try:
        return _take(database, how=fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return None


def _in_turn(database: str, until: float) -> TextIOWrapper:
    """Wait for one's turn. Raises OperationalError where it does not come by then.

    The kernel knows no deadline for a lock, so a thread of its own waits for it; where that comes too late, it gives
    the lock back at once.
    """
    if not ROOM.acquire(blocking=False):
        raise OperationalError("database is locked: too many wait for a writer that does not come to an end")
    turn: Future[TextIOWrapper] = Future()

    def wait() -> None:
        try:
            turn.set_result(_take(database, how=fcntl.LOCK_EX))
        except OSError as error:
            turn.set_exception(error)
        finally:
            ROOM.release()

    try:
        Thread(target=wait, name="turnstile", daemon=True).start()
    except RuntimeError as error:
        ROOM.release()
        raise OperationalError(f"no thread can wait for another writer: {error}") from error
    try:
        return turn.result(timeout=until - monotonic())
    except TimeoutError as error:
        turn.add_done_callback(_give_back)
        raise OperationalError("database is locked: another writer does not come to an end") from error


def _give_back(turn: "Future[TextIOWrapper]") -> None:
    if turn.exception() is None:
        turn.result().close()


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
