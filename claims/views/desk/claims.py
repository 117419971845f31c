"""A claim on the desk: everything about it on one page, and new ones."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect, reswap

from ... import workflow
from ...access import EditorRequest, editor_required
from ...forms.claims import ClaimForm, PublishForm
from ...forms.marks import UndoForm
from ...models import Claim, Revision
from ...reading import ClaimReading
from ...record import reader
from ...record.authors import made_by
from ...record.preview import preview
from ...vocabulary import Kind
from ...wording import change_line, differences, short_status, status_line
from ..public.claims import SHOWN_VERSIONS, claim_context
from .assigning import claim_assignment
from .fragments import focusing, shown_page
from .notes import claim_notes
from .picking import number
from .presence import claim_presence


def claim_on_desk(request: HttpRequest, claim_id: int) -> Claim:
    """The claim to work on, or 404.

    A form sent for one that was withdrawn or merged meanwhile still finds it, so that it can be refused in words with
    what was typed kept.
    """
    claims = Claim.objects.select_related("mark__made_by", "head")
    if request.method != "POST":
        claims = claims.on_desk()
    return get_object_or_404(claims, pk=claim_id)


def claim_now(claim_id: int) -> Claim:
    """A claim in whatever state it is now, with what its page shows of it, or 404: a draft may be gone."""
    return get_object_or_404(Claim.objects.select_related("mark__made_by", "head"), pk=claim_id)


def claim_path(claim: Claim) -> str:
    return reverse("claim_desk", args=[claim.pk])


def claim_page(claim: Claim, *, by: User) -> dict[str, Any]:
    """What the claim's page on the desk shows to `by`."""
    [reading] = preview([claim])
    versions = reader.history(claim.pk, most=SHOWN_VERSIONS + 1) if claim.is_recorded else []
    if versions and not claim.is_draft:
        # Withdrawn and retracted are told apart by the newest version, which a preview does not have.
        line, stands = status_line(versions[0]), short_status(versions[0])
    else:
        line, stands = status_line(reading), short_status(reading)
    return {
        "claim": claim,
        "reading": reading,
        "status_line": line,
        "stands": stands,
        "shape": claim.status if claim.is_open_to_changes else claim.state,
        "is_open_to_changes": claim.is_open_to_changes,
        "history": _history(versions)[:SHOWN_VERSIONS],
        "has_more_history": len(versions) > SHOWN_VERSIONS,
        "publish": PublishForm(initial={"version": claim.version}, auto_id=False),
        "undo": UndoForm.of(claim.mark) if claim.mark and workflow.can_undo(claim, by=by) else None,
        **claim_assignment(claim, by=by),
        **claim_notes(claim, by=by),
        **claim_presence(claim, by=by),
    }


def _history(versions: Sequence[ClaimReading]) -> list[dict[str, Any]]:
    """What each of a claim's versions, newest first, did, in the words of its public page; and which colleague did it.

    The oldest given is only what the one after it is compared with, unless it is the first.
    """
    by = made_by([version.header.sequence for version in versions])
    return [
        {"reading": version, "line": change_line(version, before), "by": by.get(version.header.sequence)}
        for version, before in zip_longest(versions, versions[1:])
    ]


def form_shown(
    request: EditorRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponseBase:
    """The page of a form about a claim; only the form, where it opens in the claim's own page."""
    if shown_page(request) != "claim_desk":
        return TemplateResponse(request, template, context, status=status)
    place = _place(request)
    context |= {"shell": "desk/in_place.html", "place": place}
    if "form" in context:
        # Several may be open beside each other, and no two fields of a page have one id.
        context["form"].auto_id = f"{place}-%s"
    response = TemplateResponse(request, template, context, status=status)
    return focusing(response, f"#{place}") if status == 200 else response


def form_accepted(request: EditorRequest, claim: Claim | None, path: str) -> HttpResponseBase:
    """Where a form leads: for one that stood in the claim's page to that page as it is now, else to `path`."""
    if claim is None or shown_page(request) != "claim_desk":
        return redirect(path)
    if path != reverse("claim_desk", args=[claim.pk]):
        return HttpResponseClientRedirect(path)
    claim = claim_now(claim.pk)
    response = TemplateResponse(request, "desk/claim_desk.html#changed-page", claim_page(claim, by=request.user))
    return focusing(reswap(response, "none"), f"#open-{_place(request)}")


def _place(request: EditorRequest) -> str:
    """The name of a form's place in the claim's page: `evidence-edit-12`."""
    match = request.resolver_match
    [row] = match.kwargs.values() if match else [""]
    return f"{match.url_name if match else ''}-{row}".replace("_", "-")


@editor_required
@require_safe
def claim_desk(request: EditorRequest, claim_id: int) -> HttpResponseBase:
    """Everything about one claim, in whatever state it is."""
    claim = claim_now(claim_id)
    return TemplateResponse(request, "desk/claim_desk.html", claim_page(claim, by=request.user))


@editor_required
@require_safe
def claim_changed(request: EditorRequest, claim_id: int) -> HttpResponseBase:
    """What one version, `number`, changed of the one before it, in words, for its place in the claim's history."""
    if "number" not in request.GET:
        return redirect("claim_desk", claim_id)
    asked = number(request.GET["number"]) or 0
    revisions = Revision.objects.filter(kind=Kind.CLAIM, subject=claim_id, number__in=[asked - 1, asked])
    found = list(revisions.order_by("-number").select_related("document"))
    if not found or found[0].number != asked:
        raise Http404
    after, *before = reader.join([reader.entry(revision) for revision in found], at=found[0].sequence)
    context = {"differences": differences(before[0] if before else None, after), "number": asked}
    response = TemplateResponse(request, "desk/claim_desk.html#changed", context)
    return focusing(response, f"#changed-{asked}")


@editor_required
@require_safe
def claim_preview(request: EditorRequest, claim_id: int) -> HttpResponseBase:
    """A claim as the public will see it, made of the same parts as its public page."""
    claim = claim_on_desk(request, claim_id)
    [reading] = preview([claim])
    context = claim_context(reading, [], None, reading) | {"is_preview": True, "draft": claim}
    return TemplateResponse(request, "desk/claim_preview.html", context)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim_new(request: EditorRequest) -> HttpResponseBase:
    """Take in a claim that no article brought, as a draft."""
    form = ClaimForm(request.POST or None)

    def draft() -> str:
        claim = workflow.draft_claim(statement=form.cleaned_data["statement"], by=request.user, **form.particulars())
        return reverse("claim_desk", args=[claim.pk])

    if form.is_valid() and (led_to := form.accept(draft, by=request.user)):
        messages.success(request, _("Saved as a draft. Nobody outside the desk can see it."))
        return redirect(led_to)
    return TemplateResponse(request, "desk/claim_new.html", {"form": form}, status=422 if form.is_bound else 200)
