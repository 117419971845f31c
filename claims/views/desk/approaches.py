"""Whom somebody asked for a reply: recorded, brought up to date, taken back."""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ...access import EditorRequest, editor_required
from ...filters import ApproachFilter
from ...forms.approaches import ApproachEditForm, ApproachForm, OneStepForm
from ...forms.fields import known_names, typed_name
from ...models import Approach, Claim, Outlet, Speaker
from ...vocabulary import Outcome, SpeakerKind
from ...workflow import Conflict, Unchanged, change_approach, record_approach, seen, undo_outcome
from .children import child_edited, closed, retracted
from .claims import claim_path, form_accepted, form_shown
from .fragments import focusing
from .naming import saved_outlet, saved_speaker
from .undoing import undo_tag
from .worded import Wordings

#: As many of either list as are shown at once; whoever wants others narrows the list.
MOST_SHOWN = 200


def approaches_shown(request: EditorRequest, query: QueryDict) -> dict[str, Any]:
    """What the list of approaches shows an editor for a query string. Three queries, however many approaches."""
    approaches = Approach.objects.awaiting().select_related("claim", "asked", "asker", "recorded_by")
    asked = ApproachFilter(query, approaches, request=request)
    late = asked.found.overdue(timezone.now())
    overdue = list(late.first_due_first()[: MOST_SHOWN + 1])
    # Not only those shown: who is late is never said to be still in time.
    others = asked.found.exclude(pk__in=late.order_by().values("pk"))
    awaiting = list(others.first_due_first()[: MOST_SHOWN + 1])
    return {
        "form": asked.form,
        "overdue": [_with_form(approach) for approach in overdue[:MOST_SHOWN]],
        "awaiting": [_with_form(approach) for approach in awaiting[:MOST_SHOWN]],
        "more_overdue": len(overdue) > MOST_SHOWN,
        "more_awaiting": len(awaiting) > MOST_SHOWN,
        "is_narrowed": any(asked.form.data.get(name) for name in asked.form.fields),
        "most": MOST_SHOWN,
        "here": f"{reverse('approach_list')}?{query.urlencode()}" if query else reverse("approach_list"),
    }


def _with_form(approach: Approach) -> dict[str, Any]:
    return {"approach": approach, "form": OneStepForm.of(seen(approach))}


@editor_required
@require_safe
def approach_list(request: EditorRequest) -> HttpResponseBase:
    """Whom somebody asked and who has not replied yet: first those whose time is over."""
    return TemplateResponse(request, "desk/approach_list.html", approaches_shown(request, request.GET))


@editor_required
@require_POST
def approach_outcome(request: EditorRequest, approach_id: int) -> HttpResponseBase:
    """Record what came of an approach by one button, or take that back. A reply leads on to the words of it."""
    approach = get_object_or_404(Approach.objects.select_related("claim", "asked"), pk=approach_id)
    form = OneStepForm(request.POST)

    def act() -> str:
        if form.cleaned_data["outcome"] == Outcome.AWAITING:
            undo_outcome(approach, by=request.user, based_on=form.cleaned_data["seen"])
        else:
            change_approach(approach, by=request.user, **form.changes(approach, today=timezone.localdate()))
        return reverse("approach_list")

    led_to, status = None, 422
    try:
        led_to = form.accept(act, by=request.user) if form.is_valid() else None
    except Conflict as conflict:
        status = 409
        form.add_error(None, _changed_line(conflict.row))
    except Unchanged:
        form.add_error(None, _("That is what is on record already."))
    if led_to:
        status = 200
        line = _outcome_line(approach, Outcome(form.cleaned_data["outcome"]))
        messages.success(request, line, extra_tags=undo_tag(approach))
    else:
        messages.error(request, form.refusal)
    back = _query_of(request)
    if led_to and not request.htmx:
        return redirect(f"{led_to}?{back.urlencode()}" if back else led_to)
    template = "desk/approach_list.html#changed-approaches" if request.htmx else "desk/approach_list.html"
    response = TemplateResponse(request, template, approaches_shown(request, back), status=status)
    return focusing(response, "#approaches")


def _query_of(request: EditorRequest) -> QueryDict:
    """The query string of the list that the form stood in."""
    path, _mark, query = request.POST.get("back", "").partition("?")
    return QueryDict(query[:1000]) if path == reverse("approach_list") else QueryDict()


def _changed_line(approach: Approach) -> str:
    """What a colleague did with an approach meanwhile; one that is on the list no longer does not show it there."""
    if approach.outcome == Outcome.AWAITING or approach.retraction:
        return _("A colleague changed this meanwhile. This is how it is now.")
    names = {"asked": approach.asked, "outcome": approach.get_outcome_display()}
    return _("A colleague recorded of %(asked)s meanwhile: %(outcome)s. What you chose was not recorded.") % names


def _outcome_line(approach: Approach, outcome: Outcome) -> SafeString:
    """What was recorded, of which claim, and what to do next."""
    if outcome == Outcome.AWAITING:
        line = _("A reply of %(asked)s is awaited again.") % {"asked": approach.asked}
    else:
        line = _("Recorded of %(asked)s: %(outcome)s.") % {"asked": approach.asked, "outcome": outcome.label}
    links = [(claim_path(approach.claim), _("Claim %(number)d") % {"number": approach.claim_id})]
    if outcome in {Outcome.DECLINED, Outcome.REPLIED}:
        address = f"{reverse('response_new')}?claim={approach.claim_id}&speaker={quote(typed_name(approach.asked))}"
        links.append((address, _("Record what they said")))
    return format_html("{} {}", line, format_html_join(" · ", '<a href="{}">{}</a>', links))


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def approach_new(request: EditorRequest, claim_id: int) -> HttpResponseBase:
    """Record that somebody was asked about a claim."""
    claim = get_object_or_404(Claim, pk=claim_id)
    if refused := closed(request, claim):
        return refused
    form, wordings = ApproachForm(request.POST or None), Wordings(request.POST)

    def act() -> str:
        data = form.cleaned_data
        record_approach(
            claim,
            asked=saved_speaker(data["asked"], by=request.user, kind=data["asked_kind"]),
            asker=saved_outlet(data["asker"], by=request.user),
            by=request.user,
            worded=wordings.sent(claim),
            **form.particulars(),
        )
        return claim_path(claim)

    if form.is_valid() and (path := wordings.accept(form, act, by=request.user)):
        messages.success(request, _("Saved."))
        return form_accepted(request, claim, path)
    context = {
        "form": form,
        **wordings.beside(claim),
        "outlet_names": known_names(Outlet.objects.all()),
        "speaker_names": known_names(Speaker.objects.exclude(kind=SpeakerKind.UNNAMED)),
    }
    return form_shown(request, "desk/approach_new.html", context, status=wordings.status(form))


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def approach_edit(request: EditorRequest, approach_id: int) -> HttpResponseBase:
    """Say what came of it; with a reason it is a correction."""
    approach = get_object_or_404(Approach.objects.select_related("claim", "asked", "asker"), pk=approach_id)

    def shown(approach: Approach, posted: QueryDict | None) -> dict[str, Any]:
        said = {name: getattr(approach, name) for name in ApproachEditForm.PARTICULARS}
        initial = said | {"seen": seen(approach)}
        form = ApproachEditForm(posted, initial=initial, is_public=approach.claim.is_public)
        return {"form": form, "claim": approach.claim, "approach": approach}

    def save(form: ApproachEditForm) -> None:
        given = {"based_on": form.cleaned_data["seen"], "reason": form.given_reason(), "by": request.user}
        change_approach(approach, **given, **form.particulars())

    return child_edited(request, approach, "desk/approach_edit.html", shown=shown, save=save)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def approach_retract(request: EditorRequest, approach_id: int) -> HttpResponseBase:
    """Take an approach back because we were wrong."""
    approach = get_object_or_404(Approach.objects.select_related("claim", "asked"), pk=approach_id)

    def said(approach: Approach) -> str:
        return f"{approach.asked} – {approach.get_outcome_display()}"

    return retracted(request, approach, heading=_("Take back who was asked"), said=said)
