"""Documents as pages need them: the ones current at one sequence number, joined.

Every function takes `at`, the last sequence number that counts; None reads the record as it is now. Each makes a fixed
number of queries, however many things it is asked for.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from ..dates import PartialDate
from ..models import Claim, Revision
from ..reading import (
    AnswerReading,
    AppearanceReading,
    ApproachReading,
    ArticleReading,
    AttributionReading,
    CaptureReading,
    ClaimReading,
    EvidenceReading,
    Header,
    MarkReading,
    NamedReading,
    OriginReading,
    OutletReading,
    ResponseReading,
    SpeakerReading,
    TopicReading,
)
from ..vocabulary import (
    AnswerKind,
    Bearing,
    Change,
    Channel,
    Ground,
    Heard,
    Kind,
    Medium,
    OriginKind,
    Outcome,
    Position,
    SpeakerKind,
    Stance,
    Standing,
    State,
    Status,
)
from .canonical import canonical, header_document, parse, unpack

type Raw = dict[str, Any]
type Wanted = Mapping[str, Iterable[int]]
type Load = Callable[[Wanted], dict[tuple[str, int], Entry]]


@dataclass(frozen=True)
class Entry:
    """A revision's header with its document; None where the text was withheld."""

    header: Header
    document: Raw | None


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


def resolve(entries: Iterable[Entry], load: Load) -> list[ClaimReading]:
    """Claims' entries with all they refer to, which `load` gives by kind and id."""
    entries = list(entries)
    wanted: dict[str, set[int]] = {kind: set() for kind in Kind if kind != Kind.CLAIM}
    for found in entries:
        if found.document is not None:
            collect(found.document, wanted)
    known = _Known(wanted, load)
    return [_claim(found, known) for found in entries]


def articles(ids: Iterable[int], *, at: int | None = None) -> dict[int, ArticleReading]:
    """Articles as they stood at `at`, by id."""
    return _each(Kind.ARTICLE, ids, at, _Known.article)


def speakers(ids: Iterable[int], *, at: int | None = None) -> dict[int, SpeakerReading]:
    """Speakers as they stood at `at`, by id."""
    return _each(Kind.SPEAKER, ids, at, _Known.speaker)


def outlets(ids: Iterable[int], *, at: int | None = None) -> dict[int, OutletReading]:
    """Outlets as they stood at `at`, by id."""
    return _each(Kind.OUTLET, ids, at, _Known.outlet)


def topics(ids: Iterable[int], *, at: int | None = None) -> dict[int, TopicReading]:
    """Topics as they stood at `at`, by id."""
    return _each(Kind.TOPIC, ids, at, _Known.topic)


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
    kind: Kind, ids: Iterable[int], at: int | None, read: Callable[["_Known", int], Reading]
) -> dict[int, Reading]:
    known = _Known({kind: ids}, partial(current, at=at))
    return {subject: read(known, subject) for found, subject in known.entries if found == kind}


def collect(document: Raw, wanted: dict[str, set[int]]) -> None:
    """Add to `wanted` what a claim's document refers to, by kind and id."""

    def want(kind: Kind, subject: int | None) -> None:
        if subject is not None:
            wanted[kind].add(subject)

    for topic in document["topics"]:
        want(Kind.TOPIC, topic)
    for response in document["responses"]:
        want(Kind.SPEAKER, response["speaker"])
        want(Kind.SPEAKER, response["body"])
        want(Kind.ARTICLE, response["reported_by"])
    for approach in document["approaches"]:
        want(Kind.SPEAKER, approach["asked"])
        want(Kind.OUTLET, approach["asker"])
    for appearance in document["appearances"]:
        want(Kind.ARTICLE, appearance["article"])
        for step in appearance["attributions"]:
            want(Kind.OUTLET, step["outlet"])


class _Known:
    """The things that claims refer to, read once each. Loads the outlets of the articles among them."""

    def __init__(self, wanted: Wanted, load: Load) -> None:
        self.entries = load(wanted)
        missing = {
            found.document["outlet"]
            for (kind, _subject), found in self.entries.items()
            if kind == Kind.ARTICLE and found.document and found.document["outlet"] is not None
        } - {subject for kind, subject in self.entries if kind == Kind.OUTLET}
        self.entries |= load({Kind.OUTLET: missing})

    def _document(self, kind: Kind, subject: int) -> Raw | None:
        found = self.entries.get((kind, subject))
        return found.document if found else None

    def topic(self, subject: int) -> TopicReading:
        document = self._document(Kind.TOPIC, subject) or {}
        return TopicReading(
            id=subject,
            name=document.get("name") or _("name withheld"),
            slug=document.get("slug", ""),
            description=document.get("description", ""),
        )

    def outlet(self, subject: int) -> OutletReading:
        document = self._document(Kind.OUTLET, subject) or {}
        return OutletReading(
            id=subject,
            name=document.get("name") or _("name withheld"),
            slug=document.get("slug", ""),
            url=document.get("url", ""),
        )

    def speaker(self, subject: int) -> SpeakerReading:
        document = self._document(Kind.SPEAKER, subject)
        if document is None:
            return SpeakerReading(
                id=subject,
                kind=SpeakerKind.PERSON,
                name=_("name withheld"),
                slug="",
                description="",
            )
        return SpeakerReading(
            id=subject,
            kind=SpeakerKind(document["speaker_kind"]),
            name=document["name"],
            slug=document["slug"],
            description=document["description"],
        )

    def article(self, subject: int) -> ArticleReading:
        document = self._document(Kind.ARTICLE, subject) or {}
        outlet = document.get("outlet")
        return ArticleReading(
            id=subject,
            title=document.get("title") or _("title withheld"),
            slug=document.get("slug", "article"),
            byline=document.get("byline", ""),
            date_as_printed=document.get("date_as_printed", ""),
            published_at=_partial(document.get("published_at")),
            outlet=None if outlet is None else self.outlet(outlet),
            url=document.get("url", ""),
            medium=Medium(document.get("medium", Medium.TEXT)),
            language=document.get("language", ""),
            copy_of=document.get("copy_of"),
            versions=len(document.get("versions", [])),
        )


def _claim(found: Entry, known: _Known) -> ClaimReading:
    header, document = found.header, found.document
    if document is None:
        return _withheld_claim(header)
    responses = {raw["id"]: _response(raw, known) for raw in document["responses"]}
    answers = {raw["id"]: _answer(raw, responses) for raw in document["answers"]}
    evidence = {raw["id"]: _evidence(raw) for raw in document["evidence"]}
    marks = {raw["id"]: _mark(raw, answers, evidence, header) for raw in document["marks"]}
    was = document["was"] or {}
    return ClaimReading(
        header=header,
        id=document["id"],
        slug=document["slug"],
        statement=document["statement"],
        unknowns=document["unknowns"],
        claimant=document["claimant"],
        claimed_on=_partial(document["claimed_on"]),
        about_when=_partial(document["about_when"]),
        topics=tuple(known.topic(topic) for topic in document["topics"]),
        state=State(document["state"]),
        status=Status(document["status"]),
        ground=Ground(document["ground"]) if document["ground"] else None,
        review_by=_day(document["review_by"]),
        merged_into=document["merged_into"],
        split_from=document["split_from"],
        split_into=tuple(document["split_into"]),
        mark=marks.get(document["mark"]),
        marks=tuple(marks.values()),
        answers=tuple(answers.values()),
        evidence=tuple(evidence.values()),
        approaches=tuple(_approach(raw, known) for raw in document["approaches"]),
        appearances=tuple(_appearance(raw, known) for raw in document["appearances"]),
        reason=document["reason"],
        was=Status(was["status"]) if was.get("status") else None,
        was_ground=Ground(was["ground"]) if was.get("ground") else None,
        withheld=document["text_withheld"],
    )


def _withheld_claim(header: Header) -> ClaimReading:
    return ClaimReading(
        header=header,
        id=header.subject,
        slug="withheld",
        statement="",
        unknowns="",
        claimant="",
        claimed_on=None,
        about_when=None,
        topics=(),
        state=State.PUBLIC,
        status=Status.OPEN,
        ground=None,
        review_by=None,
        merged_into=None,
        split_from=None,
        split_into=(),
        mark=None,
        marks=(),
        answers=(),
        evidence=(),
        approaches=(),
        appearances=(),
        reason="",
        was=None,
        was_ground=None,
        withheld=True,
    )


def _mark(
    raw: Raw,
    answers: dict[int, AnswerReading],
    evidence: dict[int, EvidenceReading],
    header: Header,
) -> MarkReading:
    return MarkReading(
        id=raw["id"],
        status=Status(raw["status"]),
        ground=Ground(raw["ground"]) if raw["ground"] else None,
        answers=tuple(answers[key] for key in raw["answers"]),
        evidence=tuple(evidence[key] for key in raw["evidence"]),
        reason=raw["reason"],
        despite=raw["despite"],
        stood_from=_partial(raw["stood_from"]),
        not_pursued=raw["not_pursued"],
        tried_to_verify=raw["tried_to_verify"],
        recorded_at=(datetime.fromisoformat(raw["recorded_at"]) if raw["recorded_at"] else header.recorded_at),
        undone=raw["undone"],
    )


def _response(raw: Raw, known: _Known) -> ResponseReading:
    return ResponseReading(
        id=raw["id"],
        speaker=known.speaker(raw["speaker"]),
        role=raw["role"],
        body=None if raw["body"] is None else known.speaker(raw["body"]),
        short_form=raw["short_form"],
        words=raw["words"],
        language=raw["language"],
        translation=raw["translation"],
        translator=raw["translator"],
        question=raw["question"],
        channel=Channel(raw["channel"]),
        channel_detail=raw["channel_detail"],
        title=raw["title"],
        said_at=_partial(raw["said_at"]),
        url=raw["url"],
        archive_url=raw["archive_url"],
        heard=Heard(raw["heard"]),
        reported_by=None if raw["reported_by"] is None else known.article(raw["reported_by"]),
        captures=tuple(_capture(capture) for capture in raw.get("captures", ())),
    )


def _capture(raw: Raw) -> CaptureReading:
    return CaptureReading(
        id=raw["id"],
        sha256=raw["sha256"],
        media_type=raw["media_type"],
        size=raw["size"],
        kept_at=datetime.fromisoformat(raw["kept_at"]),
        withheld=raw.get("withheld", ""),
    )


def _answer(raw: Raw, responses: dict[int, ResponseReading]) -> AnswerReading:
    return AnswerReading(
        id=raw["id"],
        kind=AnswerKind(raw["kind"]),
        position=Position(raw["position"]),
        part=raw["part"],
        retraction=raw["retraction"],
        response=responses[raw["response"]],
    )


def _evidence(raw: Raw) -> EvidenceReading:
    return EvidenceReading(
        id=raw["id"],
        title=raw["title"],
        publisher=raw["publisher"],
        url=raw["url"],
        archive_url=raw["archive_url"],
        published_at=_partial(raw["published_at"]),
        bearing=Bearing(raw["bearing"]),
        assessed_by=raw["assessed_by"],
        assessed_on=_partial(raw["assessed_on"]),
        finding=raw["finding"],
        retraction=raw["retraction"],
    )


def _approach(raw: Raw, known: _Known) -> ApproachReading:
    return ApproachReading(
        id=raw["id"],
        asked=known.speaker(raw["asked"]),
        asker=None if raw["asker"] is None else known.outlet(raw["asker"]),
        asked_on=_partial(raw["asked_on"]),
        deadline=_partial(raw["deadline"]),
        how=raw["how"],
        outcome=Outcome(raw["outcome"]),
        checked_on=_day(raw["checked_on"]),
        note=raw["note"],
        retraction=raw["retraction"],
    )


def _appearance(raw: Raw, known: _Known) -> AppearanceReading:
    return AppearanceReading(
        id=raw["id"],
        article=known.article(raw["article"]),
        version=raw["version"],
        exact=raw["exact"],
        prefix=raw["prefix"],
        suffix=raw["suffix"],
        start=-1 if raw["start"] is None else raw["start"],
        locator=raw["locator"],
        stance=Stance(raw["stance"]),
        standing=Standing(raw["standing"]),
        standing_note=raw["standing_note"],
        attributions=tuple(_attribution(step, known) for step in raw["attributions"]),
        retraction=raw["retraction"],
    )


def _attribution(raw: Raw, known: _Known) -> AttributionReading:
    origin = raw["origin"]
    return AttributionReading(
        words=raw["words"],
        outlet=None if raw["outlet"] is None else known.outlet(raw["outlet"]),
        origin=origin
        and OriginReading(
            id=origin["id"],
            kind=OriginKind(origin["kind"]),
            label=origin["label"],
            people=origin["people"],
        ),
    )


def _partial(text: str | None) -> PartialDate | None:
    return PartialDate.fromisoformat(text) if text else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
