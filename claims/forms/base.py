"""What every form of the desk has: a token that makes a retry harmless, and the version of the row it was based on."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, cast
from uuid import uuid4

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import MaxLengthValidator
from django.db import IntegrityError
from django.db.models import Model, QuerySet
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.choices import flatten_choices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..submissions import SentBefore, accept_once, digest_of
from .readable import ReadableForm, WholeField

log = logging.getLogger(__name__)

#: Larger than any row version, and small enough for both databases.
LARGEST_VERSION = 2**31 - 1
#: The largest number of a row that both databases keep.
LARGEST_NUMBER = 2**63 - 1
#: Longer texts are pasted whole: nobody counts their characters.
LONGEST_COUNTED = 5_000


class DeskField(WholeField):
    """A field of a desk form. One for a text of several lines says how many characters it takes; a script counts."""

    @property
    def most(self) -> int | None:
        """Characters at most, where they are counted."""
        if not isinstance(self.field.widget, forms.Textarea):
            return None
        limits = [one.limit_value for one in self.field.validators if isinstance(one, MaxLengthValidator)]
        return min((limit for limit in limits if limit <= LONGEST_COUNTED), default=None)

    @property
    def count_id(self) -> str:
        return f"{self.auto_id}_count"

    @property
    def aria_describedby(self) -> str | None:
        described = super().aria_describedby
        return " ".join(filter(None, [described, self.count_id])) if self.most and self.auto_id else described


class DeskForm(ReadableForm, forms.Form):
    """A form that is accepted once. Its token is new with every rendering that is not bound to what was posted."""

    bound_field_class = DeskField

    once = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid4,
        error_messages={
            "required": _("This form came without its token. Load the page again."),
            "invalid": _("This form came with a broken token. Load the page again."),
        },
    )

    def accept(self, act: Callable[[], str], *, by: User) -> str | None:
        """Do `act` once, and return the path it leads to; what a token led to before is returned without acting.

        Where a rule forbids it, the reason is put onto the form and None returned. So it is where the form was accepted
        before, and something was changed in it since: it then has a new token, to be sent as another form. Raises what
        else `act` raises.
        """
        data = cast(QueryDict, self.data)
        try:
            return accept_once(self.cleaned_data["once"], act, by=by, digest=digest_of(data, self.files))
        except SentBefore as error:
            self.data = data.copy()
            self.data[self.add_prefix("once")] = str(uuid4())
            self.refuse(error)
        except ValidationError as error:
            self.refuse(error)
        except IntegrityError:
            # Every rule let it pass, and the database did not: another address or number was taken at the same moment.
            log.warning("The database refused what the rules had allowed.", exc_info=True)
            self.add_error(None, _("A colleague saved the same at this very moment. Send it again."))
        return None

    @property
    def refusal(self) -> str:
        """Everything that is wrong with the form, for a form of one button that has no place beside its fields."""
        return " ".join(error["message"] for errors in self.errors.get_json_data().values() for error in errors)

    def refuse(self, error: ValidationError) -> None:
        """Put a refusal of the workflow onto the form: beside the fields it names where the form has them."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            known = name != NON_FIELD_ERRORS and name in self.fields and not self.fields[name].widget.is_hidden
            for one in errors:
                self.add_error(name if known else None, one)


@dataclass(frozen=True, kw_only=True)
class Contrast:
    """One thing that is on record otherwise than it was typed. Where a side is None, there is no such thing on it."""

    label: str
    theirs: str | None = None
    mine: str | None = None
    field: BoundField | None = None


class BasedForm(DeskForm):
    """A form about a row that colleagues may change meanwhile. Its `initial` is what the row says."""

    IS_OF_A_ROW = True
    #: The hidden fields that say what the form is based on.
    BASIS: ClassVar[tuple[str, ...]]
    #: Fields that say something of the change, not of the row.
    OF_THE_CHANGE: ClassVar[frozenset[str]] = frozenset()

    def as_posted(self, **basis: Any) -> QueryDict:
        """What was posted, but based on other than it was: to be looked at and sent once more."""
        data = cast(QueryDict, self.data).copy()
        for name, value in basis.items():
            data[name] = str(value)
        return data

    def differences(self) -> list[Contrast]:
        """What was typed otherwise than the row has it, field by field."""
        found = []
        for field in self.visible_fields():
            if field.name in self.OF_THE_CHANGE or field.name not in self.cleaned_data:
                continue
            on_record, typed = self.initial.get(field.name), self.cleaned_data[field.name]
            if _plain(on_record) != _plain(typed):
                theirs, mine = (in_words(field.field, value) for value in (on_record, typed))
                found.append(Contrast(label=str(field.label), theirs=theirs, mine=mine, field=field))
        return found


class VersionedForm(BasedForm):
    """`version` is the row version it was based on."""

    BASIS: ClassVar[tuple[str, ...]] = ("version",)

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        max_value=LARGEST_VERSION,
        error_messages={"required": _("This form came without the version it is based on. Load the page again.")},
    )


class SeenForm(BasedForm):
    """About a row that has no version of its own; `seen` stands for what it said when it was shown."""

    BASIS: ClassVar[tuple[str, ...]] = ("seen",)

    seen = forms.CharField(
        widget=forms.HiddenInput,
        max_length=64,
        error_messages={"required": _("This form came without what it is based on. Load the page again.")},
    )


def in_words(field: forms.Field, value: Any) -> str:
    """What a field's value says to a person."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list | tuple | QuerySet):
        return ", ".join(str(one) for one in value)
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        choices: dict[Any, Any] = dict(flatten_choices(cast(Any, field.choices)))
        return str(choices.get(value, ""))
    return "" if value is None else str(field.prepare_value(value))


def _plain(value: Any) -> Any:
    """For comparison: nothing is nothing, rows of any order are the same, and so are line ends of any kind."""
    if isinstance(value, list | tuple | QuerySet):
        return {one.pk if isinstance(one, Model) else one for one in value} or None
    if isinstance(value, str):
        return value.replace("\r\n", "\n") or None
    return None if value is False else value
