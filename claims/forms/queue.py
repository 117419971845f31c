"""What is done from the queue to several claims at once, and the filters an editor saves."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ..models import SavedFilter, Topic
from .assigning import EditorToChooseField
from .base import DeskForm
from .fields import KnownNameField, field_of, is_number, looks_up

#: As many claims are changed at once: longer than this nobody should wait for their turn to write.
MOST_CLAIMS = 100


class ClaimNumbersField(forms.Field):
    """Claims by number, each once, as boxes of the queue's rows send them."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {
        "required": _("Choose the claims first."),
        "invalid": _("“%(value)s” is not the number of a claim."),
        "too_many": _("At most %(most)d claims are changed at once; %(count)d are chosen."),
    }

    def to_python(self, value: Any) -> list[int]:
        numbers = []
        for number in dict.fromkeys(value or ()):
            if not is_number(str(number)) or int(number) < 1:
                raise ValidationError(self.error_messages["invalid"], "invalid", {"value": str(number)[:40]})
            numbers.append(int(number))
        if len(numbers) > MOST_CLAIMS:
            counts = {"most": MOST_CLAIMS, "count": len(numbers)}
            raise ValidationError(self.error_messages["too_many"], "too_many", counts)
        return numbers


class BulkForm(DeskForm):
    """One thing done to every claim chosen in the queue. `query` is the queue's, to come back to it."""

    class Act(TextChoices):
        ADD_TOPIC = "add_topic", _("Add the topic")
        REMOVE_TOPIC = "remove_topic", _("Take the topic off")
        ASSIGN = "assign", _("Assign")

    claim = ClaimNumbersField(label=_("Claims"))
    act = forms.ChoiceField(
        label=_("What to do"),
        choices=Act,
        error_messages={"required": _("Say what to do."), "invalid_choice": _("Say what to do.")},
    )
    topic = KnownNameField(
        label=_("Topic"), model=Topic, required=False, widget=forms.TextInput(attrs=looks_up("topics"))
    )
    to = EditorToChooseField(label=_("Assigned to"))
    query = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Only what the button that was pressed needs is asked for."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("act") == self.Act.ASSIGN:
            self.errors.pop("topic", None)
            if "to" not in self.errors and not self.data.get("to"):
                self.add_error("to", _("Choose first whom they are assigned to."))
        elif "topic" not in self.errors and not cleaned.get("topic"):
            self.add_error("topic", _("Write the topic’s name first."))
        elif self.has_error("topic", "unknown"):
            self.add_error("topic", _("A new topic is made under “Names”."))
        return cleaned

    @property
    def chosen(self) -> frozenset[int]:
        """The numbers of the claims chosen, as far as they are numbers."""
        posted = self.data.getlist("claim") if hasattr(self.data, "getlist") else []
        return frozenset(int(number) for number in posted if is_number(number))


class SaveFilterForm(DeskForm):
    """Keep what the queue is narrowed to, under a name."""

    name = field_of(
        SavedFilter, "name", label=_("Name"), error_messages={"required": _("Give it a name to find it by.")}
    )
    query = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def taken(self) -> str:
        """The name that was refused because another filter has it; empty where that is not what was wrong."""
        return str(self["name"].value()).strip() if self.has_error("name", "taken") else ""
