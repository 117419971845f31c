"""The index of words, on SQLite (FTS5) and on PostgreSQL (GIN), and the condition that asks it.

What is indexed are the folded words in a row's `search_text`, with one space between them: `claims.search.words` alone
decides what a word is, so that both databases find the same. A query finds the rows in which each of its words begins
some word. On SQLite triggers keep the index; a migration that rebuilds a table drops them without a word, so `install`
runs after every `migrate`, and fills the index again where they were missing.
"""

from collections.abc import Sequence
from typing import Any, Self

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import BooleanField, F, Func, Model, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.sql.compiler import SQLCompiler

from .alike import CANDIDATES, choices, having, most_alike, stems, weights
from .words import LONGEST_QUERY, folded_words, runs_without_spaces, without_apostrophes

#: Tables with a `search_text` that is indexed.
TABLES = (
    *("claims_claim", "claims_speaker", "claims_outlet", "claims_topic", "claims_origin"),
    *("claims_article", "claims_response"),
)
#: As many of the newest rows PostgreSQL looks through before it asks the index; some ten milliseconds. How rare a word
#: is, they tell on both databases.
WINDOW = 1_000
#: Where one in so many of the newest rows has the words, they are too common to look through all that have them.
COMMON = 10

# Everything that `folded_words` leaves counts as part of a word; nothing is folded a second time. With an index for
# prefixes up to seven letters, what begins in a million ways is found as fast as one word.
_FTS5 = (
    "CREATE VIRTUAL TABLE {index} USING fts5(search_text, content='{table}', content_rowid='id', "
    "tokenize=\"unicode61 remove_diacritics 0 categories 'L* M* N* Cn Co'\", "
    "prefix='1 2 3 4 5 6 7', detail=column, columnsize=0)"
)
_ENTER = "INSERT INTO {index} (rowid, search_text) VALUES (NEW.id, NEW.search_text);"
_LEAVE = "INSERT INTO {index} ({index}, rowid, search_text) VALUES ('delete', OLD.id, OLD.search_text);"
_TRIGGERS = {
    "{index}_insert": f"AFTER INSERT ON {{table}} BEGIN {_ENTER} END",
    "{index}_delete": f"AFTER DELETE ON {{table}} BEGIN {_LEAVE} END",
    # Saving a row writes all its columns: the index is only touched where the words changed.
    "{index}_update": f"AFTER UPDATE OF search_text ON {{table}} WHEN OLD.search_text IS NOT NEW.search_text "
    f"BEGIN {_LEAVE} {_ENTER} END",
}
_LEXEMES = "array_to_tsvector(array_remove(string_to_array({text}, ' '), ''))"


def name(table: str) -> str:
    """The name of the index over `table`."""
    return f"{table}_words"


class HasWords(Func):
    """Whether each of some folded words begins a word of the row's `search_text`. Of several `choices` one suffices."""

    def __init__(self, table: str, *choices: Sequence[str]) -> None:
        super().__init__(F("pk"), F("search_text"), output_field=BooleanField())
        self.index = name(table)
        self.choices = choices

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        key, parameters = compiler.compile(self.get_source_expressions()[0])
        asked = f"SELECT rowid FROM {self.index} WHERE {self.index} MATCH %s"
        return f"{key} IN ({asked})", (*parameters, fts5_query(*self.choices))

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        text, parameters = compiler.compile(self.get_source_expressions()[1])
        return f"{_LEXEMES.format(text=text)} @@ %s::tsquery", (*parameters, tsquery(*self.choices))


class FoundByWords[Row: Model](QuerySet[Row]):
    """Rows of one of `TABLES`."""

    def matching(self, query: str) -> Self:
        """Those in which every word of `query` begins some word, in any case, accents ignored.

        All of them where nothing was asked for; none for what has no word in it, or is too long.
        """
        if not query.strip():
            return self.all()
        choices = _choices_asked_for(query)
        return self._with_runs(query).filter(HasWords(self.model._meta.db_table, *choices)) if choices else self.none()

    def newest(self, query: str, limit: int) -> list[Row]:
        """The newest of those matching, at most `limit`: at once also where a word stands in every row.

        A database left to itself either sorts all that it finds or reads the whole table backwards.
        """
        choices = _choices_asked_for(query)
        if query.strip() and not choices:
            return []
        return self._with_runs(query)._newest_with(choices, limit)

    def alike(self, text: str, limit: int) -> list[Row]:
        """At most `limit` rows that share the rare words of `text`, the most alike first (`claims.search.alike`)."""
        asked = stems(text)
        if not asked:
            return []
        newest = self.model._default_manager.order_by("-pk").values_list("pk", "search_text")[:WINDOW]
        sample: dict[int, str] = dict(newest)
        weighed = weights(asked, sample.values())
        wanted = choices(weighed)
        numbers = having(wanted, sample)
        if len(numbers) * COMMON < WINDOW:
            in_index = self._newest_on_sqlite if connections[self.db].vendor == "sqlite" else self._in_index
            with connections[self.db].cursor() as cursor:
                numbers = in_index(cursor, wanted, CANDIDATES)
        texts = self.filter(pk__in=numbers).order_by("-pk").values_list("pk", "search_text")
        best = most_alike(dict(texts), weighed, limit)
        rows = self.in_bulk(best)
        return [rows[number] for number in best]

    def _newest_with(self, choices: Sequence[Sequence[str]], limit: int) -> list[Row]:
        """The newest in which all words of one of `choices` begin some word; without any, the newest of all."""
        connection = connections[self.db]
        if connection.vendor != "sqlite" and not choices:
            return list(self.order_by("-pk")[:limit])
        newest = self._newest_on_sqlite if connection.vendor == "sqlite" else self._newest_on_postgresql
        with connection.cursor() as cursor:
            numbers = newest(cursor, choices, limit)
        return list(self.filter(pk__in=numbers).order_by("-pk"))

    def _newest_on_sqlite(self, cursor: CursorWrapper, choices: Sequence[Sequence[str]], limit: int) -> list[int]:
        """From the end of the index, or without words of the table, no further than needed."""
        table = self.model._meta.db_table
        index = name(table)
        asked = f"{index} WHERE {index} MATCH %s" if choices else f"{table} AS {index} WHERE TRUE"
        rowid = RawSQL(f"{index}.rowid", ())  # noqa: S611  the name of a table of ours
        row, parameters = self.order_by().filter(pk=rowid).values("pk").query.sql_with_params()
        sql = f"SELECT {index}.rowid FROM {asked} AND EXISTS ({row}) ORDER BY {index}.rowid DESC LIMIT %s"
        cursor.execute(sql, [*([fts5_query(*choices)] if choices else []), *parameters, limit])
        return [number for (number,) in cursor.fetchall()]

    def _newest_on_postgresql(self, cursor: CursorWrapper, choices: Sequence[Sequence[str]], limit: int) -> list[int]:
        """Among the newest rows without the index; if they do not suffice, the words are rare enough to sort all."""
        rows, parameters = self.order_by("-pk").values("pk", "search_text")[:WINDOW].query.sql_with_params()
        has_words = f"{_LEXEMES.format(text='search_text')} @@ %s::tsquery"
        cursor.execute(
            f"SELECT pk FROM ({rows}) AS newest WHERE {has_words} ORDER BY pk DESC LIMIT %s",
            [*parameters, tsquery(*choices), limit],
        )
        numbers = [number for (number,) in cursor.fetchall()]
        return numbers if len(numbers) == limit else self._in_index(cursor, choices, limit)

    def _in_index(self, cursor: CursorWrapper, choices: Sequence[Sequence[str]], limit: int) -> list[int]:
        """All that PostgreSQL's index finds, sorted."""
        with_words = self.filter(HasWords(self.model._meta.db_table, *choices))
        rows, parameters = with_words.order_by().values("pk").query.sql_with_params()
        # Materialized: found first and then sorted, whatever the planner takes the words for.
        cursor.execute(
            f"WITH found AS MATERIALIZED ({rows}) SELECT pk FROM found ORDER BY pk DESC LIMIT %s",
            [*parameters, limit],
        )
        return [number for (number,) in cursor.fetchall()]

    def _with_runs(self, query: str) -> Self:
        found = self.all()
        for run in runs_without_spaces(query):
            found = found.filter(search_text__contains=run)
        return found


def _choices_asked_for(query: str) -> list[list[str]]:
    """The folded words of `query`, each once, as typed, and as if there were no apostrophes in it.

    None where it has no word in it, or is longer than anything to be found.
    """
    if len(query) > LONGEST_QUERY:
        return []
    ways = [folded_words(query), folded_words(without_apostrophes(query))]
    return [list(way) for way in dict.fromkeys(tuple(dict.fromkeys(words)) for words in ways) if way]


def fts5_query(*choices: Sequence[str]) -> str:
    """Words in the query language of FTS5 (sqlite.org/fts5.html, 3): each quoted, a prefix; all of one choice."""
    return " OR ".join(
        "(" + " ".join('"' + word.replace('"', '""') + '"*' for word in words) + ")" for words in choices
    )


def tsquery(*choices: Sequence[str]) -> str:
    """Words as a literal of PostgreSQL's tsquery (8.11.2): each quoted, a prefix; all of one choice."""
    return " | ".join("(" + " & ".join(_lexeme(word) for word in words) + ")" for words in choices)


def _lexeme(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "':*"


def tables_with_words(connection: BaseDatabaseWrapper) -> list[str]:
    """Those of `TABLES` that there are with their words: fewer, or none, after migrating backwards."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor)) & set(TABLES)
        columns = {table: connection.introspection.get_table_description(cursor, table) for table in there}
    return [table for table in TABLES if any(column.name == "search_text" for column in columns.get(table, ()))]


def is_standing(connection: BaseDatabaseWrapper, table: str) -> bool:
    """Whether the index over `table` is there as it should be, with everything that keeps it."""
    wanted = set(_sqlite_objects(table).values()) if connection.vendor == "sqlite" else {name(table)}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sql FROM sqlite_master WHERE name LIKE %s", [f"{name(table)}%"])
        else:
            cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'i' AND relname = %s", [name(table)])
        return wanted <= {row[0] for row in cursor.fetchall()}


def install(connection: BaseDatabaseWrapper) -> None:
    """Put up and fill every index that is not there as it should be. Safe to repeat."""
    for table in tables_with_words(connection):
        if not is_standing(connection, table):
            remove(connection, table)
            _put_up(connection, table)


def make_way(connection: BaseDatabaseWrapper) -> None:
    """Take down what would stop SQLite from dropping the words of a table. `install` puts it up after the migration."""
    if connection.vendor == "sqlite":
        for table in TABLES:
            remove(connection, table)


def remove(connection: BaseDatabaseWrapper, table: str) -> None:
    """Take down the index over `table` and what keeps it."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute(f"DROP INDEX IF EXISTS {name(table)}")
            return
        for trigger in _TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.format(index=name(table))}")
        cursor.execute(f"DROP TABLE IF EXISTS {name(table)}")


def rebuild(connection: BaseDatabaseWrapper, table: str) -> None:
    """Fill the index over `table` anew from its rows. Readers see the old one meanwhile."""
    if not is_standing(connection, table):
        remove(connection, table)
        _put_up(connection, table)
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"INSERT INTO {name(table)} ({name(table)}) VALUES ('rebuild')")
        elif connection.in_atomic_block:
            cursor.execute(f"REINDEX INDEX {name(table)}")
        else:
            # Beside the old one, which goes on being used and kept; a transaction would not allow that. It waits for
            # everybody who is at work, a backup as well, and keeps nobody from it meanwhile.
            cursor.execute("SET lock_timeout = 0")
            try:
                cursor.execute(f"REINDEX INDEX CONCURRENTLY {name(table)}")
            finally:
                cursor.execute("RESET lock_timeout")


def forget_what_was_removed(connection: BaseDatabaseWrapper) -> None:
    """Leave no word in an index that is in no row any more. SQLite keeps them until it merges an index by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"INSERT INTO {name(table)} ({name(table)}) VALUES ('optimize')")


def _put_up(connection: BaseDatabaseWrapper, table: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for statement in _sqlite_objects(table).values():
                cursor.execute(statement)
            cursor.execute(f"INSERT INTO {name(table)} ({name(table)}) VALUES ('rebuild')")
        else:
            lexemes = _LEXEMES.format(text="search_text")
            cursor.execute(f"CREATE INDEX {name(table)} ON {table} USING gin ({lexemes}) WITH (fastupdate = off)")


def _sqlite_objects(table: str) -> dict[str, str]:
    """The statements that make the index over `table` and its triggers, by name; SQLite keeps them as they are."""
    words = {"index": name(table), "table": table}
    triggers = {trigger.format(**words): body.format(**words) for trigger, body in _TRIGGERS.items()}
    return {name(table): _FTS5.format(**words)} | {
        trigger: f"CREATE TRIGGER {trigger} {body}" for trigger, body in triggers.items()
    }
