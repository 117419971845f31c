"""A claim's page: what a reader sees of it now, as of an earlier moment, and in each of its versions."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from claims import workflow
from claims.dates import PartialDate
from claims.models import Outlet, Revision
from claims.vocabulary import AnswerKind, OriginKind, Position, Status
from tests.factories import (
    PASSAGE,
    ArticleFactory,
    ClaimFactory,
    DraftFactory,
    EditorFactory,
    OutletFactory,
    SpeakerFactory,
    answered,
    approached,
    assessed,
    confirmed,
    denied,
    full_claim,
    marked,
    merged,
    ran,
    withdrawn,
)
from tests.views.reader import text_of

pytestmark = pytest.mark.django_db


def read(client, claim, query: str = "") -> str:
    response = client.get(f"/claims/{claim.pk}/{query}", follow=True)
    assert response.status_code == 200
    return text_of(response.content)


def moment_of(claim, number: int) -> str:
    recorded_at = Revision.objects.get(kind="claim", subject=claim.pk, number=number).recorded_at
    return recorded_at.isoformat().replace("+", "%2B")


def test_the_page_says_who_denied_it_when_as_reported_by_whom_and_that_it_is_not_verified(client):
    article = ArticleFactory(title="Kremlin Refutes All Rumors", outlet=None)
    speaker = SpeakerFactory(name="Dmitry Peskov")
    claim = denied(speaker=speaker, role="Kremlin spokesman", reported_by=article)

    page = read(client, claim)

    assert (
        "Denied by Dmitry Peskov, Kremlin spokesman, on 26 January 2024 (as reported by “Kremlin Refutes All Rumors”). "
        "Not independently verified by Onrecord." in page
    )


def test_the_page_shows_everything_on_record(client):
    claim = full_claim(statement="The bridge opens in May.")

    response = client.get(f"/claims/{claim.pk}/", follow=True)
    page = text_of(response.content)

    for words in [
        "Claim: The bridge opens in May.",
        "Who gave the order.",
        "Roads Union",
        "“two people close to the talks” anonymous · 2 people · first known source",
        "“This is untrue”",
        "Это неправда",
        "Translated from Russian by this desk.",
        "Will it open?",
        "does not address it",
        "Building log of the bridge",
        "As assessed by the Court of Audit",
        "Ministry of Roads was asked by",
        f"said that {PASSAGE}. Officials",
        "Published · Open, no answer on record",
        claim.head.digest,
    ]:
        assert words in page, words
    assert '<p class="quotation-original" dir="auto" lang="ru">' in response.content.decode()
    assert f"<mark>{PASSAGE}</mark>" in response.content.decode()


def test_two_articles_that_go_back_to_one_report_say_so(client):
    claim, weekly = ClaimFactory(), OutletFactory()
    first = ran(claim, ArticleFactory(outlet=weekly))
    origin = first.attributions.get().origin
    credits = [workflow.Credit(words="the weekly", outlet=weekly), workflow.Credit(words="two people", origin=origin)]
    ran(claim, ArticleFactory(), credits=credits)

    assert "Both articles go back to one report" in read(client, claim)


def nine_of_one_report(claim) -> None:
    """The claim ran in a weekly, and in eight more papers that credit it; all go back to one person."""
    weekly = OutletFactory(name="Weekly")
    own = [workflow.Credit(words="a banker", kind=OriginKind.ANONYMOUS, people=1)]
    banker = ran(claim, ArticleFactory(outlet=weekly), credits=own).attributions.get().origin
    credits = [workflow.Credit(words="the weekly", outlet=weekly), workflow.Credit(words="a source", origin=banker)]
    for _number in range(8):
        ran(claim, ArticleFactory(), credits=credits)


def test_nine_articles_that_go_back_to_one_report_are_drawn_and_said(client):
    claim = ClaimFactory()
    nine_of_one_report(claim)

    page = client.get(f"/claims/{claim.pk}/", follow=True).content.decode()

    assert page.count('<svg class="picture') == 2
    assert '<title id="origins-across-title">Where the claim comes from</title>' in page
    assert '<desc id="origins-across-words">9 articles. 1 first known source. All 9 articles go back to ' in page
    assert page.count(">Weekly</text>") == page.count(">“a banker”</text>") == 2
    assert ">5 more articles</text>" in page
    words = page[page.index("<details>") : page.index("</details>")]
    assert words.count('<ol class="chain">') == words.count("“a banker”") == 9
    assert words.count("“a source”") == 8
    assert "style=" not in page


def test_names_are_words_in_the_picture_whatever_they_are_made_of(client):
    claim = ClaimFactory()
    ran(claim, ArticleFactory(title="<script>alert(1)</script>", outlet=OutletFactory(name="A & B <b>")))
    ran(
        claim,
        ArticleFactory(outlet=OutletFactory()),
        credits=[workflow.Credit(words="them", outlet=Outlet.objects.earliest("pk"))],
    )

    page = client.get(f"/claims/{claim.pk}/", follow=True).content.decode()

    assert ">A &amp; B &lt;b&gt;</text>" in page
    assert "<script>alert" not in page


def test_articles_that_credit_each_other_are_said_to(client):
    claim, post, herald = ClaimFactory(), OutletFactory(name="Post"), OutletFactory(name="Herald")
    ran(claim, ArticleFactory(outlet=post), credits=[workflow.Credit(words="the Herald", outlet=herald)])
    ran(claim, ArticleFactory(outlet=herald), credits=[workflow.Credit(words="the Post", outlet=post)])

    page = read(client, claim)

    said = "These reports credit each other: Post and Herald. No first known source is on record for them."
    assert said in page
    assert "<details open>" not in client.get(f"/claims/{claim.pk}/", follow=True).content.decode()


def test_a_long_ribbon_shows_its_beginning_and_end_and_all_of_it_on_request(client):
    claim = ClaimFactory(claimed_on=PartialDate("2020"))
    for day in range(1, 14):
        answer = answered(claim, said_at=PartialDate(f"2021-03-{day:02}"), short_form=f"speaker {day}")
        marked(claim, Status.DENIED, answer)

    page = read(client, claim)

    shown, all_of_it = page[: page.index("All 14, by when they happened")], page
    assert "Claimed 2020 5 in between Denied by speaker 6 6 March 2021" in shown
    assert "Denied by speaker 13 13 March 2021" in shown
    assert "Denied by speaker 5" not in shown
    assert all(f"Denied by speaker {day} {day} March 2021" in all_of_it for day in range(1, 14))


def test_what_was_taken_back_stays_with_its_reason(client):
    claim = ClaimFactory()
    answer = answered(claim)
    workflow.retract(answer, reason="It was another ministry.", by=EditorFactory())

    page = read(client, claim)

    name = answer.response.speaker.name
    assert "Taken back by us: It was another ministry." in page
    assert f"Answer of {name} taken back by us: denies It was another ministry. See what changed in version 3" in page
    assert page.index("Retraction, ") < page.index(f"Answer of {name} taken back by us") < page.index("Who answered")


def test_why_a_mark_stands_in_spite_of_an_opposing_answer_is_told(client):
    claim = denied()
    answer = answered(claim, AnswerKind.CONFIRMS)
    marked(claim, Status.CONFIRMED, answer, despite="She spoke before the minister did.")

    said = "In spite of the opposing answer, because: She spoke before the minister did."
    assert said in read(client, claim)


def test_the_day_of_the_mark_is_told_from_that_of_the_version_read(client, monkeypatch):
    claim = denied()
    page = read(client, claim)
    day = "version 3"
    assert f"{day} history" in page

    later = timezone.now() + timedelta(days=40)
    monkeypatch.setattr(timezone, "now", lambda: later)
    ran(claim)

    words = f"version 4, of {later.day} {later:%B %Y}"
    assert words in read(client, claim)


def test_a_bystander_is_said_not_to_be_involved(client):
    claim = ClaimFactory()
    answered(claim, position=Position.BYSTANDER)

    assert "(not involved) – disputes it" in read(client, claim)


def test_who_is_not_involved_has_not_answered_the_claim(client):
    claim = ClaimFactory()
    article = ArticleFactory()
    ran(claim, article)
    answered(claim, position=Position.BYSTANDER)
    answered(claim, speaker=SpeakerFactory(unnamed=True))
    address = f"/articles/{article.pk}/"
    assert "The claim is not answered" in text_of(client.get(address, follow=True).content)

    answered(claim, AnswerKind.DECLINES)

    assert "1 of 1 claim answered" in text_of(client.get(address, follow=True).content)


def test_two_unnamed_officials_are_two(client):
    claim = ClaimFactory()
    answered(claim, speaker=SpeakerFactory(unnamed=True, description="two officials of the ministry"))

    page = read(client, claim)

    assert "Two unnamed officials of the ministry – deny" in page
    assert "Open. Two unnamed officials of the ministry denied it on 26 January 2024." in page


def test_an_unnamed_official_is_described(client):
    claim = ClaimFactory()
    answered(claim, AnswerKind.CONFIRMS, speaker=SpeakerFactory(unnamed=True), reported_by=ArticleFactory())

    assert "An unnamed ministry source – confirms" in read(client, claim)


def test_an_article_where_the_publisher_changed_its_mind_says_so(client):
    claim = ClaimFactory()
    ran(claim, ArticleFactory(outlet=OutletFactory(name="Weekly")), standing="withdrew")

    assert "Weekly withdrew it" in read(client, claim)


BASED_ON = "The mark is based on this."


def test_the_answer_that_a_mark_is_based_on_says_so_and_no_other(client):
    claim = ClaimFactory()
    answered(claim, words="A bystander’s word", position=Position.BYSTANDER)
    denied(claim, words="Completely untrue")

    page = read(client, claim)

    assert page.count(BASED_ON) == 1
    assert f"{BASED_ON} “Completely untrue”" in page


def test_with_evidence_a_mark_is_based_on_that_and_on_no_answer(client):
    claim = ClaimFactory()
    marked(claim, Status.DENIED, answered(claim), assessed(claim, finding="The bridge was not begun"))

    page = read(client, claim)

    assert page.count(BASED_ON) == 1
    assert f"{BASED_ON} The bridge was not begun" in page


def test_nothing_is_what_a_mark_is_based_on_while_the_claim_is_open(client):
    claim = denied()
    marked(claim, Status.OPEN)

    assert BASED_ON not in read(client, claim)


def test_the_title_and_the_preview_hold_claim_and_status(client):
    claim = denied(ClaimFactory(statement="The bridge opens in May."))

    page = client.get(f"/claims/{claim.pk}/", follow=True).content.decode()

    title = "<title>Denied by the ministry’s spokeswoman – Claim: The bridge opens in May. – Onrecord</title>"
    assert title in page
    assert '<meta name="description" content="Claim: The bridge opens in May. Denied by ' in page


# Addresses


def test_an_old_or_wrong_slug_leads_to_the_right_address(client):
    claim = ClaimFactory(statement="The bridge opens in May.")

    response = client.get(f"/claims/{claim.pk}/wrong/?as_of=2199-01-01")

    assert response.status_code == 301
    assert response["Location"] == f"/claims/{claim.pk}/the-bridge-opens-in-may/?as_of=2199-01-01"


def test_a_claim_that_is_not_there_says_what_to_do(client):
    response = client.get("/claims/812/")

    assert response.status_code == 404
    assert "There is no claim 812. It may have been merged: search." in text_of(response.content)


@pytest.mark.parametrize("address", ["", "anything/", "revisions/", "revisions/1/"])
def test_a_draft_has_no_public_page(client, address):
    draft = DraftFactory()

    assert client.get(f"/claims/{draft.pk}/{address}").status_code == 404


def test_a_merged_claim_leads_to_the_survivor_and_keeps_its_history(client):
    loser = denied(ClaimFactory(statement="The same in other words."))
    survivor = ClaimFactory(statement="The bridge opens in May.")
    before = moment_of(loser, loser.head.number)
    merged(loser, survivor)

    response = client.get(f"/claims/{loser.pk}/{loser.slug}/")

    assert (response.status_code, response["Location"]) == (301, f"/claims/{survivor.pk}/{survivor.slug}/")
    assert "The same in other words." in read(client, loser, f"?as_of={before}")
    history = client.get(f"/claims/{loser.pk}/revisions/")
    assert f'<a href="/claims/{survivor.pk}/">Go on to claim {survivor.pk}</a>' in history.content.decode()
    page = client.get(f"/claims/{survivor.pk}/", follow=True).content
    assert f"Claim {loser.pk} was the same claim and is now this one, claim {survivor.pk}." in text_of(page)
    assert f'href="/claims/{loser.pk}/revisions/"' in page.decode()
    assert "is now this one" not in read(client, survivor, f"?as_of={moment_of(survivor, 1)}")
    assert client.get(f"/claims/{loser.pk}/revisions/1/").status_code == 200


def test_no_link_of_a_withdrawn_claim_leads_to_a_source_that_is_shown_no_more(client):
    claim = ClaimFactory()
    ran(claim)
    assert 'href="/origins/' in client.get(f"/claims/{claim.pk}/", follow=True).content.decode()

    page = client.get(f"/claims/{withdrawn(claim).pk}/", follow=True).content.decode()

    assert "two people close to the talks" in page
    assert 'href="/origins/' not in page


def test_a_withdrawn_claim_keeps_its_page_with_the_reason(client):
    claim = withdrawn(denied(), reason="It was two claims in one.")

    page = read(client, claim)

    assert "Withdrawn on" in page
    assert "It was two claims in one." in page
    assert b'class="status-line status-withdrawn"' in client.get(f"/claims/{claim.pk}/", follow=True).content
    assert claim.statement not in text_of(client.get("/claims/").content)


# As of an earlier moment


def test_as_of_an_earlier_moment_the_page_is_as_it_was(client):
    claim = ClaimFactory()
    denied(claim)
    then = moment_of(claim, claim.head.number)
    marked(claim, Status.CONFIRMED, answered(claim, AnswerKind.CONFIRMS), despite="It is a later word.")

    earlier, now = read(client, claim, f"?as_of={then}"), read(client, claim)

    assert "You are reading this claim as recorded on" in earlier
    assert "Denied by" in earlier
    assert "Confirmed by" not in earlier
    assert "Confirmed by" in now
    assert "You are reading" not in now


def test_names_are_as_of_the_same_moment(client):
    speaker = SpeakerFactory(name="Department of Roads")
    claim = denied(speaker=speaker)
    then = moment_of(claim, claim.head.number)
    speaker.refresh_from_db()
    workflow.rename(speaker, based_on=speaker.version, name="Department of Bridges", by=EditorFactory())

    assert "Denied by Department of Roads" in read(client, claim, f"?as_of={then}")
    assert "Denied by Department of Bridges" in read(client, claim)


def test_an_earlier_version_names_the_present_page_as_canonical(client):
    claim = ClaimFactory()

    page = client.get(f"/claims/{claim.pk}/{claim.slug}/?as_of={timezone.localdate()}").content.decode()

    assert f'<link rel="canonical" href="{settings.SITE_URL}/claims/{claim.pk}/{claim.slug}/">' in page
    assert '<meta name="robots" content="noindex">' in page


def test_before_it_was_recorded_the_claim_was_not_on_record(client):
    claim = ClaimFactory()
    before = claim.recorded_at - timedelta(days=1)

    response = client.get(f"/claims/{claim.pk}/{claim.slug}/", {"as_of": before.isoformat()})

    assert response.status_code == 404
    assert f"Claim {claim.pk} was not on record then." in text_of(response.content)


@pytest.mark.parametrize(
    "text", ["yesterday", "2024-13-01", "2024-02-30", "99999-01-01", "2024", "0001-01-01T00:00+14:00"]
)
def test_a_day_that_is_none_is_refused_in_words(client, text):
    claim = ClaimFactory()

    response = client.get(f"/claims/{claim.pk}/{claim.slug}/", {"as_of": text})

    assert response.status_code == 400
    assert "is not a day or time. Write it like 2024-02-01" in text_of(response.content)


# Versions


def test_a_version_says_what_it_changed_and_what_proves_it(client):
    claim = ClaimFactory(statement="The bridge opens in May.")
    workflow.reword_claim(
        claim,
        based_on=claim.version,
        statement="The bridge opens in June.",
        reason="The article says June.",
        still_fits={},
        by=EditorFactory(),
    )

    page = text_of(client.get(f"/claims/{claim.pk}/revisions/2/").content)

    revision = Revision.objects.get(kind="claim", subject=claim.pk, number=2)
    for words in [
        "You are reading version 2 of this claim",
        "Changed Version 1 The bridge opens in May. Version 2 The bridge opens in June.",
        "The article says June.",
        revision.digest,
        revision.previous_digest,
        revision.document_digest,
    ]:
        assert words in page, words


def test_a_version_stays_as_it_was(client):
    claim = ClaimFactory(statement="The bridge opens in May.")
    before = client.get(f"/claims/{claim.pk}/revisions/1/").content

    denied(claim)

    after = client.get(f"/claims/{claim.pk}/revisions/1/").content
    assert text_of(after).replace("Version 2 All versions", "All versions") == text_of(before)


def test_a_version_keeps_the_names_of_its_time(client):
    speaker = SpeakerFactory(name="Department of Roads")
    claim = denied(speaker=speaker)
    speaker.refresh_from_db()
    workflow.rename(speaker, based_on=speaker.version, name="Department of Bridges", by=EditorFactory())

    page = text_of(client.get(f"/claims/{claim.pk}/revisions/{claim.head.number}/").content)

    assert "Denied by Department of Roads" in page
    assert "Department of Bridges" not in page


def test_a_version_that_is_not_there_is_not_found(client):
    claim = ClaimFactory()

    response = client.get(f"/claims/{claim.pk}/revisions/7/")

    assert response.status_code == 404
    assert f"There is no version 7 of claim {claim.pk}." in text_of(response.content)


def test_the_history_tells_every_change_newest_first(client):
    claim = ClaimFactory()
    approached(claim)
    confirmed(claim)

    page = text_of(client.get(f"/claims/{claim.pk}/revisions/").content)

    told = [
        "Confirmed by the ministry’s spokeswoman, was open",
        "Answer of Anna Petrova",
        "Ministry of Roads was asked by Onrecord on 27 January 2024; no reply recorded",
        "Published",
    ]
    assert [page.index(words) for words in told] == sorted(page.index(words) for words in told)
    assert "4 versions" in page


def test_the_history_tells_of_what_was_withheld_once(client):
    claim = denied(ClaimFactory())
    workflow.withhold_claim_text(claim, reason="A court ordered it.", by=EditorFactory())

    page = text_of(client.get(f"/claims/{claim.pk}/revisions/").content)

    assert page.count("A court ordered it.") == 1
    assert page.count("(text withheld)") == 1
    assert "so are 2 versions before it: 5 4" in page
    assert "6 versions" in page


def test_a_long_history_is_told_by_page_without_gap_or_repetition(client, monkeypatch):
    claim = ClaimFactory()
    approached(claim)
    confirmed(claim)
    first = address = f"/claims/{claim.pk}/revisions/"
    on_one_page = [version.line for version in client.get(first).context["versions"]]
    monkeypatch.setattr("claims.views.public.claims.VERSIONS_ON_PAGE", 2)
    told = []

    while address:
        response = client.get(address)
        assert "4 versions" in text_of(response.content)
        told += [version.line for version in response.context["versions"]]
        address = response.context["next_url"]

    assert told == on_one_page
    assert response.context["first_url"] == first


def test_before_the_first_version_there_is_none_and_the_page_says_so(client):
    page = text_of(client.get(f"/claims/{ClaimFactory().pk}/revisions/", {"after": "1"}).content)

    assert "There is no version before that one." in page
    assert "Back to the first page" in page


def test_versions_on_two_pages_of_the_history_are_compared_by_their_numbers(client, monkeypatch):
    monkeypatch.setattr("claims.views.public.claims.VERSIONS_ON_PAGE", 1)
    claim = denied(ClaimFactory())
    address = f"/claims/{claim.pk}/revisions/"
    form = client.get(address).content.decode()
    assert '<input id="compare-from" type="number" name="from" min="1" max="3" value="1" required>' in form
    assert '<input id="compare-to" type="number" name="to" min="1" max="3" value="3" required>' in form

    assert client.get(address, {"from": 1, "to": 3}).headers["Location"] == f"{address}3/?against=1#changed"
    for numbers in (
        {"from": 1, "to": 1},
        {"from": 1, "to": 4},
        {"from": 0, "to": 1},
        {"to": 1},
        {"from": "²", "to": 1},
    ):
        assert client.get(address, numbers).status_code == 400


def corrected():
    """A claim of which we corrected when it was claimed."""
    claim = ClaimFactory()
    workflow.update_claim(
        claim,
        based_on=claim.version,
        by=EditorFactory(),
        reason="We named the wrong month.",
        unknowns="",
        claimant="",
        claimed_on=PartialDate("2024-01"),
        about_when=None,
        topics=[],
        review_by=None,
        not_before=None,
    )
    return claim


def test_a_correction_stays_a_notice_when_its_version_is_no_more_among_the_newest(client, monkeypatch):
    monkeypatch.setattr("claims.views.public.claims.SHOWN_VERSIONS", 1)
    claim = corrected()
    approached(claim)
    denied(claim)

    page = text_of(client.get(f"/claims/{claim.pk}/", follow=True).content)

    assert "Corrected. Changed: when it was claimed We named the wrong month." in page
    assert "All versions" in page


def test_a_correction_is_a_notice_on_the_page(client):
    claim = corrected()

    page = client.get(f"/claims/{claim.pk}/", follow=True).content.decode()

    assert "notice-correction" in page
    told = "Corrected. Changed: when it was claimed We named the wrong month. See what changed in version 2"
    assert told in text_of(page.encode())


def test_any_two_versions_are_compared_in_words(client):
    claim = ClaimFactory(statement="The bridge opens in May.")
    approached(claim)
    denied(claim)

    response = client.get(f"/claims/{claim.pk}/revisions/?from=4&to=1", follow=True)
    page = text_of(response.content)

    assert response.redirect_chain == [(f"/claims/{claim.pk}/revisions/4/?against=1#changed", 302)]
    assert "What changed since version 1" in page
    assert "Where it stands Changed Version 1 Open. No answer on record. Version 4 Denied by" in page
    assert "Who was asked" in page.split("What changed since version 1")[1]


@pytest.mark.parametrize("query", ["?from=1&to=1", "?from=1", "?from=x&to=2", "?from=9&to=1", "?to=%00"])
def test_two_versions_that_cannot_be_compared_are_refused_in_words(client, query):
    claim = denied()

    response = client.get(f"/claims/{claim.pk}/revisions/{query}")

    assert response.status_code == 400


@pytest.mark.parametrize("against", ["2", "3", "0", "-1", "x", "9" * 30, "٣"])
def test_a_version_is_compared_with_an_earlier_one_only(client, against):
    claim = denied()

    response = client.get(f"/claims/{claim.pk}/revisions/2/", {"against": against})

    assert response.status_code == 400
    assert "A version is compared with an earlier one." in text_of(response.content)


def test_a_version_is_cited_for_bibtex_with_its_label_and_where_it_stood(client):
    claim = ClaimFactory(statement="The budget {grew} by 5 % & more.")
    denied(claim)

    entry = client.get(f"/claims/{claim.pk}/revisions/3/cite.bib")
    text = entry.content.decode()

    assert entry["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert text.startswith(f"@misc{{onrecord-claim-{claim.pk}-version-3,")
    assert r"title = {{Claim: The budget \{grew\} by 5 \% \& more.}}" in text
    assert "note = {Denied by " in text
    address = f"{settings.SITE_URL}/claims/{claim.pk}/revisions/3/"
    assert f"url = {{{address}}}" in text
    assert f"howpublished = {{\\url{{{address}}}}}" in text
    assert f"year = {{{timezone.localdate().year}}}" in text
    cited = text_of(client.get(f"/claims/{claim.pk}/revisions/3/").content)
    assert f"{address} Fingerprint {Revision.objects.get(kind='claim', subject=claim.pk, number=3).digest}" in cited
    assert Revision.objects.get(kind="claim", subject=claim.pk, number=3).digest in text


def test_a_version_is_cited_for_reference_managers_as_it_stood_then(client):
    claim = ClaimFactory(statement="The bridge opens in May.")
    denied(claim)

    [item] = client.get(f"/claims/{claim.pk}/revisions/1/cite.json").json()

    assert (item["type"], item["title"]) == ("webpage", "Claim: The bridge opens in May.")
    assert item["URL"] == f"{settings.SITE_URL}/claims/{claim.pk}/revisions/1/"
    assert item["note"].startswith("Open. No answer on record. Fingerprint of this version: ")


def test_a_version_is_cited_with_names_as_they_were_when_it_was_recorded(client):
    claim = denied(ClaimFactory())
    speaker = claim.answers.get().response.speaker
    called = speaker.name
    workflow.rename(speaker, based_on=speaker.version, name="Someone Else", by=EditorFactory())

    [item] = client.get(f"/claims/{claim.pk}/revisions/3/cite.json").json()

    assert item["note"].startswith(f"Denied by {called}")
    assert "Someone Else" in read(client, claim)


@pytest.mark.parametrize("name", ["cite.bib", "cite.json"])
def test_what_was_withheld_or_never_was_is_not_cited(client, name):
    claim = ClaimFactory(statement="The minister took money.")
    workflow.withhold_claim_text(claim, reason="A court order.", by=EditorFactory())

    gone = client.get(f"/claims/{claim.pk}/revisions/1/{name}")

    assert gone.status_code == client.get(f"/claims/{claim.pk}/revisions/9/{name}").status_code == 404
    assert "money" not in gone.content.decode()


def test_a_reader_can_say_about_which_version_we_are_wrong(client, settings):
    claim = ClaimFactory()
    page = client.get(f"/claims/{claim.pk}/", follow=True).content.decode()
    assert '<a href="/about/#contact">Tell us that we are wrong, or reply to this claim</a>' in page

    settings.CONTACT = "mailto:desk@record.example"

    page = client.get(f"/claims/{claim.pk}/revisions/1/").content.decode()
    assert f'href="mailto:desk@record.example?subject=Claim%20{claim.pk}%2C%20version%201"' in page
    settings.CONTACT = "https://record.example/contact"
    assert 'href="https://record.example/contact"' in client.get("/about/").content.decode()
