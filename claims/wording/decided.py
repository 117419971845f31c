"""The sentences of a claim that is marked denied or confirmed: by whom or on what, and what others said."""

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from ..dates import when
from ..reading import AnswerReading, EvidenceReading
from ..vocabulary import OPPOSITE, AnswerKind, Channel, Ground, Status
from .grounds import grounds_for, not_overtaken
from .phrases import as_reported, clause, dated, ended, listed, name_of, plain, quoted, speaker_phrase, subject

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

type _Answers = Sequence[AnswerReading]
type _Evidence = Sequence[EvidenceReading]


def main_sentences(
    status: Status,
    ground: Ground | None,
    cited: _Answers,
    evidence: _Evidence,
    answers: _Answers,
    most: int | None = None,
) -> list[str]:
    """The main sentence and what belongs to it, without the sentence on verification.

    With `most`, of each kind only so many are named and the others counted, and no finding is told.
    """
    if ground == Ground.EVIDENCE:
        found = _evidence_sentences(status, evidence) if most is None else [_assessed_by(status, evidence, most)]
        return [*found, *_beside_evidence(status, answers, most)]
    if not cited:
        return [those_concerned(status)]
    against = grounds_for(OPPOSITE[status], answers)
    opposing = not_overtaken(against, cited)
    earlier = [answer for answer in against if answer not in opposing]
    sentences = _response_sentences(status, cited, earlier, most)
    if opposing:
        said = _few([(_who(answer), clause(answer)) for answer in opposing], most, _OTHERS_SAID[OPPOSITE[status]])
        sentences.append(ended(_("But %(answers)s") % {"answers": said}))
    return sentences


# Where not everybody is named.

#: A sentence chosen by number only where it is filled in. Its class is there for type checkers alone, hence the quotes.
type _Counted = "_StrPromise"

_OTHERS = ngettext_lazy("%(count)d other", "%(count)d others", "count")
_OTHERS_SAID = {
    Status.DENIED: ngettext_lazy("%(count)d other denied it", "%(count)d others denied it", "count"),
    Status.CONFIRMED: ngettext_lazy("%(count)d other confirmed it", "%(count)d others confirmed it", "count"),
}
_OTHERS_HAD_SAID = {
    Status.DENIED: ngettext_lazy("%(count)d other had denied it", "%(count)d others had denied it", "count"),
    Status.CONFIRMED: ngettext_lazy("%(count)d other had confirmed it", "%(count)d others had confirmed it", "count"),
}
_OTHERS_DIFFERED = ngettext_lazy(
    "%(count)d other gave a different account", "%(count)d others gave a different account", "count"
)


def _who(answer: AnswerReading) -> Hashable:
    return answer.response.speaker.id


def _few(said: Sequence[tuple[Hashable, str]], most: int | None, others: _Counted = _OTHERS) -> str:
    """What is said of each, in a list: "A, B and C"; "A and 2 others" where at most one is to be named."""
    return listed([*(words for _who, words in said[:most]), *_not_named(said, most, others)])


def _few_sentences(said: Sequence[tuple[Hashable, str]], most: int | None, others: _Counted) -> list[str]:
    """The same in sentences of their own."""
    return [*(words for _who, words in said[:most]), *map(ended, _not_named(said, most, others))]


def _not_named(said: Sequence[tuple[Hashable, str]], most: int | None, others: _Counted) -> list[str]:
    """How many are left where `most` are named: each once, and nobody who is named. Empty where nobody is left."""
    if most is None:
        return []
    left = {who for who, _words in said[most:]} - {who for who, _words in said[:most]}
    return [others % {"count": len(left)}] if left else []


def those_concerned(status: Status) -> str:
    if status == Status.DENIED:
        return _("Denied by those concerned.")
    return _("Confirmed by those concerned.")


def _response_sentences(status: Status, cited: _Answers, earlier: _Answers, most: int | None) -> list[str]:
    if status == Status.DENIED:
        return _denied_by(cited, earlier, most)
    return _confirmed_by(cited, earlier, most)


def _denied_by(cited: _Answers, earlier: _Answers, most: int | None) -> list[str]:
    speakers = {"speakers": _few([(_who(answer), speaker_phrase(answer.response)) for answer in cited], most)}
    different = [a for a in cited if a.kind == AnswerKind.DENIES_DIFFERENTLY]
    if len(different) < len(cited):
        sentences = [_("Denied by %(speakers)s.") % speakers]
        said = [
            (_who(answer), _("%(name)s gave a different account.") % {"name": name_of(answer.response.speaker)})
            for answer in different
        ]
        sentences += _few_sentences(said, most, _OTHERS_DIFFERED)
    elif len(cited) == 1:
        sentences = [_("Denied by %(speakers)s, giving a different account.") % speakers]
    else:
        sentences = [_("Denied by %(speakers)s, each giving a different account.") % speakers]
    before = [
        (speaker, _("%(name)s had confirmed it %(when)s.") % {"name": name, "when": dates})
        for speaker, name, dates in _by_speaker(earlier)
    ]
    return [*sentences, *_few_sentences(before, most, _OTHERS_HAD_SAID[Status.CONFIRMED])]


def _confirmed_by(cited: _Answers, earlier: _Answers, most: int | None) -> list[str]:
    documents = [a for a in cited if a.response.channel == Channel.DOCUMENT]
    if len(cited) == len(documents) == 1:
        sentences = [_confirmed_by_document(cited[0])]
    else:
        said = [(_who(a), speaker_phrase(a.response)) for a in cited if a not in documents]
        said += [(_who(a), _titled_document_phrase(a)) for a in documents]
        speakers = {"speakers": _few(said, most)}
        before = _by_speaker(earlier)
        if len(cited) == len(before) == 1:
            names = {**speakers, "when": before[0][2]}
            return [_("Confirmed by %(speakers)s, having denied it %(when)s.") % names]
        sentences = [_("Confirmed by %(speakers)s.") % speakers]
    denials = [
        (speaker, _("%(name)s had denied it %(when)s.") % {"name": name, "when": dates})
        for speaker, name, dates in _by_speaker(earlier)
    ]
    return [*sentences, *_few_sentences(denials, most, _OTHERS_HAD_SAID[Status.DENIED])]


def _confirmed_by_document(answer: AnswerReading) -> str:
    names = {"document": _document_phrase(answer)}
    if not answer.response.title:
        return _("Confirmed by %(document)s.") % names
    names["title"] = ended(plain(answer.response.title))
    return _("Confirmed by %(document)s: %(title)s") % names


_DOCUMENT = (
    gettext_lazy("a document that %(speaker)s published %(when)s"),
    gettext_lazy("a document that %(speaker)s published"),
)


def _document_phrase(answer: AnswerReading) -> str:
    """ "a document that the State Department published on 7 May 1960"."""
    response = answer.response
    phrase = dated(_DOCUMENT, response.said_at, {"speaker": subject(response)})
    return as_reported(phrase, response)


def _titled_document_phrase(answer: AnswerReading) -> str:
    phrase = _document_phrase(answer)
    if not answer.response.title:
        return phrase
    return _("%(document)s, %(title)s") % {
        "document": phrase,
        "title": quoted(answer.response.title),
    }


def _by_speaker(answers: _Answers) -> list[tuple[int, str, str]]:
    """Each speaker, their name, and when they said so: "on 4 March 2014 and on 6 March 2014"."""
    dates: dict[int, list[str]] = {}
    names: dict[int, str] = {}
    for answer in answers:
        response = answer.response
        if response.said_at:
            names[response.speaker.id] = name_of(response.speaker)
            said = as_reported(when(response.said_at), response)
            dates.setdefault(response.speaker.id, []).append(said)
    return [(speaker, names[speaker], listed(said)) for speaker, said in dates.items()]


_ASSESSED = {
    Status.DENIED: (
        gettext_lazy("Denied on evidence, as assessed by %(assessor)s %(when)s: %(finding)s"),
        gettext_lazy("Denied on evidence, as assessed by %(assessor)s: %(finding)s"),
    ),
    Status.CONFIRMED: (
        gettext_lazy("Confirmed on evidence, as assessed by %(assessor)s %(when)s: %(finding)s"),
        gettext_lazy("Confirmed on evidence, as assessed by %(assessor)s: %(finding)s"),
    ),
}
_ALSO_ASSESSED = (
    gettext_lazy("Also as assessed by %(assessor)s %(when)s: %(finding)s"),
    gettext_lazy("Also as assessed by %(assessor)s: %(finding)s"),
)


def _evidence_sentences(status: Status, evidence: _Evidence) -> list[str]:
    if not evidence:
        return [on_evidence(status)]
    sentences: list[str] = []
    for item in evidence:
        sentence = _ALSO_ASSESSED if sentences else _ASSESSED[status]
        names = {"assessor": plain(item.assessed_by), "finding": ended(plain(item.finding))}
        sentences.append(dated(sentence, item.assessed_on, names))
    return sentences


def _assessed_by(status: Status, evidence: _Evidence, most: int) -> str:
    """On whose assessment, without what they found."""
    if not evidence:
        return on_evidence(status)
    assessors = _few([(item.assessed_by, plain(item.assessed_by)) for item in evidence], most)
    if status == Status.DENIED:
        return _("Denied on evidence, as assessed by %(assessors)s.") % {"assessors": assessors}
    return _("Confirmed on evidence, as assessed by %(assessors)s.") % {"assessors": assessors}


def on_evidence(status: Status) -> str:
    if status == Status.DENIED:
        return _("Denied on evidence.")
    return _("Confirmed on evidence.")


_ALSO_SAID = {
    Status.DENIED: (
        gettext_lazy("%(speaker)s also denied it %(when)s"),
        gettext_lazy("%(speaker)s also denied it"),
    ),
    Status.CONFIRMED: (
        gettext_lazy("%(speaker)s also confirmed it %(when)s"),
        gettext_lazy("%(speaker)s also confirmed it"),
    ),
}


_OTHERS_ALSO_SAID = {
    Status.DENIED: ngettext_lazy("%(count)d other also denied it", "%(count)d others also denied it", "count"),
    Status.CONFIRMED: ngettext_lazy("%(count)d other also confirmed it", "%(count)d others also confirmed it", "count"),
}


def _beside_evidence(status: Status, answers: _Answers, most: int | None) -> list[str]:
    """What those concerned said, after the evidence: first who agrees with it, then who does not."""
    agreeing = [(_who(answer), _also_said(status, answer)) for answer in grounds_for(status, answers)]
    opposing = [(_who(answer), clause(answer)) for answer in grounds_for(OPPOSITE[status], answers)]
    both = ((agreeing, _OTHERS_ALSO_SAID[status]), (opposing, _OTHERS_SAID[OPPOSITE[status]]))
    return [ended(_few(said, most, others)) for said, others in both if said]


def _also_said(status: Status, answer: AnswerReading) -> str:
    response = answer.response
    said = dated(_ALSO_SAID[status], response.said_at, {"speaker": subject(response)})
    return as_reported(said, response)
