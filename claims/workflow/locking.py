"""Taking hold of rows before changing them, so that two editors cannot undo each other's work unseen.

One order for all, so that no two operations wait for each other:

1. new names (`hold_names`),
2. claims,
3. responses, then their captures,
4. articles: with one of them its copies and what it is a copy of, where they become public too,
5. first known sources,
6. topics, speakers, outlets, in this order: after what names them,
7. the end of the chain (`hold_end`), which whoever adds to the record waits for.

Of one kind all are locked at once, by number. What belongs to a claim alone is held with the claim.
"""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from ..models import Appearance, Claim, Evidence, Response
from ..models.thing import Retractable, Thing


class Conflict(Exception):
    """A colleague changed the same row first. `row` is as it is now."""

    def __init__(self, row: Model) -> None:
        super().__init__(f"{row._meta.label} {row.pk} has changed")
        self.row: Any = row


class Reworded(Exception):
    """Claims are worded otherwise now than they were shown. `shown` is how, by number."""

    def __init__(self, shown: Mapping[int, str]) -> None:
        super().__init__(f"Worded otherwise: {', '.join(str(number) for number in sorted(shown))}")
        self.shown = shown


class Unchanged(Exception):
    """Everything is on record as it was to be saved, so nothing was recorded."""


def lock_claim(claim: Claim) -> Claim:
    """The claim's row, fresh and locked. Raises ValidationError where it was withdrawn or merged."""
    return lock_claims([claim.pk])[0]


def lock_claims(ids: Iterable[int]) -> list[Claim]:
    """Claims' rows, fresh and locked, by number. Raises ValidationError where one cannot be changed, or is gone."""
    wanted = set(ids)
    # Head and mark are read once the rows are held. Joined, they would be those of before PostgreSQL waited: none.
    claims = list(
        Claim.objects.select_for_update(no_key=True)
        .filter(pk__in=wanted)
        .order_by("pk")
        .prefetch_related("head", "mark")
    )
    if len(claims) < len(wanted):
        raise ValidationError(_("A colleague discarded this draft meanwhile."), code="gone")
    for claim in claims:
        claim.check_open_to_changes()
    return claims


def lock[Row: Model](row: Row) -> Row:
    """Another row, fresh and locked. Raises ValidationError where it is gone."""
    fresh = type(row)._default_manager.select_for_update(no_key=True).filter(pk=row.pk).first()
    if fresh is None:
        raise ValidationError(_("A colleague deleted this meanwhile."), code="gone")
    return fresh


def lock_all[Row: Model](model: type[Row], ids: Iterable[int]) -> dict[int, Row]:
    """Rows of one kind by number, fresh, locked in that order. Raises ValidationError where one is gone."""
    wanted = set(ids)
    rows = model._default_manager.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    locked = {row.pk: row for row in rows}
    if len(locked) < len(wanted):
        raise ValidationError(_("A colleague deleted this meanwhile."), code="gone")
    return locked


#: Stands for all new names; no other advisory lock is taken.
_NAMES = 1


def hold_names() -> None:
    """Let nobody else look for a name and make it until the transaction ends. SQLite lets one write at a time."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NAMES])


def seen(row: Retractable) -> str:
    """What stands for everything a row says now: another text once a colleague has changed any of it."""
    values = {name: str(value) for name, value in said(row).items()}
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:32]


#: Columns that count changes, or only repeat what others say.
_NOT_SAID = {"version", "decided_version", "search_text", "folded_name"}


def said(row: Model) -> dict[str, Any]:
    """All that a row says, with what belongs to it and is changed along with it."""
    columns = [field.attname for field in row._meta.concrete_fields if field.attname not in _NOT_SAID]
    values = {name: _one_line_end(getattr(row, name)) for name in columns}
    if isinstance(row, Appearance):
        values["steps"] = list(row.attributions.order_by("position").values_list("words", "outlet", "origin"))
    if isinstance(row, Claim):
        values["topics"] = set(row.topics.values_list("pk", flat=True))
    return values


def _one_line_end(value: Any) -> Any:
    """What a browser sends of several lines has other line ends than it was given."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def require_change(row: Model, before: dict[str, Any]) -> None:
    """Raise Unchanged where a row says what it `said` before: an empty revision would tell readers of a change."""
    if said(row) == before:
        raise Unchanged


def still_standing[Row: Retractable](row: Row, claim: Claim, *, based_on: str | None = None) -> Row:
    """What belongs to a locked claim, fresh. Raises ValidationError where it was taken back, or is gone.

    With `based_on`, what `seen` gave when the row was shown, raises Conflict where a colleague changed it since.
    """
    fresh = type(row)._default_manager.filter(pk=row.pk, claim=claim).first()
    if fresh is None:
        raise ValidationError(_("A colleague took this back meanwhile."), code="gone")
    if fresh.retraction:
        raise ValidationError(_("This was taken back and stays as it is."), code="retracted")
    if based_on is not None and seen(fresh) != based_on:
        raise Conflict(fresh)
    return fresh


def check_not_decided_since(claim: Claim, based_on: int) -> None:
    """Raise Conflict where status, basis or wording changed since row version `based_on`, or there was none such."""
    if not claim.decided_version <= based_on <= claim.version:
        raise Conflict(claim)


def check_worded_as(claims: Iterable[Claim], shown: Mapping[int, str | None]) -> None:
    """Raise Reworded where locked claims are worded otherwise than `shown` has them, by number, if it does.

    What is said of a claim is said of its words. A mark made meanwhile changes none of them.
    """
    others = {
        claim.pk: words
        for claim in claims
        if (words := shown.get(claim.pk)) is not None
        if _one_line_end(words).strip() != _one_line_end(claim.statement)
    }
    if others:
        raise Reworded(others)


def check_unchanged_since(row: Thing | Response, based_on: int) -> None:
    """Raise Conflict where anything about a locked row changed since row version `based_on`."""
    if row.version != based_on:
        raise Conflict(row)


def require_reason(reason: str) -> str:
    """The reason without surrounding space. Raises ValidationError where it says nothing: it has no letter or digit."""
    reason = reason.strip()
    if not any(character.isalnum() for character in reason):
        raise ValidationError({"reason": ValidationError(_("Give the reason. It is public."), code="reason")})
    return reason


#: What may be added to a public row without a reason: where the same is to be read, and the same words in another
#: language. Nothing else: who spoke, for whom, when and how, or who found what, is in sentences of ours, and a role or
#: short form that was empty makes them say another ("Denied by the Kremlin"). A document's title is in them, too.
#: The language is only in the line on who translated.
_ADDED_WITHOUT_A_REASON: Mapping[type[Model], frozenset[str]] = {
    Response: frozenset({"url", "archive_url", "language", "translation", "translator"}),
    Evidence: frozenset({"url", "archive_url"}),
}


def reason_to_change(row: Model, before: dict[str, Any], reason: str) -> str:
    """The reason why what a public row `said` before is otherwise now: why we were wrong. Raises without one.

    Empty where nothing was wrong: readers are told what they were told before, and where else to read it.
    """
    if reason.strip():
        return require_reason(reason)
    if _is_only_added_to(row, before):
        return ""
    message = _("This changes what we tell readers: say why. It is public.")
    raise ValidationError({"reason": ValidationError(message, code="reason")})


def _is_only_added_to(row: Model, before: dict[str, Any]) -> bool:
    changed = {name for name, value in said(row).items() if value != before[name]}
    # Where no words are on record, a translation is the first to say what was said.
    if "translation" in changed and not before["words"]:
        return False
    return changed <= _ADDED_WITHOUT_A_REASON[type(row)] and not any(before[name] for name in changed)
