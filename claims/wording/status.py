"""The status line and its short form: what a claim's status is based on, who spoke, when, and what was verified."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from ..dates import when
from ..reading import AnswerReading, ClaimReading, EvidenceReading, MarkReading
from ..vocabulary import LONGEST_REASON, OPPOSITE, AnswerKind, Change, Channel, Ground, State, Status
from .open import OpenRow, open_line, open_sentences, open_short, open_situation, shortly_listed
from .phrases import (
    as_reported,
    by_date,
    certainly_before,
    clause,
    dated,
    day_of,
    ended,
    listed,
    name_of,
    plain,
    quoted,
    short_name,
    speaker_phrase,
    subject,
    worded,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

type _Answers = Sequence[AnswerReading]
type _Evidence = Sequence[EvidenceReading]


def headline(claim: ClaimReading) -> str:
    """The statement as a title may show it, never as our own assertion."""
    return _("Claim: %(statement)s") % {"statement": plain(claim.statement)}


def quotable_headline(claim: ClaimReading, now: ClaimReading) -> str:
    """The headline; only the claim's number where its words may not, or no longer, stand for the page elsewhere."""
    if claim.is_quotable and now.is_quotable:
        return headline(claim)
    return _("Claim %(number)s") % {"number": claim.id}


def recorded_line(claim: ClaimReading) -> str:
    """When what stands was recorded: the mark, or without one the version shown. In the site's zone."""
    recorded_at = claim.mark.recorded_at if claim.mark else claim.header.recorded_at
    return _("Recorded here %(when)s") % {"when": when(day_of(recorded_at))}


def version_line(claim: ClaimReading) -> str:
    """Which version is read, and its day where what stands was recorded on another: "version 5, of 24 November 2026".

    So nobody takes the day of a mark for that of the version, or the other way round.
    """
    number, day = claim.header.number, day_of(claim.header.recorded_at)
    if claim.mark is None or day_of(claim.mark.recorded_at) == day:
        return _("version %(number)s") % {"number": number}
    return _("version %(number)s, of %(day)s") % {"number": number, "day": worded(day)}


def despite_line(claim: ClaimReading) -> str:
    """Why the mark stands in spite of what someone concerned said against it; empty where there is nothing to say."""
    mark = claim.mark
    if mark is None or not mark.despite or claim.is_gone:
        return ""
    return _("In spite of the opposing answer, because: %(reason)s") % {"reason": ended(plain(mark.despite))}


# The whole line


def status_line(claim: ClaimReading) -> str:
    """Where the claim stands, in full sentences: by whom or on what, when, and whether verified."""
    if claim.is_gone:
        return _gone_line(claim)
    if claim.status == Status.OPEN:
        return _open_status_line(claim)
    answers = claim.standing_answers
    cited = cited_answers(claim.mark, claim.status, answers)
    evidence = cited_evidence(claim.mark, claim.status, claim.standing_evidence)
    sentences = _main_sentences(claim.status, claim.ground, cited, evidence, answers)
    if claim.ground != Ground.EVIDENCE:
        sentences.append(_verification(claim.mark))
    return " ".join(sentences)


def _gone_line(claim: ClaimReading) -> str:
    recorded = {"when": when(day_of(claim.header.recorded_at))}
    change = claim.header.change
    if claim.withheld:
        if change == Change.WITHHELD:
            return _("The text of this claim was withheld %(when)s.") % recorded
        return _("The text of this claim was withheld.")
    if claim.state == State.MERGED:
        names = {"number": claim.merged_into, **recorded}
        if change == Change.MERGED:
            return _("Merged into claim %(number)s %(when)s.") % names
        return _("Merged into claim %(number)s.") % names
    names = {**recorded, "reason": ended(plain(claim.reason))}
    if change == Change.RETRACTED:
        return _("Retracted %(when)s: %(reason)s") % names
    if change == Change.WITHDRAWN:
        return _("Withdrawn %(when)s: %(reason)s") % names
    if change == Change.SPLIT and claim.split_into:
        numbers = listed([str(number) for number in claim.split_into])
        return _("Split into claims %(numbers)s %(when)s: %(reason)s") % {"numbers": numbers, **names}
    # A later version does not hold the day and the reason.
    return _("Withdrawn. Its history says when and why.")


def _open_status_line(claim: ClaimReading) -> str:
    situation = open_situation(claim.answers, claim.evidence, claim.approaches)
    mark = claim.mark
    if mark is None or not mark.not_pursued:
        return open_line(situation)
    names = {"when": _since(mark), "reason": ended(plain(mark.reason))}
    if situation.row == OpenRow.NOTHING:
        return _("Open, not pursued since %(when)s: %(reason)s") % names
    return _("Open. %(sentences)s Not pursued since %(when)s: %(reason)s") % {
        "sentences": open_sentences(situation),
        **names,
    }


def _since(mark: MarkReading) -> str:
    return worded(day_of(mark.recorded_at))


def _verification(mark: MarkReading | None) -> str:
    site = {"site": settings.SITE_NAME}
    if mark and mark.tried_to_verify:
        return _("%(site)s tried to verify it and could not.") % site
    return _("Not independently verified by %(site)s.") % site


# What a mark rests on


def cited_answers(mark: MarkReading | None, status: Status, standing: _Answers) -> list[AnswerReading]:
    """The answers the mark cites, as they are now; those taken back since are left out."""
    if mark is None:
        return []
    cited = {answer.id for answer in mark.answers}
    return _grounds(status, [answer for answer in standing if answer.id in cited])


def _grounds(status: Status, answers: _Answers) -> list[AnswerReading]:
    return by_date(a for a in answers if a.can_be_ground_of(status))


def cited_evidence(mark: MarkReading | None, status: Status, standing: _Evidence) -> list[EvidenceReading]:
    if mark is None:
        return []
    cited = {item.id for item in mark.evidence}
    return _bearing_on(status, [item for item in standing if item.id in cited])


def is_based_on(claim: ClaimReading, item: AnswerReading | EvidenceReading) -> bool:
    """Whether this answer or evidence is what the claim's mark is based on; with any evidence, no answer is."""
    if claim.is_gone or claim.status == Status.OPEN:
        return False
    if claim.ground == Ground.EVIDENCE:
        return item in cited_evidence(claim.mark, claim.status, claim.standing_evidence)
    return item in cited_answers(claim.mark, claim.status, claim.standing_answers)


def _bearing_on(status: Status, evidence: Iterable[EvidenceReading]) -> list[EvidenceReading]:
    return [item for item in evidence if item.can_be_ground_of(status)]


# Its sentences


def _main_sentences(
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
        return [_those_concerned(status)]
    against = _grounds(OPPOSITE[status], answers)
    opposing = _not_overtaken(against, cited)
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


def opposing_answers(claim: ClaimReading, status: Status, *, cited: Collection[int]) -> list[AnswerReading]:
    """What those concerned said against a mark of `status` that would cite the answers with the ids in `cited`.

    Not what a speaker so cited said before: that is an earlier word, not an opposing one. None for an open mark.
    """
    if status == Status.OPEN:
        return []
    answers = claim.standing_answers
    grounds = [answer for answer in _grounds(status, answers) if answer.id in cited]
    return _not_overtaken(_grounds(OPPOSITE[status], answers), grounds)


def _those_concerned(status: Status) -> str:
    if status == Status.DENIED:
        return _("Denied by those concerned.")
    return _("Confirmed by those concerned.")


def _not_overtaken(answers: _Answers, later: _Answers) -> list[AnswerReading]:
    """Those after which `later` has no certainly later word of the same speaker."""

    def is_overtaken(answer: AnswerReading) -> bool:
        return any(
            answer.response.speaker.id == other.response.speaker.id
            and certainly_before(answer.response.said_at, other.response.said_at)
            for other in later
        )

    return [answer for answer in answers if not is_overtaken(answer)]


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
        return [_on_evidence(status)]
    sentences: list[str] = []
    for item in evidence:
        sentence = _ALSO_ASSESSED if sentences else _ASSESSED[status]
        names = {"assessor": plain(item.assessed_by), "finding": ended(plain(item.finding))}
        sentences.append(dated(sentence, item.assessed_on, names))
    return sentences


def _assessed_by(status: Status, evidence: _Evidence, most: int) -> str:
    """On whose assessment, without what they found."""
    if not evidence:
        return _on_evidence(status)
    assessors = _few([(item.assessed_by, plain(item.assessed_by)) for item in evidence], most)
    if status == Status.DENIED:
        return _("Denied on evidence, as assessed by %(assessors)s.") % {"assessors": assessors}
    return _("Confirmed on evidence, as assessed by %(assessors)s.") % {"assessors": assessors}


def _on_evidence(status: Status) -> str:
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
    agreeing = [(_who(answer), _also_said(status, answer)) for answer in _grounds(status, answers)]
    opposing = [(_who(answer), clause(answer)) for answer in _grounds(OPPOSITE[status], answers)]
    both = ((agreeing, _OTHERS_ALSO_SAID[status]), (opposing, _OTHERS_SAID[OPPOSITE[status]]))
    return [ended(_few(said, most, others)) for said, others in both if said]


def _also_said(status: Status, answer: AnswerReading) -> str:
    response = answer.response
    said = dated(_ALSO_SAID[status], response.said_at, {"speaker": subject(response)})
    return as_reported(said, response)


# In short


def short_status(claim: ClaimReading) -> str:
    """The status in a few words for rows, titles, feeds and pictures: always by whom or on what."""
    if claim.withheld:
        return _("Text withheld")
    if claim.state == State.MERGED:
        return _("Merged into claim %(number)s") % {"number": claim.merged_into}
    if claim.state == State.WITHDRAWN:
        if claim.header.change == Change.RETRACTED:
            return _("Retracted")
        if claim.split_into:
            return _("Split into claims %(numbers)s") % {
                "numbers": listed([str(number) for number in claim.split_into])
            }
        return _("Withdrawn")
    if claim.status == Status.OPEN:
        situation = open_situation(claim.answers, claim.evidence, claim.approaches)
        if situation.row == OpenRow.NOTHING and claim.mark and claim.mark.not_pursued:
            return _("Open, not pursued")
        return open_short(situation)
    cited = cited_answers(claim.mark, claim.status, claim.standing_answers)
    return _short_decided(claim.status, claim.ground, cited)


def short_mark(mark: MarkReading) -> str:
    """The same for one mark, as it was made: "Denied by the Kremlin’s spokesman"."""
    if mark.status == Status.OPEN:
        return _("Open, not pursued") if mark.not_pursued else _("Open")
    cited = by_date(answer for answer in mark.answers if answer.says(mark.status))
    return _short_decided(mark.status, mark.ground, cited)


def bare_status(status: Status, ground: Ground | None) -> str:
    """The same where nobody is to be named: "Denied by those concerned"."""
    return _("Open") if status == Status.OPEN else _short_decided(status, ground, ())


def _short_decided(status: Status, ground: Ground | None, cited: _Answers) -> str:
    is_denied = status == Status.DENIED
    if ground == Ground.EVIDENCE:
        return _("Denied on evidence") if is_denied else _("Confirmed on evidence")
    if not cited:
        return _("Denied by those concerned") if is_denied else _("Confirmed by those concerned")
    names = {"speakers": shortly_listed(short_name(answer.response) for answer in cited)}
    return (_("Denied by %(speakers)s") if is_denied else _("Confirmed by %(speakers)s")) % names


# A mark not yet made


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
    return _first_short_enough(_decided_reasons(status, _grounds(status, cited), items, on_record))


def _first_short_enough(lines: Iterator[str]) -> str:
    return next(line for line in lines if len(line) <= LONGEST_REASON)


def _decided_reasons(status: Status, cited: _Answers, items: _Evidence, answers: _Answers) -> Iterator[str]:
    """The line with everybody named, then with fewer and fewer, at last with nobody."""
    ground = Ground.EVIDENCE if items else Ground.RESPONSE
    bearing = _bearing_on(status, items)
    for most in (None, *range(max(len(answers), len(bearing)), 0, -1)):
        yield " ".join(_main_sentences(status, ground, cited, bearing, answers, most))
    yield _on_evidence(status) if items else _those_concerned(status)


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


def proposed_status(answers: Iterable[AnswerReading], evidence: Iterable[EvidenceReading]) -> Status:
    """What the form proposes first: denied or confirmed where everything points one way, else open.

    Of one speaker's words only the latest count, where it is certain which those are.
    """
    full = [answer for answer in answers if answer.can_be_ground]
    last = _not_overtaken(full, full)
    grounds: list[AnswerReading | EvidenceReading] = [*last, *evidence]
    ways = {way for way in (Status.DENIED, Status.CONFIRMED) if any(one.can_be_ground_of(way) for one in grounds)}
    return ways.pop() if len(ways) == 1 else Status.OPEN
