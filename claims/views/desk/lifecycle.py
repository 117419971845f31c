"""A claim's life: publish, withdraw, discard, merge, split."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from ... import workflow
from ...access import EditorRequest, editor_required
from ...forms.belonging import Belonging
from ...forms.claims import DiscardForm, MergeForm, MergeSearchForm, PublishForm, SplitForm, WithdrawForm
from ...models import Claim
from ...models.claims import ClaimQuerySet
from ...record.preview import preview
from ...submissions import accepted_before
from ...wording import answer_line, approach_line, article_line, evidence_line, short_status
from .claims import claim_on_desk, claim_page, claim_path, form_accepted, form_shown
from .editing import edited
from .lifted import Stands, where_stand
from .picking import number, what_became

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
        return claim_path(claim)

    status, refusal = 422, ""
    if form.is_valid():
        try:
            if led_to := form.accept(publish, by=request.user):
                messages.success(request, _("Published. Everyone can read it now."))
                return redirect(led_to)
        except workflow.Conflict as conflict:
            claim, status = conflict.row, 409
            refusal = _("Not published: a colleague changed this draft meanwhile. This is how it is now.")
    messages.error(request, refusal or form.refusal)
    return TemplateResponse(request, "desk/claim_desk.html", claim_page(claim, by=request.user), status=status)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim_withdraw(request: EditorRequest, claim_id: int) -> HttpResponseBase:
    """Withdraw or retract a public claim, with the reason. Its page stays."""
    claim = claim_on_desk(request, claim_id)

    def shown(claim: Claim, posted: QueryDict | None) -> dict[str, Any]:
        return {"claim": claim, "form": WithdrawForm(posted, initial={"version": claim.version})}

    def withdraw(form: WithdrawForm) -> str:
        given = form.cleaned_data
        workflow.withdraw_claim(
            claim,
            based_on=given["version"],
            reason=given["reason"],
            retracting=given["kind"] == WithdrawForm.Kind.RETRACT,
            by=request.user,
        )
        return claim_path(claim)

    return edited(
        request,
        claim,
        "desk/claim_withdraw.html",
        shown=shown,
        save=withdraw,
        back=claim_path(claim),
        done=_("Taken out of the lists."),
    )


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim_discard(request: EditorRequest, claim_id: int) -> HttpResponseBase:
    """Delete a draft, after asking."""
    if request.POST and not Claim.objects.filter(pk=claim_id).exists():
        # Sent twice: the draft is gone, which is what was asked for.
        queue = reverse("desk_queue")
        return HttpResponseClientRedirect(queue) if request.htmx else redirect(queue)
    claim = claim_on_desk(request, claim_id)

    def shown(claim: Claim, posted: QueryDict | None) -> dict[str, Any]:
        return {"claim": claim, "form": DiscardForm(posted, initial={"version": claim.version})}

    def discard(form: DiscardForm) -> str:
        workflow.discard_draft(claim, based_on=form.cleaned_data["version"], by=request.user)
        return f"{reverse('desk_queue')}?show=draft"

    return edited(
        request,
        claim,
        "desk/claim_discard.html",
        shown=shown,
        save=discard,
        back=claim_path(claim),
        done=_("The draft was discarded."),
    )


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim_merge(request: EditorRequest, claim_id: int) -> HttpResponseBase:
    """Merge a claim into another: find the one that stays, see both, decide, say why."""
    if path := accepted_before(request, by=request.user):
        # Sent twice: a draft that was merged is gone.
        return redirect(path)
    claim = claim_on_desk(request, claim_id)
    named = _named(request)
    into = _survivor(claim, named)
    if into is None:
        return _choosing(request, claim, named)
    if into.pk != named:
        messages.error(request, _became(claim, named))
        status = 409 if request.method == "POST" else 200
        return form_shown(request, "desk/claim_merge.html", _both(request, claim, into), status=status)
    if "choose" in request.POST:
        return form_shown(request, "desk/claim_merge.html", _both(request, claim, into))
    return _merging(request, claim, into)


def _merging(request: EditorRequest, claim: Claim, into: Claim) -> HttpResponseBase:
    """Both claims side by side with the form that merges them, and what comes of sending it."""

    def shown(changed: Claim, posted: QueryDict | None) -> dict[str, Any]:
        loser, survivor = (changed if one.pk == changed.pk else one for one in (claim, into))
        return _both(request, loser, survivor, posted)

    def merge(form: MergeForm) -> str:
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
        return claim_path(into)

    return edited(
        request,
        claim,
        "desk/claim_merge.html",
        shown=shown,
        save=merge,
        back=claim_path(claim),
        done=_("Merged."),
    )


def _both(request: EditorRequest, loser: Claim, into: Claim, posted: QueryDict | None = None) -> dict[str, Any]:
    """Two claims to compare, with a form: the one that was `posted`, or a fresh one with the reason typed so far."""
    initial = {"reason": request.POST.get("reason", "")} if posted is None else None
    differing = workflow.differing_answers(loser, into)
    form = MergeForm(posted, claim=loser, into=into, differing=differing, initial=initial)
    return {"claim": loser, "into": into, "sides": [_side(loser), _side(into)], "form": form}


def _choosing(request: EditorRequest, claim: Claim, named: int | None) -> HttpResponseBase:
    """The search for the claim that stays. Where the one `named` cannot, it says why, and keeps the reason typed."""
    is_sent = request.method == "POST"
    is_refused = is_sent and "look" not in request.POST
    search = MergeSearchForm(request.POST if is_sent else request.GET or None)
    if is_refused:
        messages.error(request, f"{_became(claim, named)} {_('Choose another.')}")
    offered = _offered(claim, search) if search.is_valid() and not is_refused else []
    asked = {"is_asked": "q" in search.data, "is_sent": is_sent}
    context = {"claim": claim, "search": search, "offered": offered, "most": OFFERED, **asked}
    return TemplateResponse(request, "desk/claim_merge.html", context, status=422 if is_refused else 200)


def _became(claim: Claim, named: int | None) -> str:
    """Why `claim` cannot be merged into the claim of the number `named`."""
    unknown = _("There is no such claim to merge into.")
    if not named or named == claim.pk:
        return unknown
    other = Claim.objects.filter(pk=named).first()
    if other is None:
        # What is gone was a draft, and only a draft could have been merged into it.
        return what_became(named, None) if claim.is_draft else unknown
    return unknown if other.is_open_to_changes else what_became(named, other)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim_split(request: EditorRequest, claim_id: int) -> HttpResponseBase:
    """Split a compound claim: the statements, and what of the claim belongs to which."""
    claim = claim_on_desk(request, claim_id)
    if path := accepted_before(request, by=request.user):
        return form_accepted(request, claim, path)
    parts = _parts(request)
    unknowns = {f"unknowns_{index}": claim.unknowns for index in range(SplitForm.MOST)}
    if "more" in request.POST:
        items, more = _items(claim), min(parts + 1, SplitForm.MOST)
        form = SplitForm(parts=more, items=items, initial=unknowns | _typed(request, items) | {"parts": more})
        return form_shown(request, "desk/claim_split.html", {"claim": claim, "form": form})

    def shown(claim: Claim, posted: QueryDict | None) -> dict[str, Any]:
        initial = unknowns | {"version": claim.version, "parts": parts, "statement_0": claim.statement}
        return {"claim": claim, "form": SplitForm(posted, parts=parts, items=_items(claim), initial=initial)}

    def split(form: SplitForm) -> str:
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
        return claim_path(made[0] if claim.is_draft else claim)

    return edited(
        request,
        claim,
        "desk/claim_split.html",
        shown=shown,
        save=split,
        back=claim_path(claim),
        done=_("Split into parts, which are open."),
    )


def _named(request: EditorRequest) -> int | None:
    """The number of the claim to merge into that the request names."""
    sent = request.POST if request.method == "POST" else request.GET
    return number(sent.get("choose") or sent.get("into"))


def _survivor(claim: Claim, named: int | None) -> Claim | None:
    """The claim of the number `named`, or the one it was merged into, if `claim` can be merged into it."""
    other = Claim.objects.filter(pk=named).first() if named else None
    while other and other.merged_into:
        other = other.merged_into
    return _survivors(claim).filter(pk=other.pk).first() if other else None


def _survivors(claim: Claim) -> ClaimQuerySet:
    """The claims that `claim` can be merged into: for a draft others like it, too."""
    return (Claim.objects.on_desk() if claim.is_draft else Claim.objects.listed()).exclude(pk=claim.pk)


def _offered(claim: Claim, search: MergeSearchForm) -> list[Stands]:
    """Claims to merge into that the search means, by number or words, one more than is shown where there are more."""
    words = search.cleaned_data["q"]
    named = number(words)
    others = _survivors(claim)
    others = others.matching(words) if named is None else others.filter(pk=named)
    return where_stand(list(others.order_by("-pk")[: OFFERED + 1]))


def _side(claim: Claim) -> dict[str, Any]:
    """A claim as one of two to compare."""
    [reading] = preview([claim])
    return {
        "claim": claim,
        "stands": short_status(reading),
        "mark": reading.mark,
        "lists": [
            (_("Who answered"), [answer_line(answer) for answer in reading.standing_answers]),
            (_("Evidence"), [evidence_line(item) for item in reading.standing_evidence]),
            (_("Who was asked"), [approach_line(item) for item in reading.approaches if not item.retraction]),
            (_("Where it ran"), [article_line(one.article) for one in reading.appearances if not one.retraction]),
        ],
    }


def _items(claim: Claim) -> dict[str, list[Belonging]]:
    """What of a claim can be given to its parts."""
    [reading] = preview([claim])
    return {
        "appearances": [Belonging.of_appearance(one) for one in reading.standing_appearances],
        "answers": [Belonging.of_answer(answer) for answer in reading.standing_answers],
        "evidence": [Belonging.of_evidence(item) for item in reading.standing_evidence],
        "approaches": [Belonging.of_approach(item) for item in reading.approaches if not item.retraction],
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


def _typed(request: EditorRequest, items: dict[str, list[Belonging]]) -> dict[str, Any]:
    """What was typed, to be shown again without judging it."""
    typed: dict[str, Any] = {
        name: value for name, value in request.POST.items() if name not in {"csrfmiddlewaretoken", "more"}
    }
    # Boxes that are empty are not sent, and must not be ticked again.
    boxes = [f"{kind}_{item.id}" for kind, belonging in items.items() for item in belonging]
    return typed | {name: request.POST.getlist(name) for name in boxes}
