"""What the commands have in common."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from claims.away import in_words, is_away, lacks_tables


class RecordCommand(BaseCommand):
    """A command that says in a sentence that the record cannot be used, instead of showing where the program was."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except (DatabaseError, OSError) as error:
            if lacks_tables(error):
                raise CommandError("The database lacks migrations. Run manage.py migrate first.") from error
            if is_away(error):
                raise CommandError(in_words(error)) from error
            raise

    def show(self, done: int, total: int, what: str = "") -> None:
        """Say how far it is: in one line of a terminal, and elsewhere not too often."""
        line = f"{what}: {done:,} / {total:,}" if what else f"{done:,} / {total:,}"
        if self.stderr.isatty():
            self.stderr.write(f"\r{line}", ending="\n" if done == total else "")
        elif done == total or done % 10_000 == 0:
            self.stderr.write(line)
