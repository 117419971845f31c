"""What is said of a claim is said of the words that its form showed: who is late to a rewording is told of it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from claims.models import Answer, Appearance, Approach, Claim, Evidence, Response, Speaker
from claims.vocabulary import Outcome, Status
from claims.workflow import change_evidence, reword_claim
from tests.factories import (
    PASSAGE,
    ArticleFactory,
    ClaimFactory,
    DraftFactory,
    answered,
    approached,
    assessed,
    marked,
    ran,
)
from tests.htmx import Node, Page, parse

BEFORE, NOW = "The bridge will open in May.", "The bridge will not open before 2030."


def reworded(claim: Claim, by: User, statement: str = NOW) -> None:
    claim.refresh_from_db()
    fits: dict[Answer | Evidence, bool] = dict.fromkeys(claim.answers.filter(retraction=""), True)
    fits |= dict.fromkeys(claim.evidence.filter(retraction=""), True)
    reword_claim(claim, based_on=claim.version, statement=statement, reason="2030.", still_fits=fits, by=by)


def form_on(page: Page) -> Node:
    """The form of the page, by which something is recorded."""
    is_posted = [node for node in page.root.the("main").nodes() if node.tag == "form" and node.get("method") == "post"]
    return next(form for form in is_posted if form.get("id") != "put-back")


def send(page: Page, **typed: Any) -> Any:
    """Send the form as the page has it, with what was `typed`; the page is then what comes back."""
    answer = page.client.post(page.path, page.values(form_on(page)) | typed)
    page.root = parse(answer.content.decode())
    return answer


def told(page: Page) -> str:
    """What the page says of words that have changed; empty where it says nothing."""
    return next((node.words() for node in page.root.nodes() if "conflict" in node.get("class").split()), "")


type Form = tuple[str, dict[str, Any], Callable[[], bool]]


def evidence(claim: Claim) -> Form:
    typed = {"title": "Building log", "bearing": "contradicts", "assessed_by": "the court", "finding": "Not begun."}
    return reverse("evidence_new", args=[claim.pk]), typed, Evidence.objects.filter(claim=claim).exists


def approach(claim: Claim) -> Form:
    typed = {"asked": "Roads Office", "asked_kind": "institution", "outcome": "awaiting", "how": "e-mail"}
    return reverse("approach_new", args=[claim.pk]), typed, Approach.objects.filter(claim=claim).exists


def answer_on_record(claim: Claim) -> Form:
    response = answered(ClaimFactory()).response
    typed = {"response": response.pk, "kind": "denies", "position": "subject"}
    return reverse("answer_new", args=[claim.pk]), typed, Answer.objects.filter(claim=claim).exists


def new_response(claim: Claim) -> Form:
    about = {f"answer-{claim.pk}-kind": "denies", f"answer-{claim.pk}-position": "subject"}
    typed = {"speaker": "Dmitry Peskov", "speaker_kind": "person", "channel": "statement", "words": "Untrue", **about}
    address = f"{reverse('response_new')}?{urlencode({'claim': claim.pk})}"
    return address, typed, Answer.objects.filter(claim=claim).exists


def corrected_answer(claim: Claim) -> Form:
    answer = answered(claim)
    typed = {"kind": "denies", "position": "involved", "reason": "She is no party to it."}
    return reverse("answer_edit", args=[answer.pk]), typed, claim.answers.filter(position="involved").exists


def corrected_evidence(claim: Claim) -> Form:
    item = assessed(claim)
    typed = {"bearing": "supports", "finding": "Begun.", "reason": "Misread."}
    return reverse("evidence_edit", args=[item.pk]), typed, claim.evidence.filter(finding="Begun.").exists


def corrected_appearance(claim: Claim) -> Form:
    typed = {"stance": "disputes", "reason": "Misread."}
    return reverse("appearance_edit", args=[ran(claim).pk]), typed, claim.appearances.filter(stance="disputes").exists


def appearance(claim: Claim) -> Form:
    address = f"{reverse('appearance_new', args=[claim.pk])}?{urlencode({'article': ArticleFactory().pk})}"
    typed = {"passage": PASSAGE, "stance": "reports", "standing": "corrected", "words_1": "the ministry"}
    return address, typed, Appearance.objects.filter(claim=claim).exists


NEW = [evidence, approach, answer_on_record, new_response, appearance]
EACH = pytest.mark.parametrize("made", [*NEW, corrected_answer, corrected_evidence, corrected_appearance])


@EACH
def test_what_was_typed_of_the_old_words_is_kept_and_not_said_of_the_new_ones(desk, colleague, made):
    claim = ClaimFactory(statement=BEFORE)
    path, typed, is_recorded = made(claim)
    page = Page(desk, path)
    reworded(claim, colleague)

    answer = send(page, **typed)

    assert answer.status_code == 409
    assert not is_recorded()
    assert "The wording has changed. What you typed is kept, and not saved yet." in told(page)
    assert f"ben reworded claim {claim.pk} " in told(page)
    assert BEFORE in told(page)
    assert NOW in told(page)
    kept = page.values(form_on(page))
    assert {name: kept[name] for name in typed} == {name: [str(value)] for name, value in typed.items()}


@EACH
def test_once_told_of_the_new_words_the_form_is_sent_as_it_is(desk, colleague, made):
    claim = ClaimFactory(statement=BEFORE)
    path, typed, is_recorded = made(claim)
    page = Page(desk, path)
    reworded(claim, colleague)
    send(page, **typed)

    answer = send(page)

    assert answer.status_code == 302
    assert is_recorded()


@EACH
def test_a_rewording_after_the_rewording_is_told_of_as_well(desk, colleague, made):
    claim = ClaimFactory(statement=BEFORE)
    path, typed, is_recorded = made(claim)
    page = Page(desk, path)
    reworded(claim, colleague)
    send(page, **typed)
    reworded(claim, colleague, "The bridge will never open.")

    assert send(page).status_code == 409
    assert NOW in told(page)
    assert "The bridge will never open." in told(page)
    assert not is_recorded()


@EACH
def test_a_form_that_came_without_the_words_shows_them_before_it_is_saved(desk, made):
    claim = ClaimFactory(statement=BEFORE)
    path, typed, is_recorded = made(claim)
    page = Page(desk, path)

    assert send(page, **typed, **{f"worded-{claim.pk}": ""}).status_code == 409
    assert "Read the wording first. What you typed is kept, and not saved yet." in told(page)
    assert "The wording has changed." not in told(page)
    assert f"This form came without the words of claim {claim.pk}." in told(page)
    assert not is_recorded()
    assert send(page).status_code == 302


@EACH
def test_a_mark_made_meanwhile_is_no_reason_to_ask(desk, colleague, made):
    claim = ClaimFactory(statement=BEFORE)
    denial = answered(claim)
    path, typed, _is_recorded = made(claim)
    page = Page(desk, path)
    marked(claim, Status.DENIED, denial, by=colleague)

    assert send(page, **typed).status_code == 302


def test_a_passage_is_not_lifted_onto_a_claim_that_reads_otherwise_now(desk, colleague):
    claim, article = DraftFactory(statement=BEFORE), ArticleFactory()
    page = Page(desk, reverse("article_desk", args=[article.pk]))
    typed = {"passage": PASSAGE, "stance": "reports", "words_1": "the ministry"}
    send(page, **typed, statement="The bridge is to open in May.", attach=claim.pk)
    assert page.values(form_on(page))["claim"] == [str(claim.pk)]
    reworded(claim, colleague)

    assert send(page).status_code == 409

    assert f"ben reworded claim {claim.pk} " in told(page)
    assert BEFORE in told(page)
    assert NOW in told(page)
    assert not Appearance.objects.exists()
    kept = page.values(form_on(page))
    assert {**typed, "claim": str(claim.pk)} == {name: kept[name][0] for name in [*typed, "claim"]}
    assert send(page).status_code == 302
    assert Appearance.objects.get().claim == claim


def test_of_several_claims_answered_those_reworded_are_told_of_and_nothing_is_recorded(desk, colleague, editor):
    first, second, third, unanswered = (ClaimFactory(statement=f"Claim {name}") for name in "ABCD")
    page = Page(desk, reverse("response_new"))
    reworded(first, colleague, "Claim A, otherwise")
    reworded(second, editor, "Claim B, otherwise")
    reworded(unanswered, colleague, "Claim D, otherwise")
    about = {f"answer-{claim.pk}-kind": "denies" for claim in (first, second, third)}
    about |= {f"answer-{claim.pk}-position": "subject" for claim in (first, second, third)}

    answer = send(page, speaker="Dmitry Peskov", speaker_kind="person", channel="statement", **about)

    assert answer.status_code == 409
    assert f"ben reworded claim {first.pk} " in told(page)
    assert f"You reworded claim {second.pk} on another page " in told(page)
    assert "Claim C" not in told(page)
    assert "Claim D" not in told(page)
    assert not Response.objects.exists()
    assert not Speaker.objects.exists()
    assert send(page).status_code == 302
    assert Answer.objects.count() == 3


def test_looking_for_another_claim_does_not_take_the_new_words_for_read(desk, colleague):
    claim, other = ClaimFactory(statement=BEFORE), ClaimFactory(statement="The toll will double.")
    page = Page(desk, f"{reverse('response_new')}?{urlencode({'claim': claim.pk})}")
    about = {f"answer-{claim.pk}-kind": "denies", f"answer-{claim.pk}-position": "subject"}
    reworded(claim, colleague)

    send(page, speaker="Dmitry Peskov", speaker_kind="person", channel="statement", look=other.pk, find="toll", **about)

    assert send(page).status_code == 409
    assert BEFORE in told(page)


def test_a_refusal_for_another_reason_does_not_take_the_new_words_for_read(desk, colleague):
    claim = ClaimFactory(statement=BEFORE)
    path, typed, is_recorded = evidence(claim)
    page = Page(desk, path)
    reworded(claim, colleague)

    assert send(page, **typed | {"finding": ""}).status_code == 422
    assert send(page, finding="Not begun.").status_code == 409
    assert not is_recorded()


def test_in_the_claims_own_page_the_form_comes_back_in_its_place(desk, colleague):
    claim = ClaimFactory(statement=BEFORE)
    page = Page(desk, reverse("claim_desk", args=[claim.pk]))
    page.press(f"open-evidence-new-{claim.pk}")
    reworded(claim, colleague)
    _path, typed, is_recorded = evidence(claim)

    answer = page.press(page.button("Save and publish"), **typed)

    assert answer.status_code == 409
    assert "ben reworded" in told(page)
    assert not is_recorded()
    page.press(page.button("Save and publish"))
    assert is_recorded()


def test_words_of_several_lines_are_the_same_whatever_ends_them(desk):
    claim = ClaimFactory(statement="The bridge will open:\n– in May,\n– toll-free.")
    path, typed, is_recorded = evidence(claim)
    words = claim.statement.replace("\n", "\r\n")

    assert send(Page(desk, path), **typed, **{f"worded-{claim.pk}": words}).status_code == 302
    assert is_recorded()


def test_hostile_words_are_shown_as_text(desk):
    claim = ClaimFactory(statement=BEFORE)
    path, typed, _is_recorded = evidence(claim)

    html = send(Page(desk, path), **typed, **{f"worded-{claim.pk}": '"><img src=x>'}).content.decode()

    assert "<img" not in html
    assert "&lt;img src=x&gt;" in html


def test_an_answer_withdrawn_from_the_form_is_not_asked_about(desk, colleague):
    claim = ClaimFactory(statement=BEFORE)
    path, typed, is_recorded = new_response(claim)
    page = Page(desk, path)
    reworded(claim, colleague)
    send(page, **typed)

    answer = send(page, **{f"answer-{claim.pk}-kind": "", f"answer-{claim.pk}-position": ""})

    assert answer.status_code == 302
    assert Response.objects.exists()
    assert not is_recorded()


def test_what_is_corrected_into_what_it_was_asks_about_no_words(desk, colleague):
    claim = ClaimFactory(statement=BEFORE)
    path, _typed, _is_recorded = corrected_evidence(claim)
    page = Page(desk, path)
    reworded(claim, colleague)

    assert send(page, reason="Misread.").status_code == 302


def test_of_a_colleagues_correction_and_rewording_both_are_told(desk, colleague):
    claim = ClaimFactory(statement=BEFORE)
    path, typed, is_recorded = corrected_evidence(claim)
    page = Page(desk, path)
    item = claim.evidence.get()
    said = {name: getattr(item, name) for name in ("title", "bearing", "assessed_by")}
    change_evidence(item, **said, finding="Half begun.", reason="Misread.", by=colleague)
    reworded(claim, colleague)

    assert send(page, **typed).status_code == 409
    assert "ben changed this " in told(page)
    assert send(page).status_code == 409
    assert f"ben reworded claim {claim.pk} " in told(page)
    assert not is_recorded()
    assert send(page).status_code == 302


def test_what_came_of_asking_is_said_of_whom_was_asked_and_of_no_words(desk, colleague):
    claim = ClaimFactory(statement=BEFORE)
    page = Page(desk, reverse("approach_edit", args=[approached(claim, Outcome.AWAITING).pk]))
    reworded(claim, colleague)

    assert send(page, outcome="declined").status_code == 302
