"""Dates known only as far as they are known: to the year, the month, the day or the minute.

A spokesman spoke "in January 2024"; nobody wrote down the day. Such a date is kept with the precision it has, and
nothing is made up. `PartialDate` is the value, `parse` reads what an editor types, `parse_printed` the line that an
article prints, `wording` and `when` say it on a page, `PartialDateField` keeps it in a column.
"""

from .fields import PartialDateField, PartialDateFormField, ending
from .printed import looks_like_date, parse_printed
from .reading import UnreadableDate, editable, parse
from .saying import when, wording, wording_of_moment
from .value import PartialDate, Precision

__all__ = [
    "PartialDate",
    "PartialDateField",
    "PartialDateFormField",
    "Precision",
    "UnreadableDate",
    "editable",
    "ending",
    "looks_like_date",
    "parse",
    "parse_printed",
    "when",
    "wording",
    "wording_of_moment",
]
