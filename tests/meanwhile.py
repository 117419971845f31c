"""What a colleague does between the moment a request has read a row and the moment it writes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Model


@contextmanager
def meanwhile(act: Callable[[], object], *, before_writing: type[Model]) -> Iterator[None]:
    """Inside, `act` happens once, right before the first new row of `before_writing`."""
    started = f'INSERT INTO "{before_writing._meta.db_table}"'
    to_do = [act]

    def watch(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        if to_do and sql.startswith(started):
            to_do.pop()()
        return execute(sql, *arguments)

    with connection.execute_wrapper(watch):
        yield
    assert not to_do, "Nothing was written, so nothing happened before it."
