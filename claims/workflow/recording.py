"""How a changed thing reaches the record: drafts are saved, what is public gets its next revision."""

from django.contrib.auth.models import User
from django.utils import timezone

from ..models import (
    Appearance,
    Approach,
    Article,
    Attribution,
    Claim,
    DraftDecision,
    Outlet,
    Response,
    Speaker,
    Topic,
)
from ..models.thing import NamedThing, Thing
from ..record import append, hold_end
from ..record.canonical import Json
from ..record.documents import Touched
from ..vocabulary import Change

# After these changes a claim may refer to things that the record does not know yet.
MAY_REFER_TO_MORE = frozenset(
    {Change.APPEARED, Change.ANSWERED, Change.APPROACHED, Change.UPDATED, Change.CORRECTED, Change.PUBLISHED}
)


def record_claim(
    claim: Claim,
    change: Change,
    *,
    by: User | None,
    reason: str = "",
    was: dict[str, Json] | None = None,
    touched: Touched | None = None,
) -> None:
    """Save a locked claim. If it is not a draft, it gets its next revision, and what it refers to is public."""
    if claim.is_draft:
        _save_draft(claim)
        # Of a new one nobody has had a form open.
        if claim.was_just_decided and change != Change.PUBLISHED:
            decision = {"change": change, "made_by": by, "made_at": timezone.now()}
            DraftDecision.objects.update_or_create(claim=claim, defaults=decision)
        return
    if change in MAY_REFER_TO_MORE:
        publish_references(claim, by=by)
    append(claim, change, by=by, reason=reason, was=was, touched=touched)


def record_thing(
    thing: Article | Speaker | Outlet | Topic, change: Change, *, by: User | None, reason: str = ""
) -> None:
    """Save a locked thing that claims refer to. If it is public, it gets its next revision."""
    if thing.is_recorded:
        append(thing, change, by=by, reason=reason)
    else:
        _save_draft(thing)


def _save_draft(thing: Thing) -> None:
    thing.version += 1
    thing.save()


def publish_references(claim: Claim, *, by: User | None) -> None:
    """Make public what the claim's document will refer to and the record does not know yet."""
    appearances = Appearance.objects.filter(claim=claim)
    responses = Response.objects.filter(answers__claim=claim)
    approaches = Approach.objects.filter(claim=claim)
    articles = Article.objects.filter(pk__in=appearances.values("article")) | Article.objects.filter(
        pk__in=responses.values("reported_by")
    )
    # What a copy is a copy of is named beside it.
    articles |= Article.objects.filter(pk__in=articles.exclude(copy_of=None).values("copy_of"))
    outlets = (
        Outlet.objects.filter(pk__in=articles.values("outlet"))
        | Outlet.objects.filter(pk__in=Attribution.objects.filter(appearance__claim=claim).values("outlet"))
        | Outlet.objects.filter(pk__in=approaches.values("asker"))
    )
    speakers = (
        Speaker.objects.filter(pk__in=responses.values("speaker"))
        | Speaker.objects.filter(pk__in=responses.values("body"))
        | Speaker.objects.filter(pk__in=approaches.values("asked"))
    )
    topics = Topic.objects.filter(pk__in=claim.topics.values("pk"))
    # Articles are locked first, so that their outlets cannot change before these are read, and recorded last.
    unknown = [
        thing
        for things in (articles, topics, speakers, outlets)
        for thing in things.filter(head__isnull=True).order_by("pk").select_for_update(no_key=True)
    ]
    for thing in reversed(unknown):
        publish_thing(thing, by=by)


def publish_thing(thing: Article | Speaker | Outlet | Topic, *, by: User | None) -> None:
    """Make a locked thing public that the record does not know yet."""
    if isinstance(thing, NamedThing):
        hold_end()
        thing.set_address()
    append(thing, Change.PUBLISHED, by=by)


def status_before(claim: Claim) -> dict[str, Json]:
    """What a revision that changes the status says it was."""
    return {"status": claim.status, "ground": claim.ground or None}
