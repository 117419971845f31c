"""Evidence: citable items that are not official responses."""

from typing import Any

from django import forms

from ..models import Evidence
from ..vocabulary import Bearing
from .base import DeskForm, SeenForm
from .fields import field_of
from .reasons import AdditionForm


class EvidenceForm(DeskForm):
    """A citable item, what it does to the claim, and whose finding that is."""

    title = field_of(Evidence, "title", widget=forms.TextInput(attrs={"dir": "auto"}))
    publisher = field_of(Evidence, "publisher")
    published_at = field_of(Evidence, "published_at", may_be_copied=True)
    url = field_of(Evidence, "url")
    archive_url = field_of(Evidence, "archive_url")
    bearing = field_of(Evidence, "bearing", coerce=Bearing)
    assessed_by = field_of(Evidence, "assessed_by")
    assessed_on = field_of(Evidence, "assessed_on")
    finding = field_of(Evidence, "finding", widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}))

    PARTICULARS = (
        *("title", "publisher", "published_at", "url", "archive_url"),
        *("bearing", "assessed_by", "assessed_on", "finding"),
    )

    def particulars(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.PARTICULARS}


class EvidenceEditForm(EvidenceForm, AdditionForm, SeenForm):
    """Evidence corrected or added to; for a public claim the reason is the public notice."""
