"""Fields that several desk forms share: those of a model with its own words, and things found by typing their name."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..models import Article, Claim, Origin, Outlet, Speaker, Topic
from ..models.thing import NamedQuerySet
from ..search.words import fold

#: As many names as a browser is offered to choose from; others are found by typing them in full.
MOST_NAMES = 1_000
#: Figures of a row's number, at most.
LONGEST_NUMBER = 18
#: Characters of a name or description with its number, at most; longer ones are not looked for.
LONGEST_NAME = 330
#: Up to so many topics are all shown to be ticked.
MOST_TOPICS = 12
#: As many rows as anybody picks in one field.
MOST_PICKED = 100
#: As many rows are named where what was typed could mean several.
FEW = 5
_NUMBERED = re.compile(r"(?P<name>.*\S)\s*\[(?P<number>[1-9][0-9]{0,17})\]")
_NUMBER_ALONE = re.compile(r"(?:.*\[)?(?P<number>[1-9][0-9]{0,17})\]?", re.DOTALL)


def field_of(model: type[models.Model], name: str, **changes: Any) -> Any:
    """The form field of a model's field, with its label and help; `changes` as for a form field."""
    column = model._meta.get_field(name)
    field = column.formfield(**changes)  # type: ignore[union-attr]  # never asked for a reverse relation
    if isinstance(field, forms.ChoiceField) and field.required and "choices" not in changes:
        offered: Any = field.choices
        field.choices = [(value, label if value else _("choose")) for value, label in offered]
    return field


def unjudged(data: QueryDict) -> dict[str, Any]:
    """What was typed, as a form's `initial`: to show a form again that was not sent to be saved."""
    return {name: values if len(values) > 1 else values[0] for name, values in data.lists() if values}


def looks_up(kind: str, *, press: str = "") -> dict[str, Any]:
    """Attributes of a text field in which one types to find rows of `kind`: a lookup of `claims.views.desk.lookups`.

    Choosing one fills in its name. With `press` it fills in its number and sends the form as by a button of that name,
    with the number as its value.
    """
    asks = {"data-lookup": reverse_lazy(f"lookup_{kind}"), "autocomplete": "off"}
    return asks | ({"data-lookup-press": press} if press else {})


def asks_alike(*, attach: bool = False) -> dict[str, Any]:
    """Attributes of the field in which a claim is worded: claims in nearly these words are shown in `#alike`.

    With `attach` each comes with a button "attach" that sends the form with the claim's number.
    """
    return {
        **({"hx-vals": '{"attach": "on"}'} if attach else {}),
        # Not in the address: servers write addresses down, and the claim is not public.
        "hx-post": reverse_lazy("lookup_alike"),
        "hx-params": "statement,attach,csrfmiddlewaretoken",
        "hx-trigger": "input changed delay:400ms",
        "hx-target": "#alike",
        "hx-swap": "innerHTML",
        "hx-sync": "this:replace",
        "data-quiet": True,
    }


def asks_how_it_reads() -> dict[str, Any]:
    """Attributes of the field that says what a new speaker is: what pages will call them is said beside the name."""
    return {
        "hx-get": reverse_lazy("speaker_known"),
        "hx-include": "[name=speaker], [name=speaker_description]",
        "hx-trigger": "change",
        # Only what the answer brings for another place is drawn: what was just chosen stays as it is.
        "hx-swap": "none",
        "data-quiet": True,
    }


class NamedField[Row: (Speaker, Outlet)](forms.CharField):
    """A speaker or outlet typed by its name: the row of that name, or where there is none a new one, not saved yet.

    Where several rows have the name, it is typed with the row's number: "The Post [12]". `lookup` is the kind of rows
    offered while typing; without script it is the list of names with the id `names_id`.
    """

    def __init__(self, rows: NamedQuerySet[Row], *, names_id: str, lookup: str = "", **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_NAME, **kwargs)
        self.rows: NamedQuerySet[Row] = rows
        lookup = lookup or ("speakers" if rows.model is Speaker else "outlets")
        self.widget.attrs |= {"list": names_id, "dir": "auto", **looks_up(lookup)}

    def prepare_value(self, value: Any) -> Any:
        return typed_name(value) if isinstance(value, Speaker | Outlet) else value

    def clean(self, value: Any) -> Row | None:
        """The row, saved or new; None where nothing was typed. Raises ValidationError where several have the name."""
        typed = super().clean(value)
        return self._row(typed) if typed else None

    def _row(self, typed: str) -> Row:
        if numbered := _NUMBERED.fullmatch(typed):
            row = self._called(numbered["name"]).filter(pk=int(numbered["number"])).first()
            if row is not None:
                return row
        found = list(self._called(typed).order_by("pk")[: FEW + 1])
        if len(found) > 1:
            names = first_few([f"“{row} [{row.pk}]”" for row in found])
            raise ValidationError(_("Several have this name. Write one of %(names)s."), "several", {"names": names})
        if found:
            return found[0]
        row = self.rows.model(name=typed)
        row._meta.get_field("name").run_validators(typed)
        return row

    def _called(self, name: str) -> QuerySet[Row]:
        return self.rows.called(name)


class KnownNameField[Row: (Speaker, Outlet, Topic)](forms.CharField):
    """The row that is meant. There may be ten thousand, so they are not a list to choose from.

    Typed is its name, or words that only its name has, or "Name [12]" or "12" with its number.
    """

    def __init__(self, model: type[Row], **kwargs: Any) -> None:
        kwargs.setdefault("validators", [ProhibitNullCharactersValidator()])
        super().__init__(max_length=LONGEST_NAME, **kwargs)
        self.model: type[Row] = model

    def clean(self, value: Any) -> Any:
        """The row, or None where nothing was typed. Raises ValidationError where none is meant, or several are."""
        typed = super().clean(value)
        if not typed:
            return None
        found = self._called(typed) or self._numbered(typed) or self._having(typed)
        if not found:
            raise ValidationError(_("Nothing on the desk is called “%(typed)s”."), "unknown", {"typed": typed})
        if len(found) > 1:
            names = first_few([f"“{row} [{row.pk}]”" for row in found])
            raise ValidationError(_("Several are meant by this. Write one of %(names)s."), "several", {"names": names})
        return found[0]

    def _called(self, typed: str) -> list[Row]:
        return list(self.model.objects.called(typed).order_by("pk")[: FEW + 1])

    def _numbered(self, typed: str) -> list[Row]:
        numbered = _NUMBER_ALONE.fullmatch(typed)
        return list(self.model.objects.filter(pk=int(numbered["number"]))) if numbered else []

    def _having(self, typed: str) -> list[Row]:
        return list(self.model.objects.matching(typed).order_by("pk")[: FEW + 1])


class PickWidget(forms.Widget):
    """Rows to tick, and a text field to find others by; all of one name, so that what is typed is never lost."""

    template_name = "desk/lookup_pick.html"
    #: Set by the field: the rows one may pick, those offered without looking, up to how many all are offered, and
    #: whether several may be picked.
    rows: QuerySet[Any]
    offered: Iterable[Any] = ()
    few = 0
    many = False
    label: Any = ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        values = data.getlist(name) if isinstance(data, QueryDict) else data.get(name, [])
        return [one for one in (values if isinstance(values, list | tuple) else [values]) if one]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def id_for_label(self, id_: str) -> str:
        return id_

    @cached_property
    def _first_rows(self) -> list[Any]:
        return list(self.rows[: self.few + 1])

    @property
    def has_rows(self) -> bool:
        """Whether there is anything to pick."""
        return bool(self._first_rows)

    @property
    def few_rows(self) -> list[Any]:
        """All rows where they are only `few`, else none."""
        return self._first_rows if self.few and len(self._first_rows) <= self.few else []

    @property
    def is_group(self) -> bool:
        """Whether all rows are offered as boxes. No `label` can name them: they are a group with its own name."""
        return bool(self.few_rows)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        values = [str(one) for one in value or ()]
        numbers = {int(one) for one in values if is_number(one)}
        offered = self.few_rows if self.few else list(self.offered)
        missing = numbers - {row.pk for row in offered}
        rows = [*offered, *(self.rows.filter(pk__in=missing).order_by("pk") if missing else ())]
        known = {row.pk for row in rows}
        typed = [one for one in values if one.strip() and not (is_number(one) and int(one) in known)]
        context = super().get_context(name, value, attrs)
        context["widget"] |= {
            "rows": [(row, row.pk in numbers) for row in rows],
            "picked": bool(numbers & known),
            "typed": typed[0] if typed else "",
            "may_look": bool(typed) or not self.is_group,
            "label": self.label,
            "type": "checkbox" if self.many else "radio",
        }
        return context


class PickField[Row: (Article, Claim, Speaker, Outlet, Topic, Origin)](forms.Field):
    """Rows picked by number: found while typing, ticked, or typed as a number or as words that only one row has.

    Gives a list of rows where `many`, else the row or None. `offered` are those to tick without looking for them; where
    there are only `few` rows, that is all.
    """

    widget = PickWidget
    default_error_messages = {
        "unknown": _("There is no “%(typed)s” on record. Choose one of those offered while you type, or its number."),
        "several": _("Several have these words. Write the number of one: %(rows)s."),
        "one": _("Choose one of these, not several."),
        "too_many": _("At most %(most)d are taken at once."),
    }

    def __init__(self, rows: QuerySet[Row], *, lookup: str, many: bool = False, few: int = 0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.many = self.widget.many = many
        self.widget.few = few
        self.widget.label = self.label
        self.rows = rows
        self.widget.attrs |= {"dir": "auto", **looks_up(lookup)}

    @property
    def rows(self) -> QuerySet[Row]:
        return self._rows

    @rows.setter
    def rows(self, rows: QuerySet[Row]) -> None:
        self._rows: QuerySet[Row] = rows
        self.widget.rows = rows

    @property
    def offered(self) -> Iterable[Row]:
        return self.widget.offered

    @offered.setter
    def offered(self, rows: Iterable[Row]) -> None:
        self.widget.offered = rows

    def prepare_value(self, value: Any) -> list[Any]:
        several = list(value) if isinstance(value, list | tuple | set | QuerySet) else [value]
        return [one.pk if isinstance(one, models.Model) else one for one in several if one not in (None, "")]

    def clean(self, value: Any) -> Any:
        """The picked row or rows. Raises ValidationError for what is not there, or means several."""
        typed = dict.fromkeys(stripped for one in value or () if (stripped := str(one).strip()))
        self._check_number(typed)
        found = {row.pk: row for one in typed for row in self._meant(one)}
        if self.required and not found:
            raise ValidationError(self.error_messages["required"], code="required")
        if self.many:
            return list(found.values())
        if len(found) > 1:
            raise ValidationError(self.error_messages["one"], code="one")
        return next(iter(found.values()), None)

    def _meant(self, typed: str) -> list[Row]:
        """The row of the number typed, or what the words mean: one row, or with `many` each named between commas."""
        bare = typed.removeprefix("#")
        if is_number(bare):
            return [self._only(typed, list(self.rows.filter(pk=int(bare))))]
        parts = dict.fromkeys(part.strip() for part in typed.split(",")) if self.many else [typed]
        self._check_number(parts)
        return [self._only(part, self._called(part)) for part in parts if part]

    def _check_number(self, values: Collection[str]) -> None:
        if len(values) > MOST_PICKED:
            raise ValidationError(self.error_messages["too_many"], code="too_many", params={"most": MOST_PICKED})

    def _called(self, words: str) -> list[Row]:
        if isinstance(self.rows, NamedQuerySet) and (named := self._first(self.rows.called(words))):
            return named
        found = self.rows.matching(words)  # type: ignore[attr-defined]  # all are found by words
        rows = self._first(found)
        exact = [row for row in rows if fold(str(row)) == fold(words)]
        return exact or rows

    def _first(self, rows: QuerySet[Row]) -> list[Row]:
        return list(rows.order_by("pk")[: FEW + 1])

    def _only(self, typed: str, rows: list[Row]) -> Row:
        if not rows:
            raise ValidationError(self.error_messages["unknown"], code="unknown", params={"typed": typed})
        if len(rows) > 1:
            named = first_few([f"#{row.pk} “{row}”" for row in rows], between="; ")
            raise ValidationError(self.error_messages["several"], code="several", params={"rows": named})
        return rows[0]


class TopicsField(PickField[Topic]):
    """Topics to tick, all of them while there are few; others are found while typing, several with commas between."""

    def __init__(self, rows: QuerySet[Topic], **kwargs: Any) -> None:
        super().__init__(rows, lookup="topics", many=True, few=MOST_TOPICS, **kwargs)


def first_few(named: Sequence[str], *, between: str = ", ") -> str:
    """What could be meant: the first `FEW` of `named`, and that there are more where there are."""
    first = between.join(named[:FEW])
    return str(_("%(first)s, or another: there are more") % {"first": first}) if len(named) > FEW else first


def is_number(text: str) -> bool:
    """Whether `text` is a row's number that both databases can look for."""
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER


def typed_name(row: Speaker | Outlet) -> str:
    """What one types to mean this row: its name, with its number where another row has the same."""
    return typed_names([row])[row.pk] if row.pk else str(row)


def typed_names(rows: Sequence[Speaker | Outlet | Topic]) -> dict[int, str]:
    """What one types to mean each of `rows`, which are of one kind, by number. One query."""
    if not rows:
        return {}
    same_names = type(rows[0])._default_manager.filter(folded_name__in={row.folded_name for row in rows})
    twice = {folded for folded, count in Counter(same_names.values_list("folded_name", flat=True)).items() if count > 1}
    return {row.pk: f"{row} [{row.pk}]" if row.folded_name in twice else str(row) for row in rows}


def known_names(rows: QuerySet[Any]) -> list[str]:
    """Names to offer for a `NamedField`, each written so that it means one row. Two queries."""
    return list(typed_names(list(rows.order_by("name", "pk")[:MOST_NAMES])).values())
