"""Pages that show rows as they are, and where the desk changes them."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..search.words import words_of
from ..views.errors import bad_request


class LookOnly(admin.ModelAdmin):
    """Rows as they are, all fields, nothing to change."""

    actions = None
    list_per_page = 50
    show_full_result_count = False
    #: Fields not to show, because a method in `shown` says it better.
    hidden: ClassVar[Sequence[str]] = ()
    #: Methods and functions to show before the fields.
    shown: ClassVar[Sequence[Any]] = ()
    #: The desk page where new rows come from, by the name of its address.
    made_at: ClassVar[str] = ""
    #: The desk page that changes one, by the name of its address, and the field with the number it is for.
    desk_page: ClassVar[str] = ""
    desk_key: ClassVar[str] = "pk"

    @admin.display(description=_("on the desk"))
    def on_desk(self, row: Model) -> SafeString:
        address = reverse(self.desk_page, args=[getattr(row, self.desk_key)])
        return format_html('<a href="{}">{}</a>', address, _("Change it on the desk"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        own = [*self.opts.concrete_fields, *self.opts.many_to_many]
        on_desk = ["on_desk"] if self.desk_page else []
        return [*on_desk, *self.shown, *(field.name for field in own if field.name not in self.hidden)]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return self.get_fields(request, obj)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        made_at = {"made_at": reverse(self.made_at)} if self.made_at else {}
        try:
            return super().changelist_view(request, {**(extra_context or {}), **made_at})
        except OverflowError:
            # A year that no calendar has.
            return bad_request(request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return super().get_search_results(request, queryset, " ".join(words_of(search_term)))
