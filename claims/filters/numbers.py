"""Numbers in query strings, and how many rows there are."""

from typing import Any

import django_filters
from django import forms
from django.db.models import IntegerField, QuerySet, Subquery

#: Beyond it, a count says "more than".
COUNT_CAP = 1_000


class WholeNumberFilter(django_filters.Filter):
    """A filter by a whole number; `NumberFilter` of django-filter takes decimal ones."""

    field_class = forms.IntegerField


def capped[Rows: QuerySet[Any]](rows: Rows) -> Rows:
    """`rows` as far as they are counted: at most one more than `COUNT_CAP`."""
    return rows.order_by()[: COUNT_CAP + 1]


class CountOf(Subquery):
    """How many rows a queryset has, at most one more than `COUNT_CAP`: a column, so that one query counts several."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0

    def __init__(self, rows: QuerySet[Any]) -> None:
        super().__init__(capped(rows.values("pk")))
