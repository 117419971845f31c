"""Copies of what a response was said in: kept with it, and handed to editors so that nothing in them can run."""

import logging

from django.contrib import messages
from django.http import FileResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ...access import EditorRequest, editor_required
from ...captures import SHOWN
from ...forms.captures import CaptureForm
from ...models import Capture, Response
from ...submissions import accepted_before
from ...vocabulary import State
from ...workflow import keep_capture
from ..errors import not_found

log = logging.getLogger(__name__)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def capture_new(request: EditorRequest, response_id: int) -> HttpResponseBase:
    """Keep one copy more with a response on record."""
    response = get_object_or_404(Response.objects.select_related("speaker"), pk=response_id)
    if path := accepted_before(request, by=request.user):
        return redirect(path)
    form = CaptureForm(request.POST or None, request.FILES or None)

    def act() -> str:
        if form.held:
            keep_capture(response, form.held.capture(), by=request.user)
        return f"{reverse('response_edit', args=[response.pk])}#copies"

    if form.is_valid() and (path := form.accept(act, by=request.user)):
        messages.success(request, _("The copy is kept."))
        return redirect(path)
    context = {
        "form": form,
        "response": response,
        "is_public": response.answers.filter(claim__state=State.PUBLIC).exists(),
        "captures": response.captures.select_related("kept_by"),
    }
    status = 503 if form.is_unwritable else 422 if form.is_bound else 200
    return TemplateResponse(request, "desk/capture_new.html", context, status=status)


@editor_required
@require_safe
def capture_file(request: EditorRequest, capture_id: int) -> HttpResponseBase:
    """The kept file itself. A picture is shown; all else is only handed over, and nothing in it may run or load."""
    capture = get_object_or_404(Capture, pk=capture_id)
    if capture.withheld:
        return not_found(request, heading=_("This copy was withheld"), lede=capture.withheld)
    try:
        file = capture.file.open("rb")
    except OSError:
        log.exception("The kept file of capture %s cannot be read.", capture.pk)
        heading = _("The kept file cannot be read")
        return not_found(request, heading=heading, lede=_("Tell whoever runs the site: verify_record says more."))
    return FileResponse(
        file,
        as_attachment=capture.media_type not in SHOWN,
        filename=capture.name,
        content_type=capture.media_type,
        headers={
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
        },
    )
