"""Outlets and topics, now or as of any day, and what all pages of names have in common."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...models import THINGS, Article, Claim, FormerSlug
from ...models.claims import ran_in_or_credits
from ...models.thing import ThingQuerySet
from ...reading import AppearanceReading, ArticleReading, ClaimReading
from ...record import past, reader
from ...vocabulary import Kind, Mentioned, Standing
from ..errors import not_found
from .counts import counts_of
from .delivery import AsOf, as_of_context, asked_after, asked_as_of, public_page, with_query

PAGE_SIZE = 25

_NOBODY = {
    Kind.SPEAKER: gettext_lazy("There is no speaker at this address."),
    Kind.OUTLET: gettext_lazy("There is no outlet at this address."),
    Kind.TOPIC: gettext_lazy("There is no topic at this address."),
}
_NOT_YET = {
    Kind.SPEAKER: gettext_lazy("This speaker was not on record then."),
    Kind.OUTLET: gettext_lazy("This outlet was not on record then."),
    Kind.TOPIC: gettext_lazy("This topic was not on record then."),
}


@dataclass(frozen=True)
class Asked[Reading]:
    """A page of a name as asked for: whose, as it was then, and after which place of its list."""

    name: Reading
    subject: int
    as_of: AsOf | None
    after: int | None

    @property
    def at(self) -> int | None:
        return self.as_of.sequence if self.as_of else None


@dataclass(frozen=True)
class Withdrawn:
    """A claim as an article carried it whose publisher corrected or withdrew that since."""

    claim: ClaimReading
    appearance: AppearanceReading


@public_page
def outlet_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """An outlet's articles on record, and the claims that ran in it or were credited to it."""
    asked = asked_for(request, Kind.OUTLET, slug)
    if isinstance(asked, HttpResponse):
        return asked
    outlet = asked.subject
    now = Claim.objects.listed().filter(ran_in_or_credits([outlet]))
    places = places_of(asked, Mentioned.OUTLET, now)
    found = past.find(places, keep=lambda claim: claim.ran_in_or_credits(outlet), size=PAGE_SIZE, at=asked.at)
    articles = _articles_of(asked)
    context = {
        **list_context(request, asked, found),
        "outlet": asked.name,
        "articles": articles[:PAGE_SIZE],
        "more_articles": len(articles) > PAGE_SIZE,
        "counts": counts_of(now, outlet=slug) if asked.at is None else [],
        "mended": [one for claim in found.claims for one in _mended(claim, outlet)],
    }
    return render(request, "public/outlet_detail.html", context)


@public_page
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The claims of a topic."""
    asked = asked_for(request, Kind.TOPIC, slug)
    if isinstance(asked, HttpResponse):
        return asked
    now = Claim.objects.listed().filter(topics=asked.subject)
    places = places_of(asked, Mentioned.TOPIC, now)
    found = past.find(places, keep=lambda claim: claim.has_topic(asked.subject), size=PAGE_SIZE, at=asked.at)
    context = {
        **list_context(request, asked, found),
        "topic": asked.name,
        "counts": counts_of(now, topic=slug) if asked.at is None else [],
    }
    return render(request, "public/topic_detail.html", context)


def _articles_of(asked: Asked[Any]) -> list[ArticleReading]:
    """The newest articles of an outlet, one more than a page shows where there are more."""
    ids: Iterable[int]
    if asked.at is None:
        now = Article.objects.published().filter(outlet=asked.subject).order_by("-pk")
        ids = now.values_list("pk", flat=True)[: PAGE_SIZE + 1]
    else:
        then = past.articles_mentioning(Mentioned.OUTLET, [asked.subject], at=asked.at).order_by("-by")
        ids = then.values_list("by", flat=True)[: past.LOOK_THROUGH]
    articles = reader.articles(ids, at=asked.at)
    own = [article for article in articles.values() if article.outlet and article.outlet.id == asked.subject]
    return sorted(own, key=lambda article: article.id, reverse=True)[: PAGE_SIZE + 1]


def _mended(claim: ClaimReading, outlet: int) -> list[Withdrawn]:
    return [
        Withdrawn(claim, one)
        for one in claim.standing_appearances
        if one.article.outlet
        and one.article.outlet.id == outlet
        and one.standing in {Standing.CORRECTED, Standing.WITHDREW}
    ]


# What pages of names have in common


def asked_for(request: HttpRequest, kind: Kind, slug: str) -> Asked[Any] | HttpResponse:
    """Whose page, as of when and after which place; or the answer to whoever asks for one that there is not."""
    as_of, after = asked_as_of(request), asked_after(request)
    subject = _at_address(kind, slug)
    if subject is None:
        return _moved_or_nobody(request, kind, slug, as_of)
    name = reader.name(kind, subject, at=as_of.sequence if as_of else None)
    if name is None:
        return not_found(request, heading=str(_NOT_YET[kind]), lede=_("It is on record now."), link=request.path)
    return Asked(name, subject, as_of, after)


def places_of(asked: Asked[Any], kind: Mentioned, now: QuerySet[Claim]) -> past.Places:
    """Where the claims of a name are: those of `now`, or of the day asked for those that had mentioned it by then."""
    if asked.at is None:
        return past.places_now(now, after=asked.after)
    return past.places(asked.at, mentioning=[(kind, asked.subject)], after=asked.after)


def list_context(
    request: HttpRequest, asked: Asked[Any], found: past.Found, *, keep: tuple[str, ...] = ()
) -> dict[str, Any]:
    """One page of claims, with the addresses beside it."""
    return {
        **as_of_context(request, asked.as_of, keep=keep),
        "claims": found.claims,
        "is_short": found.next is not None and len(found.claims) < PAGE_SIZE,
        "first_url": with_query(request, after="") if asked.after is not None else "",
        "next_url": with_query(request, after=str(found.next)) if found.next is not None else "",
    }


def _at_address(kind: Kind, slug: str) -> int | None:
    found: int | None = (
        ThingQuerySet[Any](THINGS[kind]).published().filter(slug=slug).values_list("pk", flat=True).first()
    )
    return found


def _moved_or_nobody(request: HttpRequest, kind: Kind, slug: str, as_of: AsOf | None) -> HttpResponse:
    """To where a renamed thing is now, as of the same day, else 404."""
    subject = FormerSlug.objects.filter(kind=kind, slug=slug).values_list("subject", flat=True).first()
    if subject is not None:
        found = reader.current({kind: [subject]}).get((kind, subject))
        if found and found.document:
            address = reverse(f"{kind}_detail", kwargs={"slug": found.document["slug"]})
            return redirect(f"{address}{as_of.query if as_of else ''}", permanent=True)
    return not_found(request, heading=str(_NOBODY[kind]))
