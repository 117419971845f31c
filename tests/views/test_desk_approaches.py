"""Whom somebody asked and who has not replied: what is overdue comes first, its outcome is one step away."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from claims import workflow
from claims.dates import PartialDate
from claims.models import Approach
from claims.vocabulary import Outcome
from claims.workflow import seen
from tests.factories import ClaimFactory, DraftFactory, OutletFactory, SpeakerFactory, approached, as_shown, withdrawn
from tests.htmx import Page, load, template_of

LIST = "approach_list"


def waiting(deadline: str | None = "2024-01-26", **changes: Any) -> Approach:
    claim = changes.pop("claim", None) or ClaimFactory.create()
    return approached(
        claim, Outcome.AWAITING, deadline=PartialDate(deadline) if deadline else None, checked_on=None, **changes
    )


def data(approach: Approach, **changes: Any) -> dict[str, Any]:
    return {"once": uuid4(), "seen": seen(approach), "outcome": "no_reply", "back": reverse(LIST), **changes}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("deadline", "over_from"),
    [
        ("2024", datetime(2025, 1, 1, tzinfo=UTC)),
        ("2024-01", datetime(2024, 2, 1, tzinfo=UTC)),
        ("2024-01-26", datetime(2024, 1, 27, tzinfo=UTC)),
        ("2024-01-26T13:14Z", datetime(2024, 1, 26, 13, 15, tzinfo=UTC)),
        ("2024-12", datetime(2025, 1, 1, tzinfo=UTC)),
    ],
)
def test_time_is_over_at_the_end_of_the_period_that_was_given(deadline, over_from):
    waiting(deadline)
    before = datetime.fromtimestamp(over_from.timestamp() - 1, UTC)

    assert not Approach.objects.overdue(before).exists()
    assert Approach.objects.overdue(over_from).exists()


@pytest.mark.django_db
def test_a_day_ends_in_the_zone_of_the_site(settings):
    settings.TIME_ZONE = "America/New_York"
    waiting("2024-01-26")

    assert not Approach.objects.overdue(datetime(2024, 1, 27, 4, 59, tzinfo=UTC)).exists()
    assert Approach.objects.overdue(datetime(2024, 1, 27, 5, tzinfo=UTC)).exists()


@time_machine.travel("2024-02-10T12:00Z", tick=False)
def test_the_overdue_come_first_the_longest_overdue_before_others(desk):
    names = {
        "Late Office": "2024-02-01",
        "Later Office": "2024-01",
        "In Time Office": "2024-02",
        "No Day Office": None,
    }
    for name, deadline in names.items():
        waiting(deadline, asked=SpeakerFactory(institution=True, name=name))

    page = load(desk, reverse(LIST)).text()

    places = [page.index(name) for name in ("Later Office", "Late Office", "In Time Office", "No Day Office")]
    assert places == sorted(places)
    assert page.count("Overdue:") == 2


@time_machine.travel("2024-02-10T12:00Z", tick=False)
def test_of_more_overdue_than_are_shown_none_is_said_to_be_in_time(desk, monkeypatch):
    monkeypatch.setattr("claims.views.desk.approaches.MOST_SHOWN", 1)
    for name, deadline in (("Later Office", "2024-01"), ("Late Office", "2024-02-01"), ("In Time Office", "2024-02")):
        waiting(deadline, asked=SpeakerFactory(institution=True, name=name))

    page = load(desk, reverse(LIST)).text()

    assert [name for name in ("Later Office", "Late Office", "In Time Office") if name in page] == [
        "Later Office",
        "In Time Office",
    ]
    assert "more than 1 approaches" in page
    assert "1 approach " in page
    assert page.count("Only the first 1 are shown. Narrow the search to see others.") == 1


def test_what_was_answered_taken_back_or_belongs_to_a_closed_claim_is_not_listed(desk, editor):
    approached(ClaimFactory(), Outcome.REPLIED)
    workflow.retract(waiting(), reason="Nobody was asked.", by=editor)
    closed = ClaimFactory()
    waiting(claim=closed)
    withdrawn(closed)

    page = desk.get(reverse(LIST)).content.decode()

    assert "Ministry of Roads" not in page
    assert "Nobody is late." in page


def test_an_editor_finds_whom_they_asked_themselves_and_all_see_who_did(desk, editor, colleague):
    for by, name in ((editor, "Mine Office"), (colleague, "Ben’s Office")):
        asked = SpeakerFactory(institution=True, name=name)
        workflow.record_approach(ClaimFactory(), asked=asked, outcome=Outcome.AWAITING, by=by)
    asked = SpeakerFactory(institution=True, name="Gazette’s Office")
    workflow.record_approach(ClaimFactory(), asked=asked, asker=OutletFactory(), outcome=Outcome.AWAITING, by=editor)

    mine = load(desk, f"{reverse(LIST)}?by=mine").text()

    assert "Mine Office" in mine
    assert "Ben’s Office" not in mine
    assert "Gazette’s Office" not in mine
    assert "asked by ben, this desk" in load(desk, reverse(LIST)).text()


@time_machine.travel("2024-02-10T12:00Z", tick=False)
def test_before_the_time_is_over_the_buttons_come_with_a_warning(desk):
    waiting("2024-02")
    warning = "There is still time to reply"
    assert warning in load(desk, reverse(LIST)).text()
    Approach.objects.update(deadline=PartialDate("2024-01"))
    assert warning not in load(desk, reverse(LIST)).text()
    Approach.objects.update(deadline=None)
    assert warning not in load(desk, reverse(LIST)).text()


def test_the_list_is_narrowed_by_who_was_asked_and_who_asked(desk):
    waiting(asked=SpeakerFactory(institution=True, name="Café Office"))
    waiting(asked=SpeakerFactory(institution=True, name="Harbour Office"), asker=OutletFactory(name="The Post"))
    url = reverse(LIST)

    def shown(**query: str) -> list[str]:
        page = desk.get(url, query).content.decode()
        return [name for name in ("Café Office", "Harbour Office") if f'<b dir="auto">{name}' in page]

    assert shown() == ["Café Office", "Harbour Office"]
    assert shown(asked="cafe") == ["Café Office"]
    assert shown(by="outlets") == ["Harbour Office"]
    assert shown(by="desk", asked="harbour") == []


@pytest.mark.parametrize("query", [{"by": "nobody"}, {"asked": "x" * 500}, {"asked": "a\x01b", "by": "x"}])
def test_a_question_that_is_not_understood_finds_nothing(desk, query):
    waiting()

    answer = desk.get(reverse(LIST), query)

    assert answer.status_code == 200
    assert "Ministry of Roads" not in answer.content.decode()


@pytest.mark.parametrize("claim", [ClaimFactory, DraftFactory])
@pytest.mark.parametrize("outcome", [Outcome.NO_REPLY, Outcome.DECLINED, Outcome.REPLIED])
def test_the_outcome_is_recorded_in_one_step_and_the_list_equals_a_fresh_load(desk, claim, outcome):
    approach, other = waiting(claim=claim()), waiting(asked=SpeakerFactory(institution=True, name="Harbour Office"))
    page, address = Page(desk, reverse(LIST)), reverse("approach_outcome", args=[approach.pk])
    [form] = [node for node in page.root.nodes() if node.get("action") == address]

    answer = page.press(next(node for node in form.nodes() if node.get("value") == outcome))

    assert template_of(answer) == "desk/approach_list.html#changed-approaches"
    assert page.is_as_loaded()
    assert f"Recorded of Ministry of Roads: {outcome.label}." in answer.content.decode()
    approach.refresh_from_db()
    other.refresh_from_db()
    assert (approach.outcome, other.outcome) == (outcome, Outcome.AWAITING)
    assert (approach.checked_on is not None) is (outcome == Outcome.NO_REPLY)
    assert approach.how == "e-mail"


def test_an_outcome_is_recorded_without_script_and_leads_back_to_the_narrowed_list(desk):
    approach = waiting()
    back = f"{reverse(LIST)}?asked=Ministry"

    answer = desk.post(reverse("approach_outcome", args=[approach.pk]), data(approach, back=back))

    assert answer.headers["Location"] == back


def test_a_reply_leads_on_to_recording_its_words(desk):
    approach = waiting()

    page = desk.post(
        reverse("approach_outcome", args=[approach.pk]), data(approach, outcome="replied"), follow=True
    ).content.decode()

    assert f"{reverse('response_new')}?claim={approach.claim_id}&amp;speaker=Ministry%20of%20Roads" in page
    form = desk.get(reverse("response_new"), {"claim": approach.claim_id, "speaker": "Ministry of Roads"})
    assert 'value="Ministry of Roads"' in form.content.decode()


@pytest.mark.parametrize("outcome", [Outcome.NO_REPLY, Outcome.REPLIED])
def test_an_outcome_recorded_by_mistake_is_taken_back_where_it_was_said_with_a_notice(desk, outcome):
    approach = waiting()
    page, address = Page(desk, f"{reverse(LIST)}?by=desk"), reverse("approach_outcome", args=[approach.pk])
    [form] = [node for node in page.root.nodes() if node.get("action") == address]
    page.press(next(node for node in form.nodes() if node.get("value") == outcome))
    announced = page.root.the("announce")
    assert [node.words() for node in announced.nodes() if node.get("href") == f"/desk/claims/{approach.claim_id}/"]

    page.press("undo-form")

    assert "A reply of Ministry of Roads is awaited again." in page.root.the("announce").words()
    assert page.root.the("announce").find("undo-form") is None
    assert page.is_as_loaded()
    approach.refresh_from_db()
    assert (approach.outcome, approach.checked_on) == (Outcome.AWAITING, None)
    assert f"Recorded by mistake: {outcome.label}." in desk.get("/corrections/").content.decode()


@pytest.mark.parametrize("minutes", [0, 11])
def test_an_outcome_is_taken_back_by_whoever_recorded_it_for_ten_minutes_and_by_nobody_else(desk, colleague, minutes):
    approach = waiting()
    if minutes:
        desk.post(reverse("approach_outcome", args=[approach.pk]), data(approach))
    else:
        theirs = {"asked_on": None, "how": "", "deadline": None, "checked_on": None, "note": ""}
        workflow.change_approach(approach, outcome=Outcome.DECLINED, by=colleague, **theirs)
    approach.refresh_from_db()
    was = approach.outcome

    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
        answer = desk.post(reverse("approach_outcome", args=[approach.pk]), data(approach, outcome="awaiting"))

    assert answer.status_code == 422
    assert "Correct it instead, with the reason." in answer.content.decode()
    approach.refresh_from_db()
    assert approach.outcome == was != Outcome.AWAITING


def test_what_came_of_asking_is_said_also_where_a_deadline_before_it_is_on_record(desk):
    approach = waiting()
    Approach.objects.filter(pk=approach.pk).update(
        asked_on=PartialDate("2024-02-02"), deadline=PartialDate("2024-01-01")
    )
    approach.refresh_from_db()

    assert desk.post(reverse("approach_outcome", args=[approach.pk]), data(approach)).status_code == 302

    approach.refresh_from_db()
    assert approach.outcome == Outcome.NO_REPLY


def test_of_a_draft_an_outcome_is_taken_back_without_a_notice(desk):
    approach = waiting(claim=DraftFactory())
    desk.post(reverse("approach_outcome", args=[approach.pk]), data(approach))
    approach.refresh_from_db()

    answer = desk.post(reverse("approach_outcome", args=[approach.pk]), data(approach, outcome="awaiting"), follow=True)

    assert "A reply of Ministry of Roads is awaited again." in answer.content.decode()
    assert "Recorded by mistake" not in desk.get(f"/desk/claims/{approach.claim_id}/").content.decode()


def test_an_outcome_that_a_colleague_recorded_first_is_not_replaced(desk, colleague):
    approach = waiting()
    sent = data(approach, outcome="no_reply")
    theirs = {"asked_on": None, "how": "", "deadline": None, "checked_on": None, "note": "rang"}
    workflow.change_approach(approach, outcome=Outcome.AWAITING, by=colleague, **theirs)

    answer = desk.post(reverse("approach_outcome", args=[approach.pk]), sent)

    assert answer.status_code == 409
    assert "A colleague changed this meanwhile." in answer.content.decode()
    approach.refresh_from_db()
    assert (approach.outcome, approach.note) == (Outcome.AWAITING, "rang")


def test_who_was_slower_is_told_which_outcome_a_colleague_recorded(desk, colleague):
    approach = waiting(asked=SpeakerFactory.create(name="Ministry of Roads"))
    sent = data(approach, outcome="no_reply")
    theirs = {"asked_on": None, "how": "", "deadline": None, "checked_on": None, "note": ""}
    workflow.change_approach(approach, outcome=Outcome.DECLINED, by=colleague, **theirs)

    answer = desk.post(reverse("approach_outcome", args=[approach.pk]), sent)

    assert answer.status_code == 409
    said = "A colleague recorded of Ministry of Roads meanwhile: declined. What you chose was not recorded."
    assert said in answer.content.decode()


def test_a_time_by_which_a_reply_is_due_is_shown(desk):
    waiting("2024-01-26T13:14Z")

    assert "26 January 2024, 13:14" in desk.get(reverse(LIST)).content.decode()


@pytest.mark.parametrize(
    "changes", [{"outcome": "awaiting"}, {"outcome": ""}, {"seen": ""}, {"seen": "x" * 100}, {"once": "x"}]
)
def test_a_broken_outcome_is_refused_in_words(desk, changes):
    approach = waiting()

    answer = desk.post(reverse("approach_outcome", args=[approach.pk]), data(approach) | changes)

    assert answer.status_code == 422
    approach.refresh_from_db()
    assert approach.outcome == Outcome.AWAITING


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/desk/approaches/?x", "/desk/?x", "?" * 9000])
def test_no_address_of_elsewhere_is_gone_back_to(desk, back):
    approach = waiting()

    answer = desk.post(reverse("approach_outcome", args=[approach.pk]), data(approach, back=back))

    assert answer.headers["Location"] == reverse(LIST)


def test_the_list_makes_as_many_queries_for_ten_approaches_more(desk, django_assert_max_num_queries):
    waiting()
    with django_assert_max_num_queries(60) as few:
        desk.get(reverse(LIST))
    for day in range(10):
        waiting(None if day % 2 else f"2099-01-{day + 1:02}", asked=SpeakerFactory(name=f"Asked {day}"))

    with django_assert_max_num_queries(len(few)) as many:
        page = desk.get(reverse(LIST)).content.decode()

    assert "Asked 9" in page
    assert len(many) == len(few)


def asking(**typed: Any) -> tuple[str, dict[str, Any]]:
    claim = ClaimFactory.create()
    said = {"asked": "Roads Office", "asked_kind": "institution", "outcome": "awaiting", "once": uuid4()}
    return reverse("approach_new", args=[claim.pk]), said | as_shown(claim) | typed


@time_machine.travel(datetime(2024, 1, 26, 12, tzinfo=UTC), tick=False)
def test_somebody_was_asked_yesterday_and_has_until_tomorrow(desk):
    address, sent = asking(asked_on="yesterday", deadline="tomorrow 17:00")

    assert desk.post(address, sent).status_code == 302

    approach = Approach.objects.get()
    assert (str(approach.asked_on), str(approach.deadline)) == ("2024-01-25", "2024-01-27T17:00Z")


@pytest.mark.parametrize(
    ("asked_on", "deadline"),
    [
        ("26 January 2024", "25 January 2024"),
        ("26 January 2024 14:14", "26 January 2024 14:13"),
        ("26 January 2024 00:00", "25 January 2024"),
        ("February 2024", "31 January 2024"),
        ("2024", "2023"),
    ],
)
def test_no_reply_is_due_before_it_was_asked_for(desk, asked_on, deadline):
    address, sent = asking(asked_on=asked_on, deadline=deadline)

    answer = desk.post(address, sent)

    assert answer.status_code == 422
    [message] = answer.context["form"].errors["deadline"]
    assert "A reply cannot be due before it was asked for, which was " in message
    assert not Approach.objects.exists()


@pytest.mark.parametrize(
    ("asked_on", "deadline"),
    [
        ("26 January 2024", "26 January 2024"),
        ("26 January 2024", "January 2024"),
        ("January 2024", "1 January 2024 00:00"),
        ("26 January 2024 14:14", "26 January 2024"),
        ("", "25 January 2024"),
    ],
)
def test_a_reply_may_be_due_when_it_was_asked_for_as_far_as_that_is_known(desk, asked_on, deadline):
    address, sent = asking(asked_on=asked_on, deadline=deadline)

    assert desk.post(address, sent).status_code == 302


def test_a_deadline_is_not_mended_to_before_the_day_of_asking(desk):
    approach = approached(ClaimFactory.create(), Outcome.AWAITING, asked_on=PartialDate("2024-01-26"))
    address = reverse("approach_edit", args=[approach.pk])
    sent = {"seen": seen(approach), "once": uuid4(), "asked_on": "26 January 2024", "deadline": "2023"}

    answer = desk.post(address, sent | {"outcome": "awaiting"})

    assert answer.status_code == 422
    assert answer.context["form"].errors["deadline"] == [
        "A reply cannot be due before it was asked for, which was on 26 January 2024."
    ]
