"""Names, lists and first known sources as of any day: found, shown and linked to as they were then."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils.http import urlencode

from claims import workflow
from claims.dates import PartialDate
from claims.models import Article, Origin, Revision
from claims.record import past
from claims.views.public import speakers
from claims.vocabulary import AnswerKind, Medium, OriginKind, Stance, Standing, Status
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    DraftFactory,
    OutletFactory,
    SpeakerFactory,
    TopicFactory,
    answered,
    approached,
    confirmed,
    denied,
    denied_on_evidence,
    full_claim,
    marked,
    merged,
    ran,
    refresh,
    withdrawn,
)
from tests.views.reader import text_of

pytestmark = pytest.mark.django_db


def now() -> str:
    """The moment of the last revision there is, as an address has it."""
    return Revision.objects.latest("sequence").recorded_at.isoformat()


def listed(client, address: str, as_of: str = "", **query: str) -> list[int]:
    """The claims a page shows."""
    response = client.get(address, {**query, **({"as_of": as_of} if as_of else {})})
    assert response.status_code == 200, address
    return [claim.id for claim in response.context["claims"]]


def page(client, address: str, as_of: str, **query: str) -> str:
    response = client.get(address, {"as_of": as_of, **query})
    assert response.status_code == 200, address
    return text_of(response.content)


# What is found


def test_a_topic_taken_off_still_lists_the_claim_on_the_day_before(client, editor):
    topic = TopicFactory(name="Bridges")
    claim, other = ClaimFactory(topics=[topic]), ClaimFactory(topics=[topic])
    then = now()
    workflow.remove_topic([claim.pk], topic, by=editor)
    after = now()
    later = ClaimFactory()
    workflow.add_topic([later.pk], topic, by=editor)

    assert listed(client, "/topics/bridges/") == [later.pk, other.pk]
    assert listed(client, "/topics/bridges/", then) == [other.pk, claim.pk]
    assert listed(client, "/topics/bridges/", after) == [other.pk]


def test_an_outlet_has_the_articles_and_credits_of_that_day(client, editor):
    outlet, credited = OutletFactory(name="Weekly"), OutletFactory(name="Daily")
    article = ArticleFactory(outlet=outlet, title="Bridge to open")
    claim = ClaimFactory()
    appearance = ran(claim, article, credits=[workflow.Credit(words="the daily", outlet=credited)])
    then = now()
    article.refresh_from_db()
    unchanged = {"title": article.title, "byline": "", "date_as_printed": "", "published_at": None, "url": ""}
    unchanged |= {"medium": Medium.TEXT, "language": "en"}
    workflow.correct_article(
        article, based_on=article.version, outlet=None, reason="It was not.", by=editor, **unchanged
    )
    workflow.change_appearance(
        appearance,
        locator="",
        stance=Stance.REPORTS,
        standing=Standing.NOT_KNOWN,
        standing_note="",
        credits=[],
        by=editor,
    )

    for address in ["/outlets/weekly/", "/outlets/daily/"]:
        assert listed(client, address) == [], address
        assert listed(client, address, then) == [claim.pk], address
    assert "Bridge to open" in page(client, "/outlets/weekly/", then)
    assert "Bridge to open" not in text_of(client.get("/outlets/weekly/").content)


def test_an_article_carries_and_copies_what_it_did_then(client, editor):
    original, claim = ArticleFactory(), ClaimFactory()
    appearance = ran(claim, original)
    then = now()
    workflow.retract(appearance, reason="It says something else.", by=editor)
    address = f"/articles/{original.pk}/{original.slug}/"

    assert claim.statement in page(client, address, then)
    assert claim.statement not in page(client, address, now())
    assert "The claim is not answered" in page(client, "/articles/", then)


def test_a_speaker_is_shown_with_what_they_had_said_by_then(client, editor):
    speaker, other = SpeakerFactory(name="Anna Petrova"), SpeakerFactory(name="Boris Ivanov")
    answer = answered(ClaimFactory(statement="The bridge opens."), speaker=speaker)
    then = now()
    answered(ClaimFactory(statement="The bridge closes."), speaker=speaker)
    response = answer.response
    workflow.correct_response(
        response, based_on=response.version, values={"speaker": other}, reason="It was another.", by=editor
    )

    assert "The bridge opens." in page(client, "/speakers/anna-petrova/", then)
    assert "The bridge closes." not in page(client, "/speakers/anna-petrova/", then)
    assert "The bridge opens." not in text_of(client.get("/speakers/anna-petrova/").content)
    assert client.get("/speakers/boris-ivanov/", {"as_of": then}).status_code == 404


def test_whom_somebody_spoke_for_and_who_was_asked_are_found(client):
    body, asked = SpeakerFactory(institution=True), SpeakerFactory(institution=True)
    claim = ClaimFactory()
    answered(claim, body=body)
    approached(claim, asked=asked)
    refresh(body, asked)

    for speaker in (body, asked):
        assert claim.statement in page(client, f"/speakers/{speaker.slug}/", now())


def test_the_list_of_claims_asks_the_documents_of_that_day(client, editor):
    topic, speaker, outlet = TopicFactory(), SpeakerFactory(), OutletFactory()
    claim = ClaimFactory(statement="Élan of the bridge.", topics=[topic], claimant="Roads Union")
    ran(claim, ArticleFactory(outlet=outlet))
    answer = answered(claim, speaker=speaker)
    marked(claim, Status.DENIED, answer)
    others = [confirmed(), denied_on_evidence(), ClaimFactory()]
    then, day = now(), str(claim.recorded_at.date())
    workflow.retract(answer, reason="It was another bridge.", by=editor)
    workflow.remove_topic([claim.pk], topic, by=editor)
    refresh(claim, topic, speaker, outlet)
    workflow.reword_claim(
        claim, based_on=claim.version, statement="Something else.", reason="Clearer.", still_fits={}, by=editor
    )

    for query in [
        {"q": "elan bri"},
        {"q": "union roads"},
        {"status": "denied", "ground": "response"},
        {"speaker": speaker.slug},
        {"outlet": outlet.slug, "since": day, "until": day},
        {"topic": topic.slug},
    ]:
        assert listed(client, "/claims/", then, **query) == [claim.pk], query
    for query in [{"q": "elan bri"}, {"status": "denied", "ground": "response"}, {"speaker": speaker.slug}]:
        assert listed(client, "/claims/", now(), **query) == [], query
    assert listed(client, "/claims/", then, until="2001-01-01") == []
    assert listed(client, "/claims/", then, q="%") == []
    oldest = listed(client, "/claims/", then, sort="oldest")
    assert oldest == [claim.pk, *(other.pk for other in others)]
    assert listed(client, "/claims/", then) == oldest[::-1]


def test_what_is_not_told_of_the_past_is_said(client):
    denied()

    assert "is not counted for a day in the past" in page(client, "/claims/", now())
    assert "their order is that of their names today" in page(client, "/speakers/", now())


def test_a_filter_not_understood_finds_nothing_in_the_past_either(client):
    ClaimFactory()

    response = client.get("/claims/", {"as_of": now(), "status": "false"})

    assert (response.status_code, response.context["claims"]) == (400, [])


def test_articles_and_speakers_are_listed_once_they_were_on_record(client):
    claim = full_claim()
    then = now()
    ran(claim, ArticleFactory(title="A later article"))
    answered(claim, speaker=SpeakerFactory(name="Later Speaker"))
    answered(claim, speaker=SpeakerFactory(unnamed=True))

    assert "A later article" not in page(client, "/articles/", then)
    assert "A later article" in page(client, "/articles/", now())
    speakers = page(client, "/speakers/", then)
    assert "Anna Petrova" in speakers
    assert "Later Speaker" not in speakers
    assert "ministry source" not in speakers
    assert "ministry source" in page(client, "/speakers/", now())


# Renamed, merged, withdrawn, withheld


def test_renamed_things_are_called_as_then_at_the_new_address(client, editor):
    topic, outlet, speaker = TopicFactory(name="Bridges"), OutletFactory(name="Weekly"), SpeakerFactory(name="Anna")
    claim = denied(ClaimFactory(topics=[topic]), speaker=speaker)
    ran(claim, ArticleFactory(outlet=outlet))
    then = now()
    for thing, name in [(topic, "Great works"), (outlet, "Monthly"), (speaker, "Anne")]:
        thing.refresh_from_db()
        workflow.rename(thing, based_on=thing.version, name=name, by=editor)

    for old, new, name in [
        ("/topics/bridges/", "/topics/great-works/", "Bridges"),
        ("/outlets/weekly/", "/outlets/monthly/", "Weekly"),
        ("/speakers/anna/", "/speakers/anne/", "Anna"),
    ]:
        response = client.get(old, {"as_of": then})
        assert (response.status_code, response["Location"]) == (301, f"{new}?{urlencode({'as_of': then})}")
        assert f'<h1 dir="auto">{name}</h1>' in client.get(response["Location"]).content.decode()
    assert "Anna" in page(client, "/speakers/", then)
    assert "Anne" in page(client, "/speakers/", now())


def test_withdrawn_and_merged_claims_are_listed_on_the_day_before(client):
    topic, speaker = TopicFactory(name="Bridges"), SpeakerFactory(name="Anna")
    gone, loser, survivor = (ClaimFactory(topics=[topic]) for _ in range(3))
    for claim in (gone, loser):
        answered(claim, speaker=speaker)
    then = now()
    withdrawn(gone)
    merged(loser, survivor)

    assert set(listed(client, "/topics/bridges/", then)) == {gone.pk, loser.pk, survivor.pk}
    assert listed(client, "/topics/bridges/", now()) == listed(client, "/topics/bridges/") == [survivor.pk]
    assert set(listed(client, "/claims/", then)) == {gone.pk, loser.pk, survivor.pk}
    assert gone.statement in page(client, "/speakers/anna/", then)
    assert gone.statement not in page(client, "/speakers/anna/", now())
    assert client.get(f"/claims/{gone.pk}/{gone.slug}/", {"as_of": then}).status_code == 200


def test_what_was_withheld_since_is_on_no_list_of_any_day(client, editor):
    topic, speaker, outlet = TopicFactory(name="Bridges"), SpeakerFactory(name="Anna"), OutletFactory(name="Weekly")
    secret = ClaimFactory(statement="Zanzibar did it.", topics=[topic])
    appearance = ran(secret, ArticleFactory(outlet=outlet))
    origin = appearance.attributions.get().origin_id
    denied(secret, speaker=speaker, words="Not Zanzibar")
    then = now()
    pages = ["/claims/", "/topics/bridges/", "/speakers/anna/", "/outlets/weekly/", f"/origins/{origin}/"]
    for address in pages:
        assert "Zanzibar" in page(client, address, then), address

    workflow.withhold_claim_text(secret, reason="A court ordered it.", by=editor)

    for address in pages:
        response = client.get(address, {"as_of": then})
        assert response.status_code == (404 if "origins" in address else 200)
        assert "Zanzibar" not in response.content.decode(), address
    assert secret.pk not in listed(client, "/claims/", then)


def test_a_version_withheld_between_two_days_is_on_neither_of_their_lists(client, editor):
    topic = TopicFactory(name="Bridges")
    claim = ClaimFactory(statement="Zanzibar did it.", topics=[topic])
    then = now()
    claim.refresh_from_db()
    workflow.reword_claim(
        claim,
        based_on=claim.version,
        statement="Somebody did it.",
        reason="A private name.",
        still_fits={},
        by=editor,
    )
    claim.refresh_from_db()
    workflow.withhold_documents(claim, numbers=[1], reason="A court ordered it.", by=editor)

    assert listed(client, "/topics/bridges/", then) == []
    assert listed(client, "/topics/bridges/", now()) == [claim.pk]


def test_drafts_are_on_no_page_of_any_day(client):
    topic, speaker, outlet = TopicFactory(name="Bridges"), SpeakerFactory(name="Anna"), OutletFactory(name="Weekly")
    article = ArticleFactory(outlet=outlet)
    appearance = ran(denied(ClaimFactory(topics=[topic]), speaker=speaker), article)
    draft = DraftFactory(statement="Zanzibar draft.", topics=[topic])
    origin = appearance.attributions.get().origin
    ran(draft, article, credits=[workflow.Credit(words="the same", origin=origin)])
    answered(draft, speaker=speaker)
    ClaimFactory()

    for address in [
        *["/claims/", "/articles/", "/topics/bridges/", "/speakers/anna/", "/outlets/weekly/"],
        *[f"/origins/{origin.pk}/", f"/articles/{article.pk}/{article.slug}/"],
    ]:
        for moment in ["", now(), "2100-01-01"]:
            assert "Zanzibar" not in client.get(address, {"as_of": moment}).content.decode(), address


# How a page says it


@pytest.fixture
def everything() -> dict[str, str]:
    """Every kind of page that can be read as of a day, of one claim recorded on 1 May 2026."""
    with time_machine.travel(datetime(2026, 5, 1, 12, tzinfo=UTC), tick=False):
        topic, speaker, outlet = TopicFactory(), SpeakerFactory(), OutletFactory()
        article = ArticleFactory(outlet=outlet)
        claim = ClaimFactory(topics=[topic])
        appearance = ran(claim, article)
        denied(claim, speaker=speaker)
    refresh(topic, speaker, outlet)
    return {
        "home": "/",
        "changes": "/changes/",
        "corrections": "/corrections/",
        "history": f"/claims/{claim.pk}/revisions/",
        "claims": "/claims/",
        "articles": "/articles/",
        "speakers": "/speakers/",
        "claim": f"/claims/{claim.pk}/{claim.slug}/",
        "article": f"/articles/{article.pk}/{article.slug}/",
        "topic": f"/topics/{topic.slug}/",
        "speaker": f"/speakers/{speaker.slug}/",
        "outlet": f"/outlets/{outlet.slug}/",
        "origin": f"/origins/{appearance.attributions.get().origin_id}/",
    }


def test_every_page_says_as_of_when_it_is_and_leads_to_now(client, everything, settings):
    for kind, address in everything.items():
        served = client.get(address, {"as_of": "2026-05-02"}).content.decode()
        what = "claim" if kind == "claim" else "page"
        assert f"You are reading this {what} as recorded on 2 May 2026." in text_of(served.encode()), kind
        assert f'<a href="{address}">See how it stands now.</a>' in served, kind
        assert served.count('<meta name="robots" content="noindex">') == 1, kind
        assert served.count(f'<link rel="canonical" href="{settings.SITE_URL}{address}">') == 1, kind
        assert f'<a href="{address}?as_of=2026-05-02">{settings.SITE_URL}{address}?as_of=2026-05-02</a>' in served, kind
        assert '<input type="date" id="as-of" name="as_of" value="2026-05-02">' in served, kind
        now_page = client.get(address).content.decode()
        assert '<label for="as-of">As recorded on</label>' in now_page, kind
        # The source of the example is an anonymous one, which search engines are asked to leave alone.
        assert ("noindex" in now_page) == (kind == "origin"), kind


def test_what_a_page_lists_is_linked_to_as_of_the_same_day(client, everything):
    for kind, address in everything.items():
        served = client.get(address, {"as_of": "2026-05-02"}).content.decode()
        main = re.search(r"<main.*</main>", served, re.S)[0]
        dated = re.findall(r'href="(/(?:claims|articles|speakers|outlets|topics|origins)/[^"]*)"', main)
        dated = [link for link in dated if not re.search(r"/revisions/|cite\.", link)]
        assert dated or kind == "corrections", kind
        assert all("as_of=2026-05-02" in link for link in dated), (kind, dated)


def test_a_thing_not_yet_on_record_is_not_found_with_a_way_to_now(client, everything):
    for kind in ["claim", "history", "article", "topic", "speaker", "outlet", "origin"]:
        response = client.get(everything[kind], {"as_of": "2026-04-30"})
        assert response.status_code == 404, kind
        assert re.search("not on record then|No claim on record then", text_of(response.content)), kind
        assert f'<a href="{everything[kind]}">See how it stands now.</a>' in response.content.decode(), kind
    for kind in ["home", "changes", "corrections", "claims", "articles", "speakers"]:
        assert client.get(everything[kind], {"as_of": "2026-04-30"}).status_code == 200, kind
    assert "No claim was on record then." in page(client, "/claims/", "2026-04-30")


def test_a_day_that_is_none_is_refused_in_words(client, everything):
    for kind, address in everything.items():
        response = client.get(address, {"as_of": "yesterday"})
        assert response.status_code == 400, kind
        assert "is not a day or time" in text_of(response.content), kind


def test_the_permanent_link_of_a_day_that_is_not_over_is_its_moment(client, everything):
    start = datetime(2026, 5, 3, 12, tzinfo=UTC)
    with time_machine.travel(start, tick=False):
        served = client.get("/claims/", {"as_of": "2026-05-03"}).content.decode()
    [lasting] = re.findall(r'Permanent link: <a href="([^"]+)"', served)
    with time_machine.travel(start + timedelta(hours=1), tick=False):
        ClaimFactory(statement="A later claim.")

    assert "A later claim." in text_of(client.get("/claims/?as_of=2026-05-03").content)
    assert "A later claim." not in text_of(client.get(lasting).content)


def test_a_list_keeps_its_filters_when_it_is_read_as_of_a_day(client, everything):
    served = client.get("/claims/", {"status": "denied", "as_of": "2026-05-02"}).content.decode()

    assert '<input type="hidden" name="status" value="denied">' in served
    assert '<input type="hidden" name="as_of" value="2026-05-02">' in served
    assert '<a href="/claims/?status=denied">See how it stands now.</a>' in served


# Pages of lists


def test_pages_of_a_day_hold_every_claim_once_whatever_changes_meanwhile(client, monkeypatch):
    monkeypatch.setattr("claims.views.public.names.PAGE_SIZE", 3)
    topic = TopicFactory(name="Bridges")
    claims = [ClaimFactory(topics=[topic]) for _ in range(8)]
    then = now()
    seen: list[int] = []
    address = f"/topics/bridges/?{urlencode({'as_of': then})}"
    while address:
        response = client.get(address)
        seen += [claim.id for claim in response.context["claims"]]
        address = response.context["next_url"]
        assert not address or urlencode({"as_of": then}) in address
        ClaimFactory(topics=[topic])
        if len(seen) == 3:
            withdrawn(claims[2])

    assert seen == [claim.pk for claim in reversed(claims)]


def test_a_page_that_finds_too_few_shows_them_and_where_to_go_on(client, monkeypatch, editor):
    monkeypatch.setattr(past, "LOOK_THROUGH", 3)
    topic = TopicFactory(name="Bridges")
    claims = [ClaimFactory(topics=[topic]) for _ in range(8)]
    workflow.remove_topic([claim.pk for claim in claims[3:]], topic, by=editor)
    then = {"as_of": now()}

    first = client.get("/topics/bridges/", then)
    assert first.context["claims"] == []
    assert "There are more to look through." in text_of(first.content)
    second = client.get(first.context["next_url"])
    third = client.get(second.context["next_url"])

    assert [claim.id for claim in [*second.context["claims"], *third.context["claims"]]] == [
        claim.pk for claim in reversed(claims[:3])
    ]
    assert third.context["next_url"] == ""


def test_what_many_claims_mention_is_found_alike(client, monkeypatch, editor):
    topic, outlet = TopicFactory(name="Bridges"), OutletFactory(name="Weekly")
    claims = [ClaimFactory(topics=[topic]) for _ in range(4)]
    for claim in claims[:3]:
        ran(claim, ArticleFactory(outlet=outlet))
    workflow.remove_topic([claims[1].pk], topic, by=editor)
    ClaimFactory()
    then = now()
    few = [listed(client, address, then) for address in ("/topics/bridges/", "/outlets/weekly/")]

    monkeypatch.setattr(past, "MANY", 1)

    assert [listed(client, address, then) for address in ("/topics/bridges/", "/outlets/weekly/")] == few
    assert few[1] == [claims[1].pk, claims[2].pk, claims[0].pk]


def test_claims_that_match_are_found_behind_many_that_do_not(client, monkeypatch, editor):
    monkeypatch.setattr("claims.views.public.names.PAGE_SIZE", 1)
    topic = TopicFactory(name="Bridges")
    claims = [ClaimFactory(topics=[topic]) for _ in range(6)]
    workflow.remove_topic([claim.pk for claim in claims[2:]], topic, by=editor)

    first = client.get("/topics/bridges/", {"as_of": now()})
    second = client.get(first.context["next_url"])

    assert [claim.id for claim in first.context["claims"]] == [claims[1].pk]
    assert [claim.id for claim in second.context["claims"]] == [claims[0].pk]
    assert second.context["next_url"] == ""


def test_articles_and_speakers_recorded_later_take_nobodys_place(client, monkeypatch):
    monkeypatch.setattr("claims.views.public.articles.PAGE_SIZE", 2)
    monkeypatch.setattr("claims.views.public.speakers.NAMES_ON_PAGE", 2)

    def record(*names: str) -> None:
        for name in names:
            denied(ran(ClaimFactory(), ArticleFactory(title=name)).claim, speaker=SpeakerFactory(name=name))

    record("C", "D", "E")
    then = now()
    record("A", "B")

    for address, what in [("/articles/", "articles"), ("/speakers/", "speakers")]:
        first = client.get(address, {"as_of": then})
        second = client.get(first.context["next_url"])
        assert [len(page.context[what]) for page in (first, second)] == [2, 1], address
        assert second.context["next_url"] == "", address


# First known sources


def test_a_source_shows_the_claims_that_go_back_to_it_and_who_carried_them(client):
    article = ArticleFactory(title="First article", outlet=OutletFactory(name="Weekly"))
    claim = ClaimFactory(statement="The bridge opens.")
    appearance = ran(claim, article)
    origin = appearance.attributions.get().origin
    ran(claim, ArticleFactory(title="Second article"), credits=[workflow.Credit(words="the same two", origin=origin)])
    ran(ClaimFactory(statement="Another claim."))

    text = text_of(client.get(f"/origins/{origin.pk}/").content)

    assert "“two people close to the talks” Anonymous, 2 people" in text
    assert "We never record who an anonymous source is." in text
    assert "Claim: The bridge opens. Open, no answer on record" in text
    assert "Both articles go back to" in text
    assert "“First article”, Weekly, 25 January 2024" in text
    assert "“Second article”" in text
    assert "Another claim." not in text


def test_a_source_is_as_its_newest_claim_then_had_it(client, editor):
    claim = ClaimFactory()
    appearance = ran(claim, credits=[workflow.Credit(words="a source", kind=OriginKind.ANONYMOUS, people=1)])
    origin: Origin = appearance.attributions.get().origin
    then = now()
    workflow.retract(appearance, reason="It says something else.", by=editor)

    assert client.get(f"/origins/{origin.pk}/").status_code == 404
    assert "“a source” Anonymous, 1 person" in page(client, f"/origins/{origin.pk}/", then)
    assert client.get(f"/origins/{origin.pk}/", {"as_of": now()}).status_code == 404


def test_a_source_of_drafts_alone_or_unknown_is_not_found_in_words(client):
    draft = DraftFactory()
    origin = ran(draft).attributions.get().origin_id

    for number in (origin, 999):
        response = client.get(f"/origins/{number}/")
        assert response.status_code == 404
        assert f"There is no first known source {number}." in text_of(response.content)


def test_a_source_that_was_not_said_is_no_source(client):
    appearance = ran(ClaimFactory(), credits=[workflow.Credit(words="reports", kind=OriginKind.NOT_SAID)])

    assert client.get(f"/origins/{appearance.attributions.get().origin_id}/").status_code == 404


def test_an_anonymous_source_is_not_for_search_engines(client):
    noindex = '<meta name="robots" content="noindex">'
    found = {}
    for kind in (OriginKind.ANONYMOUS, OriginKind.DOCUMENT):
        appearance = ran(ClaimFactory(), credits=[workflow.Credit(words="a source", kind=kind)])
        address = f"/origins/{appearance.attributions.get().origin_id}/"
        found[kind] = noindex in client.get(address).content.decode()

    assert found == {OriginKind.ANONYMOUS: True, OriginKind.DOCUMENT: False}


# What an outlet's articles became


def test_an_outlet_shows_what_its_publisher_corrected_or_withdrew(client, editor):
    outlet = OutletFactory(name="Weekly")
    article: Article = ArticleFactory(outlet=outlet, title="Bridge to open")
    appearance = ran(ClaimFactory(statement="The bridge opens."), article, credits=[])
    then = now()
    assert "Corrected or withdrawn by their publisher" not in page(client, "/outlets/weekly/", then)
    workflow.change_appearance(
        appearance,
        locator="",
        stance=Stance.REPORTS,
        standing=Standing.WITHDREW,
        standing_note="note of 3 May",
        credits=[],
        by=editor,
    )

    text = text_of(client.get("/outlets/weekly/").content)

    assert "Corrected or withdrawn by their publisher" in text
    assert "note of 3 May" in text
    assert "Corrected or withdrawn by their publisher" not in page(client, "/outlets/weekly/", then)


# What was later overtaken


def test_a_denial_later_overtaken_is_shown_in_full_and_first(client):
    speaker = SpeakerFactory(name="Anna Petrova")
    overtaken = denied(ClaimFactory(statement="The bridge opens."), speaker=speaker, question="Will it open?")
    then = now()
    confirmed(overtaken, speaker=speaker, words="It opens", said_at=PartialDate("2024-03-01"))
    denied(ClaimFactory(statement="The bridge closes."), speaker=speaker)

    text = text_of(client.get("/speakers/anna-petrova/").content)

    assert "On record here: denials in 2 cases, 1 of them later overtaken; confirmations in 1 case" in text
    assert "The record is a selection" in text
    assert (
        "Anna Petrova, ministry spokeswoman, denied it on 26 January 2024. Later overtaken: Anna Petrova, ministry "
        "spokeswoman, confirmed it on 1 March 2024." in text
    )
    assert text.index("The bridge opens.") < text.index("Will it open?") < text.index("“It opens”")
    assert (
        text.index("“It opens”") < text.index("having denied it on 26 January 2024") < text.index("The bridge closes.")
    )
    before = page(client, "/speakers/anna-petrova/", then)
    assert "On record here: denials in 1 case, not later overtaken." in before
    assert "Later overtaken" not in before


def test_a_confirmation_later_overtaken_is_shown_alike(client):
    speaker = SpeakerFactory(name="Anna Petrova")
    overtaken = confirmed(ClaimFactory(statement="The bridge opens."), speaker=speaker)
    denied_on_evidence(overtaken)

    text = text_of(client.get("/speakers/anna-petrova/").content)

    assert "confirmations in 1 case, later overtaken." in text
    assert "confirmed it on 26 January 2024. Later overtaken on evidence, as assessed by the Court of Audit" in text


def test_every_count_leads_to_the_cases_it_counted(client):
    speaker = SpeakerFactory(name="Anna Petrova")
    for number in range(2):
        claim = denied(speaker=speaker)
        confirmed(claim, speaker=speaker, said_at=PartialDate(f"2024-03-0{number + 1}"))
    denied(speaker=speaker)
    answered(ClaimFactory(), AnswerKind.DECLINES, speaker=speaker)
    then = now()

    for as_of in ("", then):
        query = {"as_of": as_of} if as_of else {}
        served = client.get("/speakers/anna-petrova/", query)
        counts = [line for lines in served.context["counts"] for line in lines]
        assert [line.words for line in counts] == [
            "denials in 3 cases",
            "2 of them later overtaken",
            "confirmations in 2 cases",
            "none of them later overtaken",
        ]
        links = re.findall(r'<a href="(\?cases=[^"]*)">([^<]*)</a>', served.content.decode())
        assert len(links) == 3
        for link, words in links:
            counted = client.get("/speakers/anna-petrova/" + link.replace("&amp;", "&"))
            assert len(counted.context["cases"]) == int(re.search(r"\d", words)[0]), link
            assert (counted.context["as_of"] is not None) == bool(as_of)
    assert client.get("/speakers/anna-petrova/?cases=worst").status_code == 400


def test_every_case_is_on_one_page_and_on_one_only(client, monkeypatch):
    monkeypatch.setattr(speakers, "PAGE_SIZE", 3)
    speaker = SpeakerFactory(name="Anna Petrova")
    made = []
    for number in range(8):
        made.append(denied(speaker=speaker))
        if number % 3:
            confirmed(made[-1], speaker=speaker, said_at=PartialDate("2024-03-01"))

    shown, address = [], "/speakers/anna-petrova/"
    while address:
        context = client.get(address).context
        shown += [case.claim.id for case in [*context["overtaken"], *context["cases"]]]
        address = context["next_url"]

    assert sorted(shown) == sorted(claim.pk for claim in made)


def test_what_several_people_said_without_a_name_is_not_counted_together(client):
    unnamed = SpeakerFactory(unnamed=True)
    answered(ClaimFactory(), AnswerKind.DENIES, speaker=unnamed)
    unnamed.refresh_from_db()

    response = client.get(f"/speakers/{unnamed.slug}/")

    assert response.status_code == 200
    assert "On record here" not in text_of(response.content)


def test_counts_say_of_how_many_where_they_are_not_of_all(client, monkeypatch):
    monkeypatch.setattr(past, "LOOK_THROUGH", 3)
    speaker = SpeakerFactory(name="Anna Petrova")
    for _ in range(5):
        denied(speaker=speaker)

    response = client.get("/speakers/anna-petrova/")
    text = text_of(response.content)

    assert "denials in 3 cases, none of them later overtaken. Counted among the 3 cases last changed." in text
    assert len(client.get(response.context["next_url"]).context["cases"]) == 2
