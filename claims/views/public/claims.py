"""Claims as readers find them: the list, one claim now or as of any day, and its versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db.models import Exists, Prefetch
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ... import wording
from ...filters import COUNT_CAP, PAGE_SIZE, ClaimFilter
from ...filters.names import AddressField
from ...models import ChainHead, Claim, Document, Revision
from ...reading import AnswerReading, ClaimReading
from ...record import reader
from ...vocabulary import Change, Ground, Kind, State
from ..errors import not_found
from .delivery import AsOf, as_of_context, asked_after, asked_as_of, public_page, with_query

#: Versions on the claim's own page; all of them are on the pages of its versions, so many on each.
SHOWN_VERSIONS = 12
VERSIONS_ON_PAGE = 50
MORE_FILTERS = ("ground", "body", "outlet", "since", "until", "sort")
#: Of these a notice says what part of the claim it is about.
PARTS = {Change.CORRECTED, Change.RETRACTED}
NOTICES = {Change.CORRECTED, Change.RETRACTED, Change.WITHDRAWN, Change.WITHHELD, Change.SPLIT}


@public_page
def claim_list(request: HttpRequest) -> HttpResponse:
    """Claims that match, by keyset; a filter that is not understood finds nothing and says why, with 400.

    With `as_of` those that were on record and matched then, as they stood.
    """
    as_of = asked_as_of(request)
    claims = ClaimFilter(request.GET, Claim.objects.listed())
    form, offered = claims.form, _offered(claims.form)
    context = {
        **as_of_context(request, as_of, keep=[name for name in claims.filters if name != "after"]),
        **(_found_now(claims) if as_of is None else _found_then(claims, as_of)),
        "form": form,
        "first_fields": [form[name] for name in ("q", "status", "speaker", "topic") if name in offered],
        "more_fields": [form[name] for name in MORE_FILTERS if name in offered],
        "more_open": any(request.GET.get(name) for name in MORE_FILTERS),
        "narrowed": claims.narrowed,
    }
    context["first_url"] = with_query(request, after="") if request.GET.get("after") else ""
    context["next_url"] = with_query(request, after=str(context["next"])) if context["next"] else ""
    return render(request, "public/claim_list.html", context, status=200 if claims.is_valid() else 400)


def _offered(form: Form) -> set[str]:
    """The fields with something to choose or to type; a box that nothing can be typed in helps nobody, unless used.

    Asked of the end of the chain, which is there once anything is: one query for all of them.
    """
    things = {name: field.rows() for name, field in form.fields.items() if isinstance(field, AddressField)}
    there = [Exists(rows) for rows in things.values()]
    found = ChainHead.objects.values_list(*there).first() or [False] * len(things)
    empty = {name for name, is_there in zip(things, found, strict=True) if not is_there and not form.data.get(name)}
    return set(form.fields) - empty


def _found_now(claims: ClaimFilter) -> dict[str, Any]:
    page = claims.page
    readings = reader.claims(page.ids)
    count = claims.count
    return {
        "claims": [readings[pk] for pk in page.ids if pk in readings],
        "next": page.next,
        "count": min(count, COUNT_CAP),
        "more": count > COUNT_CAP,
    }


def _found_then(claims: ClaimFilter, as_of: AsOf) -> dict[str, Any]:
    found = claims.page_at(as_of.sequence)
    return {"claims": found.claims, "next": found.next, "is_short": found.next and len(found.claims) < PAGE_SIZE}


@public_page
def claim_redirect(request: HttpRequest, claim_id: int) -> HttpResponse:
    """From the short address to the full one."""
    claim = reader.claims([claim_id]).get(claim_id)
    if claim is None:
        return _no_claim(request, claim_id)
    return redirect(_address(claim, request.GET.get("as_of", "")), permanent=True)


@public_page
def claim_detail(request: HttpRequest, claim_id: int, slug: str) -> HttpResponse:
    """One claim as it stands, or with `as_of` as it stood."""
    as_of = asked_as_of(request)
    now = reader.claims([claim_id]).get(claim_id)
    if now is None:
        return _no_claim(request, claim_id)
    at = as_of.sequence if as_of else None
    versions = reader.history(claim_id, at=at, most=SHOWN_VERSIONS + 1)
    if not versions:
        return _not_yet(request, now)
    claim = versions[0]
    if claim.state == State.MERGED and claim.merged_into:
        survivor = reader.claims([claim.merged_into])[claim.merged_into]
        return redirect(_address(survivor, as_of.text if as_of else ""), permanent=as_of is None)
    if slug != now.slug:
        return redirect(_address(now, as_of.text if as_of else ""), permanent=True)
    context = {
        **claim_context(claim, versions, as_of, now, mending=reader.versions_with(NOTICES, claim_id, at=at)),
        **as_of_context(request, as_of),
        "merged_here": reader.merged_into(claim_id, at=at),
    }
    return render(request, "public/claim_detail.html", context)


@public_page
def claim_history(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Every version of a claim, newest first, by page. A merged or withdrawn claim keeps it.

    With `from` and `to`, two of its versions, it leads to what changed between them; with `as_of` those there were.
    """
    as_of, after = asked_as_of(request), asked_after(request)
    now = reader.claims([claim_id]).get(claim_id)
    if now is None:
        return _no_claim(request, claim_id)
    at = as_of.sequence if as_of else None
    claim = now if as_of is None else reader.claims([claim_id], at=at).get(claim_id)
    if claim is None:
        return _not_yet(request, now, link=request.path)
    if "from" in request.GET or "to" in request.GET:
        return redirect(_comparison(request, claim))
    versions = reader.history(claim_id, at=at, after=after, most=VERSIONS_ON_PAGE + 1)
    shown = versions[:VERSIONS_ON_PAGE]
    context = {
        **as_of_context(request, as_of),
        "claim": claim,
        "now": now,
        "versions": wording.told(versions, most=VERSIONS_ON_PAGE),
        # Where there are several pages, versions are chosen by their number.
        "is_cut": claim.header.number > len(shown),
        "compared": [version.header for version in shown],
        "first_url": with_query(request, after="") if after is not None else "",
        "next_url": with_query(request, after=str(shown[-1].header.number)) if len(versions) > len(shown) else "",
    }
    return render(request, "public/claim_history.html", context)


def _comparison(request: HttpRequest, claim: ClaimReading) -> str:
    """Where what changed between the two versions asked for is told. Raises BadRequest, with words for the reader."""
    numbers = {_version_number(request.GET.get(name, ""), most=claim.header.number) for name in ("from", "to")}
    if None in numbers or len(numbers) < 2:
        raise BadRequest(_("Choose two different versions of this claim to compare."))
    earlier, later = sorted(number for number in numbers if number)
    address = reverse("claim_revision", kwargs={"claim_id": claim.id, "number": later})
    return f"{address}?{urlencode({'against': earlier})}#changed"


@public_page
def claim_revision(request: HttpRequest, claim_id: int, number: int) -> HttpResponse:
    """One version for good: what it changed, how the claim stood then, and what proves it.

    With `against`, the number of an earlier version, it says what changed since that one.
    """
    against = _asked_against(request, number)
    revisions = {
        revision.number: revision
        for revision in Revision.objects.filter(
            kind=Kind.CLAIM, subject=claim_id, number__in=[against, number - 1, number, number + 1]
        ).prefetch_related(Prefetch("document", Document.objects.all()))
    }
    revision = revisions.get(number)
    if revision is None:
        heading = _("There is no version %(version)s of claim %(number)s.")
        return not_found(request, heading=heading % {"version": number, "number": claim_id})
    shown = [reader.entry(found) for found in (revision, revisions.get(against)) if found]
    claim, *before = reader.join(shown, at=revision.sequence)
    context = {
        **claim_context(claim, [claim], None, reader.claims([claim_id])[claim_id], mending=[claim]),
        "revision": revision,
        "differences": wording.differences(before[0] if before else None, claim),
        "change_line": wording.change_line(claim, before[0] if before and against == number - 1 else None),
        "against": against if against in revisions else None,
        "is_since_longer": against < number - 1,
        "earlier": number - 1 if number - 1 in revisions else None,
        "later": number + 1 if number + 1 in revisions else None,
        "withholding": _withholding(revision) if claim.withheld else None,
    }
    return render(request, "public/claim_revision.html", context)


@public_page
def claim_bibtex(request: HttpRequest, claim_id: int, number: int) -> HttpResponse:
    """One version as a BibTeX entry."""
    claim = _version(claim_id, number)
    if claim is None:
        return _nothing_to_cite(request, claim_id, number)
    entry = wording.bibtex(claim, site=settings.SITE_NAME, url=_version_url(claim))
    return HttpResponse(entry, content_type="application/x-bibtex; charset=utf-8")


@public_page
def claim_csl(request: HttpRequest, claim_id: int, number: int) -> HttpResponse:
    """One version as CSL-JSON."""
    claim = _version(claim_id, number)
    if claim is None:
        return _nothing_to_cite(request, claim_id, number)
    item = wording.csl(claim, site=settings.SITE_NAME, url=_version_url(claim))
    return JsonResponse(item, safe=False, content_type="application/vnd.citationstyles.csl+json")


@public_page
def claim_document(request: HttpRequest, claim_id: int, number: int) -> HttpResponse:
    """The bytes that a version's entry vouches for, as they were recorded."""
    revisions = Revision.objects.filter(kind=Kind.CLAIM, subject=claim_id, number=number)
    revision = revisions.select_related("document").first()
    content = reader.document_bytes(revision) if revision else None
    if content is None:
        heading = _("There is no text of version %(version)s of claim %(number)s.")
        return not_found(request, heading=heading % {"version": number, "number": claim_id})
    return HttpResponse(content, content_type="application/json")


def _version(claim_id: int, number: int) -> ClaimReading | None:
    """One version as it read when it was recorded; None where there is none, or its text was withheld."""
    revisions = Revision.objects.filter(kind=Kind.CLAIM, subject=claim_id, number=number)
    revision = revisions.select_related("document").first()
    if revision is None:
        return None
    [claim] = reader.join([reader.entry(revision)], at=revision.sequence)
    return None if claim.withheld else claim


def _version_url(claim: ClaimReading) -> str:
    address = reverse("claim_revision", kwargs={"claim_id": claim.id, "number": claim.header.number})
    return f"{settings.SITE_URL}{address}"


def _nothing_to_cite(request: HttpRequest, claim_id: int, number: int) -> HttpResponse:
    heading = _("There is no text of version %(version)s of claim %(number)s to cite.")
    return not_found(request, heading=heading % {"version": number, "number": claim_id})


def _asked_against(request: HttpRequest, number: int) -> int:
    """The number of the version to compare with: the one before, or the earlier one that the address names.

    Raises BadRequest, with words for the reader, for any other.
    """
    text = request.GET.get("against", "")
    against = _version_number(text, most=number - 1) if text else number - 1
    if against is None:
        raise BadRequest(_("A version is compared with an earlier one. Choose two on the page of its history."))
    return against


def _version_number(text: str, *, most: int) -> int | None:
    """The number of a version that an address says, from 1 to `most`; None where it says anything else."""
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        return None
    number = int(text)
    return number if 1 <= number <= most else None


def claim_context(
    claim: ClaimReading,
    versions: list[ClaimReading],
    as_of: AsOf | None,
    now: ClaimReading,
    *,
    mending: Sequence[ClaimReading] = (),
) -> dict[str, Any]:
    """What a claim's page shows: `claim` as of `as_of`, its newest versions up to then, and how it stands `now`.

    `mending` are the versions of which notices tell, newest first, each followed by the one before it.
    """
    return {
        "claim": claim,
        "now": now,
        "as_of": as_of,
        "ribbon": wording.ribbon(claim),
        "answers": sorted(claim.answers, key=_newest_words, reverse=True),
        "evidence_first": claim.ground == Ground.EVIDENCE,
        "standing_appearances": claim.standing_appearances,
        "versions": wording.told(versions, most=SHOWN_VERSIONS),
        "more_versions": len(versions) > SHOWN_VERSIONS,
        "notices": _notices(mending),
    }


def _newest_words(answer: AnswerReading) -> tuple[str, int]:
    return str(answer.response.said_at or ""), answer.id


@dataclass(frozen=True)
class Notice:
    """A version that mends or takes back something of ours; `line` names what, where it is not all of the claim."""

    claim: ClaimReading
    line: str


def _notices(versions: Sequence[ClaimReading]) -> list[Notice]:
    """Newest first; one for a run of versions that have the same reason."""
    notices: list[Notice] = []
    for claim, before in zip_longest(versions, versions[1:]):
        is_told = claim.header.change in NOTICES and claim.reason
        if is_told and not (notices and _tells_the_same(notices[-1].claim, claim)):
            is_of_part = before and claim.is_listed and claim.header.change in PARTS
            notices.append(Notice(claim, wording.change_line(claim, before) if is_of_part else ""))
    return notices


def _tells_the_same(one: ClaimReading, other: ClaimReading) -> bool:
    return (one.header.change, one.reason) == (other.header.change, other.reason)


def _withholding(revision: Revision) -> reader.Entry | None:
    """The entry that withheld a revision's document, with its reason where that is still on record."""
    by = Revision.objects.filter(withholds=revision.sequence).select_related("document").first()
    return reader.entry(by) if by else None


# Addresses


def _address(claim: ClaimReading, as_of: str = "") -> str:
    address = reverse("claim_detail", kwargs={"claim_id": claim.id, "slug": claim.slug})
    return f"{address}?{urlencode({'as_of': as_of})}" if as_of else address


def _no_claim(request: HttpRequest, claim_id: int) -> HttpResponse:
    heading = _("There is no claim %(number)s.") % {"number": claim_id}
    return not_found(request, heading=heading, lede=_("It may have been merged: search."))


def _not_yet(request: HttpRequest, now: ClaimReading, *, link: str = "") -> HttpResponse:
    heading = _("Claim %(number)s was not on record then.") % {"number": now.id}
    return not_found(request, heading=heading, lede=_("It is on record now."), link=link or _address(now))
