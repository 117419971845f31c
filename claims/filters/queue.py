"""What the desk's queue is narrowed to, and its tabs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import django_filters
from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ..dates import PartialDate, ending
from ..forms.base import LARGEST_NUMBER
from ..forms.fields import KnownNameField, looks_up
from ..models import Approach, Claim, Outlet, Speaker, Topic
from ..models.claims import ClaimQuerySet, answered_by_or_for, ran_in_or_credits
from ..vocabulary import ON_DESK, State, Status
from .numbers import CountOf

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Place:
    """Where a claim is in a list: its number and, in a list by what is due first, when that was as it was read.

    In addresses `80` or `2026-11-01.80`. The day is kept there, and not read again, so that nothing is passed over
    where a colleague changed it before the next page is asked for.
    """

    number: int
    due: PartialDate | None = None

    def __str__(self) -> str:
        return f"{self.due}.{self.number}" if self.due else str(self.number)


class PlaceField(forms.IntegerField):
    """A `Place` as it stands in an address."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=LARGEST_NUMBER, **kwargs)

    def clean(self, value: Any) -> Any:
        due, dot, number = str(value or "").rpartition(".")
        cleaned = super().clean(number)
        if cleaned is None and not dot:
            return None
        try:
            return Place(int(cleaned), PartialDate.fromisoformat(due) if dot else None)
        except (TypeError, ValueError):
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class PlaceFilter(django_filters.Filter):
    """Where a page of a list begins."""

    field_class = PlaceField


@dataclass(frozen=True)
class Tab:
    """One of the queue's lists: its name in addresses, its words, the shape beside them, and which claims it has.

    `due` says when something is to be done about a claim, where the list is in that order; else the newest is first.
    It is a column of days (`is_due_by_day`) or of dates as far as they are known.
    """

    key: str
    label: "StrOrPromise"
    shape: str
    condition: Q
    due: F | Subquery | None = None
    is_due_by_day: bool = False

    def in_order(self, claims: QuerySet[Claim], *, after: Place | None = None) -> QuerySet[Claim]:
        """`claims` in the order of the list, with `due` where it has one; those that follow the place `after`."""
        if self.due is None:
            return (claims.filter(pk__lt=after.number) if after else claims).order_by("-pk")
        claims = claims.annotate(due=self.due).alias(over=F("due") if self.is_due_by_day else ending("due"))
        if after:
            follows = Q(over__isnull=True, pk__gt=after.number)
            if after.due:
                last = after.due.shown_day() if self.is_due_by_day else after.due.ending
                follows = Q(over__isnull=True) | Q(over__gt=last) | Q(over=last, pk__gt=after.number)
            claims = claims.filter(follows)
        return claims.order_by(F("over").asc(nulls_last=True), "pk")

    def place_of(self, claim: Claim) -> Place:
        """The place of `claim`, which comes from `in_order`."""
        due: date | PartialDate | None = getattr(claim, "due", None)
        return Place(claim.pk, PartialDate.from_date(due) if isinstance(due, date) else due)


def queue_tabs(today: date, *, by: User | None) -> list[Tab]:
    """The tabs of the queue of `by`, in order; the first is what the desk opens with."""
    public = Q(state=State.PUBLIC)
    awaited = Approach.objects.unanswered()
    first_due = awaited.filter(claim=OuterRef("pk")).first_due_first().values("deadline")
    return [
        Tab("open", _("Open"), "open", public & Q(status=Status.OPEN)),
        Tab("denied", _("Denied"), "denied", public & Q(status=Status.DENIED)),
        Tab("confirmed", _("Confirmed"), "confirmed", public & Q(status=Status.CONFIRMED)),
        Tab("draft", _("Draft"), "draft", Q(state=State.DRAFT)),
        Tab(
            "review",
            _("Review due"),
            "",
            Q(state__in=ON_DESK, review_by__lte=today),
            due=F("review_by"),
            is_due_by_day=True,
        ),
        Tab("mine", _("Assigned to me"), "", Q(assigned_to=by)),
        Tab("awaiting", _("Awaiting a reply"), "", Q(pk__in=awaited.values("claim")), due=Subquery(first_due[:1])),
        Tab("all", _("All"), "", Q()),
    ]


#: The tabs by their names in addresses.
TAB_KEYS = tuple(tab.key for tab in queue_tabs(date.min, by=None))
#: What an address of the queue can hold, in the order it does.
ASKED = ("show", "q", "topic", "speaker", "outlet", "after")
#: What narrows a tab.
NARROWING = ("q", "topic", "speaker", "outlet")


class KnownNameFilter(django_filters.Filter):
    """A filter by a speaker, outlet or topic, which is looked up while it is typed."""

    field_class = KnownNameField

    def __init__(
        self, *args: Any, model: type[Speaker] | type[Outlet] | type[Topic], lookup: str, **kwargs: Any
    ) -> None:
        widget = forms.TextInput(attrs={"class": "filter-name", **looks_up(lookup)})
        super().__init__(*args, model=model, widget=widget, **kwargs)


class QueueFilter(django_filters.FilterSet):
    """What the desk's queue is narrowed to. `show` (a tab) and `after` (a page) are read, and left to the view."""

    q = django_filters.CharFilter(
        method="with_words",
        max_length=200,
        label=_("Words"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    topic = KnownNameFilter(field_name="topics", label=_("Topic"), model=Topic, lookup="topics")
    speaker = KnownNameFilter(method="answered_by", label=_("Who answered"), model=Speaker, lookup="speakers")
    outlet = KnownNameFilter(method="carried_by", label=_("Outlet"), model=Outlet, lookup="outlets")
    show = django_filters.ChoiceFilter(
        method="left_to_the_view",
        choices=[(key, key) for key in TAB_KEYS],
        widget=forms.HiddenInput,
    )
    after = PlaceFilter(method="left_to_the_view")

    class Meta:
        model = Claim
        fields: list[str] = []

    def __init__(self, data: QueryDict | None = None, queryset: QuerySet[Claim] | None = None) -> None:
        super().__init__(data, queryset=Claim.objects.for_queue() if queryset is None else queryset)

    def with_words(self, claims: ClaimQuerySet, name: str, value: str) -> QuerySet[Claim]:
        return claims.matching(value)

    def answered_by(self, claims: QuerySet[Claim], name: str, value: Speaker) -> QuerySet[Claim]:
        return claims.filter(answered_by_or_for([value]))

    def carried_by(self, claims: QuerySet[Claim], name: str, value: Outlet) -> QuerySet[Claim]:
        return claims.filter(ran_in_or_credits([value]))

    def left_to_the_view(self, claims: QuerySet[Claim], name: str, value: Any) -> QuerySet[Claim]:
        return claims

    @property
    def found(self) -> QuerySet[Claim]:
        """What the query asks for; nothing where the query is invalid."""
        return self.qs if self.is_valid() else self.queryset.none()

    @property
    def chosen_tab(self) -> str:
        """The key of the tab asked for; the first where none is, or none of that name."""
        return (self.is_valid() and self.form.cleaned_data.get("show")) or TAB_KEYS[0]

    @property
    def narrowing(self) -> dict[str, Any]:
        """What narrows a tab, by name: the words, and the topic, speaker and outlet that are meant."""
        return {name: value for name in NARROWING if (value := self.form.cleaned_data.get(name))}

    def counts(self, tabs: Iterable[Tab], *, by: User) -> list[int]:
        """How many claims each tab has under what is asked for, at most one more than `COUNT_CAP`. One query."""
        columns = [CountOf(self.found.filter(tab.condition)) for tab in tabs]
        # Columns need a row: the account's own is there for certain.
        return list(User.objects.filter(pk=by.pk).values_list(*columns).get())
