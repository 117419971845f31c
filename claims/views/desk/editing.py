"""Saving what a form says of something that colleagues may change meanwhile: one way for all edits and decisions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.db.models import Model
from django.http import HttpResponseBase, QueryDict
from django.utils.translation import gettext as _

from ...access import EditorRequest
from ...forms.base import BasedForm, Difference
from ...forms.claims import DecisionForm
from ...record.authors import last_change
from ...record.preview import preview
from ...wording import short_status
from ...workflow import Conflict, Unchanged
from .claims import form_accepted, form_shown

#: What a page shows of a row as it is, with its form as `form`: empty, or with what was posted.
type Shown[Row: Model] = Callable[[Row, QueryDict | None], dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Sides:
    """What a colleague saved and what was typed: only what differs. Who did it and when, as far as is known."""

    differences: list[Difference]
    keep_url: str
    who: str
    is_own: bool
    when: datetime | None

    @property
    def has_mine(self) -> bool:
        return any(one.mine is not None for one in self.differences)

    @property
    def first_typed(self) -> Any:
        """The field to edit first."""
        return next((one.field for one in self.differences if one.field is not None), None)


def edited[Row: Model](
    request: EditorRequest,
    row: Row,
    template: str,
    *,
    shown: Shown[Row],
    save: Callable[[Any], str],
    back: str,
    done: str,
) -> HttpResponseBase:
    """Show the form of `row`, or save it and go where `save` leads.

    Where a colleague was faster: 409, both sides, and the form again with what was typed, based on the row as it is
    now. Where nothing is new, nothing is recorded, and it leads `back`, as "Keep theirs" does.
    """
    context = shown(row, request.POST or None)
    form: BasedForm = context["form"]
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            led_to, said = form.accept(partial(save, form), by=request.user), done
        except Unchanged:
            led_to, said = back, _("Nothing was changed.")
        except Conflict as conflict:
            led_to, said, status = None, "", 409
            context = _on_top(form, conflict.row, shown)
            context["conflict"] = _sides(conflict.row, context["form"], by=request.user, keep_url=back)
        if led_to:
            if said:
                messages.success(request, said)
            return form_accepted(request, context.get("claim"), led_to)
    return form_shown(request, template, context, status=status)


def _on_top(form: BasedForm, row: Any, shown: Shown[Any]) -> dict[str, Any]:
    """The page with what was posted, to be saved on top of `row` as it is now."""
    basis = shown(row, None)["form"].initial
    context = shown(row, form.as_posted(**{name: basis[name] for name in form.BASIS}))
    context["form"].is_valid()
    return context


def _sides(row: Model, form: BasedForm, *, by: User, keep_url: str) -> Sides:
    changed = last_change(row)
    author = changed.author.user if changed else None
    return Sides(
        differences=_decided(row, form) if isinstance(form, DecisionForm) else form.differences(),
        keep_url=keep_url,
        who=author.get_username() if author else "",
        is_own=author == by,
        when=changed.recorded_at if changed else None,
    )


def _decided(claim: Any, form: DecisionForm) -> list[Difference]:
    """How the claim stands now, beside what is decided of it."""
    [now] = preview([claim])
    stands = Difference(label=_("Where it stands"), theirs=short_status(now))
    return [Difference(label=_("Claim"), theirs=now.statement), stands, *form.in_short()]
