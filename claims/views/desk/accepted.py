"""What a browser asks about the forms it has sent: `static/js/kept.js`."""

from django.http import HttpResponseBase, JsonResponse
from django.views.decorators.http import require_safe

from ...access import EditorRequest, editor_required
from ...submissions import accepted_among


@editor_required
@require_safe
def forms_accepted(request: EditorRequest) -> HttpResponseBase:
    """Which of the one-time tokens `once` were accepted from this editor. One query."""
    return JsonResponse({"accepted": accepted_among(request.GET.getlist("once"), by=request.user)})
