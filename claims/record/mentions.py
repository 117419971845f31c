"""Which claims and articles mention a thing in any of their documents: a table derived from these, to find claims by.

The desk's rows say what is linked now; links that were taken off later stand only in older documents. Whatever a page
shows of a claim found here, it reads from a document (`claims.record.past`). See docs/decisions/mentions.md.
"""

from collections.abc import Callable, Iterable
from typing import Any

from ..models import Document, Mention, Revision
from ..vocabulary import Kind, Mentioned
from .canonical import Json, parse, unpack
from .decoding import collect
from .turnstile import writing

BATCH = 500
type Named = tuple[str, int]


def mentioned(kind: str, document: dict[str, Any]) -> set[Named]:
    """What a document of a thing of this kind mentions, by kind and id."""
    match kind:
        case Kind.CLAIM:
            wanted: dict[str, set[int]] = {str(other): set() for other in Mentioned}
            collect(document, wanted)
            for appearance in document["appearances"]:
                wanted[Mentioned.ORIGIN] |= {
                    step["origin"]["id"] for step in appearance["attributions"] if step["origin"]
                }
            return {(str(named), subject) for named, subjects in wanted.items() for subject in subjects}
        case Kind.ARTICLE:
            named = {str(Mentioned.OUTLET): document["outlet"], str(Mentioned.ARTICLE): document.get("copy_of")}
            return {(other, subject) for other, subject in named.items() if subject is not None}
    return set()


def note(revision: Revision, document: dict[str, Json]) -> None:
    """Keep what the new document of `revision` mentions. What is kept already stays as it is."""
    _keep(Mention, [(revision.sequence, revision.kind, revision.subject, document)])


def renew(kind: str, subject: int) -> None:
    """Keep only what the documents that are left of a thing mention, once others were withheld."""
    Mention.objects.filter(by_kind=kind, by=subject).delete()
    _keep(Mention, _read(Document.objects.filter(revision__kind=kind, revision__subject=subject).order_by("pk")))


def missing(documents: Iterable[tuple[str, int, dict[str, Any]]]) -> str:
    """The first mention in these documents, each given with kind and id, that is not kept, in words; else empty."""
    wanted = {(*named, kind, by) for kind, by, document in documents for named in mentioned(kind, document)}
    kept = Mention.objects.filter(by_kind__in={row[2] for row in wanted}, by__in={row[3] for row in wanted})
    lost = wanted - set(kept.values_list("kind", "thing", "by_kind", "by"))
    return next((f"{by_kind} {by} mentions {kind} {thing}" for kind, thing, by_kind, by in sorted(lost)), "")


def fill(
    documents: type[Document] = Document,
    mentions: type[Mention] = Mention,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """Keep what every document mentions, a batch at a time. Safe to stop and to repeat, and while editors work."""
    total, done, last = documents.objects.count(), 0, 0
    while True:
        # Nothing is withheld between the reading and the keeping.
        with writing():
            batch = _read(documents.objects.filter(pk__gt=last).order_by("pk")[:BATCH])
            _keep(mentions, batch)
        if not batch:
            return
        last = batch[-1][0]
        done += len(batch)
        progress(done, max(done, total))


type _Read = tuple[int, str, int, dict[str, Any]]


def _read(documents: Any) -> list[_Read]:
    """Documents with the sequence, kind and subject of their revisions."""
    rows = documents.values_list("pk", "revision__kind", "revision__subject", "body")
    return [(sequence, kind, subject, parse(unpack(body))) for sequence, kind, subject, body in rows]


def _keep(model: type[Mention], documents: Iterable[_Read]) -> None:
    since: dict[tuple[str, int, str, int], int] = {}
    for sequence, by_kind, by, document in documents:
        for kind, thing in mentioned(by_kind, document):
            since.setdefault((kind, thing, by_kind, by), sequence)
    model.objects.bulk_create(
        [
            model(kind=kind, thing=thing, by_kind=by_kind, by=by, since=sequence)
            for (kind, thing, by_kind, by), sequence in since.items()
        ],
        ignore_conflicts=True,
    )
