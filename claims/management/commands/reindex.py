"""Make anew what claims, names, sources, articles and responses are found by."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.management.base import RecordCommand
from claims.record import mentions
from claims.search.reindex import reindex


class Command(RecordCommand):
    """`reindex`: prints how far it is; can be stopped and begun again at any time."""

    help = (
        "Make anew the words that claims, names, first known sources, articles and responses are found by, the index "
        "over them, and by which of these claims are found. Changes nothing on record. It can be stopped and begun "
        "again, and editors can work meanwhile."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        mentions.fill(progress=lambda done, total: self.show(done, total, _("documents")))
        mended = reindex(lambda what, done, total: self.show(done, total, what))
        found = ngettext(
            "%(count)d row was found by other words than its own.",
            "%(count)d rows were found by other words than their own.",
            mended,
        )
        self.stdout.write(_("The index is new.") + " " + found % {"count": mended})
