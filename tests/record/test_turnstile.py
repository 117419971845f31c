"""Writers come one at a time, in turn, and a part of a write is part of the whole."""

import fcntl
import sqlite3
from contextlib import closing
from functools import partial
from threading import Barrier, BoundedSemaphore, Event
from time import monotonic

import pytest
from django.db import OperationalError, connection, transaction

from claims import workflow
from claims.models import ChainHead, Claim, Revision
from claims.record import append, turnstile, writing
from claims.record.verify import verify
from claims.vocabulary import Change, State, Status
from tests.factories import ClaimFactory, answered
from tests.meanwhile import PATIENCE, Colleague, all_at_once

on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL locks the end of the chain instead")
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has lock files instead")


def is_free(lock: str) -> bool:
    """Whether another writer could take the lock now."""
    with open(f"{connection.settings_dict['NAME']}-{lock}", "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@on_sqlite
def test_who_writes_holds_the_writer_lock_and_lets_the_next_into_the_turnstile(committed):
    with writing():
        assert not is_free("writer")
        assert is_free("turnstile")

    assert is_free("writer")


@on_sqlite
def test_whoever_came_first_writes_first(committed):
    written = Event()

    def write():
        with writing():
            written.set()

    with open(f"{connection.settings_dict['NAME']}-turnstile", "w") as turnstile:
        fcntl.flock(turnstile, fcntl.LOCK_EX)
        waiting = Colleague(write)
        # Nobody holds the writer lock, and still it is somebody else's turn.
        assert is_free("writer")
        assert not written.wait(0.3)
    waiting.finish()
    assert written.is_set()


@on_sqlite
def test_a_failed_write_gives_the_lock_back(committed):
    with pytest.raises(RuntimeError), writing():
        raise RuntimeError

    assert is_free("writer")


def _write() -> None:
    with writing():
        pass


@pytest.fixture
def short_patience(monkeypatch: pytest.MonkeyPatch) -> float:
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 1.0)
    return 1.0


@on_sqlite
@pytest.mark.parametrize("lock", ["turnstile", "writer"])
def test_nobody_waits_without_end_for_a_writer_that_was_stopped(committed, short_patience, lock):
    with open(f"{connection.settings_dict['NAME']}-{lock}", "w") as stopped:
        fcntl.flock(stopped, fcntl.LOCK_EX)
        began = monotonic()
        for waiting in [Colleague(_write) for _one in range(3)]:
            with pytest.raises(OperationalError, match="locked"):
                waiting.finish()
        assert monotonic() - began < 2.5 * short_patience

    _write()


@on_sqlite
def test_where_too_many_wait_already_the_next_is_told_at_once(committed, monkeypatch):
    monkeypatch.setattr(turnstile, "ROOM", BoundedSemaphore(1))
    with open(f"{connection.settings_dict['NAME']}-writer", "w") as stopped:
        fcntl.flock(stopped, fcntl.LOCK_EX)
        turnstile.ROOM.acquire()
        with pytest.raises(OperationalError, match="too many wait"):
            _write()
    turnstile.ROOM.release()

    _write()


@on_sqlite
def test_where_no_thread_can_be_made_a_place_is_given_back(committed, monkeypatch):
    def none_left(_thread):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(turnstile, "ROOM", BoundedSemaphore(1))
    monkeypatch.setattr(turnstile.Thread, "start", none_left)
    with open(f"{connection.settings_dict['NAME']}-writer", "w") as stopped:
        fcntl.flock(stopped, fcntl.LOCK_EX)
        for _time in range(2):
            with pytest.raises(OperationalError, match="no thread"):
                _write()

    _write()


@on_sqlite
def test_all_who_wait_for_another_program_are_told_at_the_same_time(committed, short_patience):
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as another_program:
        another_program.execute("BEGIN IMMEDIATE")
        began = monotonic()
        for waiting in [Colleague(_write) for _one in range(4)]:
            with pytest.raises(OperationalError, match="locked"):
                waiting.finish()
        assert monotonic() - began < 2.5 * short_patience


@on_postgresql
def test_nobody_waits_without_end_for_the_end_of_the_chain(committed):
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("10s",)

    def append():
        with writing(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '1ms'")
            ChainHead.objects.select_for_update().get()

    ChainHead.objects.get_or_create(pk=1)
    with transaction.atomic():
        ChainHead.objects.select_for_update().get()
        with pytest.raises(OperationalError, match="lock timeout"):
            Colleague(append).finish()


@on_sqlite
def test_after_a_write_sqlite_waits_as_long_as_ever(committed):
    def patience() -> int:
        with connection.cursor() as cursor:
            return int(cursor.execute("PRAGMA busy_timeout").fetchone()[0])

    before = patience()
    _write()

    assert patience() == before


@on_sqlite
def test_lock_files_that_cannot_be_opened_are_a_database_that_cannot_be_used(committed, monkeypatch, tmp_path):
    (tmp_path / "record-turnstile").mkdir()
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "record"))

    with pytest.raises(OperationalError, match="lock file"):
        _write()


def test_a_write_within_a_write_is_part_of_it(committed, editor):
    class Undone(Exception):
        """What goes wrong after the inner writes."""

    @writing()
    def two_writes_and_an_error():
        workflow.publish_claim(workflow.draft_claim(statement="It opened.", by=editor), by=editor)
        raise Undone

    with pytest.raises(Undone):
        two_writes_and_an_error()

    assert not Revision.objects.exists()
    assert not Claim.objects.exists()


def test_nothing_is_appended_outside_a_write(committed, editor):
    claim = workflow.draft_claim(statement="It opened.", by=editor)
    claim.state = State.PUBLIC

    with pytest.raises(RuntimeError, match="inside"):
        append(claim, Change.PUBLISHED, by=editor)

    assert not Revision.objects.exists()


def test_editors_who_mark_at_once_all_mark(committed, editor):
    claims = [(claim, answered(claim)) for claim in (ClaimFactory() for _ in range(4))]
    for claim, _ in claims:
        claim.refresh_from_db()

    def mark(claim, answer):
        for turn in range(3):
            claim.refresh_from_db()
            status = Status.OPEN if turn % 2 else Status.DENIED
            workflow.mark_claim(
                claim,
                based_on=claim.version,
                status=status,
                answers=[answer.pk] if status == Status.DENIED else [],
                reason="As recorded.",
                by=editor,
            )

    all_at_once(*[partial(mark, *pair) for pair in claims])

    assert Revision.objects.filter(change__in=["marked", "reopened"]).count() == 12
    verify()


def test_of_two_who_mark_one_claim_at_once_one_wins_and_the_other_is_told(committed, editor, colleague):
    claim = ClaimFactory()
    answer = answered(claim)
    claim.refresh_from_db()
    start = Barrier(2, timeout=PATIENCE)
    outcomes: list[str] = []

    def mark(by):
        seen = Claim.objects.get(pk=claim.pk)
        based_on = seen.version
        start.wait()
        try:
            workflow.mark_claim(
                seen, based_on=based_on, status=Status.DENIED, answers=[answer.pk], reason="Mine.", by=by
            )
            outcomes.append("won")
        except workflow.Conflict:
            outcomes.append("told")

    all_at_once(partial(mark, editor), partial(mark, colleague))

    assert sorted(outcomes) == ["told", "won"]
    assert Revision.objects.filter(change="marked").count() == 1
