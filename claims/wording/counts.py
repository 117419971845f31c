"""Counts in words. Never a rank, a score or a percentage."""

from collections.abc import Mapping

from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..vocabulary import Ground, Status


def counts_line(counts: Mapping[tuple[Status, Ground | None], int]) -> list[tuple[str, str]]:
    """Each count in words, with the query that lists what it counted; those at nought are left out.

    `("118 denied by those concerned", "status=denied&ground=response")`.
    """
    return [
        (_count_of(status, ground, count), _query(status, ground))
        for status, ground in _ORDER
        if (count := counts.get((status, ground), 0))
    ]


_ORDER: tuple[tuple[Status, Ground | None], ...] = (
    (Status.OPEN, None),
    (Status.DENIED, Ground.RESPONSE),
    (Status.DENIED, Ground.EVIDENCE),
    (Status.CONFIRMED, Ground.RESPONSE),
    (Status.CONFIRMED, Ground.EVIDENCE),
)


def _count_of(status: Status, ground: Ground | None, count: int) -> str:
    match status, ground:
        case Status.DENIED, Ground.RESPONSE:
            line = ngettext("%(count)d denied by those concerned", "%(count)d denied by those concerned", count)
        case Status.DENIED, _:
            line = ngettext("%(count)d denied on evidence", "%(count)d denied on evidence", count)
        case Status.CONFIRMED, Ground.RESPONSE:
            line = ngettext(
                "%(count)d confirmed by those concerned",
                "%(count)d confirmed by those concerned",
                count,
            )
        case Status.CONFIRMED, _:
            line = ngettext("%(count)d confirmed on evidence", "%(count)d confirmed on evidence", count)
        case _:
            line = ngettext("%(count)d open", "%(count)d open", count)
    return line % {"count": count}


def _query(status: Status, ground: Ground | None) -> str:
    return urlencode({"status": status} | ({"ground": ground} if ground else {}))


def answered_line(answered: int, total: int) -> str:
    """ "1 of 3 claims answered, in what is recorded here"."""
    names = {"answered": answered, "total": total}
    if total == 0:
        return _("No claims recorded here")
    if answered == 0:
        return (
            ngettext(
                "The claim is not answered, in what is recorded here",
                "None of %(total)d claims answered, in what is recorded here",
                total,
            )
            % names
        )
    return (
        ngettext(
            "%(answered)d of %(total)d claim answered, in what is recorded here",
            "%(answered)d of %(total)d claims answered, in what is recorded here",
            total,
        )
        % names
    )
