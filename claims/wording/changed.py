"""What a version added, changed or took back, by name: "Answer of Dmitry Peskov added: denies"."""

from collections.abc import Callable, Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..reading import AnswerReading, AppearanceReading, ApproachReading, ClaimReading, EvidenceReading
from .lines import answer_word, approach_line
from .phrases import in_line, inner_name_of, listed, publisher_of, quoted, worded

type _Item = AnswerReading | EvidenceReading | ApproachReading | AppearanceReading

#: So many changes are told by name in one line.
TOLD = 3


def changed_line(before: ClaimReading, after: ClaimReading) -> str:
    """What `after` added to `before`, changed in it or took back of it, in a line; empty where that has no name."""
    told = [
        *_told(before.answers, after.answers, _answer),
        *_told(before.evidence, after.evidence, _evidence),
        *_told(before.approaches, after.approaches, _approach),
        *_appearances(before.appearances, after.appearances),
        *_own(before, after),
    ]
    if len(told) > TOLD + 1:
        more = len(told) - TOLD
        told = [*told[:TOLD], ngettext("%(count)d further change", "%(count)d further changes", more) % {"count": more}]
    return ". ".join(told)


def _told[Item: _Item](
    before: Sequence[Item], after: Sequence[Item], line: Callable[[Item, Item | None], str]
) -> Iterator[str]:
    known = {item.id: item for item in before}
    for item in after:
        if item != known.get(item.id):
            yield line(item, known.get(item.id))


def _is_taken_back(item: _Item, before: _Item | None) -> bool:
    return bool(item.retraction) and not (before and before.retraction)


def _answer(answer: AnswerReading, before: AnswerReading | None) -> str:
    names = {"name": inner_name_of(answer.response.speaker), "answer": answer_word(answer)}
    if _is_taken_back(answer, before):
        return _("Answer of %(name)s taken back by us: %(answer)s") % names
    if before is None:
        return _("Answer of %(name)s added: %(answer)s") % names
    return _("Answer of %(name)s changed: %(answer)s") % names


def _evidence(evidence: EvidenceReading, before: EvidenceReading | None) -> str:
    names = {"evidence": quoted(evidence.title), "bearing": evidence.bearing.label}
    if _is_taken_back(evidence, before):
        return _("Evidence taken back by us: %(evidence)s") % names
    if before is None:
        return _("Evidence added: %(evidence)s, %(bearing)s") % names
    return _("Evidence changed: %(evidence)s, %(bearing)s") % names


def _approach(approach: ApproachReading, before: ApproachReading | None) -> str:
    if _is_taken_back(approach, before):
        return _("Taken back by us: that %(name)s was asked") % {"name": inner_name_of(approach.asked)}
    return approach_line(approach)


def _appearances(before: Sequence[AppearanceReading], after: Sequence[AppearanceReading]) -> Iterator[str]:
    """Where it ran: what became of many articles at once is told once."""
    known = {item.id: item for item in before}
    new = [item for item in after if item != known.get(item.id)]
    taken_back = [item for item in new if _is_taken_back(item, known.get(item.id))]
    added = [item for item in new if item.id not in known and item not in taken_back]
    changed = [item for item in new if item.id in known and item not in taken_back]
    if taken_back:
        yield _("Where it ran, taken back by us: %(articles)s") % {"articles": _articles(taken_back)}
    if added:
        yield _("Where it ran, added: %(articles)s") % {"articles": _articles(added)}
    if changed:
        yield _("Where it ran, changed: %(articles)s") % {"articles": _articles(changed)}


def _articles(appearances: Sequence[AppearanceReading]) -> str:
    """ "Bloomberg, 25 January 2024"; of several first how many, and by name the first few that differ by name."""
    articles = [item.article for item in appearances]
    names = dict.fromkeys(in_line([publisher_of(article), worded(article.published_at)]) for article in articles)
    first = "; ".join(list(names)[:TOLD])
    if len(articles) == 1:
        return first
    told = {"count": len(articles), "first": first}
    if len(names) > TOLD:
        return _("%(count)d articles, among them %(first)s") % told
    return _("%(count)d articles: %(first)s") % told


def _own(before: ClaimReading, after: ClaimReading) -> Iterator[str]:
    """The particulars that changed, by what they are called on the page."""
    changed = [
        words
        for words, is_changed in (
            (_("who asserts it"), before.claimant != after.claimant),
            (_("when it was claimed"), before.claimed_on != after.claimed_on),
            (_("about when"), before.about_when != after.about_when),
            (_("the topics"), [topic.id for topic in before.topics] != [topic.id for topic in after.topics]),
            (_("what is not known"), before.unknowns != after.unknowns),
            (_("when a review is due"), before.review_by != after.review_by),
        )
        if is_changed
    ]
    if before.statement != after.statement:
        yield _("Before: %(statement)s") % {"statement": quoted(before.statement)}
    if changed:
        yield _("Changed: %(what)s") % {"what": listed(changed)}
