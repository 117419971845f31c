"""Saving what a form says of something that colleagues may change meanwhile: one way for all edits and decisions."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.db.models import Model
from django.http import HttpResponseBase, QueryDict
from django.utils.translation import gettext as _

from ...access import EditorRequest
from ...forms.base import BasedForm, Contrast
from ...forms.claims import DecisionForm
from ...record.authors import Done, last_change, last_decision
from ...record.preview import preview
from ...vocabulary import Change
from ...wording import short_status
from ...workflow import Conflict, Unchanged
from .claims import form_accepted, form_shown
from .fragments import who_and_when
from .worded import Wordings

#: What a page shows of a row as it is, with its form as `form`: empty, or with what was posted.
type Shown[Row: Model] = Callable[[Row, QueryDict | None], dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Sides:
    """What a colleague saved and what was typed: only what differs. `title` says who did what, and how long ago."""

    title: str
    differences: list[Contrast]
    keep_url: str

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
    wordings: Wordings | None = None,
) -> HttpResponseBase:
    """Show the form of `row`, or save it and go where `save` leads.

    Where a colleague was faster: 409, both sides, and the form again with what was typed, based on the row as it is
    now. Where nothing is new, nothing is recorded, and it leads `back`, as "Keep theirs" does. `wordings` are the words
    of the claim that `row` says something of, where `save` compares them: 409 as well where these are others now.
    """
    context = shown(row, request.POST or None)
    form: BasedForm = context["form"]
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            accept = partial(wordings.accept, form) if wordings else form.accept
            led_to, said = accept(partial(save, form), by=request.user), done
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
    if wordings:
        context |= wordings.beside(context["claim"])
        status = 409 if wordings.retold else status
    return form_shown(request, template, context, status=status)


def _on_top(form: BasedForm, row: Any, shown: Shown[Any]) -> dict[str, Any]:
    """The page with what was posted, to be saved on top of `row` as it is now."""
    basis = shown(row, None)["form"].initial
    context = shown(row, form.as_posted(**{name: basis[name] for name in form.BASIS}))
    context["form"].is_valid()
    return context


def _sides(row: Any, form: BasedForm, *, by: User, keep_url: str) -> Sides:
    if not isinstance(form, DecisionForm):
        title = who_was_faster(last_change(row), by=by)
        return Sides(title=title, differences=form.differences(), keep_url=keep_url)
    [now] = preview([row])
    stands = short_status(now)
    differences = [
        Contrast(label=_("Claim"), theirs=now.statement),
        Contrast(label=_("Where it stands"), theirs=stands),
        *form.in_short(),
    ]
    decided = None if form.MEETS_ANY_CHANGE else last_decision(row)
    title = who_was_faster(decided, by=by, stands=stands)
    return Sides(title=title, differences=differences, keep_url=keep_url)


def who_was_faster(done: Done | None, *, by: User, stands: str = "") -> str:
    """What was done meanwhile, by whom, and how long ago: "ben marked this 20 seconds ago: Denied by the President."

    `stands` is how a claim stands now, where it was decided about.
    """
    if done is None:
        return _("This was changed while you were writing.")
    names = who_and_when(done.by, done.at) | {"stands": stands}
    if done.by == by:
        return _("You changed this on another page %(ago)s.") % names
    match done.change:
        case Change.MARKED | Change.REOPENED if stands:
            return _("%(who)s marked this %(ago)s: %(stands)s.") % names
        case Change.UNDONE if stands:
            return _("%(who)s took a mark back %(ago)s. Now: %(stands)s.") % names
        case Change.REWORDED:
            return _("%(who)s reworded this claim %(ago)s.") % names
        case _other:
            return _("%(who)s changed this %(ago)s.") % names
