"""The line with which the reason of a mark starts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..reading import AnswerReading, EvidenceReading
from ..vocabulary import LONGEST_REASON, Ground, Status
from .decided import main_sentences, on_evidence, those_concerned
from .grounds import bearing_on, grounds_for
from .open import open_line, open_situation

type _Answers = Sequence[AnswerReading]
type _Evidence = Sequence[EvidenceReading]


def mark_reason(
    status: Status,
    answers: Iterable[AnswerReading],
    evidence: Iterable[EvidenceReading],
    *,
    others: Iterable[AnswerReading] = (),
    not_pursued: bool = False,
) -> str:
    """The line with which the reason of a mark starts: that of the status line, without verification.

    `answers` and `evidence` are what the mark would cite; `others` is everything else on record, for what an opposing
    or an earlier answer adds. For an open mark all of them count. Empty for *not pursued*, which only a person can
    give a reason for. Where the line is longer than a reason may be, it names the first few and counts the others.
    """
    cited, items = list(answers), list(evidence)
    on_record = [*cited, *(answer for answer in others if answer not in cited)]
    if status == Status.OPEN:
        return "" if not_pursued else _first_short_enough(_open_reasons(on_record, items))
    return _first_short_enough(_decided_reasons(status, grounds_for(status, cited), items, on_record))


def _first_short_enough(lines: Iterator[str]) -> str:
    return next(line for line in lines if len(line) <= LONGEST_REASON)


def _decided_reasons(status: Status, cited: _Answers, items: _Evidence, answers: _Answers) -> Iterator[str]:
    """The line with everybody named, then with fewer and fewer, at last with nobody."""
    ground = Ground.EVIDENCE if items else Ground.RESPONSE
    bearing = bearing_on(status, items)
    for most in (None, *range(max(len(answers), len(bearing)), 0, -1)):
        yield " ".join(main_sentences(status, ground, cited, bearing, answers, most))
    yield on_evidence(status) if items else those_concerned(status)


def _open_reasons(answers: _Answers, items: _Evidence) -> Iterator[str]:
    """The line with every answer told that it is about, then with fewer and fewer of each side, at last with none."""
    situation = open_situation(answers, items, ())
    yield open_line(situation)
    count = sum(not answer.retraction for answer in answers)
    sides = [[a for a in situation.answers if a.confirms == confirms] for confirms in (False, True)]
    for most in range(max(map(len, sides)) - 1, 0, -1):
        told = [answer for side in sides for answer in side[:most]]
        left = count - len(told)
        more = ngettext("%(count)d more answer is on record.", "%(count)d more answers are on record.", left)
        yield " ".join([open_line(replace(situation, answers=tuple(told))), more % {"count": left}])
    counted = ngettext("%(count)d answer is on record.", "%(count)d answers are on record.", count)
    yield _("Open. %(sentences)s") % {"sentences": counted % {"count": count}}
