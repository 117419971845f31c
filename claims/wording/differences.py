"""What one version of a claim changed, in words, for everything a reader sees."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..dates import PartialDate
from ..reading import (
    AnswerReading,
    AppearanceReading,
    ApproachReading,
    CaptureReading,
    ClaimReading,
    EvidenceReading,
    MarkReading,
)
from ..vocabulary import State
from .history import mark_line
from .lines import (
    answer_line,
    approach_line,
    article_line,
    capture_line,
    evidence_line,
    heard_line,
    retracted_line,
    stance_line,
    standing_line,
    translation_line,
)
from .origins import attribution_line
from .phrases import name_of, plain, publisher_of, quoted, worded
from .status import status_line

type _Key = tuple[str, int, str]
type _Fact = tuple[_Key, str, str]


@dataclass(frozen=True)
class Difference:
    """What a reader saw before and sees now under `label`; empty where there was or is nothing."""

    label: str
    before: str
    after: str


def differences(before: ClaimReading | None, after: ClaimReading) -> list[Difference]:
    """What `after` changed of `before`; everything it says where there was no version before.

    Of a version whose text was withheld only that is said.
    """
    if after.withheld or (before and before.withheld):
        return _withheld_differences(before, after)
    earlier = {key: (label, text) for key, label, text in _facts(before)} if before else {}
    later = {key: (label, text) for key, label, text in _facts(after)}
    found = []
    for key in [*later, *(key for key in earlier if key not in later)]:
        label = later.get(key, earlier.get(key, ("", "")))[0]
        old, new = (facts.get(key, ("", ""))[1] for facts in (earlier, later))
        if old != new:
            found.append(Difference(label, old, new))
    return found


def said_by_label(differences: Iterable[Difference]) -> list[tuple[str, list[str]]]:
    """What a first version says, each label once, in the order of the page: all articles under "Where it ran"."""
    said: dict[str, list[str]] = {}
    for difference in differences:
        said.setdefault(difference.label, []).append(difference.after)
    return list(said.items())


def _withheld_differences(before: ClaimReading | None, after: ClaimReading) -> list[Difference]:
    old = _("withheld") if before and before.withheld else ""
    new = _("withheld") if after.withheld else ""
    if old == new:
        return []
    return [Difference(_("Text"), old, new)]


def _facts(claim: ClaimReading) -> Iterator[_Fact]:
    """Everything a reader sees of a claim, in the order of the page."""
    yield from _own_facts(claim)
    for mark in claim.marks:
        yield from _mark_facts(mark)
    for answer in claim.answers:
        yield from _answer_facts(answer)
    for evidence in claim.evidence:
        yield from _evidence_facts(evidence)
    for approach in claim.approaches:
        yield from _approach_facts(approach)
    for appearance in claim.appearances:
        yield from _appearance_facts(appearance)


def _own_facts(claim: ClaimReading) -> Iterator[_Fact]:
    state = "" if claim.state == State.PUBLIC else str(claim.state.label)
    review = worded(PartialDate.from_date(claim.review_by)) if claim.review_by else ""
    split = _("claim %(number)s") % {"number": claim.split_from} if claim.split_from else ""
    for field, label, text in (
        ("statement", _("Claim"), plain(claim.statement)),
        ("status", _("Where it stands"), status_line(claim)),
        ("state", _("State"), state),
        ("claimant", _("Who asserts it"), plain(claim.claimant)),
        ("claimed_on", _("When it was claimed"), worded(claim.claimed_on)),
        ("about_when", _("About when"), worded(claim.about_when)),
        ("topics", _("Topics"), "; ".join(plain(topic.name) for topic in claim.topics)),
        ("unknowns", _("What is not known"), plain(claim.unknowns)),
        ("review_by", _("Review due"), review),
        ("split_from", _("Split from"), split),
    ):
        yield ("claim", 0, field), label, text


def _mark_facts(mark: MarkReading) -> Iterator[_Fact]:
    for field, label, text in (
        ("mark", _("Mark"), mark_line(mark)),
        ("reason", _("Reason of the mark"), plain(mark.reason)),
        ("despite", _("Why in spite of the opposing answer"), plain(mark.despite)),
    ):
        yield ("mark", mark.id, field), label, text


def _answer_facts(answer: AnswerReading) -> Iterator[_Fact]:
    response = answer.response
    name = {"name": name_of(response.speaker)}
    links = " ".join(link for link in (response.url, response.archive_url) if link)
    question = quoted(response.question) if response.question else ""
    for field, label, text in (
        ("answer", _("Answer"), answer_line(answer)),
        ("words", _("%(name)s: words") % name, quoted(response.words) if response.words else ""),
        ("translation", _("%(name)s: translation") % name, _translation(answer)),
        ("question", _("%(name)s: question asked") % name, question),
        ("heard", _("%(name)s: when and where") % name, heard_line(response)),
        ("title", _("%(name)s: document") % name, plain(response.title)),
        ("links", _("%(name)s: links") % name, links),
        ("captures", _("%(name)s: copies kept") % name, _captures(answer)),
    ):
        yield ("answer", answer.id, field), label, text


def _captures(answer: AnswerReading) -> str:
    return "; ".join(_capture(capture) for capture in answer.response.captures)


def _capture(capture: CaptureReading) -> str:
    said = {"file": capture_line(capture), "sha256": capture.sha256, "reason": capture.withheld}
    if capture.withheld:
        return _("%(file)s, fingerprint %(sha256)s, withheld: %(reason)s") % said
    return _("%(file)s, fingerprint %(sha256)s") % said


def _translation(answer: AnswerReading) -> str:
    response = answer.response
    if not response.translation:
        return ""
    return _("%(translation)s (%(translator)s)") % {
        "translation": quoted(response.translation),
        "translator": translation_line(response),
    }


def _evidence_facts(evidence: EvidenceReading) -> Iterator[_Fact]:
    links = " ".join(link for link in (evidence.url, evidence.archive_url) if link)
    yield ("evidence", evidence.id, "line"), _("Evidence"), evidence_line(evidence)
    yield ("evidence", evidence.id, "links"), _("Evidence: links"), links


def _approach_facts(approach: ApproachReading) -> Iterator[_Fact]:
    yield ("approach", approach.id, "line"), _("Who was asked"), approach_line(approach)
    yield ("approach", approach.id, "note"), _("Who was asked: note"), plain(approach.note)


def _appearance_facts(appearance: AppearanceReading) -> Iterator[_Fact]:
    article = {"article": publisher_of(appearance.article)}
    line = retracted_line(article_line(appearance.article), appearance.retraction)
    passage = quoted(appearance.exact) if appearance.exact else plain(appearance.locator)
    for field, label, text in (
        ("article", _("Where it ran"), line),
        ("passage", _("%(article)s: passage") % article, passage),
        ("credit", _("%(article)s: how it is credited") % article, attribution_line(appearance)),
        ("stance", _("%(article)s: what the article does with it") % article, stance_line(appearance)),
        ("standing", _("%(article)s: what its publisher said since") % article, standing_line(appearance)),
    ):
        yield ("appearance", appearance.id, field), label, text
