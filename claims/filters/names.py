"""A filter by a public speaker, outlet or topic: by its address, as links have it, or by its name as one types it."""

from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..forms.fields import FEW, first_few
from ..models.thing import FormerSlug, NamedQuerySet

#: As many names as a page offers while one is typed; with ten thousand it would be no page. Any other can be typed.
MOST_OFFERED = 100


class NameInput(forms.TextInput):
    """A text field that offers names. The browser does it, without a script."""

    template_name = "public/name_input.html"
    #: Set by the field.
    names: Callable[[], list[str]] = list

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["names"] = self.names()
        context["widget"]["attrs"]["list"] = f"{context['widget']['attrs'].get('id', name)}-names"
        return context


class AddressField(forms.CharField):
    """One of `rows`, by its address or its name."""

    widget = NameInput

    def __init__(self, *, rows: Callable[[], NamedQuerySet[Any]], unknown: Any, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)
        self.rows = rows
        self.widget.names = self.names
        self.error_messages["unknown"] = unknown

    def names(self) -> list[str]:
        """Those that are offered, by name: all, or the newest where there are more."""
        return sorted({str(row) for row in self.rows().order_by("-pk")[:MOST_OFFERED]}, key=str.casefold)

    def clean(self, value: Any) -> Any:
        """The row, None where nothing was typed. Raises ValidationError where none is meant, or several are."""
        typed = super().clean(value)
        if not typed:
            return None
        found = self._at(typed) or self._called(typed) or self._formerly_at(typed)
        if not found:
            raise ValidationError(self.error_messages["unknown"], "unknown", {"value": typed})
        if len(found) > 1:
            raise ValidationError(
                _("Several are called so. Write which one is meant: %(addresses)s."),
                "several",
                {"addresses": first_few([row.slug for row in found])},
            )
        return found[0]

    def prepare_value(self, value: Any) -> Any:
        """The name of what an address leads to, if it has it alone."""
        found = self._at(value) if isinstance(value, str) else []
        return str(found[0]) if found and self.rows().called(str(found[0])).count() == 1 else value

    def _at(self, address: str) -> list[Any]:
        return list(self.rows().filter(slug=address))

    def _called(self, name: str) -> list[Any]:
        return list(self.rows().called(name).order_by("pk")[: FEW + 1])

    def _formerly_at(self, address: str) -> list[Any]:
        former = FormerSlug.objects.filter(kind=self.rows().model.KIND, slug=address)
        return list(self.rows().filter(pk__in=former.values("subject")))


class AddressFilter(django_filters.Filter):
    field_class = AddressField
