"""Two editors whose operations cross take hold of the same rows in one order: neither is stopped by the other.

SQLite lets one write at a time, from the beginning of its transaction, so only PostgreSQL can mix them.
"""

from collections.abc import Callable
from contextlib import suppress

import pytest
from django.contrib.auth.models import User
from django.db import connection

from claims import workflow
from claims.models import Article, Outlet, Speaker
from claims.record.verify import verify
from claims.vocabulary import AnswerKind
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    DraftFactory,
    EditorFactory,
    OutletFactory,
    SpeakerFactory,
    answered,
    ran,
)
from tests.meanwhile import crossed

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")


@pytest.fixture
def by(committed: None) -> User:
    return EditorFactory.create()


def renaming(thing: Outlet | Speaker, *, by: User) -> Callable[[], None]:
    """Renames it. Where the other was faster, whoever renames it is told so."""

    def rename() -> None:
        with suppress(workflow.Conflict):
            workflow.rename(thing, based_on=thing.version, name="Another name", by=by)

    return rename


def locking(*tables: str) -> list[str]:
    return [f'FROM "claims_{table}".* FOR NO KEY UPDATE' for table in tables]


@pytest.mark.parametrize("before", locking("article", "outlet"))
def test_an_outlet_is_renamed_while_a_claim_that_ran_in_it_becomes_public(by, before):
    outlet = OutletFactory()
    draft = DraftFactory()
    ran(draft, ArticleFactory(outlet=outlet))

    crossed(renaming(outlet, by=by), lambda: workflow.publish_claim(draft, by=by), before=before)

    assert Article.objects.get().is_recorded
    verify()


@pytest.mark.parametrize("before", locking("response", "speaker"))
def test_a_speaker_is_renamed_while_what_they_said_is_brought_to_a_public_claim(by, before):
    speaker, claim = SpeakerFactory(), ClaimFactory()
    response = answered(DraftFactory(), speaker=speaker).response

    crossed(
        renaming(speaker, by=by),
        lambda: workflow.answer_claim(response, claim, kind=AnswerKind.DENIES, by=by),
        before=before,
    )

    assert claim.answers.exists()
    verify()


def test_two_passages_that_go_back_to_one_source_are_recorded_of_an_article_and_of_its_copy(by):
    original, copy = ArticleFactory(), ArticleFactory()
    workflow.attach_copies(original, copies=[workflow.Copy(url="", outlet=None, article=copy)], by=by)
    source = ran(DraftFactory()).attributions.get().origin
    claim, other = ClaimFactory(), ClaimFactory()
    credits = [workflow.Credit(words="two people", origin=source)]

    crossed(
        lambda: ran(claim, original, credits=credits, with_copies=True),
        lambda: ran(other, copy, credits=credits),
        before='FROM "claims_origin".* FOR NO KEY UPDATE',
    )

    assert {appearance.article for appearance in claim.appearances.all()} == {original, copy}
    assert other.appearances.get().article == copy
    verify()
