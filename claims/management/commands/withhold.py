"""Remove text that the law does not let the site keep."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from claims import workflow
from claims.captures import NotDeleted, delete_files, left_of_withheld
from claims.management.base import RecordCommand
from claims.models import THINGS, Article, Capture, Claim
from claims.models.thing import Thing
from claims.search import index

CAPTURE = "capture"


class Command(RecordCommand):
    """`withhold claim 12 --versions 2,3 --reason …`; `--all` for every word of a claim; `withhold capture 3` a file."""

    help = (
        "Delete the text of older versions of a claim, article, speaker, outlet or topic (--versions), or every word "
        "of a claim (--all), or the kept copy of what a response was said in (capture). The place in the chain or the "
        "copy's fingerprint stays, with the reason; the record still verifies. "
        "This cannot be undone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=[*sorted(THINGS), CAPTURE])
        parser.add_argument("id", type=int)
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--versions", metavar="2,3", help="numbers of older versions")
        which.add_argument("--all", action="store_true", help="every word of a claim")
        parser.add_argument("--reason", required=True, help="public")

    def handle(self, *args: Any, **options: Any) -> None:
        which = self._which(options["kind"], options["id"])
        try:
            done = self._withhold(which, options)
        except ValidationError as error:
            # What an earlier run withheld and could not clean up, as when it was killed, is cleaned up all the same.
            self._clean_up()
            raise CommandError(" ".join(error.messages)) from error
        except NotDeleted as error:
            self._clean_up()
            raise CommandError(self._stays(error)) from error
        self._clean_up()
        self.stdout.write(done)

    def _clean_up(self) -> None:
        """Leave nothing of what was withheld, now or before, in the database's files or among the kept copies."""
        index.forget_what_was_removed(connection)
        if connection.vendor == "sqlite":
            # The bytes that were overwritten in the database still stand in its write-ahead log.
            with connection.cursor() as cursor:
                [is_busy, *_pages] = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if is_busy:
                raise CommandError(
                    _(
                        "It is withheld, but its bytes still stand in the write-ahead log, because somebody is reading "
                        "the database, a backup for instance. Run this again once they are done."
                    )
                )
        try:
            delete_files([name for _capture, name in left_of_withheld()])
        except NotDeleted as error:
            raise CommandError(self._stays(error)) from error

    def _stays(self, error: NotDeleted) -> str:
        again = _("They are withheld, but still there. See why, then run this again, or sweep_captures in two days.")
        return f"{error} {again}"

    def _withhold(self, thing: Thing | Capture, options: dict[str, Any]) -> str:
        """Withhold what the options name, and say so."""
        if isinstance(thing, Capture):
            if options["all"] or options["versions"]:
                raise CommandError(_("A copy is one file: leave out --versions and --all."))
            workflow.withhold_capture(thing, reason=options["reason"], by=None)
            return _("Copy %(id)d is withheld.") % {"id": thing.pk}
        if not (options["all"] or options["versions"]):
            raise CommandError(_("Say which: --versions with the numbers of older ones, or --all."))
        if options["all"]:
            if not isinstance(thing, Claim):
                raise CommandError(_("Only a claim can be withheld whole."))
            workflow.withhold_claim_text(thing, reason=options["reason"], by=None)
            return _("Every word of claim %(id)d is withheld.") % {"id": thing.pk}
        revisions = workflow.withhold_documents(
            thing, numbers=self._numbers(options["versions"]), reason=options["reason"], by=None
        )
        done = _("%(count)d versions are withheld.") % {"count": len(revisions)}
        return f"{done} {self._copies(thing)}".strip() if isinstance(thing, Article) else done

    def _copies(self, article: Article) -> str:
        """What else may have the article's title: its copies, and what it is a copy of."""
        others = (
            Article.objects.filter(Q(copy_of=article) | Q(copies=article)).order_by("pk").values_list("pk", flat=True)
        )
        if not others:
            return ""
        numbers = ", ".join(str(number) for number in others)
        return _("The same text is also in articles %(numbers)s, whose titles are their own: look at them.") % {
            "numbers": numbers
        }

    def _which(self, kind: str, subject: int) -> Thing | Capture:
        model: type[Thing | Capture] = Capture if kind == CAPTURE else THINGS[kind]
        try:
            return model._default_manager.get(pk=subject)
        except (model.DoesNotExist, OverflowError) as error:
            raise CommandError(_("There is no %(kind)s %(id)d.") % {"kind": kind, "id": subject}) from error

    def _numbers(self, text: str) -> list[int]:
        try:
            return [int(number) for number in text.split(",")]
        except ValueError as error:
            raise CommandError(_("Write versions as numbers with commas, such as 2,3.")) from error
