"""What tells two wordings apart that are nearly the same: often only a month, a year or a number."""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from ..dates.languages import LANGUAGES, meanings

_WORD = re.compile(r"[^\W_]+(?:[.,][0-9]+)*")


def told_apart(asked: str, statement: str) -> list[str]:
    """What `statement` names otherwise than `asked` does, each with its own word: "month (December)", "year (2023)".

    Only what both name, so that a claim typed by half is not said to differ by what is still to come.
    """
    return [
        _("%(what)s (%(words)s)") % {"what": what, "words": ", ".join(_named(statement, kind).values())}
        for what, kind in _KINDS.items()
        if (one := _named(asked, kind)) and (other := _named(statement, kind)) and set(one) != set(other)
    ]


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


_KINDS = {
    pgettext_lazy("what differs", "month"): _month,
    pgettext_lazy("what differs", "year"): _year,
    pgettext_lazy("what differs", "number"): _number,
}
