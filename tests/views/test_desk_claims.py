"""A claim on the desk: its page, its particulars, its wording."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from claims import workflow
from claims.forms.claims import SplitForm
from claims.models import Claim, Revision
from claims.vocabulary import AnswerKind, State, Status
from tests import factories, htmx


def page_of(claim: Claim) -> str:
    return f"/desk/claims/{claim.pk}/"


# Its page


def test_its_page_has_everything_and_links_to_change_it(desk: Client) -> None:
    claim = factories.full_claim()
    page = desk.get(page_of(claim)).content.decode()
    htmx.parse(page)
    assert "Denied by Anna Petrova" in page
    assert "Credited to: " in page
    assert "Это неправда" in page
    assert "Who gave the order." in page
    appearance, evidence, approach = claim.appearances.get(), claim.evidence.get(), claim.approaches.get()
    for path in (
        f"/desk/appearances/{appearance.pk}/",
        f"/desk/evidence/{evidence.pk}/",
        f"/desk/approaches/{approach.pk}/",
        *(f"/desk/answers/{answer.pk}/" for answer in claim.answers.all()),
        *(f"/desk/responses/{answer.response_id}/" for answer in claim.answers.all()),
        f"/claims/{claim.pk}/{claim.slug}/",
    ):
        assert f'href="{path}"' in page, path


def test_its_page_tells_its_history_newest_first(desk: Client) -> None:
    claim = factories.denied()
    name = claim.answers.get().response.speaker.name
    lines = [version["line"] for version in desk.get(page_of(claim)).context["history"]]
    assert lines == [
        "Denied by the ministry’s spokeswoman, was open",
        f"Answer of {name} added: denies",
        "Published",
    ]


def test_its_history_says_to_the_desk_alone_which_colleague_did_it(desk: Client, colleague: User) -> None:
    claim = factories.denied()
    workflow.withdraw_claim(claim, based_on=claim.version, reason="It was two claims.", by=colleague)

    page = desk.get(page_of(claim)).content.decode()

    assert re.findall(r"by <bdi>([^<]*)</bdi>", page) == ["ben", *["factory-editor"] * 3]
    for path in (f"/claims/{claim.pk}/", f"/claims/{claim.pk}/revisions/", f"/claims/{claim.pk}/revisions/4/"):
        public = desk.get(path, follow=True).content.decode()
        assert "factory-editor" not in public
        assert not re.search(r"\bben\b", public)


def test_its_history_says_in_words_what_a_version_changed(desk: Client) -> None:
    claim = factories.denied()
    page = desk.get(page_of(claim)).content.decode()
    assert f'href="/claims/{claim.pk}/revisions/3/#changed"' in page
    assert f'hx-get="{page_of(claim)}changed/?number=3"' in page
    assert "changed/?number=1" not in page

    response = desk.get(f"{page_of(claim)}changed/", {"number": 3}, headers=htmx.headers(page_of(claim)))

    said = {one.label: (one.before, one.after) for one in response.context["differences"]}
    assert said["Where it stands"][0].startswith("Open. ")
    assert said["Where it stands"][1].startswith("Denied by Anna Petrova")
    assert "<del>" in response.content.decode()
    assert "<html" not in response.content.decode()


@pytest.mark.parametrize("number", ["", "0", "9", "x", "9" * 30, "-1"])
def test_no_version_that_is_not_there_is_told_of(desk: Client, number: str) -> None:
    claim = factories.ClaimFactory.create()
    assert desk.get(f"{page_of(claim)}changed/", {"number": number}).status_code == 404


def test_of_a_long_history_the_newest_versions_are_shown_and_the_rest_linked(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    assert "All versions" not in desk.get(page_of(claim)).content.decode()
    for _answer in range(13):
        factories.answered(claim)
    response = desk.get(page_of(claim))
    assert [version["reading"].header.number for version in response.context["history"]] == list(range(14, 2, -1))
    assert f'<a href="/claims/{claim.pk}/revisions/">All versions</a>' in response.content.decode()


# Its parts, edited in place


def places_of(claim: Claim) -> dict[str, dict[str, Any]]:
    """For each form that opens in the claim's page, its address and what is sent by it."""
    evidence, approach, appearance = claim.evidence.get(), claim.approaches.get(), claim.appearances.get()
    answer = claim.answers.order_by("pk")[0]
    found = {"title": "Log", "bearing": "contradicts", "assessed_by": "the court", "finding": "It was not begun"}
    words = factories.as_shown(claim)
    corrected = words | ({"reason": "Misread."} if claim.is_public else {})
    return {
        f"/desk/claims/{claim.pk}/edit/": {"version": claim.version, "kind": "update", "unknowns": "Where."},
        f"/desk/claims/{claim.pk}/evidence/new/": found | words,
        f"/desk/evidence/{evidence.pk}/": found | corrected | {"seen": workflow.seen(evidence)},
        f"/desk/claims/{claim.pk}/approaches/new/": {
            "asked": "Port",
            "asked_kind": "institution",
            "outcome": "replied",
            **words,
        },
        f"/desk/approaches/{approach.pk}/": {"outcome": "replied", "seen": workflow.seen(approach)},
        f"/desk/answers/{answer.pk}/": {"kind": "declines", "position": "subject", "seen": workflow.seen(answer)}
        | corrected,
        f"/desk/appearances/{appearance.pk}/": {
            "stance": "disputes",
            "standing": "not_known",
            "words_1": "two people",
            "source_kind": "anonymous",
            "seen": workflow.seen(appearance),
            **words,
        },
    }


def place_of(path: str) -> str:
    match = resolve(path)
    [number] = match.kwargs.values()
    return f"{match.url_name}-{number}".replace("_", "-")


@pytest.mark.parametrize("state", [State.PUBLIC, State.DRAFT])
@pytest.mark.parametrize("which", range(7))
def test_a_part_is_edited_in_the_page_which_then_equals_a_fresh_load(desk: Client, which: int, state: State) -> None:
    claim = factories.full_claim() if state == State.PUBLIC else draft_with_everything()
    path, sent = list(places_of(claim).items())[which]
    place, here = place_of(path), htmx.headers(page_of(claim))
    page = htmx.Page(desk, page_of(claim))
    assert page.root.find(f"place-{place}")

    opened = page.press(f"open-{place}")
    form = page.root.the(place)
    assert (form.tag, form.attributes["id"], form.attributes["action"]) == ("form", place, path)
    assert json.loads(opened.headers["HX-Trigger-After-Settle"]) == {"desk:focus": {"selector": f"#{place}"}}
    saved = desk.post(path, {"once": uuid4(), **sent}, headers=here)

    assert htmx.template_of(saved) == "desk/claim_desk.html#changed-page"
    assert json.loads(saved.headers["HX-Trigger-After-Settle"]) == {"desk:focus": {"selector": f"#open-{place}"}}
    page.take(saved, form)
    assert page.is_as_loaded()
    assert page.root.find(f"open-{place}")


def decisions_of(claim: Claim) -> dict[str, dict[str, Any]]:
    """For each form that decides about a claim or takes a part of it back, its address and what is sent by it."""
    evidence, approach, appearance = claim.evidence.get(), claim.approaches.get(), claim.appearances.get()
    answer = claim.answers.order_by("pk")[0]
    because = {"version": claim.version, "reason": "It was two claims."}
    still = {f"answer_{answer.pk}": "yes" for answer in claim.answers.all()} | {f"evidence_{evidence.pk}": "yes"}
    parts = {"parts": 2, "statement_0": "The bridge opened.", "statement_1": "The bridge is new."}
    parts |= {f"{kind}_{row.pk}": ["0"] for kind in SplitForm.ITEMS for row in getattr(claim, kind).all()}
    return {
        f"/desk/claims/{claim.pk}/reword/": because | still | {"statement": "The bridge will open in July."},
        f"/desk/claims/{claim.pk}/split/": because | parts,
        f"/desk/claims/{claim.pk}/withdraw/": because | {"kind": "withdraw"},
        f"/desk/evidence/{evidence.pk}/retract/": because | {"seen": workflow.seen(evidence)},
        f"/desk/approaches/{approach.pk}/retract/": because | {"seen": workflow.seen(approach)},
        f"/desk/appearances/{appearance.pk}/retract/": because | {"seen": workflow.seen(appearance)},
        f"/desk/answers/{answer.pk}/retract/": because | {"seen": workflow.seen(answer)},
    }


@pytest.mark.parametrize("which", range(7))
def test_a_decision_is_taken_in_the_page_which_then_equals_a_fresh_load(desk: Client, which: int) -> None:
    claim = factories.full_claim()
    path, sent = list(decisions_of(claim).items())[which]
    here = htmx.headers(page_of(claim))
    page = htmx.Page(desk, page_of(claim))
    opened = desk.get(path, headers=here).content.decode()
    [form] = [node for node in htmx.parse(opened).children if isinstance(node, htmx.Node)]
    assert (form.tag, form.attributes["id"]) == ("form", place_of(path))
    refused = desk.post(path, {"once": uuid4(), **sent, "reason": ""}, headers=here)
    assert refused.status_code == 422
    assert "<html" not in refused.content.decode()

    decided = desk.post(path, {"once": uuid4(), **sent}, headers=here)
    assert htmx.template_of(decided) == "desk/claim_desk.html#changed-page"
    page.take(decided, page.root.the("claim-page"))
    assert page.is_as_loaded()
    assert "two claims" in page.root.the("claim-page").words()


def test_one_part_more_is_drawn_in_the_place_of_the_split(desk: Client) -> None:
    claim = factories.full_claim()
    path = f"/desk/claims/{claim.pk}/split/"
    sent = {"version": claim.version, "parts": 2, "statement_0": "The bridge opened.", "more": "1"}
    more = desk.post(path, sent, headers=htmx.headers(page_of(claim)))
    [form] = [node for node in htmx.parse(more.content.decode()).children if isinstance(node, htmx.Node)]
    assert form.attributes["id"] == f"claim-split-{claim.pk}"
    assert "Part 3" in form.text()
    assert "The bridge opened." in more.content.decode()


def test_a_draft_discarded_in_its_page_leads_to_the_drafts(desk: Client) -> None:
    claim = factories.DraftFactory.create()
    sent = {"once": uuid4(), "version": claim.version}
    gone = desk.post(f"/desk/claims/{claim.pk}/discard/", sent, headers=htmx.headers(page_of(claim)))
    assert gone.headers["HX-Redirect"] == "/desk/?show=draft"
    assert not Claim.objects.exists()


def draft_with_everything() -> Claim:
    claim = factories.DraftFactory.create()
    factories.ran(claim)
    factories.assessed(claim)
    factories.approached(claim)
    factories.answered(claim)
    return claim


@pytest.mark.parametrize("which", range(7))
def test_what_is_wrong_is_said_in_the_place_and_nowhere_else(desk: Client, which: int) -> None:
    claim = factories.full_claim()
    path, sent = list(places_of(claim).items())[which]
    refused = desk.post(path, {"once": "x", **sent}, headers=htmx.headers(page_of(claim)))
    assert refused.status_code == 422
    [form] = [node for node in htmx.parse(refused.content.decode()).children if isinstance(node, htmx.Node)]
    assert form.attributes["id"] == place_of(path)
    assert "Nothing was saved yet." in form.text()


def test_two_open_forms_share_no_id(desk: Client) -> None:
    claim = factories.full_claim()
    here = htmx.headers(page_of(claim))
    ids: list[str] = []
    for path in places_of(claim):
        ids += re.findall(r'\sid="([^"]+)"', desk.get(path, headers=here).content.decode())
    assert sorted(ids) == sorted(set(ids))


def test_a_part_of_a_claim_that_was_withdrawn_meanwhile_says_so_in_its_place(desk: Client) -> None:
    claim = factories.full_claim()
    evidence = claim.evidence.get()
    factories.withdrawn(claim)
    response = desk.get(f"/desk/evidence/{evidence.pk}/", headers=htmx.headers(page_of(claim)))
    assert response.status_code == 409
    assert "This claim was withdrawn." in response.content.decode()
    assert "<html" not in response.content.decode()


# As the public will see it


def test_a_draft_is_previewed_as_the_public_will_see_it_and_kept_from_the_public(desk: Client) -> None:
    # Of what is public already: a name that is not has no page yet that it could lead to.
    article, speaker = factories.ArticleFactory.create(), factories.SpeakerFactory.create(name="Anna Petrova")
    factories.ran(factories.denied(speaker=speaker, reported_by=article), article)
    claim = factories.DraftFactory.create(unknowns="Who gave the order.")
    factories.ran(claim, article)
    factories.denied(claim, speaker=speaker, reported_by=article)
    response = desk.get(f"{page_of(claim)}preview/")
    preview = htmx.parse(response.content.decode())
    assert "Preview. Not public." in preview.text()
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]

    factories.published(claim)
    public = htmx.load(desk, f"/claims/{claim.pk}/{claim.slug}/")

    for section in ("comes-from", "who-answered", "not-known", "where-it-ran"):
        assert section_of(preview, section) == section_of(public, section), section
    assert "Denied by Anna Petrova" in preview.text()


def section_of(page: htmx.Node, id: str) -> str:
    """What the section with this heading says."""
    found = [page]
    while found:
        node = found.pop()
        if node.tag == "section" and node.attributes.get("aria-labelledby") == id:
            return node.text()
        found += [child for child in node.children if isinstance(child, htmx.Node)]
    raise AssertionError(f"no section {id}")


def test_a_preview_says_until_when_an_embargo_lasts(desk: Client) -> None:
    claim = factories.DraftFactory.create(not_before=datetime(2099, 1, 2, 15, 4, tzinfo=UTC))
    assert "Under embargo until" in desk.get(f"{page_of(claim)}preview/").content.decode()
    assert "2 January 2099, 15:04 UTC" in desk.get(page_of(claim)).content.decode()


def test_nobody_previews_what_was_withdrawn_or_is_not_there(desk: Client) -> None:
    assert desk.get(f"{page_of(factories.withdrawn())}preview/").status_code == 404
    assert desk.get("/desk/claims/999/preview/").status_code == 404


def test_an_embargo_is_set_in_a_zone_that_is_named(desk: Client, settings: Any) -> None:
    settings.TIME_ZONE = "Europe/Kyiv"
    claim = factories.DraftFactory.create()
    page = desk.get(f"{page_of(claim)}edit/").content.decode()
    assert "In the time of Europe/Kyiv." in page
    desk.post(f"{page_of(claim)}edit/", {"once": uuid4(), "version": claim.version, "not_before": "2099-01-02T15:04"})
    claim.refresh_from_db()
    assert claim.not_before == datetime(2099, 1, 2, 13, 4, tzinfo=UTC)
    refused = desk.post(f"{page_of(claim)}publish/", {"once": uuid4(), "version": claim.version})
    assert "under embargo until 2 January 2099, 15:04 EET" in refused.content.decode()


def test_a_draft_can_be_published_and_discarded_a_public_claim_withdrawn_and_both_merged(desk: Client) -> None:
    draft = desk.get(page_of(factories.DraftFactory.create())).content.decode()
    public = desk.get(page_of(factories.ClaimFactory.create())).content.decode()
    assert "/publish/" in draft
    assert "/discard/" in draft
    assert "/withdraw/" not in draft
    assert "/merge/" in draft
    assert "/withdraw/" in public
    assert "/merge/" in public
    assert "/publish/" not in public
    assert "/discard/" not in public


def test_a_withdrawn_claim_is_shown_and_offers_nothing_to_do(desk: Client) -> None:
    page = desk.get(page_of(factories.withdrawn())).content.decode()
    assert "This claim is no longer listed." in page
    assert "/mark/" not in page
    assert "/edit/" not in page


@pytest.mark.parametrize("act", ["edit", "reword", "mark", "withdraw", "discard", "merge", "split"])
def test_nothing_more_is_asked_for_about_a_withdrawn_claim(desk: Client, act: str) -> None:
    assert desk.get(f"{page_of(factories.withdrawn())}{act}/").status_code == 404


def test_a_merged_claim_leads_to_the_one_that_stays(desk: Client) -> None:
    loser, into = factories.ClaimFactory.create(), factories.ClaimFactory.create()
    factories.merged(loser, into)
    assert f'href="{page_of(into)}"' in desk.get(page_of(loser)).content.decode()


def test_more_of_everything_needs_no_query_more(desk: Client) -> None:
    claim = factories.full_claim()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(page_of(claim)).status_code == 200
        return len(captured)

    before = queries()
    for _number in range(5):
        factories.answered(claim, AnswerKind.DECLINES)
        factories.ran(claim)
        factories.assessed(claim)
        factories.approached(claim)
    assert queries() == before


def test_no_such_claim_is_not_found(desk: Client) -> None:
    answer = desk.get("/desk/claims/812/")
    assert answer.status_code == 404
    assert "There is no claim 812." in answer.content.decode()
    assert "It may have been merged or discarded: search." in answer.content.decode()


def test_what_else_there_is_not_is_named_with_its_number(desk: Client) -> None:
    assert "There is no article 812." in desk.get("/desk/articles/812/").content.decode()
    assert "There is no evidence 812." in desk.get(reverse("evidence_edit", args=[812])).content.decode()
    assert "There is no" not in desk.get("/desk/nothing/").content.decode().replace("There is no such page", "")


def test_a_merged_claim_leads_on_to_where_it_went(desk: Client, editor: User) -> None:
    loser, survivor = factories.ClaimFactory.create(), factories.ClaimFactory.create()
    versions = {"based_on": loser.version, "into_based_on": survivor.version}
    workflow.merge_claims(loser, into=survivor, reason="The same.", by=editor, **versions)

    for page in (desk.get(page_of(loser)), desk.get(f"{page_of(loser)}edit/")):
        assert f'href="{page_of(survivor)}">claim {survivor.pk}</a>' in page.content.decode()


def test_a_withdrawn_claim_is_led_to_from_what_can_no_longer_be_done(desk: Client) -> None:
    claim = factories.withdrawn()
    page = desk.get(f"{page_of(claim)}edit/")
    assert page.status_code == 404
    assert "It was withdrawn." in page.content.decode()
    assert f'href="{page_of(claim)}">See how it stands</a>' in page.content.decode()


# A new one


def test_a_new_claim_is_a_draft_with_its_particulars(desk: Client, editor: User) -> None:
    topic = factories.TopicFactory.create()
    sent = {
        "once": uuid4(),
        "statement": "The ferry will stop in May.",
        "claimant": "Ferry Union",
        "claimed_on": "January 2024",
        "about_when": "May 2024",
        "unknowns": "Who decided.",
        "topics": [topic.pk],
        "review_by": "2024-06-01",
        "not_before": "2026-12-01T06:00",
    }
    responses = [desk.post("/desk/claims/new/", sent) for _time in range(2)]
    claim = Claim.objects.get()
    assert {response.headers["Location"] for response in responses} == {page_of(claim)}
    assert claim.is_draft
    assert claim.created_by == editor
    assert (str(claim.claimed_on), str(claim.about_when)) == ("2024-01", "2024-05")
    assert claim.review_by == date(2024, 6, 1)
    assert list(claim.topics.all()) == [topic]
    assert claim.not_before


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("statement", "", "This field is required"),
        ("statement", "x" * 501, "at most 500"),
        ("statement", "a\0b", "Null characters"),
        ("claimed_on", "05/06/2024", "write the month as a word"),
        ("topics", ["9" * 40], "on record. Choose one of those offered"),
        ("review_by", "soon", "Enter a valid date"),
        ("once", "", "Load the page again"),
    ],
)
def test_a_new_claim_that_cannot_be_accepted_says_why(desk: Client, field: str, value: Any, words: str) -> None:
    sent = {"once": uuid4(), "statement": "The ferry will stop in May.", "unknowns": "Kept as typed."} | {field: value}
    response = desk.post("/desk/claims/new/", sent)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert "Kept as typed." in response.content.decode()
    assert not Claim.objects.exists()


# Its particulars


def particulars(claim: Claim, **changes: Any) -> dict[str, Any]:
    return {"once": uuid4(), "version": claim.version, "kind": "update", "unknowns": "Who pays."} | changes


def test_new_facts_are_an_update(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    assert desk.post(f"{page_of(claim)}edit/", particulars(claim)).status_code == 302
    claim.refresh_from_db()
    assert claim.unknowns == "Who pays."
    assert claim.head is not None
    assert claim.head.change == "updated"


def test_an_error_of_ours_is_a_correction_with_its_notice(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    path = f"{page_of(claim)}edit/"
    refused = desk.post(path, particulars(claim, kind="correct"))
    assert refused.status_code == 422
    assert "A correction says what was wrong." in refused.content.decode()
    desk.post(path, particulars(claim, kind="correct", reason="The month was wrong."))
    assert Revision.objects.filter(kind="claim", subject=claim.pk, change="corrected").exists()


def test_a_draft_is_edited_without_notice(desk: Client) -> None:
    claim = factories.DraftFactory.create()
    form = desk.get(f"{page_of(claim)}edit/").context["form"]
    assert "reason" not in form.fields
    assert desk.post(f"{page_of(claim)}edit/", particulars(claim)).status_code == 302


def test_an_embargo_is_asked_for_of_a_draft_and_not_of_what_is_public(desk: Client) -> None:
    draft, public = factories.DraftFactory.create(), factories.ClaimFactory.create()
    assert "Embargo: publishing earlier is refused." in desk.get(f"{page_of(draft)}edit/").content.decode()
    assert "Embargo" not in desk.get(f"{page_of(public)}edit/").content.decode()


def test_edited_meanwhile_both_are_shown_and_mine_can_go_on_top(desk: Client, colleague: User) -> None:
    claim = factories.DraftFactory.create()
    stale = particulars(claim)
    Client.force_login(other := Client(), colleague)
    other.post(f"{page_of(claim)}edit/", particulars(claim, unknowns="Ben’s words."))
    response = desk.post(f"{page_of(claim)}edit/", stale)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Ben’s words." in page
    assert "Who pays." in page
    again = stale | {"version": response.context["form"]["version"].value()}
    assert desk.post(f"{page_of(claim)}edit/", again).status_code == 302
    claim.refresh_from_db()
    assert claim.unknowns == "Who pays."


# Its wording


def rewording(claim: Claim, still: str = "yes", **changes: Any) -> dict[str, Any]:
    answers = {f"answer_{answer.pk}": still for answer in claim.answers.all()}
    sent = {"once": uuid4(), "version": claim.version, "statement": "It will open in June.", "reason": "It was June."}
    return sent | answers | changes


def test_rewording_asks_of_every_answer_and_evidence_with_nothing_chosen_before(desk: Client) -> None:
    claim = factories.full_claim()
    form = desk.get(f"{page_of(claim)}reword/").context["form"]
    asked = [f"answer_{answer.pk}" for answer in claim.answers.all()]
    asked += [f"evidence_{item.pk}" for item in claim.evidence.all()]
    assert [form[name].value() for name in asked] == [None, None, None]


def test_rewording_shows_what_it_asks_about(desk: Client) -> None:
    claim = factories.full_claim()
    factories.answered(claim, words="<b>Never</b> " + "at all " * 60, url="https://gazette.example/no")

    page = desk.get(f"{page_of(claim)}reword/").content.decode()

    # Two denials by one person are told apart by their words, and by when and where they were said.
    for words in ("Это неправда", "This is untrue", "We love bridges", "January 2024, Telegram", "&lt;b&gt;Never"):
        assert words in page
    assert "at all " * 60 not in page
    assert 'href="https://gazette.example/no"' in page


def test_splitting_shows_what_it_asks_about(desk: Client) -> None:
    claim = factories.full_claim()

    page = desk.get(f"{page_of(claim)}split/").content.decode()

    for words in (factories.PASSAGE, "We love bridges", "January 2024, Telegram"):
        assert words in page


def test_reworded_with_its_answers_the_mark_stands(desk: Client) -> None:
    claim = factories.denied()
    assert desk.post(f"{page_of(claim)}reword/", rewording(claim)).status_code == 302
    claim.refresh_from_db()
    assert claim.statement == "It will open in June."
    assert claim.status == Status.DENIED


@pytest.mark.parametrize("act", ["reword", "split"])
def test_what_was_accepted_is_not_refused_when_sent_again_after_a_colleague_added_to_it(desk: Client, act: str) -> None:
    claim = factories.denied()
    parts = {"parts": 2, "statement_0": "It opened.", "statement_1": "It is new."}
    parts |= {f"answers_{claim.answers.get().pk}": "none"}
    sent = rewording(claim) if act == "reword" else rewording(claim) | parts
    accepted = desk.post(f"{page_of(claim)}{act}/", sent)
    if act == "reword":
        claim.refresh_from_db()
        factories.answered(claim, AnswerKind.DECLINES)
    again = desk.post(f"{page_of(claim)}{act}/", sent)
    assert accepted.status_code == again.status_code == 302
    assert accepted.headers["Location"] == again.headers["Location"]


def test_reworded_without_its_answer_the_claim_opens(desk: Client) -> None:
    claim = factories.denied()
    desk.post(f"{page_of(claim)}reword/", rewording(claim, "no"))
    claim.refresh_from_db()
    assert claim.status == Status.OPEN
    assert claim.answers.get().retraction


@pytest.mark.parametrize("missing", ["reason", "statement", "answer"])
def test_rewording_needs_all_its_answers(desk: Client, missing: str) -> None:
    claim = factories.denied()
    sent = {name: value for name, value in rewording(claim).items() if not name.startswith(missing)}
    assert desk.post(f"{page_of(claim)}reword/", sent).status_code == 422


def test_reworded_meanwhile_is_a_conflict(desk: Client, colleague: User) -> None:
    claim = factories.ClaimFactory.create()
    stale = rewording(claim)
    workflow.reword_claim(
        claim, based_on=claim.version, statement="Ben’s words.", reason="So.", still_fits={}, by=colleague
    )
    response = desk.post(f"{page_of(claim)}reword/", stale)
    assert response.status_code == 409
    assert "Ben’s words." in response.content.decode()
    assert "It will open in June." in response.content.decode()


# A record that is away


@pytest.fixture
def away(desk: Client) -> Iterator[None]:
    """A database that can be read and takes nothing in, whoever is signed in already."""
    on, off = (["PRAGMA query_only = ON"], ["PRAGMA query_only = OFF"])
    if connection.vendor == "postgresql":
        full = "BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END"
        on = [
            f"CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $${full}$$",
            "CREATE TRIGGER disk_is_full BEFORE INSERT ON claims_claim EXECUTE FUNCTION disk_is_full()",
        ]
        off = []  # goes with the transaction of the test
    with connection.cursor() as cursor:
        for statement in on:
            cursor.execute(statement)
        yield
        for statement in off:
            cursor.execute(statement)


def test_a_record_that_is_away_keeps_what_was_typed(desk: Client, away: None) -> None:
    sent = {"once": str(uuid4()), "statement": "The “ferry” will stop."}
    response = desk.post("/desk/claims/new/", sent)
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "10"
    page = response.content.decode()
    assert "What you typed is kept here." in page
    assert f'name="once" value="{sent["once"]}"' in page
    assert "The “ferry” will stop." in page


def test_a_record_that_is_away_tells_htmx_to_try_again(desk: Client, away: None) -> None:
    sent = {"once": uuid4(), "statement": "The ferry will stop."}
    response = desk.post("/desk/claims/new/", sent, headers=htmx.headers("/desk/claims/new/"))
    assert (response.status_code, response.headers["Retry-After"], response.content) == (503, "10", b"")
