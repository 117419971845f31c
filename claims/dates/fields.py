"""The column that keeps a date, and the form field in which one types it."""

from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Concat, Length, Substr
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .reading import UnreadableDate, editable, parse
from .value import LONGEST, REST, SHORTEST, PartialDate

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.expressions import Combinable, Expression


class PartialDateFormField(forms.Field):
    """A text input that takes what `parse` reads, in the current time zone.

    "Yesterday" is read as well, unless what is typed may be copied from a page that was written on another day.
    """

    widget = forms.TextInput

    def __init__(self, *, may_be_copied: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.may_be_copied = may_be_copied

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was typed, to be shown again; of "yesterday" the day, which it will not mean any more tomorrow."""
        if not data:
            return data
        with suppress(UnreadableDate):
            parse(str(data), tz=timezone.get_current_timezone())
            return data
        with suppress(ValidationError):
            return self.prepare_value(self.to_python(data))
        return data

    def prepare_value(self, value: Any) -> Any:
        return editable(value) if isinstance(value, PartialDate) else value

    def to_python(self, value: Any) -> PartialDate | None:
        if isinstance(value, PartialDate):
            return value
        if value is None or not str(value).strip():
            return None
        try:
            today = None if self.may_be_copied else timezone.localdate()
            return parse(str(value), tz=timezone.get_current_timezone(), today=today)
        except UnreadableDate as error:
            raise ValidationError(str(error), code="invalid") from error


if TYPE_CHECKING:
    _Column = models.Field
else:

    class _Column(models.Field):
        """Django's field takes type parameters in its stubs only."""

        def __class_getitem__(cls, _parameters: Any) -> type[models.Field]:
            return cls


class PartialDateField[SetType, GetType](_Column[SetType, GetType]):
    """A column of `PartialDate`, kept as its text in 17 characters; unknown is NULL.

    Order and comparisons in the database are those of `PartialDate`. Reading a stored text that is
    no date raises ValueError with that text: better a stopped page than an invented day.
    """

    description = _("Date known to the year, month, day or minute")
    default_error_messages: ClassVar = {"invalid": _("“%(value)s” is not a date.")}
    empty_strings_allowed = False

    if TYPE_CHECKING:  # read by the plugin of django-stubs, which adds None where null=True
        _pyi_private_set_type: PartialDate | str | Combinable
        _pyi_private_get_type: PartialDate
        _pyi_lookup_exact_type: PartialDate | str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = LONGEST
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        # Migrations name the package, whatever module of it this is in.
        return name, path.replace("claims.dates.fields.", "claims.dates."), args, kwargs

    def get_internal_type(self) -> str:
        return "CharField"

    def from_db_value(
        self, value: str | None, expression: "Expression", connection: "BaseDatabaseWrapper"
    ) -> PartialDate | None:
        return None if value is None else PartialDate.fromisoformat(value)

    def to_python(self, value: Any) -> PartialDate | None:
        """`value` as a date: one, its text, a day or a moment. Raises ValidationError."""
        if value is None or value == "":
            return None
        if isinstance(value, PartialDate):
            return value
        try:
            if isinstance(value, datetime):
                return PartialDate.from_datetime(value)
            if isinstance(value, date):
                return PartialDate.from_date(value)
            return PartialDate.fromisoformat(str(value))
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": value}) from error

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        known = self.to_python(prepared)
        return None if known is None else known.text

    def value_to_string(self, obj: models.Model) -> str:
        known = self.value_from_object(obj)
        return "" if known is None else str(known)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": PartialDateFormField, **kwargs})


def ending(column: str) -> "Expression":
    """`PartialDate.ending` of a column; NULL where that is."""
    rest = Substr(models.Value(REST), Length(column) - (SHORTEST - 1))
    ended = Concat(models.F(column), rest, output_field=models.CharField())
    return models.Case(models.When(**{f"{column}__isnull": False}, then=ended))
