"""Whom the desk or an outlet asked for a reply."""

from datetime import date
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..models import Approach, Outlet, Speaker
from ..vocabulary import Outcome, SpeakerKind
from .base import DeskForm, SeenForm
from .fields import NamedField, field_of
from .reasons import CorrectionForm


class OutcomeForm(DeskForm):
    """When and how somebody was asked, and what came of it."""

    asked_on = field_of(Approach, "asked_on")
    how = field_of(Approach, "how")
    deadline = field_of(Approach, "deadline")
    outcome = field_of(Approach, "outcome", coerce=Outcome)
    checked_on = field_of(Approach, "checked_on", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    note = field_of(Approach, "note")

    PARTICULARS = ("asked_on", "how", "deadline", "outcome", "checked_on", "note")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("outcome") == Outcome.NO_REPLY and not cleaned.get("checked_on"):
            self.add_error("checked_on", _("“No reply” says up to which day."))
        return cleaned

    def particulars(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.PARTICULARS}


class ApproachForm(OutcomeForm):
    """Somebody was asked: by this desk, or by an outlet that says so."""

    asked = NamedField(
        Speaker.objects.exclude(kind=SpeakerKind.UNNAMED),
        names_id="speaker-names",
        lookup="named",
        label=_("Who was asked"),
    )
    asked_kind = forms.TypedChoiceField(
        label=_("If not on record yet: what it is"),
        choices=[
            ("", _("choose")),
            (SpeakerKind.INSTITUTION, _("an institution")),
            (SpeakerKind.PERSON, _("a person")),
        ],
        coerce=SpeakerKind,
        empty_value=None,
        required=False,
    )
    asker = NamedField(
        Outlet.objects.all(),
        names_id="outlet-names",
        label=_("Who asked"),
        required=False,
        help_text=_("Empty: this desk. An outlet, where it says that it asked; a new name makes a new outlet."),
    )

    field_order = ("asked", "asked_kind", "asker", *OutcomeForm.PARTICULARS)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        asked, kind = cleaned.get("asked"), cleaned.get("asked_kind")
        if asked is not None and not asked.pk and kind is None:
            message = _("“%(name)s” is not on record. Choose the name as it is on record, or say what it is.")
            self.add_error("asked", ValidationError(message, "unknown", {"name": asked}))
        return cleaned


class OneStepForm(SeenForm):
    """What came of an approach, by one button: of a missing reply the day is today. Awaiting takes that back."""

    outcome = forms.ChoiceField(choices=Outcome.choices)

    @classmethod
    def of(cls, seen: str) -> Self:
        """The form for an approach as it was `seen`."""
        return cls(auto_id=False, initial={"seen": seen})

    def changes(self, approach: Approach, *, today: date) -> dict[str, Any]:
        """What `change_approach` takes: all as it is, but for the outcome and the day."""
        outcome = Outcome(self.cleaned_data["outcome"])
        checked_on = None if approach.outcome == Outcome.NO_REPLY else approach.checked_on
        return {
            **{name: getattr(approach, name) for name in OutcomeForm.PARTICULARS},
            "outcome": outcome,
            "checked_on": today if outcome == Outcome.NO_REPLY else checked_on,
            "based_on": self.cleaned_data["seen"],
        }


class ApproachEditForm(OutcomeForm, CorrectionForm, SeenForm):
    """What came of an approach, or an error in it mended."""

    may_go_without = True
