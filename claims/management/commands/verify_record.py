"""Check that the record was not rewritten."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from claims.management.base import RecordCommand
from claims.record.verify import BrokenRecord, Checkpoint, verify


class Command(RecordCommand):
    """`verify_record [--against SEQUENCE:FINGERPRINT]`: prints a checkpoint, or exits 1 naming the first break."""

    help = (
        "Check every revision, document, head and filter column. Prints where the chain ends: keep that line outside "
        "the database and give it to --against next time, so that a record made anew is noticed too."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--against", metavar="SEQUENCE:FINGERPRINT", help="a checkpoint printed earlier")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            against = Checkpoint.parse(options["against"]) if options["against"] else None
        except ValueError as error:
            raise CommandError(str(error), returncode=2) from error
        try:
            end = verify(against=against, progress=self.show)
        except BrokenRecord as broken:
            raise CommandError(str(broken)) from broken
        self.stdout.write(_("The record holds: %(count)d revisions.") % {"count": end.sequence})
        self.stdout.write(str(end))
