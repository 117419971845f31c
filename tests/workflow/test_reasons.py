"""What is public is decided, corrected, taken back or withheld only with a reason, which readers see."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User

from claims import workflow
from claims.models import Claim, Revision
from claims.record.canonical import parse, unpack
from claims.vocabulary import AnswerKind, Bearing, Position, Status
from tests.factories import ClaimFactory, full_claim, read, reworded
from tests.workflow.test_marking import refused

pytestmark = pytest.mark.django_db


def change_evidence(claim: Claim, **because: Any) -> None:
    workflow.change_evidence(
        claim.evidence.get(),
        title="Other",
        bearing=Bearing.CONTRADICTS,
        assessed_by="a court",
        finding="So.",
        **because,
    )


def change_answer(claim: Claim, **because: Any) -> None:
    answer = claim.answers.first()
    workflow.change_answer(answer, kind=AnswerKind.DECLINES, position=Position.SUBJECT, part="", **because)


def correct_response(claim: Claim, **because: Any) -> None:
    response = claim.answers.first().response
    workflow.correct_response(response, based_on=response.version, values={"role": "minister"}, **because)


def correct_article(claim: Claim, **because: Any) -> None:
    article = claim.appearances.get().article
    names = ("title", "date_as_printed", "published_at", "outlet", "url", "medium", "language")
    values = {name: getattr(article, name) for name in names}
    workflow.correct_article(article, based_on=article.version, byline="By nobody", **values, **because)


def change_speaker(claim: Claim, **because: Any) -> None:
    speaker = claim.answers.first().response.speaker
    workflow.rename(speaker, based_on=speaker.version, name=speaker.name, description="the minister", **because)


def merge(claim: Claim, **because: Any) -> None:
    into = ClaimFactory()
    workflow.merge_claims(claim, into=into, based_on=claim.version, into_based_on=into.version, **because)


def split(claim: Claim, **because: Any) -> None:
    items = [
        *claim.appearances.all(),
        *claim.answers.all(),
        *claim.evidence.all(),
        *claim.approaches.all(),
    ]
    parts = [workflow.Part(statement="One.", items=items), workflow.Part(statement="Two.")]
    workflow.split_claim(claim, based_on=claim.version, parts=parts, **because)


def reword(claim: Claim, **because: Any) -> None:
    fits = dict.fromkeys([*claim.answers.all(), *claim.evidence.all()], True)
    workflow.reword_claim(claim, based_on=claim.version, statement="Other.", still_fits=fits, **because)


def withhold_documents(claim: Claim, **because: Any) -> None:
    workflow.withhold_documents(reworded(claim, "Other."), numbers=[1], **because)


WITH_A_REASON: dict[str, Callable[..., object]] = {
    "mark": lambda claim, **because: workflow.mark_claim(
        claim, based_on=claim.version, status=Status.OPEN, not_pursued=True, **because
    ),
    "withdraw": lambda claim, **because: workflow.withdraw_claim(claim, based_on=claim.version, **because),
    "retract": lambda claim, **because: workflow.withdraw_claim(
        claim, based_on=claim.version, retracting=True, **because
    ),
    "merge": merge,
    "split": split,
    "reword": reword,
    "change evidence": change_evidence,
    "change an answer": change_answer,
    "correct a response": correct_response,
    "correct an article": correct_article,
    "describe a speaker otherwise": change_speaker,
    "retract an answer": lambda claim, **because: workflow.retract(claim.answers.first(), **because),
    "retract evidence": lambda claim, **because: workflow.retract(claim.evidence.get(), **because),
    "retract an appearance": lambda claim, **because: workflow.retract(claim.appearances.get(), **because),
    "retract an approach": lambda claim, **because: workflow.retract(claim.approaches.get(), **because),
    "withhold versions": withhold_documents,
    "withhold every word": workflow.withhold_claim_text,
}


@pytest.mark.parametrize("reason", ["", "  ", " – … "], ids=repr)
@pytest.mark.parametrize("operation", WITH_A_REASON.values(), ids=WITH_A_REASON)
def test_it_is_refused_without_a_reason(operation: Callable[..., object], reason: str, editor: User) -> None:
    claim = full_claim()

    with refused("reason"):
        operation(claim, reason=reason, by=editor)


@pytest.mark.parametrize("operation", WITH_A_REASON.values(), ids=WITH_A_REASON)
def test_its_reason_is_in_the_record(operation: Callable[..., object], editor: User) -> None:
    claim = full_claim()
    before = Revision.objects.latest("sequence").sequence

    operation(claim, reason="  As the ministry asked.  ", by=editor)

    claims = set(Revision.objects.filter(sequence__gt=before, kind="claim").values_list("subject", flat=True))
    others = Revision.objects.filter(sequence__gt=before).exclude(kind="claim")
    said = {read(Claim.objects.get(pk=pk)).reason for pk in claims}
    said |= {reason_of(revision) for revision in others}
    assert "As the ministry asked." in said


def reason_of(revision: Revision) -> str:
    return parse(unpack(revision.document.body))["reason"]
