"""Documents as pages read them: joined as they stood at one sequence number of the chain.

A page, feed or line of generated words is made from these values only, never from the desk's rows. So the page as of
any day is the same code on older documents. `claims.record.reader` makes them; `claims.wording` puts them into words.
"""

from dataclasses import dataclass
from datetime import date, datetime

from .dates import PartialDate
from .vocabulary import (
    ANSWERS_FOR,
    BEARING_FOR,
    CONFIRMING,
    DENYING,
    PARTLY,
    AnswerKind,
    Bearing,
    Change,
    Channel,
    Ground,
    Heard,
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


@dataclass(frozen=True, kw_only=True)
class Header:
    """One entry of the chain, as pages need it. `recorded_at` is UTC, from the server's clock."""

    sequence: int
    kind: str
    subject: int
    number: int
    change: Change
    recorded_at: datetime
    document_digest: str
    digest: str
    withholds: int | None = None


@dataclass(frozen=True, kw_only=True)
class TopicReading:
    id: int
    name: str
    slug: str
    description: str


@dataclass(frozen=True, kw_only=True)
class OutletReading:
    id: int
    name: str
    slug: str
    url: str


@dataclass(frozen=True, kw_only=True)
class SpeakerReading:
    """An unnamed speaker has no `name`, only a `description`."""

    id: int
    kind: SpeakerKind
    name: str
    slug: str
    description: str

    @property
    def is_unnamed(self) -> bool:
        return self.kind == SpeakerKind.UNNAMED


@dataclass(frozen=True, kw_only=True)
class ArticleReading:
    """An article's details; never its text. `outlet` is None for an unknown publisher.

    `copy_of` is the number of the article whose text it carries, None where it carries its own.
    """

    id: int
    title: str
    slug: str
    byline: str
    date_as_printed: str
    published_at: PartialDate | None
    outlet: OutletReading | None
    url: str
    medium: Medium
    language: str
    versions: int
    copy_of: int | None = None


type NamedReading = ArticleReading | SpeakerReading | OutletReading | TopicReading


@dataclass(frozen=True, kw_only=True)
class CaptureReading:
    """A copy of what a response was said in, kept at the desk: its kind, bytes and SHA-256, never the file itself.

    `withheld` is the reason for which the file is kept no longer.
    """

    id: int
    sha256: str
    media_type: str
    size: int
    kept_at: datetime
    withheld: str = ""


@dataclass(frozen=True, kw_only=True)
class ResponseReading:
    """One utterance or document of a speaker. `body` is the institution spoken for, where known."""

    id: int
    speaker: SpeakerReading
    role: str
    body: SpeakerReading | None
    short_form: str
    words: str
    language: str
    translation: str
    translator: str
    question: str
    channel: Channel
    channel_detail: str
    title: str
    said_at: PartialDate | None
    url: str
    archive_url: str
    heard: Heard
    reported_by: ArticleReading | None
    captures: tuple[CaptureReading, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AnswerReading:
    """What `response` does to the claim. `retraction` is our reason where we took it back, else empty."""

    id: int
    kind: AnswerKind
    position: Position
    part: str
    retraction: str
    response: ResponseReading

    @property
    def denies(self) -> bool:
        return self.kind in DENYING

    @property
    def confirms(self) -> bool:
        return self.kind in CONFIRMING

    @property
    def is_partial(self) -> bool:
        return self.kind in PARTLY

    def says(self, status: Status) -> bool:
        """Whether it says of the whole claim what a mark of `status` says."""
        return self.kind in ANSWERS_FOR[status]

    @property
    def can_be_ground(self) -> bool:
        """Whether some mark may rest on it."""
        return any(self.can_be_ground_of(status) for status in (Status.DENIED, Status.CONFIRMED))

    def can_be_ground_of(self, status: Status) -> bool:
        """Whether a mark of `status` may rest on it: whole, standing, by a named speaker who is not a bystander."""
        return (
            self.says(status)
            and not self.retraction
            and self.position != Position.BYSTANDER
            and not self.response.speaker.is_unnamed
        )


@dataclass(frozen=True, kw_only=True)
class EvidenceReading:
    """A citable item with its bearing, as `assessed_by` assessed it; `finding` is their conclusion in one sentence."""

    id: int
    title: str
    publisher: str
    url: str
    archive_url: str
    published_at: PartialDate | None
    bearing: Bearing
    assessed_by: str
    assessed_on: PartialDate | None
    finding: str
    retraction: str

    def can_be_ground_of(self, status: Status) -> bool:
        """Whether a mark of `status` may rest on it: it bears that way, and we have not taken it back."""
        return self.bearing == BEARING_FOR[status] and not self.retraction


@dataclass(frozen=True, kw_only=True)
class ApproachReading:
    """Whom someone asked for a reply. `asker` is None when it was this desk."""

    id: int
    asked: SpeakerReading
    asker: OutletReading | None
    asked_on: PartialDate | None
    deadline: PartialDate | None
    how: str
    outcome: Outcome
    checked_on: date | None
    note: str
    retraction: str


@dataclass(frozen=True, kw_only=True)
class OriginReading:
    """The end of a chain of credits, shared between appearances when an editor said "same as"."""

    id: int
    kind: OriginKind
    label: str
    people: int | None


@dataclass(frozen=True, kw_only=True)
class AttributionReading:
    """One step of how an article credits its source, in the article's own words."""

    words: str
    outlet: OutletReading | None
    origin: OriginReading | None


@dataclass(frozen=True, kw_only=True)
class AppearanceReading:
    """An article carrying the claim. Without a passage `exact` is empty and `locator` says where it is.

    `start` is the passage's place in version `version` of the article's text, in code points, -1 without one.
    """

    id: int
    article: ArticleReading
    version: int | None
    exact: str
    prefix: str
    suffix: str
    start: int
    locator: str
    stance: Stance
    standing: Standing
    standing_note: str
    attributions: tuple[AttributionReading, ...]
    retraction: str

    @property
    def origin(self) -> OriginReading | None:
        """The first known source its credits lead to, if they lead to one."""
        return self.attributions[-1].origin if self.attributions else None


@dataclass(frozen=True)
class Ran:
    """Where a claim ran, with the copies of that text where it ran too."""

    appearance: AppearanceReading
    copies: tuple[AppearanceReading, ...]


@dataclass(frozen=True, kw_only=True)
class MarkReading:
    """The desk's decision. `recorded_at` is when it was recorded; `stood_from` when what it rests on happened."""

    id: int
    status: Status
    ground: Ground | None
    answers: tuple[AnswerReading, ...]
    evidence: tuple[EvidenceReading, ...]
    reason: str
    despite: str
    stood_from: PartialDate | None
    not_pursued: bool
    tried_to_verify: bool
    recorded_at: datetime
    undone: bool


@dataclass(frozen=True, kw_only=True)
class ClaimReading:
    """A claim as recorded by revision `header`, with everything it refers to as of one sequence number.

    `mark` is the mark that stands (None while nobody has marked it); `marks` has all, oldest first. `was` is the
    status before this revision where the revision changed it. `withheld`: nothing of its text may be shown.
    """

    header: Header
    id: int
    slug: str
    statement: str
    unknowns: str
    claimant: str
    claimed_on: PartialDate | None
    about_when: PartialDate | None
    topics: tuple[TopicReading, ...]
    state: State
    status: Status
    ground: Ground | None
    review_by: date | None
    merged_into: int | None
    split_from: int | None
    split_into: tuple[int, ...]
    mark: MarkReading | None
    marks: tuple[MarkReading, ...]
    answers: tuple[AnswerReading, ...]
    evidence: tuple[EvidenceReading, ...]
    approaches: tuple[ApproachReading, ...]
    appearances: tuple[AppearanceReading, ...]
    reason: str
    was: Status | None
    was_ground: Ground | None
    withheld: bool

    @property
    def is_listed(self) -> bool:
        """Whether lists and counts show it: public, and with a text to show."""
        return self.state == State.PUBLIC and not self.withheld

    @property
    def is_gone(self) -> bool:
        """Whether it stands nowhere any more. A draft does, and its preview says where."""
        return self.withheld or self.state in (State.WITHDRAWN, State.MERGED)

    @property
    def is_quotable(self) -> bool:
        """Whether its words may stand for the page elsewhere: in a title, a preview, a card."""
        return not self.withheld and self.state != State.WITHDRAWN

    @property
    def standing_answers(self) -> tuple[AnswerReading, ...]:
        """Answers we have not taken back."""
        return tuple(a for a in self.answers if not a.retraction)

    @property
    def standing_evidence(self) -> tuple[EvidenceReading, ...]:
        return tuple(e for e in self.evidence if not e.retraction)

    @property
    def standing_appearances(self) -> tuple[AppearanceReading, ...]:
        return tuple(a for a in self.appearances if not a.retraction)

    def has_topic(self, topic: int) -> bool:
        return any(one.id == topic for one in self.topics)

    def is_answered_by(self, speaker: int) -> bool:
        return any(answer.response.speaker.id == speaker for answer in self.standing_answers)

    def is_answered_for(self, body: int) -> bool:
        """Whether somebody answered for an institution, or it itself."""
        return any(
            named is not None and named.id == body
            for answer in self.standing_answers
            for named in (answer.response.body, answer.response.speaker)
        )

    def ran_in_or_credits(self, outlet: int) -> bool:
        """Whether it ran in an article of the outlet, or an article credits it to the outlet."""
        return any(
            named is not None and named.id == outlet
            for one in self.standing_appearances
            for named in (one.article.outlet, *(step.outlet for step in one.attributions))
        )

    def going_back_to(self, origin: int) -> list[AppearanceReading]:
        """Where it ran credited to this first known source."""
        return [
            one
            for one in self.standing_appearances
            if any(step.origin is not None and step.origin.id == origin for step in one.attributions)
        ]

    @property
    def ran(self) -> tuple[Ran, ...]:
        """Where it ran, each text once: a standing copy of another article's text stands with the first of that."""
        first: dict[int, AppearanceReading] = {}
        for one in self.appearances:
            if not one.retraction:
                first.setdefault(one.article.id, one)
        copies: dict[int, list[AppearanceReading]] = {one.id: [] for one in first.values()}
        alone = []
        for one in self.appearances:
            is_copy = not one.retraction and not one.exact and one.article.copy_of in first
            if is_copy and one.article.copy_of is not None:
                copies[first[one.article.copy_of].id].append(one)
            else:
                alone.append(one)
        return tuple(Ran(one, tuple(copies.get(one.id, ()))) for one in alone)

    @property
    def sets_status(self) -> bool:
        """Whether this version set where the claim stands, or took it off the lists."""
        deciding = {Change.PUBLISHED, Change.MARKED, Change.REOPENED, Change.UNDONE}
        return self.header.change in deciding or self.was is not None or self.state != State.PUBLIC

    @property
    def is_answered(self) -> bool:
        """Whether someone concerned is on record, by name, with an answer that addresses it."""
        return any(
            answer.kind != AnswerKind.DOES_NOT_ADDRESS
            and answer.position != Position.BYSTANDER
            and not answer.response.speaker.is_unnamed
            for answer in self.standing_answers
        )
