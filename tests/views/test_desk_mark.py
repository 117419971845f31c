"""Marking in place: the form, the mark, colleagues who were faster, sending twice, and taking it back."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims import workflow
from claims.models import Claim, Mark, Revision
from claims.vocabulary import AnswerKind, Bearing, Ground, Position, Status
from tests import factories, htmx
from tests.meanwhile import meanwhile

QUEUE = "/desk/"


def address(claim: Claim) -> str:
    return f"/desk/claims/{claim.pk}/mark/"


def denial(claim: Claim, **changes: Any) -> dict[str, Any]:
    """What the form of `claim` sends to mark it denied by its answers."""
    sent = {
        "once": uuid4(),
        "version": claim.version,
        "status": "denied",
        "answers": [answer.pk for answer in claim.answers.all()],
        "reason": "Denied by the ministry.",
        "drafted": "Denied by the ministry.",
    }
    return sent | changes


def proposal(desk: Client, claim: Claim, **asked: str) -> dict[str, list[str]]:
    """What the page of the form has in its fields."""
    page = htmx.Page(desk, f"{address(claim)}?{urlencode(asked)}")
    return page.values(page.root.the(f"mark-form-{claim.pk}"))


def boxes(place: htmx.Node) -> list[tuple[str, int]]:
    """What can be ticked there, by name and number."""
    return [
        (one.get("name"), int(one.get("value"))) for one in place.nodes() if one.get("name") in {"answers", "evidence"}
    ]


def test_the_form_proposes_what_the_record_points_to_with_its_reason(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    answer = factories.answered(claim)
    proposed = proposal(desk, claim)
    assert (proposed["status"], proposed["answers"]) == (["denied"], [str(answer.pk)])
    [reason] = proposed["reason"]
    assert reason.startswith("Denied by Anna Petrova")
    assert "on 26 January 2024" in reason
    assert proposed["drafted"] == [reason]
    assert proposed["version"] == [str(claim.version)]


def test_the_form_proposes_open_where_answers_oppose_each_other(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    factories.answered(claim)
    factories.answered(claim, AnswerKind.CONFIRMS)
    assert proposal(desk, claim)["status"] == ["open"]


def test_of_an_open_claim_the_form_says_when_it_can_be_marked_open_again(desk: Client) -> None:
    says = "It is open already. Mark it so again where something was recorded since"
    assert says in desk.get(address(factories.ClaimFactory.create())).content.decode()
    assert says not in desk.get(address(factories.denied())).content.decode()


def test_the_form_opens_with_the_status_asked_for(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    factories.answered(claim)
    assert proposal(desk, claim, status="open")["status"] == ["open"]
    assert proposal(desk, claim, status="nonsense")["status"] == ["denied"]


def test_only_what_can_carry_a_mark_is_offered(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    carrying = factories.answered(claim)
    factories.answered(claim, AnswerKind.PARTLY_DENIES, part="the month")
    factories.answered(claim, position=Position.BYSTANDER)
    factories.answered(claim, speaker=factories.SpeakerFactory.create(unnamed=True))
    factories.answered(claim, AnswerKind.DECLINES)
    against, for_it = factories.assessed(claim), factories.assessed(claim, Bearing.SUPPORTS, title="Lease")
    page = htmx.load(desk, address(claim))
    denied, confirmed = (
        next(one for one in page.nodes() if one.tag == "fieldset" and one.get("class") == f"for-{status}")
        for status in ("denied", "confirmed")
    )
    assert boxes(denied) == [("answers", carrying.pk), ("evidence", against.pk)]
    assert boxes(confirmed) == [("evidence", for_it.pk)]
    assert len(boxes(page.the(f"mark-form-{claim.pk}-basis"))) == 3


def test_marking_denied_by_an_answer(desk: Client, editor: User) -> None:
    claim = factories.ClaimFactory.create()
    answer = factories.answered(claim)
    response = desk.post(address(claim), denial(claim))
    assert response.status_code == 302
    assert response.headers["Location"] == f"/desk/claims/{claim.pk}/"
    claim.refresh_from_db()
    assert (claim.status, claim.ground) == (Status.DENIED, Ground.RESPONSE)
    assert claim.mark is not None
    assert claim.mark.made_by == editor
    assert list(claim.mark.answers.all()) == [answer]


def test_marking_returns_to_the_queue_it_came_from_and_to_no_other_site(desk: Client) -> None:
    for asked, led_to in (
        ("/desk/?show=open&q=bridge", "/desk/?show=open&q=bridge"),
        ("https://elsewhere.example/desk/", None),
        ("//elsewhere.example/desk/", None),
        ("/claims/", None),
    ):
        claim = factories.ClaimFactory.create()
        factories.answered(claim)
        response = desk.post(address(claim), denial(claim, next=asked))
        assert response.headers["Location"] == (led_to or f"/desk/claims/{claim.pk}/")


def test_a_mark_without_basis_is_refused_and_what_was_typed_is_kept(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    factories.answered(claim)
    response = desk.post(address(claim), denial(claim, answers=[], reason="My own words."))
    assert response.status_code == 422
    page = response.content.decode()
    assert "Say what the mark is based on" in page
    assert "My own words." in page
    claim.refresh_from_db()
    assert claim.status == Status.OPEN


def test_the_reason_proposed_for_a_claim_that_fourteen_people_denied_is_accepted(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    for _number in range(14):
        factories.answered(claim, role="spokeswoman of the Ministry of Roads and Bridges")

    assert desk.post(address(claim), proposal(desk, claim)).status_code == 302
    assert claim.marks.get().answers.count() == 14


def test_a_mark_needs_its_reason(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    factories.answered(claim)
    response = desk.post(address(claim), denial(claim, reason="  "))
    assert response.status_code == 422
    assert "Give the reason. It is public." in response.content.decode()


def test_answers_under_another_status_do_not_count(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    factories.answered(claim)
    response = desk.post(address(claim), denial(claim, status="confirmed"))
    assert response.status_code == 422
    assert "Say what the mark is based on" in response.content.decode()


def test_an_opposing_answer_asks_why_all_the_same(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    answer = factories.answered(claim)
    factories.answered(claim, AnswerKind.CONFIRMS)
    response = desk.post(address(claim), denial(claim, answers=[answer.pk]))
    assert response.status_code == 422
    assert response.context["form"].has_error("despite")
    response = desk.post(address(claim), denial(claim, answers=[answer.pk], despite="He was not there."))
    assert response.status_code == 302
    claim.refresh_from_db()
    assert claim.mark is not None
    assert claim.mark.despite == "He was not there."


@pytest.mark.parametrize(
    "changes",
    [
        {"version": "x"},
        {"version": "9" * 40},
        {"version": ""},
        {"once": "x"},
        {"once": ""},
        {"status": "true"},
        {"answers": ["x"]},
        {"answers": ["9" * 40]},
        {"stood_from": "sometime"},
        {"reason": "x" * 1001},
        {"reason": "a\0b"},
        {"next": "/desk/" + "x" * 3000},
    ],
)
def test_broken_forms_are_answered_with_words(desk: Client, changes: dict[str, Any]) -> None:
    claim = factories.ClaimFactory.create()
    factories.answered(claim)
    response = desk.post(address(claim), denial(claim, **changes))
    assert response.status_code == (302 if "next" in changes else 422)


def test_an_imprecise_day_can_be_given(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    factories.answered(claim)
    desk.post(address(claim), denial(claim, stood_from="January 2024", tried_to_verify="on"))
    mark = Mark.objects.get(claim=claim)
    assert str(mark.stood_from) == "2024-01"
    assert mark.tried_to_verify


def test_not_pursued_counts_for_an_open_mark_only(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    factories.answered(claim)
    desk.post(address(claim), denial(claim, not_pursued="on"))
    claim.refresh_from_db()
    assert claim.status == Status.DENIED
    reason = "Nobody is looking into it."
    response = desk.post(address(claim), denial(claim, status="open", not_pursued="on", reason=reason))
    assert response.status_code == 302
    claim.refresh_from_db()
    assert claim.mark is not None
    assert claim.mark.not_pursued


def test_drawing_the_form_anew_redrafts_the_reason_and_writes_nothing(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    factories.answered(claim)
    factories.answered(claim, AnswerKind.CONFIRMS)
    drafted = desk.get(address(claim), {"status": "denied"}).context["form"].initial["reason"]
    sent = denial(claim, status="confirmed", reason=drafted, drafted=drafted, redraw="1")
    response = desk.post(address(claim), sent)
    assert response.status_code == 200
    form = response.context["form"]
    assert form["reason"].value().startswith("Confirmed by")
    assert form.asks_despite
    assert not Mark.objects.exists()


def test_drawing_the_form_anew_keeps_a_reason_that_was_edited(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    factories.answered(claim)
    sent = denial(claim, status="open", reason="My own words.", despite="And these.", redraw="1")
    form = desk.post(address(claim), sent).context["form"]
    assert form["reason"].value() == "My own words."
    assert form["despite"].value() == "And these."
    assert str(form["once"].value()) == str(sent["once"])


def test_a_reason_that_nobody_edited_is_that_of_what_was_chosen(desk: Client) -> None:
    """Without script, or where a click is faster than the form is drawn anew, the draft is that of another choice."""
    claim = factories.ClaimFactory.create()
    factories.answered(claim)
    drafted = desk.get(address(claim), {"status": "denied"}).context["form"].initial["reason"]
    desk.post(address(claim), denial(claim, status="open", reason=drafted, drafted=drafted))
    assert Mark.objects.get().reason.startswith("Open. Anna Petrova")


def test_sent_twice_it_marks_once_and_answers_the_same(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    factories.answered(claim)
    sent = denial(claim, next=QUEUE)
    first, second = desk.post(address(claim), sent), desk.post(address(claim), sent)
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"] == QUEUE
    assert claim.marks.count() == 1


@pytest.mark.parametrize("place", ["", QUEUE, "/desk/claims/{number}/"])
def test_a_mark_that_was_made_is_not_refused_when_it_is_sent_again(desk: Client, colleague: User, place: str) -> None:
    claim = factories.ClaimFactory.create()
    answer = factories.answered(claim)
    sent = denial(claim, next=QUEUE)
    headers = htmx.headers(place.format(number=claim.pk)) if place else {}
    first = desk.post(address(claim), sent, headers=headers)
    workflow.retract(answer, reason="She spoke of another bridge.", by=colleague)

    again = desk.post(address(claim), sent, headers=headers)

    assert (again.status_code, again.headers.get("Location")) == (first.status_code, first.headers.get("Location"))
    assert claim.marks.filter(made_by__username="ava").count() == 1


@pytest.mark.parametrize("place", ["/desk/?show=all", "/desk/claims/{number}/", "/desk/claims/{number}/mark/"])
def test_that_what_it_cites_was_taken_back_is_said_above_what_can_be_cited(
    desk: Client, colleague: User, place: str
) -> None:
    claim = factories.ClaimFactory.create()
    answer = factories.answered(claim)
    sent = denial(claim, answers=[answer.pk])
    workflow.retract(answer, reason="She spoke of another bridge.", by=colleague)
    refused = desk.post(address(claim), sent, headers=htmx.headers(place.format(number=claim.pk)))
    root = htmx.parse(refused.content.decode())
    assert refused.status_code == 422
    [link] = [node for node in root.nodes() if node.tag == "a" and "was changed or taken back" in node.words()]
    said = root.the(link.get("href").removeprefix("#"))
    assert "was changed or taken back" in said.words()
    assert root.the(f"mark-form-{claim.pk}-basis") in said.above()


def test_a_colleague_who_was_faster_is_shown_with_both_texts(desk: Client, colleague: User) -> None:
    claim = factories.ClaimFactory.create()
    answer, other = factories.answered(claim), factories.answered(claim, AnswerKind.CONFIRMS)
    stale = denial(claim, answers=[answer.pk], reason="My own words.", despite="So it is.")
    factories.marked(claim, Status.CONFIRMED, other, by=colleague, reason="Ben’s words.", despite="Why not.")
    response = desk.post(address(claim), stale)
    assert response.status_code == 409
    page = response.content.decode()
    assert " seconds ago: Confirmed by the ministry’s spokeswoman." in page
    assert "Ben’s words." in page
    assert "My own words." in page
    for choice in ("Keep theirs", "Mark mine on top", "Edit mine"):
        assert choice in page
    claim.refresh_from_db()
    assert claim.status == Status.CONFIRMED


def test_who_marked_a_draft_meanwhile_is_named(desk: Client, colleague: User) -> None:
    claim = factories.DraftFactory.create()
    answer, other = factories.answered(claim), factories.answered(claim, AnswerKind.CONFIRMS)
    stale = denial(claim, answers=[answer.pk], despite="So it is.")
    factories.marked(claim, Status.CONFIRMED, other, by=colleague, despite="Why not.")

    page = desk.post(address(claim), stale).content.decode()

    assert "ben marked this " in page
    assert " ago: Confirmed by the ministry’s spokeswoman." in page


def test_of_a_mark_of_a_draft_that_stands_again_is_said_who_took_the_other_back(
    desk: Client, colleague: User, editor: User
) -> None:
    claim = factories.DraftFactory.create()
    answer = factories.answered(claim)
    factories.marked(claim, Status.DENIED, answer, by=editor)
    claim.refresh_from_db()
    mark = factories.marked(claim, Status.OPEN, by=colleague)
    stale = denial(claim)
    workflow.undo_mark(claim, by=colleague, mark=mark)

    response = desk.post(address(claim), stale)

    assert response.status_code == 409
    assert "ben took a mark back " in response.content.decode()


def test_who_was_faster_on_another_page_of_their_own_is_told_so(desk: Client, editor: User) -> None:
    claim = factories.ClaimFactory.create()
    answer, other = factories.answered(claim), factories.answered(claim, AnswerKind.CONFIRMS)
    stale = denial(claim, answers=[answer.pk], despite="So it is.")
    factories.marked(claim, Status.CONFIRMED, other, by=editor, despite="Why not.")
    page = desk.post(address(claim), stale).content.decode()
    assert "You changed this on another page " in page


def test_after_a_conflict_mine_goes_on_top_with_the_version_shown(desk: Client, colleague: User) -> None:
    claim = factories.ClaimFactory.create()
    answer, other = factories.answered(claim), factories.answered(claim, AnswerKind.CONFIRMS)
    sent = denial(claim, answers=[answer.pk], despite="So it is.")
    factories.marked(claim, Status.CONFIRMED, other, by=colleague, despite="Why not.")
    form = desk.post(address(claim), sent).context["form"]
    again = desk.post(address(claim), sent | {"version": form["version"].value(), "once": form["once"].value()})
    assert again.status_code == 302
    claim.refresh_from_db()
    assert claim.status == Status.DENIED
    assert claim.marks.count() == 2


def test_a_rewording_meanwhile_conflicts_and_a_new_answer_does_not(desk: Client, colleague: User) -> None:
    claim = factories.ClaimFactory.create()
    answer = factories.answered(claim)
    stale = denial(claim)
    factories.answered(claim, AnswerKind.DECLINES)
    assert desk.post(address(claim), stale).status_code == 302
    claim.refresh_from_db()
    stale = denial(claim, answers=[answer.pk])
    workflow.reword_claim(
        claim,
        based_on=claim.version,
        statement="The bridge will open in June.",
        reason="It was June.",
        still_fits=dict.fromkeys(claim.answers.all(), True),
        by=colleague,
    )
    response = desk.post(address(claim), stale)
    assert response.status_code == 409
    assert "ben reworded this claim " in response.content.decode()


@pytest.mark.parametrize("place", [QUEUE, "/desk/claims/{number}/", "/desk/claims/{number}/mark/"])
def test_a_draft_discarded_at_that_very_moment_is_refused_in_words(desk: Client, colleague: User, place: str) -> None:
    draft = factories.DraftFactory.create()
    factories.answered(draft)
    sent = denial(draft)
    asked_from = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{place.format(number=draft.pk)}"}

    def discard() -> None:
        workflow.discard_draft(Claim.objects.get(pk=draft.pk), based_on=draft.version, by=colleague)

    with meanwhile(discard):
        response = desk.post(address(draft), sent, headers=asked_from)

    assert response.status_code in {404, 422}
    assert not Claim.objects.exists()


def test_a_claim_withdrawn_meanwhile_is_refused_in_words_with_the_text_kept(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    factories.answered(claim)
    sent = denial(claim, reason="My own words.")
    factories.withdrawn(claim)
    response = desk.post(address(claim), sent)
    assert response.status_code == 422
    assert "This claim was withdrawn." in response.content.decode()
    assert "My own words." in response.content.decode()
    assert desk.get(address(claim)).status_code == 404


# In place


@pytest.mark.parametrize("elsewhere", ["/no/such/page/", "/claims/x/", "", "//["])
def test_htmx_on_a_page_that_is_none_of_ours_gets_the_form_alone(desk: Client, elsewhere: str) -> None:
    claim = factories.ClaimFactory.create()
    response = desk.get(address(claim), headers=htmx.headers(elsewhere))
    assert htmx.template_of(response) == "desk/claim_mark.html#mark-form"


def test_in_the_queue_the_form_opens_in_its_row(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    response = desk.get(address(claim), headers=htmx.headers("/desk/?show=open"))
    assert htmx.template_of(response) == "desk/desk_queue.html#claim-row"
    row = htmx.parse(response.content.decode())
    assert row.find(f"claim-row-{claim.pk}")
    assert row.find(f"mark-form-{claim.pk}")


@pytest.mark.parametrize("changes", [{"answers": []}, {"version": 0}])
def test_in_the_queue_a_refusal_comes_back_in_its_row(desk: Client, changes: dict[str, Any]) -> None:
    claim = factories.denied()
    response = desk.post(address(claim), denial(claim) | changes, headers=htmx.headers("/desk/?show=denied"))
    assert response.status_code == (409 if "version" in changes else 422)
    assert htmx.template_of(response) == "desk/desk_queue.html#claim-row"
    assert "Denied by the ministry." in response.content.decode()


def test_marked_in_the_queue_the_page_equals_a_fresh_load(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    factories.answered(claim)
    factories.ClaimFactory.create()
    page = htmx.Page(desk, "/desk/?show=all")
    page.press(f"mark-link-{claim.pk}")
    page.press(f"mark-form-{claim.pk}-basis", status="open")
    response = page.press(f"mark-form-{claim.pk}", status="denied")
    assert f"claim-row-{claim.pk}" in response.headers["HX-Trigger-After-Settle"]
    assert f"Claim {claim.pk} marked: Denied by" in page.root.the("announce").words()
    assert page.root.the("nav-count").words() == "1 open"
    assert page.is_as_loaded()


def test_a_form_that_opens_in_the_queue_is_where_the_page_says(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    factories.answered(claim)
    page = htmx.Page(desk, QUEUE)
    page.press(f"mark-link-{claim.pk}")
    assert page.root.the(f"mark-form-{claim.pk}") in page.root.the(f"claim-row-{claim.pk}").nodes()
    page.press(f"mark-form-{claim.pk}", answers=[], reason="My own words.")
    assert "My own words." in page.root.the(f"claim-row-{claim.pk}").words()


def test_what_was_just_marked_stays_in_its_tab_until_the_queue_is_asked_for_again(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    factories.answered(claim)
    page = htmx.Page(desk, "/desk/?show=open")
    page.press(f"mark-link-{claim.pk}")
    page.press(f"mark-form-{claim.pk}")
    assert "Denied by" in page.root.the(f"claim-row-{claim.pk}").words()
    assert page.root.the("tab-open").words() == "Open 0"
    page.press("tab-open")
    assert page.root.find(f"claim-row-{claim.pk}") is None


def test_marked_on_its_page_the_page_equals_a_fresh_load_and_says_so(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    factories.answered(claim)
    page = htmx.Page(desk, f"/desk/claims/{claim.pk}/")
    page.press("mark-link")
    page.press(f"mark-form-{claim.pk}-basis", status="open")
    page.press(f"mark-form-{claim.pk}", status="denied")
    assert f"Claim {claim.pk} marked: Denied by the ministry’s spokeswoman." in page.root.the("announce").words()
    assert page.is_as_loaded()


def test_marked_by_a_plain_form_its_page_says_so(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    factories.answered(claim)
    page = desk.post(address(claim), denial(claim), follow=True).content.decode()
    assert f"Claim {claim.pk} marked: Denied by the ministry’s spokeswoman." in page


@pytest.mark.parametrize("method", ["form", "redraw", "mark"])
def test_ten_more_answers_and_ten_more_claims_need_no_query_more(desk: Client, editor: User, method: str) -> None:
    def queries(claim: Claim) -> int:
        sent = denial(claim) | ({"redraw": "1"} if method == "redraw" else {})
        with CaptureQueriesContext(connection) as captured:
            if method == "form":
                response = desk.get(address(claim), headers=htmx.headers("/desk/?show=all"))
            else:
                response = desk.post(address(claim), sent, headers=htmx.headers("/desk/?show=all"))
        assert response.status_code == 200
        return len(captured)

    few, many = factories.ClaimFactory.create(), factories.ClaimFactory.create()
    factories.answered(few)
    for _number in range(11):
        factories.answered(many)
    before = queries(few)
    for _number in range(10):
        other = factories.ClaimFactory.create()
        factories.marked(other, Status.DENIED, factories.answered(other), by=editor)
    assert queries(many) == before


# Taking it back


def undo(desk: Client, claim: Claim, mark: Mark | None = None, **more: Any) -> Any:
    mark = mark or claim.marks.latest("pk")
    return desk.post(f"/desk/claims/{claim.pk}/undo/", {"once": uuid4(), "mark": mark.pk}, **more)


@pytest.fixture
def marked(desk: Client) -> Claim:
    """A claim that the editor has just marked denied."""
    claim = factories.ClaimFactory.create()
    factories.answered(claim)
    desk.post(address(claim), denial(claim))
    claim.refresh_from_db()
    return claim


@pytest.mark.parametrize("path", [QUEUE, "/desk/names/", "/desk/claims/{}/"])
def test_what_was_just_marked_is_said_once_with_the_offer_to_undo_it(desk: Client, marked: Claim, path: str) -> None:
    announced = htmx.load(desk, path.format(marked.pk)).the("announce")
    assert f"Claim {marked.pk} marked: Denied by the ministry’s spokeswoman. Undo" in announced.words()
    assert announced.find("undo-form")
    assert htmx.load(desk, path.format(marked.pk)).the("announce").words() == ""


def test_no_undo_is_offered_with_a_message_of_a_mark_that_no_longer_stands(
    desk: Client, colleague: User, marked: Claim
) -> None:
    factories.marked(marked, Status.OPEN, by=colleague)
    announced = htmx.load(desk, QUEUE).the("announce")
    assert f"Claim {marked.pk} marked: " in announced.words()
    assert announced.find("undo-form") is None


def test_undone_from_another_page_one_stays_there(desk: Client, marked: Claim) -> None:
    response = undo(desk, marked, headers=htmx.headers("/desk/names/?q=a"))
    assert response.headers["HX-Redirect"] == "/desk/names/?q=a"
    assert f"The mark of claim {marked.pk} was taken back." in htmx.load(desk, "/desk/names/").the("announce").words()


def test_every_mark_of_ones_own_can_be_undone_in_its_row_for_ten_minutes(
    desk: Client, editor: User, colleague: User
) -> None:
    first, second, theirs, old = (factories.ClaimFactory.create() for _number in range(4))
    for claim, by in [(first, editor), (second, editor), (theirs, colleague), (old, editor)]:
        factories.marked(claim, Status.DENIED, factories.answered(claim), by=by)
    earlier = timezone.now() - timedelta(minutes=11)
    Mark.objects.filter(claim=old).update(recorded_at=earlier, made_at=earlier)
    page = htmx.Page(desk, "/desk/?show=all")

    def offered() -> list[int]:
        claims = [first, second, theirs, old]
        return [claim.pk for claim in claims if page.root.find(f"undo-{claim.pk}")]

    assert offered() == [first.pk, second.pk]
    page.press(f"undo-{first.pk}")
    assert f"The mark of claim {first.pk} was taken back." in page.root.the("announce").words()
    assert offered() == [second.pk]
    assert page.is_as_loaded()


def test_undo_restores_what_stood_before(desk: Client, marked: Claim) -> None:
    response = undo(desk, marked)
    assert response.status_code == 302
    marked.refresh_from_db()
    assert marked.status == Status.OPEN
    assert 'id="undo-form"' not in desk.get(QUEUE).content.decode()


def test_undone_on_its_page_the_page_equals_a_fresh_load(desk: Client, marked: Claim) -> None:
    page = htmx.Page(desk, f"/desk/claims/{marked.pk}/")
    page.press(f"undo-{marked.pk}")
    assert f"The mark of claim {marked.pk} was taken back." in page.root.the("announce").words()
    assert page.is_as_loaded()


def test_undo_sent_twice_undoes_once(desk: Client, marked: Claim) -> None:
    sent = {"once": uuid4(), "mark": marked.mark_id}
    path = f"/desk/claims/{marked.pk}/undo/"
    assert [desk.post(path, sent).status_code for _time in range(2)] == [302, 302]
    assert Revision.objects.filter(kind="claim", subject=marked.pk, change="undone").count() == 1


def test_only_its_author_undoes_a_mark(client: Client, colleague: User, marked: Claim) -> None:
    client.force_login(colleague)
    response = undo(client, marked)
    assert response.status_code == 422
    assert "Only the person who made a mark can undo it." in response.content.decode()


def test_after_ten_minutes_a_mark_stays(desk: Client, marked: Claim) -> None:
    earlier = timezone.now() - timedelta(minutes=11)
    Mark.objects.filter(claim=marked).update(recorded_at=earlier, made_at=earlier)
    response = undo(desk, marked)
    assert response.status_code == 422
    assert "Ten minutes have passed." in response.content.decode()


def test_a_refused_undo_in_the_queue_is_announced(desk: Client, marked: Claim) -> None:
    mark = marked.marks.get()
    undo(desk, marked)
    response = undo(desk, marked, mark, headers=htmx.headers(QUEUE))
    assert response.status_code == 422
    announced = htmx.parse(response.content.decode()).find("announce")
    assert announced
    assert "no longer stands" in announced.text()


@pytest.mark.parametrize("mark", ["", "x", "9" * 40])
def test_a_broken_undo_is_answered_with_words(desk: Client, marked: Claim, mark: str) -> None:
    assert desk.post(f"/desk/claims/{marked.pk}/undo/", {"once": uuid4(), "mark": mark}).status_code == 422


def test_a_mark_of_another_claim_is_not_found(desk: Client, marked: Claim) -> None:
    other = factories.denied()
    assert undo(desk, marked, other.marks.get()).status_code == 404
