"""The queue: what it lists, counts and says, whole and in parts."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims import workflow
from claims.dates import PartialDate
from claims.filters.queue import TAB_KEYS
from claims.models import Claim
from claims.vocabulary import AnswerKind, Outcome
from tests import factories, htmx

QUEUE = "/desk/"


def counts(response: Any) -> dict[str, int]:
    return {counted.tab.key: counted.count for counted in response.context["tabs"]}


def listed(response: Any) -> list[Claim]:
    return [row.claim for row in response.context["rows"]]


def test_it_opens_with_what_is_open(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    factories.denied()
    response = desk.get(QUEUE)
    assert listed(response) == [claim]
    assert htmx.template_of(response) == "desk/desk_queue.html"


def test_every_tab_has_its_claims_and_counts(desk: Client, editor: User, colleague: User) -> None:
    open_claim = factories.ClaimFactory.create(review_by=date(2024, 1, 1))
    denied, confirmed = factories.denied(), factories.confirmed()
    draft = factories.DraftFactory.create()
    factories.withdrawn()
    workflow.assign_claims([draft.pk, denied.pk], to=editor)
    workflow.assign_claims([confirmed.pk], to=colleague)
    factories.approached(open_claim, Outcome.AWAITING)
    factories.approached(open_claim, Outcome.AWAITING)
    factories.approached(denied, Outcome.NO_REPLY)
    taken_back = factories.approached(confirmed, Outcome.AWAITING)
    workflow.retract(taken_back, reason="It was another claim.", by=editor)
    expected = {
        "open": [open_claim],
        "denied": [denied],
        "confirmed": [confirmed],
        "draft": [draft],
        "review": [open_claim],
        "mine": [draft, denied],
        "awaiting": [open_claim],
        "all": [draft, confirmed, denied, open_claim],
    }
    for tab, claims in expected.items():
        response = desk.get(QUEUE, {"show": tab})
        assert listed(response) == claims, tab
        assert counts(response) == {key: len(claims) for key, claims in expected.items()}


def test_counting_stops_where_nobody_counts_any_more(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.filters.numbers.COUNT_CAP", 2)
    monkeypatch.setattr("claims.views.desk.queue.COUNT_CAP", 2)
    monkeypatch.setattr("claims.templatetags.desk.COUNT_CAP", 2)
    factories.ClaimFactory.create_batch(2)
    assert "more than" not in desk.get(QUEUE).content.decode()
    factories.ClaimFactory.create_batch(2)
    with CaptureQueriesContext(connection) as captured:
        page = desk.get(QUEUE).content.decode()
    assert page.count("more than 2</span>") == 2
    counting = [query["sql"] for query in captured if "COUNT(*)" in query["sql"] and "claims_claim" in query["sql"]]
    assert len(counting) == len(["all tabs", "in the navigation"])
    assert "".join(counting).count("LIMIT 3") == len([*TAB_KEYS, "in the navigation"])


def test_a_row_says_where_it_comes_from_and_who_answered(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    factories.ran(claim, factories.ArticleFactory.create(outlet=factories.OutletFactory.create(name="The Weekly")))
    factories.denied(claim)
    page = desk.get(QUEUE, {"show": "denied"}).content.decode()
    assert "The Weekly ← two people close to the talks" in page
    assert "Denied by the ministry’s spokeswoman" in page
    assert "25 Jan 2024" in page


def test_words_topic_speaker_and_outlet_narrow_list_and_counts(desk: Client) -> None:
    topic = factories.TopicFactory.create(name="Roads")
    wanted = factories.ClaimFactory.create(statement="The ferry will stop in May.", topics=[topic])
    article = factories.ArticleFactory.create()
    factories.ran(wanted, article)
    answer = factories.answered(wanted, AnswerKind.DECLINES)
    factories.ClaimFactory.create()
    queries: list[dict[str, Any]] = [
        {"q": "FERRY may"},
        {"topic": topic.pk},
        {"topic": "rôads"},
        {"outlet": article.outlet_id},
        {"outlet": article.outlet},
        {"speaker": f"{answer.response.speaker} [{answer.response.speaker_id}]"},
        {"speaker": "petro"},
    ]
    for query in queries:
        response = desk.get(QUEUE, query)
        assert listed(response) == [wanted], query
        assert counts(response)["all"] == 1, query


def test_a_row_names_who_is_credited_before_a_title_and_says_which_day_it_shows(desk: Client) -> None:
    undated = factories.ClaimFactory.create(claimed_on=None)
    factories.ran(
        undated, factories.ArticleFactory.create(outlet=None, title="Rumours", published_at=PartialDate("2024-01-26"))
    )
    dated = factories.ClaimFactory.create(claimed_on=PartialDate("2024-01-25"))
    factories.ran(
        dated, factories.ArticleFactory.create(outlet=None, title="Rumours", published_at=PartialDate("2024-01-26"))
    )
    page = htmx.load(desk, QUEUE)
    rows = [page.the(f"claim-row-{claim.pk}").words() for claim in (undated, dated)]
    assert "two people close to the talks" in rows[0]
    assert "Rumours" not in rows[0]
    assert "ran 26 Jan 2024" in rows[0]
    assert "claimed 25 Jan 2024" in rows[1]


def test_what_was_taken_back_finds_no_claim_and_is_no_source(desk: Client) -> None:
    claim, by = factories.ClaimFactory.create(), factories.EditorFactory.create()
    answer = factories.answered(claim, AnswerKind.DECLINES)
    appearance = factories.ran(claim)
    workflow.retract(answer, reason="It was another speaker.", by=by)
    workflow.retract(appearance, reason="It is another claim.", by=by)
    assert listed(desk.get(QUEUE, {"speaker": answer.response.speaker_id})) == []
    assert listed(desk.get(QUEUE, {"outlet": appearance.article.outlet_id})) == []
    assert desk.get(QUEUE).context["rows"][0].source == ""


def test_a_claim_is_due_from_the_day_of_its_review_on(desk: Client) -> None:
    today = timezone.localdate()
    due = factories.ClaimFactory.create(review_by=today)
    factories.ClaimFactory.create(review_by=today + timedelta(days=1))
    assert listed(desk.get(QUEUE, {"show": "review"})) == [due]


def due(response: Any) -> list[tuple[Claim, str, bool]]:
    return [(row.claim, row.due, row.is_overdue) for row in response.context["rows"]]


def test_what_is_due_longest_comes_first_and_says_by_how_much(desk: Client) -> None:
    today = timezone.localdate()
    now, since_yesterday, longest = (
        factories.ClaimFactory.create(review_by=today - timedelta(days=days)) for days in (0, 1, 3)
    )
    response = desk.get(QUEUE, {"show": "review"})
    assert due(response) == [
        (longest, "overdue by 3 days", True),
        (since_yesterday, "overdue by 1 day", True),
        (now, "due today", False),
    ]
    assert '<span class="queue-due is-overdue">overdue by 3 days</span>' in response.content.decode()
    assert {row.due for row in desk.get(QUEUE).context["rows"]} == {""}


def test_replies_awaited_come_by_the_day_they_are_due_and_those_without_one_last(desk: Client) -> None:
    undated, later, overdue = (factories.ClaimFactory.create() for _number in range(3))
    day = timezone.localdate() - timedelta(days=3)
    factories.approached(undated, Outcome.AWAITING)
    factories.approached(later, Outcome.AWAITING, deadline=PartialDate("2999-01"))
    factories.approached(overdue, Outcome.AWAITING, deadline=PartialDate("2998"))
    factories.approached(overdue, Outcome.AWAITING, deadline=PartialDate.from_date(day))
    factories.approached(overdue, Outcome.NO_REPLY, deadline=PartialDate("2001"))
    assert due(desk.get(QUEUE, {"show": "awaiting"})) == [
        (overdue, "overdue by 3 days", True),
        (later, "due January 2999", False),
        (undated, "", False),
    ]


@pytest.mark.parametrize("tab", ["review", "awaiting"])
def test_pages_by_due_day_follow_each_other_without_gap_or_repetition(
    desk: Client, monkeypatch: pytest.MonkeyPatch, tab: str
) -> None:
    monkeypatch.setattr("claims.views.desk.queue.PAGE", 2)
    days = [date(2024, 1, 2), date(2024, 1, 1), date(2024, 1, 2), date(2024, 1, 2), date(2024, 1, 3), date(2024, 1, 1)]
    claims = [factories.ClaimFactory.create(review_by=day) for day in days]
    for claim, day in zip(claims, [*days[:4], None, None], strict=True):
        factories.approached(claim, Outcome.AWAITING, deadline=PartialDate.from_date(day) if day else None)
    seen: list[Claim] = []
    address = f"{QUEUE}?show={tab}"
    while address:
        response = desk.get(address)
        seen += listed(response)
        address = response.context["next_url"]
    in_order = [1, 5, 0, 2, 3, 4] if tab == "review" else [1, 0, 2, 3, 4, 5]
    assert seen == [claims[place] for place in in_order]


@time_machine.travel("2024-02-10T12:00Z", tick=False)
def test_what_waits_for_a_reply_is_in_the_order_in_which_the_time_is_over(desk: Client) -> None:
    claims = {due: factories.ClaimFactory.create() for due in ("2024", "2024-02", "2024-02-10T11:30Z", "2024-01-31")}
    for due, claim in claims.items():
        factories.approached(claim, Outcome.AWAITING, deadline=PartialDate(due))
    factories.approached(claims["2024-01-31"], Outcome.AWAITING, deadline=PartialDate("2024"))

    rows = desk.get(QUEUE, {"show": "awaiting"}).context["rows"]

    assert [(row.claim, row.due, row.is_overdue) for row in rows] == [
        (claims["2024-01-31"], "overdue by 10 days", True),
        (claims["2024-02-10T11:30Z"], "overdue today", True),
        (claims["2024-02"], "due February 2024", False),
        (claims["2024"], "due 2024", False),
    ]


def test_an_outlet_narrows_the_queue_to_what_ran_there_and_what_is_credited_to_it(desk: Client) -> None:
    outlet = factories.OutletFactory.create(name="Bloomberg")
    ran_there, credited, _other = (factories.ClaimFactory.create() for _number in range(3))
    factories.ran(ran_there, factories.ArticleFactory.create(outlet=outlet))
    factories.ran(credited, credits=[workflow.Credit(words="Bloomberg", outlet=outlet)])
    assert listed(desk.get(QUEUE, {"outlet": "Bloomberg"})) == [credited, ran_there]


@pytest.mark.parametrize("tab", ["review", "awaiting"])
def test_the_next_page_passes_over_nothing_where_the_last_row_was_put_off_meanwhile(
    desk: Client, editor: User, monkeypatch: pytest.MonkeyPatch, tab: str
) -> None:
    monkeypatch.setattr("claims.views.desk.queue.PAGE", 1)
    first, second = (factories.ClaimFactory.create(review_by=date(2024, 1, day)) for day in (1, 2))
    for claim in (first, second):
        factories.approached(claim, Outcome.AWAITING, deadline=PartialDate(str(claim.review_by)))
    response = desk.get(f"{QUEUE}?show={tab}")
    assert listed(response) == [first]
    Claim.objects.filter(pk=first.pk).update(review_by=date(2024, 1, 3))
    first.approaches.update(deadline=PartialDate("2024-01-03"))
    assert listed(desk.get(response.context["next_url"])) == [second]


def test_a_page_of_what_waits_for_a_reply_follows_a_day_known_to_the_month_or_the_minute(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.views.desk.queue.PAGE", 1)
    claims = [factories.ClaimFactory.create() for _due in range(4)]
    for claim, due in zip(claims, ["2024-01-02T13:14Z", "2024-01-02", "2024-01", "2024"], strict=True):
        factories.approached(claim, Outcome.AWAITING, deadline=PartialDate(due))
    seen: list[Claim] = []
    address = f"{QUEUE}?show=awaiting"
    while address:
        response = desk.get(address)
        seen += listed(response)
        address = response.context["next_url"]
    assert seen == claims


@pytest.mark.parametrize("due", ["2024", "2024-01", "2024-01-01T13:14Z", "0001"])
def test_any_date_that_an_address_says_is_a_place_in_every_list(desk: Client, due: str) -> None:
    claim = factories.ClaimFactory.create(review_by=date(2024, 1, 2))
    response = desk.get(QUEUE, {"show": "review", "after": f"{due}.1"})
    assert listed(response) == [claim]
    for tab in TAB_KEYS:
        assert desk.get(QUEUE, {"show": tab, "after": f"{due}.1"}).status_code == 200


@pytest.mark.parametrize("tab", ["review", "awaiting", "mine"])
def test_marked_in_a_list_of_what_is_to_be_done_the_row_equals_a_fresh_load(
    desk: Client, editor: User, tab: str
) -> None:
    claim = factories.ClaimFactory.create(review_by=date(2024, 1, 1))
    factories.approached(claim, Outcome.AWAITING, deadline=PartialDate("2024-01-01"))
    factories.answered(claim)
    workflow.assign_claims([claim.pk], to=editor)
    page = htmx.Page(desk, f"{QUEUE}?show={tab}")
    page.press(f"mark-link-{claim.pk}")
    page.press(f"mark-form-{claim.pk}")
    assert page.is_as_loaded()


def test_what_narrows_the_queue_is_said_with_what_was_meant(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    factories.answered(claim, speaker=factories.SpeakerFactory.create(name="Anna Petrova"))
    page = desk.get(QUEUE, {"speaker": "petro"}).content.decode()
    assert "Who answered “Anna Petrova”" in page
    assert 'value="petro"' in page


def test_a_name_that_several_have_is_asked_for_and_narrows_nothing_meanwhile(desk: Client) -> None:
    factories.ClaimFactory.create()
    one, other = (factories.TopicFactory.create(name=f"Roads {place}") for place in ("north", "south"))
    response = desk.get(QUEUE, {"topic": "roads"})
    assert response.status_code == 422
    assert listed(response) == []
    assert f"“Roads north [{one.pk}]”, “Roads south [{other.pk}]”" in response.content.decode()


def test_ten_thousand_names_are_not_sent_with_the_page(desk: Client) -> None:
    before = len(desk.get(QUEUE).content)
    factories.TopicFactory.create_batch(5)
    factories.SpeakerFactory.create_batch(5)
    factories.OutletFactory.create_batch(5)
    after = desk.get(QUEUE).content
    assert len(after) == before


@pytest.mark.parametrize(
    "query",
    [
        {"topic": "x"},
        {"topic": "9" * 30},
        {"show": "everything"},
        {"after": "-1"},
        {"after": "1.5"},
        {"after": ".5"},
        {"after": "2024."},
        {"after": "2024-02-30.5"},
        {"after": "2024-01-02.-1"},
        {"after": "9" * 40},
    ],
)
def test_an_invalid_filter_finds_nothing_and_says_so(desk: Client, query: dict[str, str]) -> None:
    factories.ClaimFactory.create()
    response = desk.get(QUEUE, query)
    assert response.status_code == 422
    assert listed(response) == []
    assert "cannot be filtered like this" in response.content.decode()


def test_pages_follow_each_other_without_gap_or_repetition(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.views.desk.queue.PAGE", 2)
    claims = [factories.ClaimFactory.create() for _number in range(5)]
    seen: list[Claim] = []
    address = QUEUE
    while address:
        response = desk.get(address)
        seen += listed(response)
        address = response.context["next_url"]
    assert seen == claims[::-1]
    assert response.context["first_url"] == QUEUE


def test_ten_more_rows_need_no_query_more(desk: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert desk.get(QUEUE, {"show": "all"}).status_code == 200
        return len(captured)

    factories.full_claim()
    factories.DraftFactory.create()
    before = queries()
    for _number in range(10):
        factories.full_claim()
    assert queries() == before


def test_htmx_gets_the_list_alone_and_the_address_without_empty_filters(desk: Client) -> None:
    factories.ClaimFactory.create()
    response = desk.get(QUEUE, {"q": "bridge", "topic": "", "show": "open"}, headers=htmx.headers(QUEUE))
    assert htmx.template_of(response) == "desk/desk_queue.html#another-list"
    assert response.headers["HX-Push-Url"] == "/desk/?show=open&q=bridge"
    assert "HX-Request" in response.headers["Vary"]
    assert "<html" not in response.content.decode()


def test_an_empty_queue_says_what_to_do_first(desk: Client) -> None:
    page = desk.get(QUEUE).content.decode()
    assert reverse("article_new") in page
    assert "Take in an article" in page


def test_nothing_found_offers_the_queue_without_filters(desk: Client) -> None:
    factories.ClaimFactory.create()
    response = desk.get(QUEUE, {"q": "zeppelin"})
    assert 'href="/desk/?show=open"' in response.content.decode()


def test_hostile_words_are_shown_as_words(desk: Client) -> None:
    factories.ClaimFactory.create(statement="<script>alert(1)</script> {{ 7|add:1 }}")
    page = desk.get(QUEUE, {"q": "<script>"}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7|add:1 }}" in page
