"""What a reader can ask for: every public address, filled from what is on record."""

import html
import re
from urllib.parse import quote

from django.test import Client
from django.urls import reverse

from claims.models import Revision
from claims.record import reader
from claims.urls import public
from claims.views.public.site_map import SECTIONS
from claims.vocabulary import Kind, OriginKind


def every_public_address() -> list[str]:
    """All addresses in `claims.urls.public`, for everything the record knows, in every version."""
    found: list[str] = []
    for pattern in public:
        assert pattern.name
        found += [reverse(pattern.name, kwargs=kwargs) for kwargs in _arguments(pattern.name)]
    return found


def _arguments(name: str) -> list[dict[str, object]]:
    subjects = _subjects()
    match name:
        case "claim_detail":
            return [{"claim_id": c.id, "slug": c.slug} for c in reader.claims(subjects["claim"]).values()]
        case "claim_redirect" | "claim_history":
            return [{"claim_id": subject} for subject in subjects["claim"]]
        case "claim_revision" | "claim_bibtex" | "claim_csl" | "claim_document":
            versions = Revision.objects.filter(kind=Kind.CLAIM).values_list("subject", "number")
            return [{"claim_id": subject, "number": number} for subject, number in versions]
        case "record_entry" | "entry_document":
            others = Revision.objects.exclude(kind=Kind.CLAIM)
            return [{"sequence": sequence} for sequence in others.values_list("sequence", flat=True)]
        case "article_detail":
            return [{"article_id": a.id, "slug": a.slug} for a in reader.articles(subjects["article"]).values()]
        case "article_redirect":
            return [{"article_id": subject} for subject in subjects["article"]]
        case "speaker_detail" | "outlet_detail" | "topic_detail":
            kind = Kind(name.removesuffix("_detail"))
            return [{"slug": named.slug} for subject in subjects[kind] if (named := reader.name(kind, subject))]
        case "origin_detail":
            return [{"origin_id": origin} for origin in _origins(subjects["claim"])]
        case "site_map_section":
            return [{"section": section} for section in SECTIONS]
        case _:
            return [{}]


def _subjects() -> dict[str, set[int]]:
    """The numbers of what the record knows, by kind."""
    subjects: dict[str, set[int]] = {kind: set() for kind in Kind}
    for kind, subject in Revision.objects.values_list("kind", "subject"):
        subjects[kind].add(subject)
    return subjects


def _origins(claims: set[int]) -> list[int]:
    """The first known sources that listed claims go back to. One that was not said has no page."""
    listed = [claim for claim in reader.claims(claims).values() if claim.is_listed]
    origins = [one.origin for claim in listed for one in claim.standing_appearances if one.origin]
    return sorted({origin.id for origin in origins if origin.kind != OriginKind.NOT_SAID})


#: Pages of names and sources; and at how many moments at most, spread over the record, they and lists are asked for.
LISTS = r"/|/(claims|articles|speakers|changes|corrections)/|/claims/\d+/revisions/"
NAMED, MOMENTS = r"/(speakers|outlets|topics|origins)/[^/]+/", 12


def everything_served(client: Client) -> dict[str, str]:
    """What every public address answers, headers and all, as of now and as of each of its own moments on record.

    Lists, names and sources, which show many claims, as of some moments.
    """
    addresses = every_public_address()
    dated = [
        f"{address}?as_of={moment.isoformat().replace('+', '%2B')}"
        for address in addresses
        if (found := re.fullmatch(r"/(claim|article)s/(\d+)/(?!revisions/)[a-z][^/]*/", address))
        for moment in Revision.objects.filter(kind=found[1], subject=found[2]).values_list("recorded_at", flat=True)
    ]
    moments = Revision.objects.order_by("recorded_at").values_list("recorded_at", flat=True).distinct()
    some = list(moments)[:: max(1, len(moments) // MOMENTS)]
    lists = [address for address in addresses if re.fullmatch(LISTS + "|" + NAMED, address)]
    dated += [f"{address}?as_of={quote(moment.isoformat())}" for address in lists for moment in some]
    served = {}
    for address in [*addresses, *dated, "/claims/?q=e", "/claims/?status=denied", "/claims/?sort=oldest"]:
        response = client.get(address)
        assert response.status_code < 500, address
        headers = "\n".join(f"{name}: {value}" for name, value in response.items())
        served[address] = f"{address}\n{headers}\n{response.content.decode()}"
    return served


def text_of(page: bytes) -> str:
    """What a reader sees: the page without tags, white space single."""
    body = re.sub(r"<head\b.*?</head>|</(?:td|th|dt|dd|li|p|option)>", " ", page.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", body)).split())
