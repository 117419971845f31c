"""About this record: who it is for, what its words mean, how to check it."""

from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse

from ...models import ChainHead, Revision
from ...record import reader
from ...wording.meanings import STATUSES, WORDS
from .delivery import asked_after, public_page

#: Entries of the chain in one answer: some 2 MB.
ENTRIES = 5_000


@public_page
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "public/about.html")


@public_page
def about_method(request: HttpRequest) -> HttpResponse:
    """What every word on the pages means."""
    return render(request, "public/about_method.html", {"statuses": STATUSES.items(), "words": WORDS})


@public_page
def about_record(request: HttpRequest) -> HttpResponse:
    """How to check the record, and where its chain ends now."""
    return render(request, "public/about_record.html", {"end": ChainHead.objects.first()})


@public_page
def record_entries(request: HttpRequest) -> HttpResponse:
    """The chain after an entry, from its beginning without one: on each line the bytes of one entry's fingerprint."""
    after = asked_after(request) or 0
    entries = Revision.objects.filter(sequence__gt=after).order_by("sequence")[:ENTRIES]
    lines = b"".join(reader.header_bytes(entry) + b"\n" for entry in entries)
    return HttpResponse(lines, content_type="application/jsonl; charset=utf-8")


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """Which addresses are not for machines that index (RFC 9309)."""
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('desk_queue')}",
        "Disallow: /accounts/",
        "Disallow: /admin/",
        "Allow: /",
        "",
        f"Sitemap: {urljoin(settings.SITE_URL, reverse('site_map'))}",
        f"# {urljoin(settings.SITE_URL, reverse('changes_feed'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@public_page
def favicon(request: HttpRequest) -> HttpResponse:
    """Where a browser looks for the icon that reads no page first, as one that shows a feed or a text."""
    return redirect(static("favicon.ico"))
