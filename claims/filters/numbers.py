"""Numbers in query strings."""

import django_filters
from django import forms

#: Beyond it, a count says "more than".
COUNT_CAP = 1_000


class WholeNumberFilter(django_filters.Filter):
    """A filter by a whole number; `NumberFilter` of django-filter takes decimal ones."""

    field_class = forms.IntegerField
