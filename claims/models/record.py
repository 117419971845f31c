"""The record's own tables: one chain of revisions, the documents it vouches for, and its head.

Rows of `Revision` and `Document` are written by `claims.record.append` alone. Triggers on both databases refuse
UPDATE, DELETE, REPLACE and TRUNCATE (`claims.record.guards`).
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..vocabulary import Change, Kind, Mentioned

DIGEST_LENGTH = 64  # SHA-256 in lower-case hexadecimal


class Revision(models.Model):
    """One entry of the chain: numbers, codes, times and digests only. The reason is in the document."""

    sequence = models.PositiveBigIntegerField(_("sequence"), primary_key=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    subject = models.PositiveBigIntegerField(_("subject"))
    number = models.PositiveIntegerField(_("version"))
    change = models.CharField(_("change"), max_length=12, choices=Change)
    recorded_at = models.DateTimeField(_("recorded at"))
    document_digest = models.CharField(_("document’s fingerprint"), max_length=DIGEST_LENGTH)
    previous_digest = models.CharField(_("previous fingerprint"), max_length=DIGEST_LENGTH)
    digest = models.CharField(_("fingerprint"), max_length=DIGEST_LENGTH, unique=True)
    withholds = models.PositiveBigIntegerField(_("withholds the document of"), null=True, blank=True, unique=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject", "number"], name="revision_number_once"),
            models.CheckConstraint(
                condition=Q(withholds__isnull=True) | Q(change=Change.WITHHELD),
                name="revision_only_withheld_withholds",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="revision_number_from_one"),
        ]
        indexes = [
            models.Index(fields=["kind", "subject", "sequence"], name="revision_of_subject"),
            models.Index(fields=["recorded_at", "sequence"], name="revision_recorded"),
            models.Index(fields=["change", "sequence"], name="revision_change"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.kind} {self.subject}, {self.number} ({self.change})"


class Document(models.Model):
    """The bytes a revision vouches for, compressed (`claims.record.canonical.pack`). Missing once withheld."""

    revision = models.OneToOneField(Revision, models.PROTECT, primary_key=True, related_name="document")
    body = models.BinaryField(_("compressed canonical bytes"))

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return f"document of {self.revision_id}"


class ChainHead(models.Model):
    """The single row that is locked last by whoever appends; holds where the chain ends."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.PositiveBigIntegerField(_("sequence"), default=0)
    digest = models.CharField(_("fingerprint"), max_length=DIGEST_LENGTH, default="0" * DIGEST_LENGTH)
    recorded_at = models.DateTimeField(_("recorded at"), null=True)

    class Meta:
        verbose_name = _("end of the chain")
        verbose_name_plural = _("end of the chain")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="chain_head_is_one_row")]

    def __str__(self) -> str:
        return f"{self.sequence}:{self.digest}"


class RevisionAuthor(models.Model):
    """Who made a revision. Internal: outside the digest, never public."""

    revision = models.OneToOneField(Revision, models.PROTECT, primary_key=True, related_name="author")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("author of a revision")
        verbose_name_plural = _("authors of revisions")

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.user}"


class Mention(models.Model):
    """That a document of claim or article `by` mentions `thing`: which claims to read for a page about the thing.

    Derived from the documents, by `claims.record.mentions` alone, and no part of the chain. It only ever finds; what a
    page says comes from the documents, so that a row too many shows nothing.
    """

    kind = models.CharField(_("kind of thing"), max_length=10, choices=Mentioned)
    thing = models.PositiveBigIntegerField(_("thing"))
    by_kind = models.CharField(_("mentioned by a"), max_length=10, choices=Kind)
    by = models.PositiveBigIntegerField(_("mentioned by"))
    since = models.PositiveBigIntegerField(_("first in the document of revision"))

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [models.UniqueConstraint(fields=["kind", "thing", "by_kind", "by"], name="mention_once")]
        indexes = [models.Index(fields=["by_kind", "by"], name="mention_by")]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing} in {self.by_kind} {self.by}"
