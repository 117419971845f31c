"""Speakers, outlets and topics: listed, made, renamed."""

from typing import Any

from django.http import HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ...access import EditorRequest, editor_required
from ...forms.names import (
    OutletEditForm,
    OutletForm,
    RenameForm,
    SpeakerEditForm,
    SpeakerForm,
    TopicEditForm,
    TopicForm,
)
from ...models import Outlet, Speaker, Topic
from ...workflow import create_outlet, create_speaker, create_topic, rename
from .editing import edited

#: As many of a kind as are shown at once; whoever wants others looks for them.
MOST = 200


@editor_required
@require_safe
def name_list(request: EditorRequest) -> HttpResponseBase:
    """Speakers, outlets and topics by name; `q` for words of the name, or of what tells it apart."""
    words = request.GET.get("q", "").strip()
    context = {
        "words": words,
        "most": MOST,
        "speakers": Speaker.objects.matching(words)[: MOST + 1],
        "outlets": Outlet.objects.matching(words)[: MOST + 1],
        "topics": Topic.objects.matching(words)[: MOST + 1],
    }
    return TemplateResponse(request, "desk/name_list.html", context)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def speaker_new(request: EditorRequest) -> HttpResponseBase:
    """Make a speaker."""
    form = SpeakerForm(request.POST or None)

    def act() -> str:
        data = form.cleaned_data
        create_speaker(name=data["name"], kind=data["kind"], description=data["description"], by=request.user)
        return reverse("name_list")

    if form.is_valid() and (path := form.accept(act, by=request.user)):
        return redirect(path)
    return TemplateResponse(request, "desk/speaker_new.html", {"form": form}, status=422 if form.is_bound else 200)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def outlet_new(request: EditorRequest) -> HttpResponseBase:
    """Make an outlet."""
    form = OutletForm(request.POST or None)

    def act() -> str:
        create_outlet(name=form.cleaned_data["name"], url=form.cleaned_data["url"], by=request.user)
        return reverse("name_list")

    if form.is_valid() and (path := form.accept(act, by=request.user)):
        return redirect(path)
    return TemplateResponse(request, "desk/outlet_new.html", {"form": form}, status=422 if form.is_bound else 200)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def topic_new(request: EditorRequest) -> HttpResponseBase:
    """Make a topic."""
    form = TopicForm(request.POST or None)

    def act() -> str:
        create_topic(name=form.cleaned_data["name"], description=form.cleaned_data["description"], by=request.user)
        return reverse("name_list")

    if form.is_valid() and (path := form.accept(act, by=request.user)):
        return redirect(path)
    return TemplateResponse(request, "desk/topic_new.html", {"form": form}, status=422 if form.is_bound else 200)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def speaker_edit(request: EditorRequest, speaker_id: int) -> HttpResponseBase:
    """Rename a speaker, or describe them anew."""
    speaker = get_object_or_404(Speaker, pk=speaker_id)
    return _renamed(request, speaker, SpeakerEditForm, "desk/speaker_edit.html")


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def outlet_edit(request: EditorRequest, outlet_id: int) -> HttpResponseBase:
    """Rename an outlet, or give it another site."""
    outlet = get_object_or_404(Outlet, pk=outlet_id)
    return _renamed(request, outlet, OutletEditForm, "desk/outlet_edit.html")


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def topic_edit(request: EditorRequest, topic_id: int) -> HttpResponseBase:
    """Rename a topic, or describe it anew."""
    topic = get_object_or_404(Topic, pk=topic_id)
    return _renamed(request, topic, TopicEditForm, "desk/topic_edit.html")


def _renamed[Thing: (Speaker, Outlet, Topic)](
    request: EditorRequest, thing: Thing, form_class: type[RenameForm], template: str
) -> HttpResponseBase:
    def shown(thing: Thing, posted: QueryDict | None) -> dict[str, Any]:
        said = {name: getattr(thing, name) for name in ("name", "description", "url") if hasattr(thing, name)}
        form = form_class(posted, initial=said | {"version": thing.version}, is_public=thing.is_recorded)
        return {"form": form, "thing": thing}

    def save(form: RenameForm) -> str:
        data = form.cleaned_data
        rename(
            thing,
            based_on=data["version"],
            name=data["name"],
            description=data.get("description"),
            url=data.get("url"),
            reason=form.given_reason(),
            by=request.user,
        )
        return reverse("name_list")

    return edited(request, thing, template, shown=shown, save=save, back=reverse("name_list"), done=_("Saved."))
