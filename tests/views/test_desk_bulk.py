"""One thing done to several claims of the queue, all or none; and the filters an editor saves."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Revision, SavedFilter, Topic
from claims.record.verify import verify
from tests import factories, htmx

QUEUE = "/desk/?show=all"


@pytest.fixture
def topic(db: None) -> Topic:
    return factories.TopicFactory.create(name="Ferries")


def send(desk: Client, act: str, *claims: Claim, **values: Any) -> Any:
    headers = values.pop("headers", None)
    sent = {"once": uuid4(), "act": act, "claim": [claim.pk for claim in claims], "query": "show=all", **values}
    return desk.post("/desk/bulk/", sent, headers=headers)


def changes(claim: Claim) -> list[str]:
    return list(
        Revision.objects.filter(kind="claim", subject=claim.pk).order_by("number").values_list("change", flat=True)
    )


def test_a_topic_is_added_to_all_chosen_with_a_version_each(desk: Client, topic: Topic) -> None:
    public, had_it = factories.ClaimFactory.create(), factories.ClaimFactory.create(topics=[topic])
    draft, not_chosen = factories.DraftFactory.create(), factories.ClaimFactory.create()
    response = send(desk, "add_topic", public, had_it, draft, topic="ferries")
    assert response.status_code == 302
    assert response.headers["Location"] == QUEUE
    assert "2 claims: topic Ferries added. 1 was so already." in desk.get(QUEUE).content.decode()
    assert set(topic.claims.all()) == {public, had_it, draft}
    assert [changes(claim) for claim in (public, had_it, draft, not_chosen)] == [
        ["published", "updated"],
        ["published"],
        [],
        ["published"],
    ]
    verify()
    assert "Ferries" in Client().get(f"/claims/{public.pk}/", follow=True).content.decode()


def test_a_topic_new_to_the_record_is_public_before_the_claim_that_gets_it(desk: Client, topic: Topic) -> None:
    claim = factories.ClaimFactory.create()
    assert send(desk, "add_topic", claim, topic="ferries").status_code == 302
    newest = Revision.objects.order_by("-sequence").values_list("kind", "subject", "change")[:2]
    assert list(newest) == [("claim", claim.pk, "updated"), ("topic", topic.pk, "published")]
    verify()


def test_a_topic_is_taken_off_again(desk: Client, topic: Topic) -> None:
    claims = factories.ClaimFactory.create_batch(2, topics=[topic])
    send(desk, "remove_topic", *claims, topic=topic.name)
    assert not topic.claims.exists()
    assert changes(claims[0]) == ["published", "updated"]


def test_all_chosen_are_assigned_without_a_version(desk: Client, colleague: User) -> None:
    claims = factories.ClaimFactory.create_batch(2)
    send(desk, "assign", *claims, to=colleague.pk)
    assert "2 claims assigned to ben." in desk.get(QUEUE).content.decode()
    assert {claim.assigned_to for claim in Claim.objects.all()} == {colleague}
    assert changes(claims[0]) == ["published"]
    send(desk, "assign", claims[0], to="nobody")
    assert Claim.objects.get(pk=claims[0].pk).assigned_to is None


@pytest.mark.parametrize("act", ["add_topic", "assign"])
def test_where_one_is_no_longer_on_the_desk_nothing_happens_to_any(
    desk: Client, topic: Topic, editor: User, act: str
) -> None:
    claim, gone = factories.ClaimFactory.create(), factories.withdrawn()
    response = send(desk, act, claim, gone, topic="Ferries", to=editor.pk)
    assert response.status_code == 422
    assert f"Claim {gone.pk} is no longer on the desk" in response.content.decode()
    assert not topic.claims.exists()
    assert Claim.objects.get(pk=claim.pk).assigned_to is None
    assert changes(claim) == ["published"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"claim": []}, "Choose the claims first."),
        ({"claim": ["x"]}, "is not the number of a claim"),
        ({"claim": ["9" * 40]}, "is not the number of a claim"),
        ({"claim": ["0" * 19 + "1" + "9" * 30]}, "is not the number of a claim"),
        ({"claim": ["9" * 5_000]}, "is not the number of a claim"),
        ({"claim": ["0"]}, "is not the number of a claim"),
        ({"claim": ["999"]}, "Claim 999 is no longer on the desk"),
        ({"claim": list(range(1, 102))}, "At most 100 claims are changed at once; 101 are chosen."),
        ({"topic": ""}, "Write the topic’s name first."),
        ({"topic": "zeppelins"}, "called “zeppelins”. A new topic is made under “Names”."),
        ({"topic": "t" * 400}, "at most 330"),
        ({"act": "explode"}, "Say what to do."),
        ({"act": "assign", "to": "999"}, "There is no such editor."),
        ({"act": "assign", "to": ""}, "Choose first whom they are assigned to."),
        ({"once": "x"}, "broken token"),
    ],
)
def test_what_cannot_be_done_is_said_and_the_choice_kept(
    desk: Client, topic: Topic, sent: dict[str, Any], said: str
) -> None:
    claim = factories.ClaimFactory.create()
    act = sent.get("act", "add_topic")
    values = {"topic": "Ferries", **{name: value for name, value in sent.items() if name != "act"}}
    response = send(desk, act, claim, **values)
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert changes(claim) == ["published"]
    if "claim" not in sent:
        assert [row.is_chosen for row in response.context["rows"]] == [True]


def test_a_double_click_does_it_once(desk: Client, topic: Topic) -> None:
    claim = factories.ClaimFactory.create()
    once = uuid4()
    for _time in range(2):
        assert send(desk, "add_topic", claim, topic="Ferries", once=once).status_code == 302
    assert changes(claim) == ["published", "updated"]


def test_what_htmx_gets_makes_the_queue_as_loaded_with_the_choice_kept(desk: Client, editor: User) -> None:
    claim, other = factories.ClaimFactory.create_batch(2)
    page = htmx.Page(desk, QUEUE)
    response = page.press("bulk-assign", claim=[claim.pk], to=editor.pk)
    assert htmx.template_of(response) == "desk/desk_queue.html#bulk-done"
    assert '"selector": "#bulk-assign"' in response.headers["HX-Trigger-After-Settle"]
    assert "1 claim assigned to ava." in page.root.the("announce").words()
    box, other_box = (page.root.the(f"choose-{one.pk}") for one in (claim, other))
    assert "checked" in box.attributes
    assert "checked" not in other_box.attributes
    del box.attributes["checked"]
    assert page.is_as_loaded()


def test_assigning_ten_more_needs_no_query_more(desk: Client, editor: User) -> None:
    def queries(*claims: Claim) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert send(desk, "assign", *claims, to=editor.pk).status_code == 302
        return len(captured)

    assert queries(factories.ClaimFactory.create()) == queries(*factories.ClaimFactory.create_batch(11))


# Saved filters


def save(desk: Client, name: str, query: str, **pressed: str) -> Any:
    return desk.post("/desk/filters/save/", {"once": uuid4(), "name": name, "query": query, **pressed})


def test_a_saved_filter_is_listed_marked_where_it_is_shown_and_removed(desk: Client, editor: User) -> None:
    factories.ClaimFactory.create(statement="The ferry will stop in May.")
    response = save(desk, " Ferries ", "show=open&q=ferry&after=99&nonsense=1")
    assert response.headers["Location"] == "/desk/?show=open&q=ferry"
    [saved] = SavedFilter.objects.all()
    assert (saved.editor, saved.name, saved.query) == (editor, "Ferries", "show=open&q=ferry")
    shown = desk.get("/desk/?q=ferry&show=open").content.decode()
    assert '<a href="/desk/?show=open&amp;q=ferry" aria-current="true">Ferries</a>' in shown
    assert '<a href="/desk/?show=open&amp;q=ferry">Ferries</a>' in desk.get("/desk/").content.decode()
    sent = {"once": uuid4()}
    assert {desk.post(f"/desk/filters/{saved.pk}/remove/", sent).status_code for _time in range(2)} == {302}
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        ("", "q=x", "Give it a name to find it by."),
        ("Mine", "q=x", "You have a filter of this name."),
        ("n" * 61, "q=x", "at most 60"),
        ("Long", "q=" + "x" * 499, "What the queue is narrowed to is too long to be saved."),
        ("Cyrillic", "q=" + "ж" * 100, "What the queue is narrowed to is too long to be saved."),
        ("with \0", "q=x", "Null characters are not allowed."),
    ],
)
def test_a_filter_that_cannot_be_saved_is_refused_with_what_was_typed(
    desk: Client, name: str, query: str, said: str
) -> None:
    save(desk, "Mine", "show=draft")
    response = save(desk, name, query)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert response.context["saving"]["name"].value() == name
    assert SavedFilter.objects.count() == 1


def test_a_filter_is_replaced_where_its_editor_says_so(desk: Client, editor: User, colleague: User) -> None:
    theirs = SavedFilter.objects.create(editor=colleague, name="Mine", query="q=theirs")
    save(desk, "Mine", "show=draft&q=x")
    refused = save(desk, " Mine ", "show=open&q=y").content.decode()
    assert '<button class="button-small" name="replace" value="Mine">Replace “Mine”</button>' in refused
    assert SavedFilter.objects.get(editor=editor).query == "show=draft&q=x"
    replaced = save(desk, "Mine", "show=open&q=y", replace="Mine")
    assert replaced.headers["Location"] == "/desk/?show=open&q=y"
    assert "Replaced: “Mine” now shows this." in desk.get(replaced.headers["Location"]).content.decode()
    assert SavedFilter.objects.get(editor=editor).query == "show=open&q=y"
    theirs.refresh_from_db()
    assert theirs.query == "q=theirs"


def test_only_the_filter_that_the_button_named_is_replaced(desk: Client) -> None:
    for name in ("Mine", "Other"):
        save(desk, name, "show=draft")
    assert save(desk, "Other", "q=y", replace="Mine").status_code == 422
    assert save(desk, "New", "q=y", replace="Mine").status_code == 302
    assert dict(SavedFilter.objects.values_list("name", "query")) == {
        "Mine": "show=draft",
        "New": "q=y",
        "Other": "show=draft",
    }


def test_no_replacement_is_offered_where_something_else_was_wrong(desk: Client) -> None:
    save(desk, "Mine", "show=draft")
    for name, query in (("", "q=x"), ("Long", "q=" + "x" * 499)):
        assert 'name="replace"' not in save(desk, name, query).content.decode()
    too_long = save(desk, "Mine", "q=" + "x" * 499, replace="Mine")
    assert "too long to be saved" in too_long.content.decode()
    assert SavedFilter.objects.get().query == "show=draft"


def test_a_filter_as_long_as_is_kept_is_saved(desk: Client) -> None:
    assert save(desk, "Long", "q=" + "x" * 498).status_code == 302
    assert len(SavedFilter.objects.get().query) == 500


def test_saved_filters_are_their_editors_alone(desk: Client, colleague: User) -> None:
    theirs = SavedFilter.objects.create(editor=colleague, name="Secret plan", query="q=x")
    assert "Secret plan" not in desk.get("/desk/").content.decode()
    removed = desk.post(f"/desk/filters/{theirs.pk}/remove/", {"once": uuid4()}, follow=True)
    assert "Secret plan" not in removed.content.decode()
    assert SavedFilter.objects.count() == 1
    assert save(desk, "Secret plan", "q=y").status_code == 302


def test_nobody_saves_filters_without_end(desk: Client, editor: User) -> None:
    SavedFilter.objects.bulk_create(SavedFilter(editor=editor, name=f"Filter {number}") for number in range(40))
    response = save(desk, "One more", "q=x")
    assert response.status_code == 422
    assert "You have 40 saved filters already." in response.content.decode()
    assert save(desk, "Filter 7", "q=x", replace="Filter 7").status_code == 302
    assert SavedFilter.objects.count() == 40
