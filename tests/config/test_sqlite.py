"""Which SQLite runs, and that the operator is told of one that can corrupt the record."""

import sqlite3
from importlib.util import find_spec

import pytest
from django.core.checks import run_checks
from django.db import connection

from claims import checks

# Django's own checks ask the database what it can do.
pytestmark = pytest.mark.django_db


@pytest.fixture
def only_on_sqlite() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")


def messages(*, deploy: bool = False) -> list[str]:
    return [str(message.id) for message in run_checks(include_deployment_checks=deploy)]


@pytest.mark.skipif(find_spec("pysqlite3") is None, reason="there is no built SQLite for this machine")
def test_the_built_sqlite_is_used_where_it_is_installed():
    assert sqlite3.__name__ == "pysqlite3"


@pytest.mark.usefixtures("only_on_sqlite")
def test_a_sound_sqlite_is_passed_and_an_affected_one_warned_of(monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 3))
    assert "claims.W001" not in messages()
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 2))
    assert "claims.W001" in messages()


@pytest.mark.usefixtures("only_on_sqlite")
def test_the_deployment_check_says_which_sqlite_runs():
    assert "claims.I001" in messages(deploy=True)


def test_postgresql_needs_no_word_about_sqlite(monkeypatch):
    monkeypatch.setattr(checks, "uses_sqlite", lambda: False)
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    assert "claims.W001" not in messages()


@pytest.mark.usefixtures("only_on_sqlite")
def test_the_database_runs_as_configured(db):
    with connection.cursor() as cursor:
        values = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in [
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "recursive_triggers",
                "secure_delete",
                "busy_timeout",
            ]
        }
    assert values == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "secure_delete": 1,
        "busy_timeout": 10_000,
    }


@pytest.mark.usefixtures("only_on_sqlite")
def test_many_rows_can_be_written_at_once(db):
    assert connection.features.max_query_params > 30_000
