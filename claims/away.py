"""Whether the record cannot be reached, read or written for the moment, for a reason that is none of the program's."""

import errno

from django.db import DatabaseError, InterfaceError, OperationalError

#: The disk is full, over its quota, or may only be read.
DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
#: What PostgreSQL says where it takes no changes, as after a failover; Django has no name of its own for it.
READ_ONLY = "25006"
NO_TABLE = "42P01"


def is_away(error: BaseException | None) -> bool:
    """Whether `error` passes without our doing: the database is away, locked, full or read-only, or the disk is."""
    if isinstance(error, OSError):
        return error.errno in DISK
    return isinstance(error, OperationalError | InterfaceError) or _sqlstate(error) == READ_ONLY


def lacks_tables(error: BaseException) -> bool:
    """Whether `error` comes of a database that was never migrated."""
    is_missing = _sqlstate(error) == NO_TABLE or str(error).startswith("no such table")
    return isinstance(error, DatabaseError) and is_missing


def in_words(error: BaseException) -> str:
    """What the operator reads of it, in one line."""
    what = "disk" if isinstance(error, OSError) else "database"
    return f"The {what} cannot be used: {' '.join(str(error).split())}"


def _sqlstate(error: BaseException | None) -> str | None:
    return getattr(error.__cause__, "sqlstate", None) if isinstance(error, DatabaseError) else None
