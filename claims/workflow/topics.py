"""Topics of several claims at once."""

from collections.abc import Iterable

from django.contrib.auth.models import User

from ..models import Claim, Topic
from ..record import append, writing
from ..vocabulary import Change
from .assigning import check_on_desk
from .locking import lock, lock_claims
from .recording import publish_thing, record_claim


@writing()
def add_topic(claims: Iterable[int], topic: Topic, *, by: User) -> int:
    """Give the claims of these numbers a topic. Returns how many did not have it.

    All or none, in one transaction: raises ValidationError where one is not on the desk any more. A public claim gets
    its next version.
    """
    _having, changed = _parted(claims, topic)
    for claim in changed:
        claim.topics.add(topic)
    _record(changed, refers_to=topic, by=by)
    return len(changed)


@writing()
def remove_topic(claims: Iterable[int], topic: Topic, *, by: User) -> int:
    """Take a topic off the claims of these numbers. Returns how many had it. Otherwise like `add_topic`."""
    changed, _lacking = _parted(claims, topic)
    for claim in changed:
        claim.topics.remove(topic)
    _record(changed, by=by)
    return len(changed)


def _record(changed: list[Claim], *, refers_to: Topic | None = None, by: User) -> None:
    """Give public claims their next version; what they newly refer to is public first.

    Not `record_claim` for each: it looks for all that a claim may refer to, while others wait for their turn to write.
    """
    public = [claim for claim in changed if not claim.is_draft]
    if refers_to is not None and public:
        topic = lock(refers_to)
        if not topic.is_recorded:
            publish_thing(topic, by=by)
    for claim in public:
        append(claim, Change.UPDATED, by=by, touched="topics")
    for claim in changed:
        if claim.is_draft:
            record_claim(claim, Change.UPDATED, by=by)


def _parted(claims: Iterable[int], topic: Topic) -> tuple[list[Claim], list[Claim]]:
    """The claims of these numbers, locked: those that have the topic, and those that do not."""
    wanted = set(claims)
    check_on_desk(wanted)
    rows = lock_claims(wanted)
    having = set(Claim.topics.through.objects.filter(topic=topic, claim__in=wanted).values_list("claim", flat=True))
    return [claim for claim in rows if claim.pk in having], [claim for claim in rows if claim.pk not in having]
