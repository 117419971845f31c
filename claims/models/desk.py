"""What only the desk sees: notes on a claim, who is at work on it, who decided about a draft, saved filters."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..vocabulary import Change
from .claims import Claim

#: Characters of a saved filter's query, as it stands in the address: letters that are not Latin take several each.
LONGEST_QUERY = 500


class Note(models.Model):
    """What one editor tells the others about a claim. Never public."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="notes", verbose_name=_("claim"))
    text = models.TextField(_("note"), max_length=2000)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    made_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="note_has_text",
                violation_error_message=_("A note needs its words."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Presence(models.Model):
    """When an editor last had a claim's page open, so that another learns who else is on it."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="presences", verbose_name=_("claim"))
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("editor"))
    opened_at = models.DateTimeField(_("open since"), default=timezone.now)
    seen_at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [models.UniqueConstraint(fields=["claim", "editor"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.editor}: {self.claim_id}"


class DraftDecision(models.Model):
    """What was last decided about a draft, or how it was worded, and by whom: of drafts the record knows nothing.

    A colleague whose form was open meanwhile is told. Once the draft is public, the record knows.
    """

    claim = models.OneToOneField(
        Claim, models.CASCADE, primary_key=True, related_name="draft_decision", verbose_name=_("claim")
    )
    change = models.CharField(_("change"), max_length=12, choices=Change)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    made_at = models.DateTimeField(_("decided"), default=timezone.now)

    class Meta:
        verbose_name = _("decision about a draft")
        verbose_name_plural = _("decisions about drafts")

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.change}"


class SavedFilter(models.Model):
    """A queue that an editor comes back to: its name, and the query string that shows it."""

    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters", verbose_name=_("editor")
    )
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("query"), max_length=LONGEST_QUERY, blank=True)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["editor", "name"],
                name="saved_filter_name_once",
                violation_error_message=_("You have a filter of this name. Choose another, or remove that one."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
