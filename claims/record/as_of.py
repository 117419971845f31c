"""Reading the record as it was: from a date or time to the sequence number that counts."""

import re
from datetime import UTC, date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Revision

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}")
#: Longer than any day or time there is, and short enough for a pattern that takes the square of the length.
_LONGEST = 64


def moment_of(text: str) -> datetime:
    """The moment meant by `2024-02-01` (the end of that day in the site's zone) or a full ISO 8601 time.

    A time without a zone is in the site's. Raises ValueError, with words for the reader, for anything else.
    """
    if len(text) > _LONGEST:
        raise ValueError(_not_understood(text))
    # A "+" before the zone arrives as a space when an address was written by hand.
    text = re.sub(r"(T\d\d:\d\d\S*) (\d\d:?\d\d)$", r"\1+\2", text.strip())
    try:
        if _DAY.fullmatch(text):
            return _aware(datetime.combine(date.fromisoformat(text), time.max))
        if _TIME.match(text):
            return _aware(datetime.fromisoformat(text))
    except (OverflowError, ValueError) as error:
        raise ValueError(_not_understood(text)) from error
    raise ValueError(_not_understood(text))


def sequence_at(moment: datetime) -> int:
    """The sequence number of the newest revision recorded at or before `moment`; 0 where there is none."""
    newest = (
        Revision.objects.filter(recorded_at__lte=moment)
        .order_by("-recorded_at", "-sequence")
        .values_list("sequence", flat=True)
        .first()
    )
    return newest or 0


def _aware(moment: datetime) -> datetime:
    """The moment in UTC. Raises OverflowError beyond the years that exist, there or in the site's zone."""
    aware = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
    timezone.localtime(aware)
    return aware.astimezone(UTC)


def _not_understood(text: str) -> str:
    return _("“%(text)s” is not a day or time. Write it like 2024-02-01 or 2024-02-01T14:30+01:00.") % {
        "text": text[:40]
    }
