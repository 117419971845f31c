"""Evidence on a claim: recorded, corrected, taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ...access import EditorRequest, editor_required
from ...forms.evidence import EvidenceEditForm, EvidenceForm
from ...models import Claim, Evidence
from ...workflow import change_evidence, record_evidence, seen
from .children import child_edited, closed, retracted
from .claims import claim_path, form_accepted, form_shown
from .worded import Wordings


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_new(request: EditorRequest, claim_id: int) -> HttpResponseBase:
    """Put a citable item beside a claim."""
    claim = get_object_or_404(Claim, pk=claim_id)
    if refused := closed(request, claim):
        return refused
    form, wordings = EvidenceForm(request.POST or None), Wordings(request.POST)

    def act() -> str:
        record_evidence(claim, by=request.user, worded=wordings.sent(claim), **form.particulars())
        return claim_path(claim)

    if form.is_valid() and (path := wordings.accept(form, act, by=request.user)):
        messages.success(request, _("Saved."))
        return form_accepted(request, claim, path)
    context = {"form": form} | wordings.beside(claim)
    return form_shown(request, "desk/evidence_new.html", context, status=wordings.status(form))


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_edit(request: EditorRequest, evidence_id: int) -> HttpResponseBase:
    """Correct evidence, with the reason where the claim is public."""
    evidence = get_object_or_404(Evidence.objects.select_related("claim"), pk=evidence_id)
    wordings = Wordings(request.POST)

    def shown(evidence: Evidence, posted: QueryDict | None) -> dict[str, Any]:
        said = {name: getattr(evidence, name) for name in EvidenceForm.PARTICULARS}
        initial = said | {"seen": seen(evidence)}
        form = EvidenceEditForm(posted, initial=initial, is_public=evidence.claim.is_public)
        return {"form": form, "claim": evidence.claim, "evidence": evidence}

    def save(form: EvidenceEditForm) -> None:
        given = {"based_on": form.cleaned_data["seen"], "reason": form.given_reason(), "by": request.user}
        change_evidence(evidence, worded=wordings.sent(evidence.claim), **given, **form.particulars())

    return child_edited(request, evidence, "desk/evidence_edit.html", shown=shown, save=save, wordings=wordings)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_retract(request: EditorRequest, evidence_id: int) -> HttpResponseBase:
    """Take evidence back because we were wrong."""
    evidence = get_object_or_404(Evidence.objects.select_related("claim"), pk=evidence_id)

    def said(evidence: Evidence) -> str:
        return f"{evidence.title} – {evidence.finding}"

    return retracted(request, evidence, heading=_("Take evidence back"), said=said)
