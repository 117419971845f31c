"""The filters of the queue that an editor saves. Plain forms of the queue's page."""

from django.contrib import messages
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ... import workflow
from ...access import EditorRequest, editor_required
from ...forms.base import DeskForm
from ...forms.queue import SaveFilterForm
from ...models import SavedFilter
from .queue import address, address_query, queue_context


@editor_required
@require_POST
def filter_save(request: EditorRequest) -> HttpResponseBase:
    """Keep what the queue is narrowed to, under a name; instead of what has that name where `replace` says so.

    A name typed after that button was offered is not the one to be replaced.
    """
    form = SaveFilterForm(request.POST, auto_id="save-%s")
    query = QueryDict(request.POST.get("query", ""))
    kept = address_query(query, after=None)

    def replacing() -> bool:
        return request.POST.get("replace") == form.cleaned_data["name"]

    def save() -> str:
        name = form.cleaned_data["name"]
        workflow.save_filter(name=name, query=kept, by=request.user, replacing=replacing())
        return reverse("desk_queue")

    if form.is_valid() and form.accept(save, by=request.user):
        said = _("Replaced: “%(name)s” now shows this.") if replacing() else _("Saved: “%(name)s”.")
        messages.success(request, said % {"name": form.cleaned_data["name"]})
        return redirect(address(query, after=None))
    context = queue_context(query, by=request.user, saving=form)
    return TemplateResponse(request, "desk/desk_queue.html", context, status=422)


@editor_required
@require_POST
def filter_remove(request: EditorRequest, filter_id: int) -> HttpResponseBase:
    """Forget a saved filter of one's own."""
    saved = SavedFilter.objects.filter(pk=filter_id, editor=request.user).first()
    if saved is None:
        # Sent twice: it is gone, which is what was asked for.
        return redirect("desk_queue")
    form = DeskForm(request.POST)

    def remove() -> str:
        workflow.remove_filter(saved, by=request.user)
        return reverse("desk_queue")

    if form.is_valid() and form.accept(remove, by=request.user):
        messages.success(request, _("The saved filter “%(name)s” was removed.") % {"name": saved.name})
    else:
        messages.error(request, form.refusal)
    return redirect(f"{reverse('desk_queue')}?{saved.query}")
