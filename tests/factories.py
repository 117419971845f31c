"""Things for tests, made as an editor makes them: through the workflow, never past it.

Factories make single things (`ClaimFactory()`, `ArticleFactory(outlet=…)`); functions do something to a claim and leave
the instance they were given fresh (`denied(claim)`). Everything has sensible words by default; a test names what it is
about.
"""

from datetime import date
from typing import Any

import factory
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model

from claims import workflow
from claims.access import EDITORS
from claims.captures import store
from claims.dates import PartialDate
from claims.models import (
    Answer,
    Appearance,
    Approach,
    Article,
    Capture,
    Claim,
    Evidence,
    Mark,
    Outlet,
    Response,
    Speaker,
    Topic,
)
from claims.passages import Span
from claims.reading import ClaimReading
from claims.record import reader
from claims.vocabulary import (
    AnswerKind,
    Bearing,
    Heard,
    OriginKind,
    Outcome,
    Position,
    SpeakerKind,
    State,
    Status,
)

ARTICLE_TEXT = """The Kremlin has dismissed the reports.

Two people close to the talks said that the bridge will open in May. Officials would not be drawn.

A third person said that the bridge cost twice what was planned."""
PASSAGE = "the bridge will open in May"


class EditorFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User
        django_get_or_create = ("username",)
        skip_postgeneration_save = True

    username = "factory-editor"

    @factory.post_generation
    def in_group(user: User, create: bool, extracted: Any, **kwargs: Any) -> None:  # noqa: N805  # factory_boy's way
        user.groups.add(Group.objects.get_or_create(name=EDITORS)[0])


class OutletFactory(factory.Factory[Outlet]):
    """An outlet nobody outside sees until a public claim names it."""

    class Meta:
        model = workflow.create_outlet

    name = factory.Sequence(lambda n: f"Gazette {n}")
    by = factory.SubFactory(EditorFactory)


class TopicFactory(factory.Factory[Topic]):
    """A topic nobody outside sees until a public claim has it."""

    class Meta:
        model = workflow.create_topic

    name = factory.Sequence(lambda n: f"Topic {n}")
    by = factory.SubFactory(EditorFactory)


class SpeakerFactory(factory.Factory[Speaker]):
    """A person nobody outside sees until they answer a public claim."""

    class Meta:
        model = workflow.create_speaker

    class Params:
        unnamed = factory.Trait(kind=SpeakerKind.UNNAMED, name="", description="ministry source")
        institution = factory.Trait(kind=SpeakerKind.INSTITUTION)

    name = factory.Sequence(lambda n: f"Anna Petrova {n}")
    by = factory.SubFactory(EditorFactory)


class ArticleFactory(factory.Factory[Article]):
    """An article with a text, nobody outside sees it until a public claim ran in it."""

    class Meta:
        model = workflow.take_in_article

    title = factory.Sequence(lambda n: f"Bridge to open, report says {n}")
    text = ARTICLE_TEXT
    published_at = PartialDate("2024-01-25")
    language = "en"
    outlet = factory.SubFactory(OutletFactory)
    by = factory.SubFactory(EditorFactory)


class DraftFactory(factory.Factory[Claim]):
    """A claim that only the desk sees."""

    class Meta:
        model = workflow.draft_claim

    statement = factory.Sequence(lambda n: f"Bridge number {n} will open in May.")
    by = factory.SubFactory(EditorFactory)


def published(claim: Claim) -> Claim:
    """`claim`, public now."""
    workflow.publish_claim(claim, by=EditorFactory.create())
    claim.refresh_from_db()
    return claim


def public_claim(**kwargs: Any) -> Claim:
    """A public claim, open, of which nothing else is on record."""
    return published(workflow.draft_claim(**kwargs))


class ClaimFactory(factory.Factory[Claim]):
    """A public claim, open, of which nothing else is on record."""

    class Meta:
        model = public_claim

    statement = factory.Sequence(lambda n: f"Bridge number {n} will open in May.")
    by = factory.SubFactory(EditorFactory)


def ran(claim: Claim, article: Article | None = None, *, words: str = PASSAGE, **kwargs: Any) -> Appearance:
    """The claim ran in `article`, in the passage `words` (empty: without one, then say `locator`).

    Credited by default to two anonymous people; `credits=[]` for nobody.
    """
    by = EditorFactory.create()
    article = article or ArticleFactory.create()
    kwargs.setdefault(
        "credits",
        [workflow.Credit(words="two people close to the talks", kind=OriginKind.ANONYMOUS, people=2)],
    )
    if words:
        version = article.current_version()
        assert version is not None
        start = version.text.index(words)
        kwargs["span"] = Span(start, start + len(words))
    appearance = workflow.add_appearance(claim, article=article, by=by, **kwargs)
    claim.refresh_from_db()
    return appearance


def as_shown(*claims: Claim) -> dict[str, str]:
    """What a form about claims sends along: their words as it showed them."""
    return {f"worded-{claim.pk}": claim.statement for claim in claims}


RESPONSE = {
    "role": "ministry spokeswoman",
    "short_form": "the ministry’s spokeswoman",
    "words": "This is completely untrue",
    "language": "en",
    "said_at": PartialDate("2024-01-26"),
    "channel_detail": "Telegram",
}


def answered(
    claim: Claim,
    kind: AnswerKind = AnswerKind.DENIES,
    *,
    speaker: Speaker | None = None,
    position: Position = Position.SUBJECT,
    part: str = "",
    **response: Any,
) -> Answer:
    """The answer of `speaker` to the claim.

    Other keywords are values of the response; `reported_by` makes it second-hand.
    """
    if response.get("reported_by"):
        response.setdefault("heard", Heard.REPORTED)
    said = Response(speaker=speaker or SpeakerFactory.create(), **{**RESPONSE, **response})
    answer = Answer(claim=claim, kind=kind, position=position, part=part)
    workflow.record_response(said, answers=[answer], by=EditorFactory.create())
    claim.refresh_from_db()
    return answer


PNG = b"\x89PNG\r\n\x1a\n a picture of the words"


def kept(response: Response, content: bytes = PNG, *, name: str = "screenshot.png") -> Capture:
    """A copy of what the response was said in, with its file."""
    stored = store(SimpleUploadedFile(name, content))
    return workflow.keep_capture(response, stored.capture(), by=EditorFactory.create())


def assessed(claim: Claim, bearing: Bearing = Bearing.CONTRADICTS, **kwargs: Any) -> Evidence:
    """Evidence beside the claim."""
    values = {
        "title": "Building log of the bridge",
        "publisher": "Roads Office",
        "assessed_by": "the Court of Audit",
        "assessed_on": PartialDate("2024-02-01"),
        "finding": "The bridge was not begun",
        **kwargs,
    }
    evidence = workflow.record_evidence(claim, bearing=bearing, by=EditorFactory.create(), **values)
    claim.refresh_from_db()
    return evidence


def approached(claim: Claim, outcome: Outcome = Outcome.NO_REPLY, **kwargs: Any) -> Approach:
    """Someone was asked about the claim, by this desk unless `asker` says otherwise."""
    # Of one with a deadline it is not known when that was: no reply is due before it was asked for.
    asked_on = None if kwargs.get("deadline") else PartialDate("2024-01-27")
    values = {"asked_on": asked_on, "how": "e-mail", **kwargs}
    values.setdefault("checked_on", date(2024, 2, 3))
    if "asked" not in values:
        values["asked"] = SpeakerFactory.create(institution=True, name="Ministry of Roads")
    approach = workflow.record_approach(claim, outcome=outcome, by=EditorFactory.create(), **values)
    claim.refresh_from_db()
    return approach


def marked(
    claim: Claim,
    status: Status,
    *basis: Answer | Evidence,
    reason: str = "As the record shows.",
    **kwargs: Any,
) -> Mark:
    """The desk's mark on the claim, citing `basis`."""
    mark = workflow.mark_claim(
        claim,
        based_on=claim.version,
        status=status,
        reason=reason,
        answers=[item.pk for item in basis if isinstance(item, Answer)],
        evidence=[item.pk for item in basis if isinstance(item, Evidence)],
        by=kwargs.pop("by", None) or EditorFactory.create(),
        **kwargs,
    )
    claim.refresh_from_db()
    return mark


def denied(claim: Claim | None = None, **response: Any) -> Claim:
    """A claim marked denied on an answer. Keywords are those of `answered`."""
    claim = claim or ClaimFactory.create()
    marked(claim, Status.DENIED, answered(claim, **response))
    return claim


def confirmed(claim: Claim | None = None, **response: Any) -> Claim:
    """A claim marked confirmed on an answer. Keywords are those of `answered`."""
    claim = claim or ClaimFactory.create()
    marked(claim, Status.CONFIRMED, answered(claim, AnswerKind.CONFIRMS, **response))
    return claim


def denied_on_evidence(claim: Claim | None = None, **evidence: Any) -> Claim:
    """A claim marked denied on evidence. Keywords are those of `assessed`."""
    claim = claim or ClaimFactory.create()
    marked(claim, Status.DENIED, assessed(claim, **evidence))
    return claim


def full_claim(**kwargs: Any) -> Claim:
    """A public claim with something of everything: topic, article and chain, answers, evidence, approach, a mark."""
    values = {"topics": [TopicFactory.create()], "unknowns": "Who gave the order.", "claimant": "Roads Union", **kwargs}
    claim = ClaimFactory.create(**values)
    article = ArticleFactory.create()
    outlet = OutletFactory.create()
    ran(
        claim,
        article,
        credits=[
            workflow.Credit(words="the weekly", outlet=outlet),
            workflow.Credit(words="two people close to the talks", kind=OriginKind.ANONYMOUS, people=2),
        ],
    )
    assessed(claim)
    approached(claim, asker=outlet)
    answered(claim, AnswerKind.DOES_NOT_ADDRESS, said_at=PartialDate("2024-01"), words="We love bridges")
    denied(
        claim,
        words="Это неправда",
        language="ru",
        translation="This is untrue",
        translator="this desk",
        question="Will it open?",
        reported_by=article,
    )
    return claim


def withdrawn(claim: Claim | None = None, *, reason: str = "It was two claims in one.") -> Claim:
    """A claim taken out of lists; its page stays."""
    claim = claim or ClaimFactory.create()
    workflow.withdraw_claim(claim, based_on=claim.version, reason=reason, by=EditorFactory.create())
    claim.refresh_from_db()
    assert claim.state == State.WITHDRAWN
    return claim


def read(claim: Claim) -> ClaimReading:
    """The claim as the record reads now."""
    return reader.claims([claim.pk])[claim.pk]


def refresh(*rows: Model) -> None:
    """Let the rows be as the database has them now: what becomes public gets its address then."""
    for row in rows:
        row.refresh_from_db()


def reworded(claim: Claim, statement: str) -> Claim:
    """A claim in other words, which everything on record still fits."""
    workflow.reword_claim(
        claim,
        based_on=claim.version,
        statement=statement,
        reason="Clearer so.",
        still_fits=dict.fromkeys([*claim.answers.all(), *claim.evidence.all()], True),
        by=EditorFactory.create(),
    )
    claim.refresh_from_db()
    return claim


def merged(loser: Claim, into: Claim, *, reason: str = "The same claim.") -> Claim:
    """The survivor, `into`."""
    workflow.merge_claims(
        loser, into=into, based_on=loser.version, into_based_on=into.version, reason=reason, by=EditorFactory.create()
    )
    loser.refresh_from_db()
    into.refresh_from_db()
    return into
