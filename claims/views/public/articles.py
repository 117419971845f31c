"""Articles as readers find them: details and the claims they carry; the whole text only where the site says so."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ...models import Appearance, Article, ArticleVersion
from ...reading import AppearanceReading, ArticleReading, ClaimReading
from ...record import past, reader
from ...vocabulary import Kind, Mentioned
from ...wording import answered_line
from ..errors import not_found
from .delivery import as_of_context, asked_after, asked_as_of, public_page, with_query

PAGE_SIZE = 25


@dataclass(frozen=True)
class Carried:
    """A claim as one article carries it."""

    claim: ClaimReading
    appearance: AppearanceReading


@dataclass(frozen=True)
class ArticleOnPage:
    article: ArticleReading
    answered: str


@public_page
def article_list(request: HttpRequest) -> HttpResponse:
    """Articles with how many of their claims are answered, newest taken in first; with `as_of` those on record then."""
    as_of, after = asked_as_of(request), asked_after(request)
    at = as_of.sequence if as_of else None
    rows = Article.objects.published().order_by("-pk")
    if at is not None:
        rows = rows.filter(past.on_record(Kind.ARTICLE, at))
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows.values_list("pk", flat=True)[: PAGE_SIZE + 1])
    ids = found[:PAGE_SIZE]
    articles, carried = reader.articles(ids, at=at), carried_by(ids, at=at)
    context = {
        **as_of_context(request, as_of),
        "articles": [ArticleOnPage(articles[pk], _answered(carried[pk])) for pk in ids if pk in articles],
        "first_url": with_query(request, after="") if after is not None else "",
        "next_url": with_query(request, after=str(ids[-1])) if len(found) > PAGE_SIZE else "",
        "shows_texts": settings.SHOW_ARTICLE_TEXTS,
    }
    return render(request, "public/article_list.html", context)


@public_page
def article_redirect(request: HttpRequest, article_id: int) -> HttpResponse:
    """From the short address to the full one."""
    article = reader.articles([article_id]).get(article_id)
    if article is None:
        return _no_article(request, article_id)
    return redirect(_address(article, request.GET.get("as_of", "")), permanent=True)


@public_page
def article_detail(request: HttpRequest, article_id: int, slug: str) -> HttpResponse:
    """An article's details and its claims as passages, each with where it stands, or with `as_of` stood."""
    as_of = asked_as_of(request)
    at = as_of.sequence if as_of else None
    now = reader.articles([article_id]).get(article_id)
    if now is None:
        return _no_article(request, article_id)
    article = reader.articles([article_id], at=at).get(article_id)
    if article is None:
        heading = _("Article %(number)s was not on record then.") % {"number": article_id}
        return not_found(request, heading=heading, lede=_("It is on record now."), link=_address(now))
    if slug != now.slug:
        return redirect(_address(now, as_of.text if as_of else ""), permanent=True)
    carried = carried_by([article_id], at=at)[article_id]
    original, copies = text_shared(article, at=at)
    context: dict[str, Any] = {
        **as_of_context(request, as_of),
        "article": article,
        "carried": carried,
        "answered": _answered(carried),
        "original": original,
        "copies": copies,
        "text": _text(article) if settings.SHOW_ARTICLE_TEXTS else "",
    }
    return render(request, "public/article_detail.html", context)


def carried_by(ids: list[int], *, at: int | None = None) -> dict[int, list[Carried]]:
    """The public claims each article carried, in the order of its text. A fixed number of queries."""
    rows: Iterable[int]
    if at is None:
        rows = Appearance.objects.filter(article__in=ids, claim__head__isnull=False).values_list("claim", flat=True)
    else:
        rows = past.claims_mentioning(Mentioned.ARTICLE, ids, at=at).values_list("by", flat=True)
    claims = reader.claims(set(rows), at=at)
    carried: dict[int, list[Carried]] = defaultdict(list)
    for claim in claims.values():
        if not claim.is_listed:
            continue
        for appearance in claim.standing_appearances:
            if appearance.article.id in ids:
                carried[appearance.article.id].append(Carried(claim, appearance))
    for found in carried.values():
        found.sort(key=lambda one: (one.appearance.version or 0, one.appearance.start, one.claim.id))
    return carried


def text_shared(article: ArticleReading, *, at: int | None) -> tuple[ArticleReading | None, list[ArticleReading]]:
    """The article whose text `article` carries, if it is a copy, and the public copies of its own text."""
    ids: Iterable[int]
    if at is None:
        ids = Article.objects.published().filter(copy_of=article.id).values_list("pk", flat=True)
    else:
        ids = past.articles_mentioning(Mentioned.ARTICLE, [article.id], at=at).values_list("by", flat=True)
    wanted = [*ids, *([article.copy_of] if article.copy_of else [])]
    others = reader.articles(wanted, at=at) if wanted else {}
    copies = [other for _id, other in sorted(others.items()) if other.copy_of == article.id]
    return (others.get(article.copy_of) if article.copy_of else None), copies


def _text(article: ArticleReading) -> str:
    """The newest of those versions of its text that were on record; empty without one, or where they are withheld."""
    versions = ArticleVersion.objects.filter(article=article.id, number=article.versions)
    return versions.values_list("text", flat=True).first() or ""


def _answered(carried: list[Carried]) -> str:
    claims = {one.claim.id: one.claim for one in carried}
    return answered_line(sum(claim.is_answered for claim in claims.values()), len(claims))


def _address(article: ArticleReading, as_of: str = "") -> str:
    address = reverse("article_detail", kwargs={"article_id": article.id, "slug": article.slug})
    return f"{address}?{urlencode({'as_of': as_of})}" if as_of else address


def _no_article(request: HttpRequest, article_id: int) -> HttpResponse:
    heading = _("There is no article %(number)s.") % {"number": article_id}
    return not_found(request, heading=heading, lede=_("Articles are listed once a public claim ran in them."))
