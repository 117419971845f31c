"""What no page may ever say or show, over every public address, as of now and of every moment on record."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from claims import workflow
from claims.models import Claim
from claims.record import reader
from claims.vocabulary import AnswerKind, Bearing, Outcome, Status
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    DraftFactory,
    EditorFactory,
    SpeakerFactory,
    TopicFactory,
    answered,
    approached,
    assessed,
    confirmed,
    denied,
    denied_on_evidence,
    full_claim,
    marked,
    merged,
    ran,
    withdrawn,
)
from tests.views.reader import everything_served, text_of

pytestmark = pytest.mark.django_db


SERVED: dict[str, str] = {}


@pytest.fixture
def everything(client) -> dict[str, str]:
    """What every address serves for a record with claims of all kinds. Asked for once: no test changes it."""
    if not SERVED:
        _record_claims_of_all_kinds()
        SERVED.update(everything_served(client))
    return SERVED


def _record_claims_of_all_kinds() -> None:
    full_claim()
    denied(ClaimFactory(statement="Statement of the denied claim."))
    confirmed(ClaimFactory(statement="Statement of the confirmed claim."))
    denied_on_evidence(ClaimFactory(statement="Statement of the claim denied on evidence."))
    proved = ClaimFactory(statement="Statement of the claim shown by evidence.")
    marked(proved, Status.CONFIRMED, assessed(proved, Bearing.SUPPORTS))
    withdrawn(denied(ClaimFactory(statement="Statement of the withdrawn claim.")))
    merged(denied(ClaimFactory(statement="Statement of the merged claim.")), proved)


def test_never_1_denied_and_confirmed_always_say_by_whom_or_on_what(everything):
    for address, served in everything.items():
        text = text_of(served.encode()) + " ".join(re.findall(r"<title>.*?</title>|<option.*?</option>", served, re.S))
        assert not re.search(r"\b(Denied|Confirmed)\b(?! by| on evidence)", text), address
        assert not re.search(r">\s*(denied|confirmed)\s*<", served), address


def test_never_1_counts_say_by_whom_or_on_what(everything):
    assert "2 denied by those concerned" in everything["/"]
    assert "1 denied on evidence" in everything["/"]


def test_never_2_no_page_passes_judgement_in_its_own_words():
    sources = [*Path(settings.BASE_DIR / "templates" / "public").glob("*.html")]
    sources += Path(settings.BASE_DIR / "templates" / "includes").glob("*.html")
    assert sources
    for source in sources:
        words = re.sub(r"{% (?!translate|blocktranslate).*?%}|<[^>]*>", "", source.read_text())
        assert not re.search(r"\b(false|lied|debunked|refuted|admitted|evades|silent)\b", words, re.I), source.name


def test_never_3_titles_headings_and_previews_say_claim(everything):
    statement = "Statement of the denied claim."
    heads = re.compile(
        r'<title>.*?</title>|<h[12]\b.*?</h[12]>|<meta name="description".*?>|<summary.*?</summary>', re.S
    )
    seen = 0
    for address, served in everything.items():
        for head in heads.findall(served):
            words = re.sub(r"<[^>]+>", "", head) if not head.startswith("<meta") else head
            for before in words.split(statement)[:-1]:
                seen += 1
                assert before.rstrip().endswith("Claim:"), f"{address}: {head}"
    assert seen > 5


def test_never_4_no_rating_rests_on_a_response(everything):
    assert not [a for a, served in everything.items() if re.search(r"ratingValue|ClaimReview|reviewRating", served)]


def test_never_5_nobody_gets_a_score_a_rank_or_a_percentage(client):
    speaker = SpeakerFactory()
    for kind in [AnswerKind.DENIES, AnswerKind.DENIES, AnswerKind.CONFIRMS]:
        answered(ClaimFactory(statement="The bridge opens."), kind, speaker=speaker)

    speaker.refresh_from_db()
    served = client.get(f"/speakers/{speaker.slug}/").content
    text = text_of(served)

    # A count leads to the cases it counted, and the caveat stands beside it; it is no vote and no measure.
    assert "On record here: denials in 2 cases, none of them later overtaken; confirmations in 1 case" in text
    assert '<a href="?cases=denials">denials in 2 cases</a>' in served.decode()
    assert "The record is a selection" in text
    assert not re.search(r"\d+ ?%|\b[23] (claims|answers|denials|times|den|conf)|\b(score|rank|rating)\b", text, re.I)


def test_never_5_a_card_never_shows_the_claim_without_its_denial(client):
    claim = denied(ClaimFactory(statement="The bridge opens."))
    topic = TopicFactory(name="Bridges")
    workflow.update_claim(
        claim,
        based_on=claim.version,
        by=EditorFactory(),
        topics=[topic],
        **dict.fromkeys(["claimed_on", "about_when", "review_by", "not_before"]),
        **dict.fromkeys(["unknowns", "claimant"], ""),
    )
    article = ArticleFactory()
    ran(claim, article)

    for address in ["/", "/claims/", "/topics/bridges/", "/changes/", "/changes.atom", f"/articles/{article.pk}/"]:
        page = client.get(address, follow=True).content.decode()
        cards = re.split(r"<li class=\"(?:claim-row|change|entry)|<entry", page)[1:]
        shown = [card for card in cards if "The bridge opens." in card]
        assert shown, address
        assert all(re.search("enied by (the ministry’s spokeswoman|Anna Petrova)", card) for card in shown), address


def test_never_6_evidence_stands_above_the_responses_where_the_mark_rests_on_it(client):
    claim = denied_on_evidence()
    answered(claim, AnswerKind.CONFIRMS)

    page = client.get(f"/claims/{claim.pk}/", follow=True).content.decode()

    assert page.index('id="evidence"') < page.index('id="who-answered"')


def test_never_6_responses_come_first_where_the_mark_rests_on_one(client):
    claim = ClaimFactory()
    assessed(claim)
    denied(claim)

    page = client.get(f"/claims/{claim.pk}/", follow=True).content.decode()

    assert page.index('id="who-answered"') < page.index('id="evidence"')


def test_never_7_not_replying_is_said_only_where_someone_was_asked(client):
    asked, not_asked = ClaimFactory(), ClaimFactory()
    approached(asked, Outcome.NO_REPLY)

    pages = {claim: text_of(client.get(f"/claims/{claim.pk}/", follow=True).content) for claim in (asked, not_asked)}

    assert "no reply recorded" in pages[asked]
    # That readers may reply is said on every page.
    invited = ["Tell us that we are wrong, or reply to this claim", "Report an error, or reply"]
    assert all(words in pages[not_asked] for words in invited)
    assert "repl" not in re.sub("|".join(invited), "", pages[not_asked])
    assert "No answer on record" in pages[not_asked]


def test_never_7_a_translation_says_whose_it_is(client):
    claim = denied(words="Это неправда", language="ru", translation="This is untrue", translator="the Gazette")
    speaker = claim.answers.get().response.speaker

    for address in [f"/claims/{claim.pk}/", f"/speakers/{speaker.slug}/"]:
        text = text_of(client.get(address, follow=True).content)
        assert "“This is untrue”" in text
        assert "Translated from Russian by the Gazette" in text


SECRET = "Zanzibar"


def _served_with_secret(client) -> list[str]:
    return [address for address, served in everything_served(client).items() if SECRET.lower() in served.lower()]


def test_never_8_a_withheld_claim_is_nowhere(client):
    claim = ClaimFactory(
        statement=f"{SECRET} did it.", unknowns=f"Whether {SECRET} was there.", claimant=f"Friends of {SECRET}"
    )
    ran(claim, credits=[workflow.Credit(words=f"a friend of {SECRET}")])
    denied(claim, words=f"Not {SECRET}", question=f"Was it {SECRET}?")
    marked(claim, Status.OPEN, reason=f"{SECRET} asked us.")
    old = f"/claims/{claim.pk}/{claim.slug}/"
    assert _served_with_secret(client)

    workflow.withhold_claim_text(claim, reason="A court ordered it.", by=EditorFactory())

    assert _served_with_secret(client) == []
    assert SECRET.lower() not in client.get(old)["Location"].lower()
    page = text_of(client.get(f"/claims/{claim.pk}/", follow=True).content)
    assert "Text withheld" in page
    assert "A court ordered it." in page


def test_never_8_a_withheld_version_is_nowhere_while_the_claim_stays(client):
    claim = ClaimFactory(statement=f"{SECRET} did it.")
    answer = answered(claim)
    workflow.reword_claim(
        claim,
        based_on=claim.version,
        statement="Somebody did it.",
        reason="Named a private person.",
        still_fits={answer: True},
        by=EditorFactory(),
    )
    claim.refresh_from_db()

    workflow.withhold_documents(claim, numbers=[1, 2], reason="A court ordered it.", by=EditorFactory())

    assert _served_with_secret(client) == []
    assert "Somebody did it." in text_of(client.get(f"/claims/{claim.pk}/", follow=True).content)
    first = text_of(client.get(f"/claims/{claim.pk}/revisions/1/").content)
    assert "The text of this version had to be removed" in first
    assert "A court ordered it." in first


def test_never_8_a_withheld_name_is_nowhere(client):
    claim = ClaimFactory()
    speaker = SpeakerFactory(name=f"{SECRET} Smith")
    denied(claim, speaker=speaker)
    speaker.refresh_from_db()
    workflow.rename(speaker, based_on=speaker.version, name="A private person", reason="A court.", by=EditorFactory())

    workflow.withhold_documents(speaker, numbers=[1], reason="A court ordered it.", by=EditorFactory())

    assert _served_with_secret(client) == []
    assert reader.claims([claim.pk], at=claim.head_id)[claim.pk].answers[0].response.speaker.name == "name withheld"


def test_drafts_are_nowhere(client):
    full_claim()
    draft = DraftFactory(
        statement=f"{SECRET} draft", topics=[TopicFactory(name=f"{SECRET} topic")], claimant=f"{SECRET} claimant"
    )
    ran(draft, ArticleFactory(title=f"{SECRET} article"))
    marked(draft, Status.DENIED, answered(draft, speaker=SpeakerFactory(name=f"{SECRET} speaker")))
    assert Claim.objects.get(pk=draft.pk).is_draft

    assert _served_with_secret(client) == []
    for address in [f"/claims/{draft.pk}/", f"/claims/{draft.pk}/{draft.slug}/", f"/claims/{draft.pk}/revisions/"]:
        assert client.get(address).status_code == 404
    assert client.get("/claims/?q=zanzibar").context["claims"] == []
    assert client.get("/claims/?topic=zanzibar-topic").status_code == 400
