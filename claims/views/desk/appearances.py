"""Where a claim ran: said from the claim's side, brought up to date, taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ...access import EditorRequest, editor_required
from ...forms.appearances import AppearanceEditForm, AppearanceForm, chain_of, origins_near
from ...forms.fields import known_names
from ...models import Appearance, Claim, Outlet
from ...workflow import add_appearance, change_appearance, seen
from .children import child_edited, closed, retracted
from .claims import claim_path
from .lifted import in_new_copies, marked_paragraphs
from .naming import credits_of
from .picking import MOST_ARTICLES, article_to_pick, articles_to_pick
from .worded import Wordings


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
        context = {"claim": claim, "articles": articles_to_pick(words), "most": MOST_ARTICLES, "words": words}
        return TemplateResponse(request, "desk/appearance_new.html", context)
    version = article.current_version()
    form = AppearanceForm(
        request.POST or None, version=version, copies=article.copies.count(), origins=origins_near(article, [claim])
    )
    by, wordings = request.user, Wordings(request.POST)

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
            with_copies=form.goes_to_copies(),
            worded=wordings.sent(claim),
        )
        form.check_anchored(appearance)
        return claim_path(claim)

    if form.is_valid() and (path := wordings.accept(form, act, by=by)):
        if form.has_new_copies:
            messages.success(request, in_new_copies())
        return redirect(path)
    context = {
        "form": form,
        **wordings.beside(claim),
        "article": article,
        "version": version,
        "paragraphs": marked_paragraphs(version, [])[0] if version else [],
        "outlet_names": known_names(Outlet.objects.all()),
    }
    return TemplateResponse(request, "desk/appearance_new.html", context, status=wordings.status(form))


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def appearance_edit(request: EditorRequest, appearance_id: int) -> HttpResponseBase:
    """Say anew what the article does with the claim, how it credits it, and what its publisher did since."""
    appearance = get_object_or_404(Appearance.objects.select_related("claim", "article"), pk=appearance_id)
    names, wordings = ("locator", "stance", "standing", "standing_note"), Wordings(request.POST)

    def shown(appearance: Appearance, posted: QueryDict | None) -> dict[str, Any]:
        said = {name: getattr(appearance, name) for name in names}
        form = AppearanceEditForm(
            posted,
            initial=said | chain_of(appearance) | {"seen": seen(appearance)},
            origins=origins_near(appearance.article, [appearance.claim]),
            is_public=appearance.claim.is_public,
        )
        outlet_names = known_names(Outlet.objects.all())
        return {"form": form, "claim": appearance.claim, "appearance": appearance, "outlet_names": outlet_names}

    def save(form: AppearanceEditForm) -> None:
        data = form.cleaned_data
        values = {name: data[name] for name in names} | {"based_on": data["seen"], "reason": form.given_reason()}
        values |= {"worded": wordings.sent(appearance.claim), "credits": credits_of(form, by=request.user)}
        change_appearance(appearance, by=request.user, **values)

    return child_edited(request, appearance, "desk/appearance_edit.html", shown=shown, save=save, wordings=wordings)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def appearance_retract(request: EditorRequest, appearance_id: int) -> HttpResponseBase:
    """Take an appearance back because we were wrong."""
    appearance = get_object_or_404(Appearance.objects.select_related("claim", "article"), pk=appearance_id)

    def said(appearance: Appearance) -> str:
        passage = f": “{appearance.exact}”" if appearance.exact else ""
        place = f", {appearance.locator}" if appearance.locator and not passage else ""
        return f"{appearance.article.title}{passage}{place}"

    return retracted(request, appearance, heading=_("Take back where it ran"), said=said)
