"""What belongs to a claim, at the desk: where it ran, evidence, who was asked; and the names behind them."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from claims.models import Appearance, Approach, Evidence, Outlet, Speaker, Submission, Topic
from claims.vocabulary import Bearing, Outcome, SpeakerKind, Stance, Standing
from claims.workflow import add_article_text, seen, withdraw_claim
from tests.factories import (
    ARTICLE_TEXT,
    PASSAGE,
    ArticleFactory,
    ClaimFactory,
    DraftFactory,
    EditorFactory,
    OutletFactory,
    SpeakerFactory,
    TopicFactory,
    answered,
    approached,
    as_shown,
    assessed,
    denied_on_evidence,
    ran,
)
from tests.meanwhile import meanwhile


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def evidence_data(**changes: Any) -> dict[str, Any]:
    values = {"title": "Log", "bearing": "contradicts", "assessed_by": "the court", "finding": "It was not begun"}
    return {"once": uuid4(), **values, **changes}


# Where it ran


def test_an_article_is_chosen_and_its_passage_pasted(desk):
    claim, article = ClaimFactory(), ArticleFactory()
    url = reverse("appearance_new", args=[claim.pk])
    assert f'href="?article={article.pk}"' in desk.get(url, {"q": "bridge"}).content.decode()
    assert "No such article" in desk.get(url, {"q": "nothing like it"}).content.decode()
    assert PASSAGE in desk.get(url, {"article": article.pk}).content.decode()
    data = {"once": uuid4(), "passage": PASSAGE, "stance": "supports", "standing": "not_known"} | as_shown(claim)
    desk.post(f"{url}?article={article.pk}", data)
    assert Appearance.objects.get().exact == PASSAGE


def test_a_passage_is_not_taken_from_a_newer_text_that_nobody_saw(desk, editor):
    claim, article = ClaimFactory(), ArticleFactory()

    def correct() -> None:
        add_article_text(article, text=f"Corrected. {ARTICLE_TEXT}", by=editor)

    with meanwhile(correct, before_writing=Submission):
        answer = desk.post(
            f"{reverse('appearance_new', args=[claim.pk])}?article={article.pk}",
            {"once": uuid4(), "passage": PASSAGE, "stance": "reports", "standing": "not_known", **as_shown(claim)},
        )

    assert answer.status_code == 422
    assert "A colleague added a newer text" in answer.content.decode()
    assert not Appearance.objects.exists()


def test_an_appearance_is_brought_up_to_date_without_a_reason_and_corrected_with_one(desk):
    claim = ClaimFactory()
    appearance = ran(claim)
    url = reverse("appearance_edit", args=[appearance.pk])
    page = desk.get(url).content.decode()
    assert 'value="two people close to the talks"' in page
    origin = appearance.attributions.get().origin
    data = {
        "once": uuid4(),
        "seen": seen(appearance),
        "stance": "reports",
        "standing": "corrected",
        "standing_note": "in a note",
        "words_1": "two people",
        "same_as": origin.pk,
        **as_shown(claim),
    }
    desk.post(url, data)
    claim.refresh_from_db()
    appearance.refresh_from_db()
    assert claim.head.change == "appeared"
    assert appearance.standing == Standing.CORRECTED
    assert appearance.attributions.get().origin == origin
    stale = data | {"once": uuid4(), "stance": "disputes", "reason": "Misread."}
    conflict = desk.post(url, stale)
    assert conflict.status_code == 409
    assert f"{Stance.DISPUTES.label}</dd>" in conflict.content.decode()
    desk.post(url, stale | {"seen": seen(appearance)})
    claim.refresh_from_db()
    assert claim.head.change == "corrected"


def test_a_chain_of_credits_that_a_colleague_changed_first_is_a_conflict(desk):
    appearance = ran(DraftFactory())
    based = seen(appearance)
    said = {"stance": "reports", "standing": "not_known", "words_1": "three people", "source_kind": "anonymous"}
    said |= as_shown(appearance.claim)
    url = reverse("appearance_edit", args=[appearance.pk])
    desk.post(url, {"once": uuid4(), "seen": based, **said})

    assert desk.post(url, {"once": uuid4(), "seen": based, **said, "words_1": "four"}).status_code == 409
    assert appearance.attributions.get().words == "three people"


# Evidence


def test_evidence_is_recorded_corrected_and_taken_back(desk):
    claim = ClaimFactory()
    desk.post(reverse("evidence_new", args=[claim.pk]), evidence_data(assessed_on="February 2024", **as_shown(claim)))
    evidence = Evidence.objects.get()
    assert (evidence.bearing, str(evidence.assessed_on)) == (Bearing.CONTRADICTS, "2024-02")
    url = reverse("evidence_edit", args=[evidence.pk])
    late = evidence_data(finding="It was begun late", seen=seen(evidence), **as_shown(claim))
    assert desk.post(url, late).status_code == 422
    desk.post(url, late | {"reason": "Misread."})
    evidence.refresh_from_db()
    assert evidence.finding == "It was begun late"
    desk.post(
        reverse("evidence_retract", args=[evidence.pk]),
        {"once": uuid4(), "seen": seen(evidence), "reason": "A forgery."},
    )
    evidence.refresh_from_db()
    assert evidence.retraction == "A forgery."


def test_everything_typed_of_evidence_is_kept(desk):
    typed = {
        "publisher": "Roads Office",
        "published_at": "2024-01",
        "url": "https://roads.example/log",
        "archive_url": "https://archive.example/log",
        "assessed_on": "2024-02-01",
    }
    claim = ClaimFactory()
    desk.post(reverse("evidence_new", args=[claim.pk]), evidence_data(**typed, **as_shown(claim)))
    evidence = Evidence.objects.get()
    assert {name: str(getattr(evidence, name)) for name in typed} == typed


def test_a_reason_must_be_given_where_we_mend_and_may_where_facts_are_new(desk):
    claim = ClaimFactory()
    pages = {
        reverse("answer_edit", args=[answered(claim).pk]): True,
        reverse("evidence_edit", args=[assessed(claim).pk]): False,
        reverse("evidence_retract", args=[assessed(claim).pk]): True,
        reverse("approach_edit", args=[approached(claim).pk]): False,
    }
    for url, required in pages.items():
        field = re.search(r'<textarea [^>]*name="reason"[^>]*>', desk.get(url).content.decode())
        assert field is not None, url
        assert (" required" in field[0]) is required, url


def test_evidence_without_a_finding_is_refused_and_nothing_typed_is_lost(desk):
    answer = desk.post(reverse("evidence_new", args=[ClaimFactory().pk]), evidence_data(finding=""))
    assert answer.status_code == 422
    assert 'value="the court"' in answer.content.decode()


@pytest.mark.parametrize("url", ["evidence_new", "approach_new", "answer_new", "appearance_new"])
def test_the_button_says_whether_saving_publishes(desk, url):
    article = ArticleFactory()
    public = desk.get(reverse(url, args=[ClaimFactory().pk]), {"article": article.pk}).content.decode()
    draft = desk.get(reverse(url, args=[DraftFactory().pk]), {"article": article.pk}).content.decode()
    assert "Save and publish" in public
    assert "Save and publish" not in draft


@pytest.mark.parametrize("claim", [ClaimFactory, DraftFactory])
def test_what_a_colleague_corrected_first_is_shown_beside_what_was_typed(desk, claim):
    evidence = assessed(claim())
    url = reverse("evidence_edit", args=[evidence.pk])
    based = {"seen": seen(evidence)} | as_shown(evidence.claim)
    desk.post(url, evidence_data(finding="Theirs", reason="Misread.", **based))

    answer = desk.post(url, evidence_data(finding="Mine", reason="Misread, too.", **based))

    html = answer.content.decode()
    evidence.refresh_from_db()
    assert answer.status_code == 409
    assert evidence.finding == "Theirs"
    assert "Theirs</dd>" in html
    assert "Mine</dd>" in html
    assert "Mine</textarea>" in html
    assert f'name="seen" value="{seen(evidence)}"' in html
    desk.post(url, evidence_data(finding="Mine", reason="Misread, too.", **based | {"seen": seen(evidence)}))
    evidence.refresh_from_db()
    assert evidence.finding == "Mine"


def test_two_outcomes_of_one_approach_are_a_conflict(desk):
    approach = approached(ClaimFactory(), Outcome.AWAITING)
    url = reverse("approach_edit", args=[approach.pk])
    based = seen(approach)
    desk.post(url, {"once": uuid4(), "seen": based, "outcome": "declined"})

    answer = desk.post(url, {"once": uuid4(), "seen": based, "outcome": "replied", "note": "by letter"})

    assert answer.status_code == 409
    assert "declined</dd>" in answer.content.decode()
    assert 'value="by letter"' in answer.content.decode()


def test_taking_back_what_the_mark_rests_on_warns_and_what_it_does_not_rest_on_does_not(desk):
    claim = denied_on_evidence()
    carrying, other = claim.evidence.get(), answered(claim)
    warning = "Denied on evidence” rests on this."

    assert warning in desk.get(reverse("evidence_retract", args=[carrying.pk])).content.decode()
    assert warning not in desk.get(reverse("answer_retract", args=[other.pk])).content.decode()


# Who was asked


def test_who_was_asked_is_recorded_and_its_outcome_later(desk):
    claim = ClaimFactory()
    data = {
        "once": uuid4(),
        "asked": "Ministry of Roads",
        "asked_kind": "institution",
        "asker": "The Gazette",
        "asked_on": "27 January 2024",
        "outcome": "awaiting",
    }
    desk.post(reverse("approach_new", args=[claim.pk]), data | as_shown(claim))
    approach = Approach.objects.get()
    assert (approach.asked.kind, approach.asker.name) == (SpeakerKind.INSTITUTION, "The Gazette")
    url = reverse("approach_edit", args=[approach.pk])
    late = {"once": uuid4(), "seen": seen(approach), "asked_on": "27 January 2024", "outcome": "no_reply"}
    refused = desk.post(url, late)
    assert refused.status_code == 422
    assert refused.context["form"].errors == {"checked_on": ["“No reply” says up to which day."]}
    desk.post(url, late | {"checked_on": "2024-02-03"})
    approach.refresh_from_db()
    assert approach.outcome == Outcome.NO_REPLY


@pytest.mark.parametrize("kind", [SpeakerKind.PERSON, SpeakerKind.INSTITUTION])
def test_somebody_new_who_was_asked_is_what_the_editor_says(desk, kind):
    data = {"once": uuid4(), "asked": "The Speaker", "asked_kind": kind, "outcome": "awaiting"}
    claim = ClaimFactory()
    desk.post(reverse("approach_new", args=[claim.pk]), data | as_shown(claim))
    assert Speaker.objects.get().kind == kind


def test_somebody_not_on_record_is_not_asked_by_a_slip_of_the_pen(desk):
    data = {"once": uuid4(), "asked": "Minstry of Roads", "outcome": "awaiting"}
    answer = desk.post(reverse("approach_new", args=[ClaimFactory().pk]), data)
    assert answer.status_code == 422
    assert "“Minstry of Roads” is not on record." in answer.content.decode()
    assert not Speaker.objects.exists()


# Claims that stay as they are


def test_a_withdrawn_claim_and_what_belongs_to_it_stays_as_it_is(desk):
    claim = ClaimFactory()
    children = {
        "appearance": ran(claim),
        "answer": answered(claim),
        "evidence": assessed(claim),
        "approach": approached(claim),
    }
    withdraw_claim(claim, based_on=claim.version, reason="Not a claim.", by=EditorFactory())
    urls = [reverse(f"{name}_new", args=[claim.pk]) for name in children]
    urls += [reverse(f"{name}_edit", args=[child.pk]) for name, child in children.items()]
    urls += [reverse(f"{name}_retract", args=[child.pk]) for name, child in children.items()]
    for url in urls:
        for answer in (desk.get(url), desk.post(url, {"once": uuid4(), "reason": "x"})):
            assert answer.status_code == 409
            assert "This claim was withdrawn." in answer.content.decode()


def test_what_does_not_exist_is_not_found(desk):
    for name in ("appearance_edit", "evidence_edit", "approach_edit", "answer_edit", "response_edit", "speaker_edit"):
        assert desk.get(reverse(name, args=[999])).status_code == 404


# Names


def test_a_list_of_names_that_is_cut_says_so(desk, monkeypatch):
    monkeypatch.setattr("claims.views.desk.names.MOST", 1)
    TopicFactory(name="Roads")
    page = desk.get(reverse("name_list")).content.decode()
    assert "are shown" not in page

    TopicFactory(name="Bridges")
    page = desk.get(reverse("name_list")).content.decode()

    assert "Only the first 1 are shown. Narrow the search to see others." in page
    assert "Roads" not in page


def test_names_are_listed_and_found_by_words(desk):
    SpeakerFactory(name="Anna Petrova", description="minister")
    OutletFactory(name="The Gazette")
    TopicFactory(name="Bridges")
    html = desk.get(reverse("name_list")).content.decode()
    assert all(name in html for name in ("Anna Petrova", "The Gazette", "Bridges"))
    assert "The Gazette" not in desk.get(reverse("name_list"), {"q": "minister"}).content.decode()


def test_speakers_outlets_and_topics_are_made(desk):
    desk.post(reverse("speaker_new"), {"once": uuid4(), "kind": "person", "name": "Anna Petrova"})
    desk.post(reverse("outlet_new"), {"once": uuid4(), "name": "The Gazette", "url": "https://gazette.example"})
    desk.post(reverse("topic_new"), {"once": uuid4(), "name": "Bridges"})
    assert (Speaker.objects.get().name, Outlet.objects.get().url, Topic.objects.get().name) == (
        "Anna Petrova",
        "https://gazette.example",
        "Bridges",
    )


def test_an_unnamed_official_with_a_name_is_refused(desk):
    data = {"once": uuid4(), "kind": "unnamed", "name": "Anna Petrova", "description": "ministry source"}
    answer = desk.post(reverse("speaker_new"), data)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["name"]


def test_a_person_without_a_name_is_refused_beside_the_field(desk):
    answer = desk.post(reverse("speaker_new"), {"once": uuid4(), "kind": "person", "description": "minister"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["name"]


def test_a_new_name_needs_no_reason_and_another_description_of_a_public_speaker_does(desk):
    answer = answered(ClaimFactory())
    speaker = answer.response.speaker
    speaker.refresh_from_db()
    url = reverse("speaker_edit", args=[speaker.pk])
    data = {"once": uuid4(), "version": speaker.version, "name": "Anna Ivanova"}
    desk.post(url, data)
    speaker.refresh_from_db()
    assert (speaker.name, speaker.head.change) == ("Anna Ivanova", "renamed")
    described = {**data, "once": uuid4(), "version": speaker.version, "description": "minister"}
    assert desk.post(url, described).status_code == 422
    desk.post(url, described | {"reason": "Left out."})
    speaker.refresh_from_db()
    assert speaker.description == "minister"


def test_a_name_changed_meanwhile_is_a_conflict_shown_in_words(desk):
    outlet = OutletFactory(name="The Gazette")
    url = reverse("outlet_edit", args=[outlet.pk])
    stale = {"once": uuid4(), "version": outlet.version, "name": "Mine"}
    desk.post(url, {**stale, "once": uuid4(), "name": "Theirs"})
    answer = desk.post(url, stale)
    assert answer.status_code == 409
    assert "Theirs" in answer.content.decode()
    assert 'value="Mine"' in answer.content.decode()
