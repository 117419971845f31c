"""Publishing, withdrawing, discarding, merging and splitting from the desk."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from claims.models import Answer, Claim, Response, Revision
from claims.vocabulary import AnswerKind, State, Status
from claims.workflow import answer_claim, retract
from tests import factories, htmx


def page_of(claim: Claim) -> str:
    return f"/desk/claims/{claim.pk}/"


def state_of(claim: Claim) -> str:
    claim.refresh_from_db()
    return claim.state


# Publishing


def test_publishing_a_draft(desk: Client) -> None:
    claim = factories.DraftFactory.create()
    sent = {"once": uuid4(), "version": claim.version}
    for _time in range(2):
        assert desk.post(f"{page_of(claim)}publish/", sent).headers["Location"] == page_of(claim)
    assert state_of(claim) == State.PUBLIC
    assert Revision.objects.filter(kind="claim", subject=claim.pk).count() == 1


def test_an_embargo_refuses_publishing_in_words(desk: Client) -> None:
    claim = factories.DraftFactory.create(not_before=timezone.now() + timedelta(hours=1))
    response = desk.post(f"{page_of(claim)}publish/", {"once": uuid4(), "version": claim.version})
    assert response.status_code == 422
    assert "This claim is under embargo until" in response.content.decode()
    assert state_of(claim) == State.DRAFT


def test_publishing_twice_from_two_pages_says_so(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    response = desk.post(f"{page_of(claim)}publish/", {"once": uuid4(), "version": claim.version})
    assert response.status_code == 422
    assert "This claim is public already." in response.content.decode()


def test_a_draft_that_a_colleague_changed_is_not_published_unseen(desk: Client) -> None:
    claim = factories.DraftFactory.create()
    sent = {"once": uuid4(), "version": claim.version}
    factories.reworded(claim, "The bridge will never open.")
    response = desk.post(f"{page_of(claim)}publish/", sent)
    assert response.status_code == 409
    assert "a colleague changed this draft meanwhile" in response.content.decode()
    assert "The bridge will never open." in response.content.decode()
    assert state_of(claim) == State.DRAFT
    again = {"once": uuid4(), "version": claim.version}
    assert desk.post(f"{page_of(claim)}publish/", again).status_code == 302


# Withdrawing


@pytest.mark.parametrize(("kind", "change"), [("withdraw", "withdrawn"), ("retract", "retracted")])
def test_taking_a_claim_out_of_the_lists(desk: Client, kind: str, change: str) -> None:
    claim = factories.denied()
    sent = {"once": uuid4(), "version": claim.version, "kind": kind, "reason": "Two claims in one."}
    assert desk.post(f"{page_of(claim)}withdraw/", sent).status_code == 302
    assert state_of(claim) == State.WITHDRAWN
    assert claim.head is not None
    assert claim.head.change == change


@pytest.mark.parametrize("missing", ["kind", "reason", "version"])
def test_withdrawing_needs_kind_and_reason(desk: Client, missing: str) -> None:
    claim = factories.ClaimFactory.create()
    sent = {"once": uuid4(), "version": claim.version, "kind": "withdraw", "reason": "So."}
    del sent[missing]
    assert desk.post(f"{page_of(claim)}withdraw/", sent).status_code == 422
    assert state_of(claim) == State.PUBLIC


def test_marked_meanwhile_withdrawing_is_a_conflict(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    sent = {"once": uuid4(), "version": claim.version, "kind": "withdraw", "reason": "My own words."}
    factories.denied(claim)
    response = desk.post(f"{page_of(claim)}withdraw/", sent)
    assert response.status_code == 409
    assert "Denied by the ministry’s spokeswoman" in response.content.decode()
    assert "My own words." in response.content.decode()
    again = sent | {"version": response.context["form"]["version"].value()}
    assert desk.post(f"{page_of(claim)}withdraw/", again).status_code == 302


def test_a_draft_cannot_be_withdrawn(desk: Client) -> None:
    claim = factories.DraftFactory.create()
    sent = {"once": uuid4(), "version": claim.version, "kind": "withdraw", "reason": "So."}
    response = desk.post(f"{page_of(claim)}withdraw/", sent)
    assert response.status_code == 422
    assert "Discard it instead." in response.content.decode()


# Discarding


def test_discarding_a_draft_asks_first_and_leaves_its_response(desk: Client) -> None:
    claim = factories.DraftFactory.create()
    factories.denied(claim)
    factories.ran(claim)
    assert desk.get(f"{page_of(claim)}discard/").status_code == 200
    assert Claim.objects.exists()
    sent = {"once": uuid4(), "version": claim.version}
    for _time in range(2):
        assert desk.post(f"{page_of(claim)}discard/", sent).headers["Location"].startswith("/desk/")
    assert not Claim.objects.exists()
    assert Response.objects.exists()


def test_a_draft_that_a_colleague_works_on_is_not_discarded_unseen(desk: Client) -> None:
    claim = factories.DraftFactory.create()
    sent = {"once": uuid4(), "version": claim.version}
    factories.ran(claim)
    response = desk.post(f"{page_of(claim)}discard/", sent)
    assert response.status_code == 409
    assert Claim.objects.filter(pk=claim.pk).exists()
    again = sent | {"version": response.context["form"]["version"].value()}
    assert desk.post(f"{page_of(claim)}discard/", again).status_code == 302


def test_a_discard_sent_again_from_the_drafts_page_leads_to_the_queue(desk: Client) -> None:
    claim = factories.DraftFactory.create()
    sent, here = {"once": uuid4(), "version": claim.version}, htmx.headers(page_of(claim))
    desk.post(f"{page_of(claim)}discard/", sent, headers=here)
    again = desk.post(f"{page_of(claim)}discard/", sent, headers=here)
    assert again.headers["HX-Redirect"] == "/desk/"
    assert again.content == b""


def test_a_public_claim_cannot_be_discarded(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    response = desk.post(f"{page_of(claim)}discard/", {"once": uuid4(), "version": claim.version})
    assert response.status_code == 422
    assert "Only a draft can be discarded." in response.content.decode()


# Merging


def merging(loser: Claim, into: Claim, **changes: Any) -> dict[str, Any]:
    return {
        "once": uuid4(),
        "version": loser.version,
        "into": into.pk,
        "into_version": into.version,
        "reason": "The same claim.",
    } | changes


def test_the_claim_that_stays_is_found_by_number_and_words(desk: Client) -> None:
    claim, other = factories.ClaimFactory.create(), factories.ClaimFactory.create(statement="The ferry will stop.")
    factories.DraftFactory.create(statement="The ferry will stop again.")
    for query in (str(other.pk), "FERRY"):
        offered = desk.get(f"{page_of(claim)}merge/", {"q": query}).context["offered"]
        assert [stands.claim for stands in offered] == [other], query
    assert "No other public claim" in desk.get(f"{page_of(claim)}merge/", {"q": "zeppelin"}).content.decode()


def test_both_claims_are_shown_side_by_side(desk: Client) -> None:
    claim, other = factories.ClaimFactory.create(), factories.denied()
    page = desk.get(f"{page_of(claim)}merge/", {"into": other.pk}).content.decode()
    assert claim.statement in page
    assert other.statement in page
    assert "Denied by the ministry’s spokeswoman" in page
    assert "Because: <bdi>As the record shows.</bdi>" in page
    assert "– denies</li>" in page
    assert "Keeps its wording, its status and its mark" in page
    assert "Its mark does not go along." in page


def test_merging_a_claim_into_another(desk: Client) -> None:
    loser, into = factories.ClaimFactory.create(), factories.ClaimFactory.create()
    factories.ran(loser)
    sent = merging(loser, into)
    for _time in range(2):
        assert desk.post(f"{page_of(loser)}merge/", sent).headers["Location"] == page_of(into)
    assert state_of(loser) == State.MERGED
    assert into.appearances.count() == 1


def test_answers_that_differ_are_chosen_between(desk: Client, editor: User) -> None:
    loser, into = factories.ClaimFactory.create(), factories.ClaimFactory.create()
    ours = factories.answered(loser, AnswerKind.DENIES)
    theirs = answer_claim(ours.response, into, kind=AnswerKind.DECLINES, by=editor)
    refused = desk.post(f"{page_of(loser)}merge/", merging(loser, into))
    assert refused.status_code == 422
    assert "Say which of the two answers stands." in refused.content.decode()
    choice = {f"response_{ours.response_id}": ours.pk}
    assert desk.post(f"{page_of(loser)}merge/", merging(loser, into, **choice)).status_code == 302
    assert Answer.objects.get(pk=theirs.pk).kind == AnswerKind.DENIES


def test_an_answer_taken_back_on_the_claim_that_stays_is_offered_again(desk: Client, editor: User) -> None:
    into, loser = factories.denied(), factories.ClaimFactory.create()
    ours = into.answers.get()
    retract(ours, reason="It was about another pier.", by=editor)
    answer_claim(ours.response, loser, kind=AnswerKind.DENIES, by=editor)
    page = desk.get(f"{page_of(loser)}merge/", {"into": into.pk}).content.decode()
    assert "taken back: It was about another pier. (on the claim that stays)" in page


def test_a_colleague_decides_on_the_claim_that_stays_before_the_merge(desk: Client) -> None:
    loser, into = factories.ClaimFactory.create(), factories.ClaimFactory.create()
    sent = merging(loser, into)
    factories.denied(into)
    response = desk.post(f"{page_of(loser)}merge/", sent)
    assert response.status_code == 409
    assert "Denied by the ministry’s spokeswoman" in response.content.decode()
    form = response.context["form"]
    again = sent | {name: form[name].value() for name in ("version", "into_version")}
    assert desk.post(f"{page_of(loser)}merge/", again).status_code == 302


def test_a_draft_is_merged_into_another_or_a_public_claim_and_is_gone(desk: Client) -> None:
    draft, into = factories.DraftFactory.create(), factories.ClaimFactory.create()
    factories.ran(draft)
    other = factories.DraftFactory.create(statement="The ferry will stop.")
    offered = desk.get(f"{page_of(draft)}merge/", {"q": "ferry"}).context["offered"]
    assert [stands.claim for stands in offered] == [other]
    assert "Is deleted." in desk.get(f"{page_of(draft)}merge/", {"into": into.pk}).content.decode()
    sent = merging(draft, into, reason="")
    for _time in range(2):
        assert desk.post(f"{page_of(draft)}merge/", sent).headers["Location"] == page_of(into)
    assert not Claim.objects.filter(pk=draft.pk).exists()
    assert into.appearances.count() == 1


@pytest.mark.parametrize("into", ["", "x", "0", "9" * 40, "812"])
def test_merging_into_nothing_is_answered_with_words(desk: Client, into: str) -> None:
    loser = factories.ClaimFactory.create()
    response = desk.post(f"{page_of(loser)}merge/", merging(loser, loser) | {"into": into})
    assert response.status_code == 422
    assert "There is no such claim to merge into." in response.content.decode()
    assert desk.get(f"{page_of(loser)}merge/", {"into": into}).status_code == 200


def test_the_reason_typed_goes_along_to_another_where_the_claim_that_stays_was_withdrawn(desk: Client) -> None:
    loser, into = factories.ClaimFactory.create(), factories.ClaimFactory.create()
    other = factories.ClaimFactory.create(statement="The ferry will stop.")
    sent = merging(loser, into, reason="My own words.")
    factories.withdrawn(into)
    refused = desk.post(f"{page_of(loser)}merge/", sent)
    assert refused.status_code == 422
    assert f"Claim {into.pk} was withdrawn or split meanwhile. Choose another." in refused.content.decode()
    found = desk.post(f"{page_of(loser)}merge/", {"look": "1", "q": "ferry", "reason": "My own words."})
    assert [stands.claim for stands in found.context["offered"]] == [other]
    for page in (refused, found):
        assert page.context["search"]["reason"].value() == "My own words."
        assert "My own words.</textarea>" in page.content.decode()
    assert f'name="choose" value="{other.pk}"' in found.content.decode()
    chosen = desk.post(f"{page_of(loser)}merge/", {"choose": other.pk, "reason": "My own words."})
    assert (chosen.status_code, chosen.context["form"].is_bound) == (200, False)
    again = {name: chosen.context["form"][name].value() for name in sent}
    assert again["reason"] == "My own words."
    assert desk.post(f"{page_of(loser)}merge/", again).headers["Location"] == page_of(other)


def test_the_claim_that_the_one_that_stays_went_into_is_shown_with_the_reason_typed(desk: Client) -> None:
    loser, into, last = factories.ClaimFactory.create_batch(3)
    sent = merging(loser, into, reason="My own words.")
    factories.merged(into, last)
    refused = desk.post(f"{page_of(loser)}merge/", sent)
    assert refused.status_code == 409
    assert f"Claim {into.pk} was merged into claim {last.pk} meanwhile." in refused.content.decode()
    again = {name: refused.context["form"][name].value() for name in sent}
    assert (again["into"], again["reason"]) == (last.pk, "My own words.")
    assert state_of(loser) == State.PUBLIC
    assert desk.post(f"{page_of(loser)}merge/", again).headers["Location"] == page_of(last)


def test_of_a_claim_that_went_into_the_one_to_be_merged_is_said_that(desk: Client) -> None:
    loser, into = factories.ClaimFactory.create_batch(2)
    sent = merging(loser, into, reason="My own words.")
    factories.merged(into, loser)
    sent["version"] = Claim.objects.get(pk=loser.pk).version
    page = desk.post(f"{page_of(loser)}merge/", sent).content.decode()
    assert f"Claim {into.pk} was merged into claim {loser.pk} meanwhile. Choose another." in page
    assert "My own words.</textarea>" in page


def test_a_draft_whose_other_draft_is_gone_is_told_so(desk: Client) -> None:
    draft, into = factories.DraftFactory.create_batch(2)
    sent = merging(draft, into, reason="My own words.")
    number = into.pk
    into.delete()
    page = desk.post(f"{page_of(draft)}merge/", sent).content.decode()
    assert f"Draft {number} is gone: a colleague discarded, merged or split it. Choose another." in page
    assert "My own words.</textarea>" in page


def test_a_claim_is_not_offered_to_itself(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    response = desk.post(f"{page_of(claim)}merge/", merging(claim, claim))
    assert response.status_code == 422
    assert "There is no such claim to merge into." in response.content.decode()
    assert desk.get(f"{page_of(claim)}merge/", {"q": str(claim.pk)}).context["offered"] == []


# Splitting


def splitting(claim: Claim, **changes: Any) -> dict[str, Any]:
    sent = {"once": uuid4(), "version": claim.version, "parts": 2, "reason": "Two claims in one."}
    return sent | {"statement_0": "It will open.", "statement_1": "It will open in May."} | changes


def test_splitting_gives_each_part_what_belongs_to_it(desk: Client) -> None:
    claim = factories.denied()
    answer, appearance, evidence = claim.answers.get(), factories.ran(claim), factories.assessed(claim)
    approach = factories.approached(claim)
    given = {f"answers_{answer.pk}": ["1"], f"appearances_{appearance.pk}": ["0", "1"]}
    sent = splitting(claim, **given, **{f"evidence_{evidence.pk}": ["0"], f"approaches_{approach.pk}": ["1"]})
    for _time in range(2):
        assert desk.post(f"{page_of(claim)}split/", sent).status_code == 302
    first, second = Claim.objects.filter(split_from=claim).order_by("pk")
    assert (first.statement, second.statement) == ("It will open.", "It will open in May.")
    assert [one.answers.count() for one in (first, second)] == [0, 1]
    assert [one.appearances.count() for one in (first, second)] == [1, 1]
    assert [one.evidence.count() for one in (first, second)] == [1, 0]
    assert [one.approaches.count() for one in (first, second)] == [0, 1]
    assert {first.status, second.status} == {Status.OPEN}
    assert state_of(claim) == State.WITHDRAWN


def test_one_part_more_keeps_what_was_typed(desk: Client) -> None:
    claim = factories.denied()
    answer = claim.answers.get()
    appearance = factories.ran(claim)
    chosen = {f"answers_{answer.pk}": ["1"]}
    response = desk.post(f"{page_of(claim)}split/", splitting(claim, **chosen, more="1"))
    assert response.status_code == 200
    form = response.context["form"]
    assert form["statement_1"].value() == "It will open in May."
    assert form[f"answers_{answer.pk}"].value() == ["1"]
    assert form[f"appearances_{appearance.pk}"].value() == [], "what was taken off does not come back"
    assert "statement_2" in form.fields
    assert not Claim.objects.filter(split_from=claim).exists()


@pytest.mark.parametrize(
    "changes", [{"statement_1": ""}, {"reason": ""}, {"parts": "x", "statement_1": ""}, {"version": ""}]
)
def test_a_split_that_cannot_be_accepted_says_why(desk: Client, changes: dict[str, Any]) -> None:
    claim = factories.denied()
    sent = splitting(claim, **{f"answers_{claim.answers.get().pk}": ["none"]}, **changes)
    response = desk.post(f"{page_of(claim)}split/", sent)
    assert response.status_code == 422
    assert "It will open." in response.content.decode()
    assert state_of(claim) == State.PUBLIC


@pytest.mark.parametrize("chosen", [[], ["7"], ["x"], ["0", "none"]], ids=str)
def test_a_split_asks_of_each_answer_to_which_part_it_belongs(desk: Client, chosen: list[str]) -> None:
    claim = factories.denied()
    name = f"answers_{claim.answers.get().pk}"
    response = desk.post(f"{page_of(claim)}split/", splitting(claim, **{name: chosen}))
    assert response.status_code == 422
    assert response.context["form"].has_error(name)
    assert state_of(claim) == State.PUBLIC


def test_an_answer_recorded_while_a_claim_is_being_split_is_asked_about(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    sent = splitting(claim)
    factories.answered(claim, AnswerKind.DECLINES)
    response = desk.post(f"{page_of(claim)}split/", sent)
    assert response.status_code == 422
    assert "Say to which part it belongs, or to none." in response.content.decode()
    assert state_of(claim) == State.PUBLIC


def test_a_split_proposes_articles_and_whom_was_asked_for_each_part_and_answers_for_none(desk: Client) -> None:
    claim = factories.full_claim()
    form = desk.get(f"{page_of(claim)}split/").context["form"]
    chosen = {name: form[name].value() for name in form.fields if name.startswith(tuple(form.ITEMS))}
    assert {name.partition("_")[0]: value for name, value in chosen.items()} == {
        "appearances": ["0", "1"],
        "answers": [],
        "evidence": [],
        "approaches": ["0", "1"],
    }
    assert form["unknowns_1"].value() == claim.unknowns
