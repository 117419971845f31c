"""Speakers, outlets and topics: made once, renamed everywhere by one revision."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User

from ..models import Article, FormerSlug, Outlet, Response, Speaker, Topic
from ..record import hold_end, writing
from ..vocabulary import Change, SpeakerKind
from ..wording.phrases import without_article
from .locking import check_unchanged_since, hold_names, lock, require_change, require_reason, said
from .recording import record_thing

type Named = Speaker | Outlet | Topic


@writing()
def create_speaker(*, name: str, by: User, kind: SpeakerKind = SpeakerKind.PERSON, description: str = "") -> Speaker:
    """A new speaker. An unnamed one has an empty `name` and a `description`, which begins with no article."""
    speaker = Speaker(kind=kind, name=name.strip(), description=_described(description, kind))
    return _create(speaker, by=by)


@writing()
def create_outlet(*, name: str, by: User, url: str = "") -> Outlet:
    """A new outlet."""
    return _create(Outlet(name=name.strip(), url=url), by=by)


@writing()
def speaker_called(name: str, *, kind: SpeakerKind, by: User) -> Speaker:
    """The newest speaker of this name and kind, made where there is none: also by two editors at once, only once."""
    hold_names()
    found = Speaker.objects.filter(kind=kind).called(name).order_by("-pk").first()
    return found or create_speaker(name=name, kind=kind, by=by)


@writing()
def outlet_called(name: str, *, by: User) -> Outlet:
    """The newest outlet of this name, made where there is none: also by two editors at once, only once."""
    hold_names()
    return Outlet.objects.called(name).order_by("-pk").first() or create_outlet(name=name, by=by)


@writing()
def create_topic(*, name: str, by: User, description: str = "") -> Topic:
    """A new topic."""
    return _create(Topic(name=name.strip(), description=description.strip()), by=by)


@writing()
def rename[Thing: (Speaker, Outlet, Topic)](
    thing: Thing,
    *,
    based_on: int,
    name: str,
    by: User,
    reason: str = "",
    description: str | None = None,
    url: str | None = None,
) -> Thing:
    """Give a speaker, outlet or topic another name, description or site.

    A new name brings a new address; the old one redirects. For a public thing a change without a new name is a
    correction and needs its `reason`. Raises Conflict where it changed since row version `based_on`.
    """
    found = _found_by(thing)
    thing = lock(thing)
    check_unchanged_since(thing, based_on)
    before = said(thing)
    renamed = name.strip() != thing.name
    thing.name = name.strip()
    if isinstance(thing, Speaker) and description is not None and description.strip() != thing.description:
        thing.description = _described(description, thing.kind)
    if isinstance(thing, Topic) and description is not None:
        thing.description = description.strip()
    if url is not None and isinstance(thing, Outlet):
        thing.url = url
    thing.set_search_text()
    require_change(thing, before)
    if renamed or isinstance(thing, Speaker):
        # Nothing is found by an outlet's site.
        _let_be_found(found, thing)
    if thing.is_recorded:
        if renamed:
            _move(thing)
        else:
            reason = require_reason(reason)
    thing.full_clean(exclude=["head"])
    change = Change.RENAMED if renamed else Change.CORRECTED
    record_thing(thing, change, by=by, reason=reason.strip())
    return thing


def _found_by(thing: Named) -> list[Article] | list[Response]:
    """An outlet’s articles, or what a speaker said, locked: they are found by what the thing is called, too."""
    match thing:
        case Outlet():
            return list(Article.objects.filter(outlet=thing).order_by("pk").select_for_update(no_key=True))
        case Speaker():
            return list(Response.objects.filter(speaker=thing).order_by("pk").select_for_update(no_key=True))
    return []


def _let_be_found(rows: Sequence[Any], thing: Named) -> None:
    """Let locked rows be found by what `thing`, which they name, is called now."""
    for row in rows:
        setattr(row, "outlet" if isinstance(thing, Outlet) else "speaker", thing)
        row.set_search_text()
    if rows:
        type(rows[0])._default_manager.bulk_update(rows, ["search_text"], batch_size=500)


def _described(description: str, kind: str) -> str:
    """A speaker's description as it is kept: sentences say "an unnamed" themselves."""
    return without_article(description.strip()) if kind == SpeakerKind.UNNAMED else description.strip()


def _create[Thing: (Speaker, Outlet, Topic)](thing: Thing, *, by: User) -> Thing:
    thing.set_search_text()
    thing.full_clean(exclude=["head"])
    record_thing(thing, Change.PUBLISHED, by=by)
    return thing


def _move(thing: Named) -> None:
    """Give a public `thing` the address of its new name and let the old one redirect."""
    hold_end()
    former = thing.slug
    thing.set_address()
    FormerSlug.objects.filter(kind=thing.KIND, slug=thing.slug).delete()
    if former != thing.slug:
        FormerSlug.objects.update_or_create(kind=thing.KIND, slug=former, defaults={"subject": thing.pk})
