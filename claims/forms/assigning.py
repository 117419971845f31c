"""What the desk keeps about a claim for itself: whom it is assigned to, and notes."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from ..access import editors
from ..models import Note
from .base import DeskForm
from .fields import field_of


class EditorField(forms.ModelChoiceField):
    """An editor by name; empty for nobody."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", _("nobody"))
        kwargs.setdefault("required", False)
        super().__init__(queryset=editors(), **kwargs)
        self.error_messages["invalid_choice"] = _("There is no such editor. Choose from the list.")

    def label_from_instance(self, obj: User) -> str:
        return obj.get_username()


class _NobodyBesides(ModelChoiceIterator):
    """The choices of `EditorToChooseField`."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        empty, *editors_there_are = super().__iter__()
        yield empty
        yield EditorToChooseField.NOBODY, _("nobody")
        yield from editors_there_are


class EditorToChooseField(EditorField):
    """An editor by name, or nobody, where neither is what stands now: one of them has to be chosen."""

    NOBODY = "nobody"
    iterator = _NobodyBesides

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(empty_label=_("choose"), **kwargs)

    def to_python(self, value: Any) -> User | None:
        return None if value == self.NOBODY else super().to_python(value)


class AssignForm(DeskForm):
    """Whom a claim is assigned to."""

    to = EditorField(label=_("Assigned to"))


class NoteForm(DeskForm):
    """A note for the other editors."""

    text = field_of(
        Note,
        "text",
        label=_("New note"),
        help_text=_("For the desk alone. It never becomes public."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        error_messages={"required": _("Write the note first.")},
    )
