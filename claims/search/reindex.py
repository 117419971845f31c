"""Making anew what rows are found by: their folded words and names, and the index over them.

Nothing here changes what is on record. Rows that are right already are only read, and each batch is saved by itself:
whoever stops it and begins again loses nothing, and editors go on working meanwhile.
"""

from typing import Any, Protocol

from django.db import connection
from django.utils.translation import gettext as _

from ..models import Article, Claim, Origin, Outlet, Response, Speaker, Topic
from ..record import writing
from . import index

BATCH = 500
type Found = Claim | Speaker | Outlet | Topic | Origin | Article | Response
#: What is found by words; what it names is mended before it.
MODELS: tuple[type[Found], ...] = (Claim, Speaker, Outlet, Topic, Origin, Article, Response)
#: The names that are among the words of a row.
NAMED_IN: dict[type[Found], str] = {Article: "outlet", Response: "speaker"}
#: What `set_search_text` sets, where a model has it.
COLUMNS = ("search_text", "folded_name")


class Progress(Protocol):
    """Told of `what` how many are `done`, and how many there are in `total`."""

    def __call__(self, what: str, done: int, total: int) -> None: ...


def reindex(progress: Progress) -> int:
    """Mend every row that is found by other words than its own, then fill every index anew. How many rows were mended.

    On SQLite nobody writes while an index is filled: about a second for every 100,000 rows.
    """
    mended = sum(_mend(model, progress) for model in MODELS)
    for done, model in enumerate(MODELS, start=1):
        table = model._meta.db_table
        if connection.vendor == "sqlite":
            with writing():
                index.rebuild(connection, table)
        else:
            index.rebuild(connection, table)
        progress(_("indexes"), done, len(MODELS))
    return mended


def _mend(model: type[Found], progress: Progress) -> int:
    """Mend the rows of one model, a batch at a time, and say how many there were to mend."""
    every = model.objects.select_related(NAMED_IN[model]) if model in NAMED_IN else model.objects.all()
    total = model.objects.count()
    mended = done = last = 0
    while rows := list(every.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = rows[-1].pk
        if wrong := [row.pk for row in rows if _mended_columns(row)]:
            mended += _save(model, wrong)
        done += len(rows)
        progress(str(model._meta.verbose_name_plural), done, max(done, total))
    return mended


@writing()
def _save(model: type[Found], numbers: list[int]) -> int:
    """Mend the rows of these numbers as they are now, whatever a colleague saved since they were read."""
    mended = 0
    for row in model.objects.filter(pk__in=numbers).order_by("pk").select_for_update(no_key=True):
        if columns := _mended_columns(row):
            row.save(update_fields=columns)
            mended += 1
    return mended


def _mended_columns(row: Any) -> list[str]:
    """Let `row` be found by its own words; the columns that this changed."""
    columns = [column for column in COLUMNS if hasattr(row, column)]
    before = {column: getattr(row, column) for column in columns}
    row.set_search_text()
    return [column for column in columns if getattr(row, column) != before[column]]
