"""Responses at the desk: recorded with what they answer, corrected, brought to a further claim, taken back."""

import re
from html import escape, unescape
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from claims.dates import PartialDate
from claims.models import Answer, Claim, Response, Speaker, Submission
from claims.vocabulary import AnswerKind, Position, SpeakerKind, Status
from claims.wording import answer_line
from claims.workflow import answer_claim, create_speaker, discard_draft, mark_claim, retract, seen
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    DraftFactory,
    EditorFactory,
    SpeakerFactory,
    answered,
    as_shown,
    denied,
    marked,
    merged,
    ran,
    read,
    withdrawn,
)
from tests.htmx import Page, parse, template_of
from tests.meanwhile import meanwhile
from tests.views.reader import text_of

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def response_data(*claims: Claim, **changes: Any) -> dict[str, Any]:
    positions = {f"answer-{claim.pk}-position": "subject" for claim in claims}
    return {
        "once": uuid4(),
        "speaker": "Dmitry Peskov",
        "speaker_kind": "person",
        "heard": "first_hand",
        "channel": "statement",
        "shown": [claim.pk for claim in claims],
        **positions,
        **as_shown(*claims),
        **changes,
    }


def test_the_article_one_comes_from_is_chosen_already_and_no_other_is_listed(desk):
    chosen, other = ArticleFactory.create(), ArticleFactory.create()

    page = desk.get(reverse("response_new"), {"article": chosen.pk})

    assert page.context["form"]["reported_by"].value() == [chosen.pk]
    assert other.title not in page.content.decode()


@pytest.mark.parametrize("typed", ["kremlin refutés", "#{number}", "Kremlin Refutes All Rumors"])
def test_the_article_that_reports_it_is_named_by_words_or_number(desk, typed):
    article = ArticleFactory(title="Kremlin Refutes All Rumors")
    ArticleFactory(title="Kremlin bridge opens")
    claim = ClaimFactory()

    desk.post(
        reverse("response_new"),
        response_data(claim, heard="reported", reported_by=["", typed.format(number=article.pk)]),
    )

    assert Response.objects.get().reported_by == article


def test_a_response_reported_by_an_article_is_recorded_with_its_answer(desk):
    article, claim = ArticleFactory(), ClaimFactory()
    ran(claim, article)
    page = desk.get(reverse("response_new"), {"article": article.pk}).content.decode()
    assert f'name="shown" value="{claim.pk}"' in page
    assert f'name="reported_by" value="{article.pk}" checked' in page
    data = response_data(
        claim,
        role="Kremlin spokesman",
        short_form="the Kremlin’s spokesman",
        words="completely untrue",
        said_at="26 January 2024",
        channel_detail="Telegram",
        heard="reported",
        reported_by=article.pk,
        body="Kremlin",
        **{f"answer-{claim.pk}-kind": "denies"},
    )
    answer = desk.post(reverse("response_new"), data)
    assert answer.headers["Location"] == reverse("claim_mark", args=[claim.pk])
    response = Response.objects.get()
    assert (response.speaker.name, response.speaker.kind) == ("Dmitry Peskov", SpeakerKind.PERSON)
    assert (response.body.name, response.body.kind) == ("Kremlin", SpeakerKind.INSTITUTION)
    assert str(response.said_at) == "2024-01-26"
    assert response.reported_by == article
    assert claim.answers.get().kind == AnswerKind.DENIES


def test_claims_said_to_be_not_about_this_get_no_answer(desk):
    about, other = ClaimFactory(), ClaimFactory()
    desk.post(reverse("response_new"), response_data(about, other, **{f"answer-{about.pk}-kind": "denies"}))
    assert Answer.objects.get().claim == about


def discarded(draft: Claim) -> None:
    discard_draft(draft, based_on=draft.version, by=EditorFactory.create())


@pytest.mark.parametrize("pressed", [{}, {"look": "1"}])
@pytest.mark.parametrize(
    ("make", "leave", "sentence"),
    [
        (ClaimFactory, lambda claim, _into: withdrawn(claim), "Claim {number} was withdrawn or split meanwhile."),
        (ClaimFactory, merged, "Claim {number} was merged into claim {into} meanwhile."),
        (DraftFactory, lambda draft, _into: discarded(draft), "Draft {number} is gone"),
    ],
)
def test_what_was_typed_of_a_claim_that_left_the_desk_is_told_and_not_dropped(desk, make, leave, sentence, pressed):
    claim, other = make.create(), ClaimFactory.create()
    number = claim.pk
    typed = {f"answer-{number}-kind": "partly_denies", f"answer-{number}-part": "the second half"}
    sent = response_data(claim, other, **typed, **{f"answer-{other.pk}-kind": "denies"})
    into = ClaimFactory.create()
    leave(claim, into)

    answer = desk.post(reverse("response_new"), sent | pressed)

    page = unescape(answer.content.decode())
    assert sentence.format(number=number, into=into.pk) in page
    assert "the second half" in page
    assert answer.status_code == (200 if pressed else 422)
    assert not Response.objects.exists()
    shown = {stands.claim for _form, stands, _worded in answer.context["likely"]}
    assert shown == ({other, into} if leave is merged else {other})


def test_once_told_a_response_is_saved_without_the_claim_that_left(desk):
    claim, other = ClaimFactory.create(), ClaimFactory.create()
    withdrawn(claim)
    kinds = {f"answer-{one.pk}-kind": "denies" for one in (claim, other)}
    assert desk.post(reverse("response_new"), response_data(claim, other, **kinds)).status_code == 422

    desk.post(reverse("response_new"), response_data(other, **{f"answer-{other.pk}-kind": "denies"}))

    assert Answer.objects.get().claim == other


def answering_three(desk: Client) -> tuple[list[Claim], str]:
    """Three claims, of which a response denied the first two, and where saving it led."""
    claims = [ClaimFactory(statement=f"Claim {name}") for name in ("A", "B", "C")]
    kinds = {f"answer-{claim.pk}-kind": "denies" for claim in claims[:2]}
    kinds[f"answer-{claims[2].pk}-kind"] = "does_not_address"
    return claims, desk.post(reverse("response_new"), response_data(*claims, **kinds)).headers["Location"]


def hidden(html: str, name: str) -> str:
    """The value of a hidden field on the page."""
    [value] = re.findall(rf'name="{name}" value="([^"]*)"', html)
    return unescape(value)


def test_saving_leads_through_the_claims_to_mark_one_after_another(desk):
    (first, second, third), path = answering_three(desk)
    html = desk.get(path).content.decode()
    assert "1 of 2 to mark" in html
    assert "Claim A" in html
    assert "Claim B" in html
    assert third.statement not in html

    mark = {
        "once": uuid4(),
        "version": hidden(html, "version"),
        "status": "denied",
        "answers": first.answers.get().pk,
        "reason": "Denied.",
        "next": hidden(html, "next"),
    }
    onward = desk.post(reverse("claim_mark", args=[first.pk]), mark).headers["Location"]

    html = desk.get(onward).content.decode()
    first.refresh_from_db()
    assert first.status == Status.DENIED
    assert "2 of 2 to mark" in html
    assert f'action="{reverse("claim_mark", args=[second.pk])}"' in html
    end = desk.get(hidden(html, "next"), follow=True)
    assert end.redirect_chain == [(reverse("desk_queue"), 302)]
    assert "That was the last of them." in end.content.decode()


def test_a_claim_in_the_sequence_can_be_left_as_it_is(desk):
    (_first, second, _third), path = answering_three(desk)
    onward = hidden(desk.get(path).content.decode(), "next")

    assert f'href="{escape(onward)}">Leave it as it is; the next one</a>' in desk.get(path).content.decode()
    assert f'action="{reverse("claim_mark", args=[second.pk])}"' in desk.get(onward).content.decode()


def test_a_draft_discarded_meanwhile_is_passed_over_and_no_other(desk, editor):
    drafts = [DraftFactory(statement=f"Draft {name}") for name in ("A", "B", "C")]
    kinds = {f"answer-{claim.pk}-kind": "denies" for claim in drafts}
    path = desk.post(reverse("response_new"), response_data(*drafts, **kinds)).headers["Location"]
    onward = hidden(desk.get(path).content.decode(), "next")
    drafts[0].refresh_from_db()
    discard_draft(drafts[0], based_on=drafts[0].version, by=editor)

    assert f'action="{reverse("claim_mark", args=[drafts[1].pk])}"' in desk.get(onward).content.decode()


@pytest.mark.parametrize("query", ["", "since=", "since=x.y", "since=-1", "since=1&after=99999999999999999999", ".."])
def test_a_broken_address_of_the_sequence_is_no_error(desk, query):
    response = answered(ClaimFactory()).response

    assert desk.get(f"{reverse('response_marking', args=[response.pk])}?{query}").status_code in {200, 302}


def test_no_claim_of_another_response_enters_the_sequence(desk):
    response, other = answered(ClaimFactory()).response, answered(ClaimFactory(statement="Of another response"))

    page = desk.get(reverse("response_marking", args=[response.pk])).content.decode()

    assert "1 of 1 to mark" in page
    assert other.claim.statement not in page


def walked(desk: Client, path: str, *, marking: bool) -> list[int]:
    """The numbers of the claims that a sequence leads through, each marked, or each left as it is."""
    numbers = []
    while path != reverse("desk_queue"):
        page = Page(desk, path)
        [form] = [node for node in page.root.nodes() if node.get("id").startswith("mark-form-") and node.tag == "form"]
        numbers.append(int(form.get("id").removeprefix("mark-form-")))
        assert f"{len(numbers)} of 15 to mark" in page.root.the("main").words()
        path = page.values(form)["next"][0]
        if marking:
            path = desk.post(form.get("action"), page.values(form)).headers["Location"]
        if desk.get(path).status_code == 302:
            path = desk.get(path).headers["Location"]
    return numbers


@pytest.mark.parametrize("marking", [True, False])
def test_however_many_claims_are_answered_each_comes_to_be_marked(desk, marking):
    claims = [ClaimFactory() for _number in range(15)]
    kinds = {f"answer-{claim.pk}-kind": "denies" for claim in claims}
    path = desk.post(reverse("response_new"), response_data(*claims, **kinds)).headers["Location"]

    assert walked(desk, path, marking=marking) == [claim.pk for claim in claims]
    assert Claim.objects.filter(status=Status.DENIED).count() == (15 if marking else 0)


def test_back_in_the_sequence_is_what_was_marked_there(desk):
    (first, _second, _third), path = answering_three(desk)
    page = Page(desk, path)
    desk.post(reverse("claim_mark", args=[first.pk]), page.values(page.root.the(f"mark-form-{first.pk}")))

    page = desk.get(path).content.decode()

    assert "1 of 2 to mark" in page
    assert f'action="{reverse("claim_mark", args=[first.pk])}"' in page


def test_what_stood_as_the_response_says_does_not_enter_the_sequence_when_a_colleague_opens_it(desk):
    standing, one, two = denied(), ClaimFactory(), ClaimFactory()
    kinds = {f"answer-{claim.pk}-kind": "denies" for claim in (standing, one, two)}
    path = desk.post(reverse("response_new"), response_data(standing, one, two, **kinds)).headers["Location"]
    assert "1 of 2 to mark" in desk.get(path).content.decode()
    standing.refresh_from_db()
    marked(standing, Status.OPEN)

    page = desk.get(path).content.decode()

    assert "1 of 2 to mark" in page
    assert standing.statement not in page


def test_the_answer_beside_the_mark_is_the_one_that_stands(desk, editor):
    claim, other = ClaimFactory(), ClaimFactory()
    taken_back = answered(claim)
    answer_claim(taken_back.response, other, kind=AnswerKind.DENIES, by=editor)
    retract(taken_back, reason="She spoke of another bridge.", by=editor)
    path = reverse("response_marking", args=[taken_back.response_id])

    page = desk.get(path).content.decode()
    assert "1 of 1 to mark" in page
    assert claim.statement not in page

    answer_claim(taken_back.response, claim, kind=AnswerKind.CONFIRMS, by=editor)
    [first, second] = [desk.get(path), desk.get(path, {"after": other.answers.get().pk})]
    assert second.context["claim"] == claim
    assert "1 of 2 to mark" in first.content.decode()
    [head] = [node for node in parse(second.content.decode()).nodes() if node.get("class") == "page-head"]
    assert "– confirms" in head.words()
    assert "another bridge" not in head.words()


def test_what_is_asked_of_a_new_speaker_depends_on_whether_the_name_is_on_record(desk):
    SpeakerFactory(name="Dmitry Peskov", description="Kremlin spokesman")
    url = reverse("speaker_known")

    known, new = desk.get(url, {"speaker": "dmitry peskov"}), desk.get(url, {"speaker": "Dmitri Peskow"})

    assert template_of(known) == "desk/response_new.html#speaker-known"
    assert "On record: Dmitry Peskov, person, Kremlin spokesman" in known.content.decode()
    assert "This is somebody else of the same name" in known.content.decode()
    assert "Not on record yet." in new.content.decode()
    assert "somebody else" not in new.content.decode()
    for answer in (known, new):
        assert 'name="speaker_kind"' in answer.content.decode()


def test_namesakes_are_told_of_while_typing(desk):
    SpeakerFactory(name="Anna Petrova", description="minister")
    SpeakerFactory(name="Anna Petrova", description="footballer")

    assert (
        "Several on record have this name."
        in desk.get(reverse("speaker_known"), {"speaker": "Anna Petrova"}).content.decode()
    )


@pytest.fixture
def peskov() -> Speaker:
    """On record twice, last as the Kremlin's spokesman."""
    speaker = SpeakerFactory.create(name="Dmitry Peskov")
    kremlin = SpeakerFactory.create(name="Kremlin", institution=True)
    answered(ClaimFactory.create(), speaker=speaker, role="ambassador")
    last = {"role": "Kremlin spokesman", "body": kremlin, "short_form": "the Kremlin’s spokesman"}
    answered(ClaimFactory.create(), speaker=speaker, said_at=PartialDate("2024-01-26"), **last)
    answered(ClaimFactory.create(), speaker=speaker, role="", short_form="")
    return speaker


def test_a_speaker_on_record_brings_what_they_were_last(desk, peskov):
    page = desk.get(reverse("speaker_known"), {"speaker": "dmitry peskov"}).content.decode()

    assert 'data-fill-role="Kremlin spokesman" data-fill-body="Kremlin"' in page
    assert "Last on record, 26 January 2024: Kremlin spokesman; for Kremlin; in short “the Kremlin’s spokesman”." in (
        text_of(page.encode())
    )


def test_a_response_on_record_says_nothing_of_what_would_be_filled_in(desk, peskov):
    page = desk.get(reverse("response_edit", args=[peskov.responses.latest("pk").pk])).content.decode()

    assert "On record: Dmitry Peskov" in page
    assert "It is filled in where nothing is typed" not in page


def test_the_form_opens_with_what_the_speaker_was_last(desk, peskov):
    form = desk.get(reverse("response_new"), {"speaker": "Dmitry Peskov"}).context["form"]

    assert [form[name].value() for name in form.AS_BEFORE] == [
        *("Kremlin spokesman", "Kremlin", "the Kremlin’s spokesman")
    ]


def test_what_was_typed_of_a_speaker_stays_as_it_was_typed(desk, peskov):
    data = {"speaker": "Dmitry Peskov", "role": "Kremlin press secretary", "look": "1"}

    form = desk.post(reverse("response_new"), data).context["form"]

    assert [form[name].value() or "" for name in form.AS_BEFORE] == ["Kremlin press secretary", "", ""]


def test_nobody_gets_the_role_of_a_namesake(desk, peskov):
    other = SpeakerFactory.create(name="Dmitry Peskov", description="footballer")

    for typed in ("Dmitry Peskov", f"Dmitry Peskov [{other.pk}]", "Dmitry"):
        page = desk.get(reverse("speaker_known"), {"speaker": typed}).content.decode()
        assert "Kremlin spokesman" not in page


@pytest.mark.parametrize("typed", ["", "x" * 5000, "\x01", "<b>"])
def test_whatever_is_typed_for_a_speaker_is_no_error(desk, typed):
    assert desk.get(reverse("speaker_known"), {"speaker": typed}).status_code == 200


def test_the_part_about_a_new_speaker_equals_a_fresh_load(desk):
    SpeakerFactory(name="Dmitry Peskov")
    url = reverse("response_new")
    page = Page(desk, url)
    refused = desk.post(url, response_data(speaker="Nobody Yet", speaker_kind="", channel=""))
    fresh = parse(refused.content.decode())

    page.press("id_speaker", speaker="Nobody Yet")

    assert page.root.the("speaker-said").text() == fresh.the("speaker-said").text()
    assert "speaker-new speaker-new" in page.root.the("speaker-new").get("class")


def test_a_bystander_leads_to_the_claim_and_not_to_marking(desk):
    claim = ClaimFactory()
    about = {f"answer-{claim.pk}-kind": "denies", f"answer-{claim.pk}-position": "bystander"}
    answer = desk.post(reverse("response_new"), response_data(claim) | about)
    assert answer.headers["Location"] == reverse("claim_desk", args=[claim.pk])


def test_a_partial_answer_to_a_denied_claim_leads_to_marking(desk):
    claim = denied()
    about = {f"answer-{claim.pk}-kind": "partly_confirms", f"answer-{claim.pk}-part": "the month"}
    answer = desk.post(reverse("response_new"), response_data(claim, **about))
    assert answer.headers["Location"] == reverse("claim_mark", args=[claim.pk])


def test_partly_needs_its_part_and_the_others_have_none(desk):
    claim = ClaimFactory()
    url = reverse("response_new")
    without = desk.post(url, response_data(claim, **{f"answer-{claim.pk}-kind": "partly_denies"}))
    assert without.status_code == 422
    assert "Say which part." in without.content.decode()
    assert "Something is missing under “What it answers”." in without.content.decode()
    there = f'<a href="#id_answer-{claim.pk}-part">Claim {claim.pk}, Which part, for “partly”: Say which part.</a>'
    assert there in without.content.decode()
    about = {f"answer-{claim.pk}-kind": "denies", f"answer-{claim.pk}-part": "the month"}
    assert desk.post(url, response_data(claim, **about)).status_code == 422
    assert not Response.objects.exists()


def test_a_name_that_is_not_on_record_is_not_taken_for_a_new_speaker_unasked(desk):
    SpeakerFactory(name="Dmitry Peskov")
    answer = desk.post(reverse("response_new"), response_data(speaker="Dmitri Peskow", speaker_kind=""))
    assert answer.status_code == 422
    assert "is not on record" in answer.content.decode()
    assert Speaker.objects.count() == 1


def test_a_speaker_on_record_is_found_by_name(desk):
    speaker = SpeakerFactory(name="Dmitry Peskov")
    desk.post(reverse("response_new"), response_data(speaker="dmitry peskov", speaker_kind=""))
    assert Response.objects.get().speaker == speaker


def test_a_namesake_is_made_where_a_line_tells_them_apart(desk):
    SpeakerFactory(name="Dmitry Peskov")
    url = reverse("response_new")
    assert desk.post(url, response_data()).status_code == 422
    desk.post(url, response_data(speaker_description="a footballer"))
    assert Speaker.objects.filter(name="Dmitry Peskov").count() == 2


def test_an_institution_that_speaks_for_itself_is_made_once(desk):
    data = response_data(speaker="Kremlin", speaker_kind="institution", body="kremlin")
    assert desk.post(reverse("response_new"), data).status_code == 302
    response = Response.objects.get()
    assert response.speaker == response.body


def test_a_new_name_that_a_colleague_made_meanwhile_is_theirs(desk, colleague):
    """Between the moment a form is judged and the moment it is saved."""

    def make() -> None:
        create_speaker(name="dmitry peskov", by=colleague)
        create_speaker(name="Kremlin", kind=SpeakerKind.INSTITUTION, by=colleague)

    with meanwhile(make, before_writing=Submission):
        assert desk.post(reverse("response_new"), response_data(body="Kremlin")).status_code == 302

    assert Speaker.objects.count() == 2
    response = Response.objects.get()
    assert (response.speaker.name, response.body.name) == ("dmitry peskov", "Kremlin")


def test_an_unnamed_official_is_described_and_never_named(desk):
    desk.post(reverse("response_new"), response_data(speaker="a Kremlin source", speaker_kind="unnamed"))
    speaker = Speaker.objects.get()
    assert (speaker.name, speaker.description) == ("", "Kremlin source")


@pytest.mark.parametrize("typed", ["a Kremlin source", "The Kremlin source", "an unnamed Kremlin source"])
def test_an_unnamed_official_reads_without_a_second_article(desk, client, typed):
    claim = ClaimFactory()
    data = response_data(claim, speaker=typed, speaker_kind="unnamed", **{f"answer-{claim.pk}-kind": "denies"})

    desk.post(reverse("response_new"), data)

    page = text_of(client.get(f"/claims/{claim.pk}/", follow=True).content)
    assert "An unnamed Kremlin source – denies" in page
    assert "unnamed a" not in page


def test_the_form_says_how_an_unnamed_official_will_be_called(desk):
    asked = {"speaker": "a Kremlin source", "speaker_kind": "unnamed"}

    page = desk.get(reverse("speaker_known"), asked).content.decode()

    assert "Pages call them “an unnamed Kremlin source”." in page


def test_a_description_on_record_is_found_with_an_article_before_it(desk):
    create_speaker(name="", kind=SpeakerKind.UNNAMED, description="Kremlin source", by=EditorFactory())

    answer = desk.post(reverse("response_new"), response_data(speaker="a Kremlin source", speaker_kind="unnamed"))

    assert "“Kremlin source” is on record." in answer.content.decode()
    assert Speaker.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"heard": "reported"}, "reported_by", "Choose the article that reports it."),
        ({"translation": "No."}, "translator", "Say whose translation it is."),
        ({"translator": "Ava"}, "translation", "Write the translation, or empty “translation by”."),
        ({"channel": "document"}, "title", "A published document needs its title."),
        ({"said_at": "05/06/2024"}, "said_at", "write the month as a word"),
        ({"url": "javascript:alert(1)"}, "url", "This is not an address that begins with https:// or http://."),
        ({"speaker": ""}, "speaker", "This field is required."),
    ],
)
def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(desk, changes, field, sentence):
    answer = desk.post(reverse("response_new"), response_data(words="completely untrue") | changes)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in answer.context["form"].errors[field][0]
    assert sentence in html
    assert "completely untrue</textarea>" in html
    assert not Response.objects.exists()


def test_a_double_click_records_one_response_and_leads_to_the_same_page(desk):
    claim = ClaimFactory()
    data = response_data(claim, **{f"answer-{claim.pk}-kind": "denies"})
    first, second = desk.post(reverse("response_new"), data), desk.post(reverse("response_new"), data)
    assert first.headers["Location"] == second.headers["Location"]
    assert Response.objects.count() == Answer.objects.count() == Speaker.objects.count() == 1


def test_looking_for_a_further_claim_keeps_everything_typed(desk):
    shown, wanted = ClaimFactory(), ClaimFactory(statement="The tunnel closes.")
    data = response_data(shown, find="tunnel", look="1", words="No.", **{f"answer-{shown.pk}-kind": "declines"})
    answer = desk.post(reverse("response_new"), data)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert f'name="shown" value="{wanted.pk}"' in html
    assert f'name="shown" value="{shown.pk}"' in html
    assert '<option value="declines" selected>' in html
    assert "No.</textarea>" in html
    assert not Response.objects.exists()


@pytest.mark.parametrize(("typed", "begin"), [("tunnel", "answer-{wanted}-kind"), ("zeppelin", "find")])
def test_whoever_looked_for_a_claim_goes_on_where_it_is(desk, typed, begin):
    shown, wanted = ClaimFactory(), ClaimFactory(statement="The tunnel closes.")
    page = desk.post(reverse("response_new"), response_data(shown, find=typed, look="1")).content.decode()
    [field] = re.findall(r"<(?:select|input)[^>]* autofocus[^>]*>", page)
    assert f'name="{begin.format(wanted=wanted.pk)}"' in field


@pytest.mark.parametrize("query", [{"claim": "x"}, {"claim": "9" * 40}, {"article": "-1"}, {"article": "999"}])
def test_a_broken_address_is_no_error(desk, query):
    assert desk.get(reverse("response_new"), query).status_code == 200


def test_hostile_words_are_shown_as_text(desk):
    claim = ClaimFactory(statement=HOSTILE)
    desk.post(
        reverse("response_new"),
        response_data(claim, speaker=HOSTILE, words=HOSTILE, **{f"answer-{claim.pk}-kind": "declines"}),
    )
    answer = Answer.objects.get()
    for url in (
        reverse("response_new"),
        reverse("response_edit", args=[answer.response_id]),
        reverse("answer_edit", args=[answer.pk]),
        reverse("answer_retract", args=[answer.pk]),
        reverse("answer_new", args=[ClaimFactory().pk]),
        reverse("name_list"),
    ):
        html = desk.get(url).content.decode()
        assert "<img" not in html
        assert "&lt;img src=x" in html


# Correcting


def edit_data(response: Response, **changes: Any) -> dict[str, Any]:
    return {
        "once": uuid4(),
        "version": response.version,
        "speaker": str(response.speaker),
        "heard": response.heard,
        "channel": response.channel,
        "words": response.words,
        "said_at": "26 January 2024",
        **changes,
    }


def test_a_response_to_a_public_claim_is_corrected_with_a_public_reason(desk):
    claim = ClaimFactory()
    response = answered(claim).response
    url = reverse("response_edit", args=[response.pk])
    assert "Save and publish" in desk.get(url).content.decode()
    assert desk.post(url, edit_data(response, words="mostly untrue")).status_code == 422
    desk.post(url, edit_data(response, words="mostly untrue", reason="Misheard."))
    claim.refresh_from_db()
    response.refresh_from_db()
    assert response.words == "mostly untrue"
    assert claim.head.change == "corrected"


def bare(claim: Claim, **response: Any) -> Response:
    """A response of which next to nothing is on record but who denied the claim, in which words."""
    empty = {"role": "", "short_form": "", "channel_detail": "", "language": "", "said_at": None}
    return answered(claim, **{**empty, **response}).response


@pytest.mark.parametrize(
    "added",
    [
        {"url": "https://kremlin.example/said"},
        {"archive_url": "https://archive.example/said"},
        {"language": "ru", "translation": "All of it untrue", "translator": "this desk"},
    ],
    ids=lambda added: next(iter(added)),
)
def test_what_changes_no_sentence_is_added_to_a_response_without_a_reason(desk, added):
    claim = ClaimFactory()
    response = bare(claim)
    line = answer_line(read(claim).answers[0])

    saved = desk.post(reverse("response_edit", args=[response.pk]), edit_data(response, said_at="", **added))

    assert saved.status_code == 302
    reading = read(claim)
    assert (reading.header.change, reading.reason) == ("updated", "")
    assert {name: getattr(reading.answers[0].response, name) for name in added} == added
    assert answer_line(reading.answers[0]) == line


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("short_form", "the Kremlin"),
        ("role", "Kremlin spokesman"),
        ("body", "Kremlin"),
        ("said_at", "26 January 2024"),
        ("question", "Is it true?"),
        ("channel_detail", "Telegram"),
        ("title", "On the bridge"),
    ],
)
def test_what_readers_are_told_of_a_response_is_added_with_a_reason_alone(desk, field, typed):
    claim = ClaimFactory()
    response = bare(claim)
    SpeakerFactory(institution=True, name="Kremlin")
    url, added = reverse("response_edit", args=[response.pk]), edit_data(response, **{"said_at": "", field: typed})

    refused = desk.post(url, added)

    assert refused.status_code == 422
    assert "reason" in refused.context["form"].errors
    assert refused.context["form"][field].value() == typed
    assert read(claim).header.change == "answered"
    assert desk.post(url, {**added, "reason": "It was left out."}).status_code == 302
    assert (read(claim).header.change, read(claim).reason) == ("corrected", "It was left out.")
    assert getattr(read(claim).answers[0].response, field)


def test_a_translation_of_words_that_are_not_on_record_needs_a_reason(desk):
    claim = ClaimFactory()
    response = bare(claim, words="")

    refused = desk.post(
        reverse("response_edit", args=[response.pk]),
        edit_data(response, said_at="", translation="All of it untrue", translator="this desk"),
    )

    assert refused.status_code == 422
    assert read(claim).header.change == "answered"


def test_the_form_says_what_may_be_added_without_a_reason(desk):
    page = desk.get(reverse("response_edit", args=[bare(ClaimFactory()).pk])).content.decode()
    assert "only where you add a link, the language of the words or their translation, and nothing else" in page


@pytest.mark.parametrize("changes", [{"words": "mostly untrue"}, {"words": ""}, {"said_at": "27 January 2024"}])
def test_what_replaces_something_of_a_public_response_needs_its_reason(desk, changes):
    claim = ClaimFactory()
    response = answered(claim, role="", short_form="", channel_detail="", language="").response

    refused = desk.post(
        reverse("response_edit", args=[response.pk]),
        edit_data(response, archive_url="https://archive.example/said", **changes),
    )

    assert refused.status_code == 422
    assert "This changes what we tell readers" in refused.context["form"].errors["reason"][0]
    assert read(claim).header.change == "answered"


def test_a_response_to_drafts_alone_asks_for_no_reason(desk):
    response = answered(DraftFactory()).response
    url = reverse("response_edit", args=[response.pk])
    assert 'name="reason"' not in desk.get(url).content.decode()
    desk.post(url, edit_data(response, words="mostly untrue"))
    response.refresh_from_db()
    assert response.words == "mostly untrue"


@pytest.mark.parametrize("leave", [lambda claim, _into: withdrawn(claim), merged])
def test_who_corrects_a_response_is_told_which_closed_claims_stay_as_they_were(desk, leave):
    claim, into = ClaimFactory(), ClaimFactory()
    response = answered(claim).response
    leave(claim, into)
    if into.answers.exists():
        retract(into.answers.get(), reason="About another pier.", by=EditorFactory())
    url = reverse("response_edit", args=[response.pk])
    assert "withdrawn or merged: its page stays as it is" in desk.get(url).content.decode()
    sent = edit_data(response, words="mostly untrue", reason="Misheard.")
    page = desk.post(url, sent, follow=True).content.decode()
    response.refresh_from_db()
    assert response.words == "mostly untrue"
    said = f"Saved. Claim {claim.pk} was withdrawn or merged: its page still shows the response as it was."
    assert said in page
    assert "mostly untrue" not in str(read(claim))


def test_two_editors_of_one_response_are_told_and_nothing_typed_is_lost(desk):
    response = answered(DraftFactory()).response
    url = reverse("response_edit", args=[response.pk])
    stale = edit_data(response, words="mine")
    desk.post(url, edit_data(response, words="theirs"))
    answer = desk.post(url, stale)
    assert answer.status_code == 409
    assert "theirs" in answer.content.decode()
    assert "mine</textarea>" in answer.content.decode()


def test_a_response_on_record_answers_a_further_claim(desk):
    response = answered(ClaimFactory()).response
    claim = ClaimFactory()
    url = reverse("answer_new", args=[claim.pk])
    assert response.words in desk.get(url, {"q": "untrue"}).content.decode()
    assert response.words not in desk.get(url, {"q": "nothing like it"}).content.decode()
    data = {"once": uuid4(), "response": response.pk, "kind": "denies", "position": "involved"}
    data |= as_shown(claim)
    answer = desk.post(url, data)
    assert answer.headers["Location"] == reverse("claim_mark", args=[claim.pk])
    assert claim.answers.get().position == Position.INVOLVED


def test_a_response_is_found_by_words_without_accents_and_the_beginnings_of_words(desk):
    claim = ClaimFactory()
    said = answered(ClaimFactory(), words="Das ist völlig unwahr", speaker=SpeakerFactory(name="José Álvarez")).response
    answered(ClaimFactory(), words="That is true")

    offered = desk.get(reverse("answer_new", args=[claim.pk]), {"q": "vollig alvar"}).context["form"].fields["response"]

    assert list(offered.queryset) == [said]


def test_a_response_whose_answer_was_taken_back_can_be_used_again_and_one_that_stands_cannot(desk, editor):
    claim = ClaimFactory()
    standing, taken_back = answered(claim), answered(claim)
    retract(taken_back, reason="It was another bridge.", by=editor)
    url = reverse("answer_new", args=[claim.pk])

    offered = desk.get(url).context["form"].fields["response"].queryset

    assert taken_back.response in offered
    assert standing.response not in offered
    again = {"once": uuid4(), "response": taken_back.response_id, "kind": "declines", "position": "subject"}
    desk.post(url, again | as_shown(claim))
    assert claim.answers.filter(retraction="").count() == 2


def test_correcting_an_answer_that_a_mark_rests_on_opens_the_claim(desk):
    claim = ClaimFactory()
    answer = answered(claim)
    mark_claim(
        claim, based_on=claim.version, status=Status.DENIED, reason="Denied.", answers=[answer.pk], by=EditorFactory()
    )
    data = {"once": uuid4(), "seen": seen(answer), "kind": "declines", "position": "subject", **as_shown(claim)}
    url = reverse("answer_edit", args=[answer.pk])
    assert desk.post(url, data).status_code == 422
    desk.post(url, data | {"reason": "Misread."})
    claim.refresh_from_db()
    assert claim.status == Status.OPEN


def test_an_answer_that_a_colleague_corrected_first_is_a_conflict_and_nothing_typed_is_lost(desk):
    answer = answered(DraftFactory())
    url = reverse("answer_edit", args=[answer.pk])
    sent = {"once": uuid4(), "seen": seen(answer), "kind": "declines", "position": "subject"}
    sent |= as_shown(answer.claim)
    desk.post(url, sent | {"once": uuid4(), "kind": "confirms"})

    refused = desk.post(url, sent)

    answer.refresh_from_db()
    assert refused.status_code == 409
    assert answer.kind == "confirms"
    assert "confirms</dd>" in refused.content.decode()
    assert '<option value="declines" selected>' in refused.content.decode()
    desk.post(url, sent | {"once": uuid4(), "seen": seen(answer)})
    answer.refresh_from_db()
    assert answer.kind == "declines"


def test_an_answer_taken_back_stays_with_its_reason_and_cannot_be_changed(desk):
    claim = ClaimFactory()
    answer = answered(claim)
    url = reverse("answer_retract", args=[answer.pk])
    assert desk.post(url, {"once": uuid4(), "seen": seen(answer), "reason": ""}).status_code == 422
    data = {"once": uuid4(), "seen": seen(answer), "reason": "It was about another bridge."}
    assert desk.post(url, data).status_code == 302
    assert desk.post(url, data).status_code == 302
    answer.refresh_from_db()
    assert answer.retraction == "It was about another bridge."
    page = desk.get(reverse("answer_edit", args=[answer.pk]))
    assert page.status_code == 409
    assert "It was about another bridge." in page.content.decode()


def test_the_answer_of_a_draft_is_deleted_without_a_reason(desk):
    answer = answered(DraftFactory())
    desk.post(reverse("answer_retract", args=[answer.pk]), {"once": uuid4(), "seen": seen(answer)})
    assert not Answer.objects.exists()


@pytest.mark.parametrize("missing", ["channel", "position"])
def test_nothing_public_is_taken_from_a_silent_default(desk, missing):
    claim = ClaimFactory()
    name = "channel" if missing == "channel" else f"answer-{claim.pk}-position"
    data = response_data(claim, **{f"answer-{claim.pk}-kind": "denies", name: ""})

    page = desk.get(reverse("response_new"), {"claim": claim.pk}).content.decode()
    refused = desk.post(reverse("response_new"), data)

    assert f'name="{name}"' in page
    assert 'value="statement" selected' not in page
    assert 'value="subject" selected' not in page
    assert refused.status_code == 422
    assert not claim.answers.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("“completely untrue”", "completely untrue"),
        ('"completely untrue"', "completely untrue"),
        ("„ganz falsch“", "ganz falsch"),
        ("“one” and “two”", "“one” and “two”"),
        ("“", "“"),
    ],
)
def test_quotation_marks_around_all_the_words_are_the_pages_own(desk, typed, kept):
    claim = ClaimFactory()

    desk.post(reverse("response_new"), response_data(claim, words=typed, **{f"answer-{claim.pk}-kind": "denies"}))

    assert claim.answers.get().response.words == kept
