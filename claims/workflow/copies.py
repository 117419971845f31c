"""Copies of an article's text, such as a wire story carried by many outlets: taken in and attached at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..models import Appearance, Article, Attribution, Claim, Outlet
from ..record import writing
from ..vocabulary import ON_DESK, Change
from .locking import lock_all, lock_claims
from .recording import record_claim, record_thing


@dataclass(frozen=True, kw_only=True)
class Copy:
    """Where a copy is published. `outlet` is None for an unknown publisher; `article` is set where it is on record."""

    url: str
    outlet: Outlet | None
    article: Article | None = None


def claims_copied(article: Article) -> list[Claim]:
    """The claims that copies of `article` are attached to: those on the desk that it carries, by number."""
    carried = article.appearances.filter(retraction="", claim__state__in=ON_DESK)
    return list(Claim.objects.filter(pk__in=carried.values("claim")).order_by("pk"))


@writing()
def attach_copies(original: Article, *, copies: Sequence[Copy], by: User) -> list[Article]:
    """Say where else the text of `original` ran: each copy carries the claims that `original` does, credited as there.

    One on record already becomes a copy, and keeps what it carries; others are taken in. All of them or none; each
    claim gets one revision however many copies there are. Raises ValidationError where `original` is a copy itself,
    another cannot be one, or the address of what is to be taken in is on record already; and where a colleague changed
    meanwhile which claims `original` carries.
    """
    claims = lock_claims([claim.pk for claim in claims_copied(original)])
    rows = lock_all(Article, {original.pk, *(copy.article.pk for copy in copies if copy.article)})
    original = rows[original.pk]
    if claims_copied(original) != claims:
        message = _("A colleague changed meanwhile which claims this article carries. Send it again.")
        raise ValidationError(message, code="changed")
    _check(original, copies)
    made = [
        _become(original, rows[copy.article.pk], by=by) if copy.article else _take_in(original, copy) for copy in copies
    ]
    for claim in claims:
        first = claim.appearances.filter(article=original, retraction="").order_by("pk").first()
        if first is not None and carry_in(made, first):
            record_claim(claim, Change.APPEARED, by=by)
    return made


def carry_in(copies: Iterable[Article], first: Appearance) -> int:
    """Say that each of `copies` carries a locked claim as the original does at `first`. Their text is the original's.

    Returns how many did not carry it. The caller records.
    """
    standing = first.claim.appearances.filter(retraction="")
    carrying = set(standing.values_list("article", flat=True))
    steps = list(first.attributions.order_by("position"))
    new = [article for article in copies if article.pk not in carrying]
    for article in new:
        appearance = Appearance.objects.create(claim=first.claim, article=article, stance=first.stance)
        Attribution.objects.bulk_create(
            Attribution(
                appearance=appearance, position=step.position, words=step.words, outlet=step.outlet, origin=step.origin
            )
            for step in steps
        )
    return len(new)


def _check(original: Article, copies: Sequence[Copy]) -> None:
    if original.copy_of_id is not None:
        message = _("This article is a copy itself. Add copies to the article it is a copy of.")
        raise ValidationError(message, code="copy")
    new = [copy.url for copy in copies if copy.article is None]
    taken = Article.objects.at_address(*new).order_by("pk").values_list("url", flat=True)
    if taken:
        message = _("An article of this address is on record already: %(url)s")
        raise ValidationError(message, code="on_record", params={"url": taken[0]})


def _become(original: Article, article: Article, *, by: User) -> Article:
    """Say of a locked article that its text is that of `original`."""
    article.check_can_be_copy_of(original)
    article.copy_of = original
    record_thing(article, Change.UPDATED, by=by)
    return article


def _take_in(original: Article, copy: Copy) -> Article:
    article = Article(
        title=original.title,
        language=original.language,
        medium=original.medium,
        outlet=copy.outlet,
        copy_of=original,
    )
    article.set_url(copy.url)
    article.full_clean(exclude=["head", "outlet", "copy_of"])
    article.set_search_text()
    article.version += 1
    article.save()
    return article
