"""Sentences of a paragraph, for choosing words by keyboard or touch.

The rules are those of Unicode Standard Annex #29, section 5.1, in short: a sentence ends at its terminator with the
closing marks after it, where white space and no lower-case letter follow; a full stop of the scripts without spaces
ends one anywhere. On top of that, abbreviations. In doubt two sentences stay together: to choose too much is seen and
mended, half a quotation is not.
"""

import re
import unicodedata
from itertools import pairwise

from ..passages import Span

_CLOSING = "\"'”’»›“‘)\\]}」』）】"
_OPENING = "\"'“‘«‹„‚([{¿¡「『（-–—"
_WITHOUT_SPACES = "。！？"
#: What closes after these: there, as nowhere else, the quotation that follows may begin at once.
_CLOSING_THERE = "".join(mark for mark in _CLOSING if mark not in "“‘")
#: A run of terminators, of whatever script, and what closes with them.
_END = re.compile(
    rf"(?P<stops>[.!?…؟۔।॥{_WITHOUT_SPACES}]+)"
    rf"(?P<closed>(?:(?<![{_WITHOUT_SPACES}])[{_CLOSING}]+|(?<=[{_WITHOUT_SPACES}])[{_CLOSING_THERE}]+)?)"
)
#: Letters before a full stop that are looked at.
LONGEST_ABBREVIATION = 30
_BEFORE = re.compile(r"[^\W_](?:[^\W_]|[.’'\-])*$")
_WORD = re.compile(r"[^\W\d_]+")

#: Never the end of a sentence: a name, number or word belongs to them.
_LEADING_WORDS = """
mr mrs ms dr prof st sen sens rep reps gov govs gen gens lt col sgt capt cmdr adm rev hon pres sec supt det insp messrs
vs v eds figs
hr fr frau bzw ca nr str abs art vgl sog kl klo pkt tlf stk jf fru hrn mw dhr mevr drs ir ing
mme mlle mm me sr sra srta dña d da núm pág av dott sig avv on prof dra exmo
г ул им см стр рис тов проф акад р п ks św al im hab inż tzw np płk
"""
#: Either part of what follows, or the end of a sentence: the next word decides.
_UNSURE_WORDS = """
inc co corp ltd llc jr sr etc no jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun
usw osv mfl bl mm dvs o.s.v ggr и т.д т.п итд itd itp
"""
#: Words that begin sentences and, written with a capital, nothing else.
_BEGINNING_WORDS = """
the a an he she it they we i you this that these those there his her its their our my in on at by for from with but and
so if when while after before as since although because however meanwhile what who why how not no yes
der die das er sie es wir ich ein eine im am auf aber und doch auch nach für mit
le la les il elle ils elles on un une en mais et ce cette dans pour
el los las y pero se una por para lo gli ma che di nel per o os as um uma mas em
den det de han hun hon et ett på men og och som het een hij zij wij maar
он она они это в на но и по мы я w na to ona ale się
"""
_LEADING, _UNSURE, _BEGINNING = (
    frozenset(words.split()) for words in (_LEADING_WORDS, _UNSURE_WORDS, _BEGINNING_WORDS)
)
_MONTH = re.compile(
    r"(?:jan|feb|mar|mär|apr|ap|mai|may|maj|mei|jun|jul|aug|ago|sep|set|okt|oct|ott|out|nov|dez|dec|des|dic|gen|ene"
    r"|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек)",
    re.IGNORECASE,
)


def sentences(paragraph: str) -> list[Span]:
    """The sentences of one paragraph, in order, without the white space around them.

    Whatever is outside the spans is white space. Time is linear in the text.
    """
    ends = (
        end.end() for end in _END.finditer(paragraph) if end.end() < len(paragraph) and _ends_a_sentence(paragraph, end)
    )
    found: list[Span] = []
    for start, stop in pairwise([0, *ends, len(paragraph)]):
        words = paragraph[start:stop]
        span = Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
        if span.start >= span.end:
            continue
        if found and not any(character.isalnum() for character in words):
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found


def _ends_a_sentence(paragraph: str, end: re.Match[str]) -> bool:
    if end["stops"][-1] in _WITHOUT_SPACES:
        return True
    after = paragraph[end.end() : end.end() + 40]
    if not after[0].isspace():
        return False
    following = after.lstrip().lstrip(_OPENING).lstrip()
    if following and unicodedata.category(following[0]) == "Ll":
        return False
    before = paragraph[max(0, end.start() - LONGEST_ABBREVIATION) : end.start()]
    return end["stops"] != "." or end["closed"] != "" or not _is_abbreviated(before, following)


def _is_abbreviated(before: str, following: str) -> bool:
    """Whether the full stop after `before` belongs to an abbreviation or a number, with `following` going on."""
    match = _BEFORE.search(before)
    if match is None:
        return False
    word = match[0].casefold()
    next_word = _WORD.match(following)
    begins = next_word is not None and next_word[0].casefold() in _BEGINNING
    if word in _LEADING:
        return True
    if word.isdigit():
        return len(word) <= 2 and bool(_MONTH.match(following))
    if len(word) == 1:
        return word.isalpha()
    return ("." in word or word in _UNSURE) and not begins and following != ""
