"""The value: a date known to the year, the month, the day or the minute."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from django.utils import timezone


class Precision(StrEnum):
    """How far a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"


_PRECISION_BY_LENGTH = {
    len("2024"): Precision.YEAR,
    len("2024-01"): Precision.MONTH,
    len("2024-01-26"): Precision.DAY,
    len("2024-01-26T13:14Z"): Precision.MINUTE,
}
SHORTEST, LONGEST = min(_PRECISION_BY_LENGTH), max(_PRECISION_BY_LENGTH)
#: What a year lacks to be its own end.
REST = "-12-31T24:00Z"
_STORED = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T([0-9]{2}):([0-9]{2})Z)?)?)?")


@dataclass(frozen=True, order=True, slots=True)
class PartialDate:
    """A date known to the year, month, day or minute, in the years 0001 to 9999.

    Its whole content is its text, `2024`, `2024-01`, `2024-01-26` or `2024-01-26T13:14Z`: a subset
    of level 0 of the Extended Date/Time Format (Library of Congress; ISO 8601-2:2019). A minute is
    a moment in UTC; year, month and day are calendar dates in the zone of the site.

    Dates compare as their texts do, in Python and in a database alike: by the first moment they can
    mean (days reckoned in UTC), then the coarser first: 2024 < 2024-01 < 2024-01-01. Fields of fixed
    width make this hold under any collation. So `2024-01` sorts before every day of that month:
    "until the end of January" is `< 2024-02`.

    Raises ValueError for any other text and for a day or time that does not exist.
    """

    text: str

    def __post_init__(self) -> None:
        match = _STORED.fullmatch(self.text)
        try:
            if match is None:
                raise ValueError
            parts = zip(match.groups(), (1, 1, 1, 0, 0), strict=True)
            year, month, day, hour, minute = (int(part) if part else first for part, first in parts)
            datetime(year, month, day, hour, minute, tzinfo=UTC)
        except ValueError:
            raise ValueError(
                f"{self.text!r} is not a date such as 2024, 2024-01, 2024-01-26 or 2024-01-26T13:14Z"
            ) from None

    def __str__(self) -> str:
        return self.text

    @classmethod
    def fromisoformat(cls, text: str) -> "PartialDate":
        """The date whose `str()` is `text`. Raises ValueError for anything else."""
        return cls(text)

    @classmethod
    def from_date(cls, day: date) -> "PartialDate":
        """`day`, known to the day. Raises ValueError for a datetime: its text says too much."""
        return cls(day.isoformat())

    @classmethod
    def from_datetime(cls, moment: datetime) -> "PartialDate":
        """`moment`, known to the minute; seconds are dropped.

        Raises ValueError for a moment without a zone, or outside the years 1 to 9999 in UTC.
        """
        if timezone.is_naive(moment):
            raise ValueError("A moment needs a time zone")
        try:
            utc = moment.astimezone(UTC)
        except OverflowError:
            raise ValueError(f"{moment} is outside the years 0001 to 9999 in UTC") from None
        return cls(f"{utc.replace(tzinfo=None).isoformat(timespec='minutes')}Z")

    @property
    def precision(self) -> Precision:
        return _PRECISION_BY_LENGTH[len(self.text)]

    def earliest(self) -> datetime:
        """The first moment it can mean; a day begins at midnight in the current time zone."""
        if self.precision is Precision.MINUTE:
            return datetime.fromisoformat(self.text)
        return datetime.combine(self._first_day(), time.min, timezone.get_current_timezone())

    def latest(self) -> datetime:
        """The last moment it can mean, to the microsecond; see `earliest`."""
        if self.precision is Precision.MINUTE:
            return self.earliest() + timedelta(seconds=59, microseconds=999_999)
        first = self._first_day()
        last = first
        if self.precision is Precision.YEAR:
            last = date(first.year, 12, 31)
        elif self.precision is Precision.MONTH:
            last = first.replace(day=monthrange(first.year, first.month)[1])
        # Where clocks go back at midnight, the last minute of the day comes twice: take the second.
        return datetime.combine(last, time.max.replace(fold=1), timezone.get_current_timezone())

    @property
    def ending(self) -> str:
        """A text of fixed width that sorts by when the date is over, under any collation: 2024-01-26 before 2024-01.

        `claims.dates.ending` is the same in a database. The days of a month are not looked up.
        """
        return self.text + REST[len(self.text) - SHORTEST :]

    def shown_day(self) -> date:
        """The day to print, its month or year where no more is known: a minute's in the current
        time zone."""
        if self.precision is Precision.MINUTE:
            return local(self).date()
        return self._first_day()

    def _first_day(self) -> date:
        return date.fromisoformat(self.text[:10] + "-01-01"[len(self.text) - 4 :])


def local(minute: PartialDate) -> datetime:
    """A minute on the clocks of the current time zone."""
    moment = minute.earliest()
    try:
        return timezone.localtime(moment)
    except OverflowError:  # the first and last hours of the calendar exist in UTC only
        return moment
