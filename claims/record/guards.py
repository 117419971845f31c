"""Database triggers that refuse to rewrite the record, on SQLite and on PostgreSQL.

Refused: UPDATE, DELETE, REPLACE and TRUNCATE of revisions and documents, and UPDATE of an article's frozen text. One
exception: a document may be deleted once a `withheld` revision names it. A migration that rebuilds a table drops its
triggers on SQLite without a word, so `install` runs after every `migrate` and restores what is missing.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

REVISION, DOCUMENT, TEXT = "claims_revision", "claims_document", "claims_articleversion"
REFUSAL = "The record only grows: {table} refuses {operation}."

_WITHHELD = f"EXISTS (SELECT 1 FROM {REVISION} WHERE change = 'withheld' AND withholds = OLD.revision_id)"
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

# name: (table, operation, condition under which it is refused)
_SQLITE = {
    "record_revision_update": (REVISION, "UPDATE", ""),
    "record_revision_delete": (REVISION, "DELETE", ""),
    # SQLite's REPLACE deletes without firing a DELETE trigger, so a second row is refused before it comes.
    "record_revision_replace": (REVISION, "INSERT", f"WHEN {_SAME_REVISION}"),
    "record_document_update": (DOCUMENT, "UPDATE", ""),
    "record_document_delete": (DOCUMENT, "DELETE", f"WHEN NOT {_WITHHELD}"),
    "record_document_replace": (DOCUMENT, "INSERT", f"WHEN {_SAME_DOCUMENT}"),
    "record_text_update": (TEXT, "UPDATE OF text, sha256, number, article_id", ""),
}


def names(connection: BaseDatabaseWrapper) -> set[str]:
    """The guards that should stand on this database."""
    if connection.vendor == "sqlite":
        return set(_SQLITE)
    return {
        "record_revision_rewrite",
        "record_revision_truncate",
        "record_document_update",
        "record_document_delete",
        "record_document_truncate",
        "record_text_update",
    }


def standing(connection: BaseDatabaseWrapper) -> set[str]:
    """The guards that do stand on this database."""
    if connection.vendor == "sqlite":
        question = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'record_%'"
    else:
        question = (
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'A'"
            " AND tgname LIKE 'record_%' AND tgrelid::regclass::text LIKE 'claims_%'"
        )
    with connection.cursor() as cursor:
        cursor.execute(question)
        return {row[0] for row in cursor.fetchall()}


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
    """Lift the one guard that would stop SQLite from rebuilding a table: it looks into another table.

    `install` restores it after the migration. If that fails half-way, `verify_record` says that the guard is missing.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER IF EXISTS record_document_delete")


def lift(connection: BaseDatabaseWrapper) -> None:
    """Take the guards down, for tests that empty the database. `install` restores them."""
    tables = {"revision": REVISION, "document": DOCUMENT, "text": TEXT}
    with connection.cursor() as cursor:
        for name in sorted(standing(connection)):
            table = "" if connection.vendor == "sqlite" else f" ON {tables[name.split('_')[1]]}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{table}")


def _sqlite_statements() -> list[str]:
    statements = []
    for name, (table, operation, condition) in _SQLITE.items():
        refused = "REPLACE" if operation == "INSERT" else operation.split()[0]
        message = REFUSAL.format(table=table, operation=refused)
        statements += [
            f"DROP TRIGGER IF EXISTS {name}",
            f"CREATE TRIGGER {name} BEFORE {operation} ON {table} {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END",
        ]
    return statements


def _postgresql_statements() -> list[str]:
    refuse = (
        "CREATE OR REPLACE FUNCTION record_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION 'The record only grows: % refuses %.', TG_TABLE_NAME, TG_OP "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    refuse_unless_withheld = (
        "CREATE OR REPLACE FUNCTION record_refuse_unless_withheld() RETURNS trigger "
        f"LANGUAGE plpgsql AS $$ BEGIN IF {_WITHHELD} THEN RETURN OLD; END IF; "
        "RAISE EXCEPTION 'The record only grows: % refuses %.', TG_TABLE_NAME, TG_OP "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    triggers = [
        ("record_revision_rewrite", REVISION, "UPDATE OR DELETE", "ROW", "record_refuse"),
        ("record_revision_truncate", REVISION, "TRUNCATE", "STATEMENT", "record_refuse"),
        ("record_document_update", DOCUMENT, "UPDATE", "ROW", "record_refuse"),
        ("record_document_delete", DOCUMENT, "DELETE", "ROW", "record_refuse_unless_withheld"),
        ("record_document_truncate", DOCUMENT, "TRUNCATE", "STATEMENT", "record_refuse"),
        (
            "record_text_update",
            TEXT,
            "UPDATE OF text, sha256, number, article_id",
            "ROW",
            "record_refuse",
        ),
    ]
    statements = [refuse, refuse_unless_withheld]
    for name, table, operation, level, function in triggers:
        statements += [
            f"CREATE OR REPLACE TRIGGER {name} BEFORE {operation} ON {table} "
            f"FOR EACH {level} EXECUTE FUNCTION {function}()",
            # ALWAYS: also in a session that replays changes as a replica.
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
        ]
    return statements
