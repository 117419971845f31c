"""Notes on a claim, from one editor to the others. Never public."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from ... import workflow
from ...access import EditorRequest, editor_required
from ...forms.assigning import NoteForm
from ...forms.base import DeskForm
from ...models import Claim, Note
from .fragments import focusing


def claim_notes(claim: Claim, *, by: User, form: NoteForm | None = None) -> dict[str, Any]:
    """What `desk/claim_notes.html#claim-notes` shows to `by`. One query."""
    notes = claim.notes.select_related("made_by").order_by("pk")
    return {
        "claim": claim,
        "notes": [{"note": note, "is_mine": note.made_by_id == by.pk} for note in notes],
        "note_form": form or NoteForm(auto_id="note-%s"),
        "removal": DeskForm(auto_id=False),
    }


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def note_list(request: EditorRequest, claim_id: int) -> HttpResponseBase:
    """The notes on a claim, and a new one."""
    claim = get_object_or_404(Claim, pk=claim_id)
    form = NoteForm(request.POST or None, auto_id="note-%s")

    def add() -> str:
        workflow.add_note(claim, text=form.cleaned_data["text"], by=request.user)
        return _notes_path(claim)

    if form.is_valid() and (led_to := form.accept(add, by=request.user)):
        messages.success(request, _("The note is kept. Only the desk sees it."))
        return _changed(request, claim) if request.htmx else redirect(led_to)
    template = "desk/claim_notes.html#changed-notes" if request.htmx else "desk/claim_notes.html"
    context = claim_notes(claim, by=request.user, form=form)
    return TemplateResponse(request, template, context, status=422 if form.is_bound else 200)


@editor_required
@require_POST
def note_remove(request: EditorRequest, note_id: int) -> HttpResponseBase:
    """Delete a note of one's own."""
    note = Note.objects.select_related("claim").filter(pk=note_id).first()
    if note is None:
        # Sent twice: it is gone, which is what was asked for.
        if request.htmx:
            return HttpResponseClientRedirect(request.htmx.current_url_abs_path or reverse("desk_queue"))
        return redirect("desk_queue")
    claim = note.claim
    form = DeskForm(request.POST)

    def remove() -> str:
        workflow.remove_note(note, by=request.user)
        return _notes_path(claim)

    if form.is_valid() and (led_to := form.accept(remove, by=request.user)):
        messages.success(request, _("The note was removed."))
        return _changed(request, claim) if request.htmx else redirect(led_to)
    messages.error(request, form.refusal)
    template = "desk/claim_notes.html#changed-notes" if request.htmx else "desk/claim_notes.html"
    return TemplateResponse(request, template, claim_notes(claim, by=request.user), status=422)


def _changed(request: EditorRequest, claim: Claim) -> HttpResponse:
    context = claim_notes(claim, by=request.user)
    response = TemplateResponse(request, "desk/claim_notes.html#changed-notes", context)
    return focusing(response, "#claim-notes")


def _notes_path(claim: Claim) -> str:
    return reverse("claim_desk", args=[claim.pk]) + "#claim-notes"
