"""Whom a claim is assigned to."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ... import workflow
from ...access import EditorRequest, editor_required
from ...forms.assigning import AssignForm
from ...models import Claim
from .fragments import focusing


def claim_assignment(claim: Claim, *, by: User, form: AssignForm | None = None) -> dict[str, Any]:
    """What `desk/claim_assignment.html#claim-assignment` shows to `by`: one query for the editors there are."""
    return {
        "claim": claim,
        "assign_form": form or AssignForm(auto_id="assign-%s", initial={"to": claim.assigned_to_id}),
        "taking": None if claim.assigned_to_id == by.pk else AssignForm(auto_id=False, initial={"to": by.pk}),
    }


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim_assign(request: EditorRequest, claim_id: int) -> HttpResponseBase:
    """Assign a claim to an editor, or to nobody."""
    claim = get_object_or_404(Claim, pk=claim_id)
    form = AssignForm(request.POST or None, auto_id="assign-%s", initial={"to": claim.assigned_to_id})

    def assign() -> str:
        workflow.assign_claims([claim.pk], to=form.cleaned_data["to"])
        return reverse("claim_desk", args=[claim.pk])

    if form.is_valid() and (led_to := form.accept(assign, by=request.user)):
        to = form.cleaned_data["to"]
        name = to.get_username() if to else _("nobody")
        messages.success(request, _("This claim is assigned to %(name)s.") % {"name": name})
        if not request.htmx:
            return redirect(led_to)
        claim.refresh_from_db()
        response = TemplateResponse(
            request, "desk/claim_assignment.html#changed-assignment", claim_assignment(claim, by=request.user)
        )
        return focusing(response, "#assign-to")
    template = "desk/claim_assignment.html#changed-assignment" if request.htmx else "desk/claim_assignment.html"
    context = claim_assignment(claim, by=request.user, form=form)
    return TemplateResponse(request, template, context, status=422 if form.is_bound else 200)
