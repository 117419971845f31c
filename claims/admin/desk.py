"""What only the desk sees, and what keeps its forms from being accepted twice."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from ..models import (
    DraftDecision,
    Note,
    Presence,
    SavedFilter,
    Submission,
)
from .look import LookOnly


class GoesWithItsAccount(LookOnly):
    """Rows that mean nothing without their editor: deleting the account takes them with it."""

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        # The account's page asks here whether it may take them along.
        match = request.resolver_match
        return match is not None and match.url_name in {"auth_user_delete", "auth_user_changelist"}


@admin.register(Submission)
class SubmissionAdmin(GoesWithItsAccount):
    list_display = ["token", "user", "location", "accepted_at"]
    list_select_related = ["user"]
    search_fields = ["user__username", "location"]
    date_hierarchy = "accepted_at"
    ordering = ["-accepted_at"]


@admin.register(Note)
class NoteAdmin(LookOnly):
    list_display = ["__str__", "claim", "made_by", "made_at"]
    list_select_related = ["claim", "made_by"]
    search_fields = ["text", "made_by__username", "claim__statement", "=claim__id"]
    date_hierarchy = "made_at"
    ordering = ["-pk"]
    desk_page = "claim_desk"
    desk_key = "claim_id"


@admin.register(Presence)
class PresenceAdmin(GoesWithItsAccount):
    list_display = ["editor", "claim", "seen_at"]
    list_select_related = ["editor", "claim"]
    search_fields = ["editor__username", "=claim__id"]
    ordering = ["-seen_at"]


@admin.register(DraftDecision)
class DraftDecisionAdmin(LookOnly):
    list_display = ["claim", "change", "made_by", "made_at"]
    list_select_related = ["claim", "made_by"]
    search_fields = ["made_by__username", "claim__statement", "=claim__id"]
    date_hierarchy = "made_at"
    ordering = ["-made_at"]


@admin.register(SavedFilter)
class SavedFilterAdmin(GoesWithItsAccount):
    list_display = ["name", "editor", "query"]
    list_select_related = ["editor"]
    search_fields = ["name", "editor__username"]
