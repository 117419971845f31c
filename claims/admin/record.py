"""The record: revisions, documents, the end of the chain, and who wrote each. Nothing of it can be changed."""

import json

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..models import (
    ChainHead,
    Document,
    FormerSlug,
    Mention,
    Revision,
    RevisionAuthor,
)
from ..record.canonical import parse, unpack
from .look import LookOnly


def unpacked(document: Document | None) -> SafeString:
    """A document's content, indented, for reading; what it vouches for are the bytes without indentation."""
    if document is None:
        return format_html("<p>{}</p>", _("Its text was withheld."))
    content = json.dumps(parse(unpack(document.body)), ensure_ascii=False, indent=2, sort_keys=True)
    return format_html("<pre>{}</pre>", content)


@admin.register(Revision)
class RevisionAdmin(LookOnly):
    list_display = ["sequence", "kind", "subject", "number", "change", "recorded_at", "withholds"]
    list_filter = ["kind", "change"]
    search_fields = ["kind", "=subject", "^digest", "^document_digest"]
    search_help_text = _("Kind, number of the claim or other thing, or the beginning of a fingerprint.")
    date_hierarchy = "recorded_at"
    ordering = ["-sequence"]
    shown = ["content"]

    @admin.display(description=_("document"))
    def content(self, revision: Revision) -> SafeString:
        return unpacked(Document.objects.filter(pk=revision.pk).first())


@admin.register(Document)
class DocumentAdmin(LookOnly):
    list_display = ["revision"]
    list_select_related = ["revision"]
    search_fields = ["=revision__subject", "revision__kind", "^revision__document_digest"]
    ordering = ["-revision"]
    shown = ["content"]
    hidden = ["body"]

    @admin.display(description=_("content"))
    def content(self, document: Document) -> SafeString:
        return unpacked(document)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        return super().get_queryset(request).defer("body")


@admin.register(ChainHead)
class ChainHeadAdmin(LookOnly):
    list_display = ["sequence", "digest", "recorded_at"]


@admin.register(RevisionAuthor)
class RevisionAuthorAdmin(LookOnly):
    list_display = ["revision", "user"]
    list_select_related = ["revision", "user"]
    search_fields = ["=revision__subject", "user__username"]
    ordering = ["-revision"]


@admin.register(Mention)
class MentionAdmin(LookOnly):
    list_display = ["kind", "thing", "by_kind", "by", "since"]
    list_filter = ["kind", "by_kind"]
    search_fields = ["=thing", "=by"]


@admin.register(FormerSlug)
class FormerSlugAdmin(LookOnly):
    list_display = ["slug", "kind", "subject"]
    list_filter = ["kind"]
    search_fields = ["slug"]
