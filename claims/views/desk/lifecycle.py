"""A claim's life: publish, withdraw, discard, merge, split."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from ... import workflow
from ...access import EditorRequest, editor_required
from ...forms.base import DeskForm, VersionedForm
from ...forms.claims import DiscardForm, MergeForm, MergeSearchForm, PublishForm, SplitForm, WithdrawForm
from ...models import Claim
from ...models.claims import ClaimQuerySet
from ...reading import ClaimReading
from ...record.preview import preview
from ...submissions import accepted_before
from ...wording import answer_line, approach_line, article_line, evidence_line, short_status
from .claims import claim_on_desk, claim_page, form_accepted, form_shown
from .picking import number

#: How many claims the search for a survivor offers.
OFFERED = 20


@editor_required
@require_POST
def claim_publish(request: EditorRequest, claim_id: int) -> HttpResponseBase:
    """Make a draft public as the editor saw it; an embargo refuses it in words, what a colleague changed with 409."""
    claim = claim_on_desk(request, claim_id)
    form = PublishForm(request.POST)

    def publish() -> str:
        workflow.publish_claim(claim, based_on=form.cleaned_data["version"], by=request.user)
        return reverse("claim_desk", args=[claim.pk])

    status, refusal = 422, ""
    if form.is_valid():
        try:
            if led_to := form.accept(publish, by=request.user):
                messages.success(request, _("Published. Everyone can read it now."))
                return redirect(led_to)
        except workflow.Conflict as conflict:
            claim, status = conflict.claim, 409
            refusal = _("Not published: a colleague changed this draft meanwhile. This is how it is now.")
    messages.error(request, refusal or form.refusal)
    return TemplateResponse(request, "desk/claim_desk.html", claim_page(claim, by=request.user), status=status)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim_withdraw(request: EditorRequest, claim_id: int) -> HttpResponseBase:
    """Withdraw or retract a public claim, with the reason. Its page stays."""
    claim = claim_on_desk(request, claim_id)
    form = WithdrawForm(request.POST or None, initial={"version": claim.version})

    def withdraw() -> str:
        given = form.cleaned_data
        act = workflow.retract_claim if given["kind"] == WithdrawForm.Kind.RETRACT else workflow.withdraw_claim
        act(claim, based_on=given["version"], reason=given["reason"], by=request.user)
        return reverse("claim_desk", args=[claim.pk])

    return _decided(request, claim, form, withdraw, "desk/claim_withdraw.html", done=_("Taken out of the lists."))


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim_discard(request: EditorRequest, claim_id: int) -> HttpResponseBase:
    """Delete a draft, after asking."""
    form = DiscardForm(request.POST or None)
    if form.is_bound and not Claim.objects.filter(pk=claim_id).exists():
        # Sent twice: the draft is gone, which is what was asked for.
        queue = reverse("desk_queue")
        return HttpResponseClientRedirect(queue) if request.htmx else redirect(queue)
    claim = claim_on_desk(request, claim_id)
    form.initial = {"version": claim.version}

    def discard() -> str:
        workflow.discard_draft(claim, based_on=form.cleaned_data["version"], by=request.user)
        return f"{reverse('desk_queue')}?show=draft"

    return _decided(request, claim, form, discard, "desk/claim_discard.html", done=_("The draft was discarded."))


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim_merge(request: EditorRequest, claim_id: int) -> HttpResponseBase:
    """Merge a claim into another: find the one that stays, see both, decide, say why."""
    if path := accepted_before(request.POST, by=request.user):
        # Sent twice: a draft that was merged is gone.
        return redirect(path)
    claim = claim_on_desk(request, claim_id)
    search = MergeSearchForm(request.GET or None)
    context: dict[str, Any] = {"claim": claim, "search": search}
    into = _survivor(request, claim)
    if into is None:
        if request.method == "POST":
            search.full_clean()
            messages.error(request, _("There is no such claim to merge into. Choose another."))
        context |= {"offered": _offered(claim, search) if search.is_valid() else []}
        return TemplateResponse(
            request, "desk/claim_merge.html", context, status=422 if request.method == "POST" else 200
        )
    form = MergeForm(request.POST or None, claim=claim, into=into, differing=workflow.differing_answers(claim, into))

    def merge() -> str:
        given = form.cleaned_data
        workflow.merge_claims(
            claim,
            into=into,
            based_on=given["version"],
            into_based_on=given["into_version"],
            reason=given["reason"],
            by=request.user,
            choices=form.choices(),
        )
        return reverse("claim_desk", args=[into.pk])

    context |= {"into": into, "sides": [_side(claim), _side(into)]}
    return _decided(request, claim, form, merge, "desk/claim_merge.html", done=_("Merged."), context=context)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim_split(request: EditorRequest, claim_id: int) -> HttpResponseBase:
    """Split a compound claim: the statements, and what of the claim belongs to which."""
    claim = claim_on_desk(request, claim_id)
    if path := accepted_before(request.POST, by=request.user):
        return form_accepted(request, claim, path)
    [reading] = preview([claim])
    items = _items(reading)
    parts = _parts(request)
    unknowns = {f"unknowns_{index}": claim.unknowns for index in range(SplitForm.MOST)}
    if "more" in request.POST:
        more = min(parts + 1, SplitForm.MOST)
        form = SplitForm(parts=more, items=items, initial=unknowns | _typed(request, items) | {"parts": more})
        return form_shown(request, "desk/claim_split.html", {"claim": claim, "form": form})
    form = SplitForm(
        request.POST or None,
        parts=parts,
        items=items,
        initial=unknowns | {"version": claim.version, "parts": parts, "statement_0": claim.statement},
    )

    def split() -> str:
        made = workflow.split_claim(
            claim,
            based_on=form.cleaned_data["version"],
            parts=[
                workflow.Part(**form.part(index), items=_belonging(form, claim, index)) for index in range(form.number)
            ],
            left_out=_belonging(form, claim, None),
            reason=form.cleaned_data["reason"],
            by=request.user,
        )
        return reverse("claim_desk", args=[made[0].pk if claim.is_draft else claim.pk])

    return _decided(request, claim, form, split, "desk/claim_split.html", done=_("Split into parts, which are open."))


def _decided(
    request: EditorRequest,
    claim: Claim,
    form: DeskForm,
    act: Any,
    template: str,
    *,
    done: str,
    context: dict[str, Any] | None = None,
) -> HttpResponseBase:
    """Do what the form asks and go where it leads; else the same page with what is wrong and what was typed."""
    context = {"claim": claim, "form": form, **(context or {})}
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            led_to = form.accept(act, by=request.user)
        except workflow.Conflict as conflict:
            status, led_to = 409, None
            [now] = preview([conflict.claim])
            context["conflict"] = {"statement": now.statement, "stands": short_status(now)}
            if isinstance(form, VersionedForm):
                form.data = form.as_posted(on=conflict.claim.version)
        if led_to:
            messages.success(request, done)
            return form_accepted(request, claim, led_to)
    return form_shown(request, template, context, status=status)


def _survivor(request: EditorRequest, claim: Claim) -> Claim | None:
    """The claim to merge into that the request names, if it is one that `claim` can be merged into."""
    named = number((request.POST if request.method == "POST" else request.GET).get("into"))
    return _survivors(claim).filter(pk=named).first() if named else None


def _survivors(claim: Claim) -> ClaimQuerySet:
    """The claims that `claim` can be merged into: for a draft others like it, too."""
    return (Claim.objects.on_desk() if claim.is_draft else Claim.objects.listed()).exclude(pk=claim.pk)


def _offered(claim: Claim, search: MergeSearchForm) -> list[dict[str, Any]]:
    """Claims to merge into that the search means, by number or words."""
    words = search.cleaned_data["q"]
    named = number(words)
    others = _survivors(claim)
    others = others.matching(words) if named is None else others.filter(pk=named)
    return [_side(other, reading) for other, reading in _with_readings(list(others.order_by("-pk")[:OFFERED]))]


def _with_readings(claims: list[Claim]) -> list[tuple[Claim, ClaimReading]]:
    return list(zip(claims, preview(claims), strict=True))


def _side(claim: Claim, reading: ClaimReading | None = None) -> dict[str, Any]:
    """A claim as one of two to compare."""
    if reading is None:
        [reading] = preview([claim])
    return {
        "claim": claim,
        "stands": short_status(reading),
        "reading": reading,
        "mark": reading.mark,
        "lists": [
            (_("Who answered"), [answer_line(answer) for answer in reading.standing_answers]),
            (_("Evidence"), [evidence_line(item) for item in reading.standing_evidence]),
            (_("Who was asked"), [approach_line(item) for item in reading.approaches if not item.retraction]),
            (_("Where it ran"), [article_line(one.article) for one in reading.appearances if not one.retraction]),
        ],
    }


def _items(reading: ClaimReading) -> dict[str, list[tuple[int, str]]]:
    """What of a claim can be given to its parts, in words."""
    return {
        "appearances": [(one.id, article_line(one.article)) for one in reading.appearances if not one.retraction],
        "answers": [(answer.id, answer_line(answer)) for answer in reading.standing_answers],
        "evidence": [(item.id, evidence_line(item)) for item in reading.standing_evidence],
        "approaches": [(item.id, approach_line(item)) for item in reading.approaches if not item.retraction],
    }


def _belonging(form: SplitForm, claim: Claim, part: int | None) -> list[Any]:
    """The claim's items that the form gives to a part, or to none."""
    return [item for kind in form.ITEMS for item in getattr(claim, kind).filter(pk__in=form.belonging(kind, part))]


def _parts(request: EditorRequest) -> int:
    """How many parts the form that was sent has; a number nobody could have sent by it is brought into range."""
    try:
        asked = int(request.POST.get("parts", SplitForm.FEWEST))
    except ValueError:
        return SplitForm.FEWEST
    return min(max(asked, SplitForm.FEWEST), SplitForm.MOST)


def _typed(request: EditorRequest, items: dict[str, list[tuple[int, str]]]) -> dict[str, Any]:
    """What was typed, to be shown again without judging it."""
    typed: dict[str, Any] = {
        name: value for name, value in request.POST.items() if name not in {"csrfmiddlewaretoken", "more"}
    }
    # Boxes that are empty are not sent, and must not be ticked again.
    boxes = [f"{kind}_{pk}" for kind, lines in items.items() for pk, _line in lines]
    return typed | {name: request.POST.getlist(name) for name in boxes}
