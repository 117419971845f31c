"""What a row can never be: the database refuses it, and says so in words before."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from claims.models import (
    Answer,
    Appearance,
    Approach,
    Article,
    Attribution,
    Capture,
    ChainHead,
    Claim,
    Evidence,
    Mark,
    Note,
    Origin,
    Outlet,
    Response,
    Revision,
    Speaker,
    Topic,
)
from tests.factories import full_claim

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 1, tzinfo=UTC)

# Model, values that break a rule, the rule's name. The other values are those of a row that is right.
BROKEN = [
    (Speaker, {"name": ""}, "speaker_named_or_described"),
    (Speaker, {"kind": "unnamed", "description": "source"}, "speaker_named_or_described"),
    (Outlet, {"name": ""}, "outlet_has_name"),
    (Topic, {"name": ""}, "topic_has_name"),
    (Article, {"title": ""}, "article_has_title"),
    (Response, {"heard": "reported", "reported_by": None}, "response_reported_by_an_article"),
    (Response, {"heard": "first_hand", "reported_by": Article}, "response_reported_by_an_article"),
    (Response, {"translation": "x", "translator": ""}, "response_translation_says_whose"),
    (Response, {"translation": "", "translator": "x"}, "response_translation_says_whose"),
    (Response, {"channel": "document", "title": ""}, "response_document_has_title"),
    (Answer, {"kind": "partly_denies", "part": ""}, "answer_partly_says_which_part"),
    (Answer, {"kind": "denies", "part": "the month"}, "answer_partly_says_which_part"),
    (Claim, {"statement": ""}, "claim_has_statement"),
    (Claim, {"status": "open", "ground": "response"}, "claim_open_has_no_ground"),
    (Claim, {"status": "denied", "ground": ""}, "claim_open_has_no_ground"),
    (Claim, {"status": "denied", "ground": "response", "mark": None}, "claim_status_has_a_mark"),
    (Claim, {"state": "draft"}, "claim_public_is_recorded"),
    (Claim, {"state": "public", "head": None}, "claim_public_is_recorded"),
    (Claim, {"state": "merged", "merged_into": None}, "claim_merged_says_into_which"),
    (Claim, {"state": "public", "merged_into": Claim}, "claim_merged_says_into_which"),
    (Claim, {"not_before": NOW}, "claim_embargo_on_a_draft"),
    (Capture, {"file": ""}, "capture_file_unless_withheld"),
    (Capture, {"withheld": "By order of a court."}, "capture_file_unless_withheld"),
    (Mark, {"status": "open", "ground": "evidence"}, "mark_open_has_no_ground"),
    (Mark, {"status": "confirmed", "ground": ""}, "mark_open_has_no_ground"),
    (Mark, {"reason": ""}, "mark_has_reason"),
    (Mark, {"status": "denied", "ground": "response", "not_pursued": True}, "mark_only_open_is_not_pursued"),
    (Mark, {"number": 1, "recorded_at": None}, "mark_recorded_with_number"),
    (Mark, {"number": None, "recorded_at": NOW}, "mark_recorded_with_number"),
    (Evidence, {"title": ""}, "evidence_says_what_and_who"),
    (Evidence, {"assessed_by": ""}, "evidence_says_what_and_who"),
    (Evidence, {"finding": ""}, "evidence_says_what_and_who"),
    (Approach, {"outcome": "no_reply", "checked_on": None}, "approach_no_reply_says_by_when"),
    (Appearance, {"exact": "", "start": None, "locator": "0:42"}, "appearance_passage_in_a_version"),
    (Appearance, {"article_version": None}, "appearance_passage_in_a_version"),
    (Appearance, {"start": None}, "appearance_passage_has_a_start"),
    (Appearance, {"exact": "", "article_version": None, "locator": "0:42"}, "appearance_passage_has_a_start"),
    (Attribution, {"words": ""}, "attribution_has_words"),
    (Origin, {"label": ""}, "origin_has_label"),
    (Origin, {"people": 0}, "origin_people_from_one"),
    (Note, {"text": ""}, "note_has_text"),
    (Speaker, {"slug": None}, "speaker_public_has_address"),
    (Outlet, {"slug": None}, "outlet_public_has_address"),
    (Topic, {"slug": None}, "topic_public_has_address"),
]


def copy_of(response: Response) -> None:
    """A copy kept with a response, on record alone."""
    Capture.objects.create(
        response=response,
        file="captures/2026/11/a.png",
        name="a.png",
        media_type="image/png",
        size=1,
        sha256=str(response.pk),
    )


@pytest.mark.parametrize(
    ("model", "values", "rule"), BROKEN, ids=[f"{rule}-{n}" for n, (_, _, rule) in enumerate(BROKEN)]
)
def test_the_database_refuses_a_row_that_can_never_be(model: type[models.Model], values: dict, rule: str) -> None:
    claim = full_claim()
    Note.objects.create(claim=claim, text="Ask again.")
    copy_of(Response.objects.latest("pk"))
    row = model._default_manager.order_by("pk").last()
    for name, value in values.items():
        setattr(row, name, value._default_manager.order_by("pk").first() if isinstance(value, type) else value)
    [constraint] = [constraint for constraint in model._meta.constraints if constraint.name == rule]

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        row.save()
    with pytest.raises(ValidationError) as refused:
        constraint.validate(model, row)

    assert constraint.violation_error_message != constraint.default_violation_error_message or rule in INTERNAL
    assert refused.value.messages


# Nobody can type their way into these: the record's writer sets both values.
INTERNAL = {"mark_recorded_with_number"}


def test_every_rule_of_a_row_is_broken_here() -> None:
    tables = {model for model, _, _ in BROKEN}
    rules = {c.name for model in tables for c in model._meta.constraints if isinstance(c, models.CheckConstraint)}

    assert rules - {rule for _, _, rule in BROKEN} == {
        "claim_not_merged_into_itself",
        "claim_not_split_from_itself",
        "article_not_a_copy_of_itself",
    }


def test_an_article_is_never_a_copy_of_itself() -> None:
    full_claim()
    article = Article.objects.latest("pk")
    article.copy_of = article

    with pytest.raises(IntegrityError, match="article_not_a_copy_of_itself"), transaction.atomic():
        article.save()


def test_a_claim_is_never_merged_into_itself() -> None:
    claim = full_claim()
    claim.state, claim.merged_into = "merged", claim

    with pytest.raises(IntegrityError, match="claim_not_merged_into_itself"), transaction.atomic():
        claim.save()


def test_a_claim_is_never_split_from_itself() -> None:
    claim = full_claim()
    claim.split_from = claim

    with pytest.raises(IntegrityError, match="claim_not_split_from_itself"), transaction.atomic():
        claim.save()


@pytest.mark.parametrize(
    ("values", "rule"),
    [({"number": 0}, "revision_number_from_one"), ({"withholds": 1}, "revision_only_withheld_withholds")],
)
def test_the_database_refuses_a_revision_that_can_never_be(values: dict[str, int], rule: str) -> None:
    full_claim()
    newest = Revision.objects.latest("sequence")
    particulars = {"number": newest.number + 1, **values}

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Revision(
            sequence=newest.sequence + 1,
            kind=newest.kind,
            subject=newest.subject,
            change=newest.change,
            recorded_at=newest.recorded_at,
            digest="0" * 64,
            **particulars,
        ).save(force_insert=True)


def test_the_chain_has_one_end() -> None:
    with pytest.raises(IntegrityError, match="chain_head_is_one_row"), transaction.atomic():
        ChainHead(id=2).save(force_insert=True)


def test_no_two_captures_name_one_file() -> None:
    full_claim()
    for response in Response.objects.order_by("pk")[:2]:
        if Capture.objects.exists():
            with pytest.raises(IntegrityError), transaction.atomic():
                copy_of(response)
        else:
            copy_of(response)

    assert Capture.objects.count() == 1
