"""Copies of an article's text: many addresses taken in at once."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ...access import EditorRequest, editor_required
from ...forms.copies import CopiesForm
from ...models import Article
from ...submissions import accepted_before
from ...workflow import Copy, attach_copies, claims_copied
from .lifted import where_stand
from .naming import saved_outlet


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def article_copies(request: EditorRequest, article_id: int) -> HttpResponseBase:
    """Say where else the article's text ran: each copy carries the claims the article does.

    `addresses` are those to begin with.
    """
    article = get_object_or_404(Article.objects.select_related("outlet", "copy_of"), pk=article_id)
    by = request.user
    if path := accepted_before(request, by=by):
        return redirect(path)
    asked = {"addresses": request.GET.get("addresses", "")}
    form = CopiesForm(request.POST or None, original=article, initial=asked)
    made: list[Article] = []

    def act() -> str:
        copies = [
            Copy(url=line.url, outlet=saved_outlet(line.outlet, by=by), article=line.article)
            for line in form.cleaned_data["copies"]
        ]
        made.extend(attach_copies(article, copies=copies, by=by))
        return reverse("article_copies", args=[article.pk])

    if form.is_valid() and (path := form.accept(act, by=by)):
        if made:
            said = ngettext("%(count)d copy is attached.", "%(count)d copies are attached.", len(made))
            messages.success(request, said % {"count": len(made)})
        return redirect(path)
    claims = claims_copied(article)
    context = {
        "form": form,
        "article": article,
        "copies": article.copies.select_related("outlet").order_by("pk"),
        "carried": where_stand(claims),
        "is_public": any(claim.is_public for claim in claims),
    }
    return TemplateResponse(request, "desk/article_copies.html", context, status=422 if form.is_bound else 200)
