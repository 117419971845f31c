"""Readings for tests: each function makes a whole one, of which a test names only what it is about."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from zlib import crc32

from claims.dates import PartialDate
from claims.reading import (
    AnswerReading,
    AppearanceReading,
    ApproachReading,
    ArticleReading,
    AttributionReading,
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
from claims.vocabulary import (
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

RECORDED_AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

type Day = PartialDate | str | None


def a_date(text: Day) -> PartialDate | None:
    """`"2024-01-26"`, `"2024-01"` and `"2024"` as dates; None stays unknown."""
    return PartialDate(text) if isinstance(text, str) else text


def an_id(*parts: object) -> int:
    """A number of its own for what is called that, the same each time."""
    return crc32(repr(parts).encode())


# Who and where


def a_speaker(
    name: str = "Dmitry Peskov",
    *,
    kind: SpeakerKind = SpeakerKind.PERSON,
    id: int | None = None,
    slug: str = "dmitry-peskov",
    description: str = "",
) -> SpeakerReading:
    speaker_id = an_id(name, description) if id is None else id
    return SpeakerReading(id=speaker_id, kind=kind, name=name, slug=slug, description=description)


def an_institution(name: str = "Kremlin", *, id: int | None = None) -> SpeakerReading:
    return a_speaker(name, kind=SpeakerKind.INSTITUTION, id=id, slug="institution")


def an_unnamed_speaker(description: str = "Kremlin source") -> SpeakerReading:
    return a_speaker("", kind=SpeakerKind.UNNAMED, slug="unnamed", description=description)


def an_outlet(name: str = "Bloomberg", *, id: int | None = None) -> OutletReading:
    return OutletReading(
        id=an_id(name) if id is None else id, name=name, slug="bloomberg", url="https://bloomberg.example/"
    )


def an_article(
    title: str = "Kremlin Refutes All Rumors",
    *,
    outlet: OutletReading | None = None,
    published_at: Day = "2024-01-26",
    id: int | None = None,
) -> ArticleReading:
    return ArticleReading(
        id=an_id(title) if id is None else id,
        title=title,
        slug="kremlin-refutes-all-rumors",
        byline="",
        date_as_printed="",
        published_at=a_date(published_at),
        outlet=outlet,
        url="",
        medium=Medium.TEXT,
        language="en",
        versions=1,
    )


# What was said


def a_response(
    speaker: SpeakerReading | str = "Dmitry Peskov",
    *,
    role: str = "Kremlin spokesman",
    said_at: Day = "2024-01-26",
    body: SpeakerReading | None = None,
    short_form: str = "",
    words: str = "completely untrue",
    language: str = "ru",
    translation: str = "",
    translator: str = "",
    question: str = "",
    channel: Channel = Channel.STATEMENT,
    channel_detail: str = "",
    title: str = "",
    url: str = "",
    archive_url: str = "",
    reported_by: ArticleReading | None = None,
    heard: Heard | None = None,
    id: int | None = None,
) -> ResponseReading:
    """First-hand unless `reported_by` is given."""
    said = a_date(said_at)
    if isinstance(speaker, str):
        speaker = a_speaker(speaker)
    return ResponseReading(
        id=an_id(speaker.id, said, words) if id is None else id,
        speaker=speaker,
        role=role,
        body=body,
        short_form=short_form,
        words=words,
        language=language,
        translation=translation,
        translator=translator,
        question=question,
        channel=channel,
        channel_detail=channel_detail,
        title=title,
        said_at=said,
        url=url,
        archive_url=archive_url,
        heard=heard or (Heard.REPORTED if reported_by else Heard.FIRST_HAND),
        reported_by=reported_by,
    )


def an_answer(
    kind: AnswerKind = AnswerKind.DENIES,
    response: ResponseReading | None = None,
    *,
    position: Position = Position.SUBJECT,
    part: str = "",
    retraction: str = "",
    id: int | None = None,
) -> AnswerReading:
    response = response or a_response()
    return AnswerReading(
        id=an_id(response.id, kind) if id is None else id,
        kind=kind,
        position=position,
        part=part,
        retraction=retraction,
        response=response,
    )


def an_evidence(
    bearing: Bearing = Bearing.CONTRADICTS,
    *,
    title: str = "Flight log",
    publisher: str = "National Archives",
    url: str = "",
    archive_url: str = "",
    published_at: Day = None,
    assessed_by: str = "the Oslo District Court",
    assessed_on: Day = "2024-03-05",
    finding: str = "The aircraft was on the ground all day.",
    retraction: str = "",
    id: int | None = None,
) -> EvidenceReading:
    return EvidenceReading(
        id=an_id(title, finding, bearing) if id is None else id,
        title=title,
        publisher=publisher,
        url=url,
        archive_url=archive_url,
        published_at=a_date(published_at),
        bearing=bearing,
        assessed_by=assessed_by,
        assessed_on=a_date(assessed_on),
        finding=finding,
        retraction=retraction,
    )


def an_approach(
    outcome: Outcome = Outcome.NO_REPLY,
    *,
    asked: SpeakerReading | None = None,
    asker: OutletReading | None = None,
    asked_on: Day = "2024-01-25",
    deadline: Day = None,
    how: str = "",
    checked_on: date | None = date(2024, 2, 1),
    note: str = "",
    retraction: str = "",
    id: int | None = None,
) -> ApproachReading:
    """By this desk unless `asker` is given."""
    asked = asked or an_institution("The Kremlin")
    return ApproachReading(
        id=an_id(asked.id, asker, asked_on) if id is None else id,
        asked=asked,
        asker=asker,
        asked_on=a_date(asked_on),
        deadline=a_date(deadline),
        how=how,
        outcome=outcome,
        checked_on=checked_on,
        note=note,
        retraction=retraction,
    )


# Where it comes from


def an_origin(
    label: str = "two unnamed sources linked to the Kremlin",
    *,
    kind: OriginKind = OriginKind.ANONYMOUS,
    people: int | None = 2,
    id: int | None = None,
) -> OriginReading:
    return OriginReading(id=an_id(label) if id is None else id, kind=kind, label=label, people=people)


def a_credit(
    words: str = "", *, outlet: OutletReading | None = None, origin: OriginReading | None = None
) -> AttributionReading:
    return AttributionReading(words=words, outlet=outlet, origin=origin)


def an_appearance(
    article: ArticleReading | None = None,
    *,
    credits: Sequence[AttributionReading] = (),
    exact: str = "Putin had subtly communicated",
    locator: str = "",
    stance: Stance = Stance.REPORTS,
    standing: Standing = Standing.NOT_KNOWN,
    standing_note: str = "",
    retraction: str = "",
    id: int | None = None,
) -> AppearanceReading:
    article = article or an_article()
    return AppearanceReading(
        id=an_id(article.id) if id is None else id,
        article=article,
        version=1 if exact else None,
        exact=exact,
        prefix="",
        suffix="",
        start=0 if exact else -1,
        locator=locator,
        stance=stance,
        standing=standing,
        standing_note=standing_note,
        attributions=tuple(credits),
        retraction=retraction,
    )


# Where it stands


def a_topic(name: str = "War in Ukraine", *, id: int | None = None) -> TopicReading:
    return TopicReading(id=an_id(name) if id is None else id, name=name, slug="topic", description="")


def a_mark(
    status: Status = Status.DENIED,
    *,
    answers: Sequence[AnswerReading] = (),
    evidence: Sequence[EvidenceReading] = (),
    reason: str = "As the answer says.",
    despite: str = "",
    stood_from: Day = None,
    not_pursued: bool = False,
    tried_to_verify: bool = False,
    recorded_at: datetime = RECORDED_AT,
    undone: bool = False,
    id: int = 1,
) -> MarkReading:
    """Based on evidence with any, else on a response; an open one on nothing."""
    ground = None if status == Status.OPEN else Ground.EVIDENCE if evidence else Ground.RESPONSE
    return MarkReading(
        id=id,
        status=status,
        ground=ground,
        answers=tuple(answers),
        evidence=tuple(evidence),
        reason=reason,
        despite=despite,
        stood_from=a_date(stood_from),
        not_pursued=not_pursued,
        tried_to_verify=tried_to_verify,
        recorded_at=recorded_at,
        undone=undone,
    )


def a_header(
    change: Change = Change.PUBLISHED,
    *,
    number: int = 1,
    sequence: int = 1,
    subject: int = 1,
    recorded_at: datetime = RECORDED_AT,
    withholds: int | None = None,
) -> Header:
    return Header(
        sequence=sequence,
        kind=Kind.CLAIM,
        subject=subject,
        number=number,
        change=change,
        recorded_at=recorded_at,
        document_digest="0" * 64,
        digest="1" * 64,
        withholds=withholds,
    )


def a_claim(
    *,
    mark: MarkReading | None = None,
    marks: Sequence[MarkReading] | None = None,
    answers: Sequence[AnswerReading] = (),
    evidence: Sequence[EvidenceReading] = (),
    approaches: Sequence[ApproachReading] = (),
    appearances: Sequence[AppearanceReading] = (),
    topics: Sequence[TopicReading] = (),
    header: Header | None = None,
    statement: str = "Vladimir Putin signalled that he was open to talks.",
    unknowns: str = "",
    claimant: str = "",
    claimed_on: Day = None,
    about_when: Day = None,
    state: State = State.PUBLIC,
    review_by: date | None = None,
    merged_into: int | None = None,
    split_from: int | None = None,
    split_into: tuple[int, ...] = (),
    reason: str = "",
    was: Status | None = None,
    was_ground: Ground | None = None,
    withheld: bool = False,
) -> ClaimReading:
    """Open unless `mark` stands; what that cites is on record besides `answers` and `evidence`."""
    cited_answers = mark.answers if mark else ()
    cited_evidence = mark.evidence if mark else ()
    if marks is None:
        marks = [mark] if mark else []
    return ClaimReading(
        header=header or a_header(),
        id=1,
        slug="vladimir-putin-signalled",
        statement=statement,
        unknowns=unknowns,
        claimant=claimant,
        claimed_on=a_date(claimed_on),
        about_when=a_date(about_when),
        topics=tuple(topics),
        state=state,
        status=mark.status if mark else Status.OPEN,
        ground=mark.ground if mark else None,
        review_by=review_by,
        merged_into=merged_into,
        split_from=split_from,
        split_into=split_into,
        mark=mark,
        marks=tuple(marks),
        answers=(*(a for a in cited_answers if a not in answers), *answers),
        evidence=(*(e for e in cited_evidence if e not in evidence), *evidence),
        approaches=tuple(approaches),
        appearances=tuple(appearances),
        reason=reason,
        was=was,
        was_ground=was_ground,
        withheld=withheld,
    )


def denied_by(*answers: AnswerReading, tried_to_verify: bool = False) -> MarkReading:
    return a_mark(Status.DENIED, answers=answers, tried_to_verify=tried_to_verify)


def confirmed_by(*answers: AnswerReading, tried_to_verify: bool = False) -> MarkReading:
    return a_mark(Status.CONFIRMED, answers=answers, tried_to_verify=tried_to_verify)
