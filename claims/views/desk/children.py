"""What belongs to a claim, as an editor may change it: not where the claim was withdrawn or merged."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponseBase, QueryDict
from django.utils.translation import gettext as _

from ...access import EditorRequest
from ...forms.base import BasedForm
from ...forms.reasons import RetractForm
from ...models import Answer, Appearance, Approach, Claim, Evidence
from ...record.preview import preview
from ...submissions import accepted_before
from ...wording import short_status
from ...workflow import retract, seen
from .claims import claim_path, form_accepted, form_shown
from .editing import Shown, edited
from .worded import Wordings

type Child = Answer | Appearance | Approach | Evidence


def refusal(claim: Claim, child: Child | None = None) -> list[str]:
    """Why nothing about `claim`, or nothing about `child`, can be changed; empty where it can."""
    try:
        claim.check_open_to_changes()
    except ValidationError as error:
        return error.messages
    return [child.retraction] if child is not None and child.retraction else []


def carries_the_mark(child: Child) -> bool:
    """Whether the mark that stands rests on `child`."""
    mark = child.claim.mark
    if mark is None or not isinstance(child, Answer | Evidence):
        return False
    return child.marks.filter(pk=mark.pk).exists()


def closed(request: EditorRequest, claim: Claim, child: Child | None = None) -> HttpResponseBase | None:
    """The page that says why nothing can be changed, with 409; None where it can.

    A form that was accepted before leads where it led then.
    """
    if path := accepted_before(request, by=request.user):
        return form_accepted(request, claim, path)
    reasons = refusal(claim, child)
    if not reasons:
        return None
    context = {"claim": claim, "reasons": reasons, "is_retracted": bool(child is not None and child.retraction)}
    return form_shown(request, "desk/closed.html", context, status=409)


def child_edited(
    request: EditorRequest,
    child: Child,
    template: str,
    *,
    shown: Shown[Any],
    save: Callable[[Any], object],
    wordings: Wordings | None = None,
) -> HttpResponseBase:
    """Show the form of `child`, or save it and go back to its claim. 409 where nothing about it can be changed.

    `wordings` are the claim's words as the form showed them, where `save` compares them with those it has now.
    """
    claim = child.claim
    if refused := closed(request, claim, child):
        return refused

    def save_and_leave(form: BasedForm) -> str:
        save(form)
        return claim_path(claim)

    return edited(
        request,
        child,
        template,
        shown=shown,
        save=save_and_leave,
        back=claim_path(claim),
        done=_("Saved."),
        wordings=wordings,
    )


def retracted(request: EditorRequest, child: Child, *, heading: str, said: Callable[[Any], str]) -> HttpResponseBase:
    """Ask for the reason and take `child` back, which the page shows as `said` has it; on a draft it is deleted."""
    claim = child.claim
    if refused := closed(request, claim, child):
        return refused

    def shown(child: Child, posted: QueryDict | None) -> dict[str, Any]:
        form = RetractForm(posted, is_public=child.claim.is_public, initial={"seen": seen(child)})
        context = {"form": form, "claim": child.claim, "heading": heading, "said": said(child)}
        if carries_the_mark(child):
            context["carried"] = short_status(preview([child.claim])[0])
        return context

    def save(form: RetractForm) -> str:
        retract(child, reason=form.given_reason(), by=request.user, based_on=form.cleaned_data["seen"])
        return claim_path(claim)

    return edited(
        request, child, "desk/retract.html", shown=shown, save=save, back=claim_path(claim), done=_("Taken back.")
    )
