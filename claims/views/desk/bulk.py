"""One thing done to several claims of the queue at once."""

from django.contrib import messages
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ... import workflow
from ...access import EditorRequest, editor_required
from ...forms.queue import BulkForm
from .fragments import focusing
from .queue import address, queue_context


@editor_required
@require_POST
def claims_bulk(request: EditorRequest) -> HttpResponseBase:
    """Give the claims chosen a topic, take it off them, or assign them: all of them or none."""
    form = BulkForm(request.POST, auto_id="bulk-%s")
    query = QueryDict(request.POST.get("query", ""))
    done: list[str] = []

    def act() -> str:
        done.append(_done_to_all(form, request))
        return reverse("desk_queue")

    led_to = form.accept(act, by=request.user) if form.is_valid() else None
    if led_to:
        messages.success(request, done[0] if done else _("This was done already."))
        if not request.htmx:
            return redirect(address(query))
    else:
        messages.error(request, form.refusal)
    context = queue_context(query, by=request.user, chosen=form.chosen, bulk=None if led_to else form)
    template = "desk/desk_queue.html#bulk-done" if request.htmx else "desk/desk_queue.html"
    response = TemplateResponse(request, template, context, status=200 if led_to else 422)
    place = f"#bulk-{form.cleaned_data.get('act') or 'topic'}"
    return focusing(response, place)


def _done_to_all(form: BulkForm, request: EditorRequest) -> str:
    """Do it, and say what was done: "3 claims: topic Ukraine added"."""
    given = form.cleaned_data
    claims = given["claim"]
    match given["act"]:
        case BulkForm.Act.ADD_TOPIC:
            changed = workflow.add_topic(claims, given["topic"], by=request.user)
            said = ngettext(
                "%(count)d claim: topic %(topic)s added.", "%(count)d claims: topic %(topic)s added.", changed
            ) % {"count": changed, "topic": given["topic"]}
        case BulkForm.Act.REMOVE_TOPIC:
            changed = workflow.remove_topic(claims, given["topic"], by=request.user)
            said = ngettext(
                "%(count)d claim: topic %(topic)s taken off.", "%(count)d claims: topic %(topic)s taken off.", changed
            ) % {"count": changed, "topic": given["topic"]}
        case _:
            to = given["to"]
            changed = workflow.assign_claims(claims, to=to)
            name = to.get_username() if to else _("nobody")
            said = ngettext(
                "%(count)d claim assigned to %(name)s.", "%(count)d claims assigned to %(name)s.", changed
            ) % {"count": changed, "name": name}
    unchanged = len(claims) - changed
    if unchanged:
        said += " " + ngettext("%(count)d was so already.", "%(count)d were so already.", unchanged) % {
            "count": unchanged
        }
    return said
