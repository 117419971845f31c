"""Lists, and the pages of articles, speakers, outlets and topics."""

import re
from urllib.parse import urlencode

import pytest

from claims import filters, workflow
from claims.filters.names import MOST_OFFERED
from claims.models import Claim
from claims.vocabulary import AnswerKind
from claims.wording import answered_line
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    EditorFactory,
    OutletFactory,
    SpeakerFactory,
    TopicFactory,
    answered,
    approached,
    confirmed,
    denied,
    denied_on_evidence,
    full_claim,
    ran,
    refresh,
    withdrawn,
)
from tests.views.reader import text_of

pytestmark = pytest.mark.django_db


def listed(client, query: str) -> set[int]:
    response = client.get(f"/claims/?{query}")
    assert response.status_code == 200
    return {claim.id for claim in response.context["claims"]}


# The list of claims


def test_filters_find_what_they_say(client):
    topic, speaker, outlet, credited = TopicFactory(), SpeakerFactory(), OutletFactory(), OutletFactory()
    wanted = ClaimFactory(statement="Élan of the bridge.", topics=[topic])
    ran(wanted, ArticleFactory(outlet=outlet), credits=[workflow.Credit(words="them", outlet=credited)])
    denied(wanted, speaker=speaker)
    confirmed()
    denied_on_evidence()
    ClaimFactory()
    refresh(topic, speaker, outlet, credited)
    today = wanted.recorded_at.date()

    for query in [
        "q=elan bridge",
        "status=denied&ground=response",
        f"speaker={speaker.slug}",
        f"outlet={outlet.slug}",
        f"outlet={credited.slug}",
        f"topic={topic.slug}&since={today}&until={today}",
    ]:
        assert listed(client, query) == {wanted.pk}, query
    assert listed(client, "until=2001-01-01") == set()
    assert len(listed(client, f"since={today}")) == 4


def test_an_answer_taken_back_does_not_find_the_claim(client):
    speaker = SpeakerFactory()
    answer = answered(ClaimFactory(), speaker=speaker)
    workflow.retract(answer, reason="It was another speaker.", by=EditorFactory())
    speaker.refresh_from_db()

    assert listed(client, f"speaker={speaker.slug}") == set()


def test_only_what_is_public_is_listed_or_offered(client):
    SpeakerFactory(name="Nobody Yet")
    TopicFactory(name="Nothing yet")
    withdrawn(ClaimFactory(statement="Withdrawn words."))

    page = client.get("/claims/").content.decode()

    assert "Nobody Yet" not in page
    assert "Nothing yet" not in page
    assert "Withdrawn words." not in page


def test_a_name_is_asked_for_by_its_address_or_as_one_types_it(client):
    speaker = SpeakerFactory(name="Šárka Nováková")
    claim = answered(ClaimFactory(), speaker=speaker).claim
    ClaimFactory()
    speaker.refresh_from_db()

    for asked in (speaker.slug, "Šárka Nováková", "sarka novakova"):
        assert listed(client, urlencode({"speaker": asked})) == {claim.pk}
    page = client.get(f"/claims/?speaker={speaker.slug}").content.decode()
    assert 'value="Šárka Nováková"' in page


def test_an_address_that_a_name_once_had_still_asks_for_it(client, editor):
    speaker = SpeakerFactory(name="Anna Petrova")
    claim = answered(ClaimFactory(), speaker=speaker).claim
    speaker.refresh_from_db()
    workflow.rename(speaker, based_on=speaker.version, name="Anna Ivanova", by=editor)

    assert listed(client, "speaker=anna-petrova") == {claim.pk}


def test_of_several_of_a_name_one_is_asked_for_by_its_address(client):
    speakers = [SpeakerFactory(name="Anna") for _number in range(2)]
    claims = [answered(ClaimFactory(), speaker=speaker).claim for speaker in speakers]

    response = client.get("/claims/?speaker=Anna")

    assert response.status_code == 400
    assert "Several are called so. Write which one is meant: anna, anna-2." in text_of(response.content)
    assert listed(client, "speaker=anna-2") == {claims[1].pk}
    assert 'value="anna-2"' in client.get("/claims/?speaker=anna-2").content.decode()

    for _number in range(4):
        answered(ClaimFactory(), speaker=SpeakerFactory(name="Anna"))
    page = text_of(client.get("/claims/?speaker=Anna").content)
    assert "which one is meant: anna, anna-2, anna-3, anna-4, anna-5, or another: there are more." in page


def test_a_page_offers_so_many_names_and_takes_all(client):
    topics = [TopicFactory(name=f"Topic {number}") for number in range(MOST_OFFERED + 1)]
    claim = ClaimFactory(topics=topics)

    page = client.get("/claims/").content.decode()

    assert page.count('<option value="Topic ') == MOST_OFFERED
    assert listed(client, "topic=Topic+0") == {claim.pk}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("status=false", "“false” is not one of these."),
        ("ground=x", "“x” is not one of these."),
        ("speaker=nobody", "No speaker on record is called “nobody”."),
        ("outlet=nobody", "No outlet on record is called “nobody”."),
        ("topic=nothing", "No topic on record is called “nothing”."),
        ("since=1 May", "This is not a day."),
        ("until=9999-12-31", "Give a day before 2200."),
        ("since=0001-01-01", "Give a day from 1900 on."),
        ("sort=best", "“best” is not one of these."),
        ("after=x", "This page’s address is not complete."),
        ("after=99999999999999999999", "less than or equal to"),
        (f"after={'9' * 5000}", ""),
        (f"q={'a' * 201}", "at most 200 characters"),
    ],
)
def test_a_filter_that_is_not_understood_finds_nothing_and_says_why(client, query, words):
    ClaimFactory()

    response = client.get(f"/claims/?{query}")

    assert response.status_code == 400
    assert response.context["claims"] == []
    assert words in text_of(response.content)


@pytest.mark.parametrize("query", ["q=%00", "q=%ff", "q=%ed%a0%80", "status=%00", "after=%00"])
def test_text_that_no_database_keeps_is_refused(client, query):
    assert client.get(f"/claims/?{query}").status_code == 400


def test_the_words_searched_for_are_words_and_no_pattern(client):
    ClaimFactory(statement="A hundred per cent.")

    assert listed(client, "q=%25") == set()
    assert listed(client, "q=_") == set()


def test_pages_hold_every_claim_once_while_others_change(client, monkeypatch):
    monkeypatch.setattr(filters, "PAGE_SIZE", 3)
    claims = [ClaimFactory() for _ in range(8)]
    seen: list[int] = []
    address = "/claims/"
    while address:
        response = client.get(address)
        seen += [claim.id for claim in response.context["claims"]]
        address = response.context["next_url"]
        ClaimFactory()

    assert seen == [claim.pk for claim in reversed(claims)]


def test_the_list_is_ordered_totally_in_both_directions(rf):
    for sort in ["recent", "oldest"]:
        found = filters.ClaimFilter(rf.get("/", {"sort": sort}).GET, Claim.objects.listed()).found
        assert found.totally_ordered


def test_counts_end_at_the_cap(client, monkeypatch):
    monkeypatch.setattr("claims.filters.numbers.COUNT_CAP", 2)
    monkeypatch.setattr("claims.views.public.claims.COUNT_CAP", 2)
    for _ in range(4):
        ClaimFactory()

    assert "More than 2 claims" in text_of(client.get("/claims/").content)


# Articles


def test_an_article_says_how_many_of_its_claims_are_answered(client):
    article = ArticleFactory(text="One thing. Another thing. A third thing.")
    claims = [ClaimFactory() for _ in range(3)]
    for claim, words in zip(claims, ["One thing", "Another thing", "A third thing"], strict=True):
        ran(claim, article, words=words)
    denied(claims[0])
    answered(claims[1], AnswerKind.DOES_NOT_ADDRESS)

    page = text_of(client.get(f"/articles/{article.pk}/", follow=True).content)

    assert "1 of 3 claims answered, in what is recorded here" in page
    assert answered_line(1, 3) in text_of(client.get("/articles/").content)
    assert page.index(claims[0].statement) < page.index(claims[1].statement) < page.index(claims[2].statement)


def test_an_article_never_shows_its_whole_text(client):
    article = ArticleFactory(text="First paragraph, quite private.\n\nThe bridge opens.\n\nLast paragraph of it.")
    ran(ClaimFactory(), article, words="The bridge opens")

    page = text_of(client.get(f"/articles/{article.pk}/", follow=True).content)

    assert "The bridge opens." in page
    assert "quite private" not in page
    assert "Last paragraph" not in page


def test_an_article_as_of_an_earlier_moment_carries_what_it_carried(client):
    article = ArticleFactory()
    first = ClaimFactory(statement="First claim.")
    ran(first, article)
    then = first.recorded_at.isoformat()
    ran(ClaimFactory(statement="Second claim."), article)

    response = client.get(f"/articles/{article.pk}/{article.slug}/", {"as_of": then})

    assert "Second claim." not in text_of(response.content)
    assert "First claim." in text_of(response.content)


def test_an_article_carries_no_claim_that_was_withdrawn_or_is_elsewhere(client):
    article, withdrawn_claim, other = ArticleFactory(), ClaimFactory(statement="Withdrawn words."), ClaimFactory()
    ran(withdrawn_claim, article)
    withdrawn(withdrawn_claim)
    appearance = ran(other, article)
    workflow.retract(appearance, reason="It says something else.", by=EditorFactory())

    page = text_of(client.get(f"/articles/{article.pk}/", follow=True).content)

    assert "Withdrawn words." not in page
    assert other.statement not in page
    assert answered_line(0, 0) in page


def test_an_article_without_a_public_claim_is_not_found(client):
    article = ArticleFactory()

    assert client.get(f"/articles/{article.pk}/").status_code == 404
    assert client.get(f"/articles/{article.pk}/{article.slug}/").status_code == 404
    assert "There is no article 99." in text_of(client.get("/articles/99/").content)


# Speakers, outlets, topics


def test_a_speaker_is_shown_case_by_case(client):
    speaker = SpeakerFactory(name="Anna Petrova")
    claim = denied(ClaimFactory(statement="The bridge opens."), speaker=speaker)
    approached(claim, asked=speaker)

    page = text_of(client.get("/speakers/anna-petrova/").content)

    for words in [
        "Claim: The bridge opens.",
        "ministry spokeswoman – denies, 26 January 2024, Telegram, first-hand",
        "“This is completely untrue”",
        "Anna Petrova was asked by",
        "Denied by Anna Petrova, ministry spokeswoman, on 26 January 2024. Not independently verified by Onrecord.",
    ]:
        assert words in page, words


def test_an_institution_shows_what_was_said_for_it(client):
    ministry = SpeakerFactory(name="Ministry of Roads", institution=True)
    denied(speaker=SpeakerFactory(name="Anna Petrova"), body=ministry)

    assert "Anna Petrova, ministry spokeswoman – denies" in text_of(client.get("/speakers/ministry-of-roads/").content)


def test_the_speakers_are_listed_by_name_the_unnamed_apart(client):
    for name in ["Zoe", "Anna"]:
        denied(speaker=SpeakerFactory(name=name))
    answered(ClaimFactory(), speaker=SpeakerFactory(unnamed=True))

    page = text_of(client.get("/speakers/").content)

    assert page.index("Anna") < page.index("Zoe") < page.index("An unnamed ministry source")


def test_a_former_address_leads_to_the_present_one(client):
    claim = full_claim()
    topic = claim.topics.get()
    former = topic.slug
    workflow.rename(topic, based_on=topic.version, name="Great bridges", by=EditorFactory())

    response = client.get(f"/topics/{former}/")

    assert (response.status_code, response["Location"]) == (301, "/topics/great-bridges/")


@pytest.mark.parametrize("kind", ["speakers", "outlets", "topics"])
def test_an_unknown_name_is_not_found_in_words(client, kind):
    response = client.get(f"/{kind}/nobody/")

    assert response.status_code == 404
    assert f"There is no {kind[:-1]} at this address." in text_of(response.content)


def test_an_outlet_shows_what_ran_in_it_and_what_was_credited_to_it(client):
    outlet = OutletFactory(name="Weekly")
    ran(ClaimFactory(statement="It ran there."), ArticleFactory(outlet=outlet, title="Own article"))
    ran(ClaimFactory(statement="It was credited."), credits=[workflow.Credit(words="the weekly", outlet=outlet)])

    page = text_of(client.get("/outlets/weekly/").content)

    assert all(words in page for words in ["It ran there.", "It was credited.", "Own article"])


def test_a_topic_lists_its_claims(client):
    full_claim(statement="The bridge opens.", topics=[TopicFactory(name="Bridges")])

    assert "The bridge opens. Denied by the ministry’s spokeswoman" in text_of(client.get("/topics/bridges/").content)


@pytest.mark.parametrize(
    "address", ["/articles/?after=x", "/speakers/?after=0", "/changes/?after=-1", "/corrections/?after=9" + "9" * 30]
)
def test_a_cursor_that_is_none_is_refused_in_words(client, address):
    response = client.get(address)

    assert response.status_code == 400
    assert "This page’s address is not complete." in text_of(response.content)


def test_the_whole_text_of_an_article_is_shown_only_where_the_site_says_so(client, settings):
    article = ArticleFactory()
    ran(ClaimFactory(), article)
    address, whole = f"/articles/{article.pk}/", "A third person said that the bridge cost twice what was planned."
    assert settings.SHOW_ARTICLE_TEXTS is False
    assert whole not in text_of(client.get(address, follow=True).content)

    settings.SHOW_ARTICLE_TEXTS = True

    assert whole in text_of(client.get(address, follow=True).content)


def test_counts_of_a_topic_and_of_an_outlet_lead_to_just_what_they_counted(client):
    topic, outlet = TopicFactory(name="Bridges"), OutletFactory(name="Weekly")
    for make in (lambda claim: claim, denied, denied):
        claim = ClaimFactory(topics=[topic])
        ran(claim, ArticleFactory(outlet=outlet))
        make(claim)
    denied()

    for address, query in [("/topics/bridges/", "topic=bridges"), ("/outlets/weekly/", "outlet=weekly")]:
        response = client.get(address)
        page = text_of(response.content)
        assert "On record here: 1 open, 2 denied by those concerned." in page
        assert "The record is a selection" in page
        assert not re.search(r"\d ?%|\b(score|rank|rating)\b", page, re.I)
        for count, size in zip(response.context["counts"], [1, 2], strict=True):
            assert query in count.query
            assert len(client.get(f"/claims/?{count.query}").context["claims"]) == size
