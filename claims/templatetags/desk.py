"""What every page of the desk says about the desk."""

from django import template

from claims.filters import COUNT_CAP
from claims.models import Claim
from claims.vocabulary import State, Status

register = template.Library()


@register.simple_tag
def open_claims() -> str:
    """How many public claims are open, as the queue opens with them: "37", "1000+" where nobody counts any more."""
    count = Claim.objects.filter(state=State.PUBLIC, status=Status.OPEN).order_by()[: COUNT_CAP + 1].count()
    return f"{COUNT_CAP}+" if count > COUNT_CAP else str(count)
