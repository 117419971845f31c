"""First known sources: the claims that go back to one, and the articles that carry each. Never who it is."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ...models import Attribution, Claim
from ...reading import AppearanceReading, ClaimReading, OriginReading
from ...record import past
from ...vocabulary import Mentioned, OriginKind
from ..errors import not_found
from .delivery import asked_after, asked_as_of, public_page
from .names import PAGE_SIZE, Asked, list_context, places_of


@dataclass(frozen=True)
class Carried:
    """A claim, and where it ran credited to this source in the end."""

    claim: ClaimReading
    appearances: list[AppearanceReading]


@public_page
def origin_detail(request: HttpRequest, origin_id: int) -> HttpResponse:
    """A first known source as the newest listed claim that goes back to it says, and all these claims."""
    as_of, after = asked_as_of(request), asked_after(request)
    asked: Asked[None] = Asked(None, origin_id, as_of, after)
    found = _found(asked, PAGE_SIZE)
    newest = found if after is None else _found(Asked(None, origin_id, as_of, None), 1)
    origin = _named_by(newest, origin_id)
    if origin is None:
        is_known = as_of is not None and bool(_found(Asked(None, origin_id, None, None), 1).claims)
        return _no_origin(request, origin_id, is_known=is_known)
    context = {
        **list_context(request, asked, found),
        "origin": origin,
        "carried": [Carried(claim, claim.going_back_to(origin_id)) for claim in found.claims],
    }
    return render(request, "public/origin_detail.html", context)


def _found(asked: Asked[Any], size: int) -> past.Found:
    credited = Attribution.objects.filter(origin=asked.subject, appearance__retraction="")
    now = Claim.objects.listed().filter(pk__in=credited.values("appearance__claim"))
    return past.find(
        places_of(asked, Mentioned.ORIGIN, now),
        keep=lambda claim: bool(claim.going_back_to(asked.subject)),
        size=size,
        at=asked.at,
    )


def _named_by(found: past.Found, origin_id: int) -> OriginReading | None:
    """The source as the last changed of the claims found has it; None where none has it, or where it was not said."""
    steps = (step for claim in found.claims for one in claim.going_back_to(origin_id) for step in one.attributions)
    origin = next((step.origin for step in steps if step.origin and step.origin.id == origin_id), None)
    return None if origin and origin.kind == OriginKind.NOT_SAID else origin


def _no_origin(request: HttpRequest, origin_id: int, *, is_known: bool) -> HttpResponse:
    names = {"number": origin_id}
    if is_known:
        heading = _("No claim on record then went back to first known source %(number)s.") % names
        return not_found(request, heading=heading, lede=_("It is on record now."), link=request.path)
    heading = _("There is no first known source %(number)s.") % names
    return not_found(request, heading=heading, lede=_("Sources are shown while a listed claim goes back to them."))
