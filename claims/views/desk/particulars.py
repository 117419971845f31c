"""A claim's own words and particulars, edited."""

from typing import Any

from django.http import HttpResponseBase, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ... import workflow
from ...access import EditorRequest, editor_required
from ...forms.claims import ClaimEditForm, RewordForm
from ...models import Claim
from ...record.preview import preview
from ...submissions import accepted_before
from ...wording import short_status
from .claims import claim_on_desk, claim_path, form_accepted
from .editing import edited


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim_edit(request: EditorRequest, claim_id: int) -> HttpResponseBase:
    """A claim's particulars: new facts, or a correction with its public notice."""
    claim = claim_on_desk(request, claim_id)

    def shown(claim: Claim, posted: QueryDict | None) -> dict[str, Any]:
        return {"claim": claim, "form": ClaimEditForm(posted, claim=claim)}

    def save(form: ClaimEditForm) -> str:
        reason = form.cleaned_data["reason"] if form.is_correction else ""
        based_on = form.cleaned_data["version"]
        workflow.update_claim(claim, based_on=based_on, reason=reason, by=request.user, **form.particulars())
        return claim_path(claim)

    done = _("Saved.") if claim.is_draft else _("Saved and published.")
    return edited(request, claim, "desk/claim_edit.html", shown=shown, save=save, back=claim_path(claim), done=done)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim_reword(request: EditorRequest, claim_id: int) -> HttpResponseBase:
    """Word a claim anew, saying of each answer and piece of evidence whether it still fits."""
    claim = claim_on_desk(request, claim_id)
    if path := accepted_before(request, by=request.user):
        return form_accepted(request, claim, path)

    def shown(claim: Claim, posted: QueryDict | None) -> dict[str, Any]:
        [reading] = preview([claim])
        form = RewordForm(posted, claim=claim, reading=reading)
        return {"claim": claim, "form": form, "stands": short_status(reading)}

    def save(form: RewordForm) -> str:
        workflow.reword_claim(
            claim,
            based_on=form.cleaned_data["version"],
            statement=form.cleaned_data["statement"],
            reason=form.cleaned_data["reason"],
            still_fits=form.still_fits(claim),
            by=request.user,
        )
        return claim_path(claim)

    return edited(
        request,
        claim,
        "desk/claim_reword.html",
        shown=shown,
        save=save,
        back=claim_path(claim),
        done=_("Reworded."),
    )
