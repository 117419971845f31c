"""What tells two wordings apart that are nearly the same: often only a month, a year or a number."""

import re
from collections.abc import Callable
from itertools import product

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from ..dates import PartialDate, Precision
from ..dates.languages import LANGUAGES, meanings

_WORD = re.compile(r"[^\W_]+(?:[.,][0-9]+)*")


def told_apart(asked: str, statement: str, about_when: PartialDate | None = None) -> list[str]:
    """What `statement` names otherwise than `asked` does, each with its own word: "month (December)", "year (2023)".

    A month or year that it does not name itself is that of `about_when`, what its claim is about. Only what both name
    counts, so that a claim typed by half is not said to differ by what is still to come.
    """
    found = []
    for what, kind in _KINDS.items():
        typed, named = _named(asked, kind), _named(statement, kind)
        dated = _WHEN[kind](about_when) if about_when and not named and kind in _WHEN else {}
        # The date is one; who names several may mean another of them by what the claim is about.
        differs = set(typed) != set(named) if named else dated and not any(map(_same, product(typed, dated)))
        if typed and differs:
            found.append(_("%(what)s (%(words)s)") % {"what": what, "words": ", ".join((named or dated).values())})
    return found


def _named(text: str, kind: Callable[[str], object]) -> dict[object, str]:
    """The words of `text` that `kind` knows, as they stand, by what they mean."""
    return {meant: word for word in _WORD.findall(text) if (meant := kind(word))}


def _month(word: str) -> object:
    """The numbers of the months that the word names in any language known here. "May" is one, "may" is not."""
    if word == "may" or word.isdigit():
        return None
    return frozenset(number for code in LANGUAGES for what, number in meanings(word, code) if what == "month") or None


def _year(word: str) -> object:
    return word if re.fullmatch("(1[0-9]|20)[0-9]{2}", word, re.ASCII) else None


def _number(word: str) -> object:
    return word if word[0].isdecimal() and not _year(word) else None


def _month_of(date: PartialDate) -> dict[object, str]:
    if date.precision is Precision.YEAR:
        return {}
    day = date.shown_day()
    return {frozenset({day.month}): format_date(day, "F")}


def _year_of(date: PartialDate) -> dict[object, str]:
    year = format_date(date.shown_day(), "Y")
    return {year: year}


def _same(both: tuple[object, object]) -> bool:
    """Whether two words can mean the same: that of a month means one in each language."""
    one, other = both
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return not one.isdisjoint(other)
    return one == other


_WHEN: dict[Callable[[str], object], Callable[[PartialDate], dict[object, str]]] = {
    _month: _month_of,
    _year: _year_of,
}
_KINDS = {
    pgettext_lazy("what differs", "month"): _month,
    pgettext_lazy("what differs", "year"): _year,
    pgettext_lazy("what differs", "number"): _number,
}
