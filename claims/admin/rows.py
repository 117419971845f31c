"""Claims and what belongs to them, responses and articles: what the workflow changes."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..models import (
    Answer,
    Appearance,
    Approach,
    Article,
    ArticleVersion,
    Attribution,
    Capture,
    Claim,
    Evidence,
    Mark,
    Origin,
    Response,
)
from ..vocabulary import Ground, Status
from ..wording import bare_status
from .look import LookOnly


@admin.display(description=_("where it stands"), ordering="status")
def stands(row: Claim | Mark) -> str:
    """The status of a claim or mark with what it is based on."""
    return bare_status(Status(row.status), Ground(row.ground) if row.ground else None)


@admin.register(Claim)
class ClaimAdmin(LookOnly):
    list_display = ["statement", "state", stands, "claimant", "recorded_at"]
    list_filter = ["state", "status", "ground", "topics"]
    search_fields = ["=id", "statement", "claimant"]
    date_hierarchy = "recorded_at"
    desk_page = "claim_desk"
    shown = [stands]
    hidden = ["search_text", "status", "ground"]
    made_at = "claim_new"


@admin.register(Mark)
class MarkAdmin(LookOnly):
    list_display = ["reason", "claim", stands, "made_by", "made_at", "undone"]
    list_filter = ["status", "ground", "undone", "not_pursued"]
    list_select_related = ["claim", "made_by"]
    search_fields = ["=claim__id", "claim__statement", "reason"]
    date_hierarchy = "made_at"
    ordering = ["-pk"]
    desk_page = "claim_desk"
    desk_key = "claim_id"
    shown = [stands, "cited_answers"]
    hidden = ["answers", "status", "ground"]

    @admin.display(description=_("answers"))
    def cited_answers(self, mark: Mark) -> str:
        return ", ".join(str(answer) for answer in mark.answers.select_related("response__speaker"))


@admin.register(Evidence)
class EvidenceAdmin(LookOnly):
    list_display = ["title", "bearing", "assessed_by", "assessed_on", "claim"]
    list_filter = ["bearing"]
    list_select_related = ["claim"]
    search_fields = ["title", "assessed_by", "publisher", "=claim__id"]
    desk_page = "evidence_edit"


@admin.register(Approach)
class ApproachAdmin(LookOnly):
    list_display = ["asked", "asker", "asked_on", "outcome", "checked_on", "claim"]
    list_filter = ["outcome"]
    list_select_related = ["asked", "asker", "claim"]
    search_fields = ["asked__name", "asked__description", "asker__name", "=claim__id"]
    desk_page = "approach_edit"


@admin.register(Response)
class ResponseAdmin(LookOnly):
    list_display = ["__str__", "role", "channel", "said_at", "heard", "reported_by"]
    list_filter = ["channel", "heard", "language"]
    list_select_related = ["speaker", "reported_by"]
    search_fields = ["speaker__name", "speaker__description", "role", "words", "translation"]
    ordering = ["-pk"]
    desk_page = "response_edit"
    hidden = ["search_text"]
    made_at = "response_new"


@admin.register(Answer)
class AnswerAdmin(LookOnly):
    list_display = ["__str__", "kind", "position", "claim"]
    list_filter = ["kind", "position"]
    list_select_related = ["response__speaker", "claim"]
    search_fields = ["response__speaker__name", "claim__statement", "=claim__id"]
    ordering = ["-pk"]
    desk_page = "answer_edit"


@admin.register(Article)
class ArticleAdmin(LookOnly):
    list_display = ["title", "outlet", "byline", "published_at", "medium", "recorded_at"]
    list_filter = ["medium", "language"]
    list_select_related = ["outlet"]
    search_fields = ["title", "byline", "url", "outlet__name"]
    date_hierarchy = "created_at"
    desk_page = "article_desk"
    hidden = ["search_text"]
    made_at = "article_new"


@admin.register(ArticleVersion)
class ArticleVersionAdmin(LookOnly):
    list_display = ["article", "number", "retrieved_at", "sha256"]
    list_select_related = ["article"]
    search_fields = ["article__title", "^sha256"]
    date_hierarchy = "retrieved_at"
    desk_page = "article_desk"
    desk_key = "article_id"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ArticleVersion]:
        return super().get_queryset(request).defer("text")


@admin.register(Appearance)
class AppearanceAdmin(LookOnly):
    list_display = ["__str__", "claim", "stance", "standing"]
    list_filter = ["stance", "standing"]
    list_select_related = ["article", "claim"]
    search_fields = ["article__title", "claim__statement", "exact", "=claim__id"]
    ordering = ["-pk"]
    desk_page = "appearance_edit"


@admin.register(Attribution)
class AttributionAdmin(LookOnly):
    list_display = ["words", "position", "outlet", "origin", "appearance"]
    list_select_related = ["outlet", "origin", "appearance__article"]
    search_fields = ["words", "outlet__name", "origin__label"]
    ordering = ["-pk"]
    desk_page = "appearance_edit"
    desk_key = "appearance_id"


@admin.register(Origin)
class OriginAdmin(LookOnly):
    list_display = ["label", "kind", "people"]
    list_filter = ["kind"]
    search_fields = ["label"]
    ordering = ["-pk"]
    shown = ["credited"]

    @admin.display(description=_("on the desk"))
    def credited(self, origin: Origin) -> SafeString:
        """A link to each appearance whose credits end there."""
        steps = origin.attributions.select_related("appearance__article").order_by("pk")
        return format_html_join(
            ", ",
            '<a href="{}">{}</a>',
            ((reverse("appearance_edit", args=[step.appearance_id]), step.appearance) for step in steps),
        )


@admin.register(Capture)
class CaptureAdmin(LookOnly):
    list_display = ["name", "response", "media_type", "size", "kept_by", "kept_at"]
    list_filter = ["media_type"]
    list_select_related = ["response__speaker", "kept_by"]
    search_fields = ["name", "^sha256", "response__speaker__name"]
    ordering = ["-pk"]
    # Its link would lead to the file itself, which only the desk serves.
    hidden = ["file"]
    desk_page = "response_edit"
    desk_key = "response_id"
