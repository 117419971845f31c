"""What belongs to a claim, as an editor may change it: not where the claim was withdrawn or merged."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from ...access import EditorRequest
from ...forms.base import SeenForm
from ...forms.reasons import RetractForm
from ...models import Answer, Appearance, Approach, Claim, Evidence
from ...record.preview import preview
from ...submissions import accepted_before
from ...wording import short_status
from ...workflow import retract_answer, retract_appearance, retract_approach, retract_evidence, seen
from .claims import form_accepted, form_shown

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


def claim_path(claim: Claim) -> str:
    return reverse("claim_desk", args=[claim.pk])


def closed(request: EditorRequest, claim: Claim, child: Child | None = None) -> HttpResponseBase | None:
    """The page that says why nothing can be changed, with 409; None where it can.

    A form that was accepted before leads where it led then.
    """
    if path := accepted_before(request.POST, by=request.user):
        return form_accepted(request, claim, path)
    reasons = refusal(claim, child)
    if not reasons:
        return None
    context = {"claim": claim, "reasons": reasons, "is_retracted": bool(child is not None and child.retraction)}
    return form_shown(request, "desk/closed.html", context, status=409)


def edited(
    request: EditorRequest, template: str, form: SeenForm, child: Child, context: dict[str, Any]
) -> HttpResponseBase:
    """The form of `child` again: 409 with what a colleague saved meanwhile, 422 where something is wrong with it."""
    if not (form.is_bound and form.was_overtaken()):
        return form_shown(request, template, context, status=422 if form.is_bound else 200)
    fresh = type(child)._default_manager.get(pk=child.pk)
    context["theirs"] = form.base_on(fresh, seen=seen(fresh))
    if isinstance(fresh, Appearance):
        steps = fresh.attributions.order_by("position").values_list("words", flat=True)
        context["theirs"].append((_("How it is credited"), " ← ".join(steps)))
    return form_shown(request, template, context, status=409)


def retract(request: EditorRequest, child: Child, *, heading: str, said: str) -> HttpResponseBase:
    """Ask for the reason and take `child` back, which the page shows as `said`; on a draft it is deleted."""
    claim = child.claim
    if refused := closed(request, claim, child):
        return refused
    form = RetractForm(request.POST or None, is_public=claim.is_public)

    def act() -> str:
        reason = form.given_reason()
        match child:
            case Answer():
                retract_answer(child, reason=reason, by=request.user)
            case Appearance():
                retract_appearance(child, reason=reason, by=request.user)
            case Evidence():
                retract_evidence(child, reason=reason, by=request.user)
            case Approach():
                retract_approach(child, reason=reason, by=request.user)
        return claim_path(claim)

    if form.is_valid() and (path := form.accept(act, by=request.user)):
        messages.success(request, _("Taken back."))
        return form_accepted(request, claim, path)
    context = {"form": form, "claim": claim, "heading": heading, "said": said}
    if carries_the_mark(child):
        context["carried"] = short_status(preview([claim])[0])
    return form_shown(request, "desk/retract.html", context, status=422 if form.is_bound else 200)
