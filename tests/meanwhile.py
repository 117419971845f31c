"""What a colleague does between the moment a request has read a row and the moment it writes."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from typing import Any

from django.db import connection
from django.db.models import Model

from claims.record import writing

#: Seconds after which somebody who works at the same time is given up, on a machine that has other things to do, too.
PATIENCE = 120


@contextmanager
def meanwhile(act: Callable[[], object], *, before_writing: type[Model] | None = None) -> Iterator[None]:
    """Inside, `act` happens once, right before the first new row of `before_writing`.

    Without it, before the first transaction; in a test that is one itself that is a savepoint.
    """
    started = f'INSERT INTO "{before_writing._meta.db_table}"' if before_writing else "SAVEPOINT"
    to_do = [act]

    def watch(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        if to_do and sql.startswith(started):
            to_do.pop()()
        return execute(sql, *arguments)

    with connection.execute_wrapper(watch):
        yield
    assert not to_do, "Nothing was written, so nothing happened before it."


class Colleague(Thread):
    """Somebody who does `work` at the same time, with a connection of their own."""

    def __init__(self, work: Callable[[], object]) -> None:
        super().__init__(daemon=True)
        self.work = work
        self.error: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            self.work()
        except BaseException as error:  # raised again where the test waits for it
            self.error = error
        finally:
            connection.close()

    def finish(self) -> None:
        """Wait until all is done. Raises what went wrong."""
        self.join(PATIENCE)
        if self.error is not None:
            raise self.error
        assert not self.is_alive(), f"Not done within {PATIENCE} seconds."


def all_at_once(*work: Callable[[], object]) -> None:
    """Do everything in `work` at the same time."""
    for colleague in [Colleague(one) for one in work]:
        colleague.finish()


def while_held(first: Callable[[], object], second: Callable[[], object]) -> None:
    """Do `second` while `first` is done but not committed; that comes when `second` waits for it. PostgreSQL only."""
    done = Event()

    def hold() -> None:
        try:
            with writing():
                first()
                done.set()
                _wait_until_waited_for(following)
        finally:
            done.set()

    def follow() -> None:
        assert done.wait(PATIENCE)
        second()

    following = Colleague(follow)
    Colleague(hold).finish()
    following.finish()


def crossed(first: Callable[[], object], second: Callable[[], object], *, before: str) -> None:
    """Do `first`; and right `before` a statement of it, a pattern, as much of `second` as it lets. PostgreSQL only."""
    begun: list[Colleague] = []

    def watch(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        if not begun and re.search(before, sql):
            begun.append(Colleague(second))
            _wait_until_done_or_waiting(begun[0])
        return execute(sql, *arguments)

    with connection.execute_wrapper(watch):
        first()
    assert begun, "There was no such statement."
    begun[0].finish()


def _wait_until_done_or_waiting(other: Thread) -> None:
    until = monotonic() + PATIENCE
    while other.is_alive() and not _is_waited_for():
        assert monotonic() < until, "The second came neither to its end nor as far as waiting for the first."
        other.join(0.02)


def _wait_until_waited_for(other: Thread) -> None:
    until = monotonic() + PATIENCE
    while not _is_waited_for():
        assert other.is_alive(), "The second did not wait for the first."
        assert monotonic() < until, "The second did not get as far as waiting for the first."
        other.join(0.02)


def _is_waited_for() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
        )
        return bool(cursor.fetchone()[0])
