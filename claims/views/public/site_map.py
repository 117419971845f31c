"""For machines that index: the pages of claims, articles and names, and of claims when they changed (sitemaps.org).

What other pages show changes with the claims on them, and nobody keeps when.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ...models import Article, Claim, Outlet, Speaker, Topic
from .delivery import public_page

type Thing = Claim | Article | Speaker | Outlet | Topic

LISTS = (
    "home",
    "claim_list",
    "article_list",
    "speaker_list",
    "change_list",
    "correction_list",
    "about",
    "about_method",
    "about_record",
)


class Section(Sitemap):
    """Pages of one kind, at the site's own address, whatever a request called it."""

    #: As many addresses as are made in about a second; a file may have five times as many.
    limit = 10_000

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc


class Lists(Section):
    def items(self) -> tuple[str, ...]:
        return LISTS

    def location(self, item: str) -> str:
        return reverse(item)


class Things(Section):
    """Everything public of one kind, newest first: `rows` gives it, `page` is its page, and `number` how that calls it.

    `named_by` is the column that the address is made of.
    """

    def __init__(self, rows: Callable[[], QuerySet[Any]], page: str, *, named_by: str, number: str = "") -> None:
        self.rows, self.page, self.named_by, self.number = rows, page, named_by, number

    def items(self) -> QuerySet[Any]:
        return self.rows().order_by("-pk").only(self.named_by, "recorded_at")

    def location(self, item: Thing) -> str:
        number = {self.number: item.pk} if self.number else {}
        return reverse(self.page, kwargs={**number, "slug": item.slug})


class Claims(Things):
    def lastmod(self, item: Claim) -> datetime | None:
        return item.recorded_at

    def get_latest_lastmod(self) -> datetime | None:
        latest: datetime | None = self.rows().aggregate(latest=Max("recorded_at"))["latest"]
        return latest


SECTIONS: dict[str, Any] = {
    "lists": Lists(),
    "claims": Claims(Claim.objects.listed, "claim_detail", named_by="statement", number="claim_id"),
    "articles": Things(Article.objects.published, "article_detail", named_by="title", number="article_id"),
    "speakers": Things(Speaker.objects.published, "speaker_detail", named_by="slug"),
    "outlets": Things(Outlet.objects.published, "outlet_detail", named_by="slug"),
    "topics": Things(Topic.objects.published, "topic_detail", named_by="slug"),
}


@public_page
def site_map(request: HttpRequest) -> HttpResponse:
    """The index: where the addresses of each kind of page are, and since when they are so."""
    found = []
    for name, section in SECTIONS.items():
        address = urljoin(settings.SITE_URL, reverse("site_map_section", kwargs={"section": name}))
        latest = section.get_latest_lastmod()
        further = [f"?p={number}" for number in range(2, section.paginator.num_pages + 1)]
        found += [{"location": address + page, "last_mod": latest} for page in ("", *further)]
    return render(request, "sitemap_index.xml", {"sitemaps": found}, content_type="application/xml")


@public_page
def site_map_section(request: HttpRequest, section: str) -> HttpResponse:
    """The pages of one kind; with `p`, further ones."""
    return sitemap(request, SECTIONS, section).render()
