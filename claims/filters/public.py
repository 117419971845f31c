"""What readers look for in the public list."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import django_filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..forms.base import LARGEST_NUMBER
from ..models import Answer, Claim, Outlet, Speaker, Topic
from ..models.claims import answered_by_or_for, ran_in_or_credits
from ..reading import ClaimReading
from ..record import past
from ..search.claims import found_by, words_of_reading
from ..search.words import matches
from ..vocabulary import Ground, Mentioned, Status
from .names import AddressFilter
from .numbers import WholeNumberFilter, capped

PAGE_SIZE = 25

# A browser's own date field would show days in its own order and throw away what it does not understand.
_DAY = forms.DateInput(attrs={"placeholder": "2024-02-01", "maxlength": 40, "autocomplete": "off"}, format="%Y-%m-%d")
_KNOWN_DAYS = [
    MinValueValidator(date(1900, 1, 1), _("Give a day from 1900 on.")),
    MaxValueValidator(date(2199, 12, 31), _("Give a day before 2200.")),
]
# Never without by whom or on what, not even in a list of choices.
_STATUSES = [
    (Status.OPEN, _("open")),
    (Status.DENIED, _("denied by … or on evidence")),
    (Status.CONFIRMED, _("confirmed by … or on evidence")),
]
_NOT_A_CHOICE = {"invalid_choice": _("“%(value)s” is not one of these. Choose from the list.")}


@dataclass(frozen=True)
class Page:
    """The claims on one page by id, in order, and the cursor of the next page where there is one."""

    ids: list[int]
    next: int | None


class ClaimFilter(django_filters.FilterSet):
    """The public list of claims, from the row's filter columns, which `append` keeps equal to its document."""

    q = django_filters.CharFilter(
        method="with_words",
        max_length=200,
        label=_("Words"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    status = django_filters.ChoiceFilter(
        choices=_STATUSES, label=_("Where it stands"), empty_label=_("any"), error_messages=_NOT_A_CHOICE
    )
    ground = django_filters.ChoiceFilter(
        choices=Ground, label=_("Based on"), empty_label=_("any"), error_messages=_NOT_A_CHOICE
    )
    speaker = AddressFilter(
        method="answered_by",
        rows=Speaker.objects.published,
        label=_("Who answered"),
        unknown=_("No speaker on record is called “%(value)s”."),
    )
    body = AddressFilter(
        method="answered_for",
        rows=Speaker.objects.spoken_for,
        label=_("Spoken for"),
        unknown=_("Nobody on record spoke for “%(value)s”."),
    )
    outlet = AddressFilter(
        method="carried_or_credited",
        rows=Outlet.objects.published,
        label=_("Outlet"),
        unknown=_("No outlet on record is called “%(value)s”."),
    )
    topic = AddressFilter(
        field_name="topics",
        rows=Topic.objects.published,
        label=_("Topic"),
        unknown=_("No topic on record is called “%(value)s”."),
    )
    since = django_filters.DateFilter(
        method="recorded_since",
        label=_("Recorded from"),
        input_formats=["%Y-%m-%d"],
        validators=_KNOWN_DAYS,
        widget=_DAY,
        error_messages={"invalid": _("This is not a day. Write it like 2024-02-01.")},
    )
    until = django_filters.DateFilter(
        method="recorded_until",
        label=_("Recorded until"),
        input_formats=["%Y-%m-%d"],
        validators=_KNOWN_DAYS,
        widget=_DAY,
        error_messages={"invalid": _("This is not a day. Write it like 2024-02-01.")},
    )
    sort = django_filters.ChoiceFilter(
        method="leave_to_page",
        choices=[("recent", _("newest change first")), ("oldest", _("oldest change first"))],
        label=_("Order"),
        empty_label=None,
        error_messages=_NOT_A_CHOICE,
    )
    after = WholeNumberFilter(
        method="leave_to_page",
        min_value=1,
        max_value=LARGEST_NUMBER,
        widget=forms.HiddenInput,
        error_messages={"invalid": _("This page’s address is not complete. Begin again with the first page.")},
    )

    class Meta:
        model = Claim
        fields: list[str] = []

    def with_words(self, claims: Any, name: str, value: str) -> Any:
        return found_by(claims, value)

    def answered_by(self, claims: QuerySet[Claim], name: str, value: Speaker) -> QuerySet[Claim]:
        answers = Answer.objects.filter(response__speaker=value, retraction="")
        return claims.filter(pk__in=answers.values("claim"))

    def answered_for(self, claims: QuerySet[Claim], name: str, value: Speaker) -> QuerySet[Claim]:
        """Claims that somebody answered for an institution, or it itself."""
        return claims.filter(answered_by_or_for([value]))

    def carried_or_credited(self, claims: QuerySet[Claim], name: str, value: Outlet) -> QuerySet[Claim]:
        return claims.filter(ran_in_or_credits([value]))

    def recorded_since(self, claims: QuerySet[Claim], name: str, value: date) -> QuerySet[Claim]:
        return claims.filter(_since(value))

    def recorded_until(self, claims: QuerySet[Claim], name: str, value: date) -> QuerySet[Claim]:
        return claims.filter(_until(value))

    def leave_to_page(self, claims: QuerySet[Claim], name: str, value: Any) -> QuerySet[Claim]:
        return claims

    @property
    def found(self) -> QuerySet[Claim]:
        """What the query asks for, in order; nothing where it is invalid, so that an error never widens it."""
        if not self.is_valid():
            return self.queryset.none()
        order = ["head_id", "pk"] if self._is_oldest_first else ["-head_id", "-pk"]
        return self.qs.order_by(*order)

    @property
    def count(self) -> int:
        """How many there are on all pages, at most one more than `COUNT_CAP`."""
        return capped(self.found).count()

    @property
    def page(self) -> Page:
        """The page the cursor asks for. Cursors are positions in the record, so no page repeats or skips a claim."""
        found = self.found
        after = self.form.cleaned_data.get("after") if self.is_valid() else None
        if after is not None:
            found = found.filter(head_id__gt=after) if self._is_oldest_first else found.filter(head_id__lt=after)
        rows = list(found.values_list("pk", "head_id")[: PAGE_SIZE + 1])
        shown = rows[:PAGE_SIZE]
        return Page([pk for pk, _head in shown], shown[-1][1] if len(rows) > PAGE_SIZE else None)

    def page_at(self, at: int) -> past.Found:
        """The page the cursor asks for, of the record as it was at `at`; nothing where the query is invalid.

        What the filters above ask of rows, which are those of today, is asked of the documents of that time.
        """
        if not self.is_valid():
            return past.Found([], None)
        asked = self.form.cleaned_data
        named = [
            (Mentioned.TOPIC, asked["topic"]),
            (Mentioned.SPEAKER, asked["speaker"]),
            (Mentioned.SPEAKER, asked["body"]),
            (Mentioned.OUTLET, asked["outlet"]),
        ]
        places = past.places(
            at,
            mentioning=[(kind, thing.pk) for kind, thing in named if thing],
            after=asked["after"],
            oldest_first=self._is_oldest_first,
            recorded=(_since(asked["since"]) if asked["since"] else Q())
            & (_until(asked["until"]) if asked["until"] else Q()),
        )
        return past.find(places, keep=self._asks_for, size=PAGE_SIZE, at=at)

    def _asks_for(self, claim: ClaimReading) -> bool:
        asked = self.form.cleaned_data
        return (
            matches(words_of_reading(claim), asked["q"])
            and (not asked["status"] or claim.status == asked["status"])
            and (not asked["ground"] or claim.ground == asked["ground"])
            and (not asked["speaker"] or claim.is_answered_by(asked["speaker"].pk))
            and (not asked["body"] or claim.is_answered_for(asked["body"].pk))
            and (not asked["outlet"] or claim.ran_in_or_credits(asked["outlet"].pk))
            and (not asked["topic"] or claim.has_topic(asked["topic"].pk))
        )

    @property
    def narrowed(self) -> bool:
        """Whether the query asks for less than everything."""
        return any(self.data.get(name) for name in self.filters if name not in {"sort", "after"})

    @property
    def _is_oldest_first(self) -> bool:
        return self.form.cleaned_data.get("sort") == "oldest"


def _since(day: date) -> Q:
    return Q(recorded_at__gte=timezone.make_aware(datetime.combine(day, time.min)))


def _until(day: date) -> Q:
    return Q(recorded_at__lte=timezone.make_aware(datetime.combine(day, time.max)))
