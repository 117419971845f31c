"""Delete uploaded files that nothing came to name."""

from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from claims.captures import NotDeleted, delete_files, left_over
from claims.management.base import RecordCommand


class Command(RecordCommand):
    """`sweep_captures`: files of forms that were given up are deleted two days later, and named."""

    help = "Delete files that were uploaded with a form more than two days ago and that no response came to keep."

    def handle(self, *args: Any, **options: Any) -> None:
        names = list(left_over())
        try:
            delete_files(names)
        except NotDeleted as error:
            raise CommandError(str(error)) from error
        for name in names:
            self.stdout.write(name)
        self.stdout.write(_("Files deleted: %(count)d.") % {"count": len(names)})
