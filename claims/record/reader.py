"""Documents as pages need them: the ones current at one sequence number, joined.

Every function takes `at`, the last sequence number that counts; None reads the record as it is now. Each makes a fixed
number of queries, however many things it is asked for.
"""

from collections.abc import Callable, Iterable
from functools import partial

from django.db.models import Max, Q, QuerySet

from ..models import Claim, Revision
from ..reading import (
    ArticleReading,
    ClaimReading,
    Header,
    NamedReading,
    OutletReading,
    SpeakerReading,
    TopicReading,
)
from ..vocabulary import Change, Kind
from .canonical import canonical, header_document, parse, unpack
from .decoding import Entry, Known, Wanted, resolve


def entry(revision: Revision) -> Entry:
    """The revision with its document, which `select_related("document")` has loaded."""
    header = Header(
        sequence=revision.sequence,
        kind=revision.kind,
        subject=revision.subject,
        number=revision.number,
        change=Change(revision.change),
        recorded_at=revision.recorded_at,
        document_digest=revision.document_digest,
        digest=revision.digest,
        withholds=revision.withholds,
    )
    content = document_bytes(revision)
    return Entry(header, parse(content) if content is not None else None)


def header_bytes(revision: Revision) -> bytes:
    """The bytes that the revision's fingerprint is taken over."""
    return canonical(
        header_document(
            sequence=revision.sequence,
            kind=revision.kind,
            subject=revision.subject,
            number=revision.number,
            change=revision.change,
            recorded_at=revision.recorded_at,
            document_digest=revision.document_digest,
            previous_digest=revision.previous_digest,
            withholds=revision.withholds,
        )
    )


def document_bytes(revision: Revision) -> bytes | None:
    """The bytes that the revision vouches for; None where they were withheld."""
    stored = getattr(revision, "document", None)
    return unpack(stored.body) if stored else None


def current(wanted: Wanted, *, at: int | None = None) -> dict[tuple[str, int], Entry]:
    """The newest entry of each wanted thing, by kind and id, no later than `at`. Unknown ones are left out."""
    subjects = Q()
    for kind, ids in wanted.items():
        numbers = sorted(set(ids))
        if numbers:
            subjects |= Q(kind=kind, subject__in=numbers)
    if not subjects:
        return {}
    revisions = Revision.objects.filter(subjects)
    if at is not None:
        revisions = revisions.filter(sequence__lte=at)
    newest = revisions.order_by().values("kind", "subject").annotate(newest=Max("sequence"))
    found = Revision.objects.filter(sequence__in=newest.values("newest")).select_related("document")
    return {(revision.kind, revision.subject): entry(revision) for revision in found}


def claims(ids: Iterable[int], *, at: int | None = None) -> dict[int, ClaimReading]:
    """Claims as they stood at `at`, by id. Those not recorded by then are left out."""
    found = current({Kind.CLAIM: ids}, at=at)
    read = join(found.values(), at=at)
    return {reading.id: reading for reading in read}


def history(
    claim_id: int, *, at: int | None = None, after: int | None = None, most: int | None = None
) -> list[ClaimReading]:
    """Versions of a claim up to `at`, newest first, with names as they stood at `at`.

    With `after` only those before version `after`; no more than `most`, all where there is none such.
    """
    revisions = Revision.objects.filter(kind=Kind.CLAIM, subject=claim_id)
    if after is not None:
        revisions = revisions.filter(number__lt=after)
    return _versions(revisions, at=at, most=most)


def versions_with(changes: Iterable[Change], claim_id: int, *, at: int | None = None) -> list[ClaimReading]:
    """Those of `history` that did one of `changes`, each followed by the one before it."""
    revisions = Revision.objects.filter(kind=Kind.CLAIM, subject=claim_id)
    numbers = set(revisions.filter(change__in=sorted(changes)).values_list("number", flat=True))
    return _versions(revisions.filter(number__in=numbers | {number - 1 for number in numbers}), at=at)


def _versions(revisions: QuerySet[Revision], *, at: int | None, most: int | None = None) -> list[ClaimReading]:
    if at is not None:
        revisions = revisions.filter(sequence__lte=at)
    found = revisions.order_by("-number").select_related("document")[:most]
    return join([entry(revision) for revision in found], at=at)


def merged_into(claim_id: int, *, at: int | None = None) -> list[Revision]:
    """The revisions by which other claims were merged into this one, oldest first."""
    others = Claim.objects.filter(merged_into=claim_id).values("pk")
    merged = Revision.objects.filter(kind=Kind.CLAIM, change=Change.MERGED, subject__in=others)
    return list((merged if at is None else merged.filter(sequence__lte=at)).order_by("sequence"))


def join(entries: Iterable[Entry], *, at: int | None = None) -> list[ClaimReading]:
    """Claims' entries with all they refer to as of `at`, in the order given."""
    return resolve(entries, partial(current, at=at))


def articles(ids: Iterable[int], *, at: int | None = None) -> dict[int, ArticleReading]:
    """Articles as they stood at `at`, by id."""
    return _each(Kind.ARTICLE, ids, at, Known.article)


def speakers(ids: Iterable[int], *, at: int | None = None) -> dict[int, SpeakerReading]:
    """Speakers as they stood at `at`, by id."""
    return _each(Kind.SPEAKER, ids, at, Known.speaker)


def outlets(ids: Iterable[int], *, at: int | None = None) -> dict[int, OutletReading]:
    """Outlets as they stood at `at`, by id."""
    return _each(Kind.OUTLET, ids, at, Known.outlet)


def topics(ids: Iterable[int], *, at: int | None = None) -> dict[int, TopicReading]:
    """Topics as they stood at `at`, by id."""
    return _each(Kind.TOPIC, ids, at, Known.topic)


def named(kind: Kind, subject: int, *, at: int | None = None) -> NamedReading | None:
    """One article, speaker, outlet or topic as it stood at `at`; None where it was not recorded by then."""
    return articles([subject], at=at).get(subject) if kind == Kind.ARTICLE else name(kind, subject, at=at)


def name(kind: Kind, subject: int, *, at: int | None = None) -> SpeakerReading | OutletReading | TopicReading | None:
    """One speaker, outlet or topic as it stood at `at`; None where it was not recorded by then."""
    match kind:
        case Kind.SPEAKER:
            return speakers([subject], at=at).get(subject)
        case Kind.OUTLET:
            return outlets([subject], at=at).get(subject)
        case Kind.TOPIC:
            return topics([subject], at=at).get(subject)
    raise ValueError(f"A {kind} has no page of a name.")


def _each[Reading](
    kind: Kind, ids: Iterable[int], at: int | None, read: Callable[["Known", int], Reading]
) -> dict[int, Reading]:
    known = Known({kind: ids}, partial(current, at=at))
    return {subject: read(known, subject) for found, subject in known.entries if found == kind}
