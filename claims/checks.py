"""System checks: what an operator should know about the machine before relying on it."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Info, Tags, Warning, register
from django.db import connection, connections

#: The last SQLite in which two connections that write or checkpoint at the same moment can corrupt a WAL database
#: (https://sqlite.org/wal.html, "the WAL-reset bug").
LAST_AFFECTED_SQLITE = (3, 51, 2)


def uses_sqlite() -> bool:
    return any(connection.vendor == "sqlite" for connection in connections.all())


@register(Tags.compatibility)
def sqlite_is_sound(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Warn about a SQLite that can corrupt the record."""
    if not uses_sqlite() or sqlite3.sqlite_version_info > LAST_AFFECTED_SQLITE:
        return []
    return [
        Warning(
            f"SQLite {sqlite3.sqlite_version} can, rarely, corrupt a database that several processes write to.",
            hint="Install the package pysqlite3 (it is in requirements.txt where a built one exists), use a Python "
            "with SQLite 3.51.3 or newer, or set DATABASE_URL to PostgreSQL.",
            id="claims.W001",
        )
    ]


@register(Tags.compatibility, deploy=True)
def sqlite_version(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Say which SQLite runs, with ``manage.py check --deploy``."""
    if not uses_sqlite():
        return []
    module = getattr(sqlite3, "__name__", "sqlite3")
    return [Info(f"SQLite {sqlite3.sqlite_version}, from the Python package {module}.", id="claims.I001")]


def database_version() -> str:
    """Which database keeps the record, in words: "SQLite 3.53.4"."""
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        [version] = cursor.fetchone()
    return f"PostgreSQL {version.split()[0]}"
