"""Where a claim ran: what an edit does to the first known source an article goes back to."""

import pytest

from claims import workflow
from claims.models import Appearance, Origin
from claims.vocabulary import OriginKind
from tests.factories import ClaimFactory, DraftFactory, ran
from tests.workflow.test_marking import refused

pytestmark = pytest.mark.django_db

TWO_PEOPLE = workflow.Credit(words="two people close to the talks", kind=OriginKind.ANONYMOUS, people=2)
THREE_PEOPLE = workflow.Credit(words="two people close to the talks", kind=OriginKind.ANONYMOUS, people=3)


def origin_of(appearance: Appearance) -> Origin | None:
    return appearance.attributions.get().origin


def edited(appearance: Appearance, editor, *credits: workflow.Credit, reason: str = "", locator: str = "") -> None:
    workflow.change_appearance(
        appearance,
        by=editor,
        locator=locator,
        stance=appearance.stance,
        standing=appearance.standing,
        standing_note="",
        credits=credits,
        reason=reason,
    )


@pytest.mark.parametrize("make", [DraftFactory, ClaimFactory])
def test_an_edit_that_says_the_same_of_the_source_means_the_same_source(editor, make):
    appearance = ran(make(), credits=[TWO_PEOPLE])
    source = origin_of(appearance)

    edited(appearance, editor, TWO_PEOPLE, locator="second column")

    assert [*Origin.objects.all()] == [origin_of(appearance)] == [source]


def test_another_source_takes_the_place_of_a_draft_s(editor):
    appearance = ran(DraftFactory(), credits=[TWO_PEOPLE])

    edited(appearance, editor, THREE_PEOPLE)

    assert [origin.people for origin in Origin.objects.all()] == [3]


def test_what_a_draft_gave_up_stays_while_another_article_goes_back_to_it(editor):
    draft = DraftFactory()
    appearance = ran(draft, credits=[TWO_PEOPLE])
    source = origin_of(appearance)
    ran(draft, credits=[workflow.Credit(words="the same two", origin=source)])

    edited(appearance, editor)

    assert [*Origin.objects.all()] == [source]


def test_what_a_public_claim_gave_up_stays_as_its_documents_name_it(editor):
    appearance = ran(ClaimFactory(), credits=[TWO_PEOPLE])
    source = origin_of(appearance)

    edited(appearance, editor, THREE_PEOPLE, reason="Three.")

    assert source in Origin.objects.all()
    assert origin_of(appearance) != source


def test_taking_back_where_a_draft_ran_takes_its_source_along(editor):
    appearance = ran(DraftFactory(), credits=[TWO_PEOPLE])

    workflow.retract(appearance, reason="", by=editor)

    assert not Origin.objects.exists()


def test_a_source_that_a_colleague_just_dropped_is_not_credited(editor):
    appearance = ran(DraftFactory(), credits=[TWO_PEOPLE])
    source = origin_of(appearance)
    workflow.retract(appearance, reason="", by=editor)

    with refused("gone"):
        ran(DraftFactory(), credits=[workflow.Credit(words="the same two", origin=source)])
