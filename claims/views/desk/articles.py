"""Articles: taken in, read at the desk with claims lifted from their passages, corrected."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.db.models import Count, Q
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ...access import EditorRequest, editor_required
from ...forms.appearances import LiftForm, origins_near
from ...forms.articles import (
    ArticleEditForm,
    ArticleForm,
    ArticleTextForm,
    ParticularsForm,
    PastedForm,
    PutBackForm,
    kept_all,
)
from ...forms.base import VersionedForm
from ...forms.fields import known_names, unjudged
from ...models import Article, ArticleVersion, Claim, Outlet
from ...submissions import accepted_before
from ...workflow import (
    add_appearance,
    add_article_text,
    correct_article,
    discard_article,
    draft_claim,
    publish_claim,
    put_back_lines,
    take_in_article,
)
from .editing import edited
from .lifted import in_new_copies, lifted_from, marked_paragraphs, where_stand
from .naming import credits_of, saved_outlet
from .picking import MOST_CLAIMS, Found, claims_found, number
from .worded import Wordings

PAGE = 50


@editor_required
@require_safe
def article_desk_list(request: EditorRequest) -> HttpResponseBase:
    """Articles taken in, newest first, a page at a time; `q` for words of title, byline or outlet."""
    words, before = request.GET.get("q", "").strip(), number(request.GET.get("before"))
    articles = Article.objects.filter(pk__lt=before) if before else Article.objects.all()
    found = [article.pk for article in articles.newest(words, PAGE + 1)]
    carried = Count("appearances__claim", filter=Q(appearances__retraction=""), distinct=True)
    shown = Article.objects.select_related("outlet", "copy_of__outlet").annotate(claims=carried)
    rows = list(shown.filter(pk__in=found).order_by("-pk"))
    return TemplateResponse(
        request,
        "desk/article_desk_list.html",
        {
            "articles": rows[:PAGE],
            "words": words,
            "first_url": request.path + _query(q=words) if before else "",
            "next_url": request.path + _query(q=words, before=rows[PAGE - 1].pk) if len(rows) > PAGE else "",
        },
    )


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def article_new(request: EditorRequest) -> HttpResponseBase:
    """Take in an article by pasting it."""
    by = request.user
    if path := accepted_before(request, by=by):
        return redirect(path)
    form = ArticleForm(request.POST or None)

    def act() -> str:
        particulars = form.particulars() | {"outlet": saved_outlet(form.cleaned_data["outlet"], by=by)}
        data = form.cleaned_data
        article = take_in_article(by=by, text=data["text"], furniture=data["furniture"], **particulars)
        _say_what_nobody_sees(request, form)
        return reverse("article_desk", args=[article.pk])

    if form.is_valid() and (path := form.accept(act, by=by)):
        return redirect(path)
    context = {"form": form, "outlet_names": known_names(Outlet.objects.all())}
    return TemplateResponse(request, "desk/article_new.html", context, status=422 if form.is_bound else 200)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def article_desk(request: EditorRequest, article_id: int) -> HttpResponseBase:
    """An article's text, the claims lifted from it, and the form that lifts another."""
    article = get_object_or_404(Article.objects.select_related("outlet", "copy_of"), pk=article_id)
    version = article.current_version()
    form, wordings = _lift_form(request, article, version), Wordings(request.POST)
    by = request.user
    path = accepted_before(request, by=by)
    if path is None and form.is_valid():
        path = wordings.accept(form, lambda: _lift(form, article, wordings, by=by), by=by)
    if path is None:
        template = "desk/article_desk.html#panel" if request.htmx else "desk/article_desk.html"
        context = _desk_context(article, version, form, wordings) | {"is_looking": _only_asks(request)}
        return TemplateResponse(request, template, context, status=wordings.status(form))
    is_marked = version is not None and bool(request.POST.get("passage", "").strip())
    messages.success(
        request,
        _("Saved. It is marked in the text.") if is_marked else _("Saved. It is among the claims from this article."),
    )
    if form.has_new_copies:
        messages.success(request, in_new_copies())
    if not request.htmx:
        return redirect(path)
    article.refresh_from_db(fields=["head"])
    fresh = _fresh_form(article, version)
    context = _desk_context(article, version, fresh, Wordings())
    return TemplateResponse(request, "desk/article_desk.html#lifted", context)


def _lift_form(request: EditorRequest, article: Article, version: ArticleVersion | None) -> LiftForm:
    """The form as asked for: empty, to be saved, or with what was typed and a claim chosen (buttons "again" and
    "attach") or claims found (button "look") for it."""
    again = request.POST.get("again") or request.POST.get("attach")
    chosen = Claim.objects.on_desk().filter(pk=number(again or request.POST.get("claim")) or 0)
    needs: dict[str, Any] = {
        "version": version,
        "copies": article.copies.count(),
        "origins": origins_near(article, chosen),
    }
    if request.method == "POST" and not _only_asks(request):
        return LiftForm(request.POST, **needs)
    initial = unjudged(request.POST)
    if "asked_copies" in initial:
        # A box that is empty is not sent, and must not be ticked again.
        initial = {"with_copies": "", **initial}
    if again:
        initial = {**initial, "claim": again}
    if "attach" in request.POST:
        # What was typed is on record in other words; it would be refused beside the claim chosen.
        initial = {**initial, "statement": ""}
    return LiftForm(initial={**initial, "publish": None}, **needs) if initial else LiftForm(**needs)


def _fresh_form(article: Article, version: ArticleVersion | None) -> LiftForm:
    return LiftForm(version=version, copies=article.copies.count(), origins=origins_near(article, []))


def _only_asks(request: EditorRequest) -> bool:
    """Whether nothing is to be saved yet."""
    return not {"look", "again", "attach"}.isdisjoint(request.POST)


def _lift(form: LiftForm, article: Article, wordings: Wordings, *, by: User) -> str:
    """Save what the form says, in one go, and return where its passage is marked."""
    data = form.cleaned_data
    claim = data["claim"] or draft_claim(statement=data["statement"], by=by, **form.particulars())
    appearance = add_appearance(
        claim,
        article=article,
        by=by,
        span=data["span"],
        locator=data["locator"],
        stance=data["stance"],
        credits=credits_of(form, by=by),
        with_copies=form.goes_to_copies(),
        worded=wordings.sent(claim) if data["claim"] else None,
    )
    form.check_anchored(appearance)
    if data["publish"] and not data["claim"]:
        publish_claim(claim, by=by)
    return f"{reverse('article_desk', args=[article.pk])}#passage-{appearance.pk}"


def _desk_context(
    article: Article, version: ArticleVersion | None, form: LiftForm, wordings: Wordings
) -> dict[str, Any]:
    lifted = lifted_from(article, version)
    shown, cut_after = marked_paragraphs(version, lifted) if version else ([], [])
    matches = _matches(form)
    return {
        "article": article,
        "version": version,
        "paragraphs": shown,
        "cut_after": cut_after,
        "put_back": PutBackForm(initial={"seen": version.sha256}) if version and version.furniture else None,
        "lifted": lifted,
        "copies": article.copies.count(),
        "kept_because": article.kept_because,
        "form": form,
        "matches": [(stands, wordings.field(stands.claim)) for stands in where_stand(matches.claims)],
        "is_cut": matches.is_cut,
        "most": MOST_CLAIMS,
        "reworded": wordings.retold,
        "outlet_names": known_names(Outlet.objects.all()),
    }


def _matches(form: LiftForm) -> Found:
    """Claims that the passage may carry: the one chosen, and those looked for, or else those alike."""
    asked, statement = (str(form[name].value() or "") for name in ("find", "statement"))
    found = claims_found(asked, chosen=_chosen(form))
    if asked.strip() or form.is_bound or not statement.strip():
        return found
    alike = Claim.objects.on_desk().select_related("mark").alike(statement, MOST_CLAIMS)
    return Found(found.claims + [claim for claim in alike if claim not in found.claims])


def _chosen(form: LiftForm) -> list[int]:
    chosen = number(str(form["claim"].value() or ""))
    return [chosen] if chosen else []


def _query(**values: str | int) -> str:
    kept = {name: value for name, value in values.items() if value}
    return f"?{urlencode(kept)}" if kept else ""


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def article_edit(request: EditorRequest, article_id: int) -> HttpResponseBase:
    """Mend an article's particulars; for a public one with the reason as the public notice."""
    article = get_object_or_404(Article.objects.select_related("outlet"), pk=article_id)
    back = reverse("article_desk", args=[article.pk])
    by = request.user

    def shown(article: Article, posted: QueryDict | None) -> dict[str, Any]:
        initial = {name: getattr(article, name) for name in (*ParticularsForm.PARTICULARS, "version")}
        initial["undated"] = bool(article.date_as_printed) and article.published_at is None
        form = ArticleEditForm(posted, initial=initial, is_public=article.is_recorded)
        return {"form": form, "article": article, "outlet_names": known_names(Outlet.objects.all())}

    def save(form: ArticleEditForm) -> str:
        values = form.particulars() | {"outlet": saved_outlet(form.cleaned_data["outlet"], by=by)}
        given = {"based_on": form.cleaned_data["version"], "reason": form.given_reason()}
        correct_article(article, by=by, **given, **values)
        return back

    return edited(request, article, "desk/article_edit.html", shown=shown, save=save, back=back, done=_("Saved."))


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def article_text(request: EditorRequest, article_id: int) -> HttpResponseBase:
    """Add a newer text; passages stay anchored in the text they were taken from."""
    article = get_object_or_404(Article, pk=article_id)
    by = request.user
    back = reverse("article_desk", args=[article.pk])

    def shown(article: Article, posted: QueryDict | None) -> dict[str, Any]:
        version = article.current_version()
        said = {"text": version.text if version else "", "keep_all": bool(version and kept_all(version))}
        form = ArticleTextForm(posted, initial=said | {"seen": article.text_seen()}, article=article)
        return {"form": form, "article": article, "is_first": version is None}

    def save(form: ArticleTextForm) -> str:
        data = form.cleaned_data
        add_article_text(article, text=data["text"], furniture=data["furniture"], based_on=data["seen"], by=by)
        _say_what_nobody_sees(request, form)
        return back

    return edited(request, article, "desk/article_text.html", shown=shown, save=save, back=back, done=_("Saved."))


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def article_discard(request: EditorRequest, article_id: int) -> HttpResponseBase:
    """Delete an article taken in by mistake, after asking; one that is kept says why."""
    by = request.user
    if path := accepted_before(request, by=by):
        return redirect(path)
    article = get_object_or_404(Article.objects.select_related("outlet"), pk=article_id)
    form = VersionedForm(request.POST or None, initial={"version": article.version})

    def discard() -> str:
        discard_article(article, based_on=form.cleaned_data["version"], by=by)
        return reverse("article_desk_list")

    if form.is_valid() and (path := form.accept(discard, by=by)):
        messages.success(request, _("The article was discarded."))
        return redirect(path)
    if form.is_bound:
        messages.error(request, form.refusal)
        return redirect("article_desk", article_id)
    return TemplateResponse(request, "desk/article_discard.html", {"form": form, "article": article})


def _say_what_nobody_sees(request: EditorRequest, form: PastedForm) -> None:
    if count := form.controls_taken_out:
        said = ngettext(
            "%(count)d control character, which nobody sees, was taken out of the text.",
            "%(count)d control characters, which nobody sees, were taken out of the text.",
            count,
        )
        messages.success(request, said % {"count": count})


@editor_required
@require_POST
def article_put_back(request: EditorRequest, article_id: int) -> HttpResponseBase:
    """Put lines that were taken out as page furniture back into the newest text."""
    article = get_object_or_404(Article.objects.select_related("outlet"), pk=article_id)
    by = request.user
    path = reverse("article_desk", args=[article.pk])
    form = PutBackForm(request.POST)

    def act() -> str:
        data = form.cleaned_data
        put_back_lines(article, based_on=data["seen"], pieces=form.numbers(), by=by)
        return f"{path}#article-text"

    done = form.accept(act, by=by) if form.is_valid() else None
    if done:
        messages.success(request, _("Put back where it stood."))
    else:
        messages.error(request, form.refusal)
    if not request.htmx:
        return redirect(done or path)
    version = article.current_version()
    fresh = _fresh_form(article, version)
    context = _desk_context(article, version, fresh, Wordings()) | {"oob": True}
    return TemplateResponse(request, "desk/article_desk.html#text-anew", context, status=200 if done else 422)
