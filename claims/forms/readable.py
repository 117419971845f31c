"""What is typed is what is read: no text that nobody can see, and none that shows otherwise than it is written."""

from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from ..characters import END_ISOLATE, ISOLATE, TURNING, has_something_to_read, without_turning

#: Fields that begin with a line of ours, which keeps the direction of right-to-left names to themselves.
BEGUN_BY_US = frozenset({"reason"})


class WholeField(BoundField):
    """A field that takes what is pasted whole: a browser would cut it without a word, the server says what is wrong."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        return super().build_widget_attrs(attrs, widget) | {"maxlength": False}


class ReadableForm(forms.BaseForm):
    """A form that takes invisible characters out of what was typed, says so, and is to be sent once more."""

    bound_field_class = WholeField

    #: Whether its `initial` is what the record says, which may stay as it is.
    IS_OF_A_ROW: ClassVar[bool] = False
    #: Fields with words quoted exactly as they stand elsewhere: nothing is taken out of them.
    QUOTED: ClassVar[frozenset[str]] = frozenset()

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_bound:
            return
        for name, field in self.fields.items():
            if isinstance(field, forms.CharField) and not field.widget.is_hidden:
                self._read(self[name])

    def _read(self, field: BoundField) -> None:
        """Mend what was typed into a field, and say what was wrong with it."""
        typed, cleaned = str(field.data or ""), self.cleaned_data.get(field.name)
        if not typed.strip() or getattr(cleaned, "pk", None):
            return
        if self.IS_OF_A_ROW and _lines(typed) == _lines(field.initial):
            return
        if not has_something_to_read(typed):
            self._mend(field, "")
            message = _(
                "This held only invisible characters, and they were taken out. Type something, or leave it empty."
            )
            self.add_error(field.name, forms.ValidationError(message, "unreadable"))
        elif turning := sorted((TURNING - self._may_stay(field.name)).intersection(typed)):
            self._mend(field, without_turning(typed))
            message = _(
                "Invisible characters that turn the direction of writing were taken out here (%(which)s): no name or "
                "sentence needs them. See whether it reads as it should, and send it again."
            )
            names = {"which": ", ".join(f"U+{ord(one):04X}" for one in turning)}
            self.add_error(field.name, forms.ValidationError(message, "turning", names))

    def _may_stay(self, name: str) -> frozenset[str]:
        """The characters that turn the direction and may stand in a field of this name."""
        if name in self.QUOTED:
            return TURNING
        return frozenset({ISOLATE, END_ISOLATE}) if name in BEGUN_BY_US else frozenset()

    def _mend(self, field: BoundField, text: str) -> None:
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, or a dict in its place
        data[field.html_name] = text
        self.data = data


def _lines(text: Any) -> str:
    return str(text or "").replace("\r\n", "\n").strip()
