"""Numbers in query strings."""

import django_filters
from django import forms

#: The largest number that both databases keep.
LARGEST_NUMBER = 2**63 - 1
#: Beyond it, a count says "more than".
COUNT_CAP = 1_000


class WholeNumberFilter(django_filters.Filter):
    """A filter by a whole number; `NumberFilter` of django-filter takes decimal ones."""

    field_class = forms.IntegerField
