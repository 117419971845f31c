"""Copies of an article's text, such as a wire story carried by many outlets: taken in and attached at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..models import Appearance, Article, Attribution, Claim, Outlet
from ..record import writing
from ..vocabulary import ON_DESK, Change
from .locking import lock, lock_claims
from .recording import record_claim


@dataclass(frozen=True, kw_only=True)
class Copy:
    """Where a copy is published. `outlet` is None for an unknown publisher."""

    url: str
    outlet: Outlet | None


def claims_copied(article: Article) -> list[Claim]:
    """The claims that copies of `article` are attached to: those on the desk that it carries, by number."""
    carried = article.appearances.filter(retraction="", claim__state__in=ON_DESK)
    return list(Claim.objects.filter(pk__in=carried.values("claim")).order_by("pk"))


@writing()
def attach_copies(original: Article, *, copies: Sequence[Copy], by: User) -> list[Article]:
    """Take in copies of the text of `original`: each carries the claims that `original` does, credited as there.

    All of them or none; each claim gets one revision however many copies there are. Raises ValidationError where
    `original` is a copy itself, or an address is on record already.
    """
    claims = lock_claims([claim.pk for claim in claims_copied(original)])
    original = lock(original)
    _check(original, copies)
    made = [_take_in(original, copy) for copy in copies]
    for claim in claims:
        first = claim.appearances.filter(article=original, retraction="").order_by("pk").first()
        if first is None:
            continue
        steps = list(first.attributions.order_by("position"))
        for article in made:
            _carry(first, steps, claim, article)
        record_claim(claim, Change.APPEARED, by=by)
    return made


def _check(original: Article, copies: Sequence[Copy]) -> None:
    if original.copy_of_id is not None:
        message = _("This article is a copy itself. Add copies to the article it is a copy of.")
        raise ValidationError(message, code="copy")
    taken = Article.objects.filter(url__in=[copy.url for copy in copies]).order_by("pk").values_list("url", flat=True)
    if taken:
        message = _("An article of this address is on record already: %(url)s")
        raise ValidationError(message, code="on_record", params={"url": taken[0]})


def _take_in(original: Article, copy: Copy) -> Article:
    article = Article(
        title=original.title,
        language=original.language,
        medium=original.medium,
        url=copy.url,
        outlet=copy.outlet,
        copy_of=original,
    )
    article.full_clean(exclude=["head", "outlet", "copy_of"])
    article.set_search_text()
    article.version += 1
    article.save()
    return article


def _carry(first: Appearance, steps: Sequence[Attribution], claim: Claim, article: Article) -> None:
    """Say that a copy carries the claim as the original does in its first place. Its text is the original's."""
    appearance = Appearance.objects.create(claim=claim, article=article, stance=first.stance)
    Attribution.objects.bulk_create(
        Attribution(
            appearance=appearance, position=step.position, words=step.words, outlet=step.outlet, origin=step.origin
        )
        for step in steps
    )
