"""Marking a claim in place, and taking a mark back."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect, reswap

from ... import workflow
from ...access import EditorRequest, editor_required
from ...filters import QueueFilter
from ...forms.marks import MarkForm, UndoForm
from ...models import Claim, Submission
from ...record.authors import last_decision
from ...record.preview import Names, preview
from ...submissions import accepted_before
from ...vocabulary import Change, Status
from ...wording import short_status
from .claims import claim_now, claim_on_desk, claim_page
from .editing import who_was_faster
from .fragments import focusing, shown_page, shown_query
from .queue import address, queue_row, shown_claim, tab_counts
from .undoing import undo_tag

#: Longer addresses than this are not kept with an accepted form.
LONGEST_LOCATION = Submission._meta.get_field("location").max_length or 0


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim_mark(request: EditorRequest, claim_id: int) -> HttpResponseBase:
    """Mark a claim: in its row of the queue, on its page, or on a page of its own.

    With `redraw` the form is only drawn anew for what is chosen; nothing is written.
    """
    claim, names = claim_on_desk(request, claim_id), Names()
    [reading] = preview([claim], names)
    if request.method != "POST":
        wanted, back = request.GET.get("status", ""), _back_to(request, claim)
        form = MarkForm.proposing(reading, version=claim.version, status=wanted, next=back)
        return _with_form(request, claim, form)
    if "redraw" in request.POST:
        return _with_form(request, claim, MarkForm.redrawn(request.POST, reading), focus="")
    form = MarkForm(request.POST, reading=reading)
    if not form.is_valid():
        # Sent twice, and what it cited was taken back meanwhile: it is marked, which is what was asked for.
        if accepted := accepted_before(request, by=request.user):
            return _changed(request, claim, accepted, is_marked=True)
        return _with_form(request, claim, form, status=422, focus="")
    try:
        led_to = form.accept(partial(_mark, claim, form, request), by=request.user)
    except workflow.Conflict as conflict:
        return _conflict(request, conflict.row, form)
    if led_to is None:
        return _with_form(request, claim, form, status=422, focus="")
    return _changed(request, claim, led_to, is_marked=True, names=names)


@editor_required
@require_POST
def mark_undo(request: EditorRequest, claim_id: int) -> HttpResponseBase:
    """Take back a mark of one's own, within ten minutes."""
    claim = claim_on_desk(request, claim_id)
    form = UndoForm(request.POST)
    led_to = None
    if form.is_valid():
        mark = get_object_or_404(claim.marks, pk=form.cleaned_data["mark"])

        def undo() -> str:
            workflow.undo_mark(claim, by=request.user, mark=mark)
            return reverse("claim_desk", args=[claim.pk])

        led_to = form.accept(undo, by=request.user)
    if led_to is None:
        return _changed(request, claim, "", refusal=form.refusal)
    messages.success(request, _("The mark of claim %(number)d was taken back.") % {"number": claim.pk})
    return _changed(request, claim, led_to)


def _mark(claim: Claim, form: MarkForm, request: EditorRequest) -> str:
    given = form.cleaned_data
    workflow.mark_claim(
        claim,
        based_on=given["version"],
        status=Status(given["status"]),
        reason=given["reason"],
        by=request.user,
        answers=given["answers"],
        evidence=given["evidence"],
        despite=given["despite"],
        stood_from=given["stood_from"],
        not_pursued=given["not_pursued"],
        tried_to_verify=given["tried_to_verify"],
    )
    return _back_to(request, claim)


def _back_to(request: EditorRequest, claim: Claim) -> str:
    """The page of the desk to go back to: the one asked for, or the claim's."""
    asked = (request.POST if request.method == "POST" else request.GET).get("next", "")
    if (
        asked.startswith(reverse("desk_queue"))
        and len(asked) <= LONGEST_LOCATION
        and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    ):
        return asked
    return reverse("claim_desk", args=[claim.pk])


def _with_form(
    request: EditorRequest, claim: Claim, form: MarkForm, *, status: int = 200, focus: str | None = None, **more: Any
) -> HttpResponse:
    """The row or page that the request came from, with the form open in it; else the form's own page."""
    shown_on = shown_page(request)
    context = {"claim": claim, "form": form, **more}
    match shown_on:
        case "desk_queue":
            asked = QueueFilter(shown_query(request))
            shown = shown_claim(claim.pk, asked, by=request.user)
            context |= {"row": queue_row(shown, form.reading, form, by=request.user), "here": address(asked.data)}
            template = "desk/desk_queue.html#claim-row"
        case "claim_desk":
            context |= claim_page(claim, by=request.user) | {"mark_form": form}
            template = "desk/claim_desk.html#page-anew"
        case _:
            context |= {"reading": form.reading, "stands": short_status(form.reading)}
            template = "desk/claim_mark.html#mark-form" if request.htmx else "desk/claim_mark.html"
    response = TemplateResponse(request, template, context, status=status)
    return focusing(response, f"#{form['status'].auto_id}-{form.chosen}") if focus is None else response


def _conflict(request: EditorRequest, now: Claim, form: MarkForm) -> HttpResponse:
    """409: what a colleague decided meanwhile, beside what was typed here, which is kept and can be sent again."""
    now = claim_now(now.pk)
    [reading] = preview([now])
    mine = MarkForm(form.as_posted(version=now.version), reading=reading)
    newest = last_decision(now)
    is_reworded = newest is not None and newest.change == Change.REWORDED
    stands = short_status(reading)
    conflict = {
        "title": who_was_faster(newest, by=request.user, stands=stands),
        "theirs": stands,
        "their_status": now.status,
        "their_reason": now.mark.reason if now.mark else "",
        "statement": now.statement if is_reworded else "",
        "mine": mine.draft() or capfirst(str(Status(form.cleaned_data["status"]).label)),
        "my_status": form.cleaned_data["status"],
        "my_reason": form.cleaned_data["reason"],
        "keep_url": _back_to(request, now),
    }
    return _with_form(request, now, mine, status=409, focus="", conflict=conflict)


def _changed(
    request: EditorRequest,
    claim: Claim,
    led_to: str,
    *,
    refusal: str = "",
    is_marked: bool = False,
    names: Names | None = None,
) -> HttpResponseBase:
    """The claim after marking or undoing, in place for HTMX; else a redirect, or the claim's page with the refusal.

    What was marked is said once, with the offer to undo it: later that offer stands where the claim does.
    """
    shown_on = shown_page(request)
    if shown_on not in {"desk_queue", "claim_desk"} and not refusal:
        return _elsewhere(request, claim.pk, led_to, is_marked=is_marked, names=names)
    status = 422 if refusal else 200
    if refusal:
        messages.error(request, refusal)
    if shown_on == "desk_queue":
        return _changed_row(request, claim.pk, status=status, is_marked=is_marked, names=names)
    claim = claim_now(claim.pk)
    context = claim_page(claim, by=request.user)
    if is_marked:
        _say_marked(request, claim, context["stands"])
    if shown_on == "claim_desk":
        response = TemplateResponse(request, "desk/claim_desk.html#changed-page", context, status=status)
        return focusing(reswap(response, "none"), "#claim-status")
    return TemplateResponse(request, "desk/claim_desk.html", context, status=status)


def _elsewhere(
    request: EditorRequest, claim_id: int, led_to: str, *, is_marked: bool, names: Names | None
) -> HttpResponseBase:
    """On to `led_to`; where a mark was taken back from another page by HTMX, that page anew."""
    if is_marked:
        claim = claim_now(claim_id)
        [reading] = preview([claim], names)
        _say_marked(request, claim, short_status(reading))
    here = request.htmx.current_url_abs_path if shown_page(request) else None
    return HttpResponseClientRedirect(here) if here else redirect(led_to)


def _say_marked(request: EditorRequest, claim: Claim, stands: str) -> None:
    said = _("Claim %(number)d marked: %(stands)s.") % {"number": claim.pk, "stands": stands}
    messages.success(request, said, extra_tags=undo_tag(claim.mark) if claim.mark else "")


def _changed_row(
    request: EditorRequest, claim_id: int, *, status: int, is_marked: bool, names: Names | None
) -> HttpResponse:
    by = request.user
    asked = QueueFilter(shown_query(request))
    asked.is_valid()
    claim = shown_claim(claim_id, asked, by=by)
    [reading] = preview([claim], names)
    row = queue_row(claim, reading, by=by)
    if is_marked:
        _say_marked(request, claim, row.stands)
    context = {"row": row, "tabs": tab_counts(asked, by=by), "here": address(asked.data)}
    response = TemplateResponse(request, "desk/desk_queue.html#changed-row", context, status=status)
    return focusing(reswap(response, "none"), f"#claim-row-{claim.pk}")
