"""Edits of every kind: nothing is recorded where nothing changed, and two editors both see what both did."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from claims import workflow
from claims.models import Claim, Revision
from claims.vocabulary import AnswerKind, Outcome
from tests.factories import (
    ClaimFactory,
    DraftFactory,
    EditorFactory,
    TopicFactory,
    answered,
    approached,
    assessed,
    denied,
    full_claim,
    marked,
    ran,
    withdrawn,
)

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, kw_only=True)
class Edit:
    """One edit of something public: its address, the field that is changed, and two values of it as one reads them."""

    make: Callable[[], tuple[str, Any]]
    field: str
    theirs: tuple[Any, str]
    mine: tuple[Any, str]
    further: dict[str, Any]


def edit(make: Callable[[], tuple[str, Any]], field: str, theirs: Any, mine: Any, **further: Any) -> Edit:
    both = [value if isinstance(value, tuple) else (value, value) for value in (theirs, mine)]
    return Edit(make=make, field=field, theirs=both[0], mine=both[1], further=further)


def a_name(kind: str) -> Callable[[], tuple[str, Any]]:
    def make() -> tuple[str, Any]:
        claim = full_claim()
        things = {
            "speaker": lambda: claim.answers.all()[0].response.speaker,
            "outlet": lambda: claim.appearances.get().article.outlet,
            "topic": claim.topics.get,
        }
        return f"{kind}_edit", things[kind]()

    return make


EDITS = {
    "claim": edit(lambda: ("claim_edit", full_claim()), "unknowns", "Who paid.", "Who pays."),
    "correction": edit(
        lambda: ("claim_edit", full_claim()), "claimant", "Ben", "Ava", kind="correct", reason="It was another."
    ),
    "wording": edit(
        lambda: ("claim_reword", ClaimFactory()),
        "statement",
        "It opens in June.",
        "It opens in July.",
        reason="Clearer.",
    ),
    "article": edit(
        lambda: ("article_edit", ran(ClaimFactory()).article), "byline", "By Ben", "By Ava", reason="Left out."
    ),
    "text": edit(lambda: ("article_text", ran(ClaimFactory()).article), "text", "Theirs.", "Mine."),
    "response": edit(
        lambda: ("response_edit", answered(ClaimFactory(), words="No.\nNever.").response),
        *("role", "minister", "deputy minister"),
        reason="Misread.",
    ),
    "answer": edit(
        lambda: ("answer_edit", answered(ClaimFactory())),
        *("kind", ("declines", "declines to comment"), ("confirms", "confirms")),
        reason="Misread.",
    ),
    "evidence": edit(
        lambda: ("evidence_edit", assessed(ClaimFactory())), "finding", "Theirs", "Mine", reason="Misread."
    ),
    "approach": edit(
        lambda: ("approach_edit", approached(ClaimFactory(), Outcome.AWAITING)), "note", "by letter", "by telephone"
    ),
    "appearance": edit(
        lambda: ("appearance_edit", ran(ClaimFactory())), "words_1", "three people", "four people", reason="Misread."
    ),
    "speaker": edit(a_name("speaker"), "name", "Anna Ivanova", "Anna Pavlova"),
    "outlet": edit(a_name("outlet"), "name", "The Gazette", "Gazette"),
    "topic": edit(a_name("topic"), "description", "Roads over water", "Roads over rivers", reason="Clearer."),
}
every_edit = pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)


def opened(editor: Client, address: str) -> dict[str, Any]:
    """What a browser sends of the form at `address` when nothing is changed in it."""
    page = editor.get(address)
    words = re.findall(r'name="(worded-\d+)" value="([^"]*)"', page.content.decode())
    sent: dict[str, Any] = {name: unescape(value) for name, value in words}
    for field in page.context["form"]:
        value = field.value()
        shown = value if isinstance(value, list) else field.field.widget.format_value(value)
        if value is not False:
            # Of several lines a browser sends the line ends of the Internet.
            sent[field.html_name] = shown.replace("\n", "\r\n") if isinstance(shown, str) else shown or ""
    return sent


def address_of(edit: Edit) -> tuple[str, Any]:
    name, row = edit.make()
    return reverse(name, args=[row.pk]), row


@pytest.fixture
def other(colleague: User) -> Client:
    """The browser of a colleague."""
    client = Client()
    client.force_login(colleague)
    return client


def sides(page: str) -> tuple[str, str]:
    """What stands on either side of a conflict."""
    found = re.search(r'<div class="conflict-sides">(.*?)<div class="form-actions">', page, re.DOTALL)
    assert found, "no conflict is shown"
    theirs, _mark, mine = unescape(found[1]).partition("conflict-mine")
    return theirs, mine


# Rewording asks of everything on record whether it still fits, and so for a reason; see the last test.
@pytest.mark.parametrize("name", sorted(EDITS.keys() - {"wording"}))
def test_a_save_in_which_nothing_changed_records_nothing_and_says_so(desk: Client, name: str) -> None:
    address, row = address_of(EDITS[name])
    row.refresh_from_db()
    before, version = Revision.objects.count(), getattr(row, "version", 0)

    answer = desk.post(address, opened(desk, address))

    row.refresh_from_db()
    assert answer.status_code == 302
    assert [str(message) for message in get_messages(answer.wsgi_request)] == ["Nothing was changed."]
    assert (Revision.objects.count(), getattr(row, "version", 0)) == (before, version)


@every_edit
def test_both_versions_stand_side_by_side_and_mine_goes_on_top(
    desk: Client, other: Client, colleague: User, edit: Edit
) -> None:
    address, _row = address_of(edit)
    theirs, mine = opened(other, address), opened(desk, address) | edit.further
    assert other.post(address, theirs | edit.further | {edit.field: edit.theirs[0]}).status_code == 302

    answer = desk.post(address, mine | {edit.field: edit.mine[0]})

    page = answer.content.decode()
    assert answer.status_code == 409
    on_record, typed = sides(page)
    assert f"{edit.theirs[1]}</dd>" in on_record
    assert f"{edit.mine[1]}</dd>" in typed
    assert re.search(r"ben (changed this|reworded this claim) \d+ seconds? ago\.", page)
    assert all(choice in page for choice in ("Keep theirs", "Save mine on top", "Edit mine"))
    again = mine | {field.html_name: field.value() for field in answer.context["form"]}
    again = {name: value or "" for name, value in again.items() if value is not False}
    assert again[edit.field] == edit.mine[0]
    assert desk.post(address, again).status_code == 302
    assert Revision.objects.order_by("-sequence")[0].author.user != colleague
    assert opened(desk, address)[edit.field] in (edit.mine[0], [edit.mine[0]])


@every_edit
def test_only_what_differs_is_shown(desk: Client, other: Client, edit: Edit) -> None:
    address, _row = address_of(edit)
    mine = opened(desk, address) | edit.further
    other.post(address, opened(other, address) | edit.further | {edit.field: edit.theirs[0]})

    on_record, _typed = sides(desk.post(address, mine | {edit.field: edit.mine[0]}).content.decode())

    # How it stands now is always beside a decision about the claim.
    assert on_record.count("<dt>") == (2 if edit is EDITS["wording"] else 1)


def test_what_is_on_record_as_typed_is_said_to_be(desk: Client, other: Client) -> None:
    evidence = assessed(ClaimFactory())
    address = reverse("evidence_edit", args=[evidence.pk])
    mine = opened(desk, address) | {"finding": "The same", "reason": "Misread."}
    other.post(address, opened(other, address) | {"finding": "The same", "reason": "Misread."})

    page = desk.post(address, mine).content.decode()

    assert "It is on record as you typed it." in page
    assert "Save mine on top" not in page


def test_who_changed_it_is_named_though_a_third_changed_the_claim_since(
    desk: Client, other: Client, editor: User
) -> None:
    claim = ClaimFactory()
    evidence = assessed(claim)
    address = reverse("evidence_edit", args=[evidence.pk])
    mine = opened(desk, address) | {"finding": "Mine", "reason": "Misread."}
    other.post(address, opened(other, address) | {"finding": "Theirs", "reason": "Misread."})
    assessed(claim, title="Another log")

    assert "ben changed this " in desk.post(address, mine).content.decode()


def test_one_s_own_change_on_another_page_is_called_so(desk: Client) -> None:
    address = reverse("claim_edit", args=[full_claim().pk])
    stale = opened(desk, address)
    desk.post(address, opened(desk, address) | {"unknowns": "The one page."})

    page = desk.post(address, stale | {"unknowns": "The other page."}).content.decode()

    assert "You changed this on another page" in page


# Decisions


def decision(name: str, claim: Claim) -> tuple[str, dict[str, Any]]:
    sent: dict[str, dict[str, Any]] = {
        "claim_withdraw": {"kind": "withdraw", "reason": "Not a claim."},
        "claim_split": {"parts": 2, "statement_0": "It opens.", "statement_1": "It is new.", "reason": "Two in one."},
        "claim_merge": {"into": ClaimFactory().pk, "into_version": 2, "reason": "The same."},
    }
    return reverse(name, args=[claim.pk]), sent[name]


@pytest.mark.parametrize("name", ["claim_withdraw", "claim_split", "claim_merge"])
def test_a_decision_meets_what_a_colleague_decided_meanwhile(desk: Client, colleague: User, name: str) -> None:
    claim = ClaimFactory()
    answer = answered(claim)
    address, sent = decision(name, claim)
    stale = sent | {
        "version": claim.version,
        "once": uuid4(),
        f"answers_{answer.pk}": ["0"],
    }
    marked(claim, "denied", answer, by=colleague)
    # By a third, and nothing to decide anew for.
    workflow.add_topic([claim.pk], TopicFactory.create(), by=EditorFactory.create())

    response = desk.post(address, stale)

    page = response.content.decode()
    on_record, typed = sides(page)
    assert response.status_code == 409
    assert "Denied by" in on_record
    assert sent["reason"] in typed
    assert re.search(r"ben marked this \d+ seconds? ago: Denied by", unescape(page))
    assert all(choice in page for choice in ("Keep theirs", "all the same", "Edit mine"))
    again = stale | {"version": response.context["form"]["version"].value()}
    if name == "claim_merge":
        again |= {"into_version": response.context["form"]["into_version"].value()}
    assert desk.post(address, again).status_code == 302


@pytest.mark.parametrize("name", ["claim_reword", "claim_split", "claim_merge", "claim_merge into"])
@pytest.mark.parametrize(("by_mark", "said"), [(True, "marked this"), (False, "reworded this claim")])
def test_who_decided_about_a_draft_meanwhile_is_named(
    desk: Client, colleague: User, name: str, by_mark: bool, said: str
) -> None:
    claim, other = DraftFactory(), DraftFactory()
    loser, survivor = (other, claim) if name == "claim_merge into" else (claim, other)
    answer = answered(claim)
    claim.refresh_from_db()
    address = reverse(name.split(maxsplit=1)[0], args=[loser.pk])
    stale = {
        "claim_reword": {"statement": "It opens in July.", "version": claim.version, f"answer_{answer.pk}": "yes"},
        "claim_split": {"parts": 2, "statement_0": "It opens.", "statement_1": "It is new.", "version": claim.version},
        "claim_merge": {"into": survivor.pk, "version": loser.version, "into_version": survivor.version},
    }[name.split(maxsplit=1)[0]]
    stale |= {"once": uuid4(), "reason": "Clearer.", f"answers_{answer.pk}": ["0"]}
    if by_mark:
        marked(claim, "denied", answer, by=colleague)
    else:
        still = {answer: True}
        workflow.reword_claim(
            claim, based_on=claim.version, statement="It opens in June.", reason="", still_fits=still, by=colleague
        )

    response = desk.post(address, stale)

    assert response.status_code == 409
    assert re.search(rf"ben {said} \d+ seconds? ago", unescape(response.content.decode()))


def test_whoever_decided_long_ago_is_not_said_to_have_changed_what_is_discarded(desk: Client, colleague: User) -> None:
    claim = DraftFactory()
    marked(claim, "denied", answered(claim), by=colleague)
    stale = opened(desk, reverse("claim_discard", args=[claim.pk]))
    assessed(claim)

    page = desk.post(reverse("claim_discard", args=[claim.pk]), stale).content.decode()

    assert "This was changed while you were writing." in page


def test_of_a_response_who_corrected_it_is_named_though_another_claim_of_its_is_closed(
    desk: Client, other: Client, editor: User
) -> None:
    closed, claim = ClaimFactory(), ClaimFactory()
    response = answered(closed).response
    workflow.answer_claim(response, claim, kind=AnswerKind.DENIES, by=editor)
    withdrawn(closed)
    address = reverse("response_edit", args=[response.pk])
    mine = opened(desk, address) | {"role": "minister", "reason": "Misread."}
    other.post(address, opened(other, address) | {"role": "deputy minister", "reason": "Misread."})

    assert "ben changed this " in desk.post(address, mine).content.decode()


@pytest.mark.parametrize("kind", ["answer", "evidence", "approach", "appearance"])
def test_what_a_colleague_changed_is_not_taken_back_unseen(desk: Client, other: Client, kind: str) -> None:
    edit = EDITS[kind]
    address, row = address_of(edit)
    taking = reverse(f"{kind}_retract", args=[row.pk])
    sent = opened(desk, taking) | {"reason": "A forgery."}
    other.post(address, opened(other, address) | edit.further | {edit.field: edit.theirs[0]})

    answer = desk.post(taking, sent)

    row.refresh_from_db()
    assert (answer.status_code, row.retraction) == (409, "")
    assert "ben changed this " in answer.content.decode()
    assert "Take it back all the same" in answer.content.decode()
    assert "A forgery." in answer.content.decode()
    desk.post(taking, sent | {"seen": answer.context["form"]["seen"].value()})
    row.refresh_from_db()
    assert row.retraction == "A forgery."


def test_a_rewording_in_the_same_words_records_nothing(editor: User) -> None:
    claim = denied()
    still = dict.fromkeys(claim.answers.all(), True)

    with pytest.raises(workflow.Unchanged):
        workflow.reword_claim(
            claim, based_on=claim.version, statement=claim.statement, reason="Same.", still_fits=still, by=editor
        )
