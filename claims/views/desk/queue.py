"""The desk's queue: a line for each claim, what it stands at, and marking in place."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from ...access import EditorRequest, editor_required
from ...dates import PartialDate
from ...dates import wording as date_wording
from ...filters import ASKED, COUNT_CAP, QueueFilter, Tab, queue_tabs
from ...forms.base import DeskForm
from ...forms.marks import MarkForm, UndoForm
from ...forms.queue import BulkForm, SaveFilterForm
from ...models import Claim, Note, SavedFilter
from ...reading import AppearanceReading, ClaimReading
from ...record.preview import preview
from ...wording import short_status
from ...wording.phrases import plain, publisher_of
from ...workflow import offers_undo

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class QueueRow:
    """A claim's line. `source` is where it comes from in short; `form` is the mark form where it is open.

    `ran_on` is when the first article ran it, where it is not known when it was claimed.

    `undo` takes back the mark that stands, for whoever made it a few minutes ago. `due` says when something is to be
    done about it, where the list is in that order.
    """

    claim: Claim
    reading: ClaimReading
    stands: str
    source: str
    ran_on: PartialDate | None
    notes: int = 0
    form: MarkForm | None = None
    undo: UndoForm | None = None
    due: str = ""
    is_overdue: bool = False
    is_chosen: bool = False

    @property
    def shape(self) -> str:
        return "draft" if self.claim.is_draft and not self.claim.ground else str(self.claim.status)

    @property
    def age(self) -> int:
        """Days since it was taken in."""
        return (timezone.localdate() - timezone.localdate(self.claim.created_at)).days


@dataclass(frozen=True, kw_only=True)
class TabCount:
    """A tab and how many claims it has; `is_more` where there are more than were counted."""

    tab: Tab
    count: int
    is_more: bool
    url: str
    is_current: bool


@editor_required
@require_safe
def desk_queue(request: EditorRequest) -> HttpResponseBase:
    """The claims on the desk by tab and filters, in the order of the tab. HTMX gets the list with its counts."""
    context = queue_context(request.GET, by=request.user)
    status = 200 if context["filter"].is_valid() else 422
    if not request.htmx:
        return TemplateResponse(request, "desk/desk_queue.html", context, status=status)
    response = TemplateResponse(request, "desk/desk_queue.html#another-list", context, status=status)
    return push_url(response, context["here"])


def queue_context(
    query: QueryDict,
    *,
    by: User,
    chosen: Collection[int] = (),
    bulk: BulkForm | None = None,
    saving: SaveFilterForm | None = None,
) -> dict[str, Any]:
    """What the queue at `query` shows to `by`, with the rows numbered in `chosen` ticked. A fixed number of queries.

    `bulk` and `saving` are forms of the page that were sent and refused.
    """
    asked = QueueFilter(query)
    tabs = tab_counts(asked, by=by)
    current = next(counted.tab for counted in tabs if counted.is_current)
    after = asked.form.cleaned_data.get("after")
    listed = current.in_order(asked.found.filter(current.condition), after=after)
    claims = list(listed.select_related("mark", "head", "assigned_to")[: PAGE + 1])
    more = len(claims) > PAGE
    claims = claims[:PAGE]
    rows = queue_rows(claims, by=by, chosen=chosen)
    kept = address_query(query, after=None)
    return {
        "filter": asked,
        "tabs": tabs,
        "current": current,
        "rows": rows,
        "here": address(query),
        "first_url": address(query, after=None) if after else "",
        "next_url": address(query, after=current.place_of(claims[-1])) if more else "",
        "narrowed_by": [(name, asked.form[name].label, shown) for name, shown in asked.narrowing.items()],
        "clear_url": f"{reverse('desk_queue')}?show={current.key}",
        "bulk": bulk or BulkForm(auto_id="bulk-%s", initial={"query": address_query(query)}),
        "saved_filters": saved_filters(by, query=kept),
        "saving": saving or SaveFilterForm(auto_id="save-%s", initial={"query": kept}),
        "removal": DeskForm(auto_id=False),
    }


def tab_counts(asked: QueueFilter, *, by: User) -> list[TabCount]:
    """Every tab of `by` with how many claims it has under the filters asked for. One query."""
    chosen = asked.chosen_tab
    tabs = queue_tabs(timezone.localdate(), by=by)
    return [
        TabCount(
            tab=tab,
            count=min(count, COUNT_CAP),
            is_more=count > COUNT_CAP,
            url=address(asked.data, show=tab.key, after=None),
            is_current=tab.key == chosen,
        )
        for tab, count in zip(tabs, asked.counts(tabs, by=by), strict=True)
    ]


def saved_filters(by: User, *, query: str) -> list[dict[str, Any]]:
    """The filters that `by` saved, by name, and which of them is the one shown now."""
    return [
        {"saved": saved, "url": f"{reverse('desk_queue')}?{saved.query}", "is_current": saved.query == query}
        for saved in SavedFilter.objects.filter(editor=by)
    ]


def queue_rows(claims: Iterable[Claim], *, by: User, chosen: Collection[int] = ()) -> list[QueueRow]:
    """The lines of `claims` for `by`, those numbered in `chosen` ticked. A fixed number of queries."""
    claims = list(claims)
    notes = dict(Note.objects.filter(claim__in=claims).order_by().values_list("claim").annotate(notes=Count("pk")))
    return [
        queue_row(claim, reading, by=by, notes=notes.get(claim.pk, 0), is_chosen=claim.pk in chosen)
        for claim, reading in zip(claims, preview(claims), strict=True)
    ]


def queue_row(
    claim: Claim,
    reading: ClaimReading,
    form: MarkForm | None = None,
    *,
    by: User,
    notes: int | None = None,
    is_chosen: bool = False,
) -> QueueRow:
    """The line of one claim for `by`, with the mark form open in it where there is one."""
    appearances = [appearance for appearance in reading.appearances if not appearance.retraction]
    published = [appearance.article.published_at for appearance in appearances]
    due: date | PartialDate | None = getattr(claim, "due", None)
    return QueueRow(
        claim=claim,
        reading=reading,
        stands=short_status(reading),
        source=_source(appearances),
        ran_on=None if reading.claimed_on else min((day for day in published if day), default=None),
        notes=claim.notes.count() if notes is None else notes,
        form=form,
        undo=UndoForm.of(claim.mark) if claim.mark and offers_undo(claim, by=by) else None,
        due=_due(due) if due else "",
        is_overdue=due is not None and _is_over(due),
        is_chosen=is_chosen,
    )


def _due(due: date | PartialDate) -> str:
    """When it is due in words: "overdue by 3 days"; "January 2024" is over when that month is."""
    over = _days_over(due)
    if over > 0:
        return ngettext("overdue by %(days)d day", "overdue by %(days)d days", over) % {"days": over}
    if _is_over(due):
        return _("overdue today")
    if over == 0:
        return _("due today")
    return _("due %(day)s") % {"day": date_wording(due if isinstance(due, PartialDate) else PartialDate.from_date(due))}


def _is_over(due: date | PartialDate) -> bool:
    return due.latest() < timezone.now() if isinstance(due, PartialDate) else due < timezone.localdate()


def _days_over(due: date | PartialDate) -> int:
    day = timezone.localdate(due.latest()) if isinstance(due, PartialDate) else due
    return (timezone.localdate() - day).days


def _source(appearances: list[AppearanceReading]) -> str:
    """Where it comes from in short: "Bloomberg ← two unnamed sources". No title where somebody is credited."""
    if not appearances:
        return ""
    first = appearances[0]
    steps = [plain(step.words or (step.outlet.name if step.outlet else "")) for step in first.attributions]
    if not steps or first.article.outlet:
        steps.insert(0, publisher_of(first.article))
    source = steps[0]
    if len(steps) > 1:
        source = _("%(publisher)s ← %(source)s") % {"publisher": source, "source": steps[-1]}
    if len(appearances) > 1:
        source = _("%(source)s +%(more)d") % {"source": source, "more": len(appearances) - 1}
    return source


def shown_claim(claim_id: int, asked: QueueFilter, *, by: User) -> Claim:
    """A claim for its line in the queue as `asked` for, or 404: a draft may be gone."""
    tab = next(tab for tab in queue_tabs(timezone.localdate(), by=by) if tab.key == asked.chosen_tab)
    claims = tab.in_order(Claim.objects.filter(pk=claim_id))
    return get_object_or_404(claims.select_related("mark__made_by", "head", "assigned_to"))


def address(query: Any, **changes: Any) -> str:
    """The queue at `query` with `changes`; None and empty values are left out."""
    asked = address_query(query, **changes)
    return f"{reverse('desk_queue')}?{asked}" if asked else reverse("desk_queue")


def address_query(query: Any, **changes: Any) -> str:
    """The query string of `address`."""
    values = QueryDict(mutable=True)
    for name in ASKED:
        value = changes[name] if name in changes else (query or {}).get(name)
        if value:
            values[name] = str(value)
    return values.urlencode()
