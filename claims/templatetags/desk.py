"""What every page of the desk says about the desk."""

from datetime import date
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.template import Context

from claims.filters import COUNT_CAP, capped, queue_tabs
from claims.models import Claim
from claims.views.desk.undoing import undo_tagged

register = template.Library()


@register.simple_tag
def open_claims() -> str:
    """How many public claims are open, as the queue opens with them: "37", "1000+" where nobody counts any more."""
    opening = queue_tabs(date.min, by=None)[0]
    count = capped(Claim.objects.filter(opening.condition)).count()
    return f"{COUNT_CAP}+" if count > COUNT_CAP else str(count)


@register.inclusion_tag("includes/undo.html", takes_context=True)
def undo_offered(context: Context, message: Message) -> dict[str, Any]:
    """The form that takes back what `message` says was done, where its reader may take it back."""
    undo = undo_tagged(message.extra_tags or "", by=context["user"])
    return {"undo": undo, "here": context.get("here"), "csrf_token": context.get("csrf_token")}
