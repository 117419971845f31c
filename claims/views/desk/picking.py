"""Rows to choose from in a form: a number typed, words typed, or the newest."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from ...forms.fields import is_number
from ...models import Article, Claim
from ...search.words import words_of

MOST_ARTICLES = 100
MOST_CLAIMS = 8


def number(text: str | None) -> int | None:
    """The row number that `text` is, with or without "#"; None for anything else."""
    digits = (text or "").strip().removeprefix("#")
    return int(digits) if is_number(digits) else None


def article_to_pick(text: str | None) -> Article | None:
    wanted = number(text)
    return Article.objects.select_related("outlet").filter(pk=wanted).first() if wanted else None


def articles_with(words: str) -> QuerySet[Article]:
    """Those with every word in title, byline or outlet, newest first."""
    articles = Article.objects.select_related("outlet")
    for word in words_of(words):
        articles = articles.filter(
            Q(title__icontains=word) | Q(byline__icontains=word) | Q(outlet__name__icontains=word)
        )
    return articles.order_by("-pk")


def articles_to_pick(words: str = "") -> QuerySet[Article]:
    return articles_with(words)[:MOST_ARTICLES]


def newest_articles_and(*numbers: int | None) -> QuerySet[Article]:
    """The newest articles, and those of these numbers however old, newest first."""
    newest = Article.objects.order_by("-pk").values("pk")[:MOST_ARTICLES]
    chosen = [one for one in numbers if one]
    return Article.objects.filter(Q(pk__in=list(newest.values_list("pk", flat=True))) | Q(pk__in=chosen)).order_by(
        "-pk"
    )


def claims_found(asked: str, *, chosen: Iterable[int] = ()) -> list[Claim]:
    """Claims on the desk: those `chosen` first, as they come, then those of the number or words `asked` for."""
    claims = Claim.objects.on_desk().select_related("mark")
    numbers = [*chosen, *([asked_number] if (asked_number := number(asked)) else [])]
    rows = claims.in_bulk(numbers) if numbers else {}
    named = [rows[one] for one in dict.fromkeys(numbers) if one in rows]
    found = claims.newest(asked, MOST_CLAIMS) if asked.strip() else []
    return named + [claim for claim in found if claim not in named]
