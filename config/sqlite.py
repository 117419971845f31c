"""The SQLite this process uses: a built one newer than the system's where the package pysqlite3 is installed.

Versions up to 3.51.2 can corrupt a database in WAL mode: ``docs/decisions/sqlite-version.md``. The package stands in
for the standard library's module. It lacks one method that Django asks for, which is added here and nothing else.
"""

import sys
from importlib.util import find_spec
from typing import Any

#: SQLite's own numbers for the two limits that Django asks about, and how the library says what it was built with.
LIMITS = {"SQLITE_LIMIT_COLUMN": (2, "MAX_COLUMN"), "SQLITE_LIMIT_VARIABLE_NUMBER": (9, "MAX_VARIABLE_NUMBER")}

#: What ``OPTIONS["factory"]`` of a SQLite database must be, or nothing.
connection_options: dict[str, Any] = {}


def install() -> None:
    """Put pysqlite3 in the place of ``sqlite3``, if it is installed and was not put there before."""
    if find_spec("pysqlite3") is None or connection_options:
        return
    import pysqlite3  # noqa: PLC0415  only where it is installed
    from pysqlite3 import dbapi2  # noqa: PLC0415

    with dbapi2.connect(":memory:") as connection:
        options = dict(row[0].partition("=")[::2] for row in connection.execute("PRAGMA compile_options"))
    limits = {}
    for name, (number, option) in LIMITS.items():
        setattr(pysqlite3, name, number)
        setattr(dbapi2, name, number)
        limits[number] = int(options[option])

    class Connection(dbapi2.Connection):
        def getlimit(self, category: int) -> int:
            """The limit the library was built with; nobody here lowers one."""
            return limits[category]

    connection_options["factory"] = Connection
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = dbapi2
