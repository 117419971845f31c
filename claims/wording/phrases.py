"""Pieces of sentences: who spoke, when, as reported by whom, and what they did to the claim."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from ..characters import END_ISOLATE, ISOLATE, without_turning
from ..dates import PartialDate, when, wording
from ..reading import AnswerReading, ArticleReading, ResponseReading, SpeakerReading
from ..vocabulary import AnswerKind, Heard, Position

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_SENTENCE_ENDS = (".", "?", "!", "…", "؟", "。", "।", "।", ".”", "?”", "!”", '."', '?"', '!"', ".»")

# What an answer does to the claim, with and without a date.
_CLAUSES = {
    AnswerKind.DENIES: (
        gettext_lazy("%(speaker)s denied it %(when)s"),
        gettext_lazy("%(speaker)s denied it"),
    ),
    AnswerKind.DENIES_DIFFERENTLY: (
        gettext_lazy("%(speaker)s denied it %(when)s, giving a different account"),
        gettext_lazy("%(speaker)s denied it, giving a different account"),
    ),
    AnswerKind.PARTLY_DENIES: (
        gettext_lazy("%(when)s %(speaker)s denied one part"),
        gettext_lazy("%(speaker)s denied one part"),
    ),
    AnswerKind.CONFIRMS: (
        gettext_lazy("%(speaker)s confirmed it %(when)s"),
        gettext_lazy("%(speaker)s confirmed it"),
    ),
    AnswerKind.PARTLY_CONFIRMS: (
        gettext_lazy("%(when)s %(speaker)s confirmed one part"),
        gettext_lazy("%(speaker)s confirmed one part"),
    ),
    AnswerKind.DOES_NOT_CONFIRM: (
        gettext_lazy("%(speaker)s said %(when)s they could not confirm it"),
        gettext_lazy("%(speaker)s said they could not confirm it"),
    ),
    AnswerKind.NO_KNOWLEDGE: (
        gettext_lazy("%(speaker)s said %(when)s they had no knowledge of it"),
        gettext_lazy("%(speaker)s said they had no knowledge of it"),
    ),
    AnswerKind.DECLINES: (
        gettext_lazy("%(speaker)s declined to comment %(when)s"),
        gettext_lazy("%(speaker)s declined to comment"),
    ),
    AnswerKind.DOES_NOT_ADDRESS: (
        gettext_lazy("%(speaker)s responded %(when)s without addressing it"),
        gettext_lazy("%(speaker)s responded without addressing it"),
    ),
}
# Whoever is not involved can neither deny nor confirm.
_BYSTANDER_CLAUSES = _CLAUSES | {
    AnswerKind.DENIES: (
        gettext_lazy("%(speaker)s disputed it %(when)s"),
        gettext_lazy("%(speaker)s disputed it"),
    ),
    AnswerKind.DENIES_DIFFERENTLY: (
        gettext_lazy("%(speaker)s disputed it %(when)s, giving a different account"),
        gettext_lazy("%(speaker)s disputed it, giving a different account"),
    ),
    AnswerKind.PARTLY_DENIES: (
        gettext_lazy("%(when)s %(speaker)s disputed one part"),
        gettext_lazy("%(speaker)s disputed one part"),
    ),
    AnswerKind.CONFIRMS: (
        gettext_lazy("%(speaker)s supported it %(when)s"),
        gettext_lazy("%(speaker)s supported it"),
    ),
    AnswerKind.PARTLY_CONFIRMS: (
        gettext_lazy("%(when)s %(speaker)s supported one part"),
        gettext_lazy("%(speaker)s supported one part"),
    ),
}


# Any text


def plain(text: str) -> str:
    """`text` fit for a place in a sentence: on one line, and unable to turn the direction of what stands beside it.

    Characters that do nothing else are left out; text with right-to-left letters is wrapped in a first-strong isolate
    (Unicode Standard Annex 9).
    """
    line = " ".join(without_turning(text).split())
    if any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in line):
        return f"{ISOLATE}{line}{END_ISOLATE}"
    return line


def ended(text: str) -> str:
    """`text` as a sentence: with a full stop unless it ends like one already."""
    if text.rstrip(END_ISOLATE).endswith(_SENTENCE_ENDS):
        return text
    return pgettext("a sentence and its full stop", "%(sentence)s.") % {"sentence": text}


def listed(items: Sequence[str]) -> str:
    """ "A", "A and B" or "A, B and C"."""
    return get_text_list(list(items), pgettext("between the last two of a list", "and"))


def in_line(parts: Iterable[str]) -> str:
    """The parts that are there, separated as in a caption: "26 January 2024, Telegram"."""
    return pgettext("between the parts of a line", ", ").join(part for part in parts if part)


def quoted(text: str) -> str:
    return _("“%(text)s”") % {"text": plain(text)}


# Dates

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    type Sentence = tuple[_StrPromise, _StrPromise]


def dated(sentence: "Sentence", date: PartialDate | None, names: dict[str, str]) -> str:
    """`sentence`, a pair of which the first has a place for `%(when)s`, with `names` and, where known, the date."""
    with_date, without_date = sentence
    if date is None:
        return without_date % names
    return with_date % {**names, "when": when(date)}


def day_of(moment: datetime) -> PartialDate:
    """The day of `moment` in the site's zone."""
    return PartialDate.from_date(timezone.localtime(moment).date())


def worded(partial: PartialDate | None) -> str:
    """The date in words; empty where none is known."""
    return wording(partial) if partial else ""


def certainly_before(first: PartialDate | None, second: PartialDate | None) -> bool:
    """Whether the last moment `first` can mean lies before the first one `second` can mean."""
    return first is not None and second is not None and first.latest() < second.earliest()


def by_date(answers: Iterable[AnswerReading]) -> list[AnswerReading]:
    """Oldest words first, those without a date last."""

    def key(answer: AnswerReading) -> tuple[bool, str, int]:
        said_at = answer.response.said_at
        return said_at is None, str(said_at or ""), answer.id

    return sorted(answers, key=key)


# Who


def name_of(speaker: SpeakerReading) -> str:
    """The speaker's name, or "An unnamed Kremlin source", "Two unnamed officials", as a sentence begins."""
    name = inner_name_of(speaker)
    return capfirst(name) if speaker.is_unnamed or not speaker.name else name


def inner_name_of(speaker: SpeakerReading) -> str:
    """The same inside a sentence: "an unnamed Kremlin source", "two unnamed officials"."""
    if speaker.name and not speaker.is_unnamed:
        return plain(speaker.name)
    return unnamed_so_described(speaker.description)


def unnamed_so_described(description: str) -> str:
    """An unnamed speaker inside a sentence: "an unnamed Kremlin source", also where "a Kremlin source" was typed."""
    if not description:
        return _("an unnamed speaker")
    several = _several(description)
    if several:
        names = {"count": several["count"].lower(), "people": plain(several["people"])}
        return _("%(count)s unnamed %(people)s") % names
    return _("an unnamed %(description)s") % {"description": plain(without_article(description))}


def without_article(description: str) -> str:
    """A description of an unnamed speaker without what sentences put before it themselves: "a", "an unnamed"."""
    if _several(description):
        return description
    articles = pgettext(
        "what a description of one unnamed person may begin with, in the language of this record, separated by |",
        "a|an|the|an unnamed|the unnamed|unnamed",
    )
    # The longest first: "an unnamed official" begins with "an", too.
    words = sorted(articles.split("|"), key=len, reverse=True)
    begins = "|".join(r"\s+".join(map(re.escape, word.split())) for word in words)
    return re.sub(rf"\A\s*(?:{begins})\s+(?=\S)", "", description, count=1, flags=re.IGNORECASE)


def are_several(speaker: SpeakerReading) -> bool:
    """Whether an unnamed speaker is described as several people: "two officials of the ministry"."""
    return speaker.is_unnamed and _several(speaker.description) is not None


def _several(description: str) -> re.Match[str] | None:
    words = pgettext(
        "how a description of several people may begin, in the language of this record, separated by |",
        "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|some|many|a few|a number of",
    )
    counts = "|".join(re.escape(word) for word in words.split("|"))
    several = rf"(?P<count>[2-9]|[1-9][0-9]+|{counts})\s+(?:unnamed\s+)?(?P<people>\S.*)"
    return re.match(several, description, re.IGNORECASE | re.DOTALL)


def short_name(response: ResponseReading) -> str:
    """ "the Kremlin’s spokesman", as the response has it, else the speaker's name."""
    if response.short_form and not response.speaker.is_unnamed:
        return plain(response.short_form)
    return inner_name_of(response.speaker)


def publisher_of(article: ArticleReading) -> str:
    """Whom to name for an article: its outlet, else “its title” where the publisher is unknown."""
    if article.outlet and article.outlet.name:
        return plain(article.outlet.name)
    return quoted(article.title) if article.title else _("an unknown publisher")


def reporter_of(response: ResponseReading) -> str:
    """Who reported the words; empty where the desk read or heard them itself."""
    if response.heard != Heard.REPORTED:
        return ""
    return publisher_of(response.reported_by) if response.reported_by else _("an article")


def with_role(response: ResponseReading) -> str:
    """ "Dmitry Peskov, Kremlin spokesman"; an unnamed speaker's description stands for the role."""
    name = name_of(response.speaker)
    if response.role and not response.speaker.is_unnamed:
        return _("%(name)s, %(role)s") % {"name": name, "role": plain(response.role)}
    return name


def as_reported(text: str, response: ResponseReading) -> str:
    """`text`, and where the words are second-hand, by whom they were reported."""
    reporter = reporter_of(response)
    if not reporter:
        return text
    return _("%(text)s (as reported by %(source)s)") % {"text": text, "source": reporter}


def speaker_phrase(response: ResponseReading, *, dated: bool = True) -> str:
    """Who spoke, in which role, when, and who reported it: as after "Denied by".

    "Dmitry Peskov, Kremlin spokesman, on 26 January 2024 (as reported by Bloomberg)".
    """
    speaker = with_role(response)
    if dated and response.said_at:
        phrase = _("%(speaker)s, %(when)s") if _has_role(response) else _("%(speaker)s %(when)s")
        speaker = phrase % {"speaker": speaker, "when": when(response.said_at)}
    return as_reported(speaker, response)


def _has_role(response: ResponseReading) -> bool:
    return bool(response.role) and not response.speaker.is_unnamed


# What they did


def clause(answer: AnswerReading) -> str:
    """What one answer did, without a full stop: "NASA denied it on 5 May 1960, giving a different account".

    A bystander disputes or supports and is said not to be involved; for an unnamed official, who reported it and when.
    """
    response = answer.response
    if response.speaker.is_unnamed:
        return _unnamed_clause(answer)
    said = _said(answer, response.said_at, source_inside=answer.is_partial)
    if not answer.is_partial:
        said = as_reported(said, response)
    return _with_part(said, answer)


def _unnamed_clause(answer: AnswerReading) -> str:
    response = answer.response
    reporter = reporter_of(response)
    article = response.reported_by
    if not reporter:
        said = _said(answer, response.said_at)
    elif article and article.published_at:
        said = _("%(clause)s, %(source)s reported %(when)s") % {
            "clause": _said(answer, None),
            "source": reporter,
            "when": when(article.published_at),
        }
    else:
        said = _("%(clause)s, %(source)s reported") % {
            "clause": _said(answer, response.said_at),
            "source": reporter,
        }
    return _with_part(said, answer)


def is_from_bystander(answer: AnswerReading) -> bool:
    """Whether someone by name gave it who is not involved, and so can neither deny nor confirm."""
    return answer.position == Position.BYSTANDER and not answer.response.speaker.is_unnamed


def _said(answer: AnswerReading, date: PartialDate | None, *, source_inside: bool = False) -> str:
    is_bystander = is_from_bystander(answer)
    clauses = _BYSTANDER_CLAUSES if is_bystander else _CLAUSES
    speaker = subject(answer.response, is_bystander=is_bystander, source_inside=source_inside)
    said = dated(clauses[answer.kind], date, {"speaker": speaker})
    if not answer.is_partial or date is None:
        return said
    # The date of a partial answer opens its sentence.
    return said[:1].upper() + said[1:]


def subject(response: ResponseReading, *, is_bystander: bool = False, source_inside: bool = False) -> str:
    """Who spoke, as before a verb: "Dmitry Peskov, Kremlin spokesman,"."""
    speaker = with_role(response)
    if source_inside:
        speaker = as_reported(speaker, response)
    if is_bystander:
        return _("%(speaker)s, who is not involved,") % {"speaker": speaker}
    if _has_role(response):
        return pgettext("a name and role before a verb", "%(speaker)s,") % {"speaker": speaker}
    return speaker


def _with_part(said: str, answer: AnswerReading) -> str:
    if not (answer.is_partial and answer.part):
        return said
    return _("%(said)s: %(part)s") % {"said": said, "part": plain(answer.part)}
