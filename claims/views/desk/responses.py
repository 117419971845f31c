"""What speakers said: recorded with what it does to each claim, corrected, brought to a further claim, taken back."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ...access import EditorRequest, editor_required
from ...forms.fields import known_names, unjudged
from ...forms.marks import MarkForm
from ...forms.responses import (
    AnswerEditForm,
    AnswerForm,
    LikelyAnswerForm,
    ResponseEditForm,
    ResponseForm,
    UtteranceForm,
)
from ...models import Answer, Article, Claim, Mark, Response, Speaker
from ...record.preview import preview
from ...submissions import accepted_before
from ...vocabulary import Heard, SpeakerKind, Status
from ...wording.phrases import listed
from ...workflow import answer_claim, change_answer, correct_response, record_response, seen
from .children import child_edited, closed, retracted
from .claims import claim_path
from .editing import edited
from .lifted import where_stand
from .naming import saved_speaker
from .picking import MOST_CLAIMS, Found, article_to_pick, claims_found, number, what_became
from .worded import Wordings

LIKELY = 12
MOST_SHOWN = 60
MOST_RESPONSES = 100
_NO_ANSWER = gettext_lazy("The response is recorded. It answers no claim yet.")


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def response_new(request: EditorRequest) -> HttpResponseBase:
    """Record a response and what it does to the claims it is likely about. The button "look" finds further claims."""
    if path := accepted_before(request, by=request.user):
        return redirect(path)
    article = article_to_pick(request.GET.get("article"))
    claims, is_cut = _claims_shown(request, article)
    wordings = Wordings(request.POST)
    is_looking = "look" in request.POST
    sent = request.POST if request.method == "POST" and not is_looking else None
    heard = Heard.REPORTED if article else Heard.FIRST_HAND
    form = ResponseForm(
        sent,
        request.FILES if sent is not None else None,
        initial=unjudged(request.POST)
        or {"reported_by": article, "heard": heard, "speaker": request.GET.get("speaker", "")},
    )
    if is_looking:
        form.carry_along(request.POST, request.FILES)
    form.fill_in_as_before()
    answer_forms = [LikelyAnswerForm(sent, claim=claim, initial=_typed(request.POST, claim)) for claim in claims]
    answers_valid = all(answer_form.is_valid() for answer_form in answer_forms)
    if form.is_bound and not answers_valid:
        form.add_error(None, _("Something is missing under “What it answers”."))
    for sentence in _answers_left(request.POST, claims):
        if form.is_bound:
            form.add_error(None, sentence)
        else:
            messages.error(request, sentence)
    if form.is_valid() and answers_valid:
        answers = [answer for answer_form in answer_forms if (answer := answer_form.answer())]
        if path := wordings.accept(form, lambda: _record(form, answers, wordings, by=request.user), by=request.user):
            messages.success(request, _("The response is recorded.") if answers else _NO_ANSWER)
            return redirect(path)
    found = claims_found(request.POST.get("find", "")) if is_looking else Found([])
    if not form.is_bound:
        _begin_at(form, [one for one in answer_forms if one.claim in found.claims[:1]], is_looking=is_looking)
    context = {
        "form": form,
        "likely": list(zip(answer_forms, where_stand(claims), map(wordings.field, claims), strict=True)),
        "reworded": wordings.retold,
        "beside": [(_("Claim %(number)d") % {"number": one.claim.pk}, one) for one in answer_forms if one.errors],
        "article": article,
        "nothing_found": is_looking and not found.claims,
        "is_cut": is_cut,
        "is_looking": is_looking,
        "most": MOST_CLAIMS,
        **_names(),
    }
    status = 503 if form.is_unwritable else wordings.status(form)
    return TemplateResponse(request, "desk/response_new.html", context, status=status)


def _begin_at(form: ResponseForm, found: Sequence[LikelyAnswerForm], *, is_looking: bool) -> None:
    """Begin with who spoke. Whoever looked for a claim goes on at the first `found`, or else looks again."""
    field = found[0].fields["kind"] if found else form.fields["find" if is_looking else "speaker"]
    field.widget.attrs["autofocus"] = True


def _claims_shown(request: EditorRequest, article: Article | None) -> Found:
    """Claims the response may answer: those the form showed and those looked for, or at first the likely ones.

    In the place of one that was answered and merged meanwhile, the one that it went into can be.
    """
    if request.method == "POST":
        shown = [one for text in request.POST.getlist("shown")[:MOST_SHOWN] if (one := number(text))]
        answered = LikelyAnswerForm.answered(request.POST)
        went_into = [claim.merged_into_id for claim in Claim.objects.filter(pk__in=answered).order_by("pk")]
        asked = request.POST.get("find", "") if "look" in request.POST else ""
        return claims_found(asked, chosen=[*shown, *answered, *filter(None, went_into)])
    desk = Claim.objects.on_desk().select_related("mark")
    first = Q(pk=number(request.GET.get("claim")))
    if article:
        first |= Q(pk__in=article.appearances.filter(retraction="").values("claim"))
    likely = list(desk.filter(first).order_by("pk"))
    others = desk.filter(status=Status.OPEN).exclude(pk__in=[claim.pk for claim in likely]).order_by("-pk")
    room = max(0, LIKELY - len(likely))
    more = list(others[: room + 1])
    return Found(likely + more[:room], is_cut=len(more) > room)


def _answers_left(data: QueryDict, claims: Sequence[Claim]) -> list[str]:
    """What became of each claim that was answered and is not among `claims`, what was typed for it, and what to do."""
    left = set(LikelyAnswerForm.answered(data)) - {claim.pk for claim in claims}
    known = Claim.objects.in_bulk(left)
    return [
        f"{what_became(one, known.get(one))} "
        f"{_what_to_do(known.get(one), typed=LikelyAnswerForm(data, claim=Claim(pk=one), initial={}).in_short())}"
        for one in sorted(left)
    ]


def _what_to_do(claim: Claim | None, *, typed: str) -> str:
    if claim is not None and claim.merged_into_id:
        names = {"typed": typed, "into": claim.merged_into_id}
        return _("You had said: %(typed)s. Say it of claim %(into)d, or save without it.") % names
    return _("You had said: %(typed)s. Answer another claim, or save without it.") % {"typed": typed}


def _typed(data: QueryDict, claim: Claim) -> dict[str, str]:
    """What was typed about one claim, by field name."""
    prefix = f"answer-{claim.pk}-"
    return {name.removeprefix(prefix): str(data[name]) for name in data if name.startswith(prefix)}


def _names() -> dict[str, list[str]]:
    return {
        "speaker_names": known_names(Speaker.objects.all()),
        "body_names": known_names(Speaker.objects.filter(kind=SpeakerKind.INSTITUTION)),
    }


def _values(form: UtteranceForm, *, by: User) -> dict[str, object]:
    """The response's values, with a new speaker or institution made."""
    data = form.cleaned_data
    kind, description = data["speaker_kind"] or SpeakerKind.PERSON, data["speaker_description"]
    speaker = saved_speaker(data["speaker"], by=by, kind=kind, description=description)
    body = saved_speaker(data["body"], by=by) if data["body"] else None
    return form.particulars() | {"speaker": speaker, "body": body}


def _record(form: ResponseForm, answers: Sequence[Answer], wordings: Wordings, *, by: User) -> str:
    """Record the response; leads to the claims whose mark it may change, one after another, else to one it answers."""
    captures = [form.held.capture()] if form.held else []
    worded = wordings.sent_of(answer.claim for answer in answers)
    response = Response(**_values(form, by=by))
    record_response(response, answers=answers, captures=captures, worded=worded, by=by)
    to_mark = [answer.claim_id for answer in answers if answer.may_change_mark()]
    if len(to_mark) == 1:
        return reverse("claim_mark", args=to_mark)
    if to_mark:
        return _marking_path(response, since=Mark.objects.order_by("pk").values_list("pk", flat=True).last() or 0)
    if answers:
        return claim_path(answers[0].claim)
    return reverse("response_edit", args=[response.pk])


def _marking_path(response: Response, *, since: int, after: int = 0) -> str:
    """Where the claims are marked whose mark a response may change: from the first one whose answer comes `after`."""
    return f"{reverse('response_marking', args=[response.pk])}?since={since}" + (f"&after={after}" if after else "")


@editor_required
@require_safe
def response_marking(request: EditorRequest, response_id: int) -> HttpResponseBase:
    """The claims whose mark a response may change, one after another.

    They are those whose mark it could change when the newest mark on record was the one that the address has as
    `since`: so they stay the same while they are marked.
    """
    response = get_object_or_404(Response.objects.select_related("speaker"), pk=response_id)
    since = number(request.GET.get("since")) or 0
    to_mark = _may_change_marks(response, since=since)
    # Not the place in their order: a claim discarded meanwhile must not make another be passed over.
    after = number(request.GET.get("after")) or 0
    answer = next((answer for answer in to_mark if answer.pk > after), None)
    if answer is None:
        messages.success(request, _("That was the last of them."))
        return redirect("desk_queue")
    claim, claims = answer.claim, [answer.claim for answer in to_mark]
    onward = _marking_path(response, since=since, after=answer.pk)
    [reading] = preview([claim])
    context = {
        "response": response,
        "claim": claim,
        "form": MarkForm.proposing(reading, version=claim.version, next=onward),
        "answer": next(one for one in reading.answers if one.id == answer.pk),
        "steps": where_stand(claims),
        "step": to_mark.index(answer) + 1,
        "onward": onward,
    }
    return TemplateResponse(request, "desk/response_marking.html", context)


def _may_change_marks(response: Response, *, since: int) -> list[Answer]:
    """Its standing answers that could change the mark of their claim as it stood after the mark `since`, in order."""
    answers = response.answers.filter(retraction="", claim__in=Claim.objects.on_desk())
    marks = Mark.objects.filter(claim__in=answers.values("claim"), pk__lte=since, undone=False)
    stood = dict(marks.order_by("pk").values_list("claim", "status"))
    return [
        answer
        for answer in answers.select_related("claim__mark", "response__speaker").order_by("pk")
        if answer.may_change_mark(stood=Status(stood.get(answer.claim_id, Status.OPEN)))
    ]


@editor_required
@require_safe
def speaker_known(request: EditorRequest) -> HttpResponseBase:
    """Whether the speaker typed so far is on record, and if not, what the form then asks."""
    typed = {name: request.GET.get(name, "") for name in ("speaker", "speaker_kind", "speaker_description")}
    form = UtteranceForm(initial=typed)
    return TemplateResponse(request, "desk/response_new.html#speaker-known", {"form": form, "oob": True})


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def response_edit(request: EditorRequest, response_id: int) -> HttpResponseBase:
    """Correct a response, with the reason where a public claim rests on it or shows it."""
    response = get_object_or_404(Response.objects.select_related("speaker", "body", "reported_by"), pk=response_id)
    answers = list(response.answers.select_related("claim").order_by("pk"))
    is_public = any(answer.claim.is_public for answer in answers)
    open_to_work = [answer.claim for answer in answers if answer.claim.is_open_to_changes]
    closed_ones = sorted({answer.claim_id for answer in answers if not answer.claim.is_open_to_changes})
    done = " ".join([_("Saved."), *([_left_as_they_are(closed_ones)] if closed_ones else [])])
    back = claim_path(open_to_work[0]) if open_to_work else reverse("response_edit", args=[response.pk])

    def shown(response: Response, posted: QueryDict | None) -> dict[str, Any]:
        form = ResponseEditForm(
            posted,
            initial={name: getattr(response, name) for name in (*UtteranceForm.PARTICULARS, "version")},
            is_public=is_public,
        )
        captures = response.captures.select_related("kept_by")
        own = {"response": response, "answers": answers, "captures": captures, "is_public": is_public}
        return {"form": form, **own, **_names()}

    def save(form: ResponseEditForm) -> str:
        given = {"based_on": form.cleaned_data["version"], "reason": form.given_reason(), "by": request.user}
        correct_response(response, values=_values(form, by=request.user), **given)
        return back

    return edited(request, response, "desk/response_edit.html", shown=shown, save=save, back=back, done=done)


def _left_as_they_are(claims: Sequence[int]) -> str:
    """That a correction does not reach the pages of these claims."""
    return ngettext(
        "Claim %(numbers)s was withdrawn or merged: its page still shows the response as it was.",
        "Claims %(numbers)s were withdrawn or merged: their pages still show the response as it was.",
        len(claims),
    ) % {"numbers": listed([str(number) for number in claims])}


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_new(request: EditorRequest, claim_id: int) -> HttpResponseBase:
    """Say what a response already on record does to a further claim; `q` narrows the responses offered."""
    claim = get_object_or_404(Claim, pk=claim_id)
    if refused := closed(request, claim):
        return refused
    if path := accepted_before(request, by=request.user):
        # Sent twice: the response answers the claim by now, and could not be chosen again.
        return redirect(path)
    words = request.GET.get("q", "").strip()
    responses, is_cut = _responses_to_pick(claim, words, chosen=number(request.POST.get("response")))
    form = AnswerForm(request.POST or None, responses=responses)
    wordings = Wordings(request.POST)

    def act() -> str:
        data = form.cleaned_data
        said = {name: data[name] for name in ("kind", "position", "part")}
        answer = answer_claim(data["response"], claim, **said, worded=wordings.sent(claim), by=request.user)
        return reverse("claim_mark", args=[claim.pk]) if answer.may_change_mark() else claim_path(claim)

    if form.is_valid() and (path := wordings.accept(form, act, by=request.user)):
        return redirect(path)
    cut = {"is_cut": is_cut, "most": MOST_RESPONSES}
    context = {"form": form, "words": words, **cut, **wordings.beside(claim)}
    return TemplateResponse(request, "desk/answer_new.html", context, status=wordings.status(form))


def _responses_to_pick(claim: Claim, words: str, *, chosen: int | None) -> tuple[QuerySet[Response], bool]:
    """The newest that may answer the claim, and whether there are more. The one `chosen` may be older than these."""
    free = Response.objects.not_answering(claim)
    found = free.newest(words, MOST_RESPONSES + 1)
    numbers = [response.pk for response in found[:MOST_RESPONSES]]
    offered = free.filter(pk__in=[*numbers, chosen or 0]).select_related("speaker").order_by("-pk")
    return offered, len(found) > MOST_RESPONSES


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_edit(request: EditorRequest, answer_id: int) -> HttpResponseBase:
    """Correct what a response does to a claim."""
    answer = get_object_or_404(Answer.objects.select_related("claim", "response__speaker"), pk=answer_id)
    names, wordings = ("kind", "position", "part"), Wordings(request.POST)

    def shown(answer: Answer, posted: QueryDict | None) -> dict[str, Any]:
        initial = {name: getattr(answer, name) for name in names} | {"seen": seen(answer)}
        form = AnswerEditForm(posted, initial=initial, is_public=answer.claim.is_public)
        return {"form": form, "claim": answer.claim, "answer": answer}

    def save(form: AnswerEditForm) -> None:
        values = {name: form.cleaned_data[name] for name in names} | {"based_on": form.cleaned_data["seen"]}
        values |= {"worded": wordings.sent(answer.claim), "reason": form.given_reason()}
        change_answer(answer, by=request.user, **values)

    return child_edited(request, answer, "desk/answer_edit.html", shown=shown, save=save, wordings=wordings)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_retract(request: EditorRequest, answer_id: int) -> HttpResponseBase:
    """Take an answer back because we were wrong."""
    answer = get_object_or_404(Answer.objects.select_related("claim", "response__speaker"), pk=answer_id)

    def said(answer: Answer) -> str:
        words = f": “{answer.response.words}”" if answer.response.words else ""
        return f"{answer.response.speaker} – {answer.get_kind_display()}{words}"

    return retracted(request, answer, heading=_("Take an answer back"), said=said)
