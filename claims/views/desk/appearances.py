"""Where a claim ran: said from the claim's side, brought up to date, taken back."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ...access import EditorRequest, editor_required
from ...forms.appearances import AppearanceEditForm, AppearanceForm, chain_of, origins_near
from ...forms.fields import known_names
from ...models import Appearance, Claim, Outlet
from ...workflow import add_appearance, change_appearance, seen
from .children import claim_path, closed, edited, retract
from .claims import form_accepted
from .naming import credits_of
from .picking import article_to_pick, articles_to_pick


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def appearance_new(request: EditorRequest, claim_id: int) -> HttpResponseBase:
    """Say that an article carries the claim. The article is chosen first (`?article=`), then the passage in it."""
    claim = get_object_or_404(Claim, pk=claim_id)
    if refused := closed(request, claim):
        return refused
    article = article_to_pick(request.GET.get("article"))
    if article is None:
        words = request.GET.get("q", "").strip()
        context = {"claim": claim, "articles": articles_to_pick(words), "words": words}
        return TemplateResponse(request, "desk/appearance_new.html", context)
    version = article.current_version()
    form = AppearanceForm(request.POST or None, version=version, origins=origins_near(article, [claim]))
    by = request.user

    def act() -> str:
        data = form.cleaned_data
        appearance = add_appearance(
            claim,
            article=article,
            by=by,
            span=data["span"],
            locator=data["locator"],
            stance=data["stance"],
            standing=data["standing"],
            standing_note=data["standing_note"],
            credits=credits_of(form, by=by),
        )
        form.check_anchored(appearance)
        return claim_path(claim)

    if form.is_valid() and (path := form.accept(act, by=by)):
        return redirect(path)
    context = {
        "form": form,
        "claim": claim,
        "article": article,
        "version": version,
        "outlet_names": known_names(Outlet.objects.all()),
    }
    return TemplateResponse(request, "desk/appearance_new.html", context, status=422 if form.is_bound else 200)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def appearance_edit(request: EditorRequest, appearance_id: int) -> HttpResponseBase:
    """Say anew what the article does with the claim, how it credits it, and what its publisher did since."""
    appearance = get_object_or_404(Appearance.objects.select_related("claim", "article"), pk=appearance_id)
    claim = appearance.claim
    if refused := closed(request, claim, appearance):
        return refused
    said = ("locator", "stance", "standing", "standing_note")
    form = AppearanceEditForm(
        request.POST or None,
        initial={name: getattr(appearance, name) for name in said} | chain_of(appearance) | {"seen": seen(appearance)},
        origins=origins_near(appearance.article, [claim]),
        is_public=claim.is_public,
    )
    by = request.user

    def act() -> str:
        data = form.cleaned_data
        values = {name: data[name] for name in said} | {"based_on": data["seen"]}
        change_appearance(appearance, by=by, credits=credits_of(form, by=by), reason=form.given_reason(), **values)
        return claim_path(claim)

    if form.is_valid() and (path := form.accept(act, by=by)):
        messages.success(request, _("Saved."))
        return form_accepted(request, claim, path)
    context = {
        "form": form,
        "claim": claim,
        "appearance": appearance,
        "outlet_names": known_names(Outlet.objects.all()),
    }
    return edited(request, "desk/appearance_edit.html", form, appearance, context)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def appearance_retract(request: EditorRequest, appearance_id: int) -> HttpResponseBase:
    """Take an appearance back because we were wrong."""
    appearance = get_object_or_404(Appearance.objects.select_related("claim", "article"), pk=appearance_id)
    place = f": “{appearance.exact}”" if appearance.exact else f", {appearance.locator}" if appearance.locator else ""
    said = f"{appearance.article.title}{place}"
    return retract(request, appearance, heading=_("Take back where it ran"), said=said)
