"""What every page of the desk says about the desk."""

from datetime import date

from django import template

from claims.filters import COUNT_CAP, queue_tabs
from claims.models import Claim

register = template.Library()


@register.simple_tag
def open_claims() -> str:
    """How many public claims are open, as the queue opens with them: "37", "1000+" where nobody counts any more."""
    opening = queue_tabs(date.min, by=None)[0]
    count = Claim.objects.filter(opening.condition).order_by()[: COUNT_CAP + 1].count()
    return f"{COUNT_CAP}+" if count > COUNT_CAP else str(count)
