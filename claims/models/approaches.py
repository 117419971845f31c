"""Whom somebody asked about a claim."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..dates import PartialDate, PartialDateField, ending, when
from ..vocabulary import ON_DESK, Outcome
from .articles import Outlet
from .claims import Claim
from .speakers import Speaker
from .thing import Retractable


class ApproachQuerySet(models.QuerySet["Approach"]):
    def awaiting(self) -> "ApproachQuerySet":
        """Those that wait for a reply, of claims that can still be changed."""
        return self.unanswered().filter(claim__state__in=ON_DESK)

    def unanswered(self) -> "ApproachQuerySet":
        """Those that wait for a reply, whatever became of the claim."""
        return self.filter(outcome=Outcome.AWAITING, retraction="")

    def overdue(self, now: datetime) -> "ApproachQuerySet":
        """Those whose time to reply is over: "January 2024" ends with that month, in the current time zone."""
        local = timezone.localtime(now)
        over = Q()
        for period in (f"{local:%Y}", f"{local:%Y-%m}", f"{local:%Y-%m-%d}", str(PartialDate.from_datetime(now))):
            over |= Q(deadline_length=len(period), deadline__lt=PartialDate(period))
        return self.alias(deadline_length=Length("deadline")).filter(over)

    def first_due_first(self) -> "ApproachQuerySet":
        """By when the time to reply is over; those for which no day was set come last, in the order they were asked."""
        return self.order_by(ending("deadline").asc(nulls_last=True), "asked_on", "pk")


class Approach(Retractable):
    """Whom the desk or an outlet asked for a reply, and what came of it."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="approaches", verbose_name=_("claim"))
    asked = models.ForeignKey(Speaker, models.PROTECT, related_name="approaches", verbose_name=_("who was asked"))
    asker = models.ForeignKey(
        Outlet,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="approaches",
        verbose_name=_("who asked"),
        help_text=_("Empty: this desk."),
    )
    asked_on = PartialDateField(_("asked"), null=True, blank=True)
    how = models.CharField(_("how"), max_length=120, blank=True, help_text=_("Such as “e-mail”."))
    deadline = PartialDateField(_("reply due"), null=True, blank=True)
    outcome = models.CharField(_("what came of it"), max_length=10, choices=Outcome, default=Outcome.AWAITING)
    checked_on = models.DateField(
        _("last looked"),
        null=True,
        blank=True,
        help_text=_("The day up to which no reply was recorded."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("recorded by"),
        help_text=_("Who on the desk asked, or noted that somebody did. Never public."),
    )

    objects = ApproachQuerySet.as_manager()

    class Meta:
        verbose_name = _("approach")
        verbose_name_plural = _("approaches")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.NO_REPLY) | Q(checked_on__isnull=False),
                name="approach_no_reply_says_by_when",
                violation_error_code="checked_on",
                violation_error_message=_("“No reply” says up to which day."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["claim"], name="approach_awaiting", condition=Q(outcome=Outcome.AWAITING, retraction="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked}: {self.get_outcome_display()}"

    def check_due_after_asking(self) -> None:
        """Raise ValidationError where a reply is due before it was asked for."""
        if self.asked_on and self.deadline and self.deadline.latest() < self.asked_on.earliest():
            message = _("A reply cannot be due before it was asked for, which was %(when)s.")
            asked = {"when": when(self.asked_on, with_time=True)}
            raise ValidationError({"deadline": ValidationError(message, code="before_asking", params=asked)})
