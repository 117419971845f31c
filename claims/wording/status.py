"""The status line and its short form: what a claim's status is based on, who spoke, when, and what was verified."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from ..dates import when
from ..reading import AnswerReading, ClaimReading, MarkReading
from ..vocabulary import Change, Ground, State, Status
from .decided import main_sentences
from .grounds import cited_answers, cited_evidence
from .open import OpenRow, open_line, open_sentences, open_short, open_situation, shortly_listed
from .phrases import by_date, day_of, ended, listed, plain, short_name, worded


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
    sentences = main_sentences(claim.status, claim.ground, cited, evidence, answers)
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


def _short_decided(status: Status, ground: Ground | None, cited: Sequence[AnswerReading]) -> str:
    is_denied = status == Status.DENIED
    if ground == Ground.EVIDENCE:
        return _("Denied on evidence") if is_denied else _("Confirmed on evidence")
    if not cited:
        return _("Denied by those concerned") if is_denied else _("Confirmed by those concerned")
    names = {"speakers": shortly_listed(short_name(answer.response) for answer in cited)}
    return (_("Denied by %(speakers)s") if is_denied else _("Confirmed by %(speakers)s")) % names
