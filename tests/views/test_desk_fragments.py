"""Whatever the desk sends in parts leaves its page as a fresh load has it: main part, navigation and counts.

The mark form has its own tests, in `test_desk_mark.py` and `test_desk_queue.py`.
"""

import json
import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from claims import workflow
from claims.models import Claim
from claims.vocabulary import Outcome
from tests import factories, htmx


def page_of(claim: Claim) -> str:
    return f"/desk/claims/{claim.pk}/"


def test_a_note_is_kept_and_removed_in_its_page(desk: Client) -> None:
    page = htmx.Page(desk, page_of(factories.ClaimFactory.create()))
    page.press(page.button("Keep the note"), text="Call again.")
    assert "Call again." in page.root.the("claim-notes").words()
    assert page.is_as_loaded()
    page.press(page.button("Remove"))
    assert "Call again." not in page.root.the("claim-notes").words()
    assert page.is_as_loaded()


def test_a_refused_note_says_why_in_its_place(desk: Client) -> None:
    page = htmx.Page(desk, page_of(factories.ClaimFactory.create()))
    assert page.press(page.button("Keep the note"), text=" ").status_code == 422
    assert "Write the note first." in page.root.the("claim-notes").words()


def test_a_claim_is_assigned_in_its_page(desk: Client, editor: User, colleague: User) -> None:
    page = htmx.Page(desk, page_of(factories.ClaimFactory.create()))
    page.press("take-form")
    assert "This claim is assigned to ava." in page.root.the("announce").words()
    assert page.is_as_loaded()
    page.press("assign-form", to=colleague.pk)
    assert page.root.find("take-form")
    assert page.is_as_loaded()


def test_what_came_of_asking_is_said_in_the_list_of_who_was_asked(desk: Client) -> None:
    for _number in range(2):
        factories.approached(factories.ClaimFactory.create(), Outcome.AWAITING)
    page = htmx.Page(desk, "/desk/approaches/")
    [first, _second] = [node for node in page.root.nodes() if node.get("value") == "no_reply"]
    page.press(first)
    assert [node.get("value") for node in page.root.nodes()].count("no_reply") == 1
    assert page.is_as_loaded()


def test_a_form_of_a_claims_page_opens_is_refused_and_saved_in_its_place(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    page = htmx.Page(desk, page_of(claim))
    page.press(f"open-claim-reword-{claim.pk}")
    form = f"claim-reword-{claim.pk}"
    page.press(form, statement="The bridge will open in July.", reason="")
    assert page.root.the(f"place-{form}").children
    assert page.root.the(form).find(f"{form}-statement")
    page.press(form, statement="The bridge will open in July.", reason="It was July.")
    assert "The bridge will open in July." in page.root.the("claim-page").words()
    assert page.is_as_loaded()


def test_what_a_version_changed_is_drawn_under_it_alone(desk: Client) -> None:
    claim = factories.denied()
    page = htmx.Page(desk, page_of(claim))
    [link] = [node for node in page.root.nodes() if node.get("hx-target") == "#changed-2"]
    page.press(link)
    place = page.root.the("changed-2")
    assert place.words()
    place.put([])
    assert page.is_as_loaded()


def test_a_claim_is_lifted_in_the_page_of_its_article(desk: Client) -> None:
    article = factories.ArticleFactory.create(text="The ferry stops in May. The end.")
    page = htmx.Page(desk, f"/desk/articles/{article.pk}/")
    page.press("lift-form", passage="The ferry stops in May.", statement="The ferry will stop in May.", publish="on")
    assert "The ferry will stop in May." in page.root.the("article-claims").words()
    assert page.root.the("nav-count").words() == "1 open"
    assert page.is_as_loaded()


def test_filters_and_tabs_of_the_queue(desk: Client) -> None:
    factories.ClaimFactory.create(statement="The ferry will stop in May.")
    factories.denied()
    page = htmx.Page(desk, "/desk/")
    page.press("tab-denied")
    assert page.path == "/desk/?show=denied"
    assert page.is_as_loaded()
    page.press("queue-filter", q="nothing has this word")
    assert "No claim here matches these filters." in page.root.the("queue-body").words()


def test_a_topic_for_chosen_claims(desk: Client) -> None:
    factories.TopicFactory.create(name="Ferries")
    claim = factories.ClaimFactory.create()
    page = htmx.Page(desk, "/desk/?show=all")
    page.press("bulk-add_topic", claim=[claim.pk], topic="Ferries")
    assert "checked" in page.root.the(f"choose-{claim.pk}").attributes
    del page.root.the(f"choose-{claim.pk}").attributes["checked"]
    assert page.is_as_loaded()


def test_where_the_form_of_a_claim_is_open_in_the_queue_it_is_said_who_else_is_at_it(
    desk: Client, colleague: User
) -> None:
    claim = factories.ClaimFactory.create()
    factories.answered(claim)
    workflow.note_presence(claim, by=colleague)
    page = htmx.Page(desk, "/desk/?show=all")
    page.press(f"mark-link-{claim.pk}")
    page.press(f"presence-{claim.pk}")
    assert "ben has this claim open too" in page.root.the(f"claim-row-{claim.pk}").words()
    page.press(f"mark-form-{claim.pk}")
    assert page.root.find(f"presence-{claim.pk}") is None
    assert page.is_as_loaded()


def every_part() -> list[str]:
    """The parts of templates that views of the desk answer with."""
    views = Path(settings.BASE_DIR, "claims", "views", "desk").glob("*.py")
    return sorted({part for view in views for part in re.findall(r'"(desk/\w+\.html#[\w-]+)"', view.read_text())})


#: Parts that are put back into a page here or in a test of their own.
LOOKED_AT = {
    "desk/approach_list.html#changed-approaches",
    "desk/article_desk.html#lifted",
    "desk/article_desk.html#panel",
    "desk/article_desk.html#text-anew",
    "desk/claim_assignment.html#changed-assignment",
    "desk/claim_desk.html#changed",
    "desk/claim_desk.html#changed-page",
    "desk/claim_desk.html#page-anew",
    "desk/claim_mark.html#mark-form",
    "desk/claim_notes.html#changed-notes",
    "desk/claim_presence.html#presence-who",
    "desk/desk_queue.html#another-list",
    "desk/desk_queue.html#bulk-done",
    "desk/desk_queue.html#changed-row",
    "desk/desk_queue.html#claim-row",
    "desk/response_new.html#speaker-known",
}


def test_every_part_is_looked_at() -> None:
    assert set(every_part()) == LOOKED_AT


def test_every_place_that_an_answer_goes_to_is_in_its_page(desk: Client) -> None:
    claim = factories.full_claim()
    article = claim.appearances.get().article
    pages = ["/desk/?show=all", page_of(claim), f"/desk/articles/{article.pk}/", "/desk/approaches/"]
    for path in [*pages, "/desk/responses/new/", "/desk/articles/new/", f"/desk/claims/{claim.pk}/mark/"]:
        root = htmx.load(desk, path)
        for node in root.nodes():
            target = node.get("hx-target").removeprefix("#").split(" ")[0]
            if target and target != "this":
                assert root.the(target), f"{path}: {node.get('hx-target')}"


def test_htmx_is_told_to_run_no_code_and_to_let_nothing_happen_between_swap_and_settling(desk: Client) -> None:
    [config] = [node for node in htmx.load(desk, "/desk/").nodes() if node.get("name") == "htmx-config"]
    told: dict[str, Any] = json.loads(config.get("content"))
    assert told == {
        "allowEval": False,
        "allowScriptTags": False,
        "selfRequestsOnly": True,
        "includeIndicatorStyles": False,
        "defaultSettleDelay": 0,
        "historyCacheSize": 0,
        "historyRestoreAsHxRequest": False,
        "responseHandling": [
            {"code": "204", "swap": False},
            {"code": "[23]..", "swap": True},
            {"code": "409|422", "swap": True},
            {"code": "[45]..", "swap": False, "error": True},
        ],
    }


def test_no_element_sends_headers_of_its_own_or_runs_code() -> None:
    """A token in `hx-headers` goes out of date; `hx-on` and `js:` would need what the policy forbids."""
    for template in Path(settings.BASE_DIR, "templates").rglob("*.html"):
        assert not re.search(r"hx-headers|hx-on|hx-vars|[\"']js:", template.read_text()), template
