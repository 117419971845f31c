"""Dates in words, as pages say them."""

from datetime import datetime

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import pgettext

from .value import PartialDate, Precision, local


def wording(partial: PartialDate, *, with_time: bool = False, is_short: bool = False) -> str:
    """ "26 January 2024", "January 2024" or "2024", in the active language; where `is_short`, "26 Jan 2024".

    A minute gives its day in the current time zone, `with_time` adds the time of day:
    "26 January 2024, 14:14".
    """
    if partial.precision is Precision.MINUTE and with_time:
        return format_date(local(partial), pgettext("date format", "j F Y, H:i"))
    year, month, day = pgettext("date format", "Y"), pgettext("date format", "F Y"), pgettext("date format", "j F Y")
    if is_short:
        month, day = pgettext("date format", "M Y"), pgettext("date format", "j M Y")
    day_format = {Precision.YEAR: year, Precision.MONTH: month}.get(partial.precision, day)
    return format_date(partial.shown_day(), day_format)


def when(partial: PartialDate, *, with_time: bool = False) -> str:
    """ "on 26 January 2024", "in January 2024" or "in 2024", in the active language."""
    phrase = {
        Precision.YEAR: pgettext("when, known to the year", "in %(date)s"),
        Precision.MONTH: pgettext("when, known to the month", "in %(date)s"),
    }.get(partial.precision, pgettext("when, known to the day", "on %(date)s"))
    return phrase % {"date": wording(partial, with_time=with_time)}


def wording_of_moment(moment: datetime) -> str:
    """Day, time and zone: "22 November 2026, 10:02 UTC"."""
    return format_date(timezone.localtime(moment), pgettext("date format", "j F Y, H:i T"))
