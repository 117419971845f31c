"""Who else has a claim's page open: `docs/decisions/presence.md`."""

from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from ... import workflow
from ...access import EditorRequest, editor_required
from ...models import Claim, Presence


def claim_presence(claim: Claim, *, by: User) -> dict[str, Any]:
    """What `desk/claim_presence.html#claim-presence` shows to `by`. One query.

    `shown` says in short what is shown, so that a page which shows it already need not be told again.
    """
    others = list(
        Presence.objects.filter(claim=claim, seen_at__gt=timezone.now() - workflow.GONE_AFTER)
        .exclude(editor=by)
        .select_related("editor")
        .order_by("opened_at", "pk")
    )
    shown = " ".join(f"{one.editor_id}@{one.opened_at.timestamp():.0f}" for one in others)
    return {"claim": claim, "others": others, "shown": shown}


@editor_required
@require_POST
def presence_note(request: EditorRequest, claim_id: int) -> HttpResponseBase:
    """Keep in mind that the claim's page is open, and say who else has it open: 204 where that is shown already.

    It has no once-token: sent twice it says the same again, and a token a beat would fill the table of those accepted.
    """
    claim = get_object_or_404(Claim.objects.only("pk"), pk=claim_id)
    try:
        workflow.note_presence(claim, by=request.user)
    except IntegrityError as error:
        raise Http404("the draft was discarded at this very moment") from error
    context = claim_presence(claim, by=request.user)
    if context["shown"] == request.POST.get("shown"):
        return HttpResponse(status=204)
    return TemplateResponse(request, "desk/claim_presence.html#presence-who", context)
