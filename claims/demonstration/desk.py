"""What an editor does at the desk, said briefly enough to tell a case in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User

from .. import workflow
from ..dates import PartialDate
from ..models import Answer, Appearance, Article, Claim, Mark, Origin, Outlet, Response, Speaker, Topic
from ..record.preview import preview
from ..vocabulary import AnswerKind, Position, SpeakerKind, Status
from ..wording import mark_reason
from ..workflow import Credit

on = PartialDate.fromisoformat


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One editor at work. Everything goes through the workflow."""

    by: User
    progress: Callable[[Claim], None]

    def topic(self, name: str, description: str) -> Topic:
        return workflow.create_topic(name=name, description=description, by=self.by)

    def outlet(self, name: str, url: str) -> Outlet:
        return workflow.create_outlet(name=name, url=url, by=self.by)

    def person(self, name: str, description: str) -> Speaker:
        return workflow.create_speaker(name=name, description=description, by=self.by)

    def institution(self, name: str, description: str) -> Speaker:
        return workflow.create_speaker(name=name, description=description, kind=SpeakerKind.INSTITUTION, by=self.by)

    def article(self, title: str, **particulars: Any) -> Article:
        """An article by its particulars alone: its text is its publisher's."""
        return workflow.take_in_article(title=title, by=self.by, **particulars)

    def claim(self, statement: str, *, topics: Iterable[Topic], **particulars: Any) -> Claim:
        return workflow.draft_claim(statement=statement, topics=topics, by=self.by, **particulars)

    def appearance(self, claim: Claim, article: Article, credits: Sequence[Credit], **particulars: Any) -> Appearance:
        return workflow.add_appearance(claim, article=article, credits=credits, by=self.by, **particulars)

    def copies(self, article: Article, copies: Sequence[workflow.Copy]) -> None:
        """Where the same text ran, such as that of a wire; each carries what the article does."""
        workflow.attach_copies(article, copies=copies, by=self.by)

    def correct(self, claim: Claim, *, reason: str, **changed: Any) -> None:
        """Mend an error of ours in a claim's particulars, with a notice; the others stay as they are."""
        claim = Claim.objects.get(pk=claim.pk)
        names = ("unknowns", "claimant", "claimed_on", "about_when", "review_by", "not_before")
        particulars = {name: getattr(claim, name) for name in names} | {"topics": claim.topics.all(), **changed}
        workflow.update_claim(claim, based_on=claim.version, reason=reason, by=self.by, **particulars)

    def publish(self, claim: Claim) -> None:
        workflow.publish_claim(claim, by=self.by)

    def response(self, response: Response, answers: Iterable[tuple[Claim, AnswerKind, str]]) -> list[Answer]:
        """Record an utterance with its answers: to which claim, of which kind, and for a partial one to which part."""
        given = [Answer(claim=claim, kind=kind, part=part, position=Position.INVOLVED) for claim, kind, part in answers]
        workflow.record_response(response, answers=given, by=self.by)
        return given

    def mark(self, claim: Claim, status: Status, answers: Sequence[Answer], *, despite: str = "") -> Mark:
        """Mark with the generated line as the reason, as the form proposes it."""
        claim = Claim.objects.get(pk=claim.pk)
        [reading] = preview([claim])
        cited = {answer.pk for answer in answers}
        reason = mark_reason(
            status, [answer for answer in reading.answers if answer.id in cited], [], others=reading.answers
        )
        return workflow.mark_claim(
            claim,
            based_on=claim.version,
            status=status,
            answers=cited,
            reason=reason,
            despite=despite,
            by=self.by,
        )

    def reopen(self, claim: Claim, *, reason: str, stood_from: PartialDate) -> Mark:
        claim = Claim.objects.get(pk=claim.pk)
        return workflow.mark_claim(
            claim, based_on=claim.version, status=Status.OPEN, reason=reason, stood_from=stood_from, by=self.by
        )


def last_source(appearance: Appearance) -> Origin:
    """The first known source at the end of an appearance's credits, for "same as"."""
    step = appearance.attributions.select_related("origin").get(origin__isnull=False)
    if step.origin is None:
        raise LookupError("The credits end at no first known source.")
    return step.origin
