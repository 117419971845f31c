"""What every page of the desk says about the desk."""

from datetime import date
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.template import Context

from claims.filters import COUNT_CAP, queue_tabs
from claims.forms.marks import UndoForm
from claims.models import Claim, Mark
from claims.workflow import can_undo

register = template.Library()


@register.simple_tag
def open_claims() -> str:
    """How many public claims are open, as the queue opens with them: "37", "1000+" where nobody counts any more."""
    opening = queue_tabs(date.min, by=None)[0]
    count = Claim.objects.filter(opening.condition).order_by()[: COUNT_CAP + 1].count()
    return f"{COUNT_CAP}+" if count > COUNT_CAP else str(count)


@register.inclusion_tag("includes/undo.html", takes_context=True)
def undo_offered(context: Context, message: Message) -> dict[str, Any]:
    """The form that takes back the mark that `message` says was made, while it can be taken back by who reads it."""
    number = UndoForm.tagged(message.extra_tags or "")
    mark = Mark.objects.select_related("claim__mark", "claim__head").filter(pk=number).first() if number else None
    if mark is None or mark.claim.mark_id != mark.pk or not can_undo(mark.claim, by=context["user"]):
        return {}
    return {"claim_id": mark.claim_id, "undo": UndoForm.of(mark), "csrf_token": context.get("csrf_token")}
