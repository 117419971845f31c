"""What every form of the desk has: a token that makes a retry harmless, and the version of the row it was based on."""

import logging
from collections.abc import Callable
from typing import Any, cast
from uuid import uuid4

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError
from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ..submissions import accept_once

log = logging.getLogger(__name__)

#: Larger than any row version, and small enough for both databases.
LARGEST_VERSION = 2**31 - 1


class DeskForm(forms.Form):
    """A form that is accepted once. Its token is new with every rendering that is not bound to what was posted."""

    once = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid4,
        error_messages={
            "required": _("This form came without its token. Load the page again."),
            "invalid": _("This form came with a broken token. Load the page again."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # A browser would cut what is pasted without a word; here the server says that it is too long.
            field.widget.attrs.pop("maxlength", None)

    def accept(self, act: Callable[[], str], *, by: User) -> str | None:
        """Do `act` once, and return the path it leads to; what a token led to before is returned without acting.

        Where a rule forbids it, the reason is put onto the form and None returned. Raises Conflict like `act`.
        """
        try:
            return accept_once(self.cleaned_data["once"], act, by=by)
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

    def was_overtaken(self) -> bool:
        """Whether it was refused because a colleague saved the row first."""
        return self.has_error(NON_FIELD_ERRORS, "changed")

    def differs_from(self, row: Model) -> list[tuple[str, str]]:
        """What `row` says otherwise than what was typed: label and value."""
        theirs = []
        for name in set(self.fields) & {field.name for field in row._meta.fields} - {"version"}:
            value = getattr(row, name)
            if value != self.cleaned_data.get(name):
                shown = getattr(row, f"get_{name}_display", lambda value=value: "" if value is None else str(value))
                theirs.append((str(self.fields[name].label or name), str(shown())))
        return sorted(theirs)

    def refuse(self, error: ValidationError) -> None:
        """Put a refusal of the workflow onto the form: beside the fields it names where the form has them."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            known = name != NON_FIELD_ERRORS and name in self.fields and not self.fields[name].widget.is_hidden
            for one in errors:
                self.add_error(name if known else None, one)


class VersionedForm(DeskForm):
    """A form about a row that colleagues may change meanwhile; `version` is the row version it was based on."""

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        max_value=LARGEST_VERSION,
        error_messages={"required": _("This form came without the version it is based on. Load the page again.")},
    )

    def as_posted(self, *, on: int) -> QueryDict:
        """What was posted, but based on row version `on`: to be looked at and sent once more."""
        data = cast(QueryDict, self.data).copy()
        data["version"] = str(on)
        return data

    def base_on(self, row: Model) -> list[tuple[str, str]]:
        """Let what was typed be saved on top of `row` as it is now. Returns what differs there: label and value."""
        self.data = self.as_posted(on=getattr(row, "version", 0))
        return self.differs_from(row)


class SeenForm(DeskForm):
    """A form about a row that has no version of its own; `seen` stands for what it said when it was shown."""

    seen = forms.CharField(
        widget=forms.HiddenInput,
        max_length=64,
        error_messages={"required": _("This form came without what it is based on. Load the page again.")},
    )

    def base_on(self, row: Model, *, seen: str) -> list[tuple[str, str]]:
        """Let what was typed be saved on top of `row`, `seen` as it is now. Returns what differs there."""
        data = cast(QueryDict, self.data).copy()
        data["seen"] = seen
        self.data = data
        return self.differs_from(row)
