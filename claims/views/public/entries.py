"""The entries of the record that are no version of a claim: articles and names, each with what it changed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ...models import Document, Revision
from ...reading import NamedReading
from ...record import reader
from ...vocabulary import Change, Kind
from ...wording import change_word, named_differences, named_line
from ..errors import not_found
from .delivery import public_page


@public_page
def record_entry(request: HttpRequest, sequence: int) -> HttpResponse:
    """One entry for good: what it is about, what it changed, and what proves it. Those of claims are their versions."""
    revision = Revision.objects.filter(sequence=sequence).select_related("document").first()
    if revision is None:
        return _no_entry(request, sequence)
    if revision.kind == Kind.CLAIM:
        numbers = {"claim_id": revision.subject, "number": revision.number}
        return redirect("claim_revision", permanent=True, **numbers)
    entry, kind = reader.entry(revision), Kind(revision.kind)
    thing = reader.named(kind, revision.subject, at=sequence)
    if thing is None:
        return _no_entry(request, sequence)
    before = _before(revision)
    context = {
        "revision": revision,
        "kind": kind,
        "name": named_line(thing),
        "line": change_word(Change(revision.change)),
        "reason": entry.document["reason"] if entry.document else "",
        "withheld": entry.document is None,
        "differences": named_differences(before, thing) if entry.document else [],
        "against": revision.number - 1 if before else 0,
        "address": address_of(kind, revision.subject, getattr(reader.named(kind, revision.subject), "slug", "")),
    }
    return render(request, "public/record_entry.html", context)


def _before(revision: Revision) -> NamedReading | None:
    """What the entry changed, as it stood until then; None for a first version, and where that text was withheld."""
    last = Document.objects.filter(
        revision__kind=revision.kind, revision__subject=revision.subject, revision__number=revision.number - 1
    )
    return reader.named(Kind(revision.kind), revision.subject, at=revision.sequence - 1) if last.exists() else None


@public_page
def entry_document(request: HttpRequest, sequence: int) -> HttpResponse:
    """The bytes that any entry vouches for, as they were recorded."""
    revision = Revision.objects.filter(sequence=sequence).select_related("document").first()
    content = reader.document_bytes(revision) if revision else None
    if content is None:
        return not_found(request, heading=_("There is no text of entry %(number)s.") % {"number": sequence})
    return HttpResponse(content, content_type="application/json")


def address_of(kind: Kind, subject: int, slug: str) -> str:
    """Where a thing that is no claim has its page; empty where its name was withheld."""
    if kind == Kind.ARTICLE:
        return reverse("article_redirect", kwargs={"article_id": subject})
    return reverse(f"{kind}_detail", kwargs={"slug": slug}) if slug else ""


def _no_entry(request: HttpRequest, sequence: int) -> HttpResponse:
    return not_found(request, heading=_("There is no entry %(number)s in the record.") % {"number": sequence})
