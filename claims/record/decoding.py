"""What a document says, as pages read it: made into values, with all that it refers to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from ..dates import PartialDate
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
    OriginReading,
    OutletReading,
    ResponseReading,
    SpeakerReading,
    TopicReading,
)
from ..vocabulary import (
    AnswerKind,
    Bearing,
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

type Raw = dict[str, Any]
type Wanted = Mapping[str, Iterable[int]]
type Load = Callable[[Wanted], dict[tuple[str, int], Entry]]


@dataclass(frozen=True)
class Entry:
    """A revision's header with its document; None where the text was withheld."""

    header: Header
    document: Raw | None


def resolve(entries: Iterable[Entry], load: Load) -> list[ClaimReading]:
    """Claims' entries with all they refer to, which `load` gives by kind and id."""
    entries = list(entries)
    wanted: dict[str, set[int]] = {kind: set() for kind in Kind if kind != Kind.CLAIM}
    for found in entries:
        if found.document is not None:
            collect(found.document, wanted)
    known = Known(wanted, load)
    return [_claim(found, known) for found in entries]


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


class Known:
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


def _claim(found: Entry, known: Known) -> ClaimReading:
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


def _response(raw: Raw, known: Known) -> ResponseReading:
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


def _approach(raw: Raw, known: Known) -> ApproachReading:
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


def _appearance(raw: Raw, known: Known) -> AppearanceReading:
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


def _attribution(raw: Raw, known: Known) -> AttributionReading:
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
