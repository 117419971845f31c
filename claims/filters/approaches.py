"""What the list of approaches is narrowed to."""

from typing import TYPE_CHECKING

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ..forms.fields import looks_up
from ..models import Approach, Speaker

if TYPE_CHECKING:
    from ..models.approaches import ApproachQuerySet

MINE, DESK, OUTLETS = "mine", "desk", "outlets"


class ApproachFilter(django_filters.FilterSet):
    """Who was asked, by words of the name, and who asked: oneself, this desk or an outlet."""

    asked = django_filters.CharFilter(
        method="with_words",
        max_length=200,
        label=_("Who was asked"),
        widget=forms.TextInput(attrs=looks_up("speakers")),
    )
    by = django_filters.ChoiceFilter(
        method="asked_by",
        choices=[(MINE, _("I myself")), (DESK, _("this desk")), (OUTLETS, _("an outlet"))],
        empty_label=_("anybody"),
        label=_("Who asked"),
    )

    class Meta:
        model = Approach
        fields: list[str] = []

    def with_words(self, approaches: "ApproachQuerySet", name: str, value: str) -> QuerySet[Approach]:
        return approaches.filter(asked__in=Speaker.objects.matching(value))

    def asked_by(self, approaches: "ApproachQuerySet", name: str, value: str) -> QuerySet[Approach]:
        if value == MINE:
            return approaches.filter(asker=None, recorded_by=self.request.user)
        return approaches.filter(asker__isnull=value == DESK)

    @property
    def found(self) -> "ApproachQuerySet":
        """Those that match; none where the query is not understood."""
        found: ApproachQuerySet = self.qs if self.is_valid() else self.queryset.none()
        return found
