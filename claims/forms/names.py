"""Speakers, outlets and topics: made, and renamed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ..models import Outlet, Speaker, Topic
from ..vocabulary import SpeakerKind
from .base import DeskForm, VersionedForm
from .fields import field_of
from .reasons import CorrectionForm


class SpeakerForm(DeskForm):
    """A person or institution with a name, or an unnamed official with a description."""

    kind = field_of(Speaker, "kind", coerce=SpeakerKind)
    name = field_of(Speaker, "name", help_text=_("Empty for an unnamed official."))
    description = field_of(
        Speaker,
        "description",
        help_text=_(
            "One line to tell them apart. For an unnamed official: “Kremlin source”, whom pages call “an unnamed "
            "Kremlin source”."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        unnamed = cleaned.get("kind") == SpeakerKind.UNNAMED
        if unnamed and cleaned.get("name"):
            self.add_error("name", _("An unnamed official has no name here, only a description."))
        if unnamed and not cleaned.get("description"):
            self.add_error("description", _("Describe the unnamed official as the report does."))
        if not unnamed and not cleaned.get("name"):
            self.add_error("name", _("A person or institution needs a name."))
        return cleaned


class OutletForm(DeskForm):
    name = field_of(Outlet, "name")
    url = field_of(Outlet, "url")


class TopicForm(DeskForm):
    name = field_of(Topic, "name")
    description = field_of(Topic, "description")


class RenameForm(CorrectionForm, VersionedForm):
    """Another name, and what else is said of the thing. Public at once where the thing is public."""

    may_go_without = True


class SpeakerEditForm(RenameForm):
    name = field_of(Speaker, "name")
    description = field_of(Speaker, "description")
    field_order = ("name", "description", "reason")


class OutletEditForm(RenameForm):
    name = field_of(Outlet, "name")
    url = field_of(Outlet, "url")
    field_order = ("name", "url", "reason")


class TopicEditForm(RenameForm):
    name = field_of(Topic, "name")
    description = field_of(Topic, "description")
    field_order = ("name", "description", "reason")
