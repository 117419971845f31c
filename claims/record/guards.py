"""Database triggers that refuse to rewrite the record, on SQLite and on PostgreSQL.

Refused: UPDATE, DELETE, REPLACE and TRUNCATE of revisions, documents and articles' frozen texts. Two exceptions: a
document may be deleted once a `withheld` revision names it, and a text while nobody outside knows its article. A
migration that rebuilds a table drops its triggers on SQLite without a word, so `install` runs after every `migrate` and
restores what is missing.
"""

from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

REVISION, DOCUMENT, TEXT = "claims_revision", "claims_document", "claims_articleversion"
REFUSAL = "The record only grows: {table} refuses {operation}."

_WITHHELD = f"EXISTS (SELECT 1 FROM {REVISION} WHERE change = 'withheld' AND withholds = OLD.revision_id)"
_PRIVATE = "NOT EXISTS (SELECT 1 FROM claims_article WHERE id = OLD.article_id AND head_id IS NOT NULL)"
# A question for each index: asked all in one, SQLite reads every revision for it.
_SAME_REVISION = " OR ".join(
    f"EXISTS (SELECT 1 FROM {REVISION} WHERE {same})"
    for same in (
        "sequence = NEW.sequence",
        "digest = NEW.digest",
        "kind = NEW.kind AND subject = NEW.subject AND number = NEW.number",
        "withholds = NEW.withholds",
    )
)
_SAME_DOCUMENT = f"EXISTS (SELECT 1 FROM {DOCUMENT} WHERE revision_id = NEW.revision_id)"
_SAME_TEXT = " OR ".join(
    f"EXISTS (SELECT 1 FROM {TEXT} WHERE {same})"
    for same in ("id = NEW.id", "article_id = NEW.article_id AND number = NEW.number")
)

# SQLite. Name: (table, operation, condition under which it is refused).
_SQLITE = {
    "record_revision_update": (REVISION, "UPDATE", ""),
    "record_revision_delete": (REVISION, "DELETE", ""),
    # SQLite's REPLACE deletes without firing a DELETE trigger, so a second row is refused before it comes.
    "record_revision_replace": (REVISION, "INSERT", f"WHEN {_SAME_REVISION}"),
    "record_document_update": (DOCUMENT, "UPDATE", ""),
    "record_document_delete": (DOCUMENT, "DELETE", f"WHEN NOT {_WITHHELD}"),
    "record_document_replace": (DOCUMENT, "INSERT", f"WHEN {_SAME_DOCUMENT}"),
    "record_text_update": (TEXT, "UPDATE", ""),
    "record_text_delete": (TEXT, "DELETE", f"WHEN NOT ({_PRIVATE})"),
    "record_text_replace": (TEXT, "INSERT", f"WHEN {_SAME_TEXT}"),
}
#: Those that look into another table, which SQLite then does not rebuild.
_LOOK_ELSEWHERE = ("record_document_delete", "record_text_delete")

_RAISE = (
    "RAISE EXCEPTION 'The record only grows: % refuses %.', TG_TABLE_NAME, TG_OP "
    "USING ERRCODE = 'integrity_constraint_violation';"
)


@dataclass(frozen=True)
class _Trigger:
    """One of PostgreSQL's, always BEFORE: on what it fires, and the function that refuses."""

    table: str
    operations: tuple[str, ...]
    level: str
    function: str

    @property
    def type(self) -> int:
        """The same as PostgreSQL keeps it (`tgtype`; source: its `catalog/pg_trigger.h`)."""
        bits = {"ROW": 1, "STATEMENT": 0, "BEFORE": 2, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}
        return sum(bits[part] for part in (self.level, "BEFORE", *self.operations))


_FUNCTIONS = {
    "record_refuse": f" BEGIN {_RAISE} END ",
    "record_refuse_unless_withheld": f" BEGIN IF {_WITHHELD} THEN RETURN OLD; END IF; {_RAISE} END ",
    "record_refuse_unless_private": f" BEGIN IF {_PRIVATE} THEN RETURN OLD; END IF; {_RAISE} END ",
}
_POSTGRESQL = {
    "record_revision_rewrite": _Trigger(REVISION, ("UPDATE", "DELETE"), "ROW", "record_refuse"),
    "record_revision_truncate": _Trigger(REVISION, ("TRUNCATE",), "STATEMENT", "record_refuse"),
    "record_document_update": _Trigger(DOCUMENT, ("UPDATE",), "ROW", "record_refuse"),
    "record_document_delete": _Trigger(DOCUMENT, ("DELETE",), "ROW", "record_refuse_unless_withheld"),
    "record_document_truncate": _Trigger(DOCUMENT, ("TRUNCATE",), "STATEMENT", "record_refuse"),
    "record_text_update": _Trigger(TEXT, ("UPDATE",), "ROW", "record_refuse"),
    "record_text_delete": _Trigger(TEXT, ("DELETE",), "ROW", "record_refuse_unless_private"),
    "record_text_truncate": _Trigger(TEXT, ("TRUNCATE",), "STATEMENT", "record_refuse"),
}


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of the guards that do not stand on this database, or not as `install` makes them."""
    if connection.vendor == "sqlite":
        made = {name: _sqlite_trigger(name) for name in _SQLITE}
        question = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'record_%'"
    else:
        made = {name: _as_kept(trigger) for name, trigger in _POSTGRESQL.items()}
        question = (
            "SELECT tgname, concat_ws(' ', relname, tgtype, tgattr, tgqual, tgenabled, proname, prosrc)"
            " FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid"
            " WHERE NOT tgisinternal AND pg_table_is_visible(tgrelid) AND tgname LIKE 'record_%'"
        )
    with connection.cursor() as cursor:
        cursor.execute(question)
        stands = dict(cursor.fetchall())
    return {name for name, said in made.items() if stands.get(name) != said}


def tables_exist(connection: BaseDatabaseWrapper) -> bool:
    """Whether the guarded tables are there; not so after migrating back to nothing."""
    return {REVISION, DOCUMENT, TEXT} <= set(connection.introspection.table_names())


def install(connection: BaseDatabaseWrapper) -> None:
    """Put up every guard, replacing those that stand. Safe to repeat."""
    statements = _sqlite_statements() if connection.vendor == "sqlite" else _postgresql_statements()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def make_way(connection: BaseDatabaseWrapper) -> None:
    """Lift the guards that would stop SQLite from rebuilding a table: those that look into another table.

    `install` restores them after the migration. If that fails half-way, `verify_record` says which are missing.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name in _LOOK_ELSEWHERE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take the guards down, for tests that empty the database. `install` restores them."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in _SQLITE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            for name, trigger in _POSTGRESQL.items():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {trigger.table}")


def _sqlite_trigger(name: str) -> str:
    table, operation, condition = _SQLITE[name]
    message = REFUSAL.format(table=table, operation="REPLACE" if operation == "INSERT" else operation)
    return (
        f"CREATE TRIGGER {name} BEFORE {operation} ON {table} {condition} BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def _sqlite_statements() -> list[str]:
    return [sql for name in _SQLITE for sql in (f"DROP TRIGGER IF EXISTS {name}", _sqlite_trigger(name))]


def _postgresql_statements() -> list[str]:
    statements = [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${source}$$"
        for name, source in _FUNCTIONS.items()
    ]
    for name, trigger in _POSTGRESQL.items():
        statements += [
            f"CREATE OR REPLACE TRIGGER {name} BEFORE {' OR '.join(trigger.operations)} ON {trigger.table} "
            f"FOR EACH {trigger.level} EXECUTE FUNCTION {trigger.function}()",
            # ALWAYS: also in a session that replays changes as a replica.
            f"ALTER TABLE {trigger.table} ENABLE ALWAYS TRIGGER {name}",
        ]
    return statements


def _as_kept(trigger: _Trigger) -> str:
    """What PostgreSQL's catalogue says of it: for all columns, without a condition, always on."""
    return f"{trigger.table} {trigger.type}  A {trigger.function} {_FUNCTIONS[trigger.function]}"
