"""What changed: the front page, the lists of changes and corrections, the feed; and the pages about the record."""

import hashlib
import re
from xml.etree import ElementTree

import pytest
from django.test import Client

from claims import workflow
from claims.models import Article, ChainHead, Outlet, Revision, Speaker, Topic
from claims.views.public import changes
from claims.vocabulary import AnswerKind, Status
from tests.factories import (
    ClaimFactory,
    DraftFactory,
    EditorFactory,
    SpeakerFactory,
    TopicFactory,
    answered,
    confirmed,
    denied,
    denied_on_evidence,
    full_claim,
    marked,
    ran,
    withdrawn,
)
from tests.views.reader import text_of

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_front_page_tells_of_each_claim_what_decided_it_last(client):
    claim = denied(ClaimFactory(statement="The bridge opens."))
    ran(claim)
    ClaimFactory(statement="A newer claim.")

    page = text_of(client.get("/").content)

    assert "Denied by the ministry’s spokeswoman, was open Claim: The bridge opens. As the record shows." in page
    assert page.count("The bridge opens.") == 1
    assert page.index("A newer claim.") < page.index("The bridge opens.")


def test_the_front_page_does_not_hide_a_correction_behind_a_mark(client):
    claim = denied()
    answer = claim.answers.get()
    workflow.correct_response(
        answer.response,
        based_on=answer.response.version,
        values={"role": "minister"},
        reason="She was minister then.",
        by=EditorFactory(),
    )

    page = text_of(client.get("/").content)

    assert "She was minister then." in page
    assert "now: Denied by the ministry’s spokeswoman" in page


def test_the_front_page_does_not_hide_a_wording_that_cost_the_mark_its_ground(client):
    claim = denied()
    workflow.reword_claim(
        claim,
        based_on=claim.version,
        statement="The bridge opens in June.",
        reason="It said May.",
        still_fits={claim.answers.get(): False},
        by=EditorFactory(),
    )
    ran(claim)

    page = text_of(client.get("/").content)

    assert "was denied by those concerned" in page
    assert "It said May." in page


def test_the_front_page_counts_in_words_with_links_that_list_what_was_counted(client):
    ClaimFactory()
    denied()
    denied_on_evidence()
    confirmed()
    withdrawn()

    response = client.get("/")

    counts = {count.words: count.query for count in response.context["counts"]}
    expected = ["1 open", "1 denied by those concerned", "1 denied on evidence", "1 confirmed by those concerned"]
    assert list(counts) == expected
    for query in counts.values():
        assert len(client.get(f"/claims/?{query}").context["claims"]) == 1


def test_an_empty_record_says_so(client):
    assert "Nothing is on record yet." in text_of(client.get("/").content)
    assert "No claim is on record yet." in text_of(client.get("/claims/").content)
    assert "Nothing is on record yet." in text_of(client.get("/changes/").content)
    assert "Nothing has been corrected or taken back so far." in text_of(client.get("/corrections/").content)


def test_an_old_change_says_how_the_claim_stands_now(client):
    denied(ClaimFactory(statement="The bridge opens."))

    page = text_of(client.get("/changes/").content)

    assert "version 1 · now: Denied by the ministry’s spokeswoman" in page


def test_a_new_name_is_a_change_but_a_name_first_used_is_none(client):
    speaker = SpeakerFactory(name="Department of Roads")
    denied(speaker=speaker)
    assert "speaker:" not in text_of(client.get("/changes/").content)
    speaker.refresh_from_db()
    workflow.rename(speaker, based_on=speaker.version, name="Department of Bridges", by=EditorFactory())

    page = text_of(client.get("/changes/").content)

    assert "speaker: Renamed, was Department of Roads Department of Bridges" in page


def test_a_change_says_by_name_what_was_added(client):
    claim = ClaimFactory()
    answer = answered(claim, AnswerKind.DECLINES)
    ran(claim)

    page = text_of(client.get("/changes/").content)

    assert f"Answer of {answer.response.speaker.name} added: declines to comment" in page
    outlet = claim.appearances.get().article.outlet
    assert f"Where it ran, added: {outlet.name}, 25 January 2024" in page


def test_what_was_withheld_in_one_act_is_told_once(client):
    claim = denied()
    ran(claim)
    workflow.withhold_claim_text(claim, reason="A court ordered it.", by=EditorFactory())

    page = text_of(client.get("/changes/").content)

    assert page.count("A court ordered it.") == 1
    assert "and 3 more like it" in page


def test_changes_are_read_as_of_a_day_with_the_status_of_then(client):
    claim = ClaimFactory(statement="The bridge opens.")
    then = Revision.objects.latest("sequence").recorded_at.isoformat()
    denied(claim)
    marked(claim, Status.OPEN)

    now, earlier = (text_of(client.get("/changes/", query).content) for query in ({}, {"as_of": then}))

    assert "Denied by the ministry’s spokeswoman, was open" in now
    assert "Denied by" not in earlier
    assert "The bridge opens." in earlier
    assert "The bridge opens." in text_of(client.get("/", {"as_of": then}).content)


def test_every_entry_that_is_no_claims_has_a_page_with_what_it_changed_and_its_bytes(client):
    speaker = SpeakerFactory(name="Department of Roads")
    claim = denied(speaker=speaker)
    ran(claim)
    speaker.refresh_from_db()
    workflow.rename(speaker, based_on=speaker.version, name="Department of Bridges", by=EditorFactory())
    renamed = Revision.objects.latest("sequence")

    page = client.get(f"/record/{renamed.sequence}/").content.decode()

    assert f'href="/record/{renamed.sequence}/"' in client.get("/changes/").content.decode()
    assert "<del>Department of Roads</del>" in page
    assert "<ins>Department of Bridges</ins>" in page
    assert {revision.kind for revision in Revision.objects.all()} >= {"claim", "article", "speaker", "outlet"}
    for revision in Revision.objects.exclude(kind="claim"):
        page = client.get(f"/record/{revision.sequence}/").content.decode()
        assert revision.digest in page
        text = client.get(f"/record/{revision.sequence}/text.json").content
        assert hashlib.sha256(text).hexdigest() == revision.document_digest
        assert revision.document_digest in page


def test_an_entry_of_a_claim_is_its_version_and_one_that_is_not_there_is_not_found(client):
    claim = ClaimFactory()

    response = client.get(f"/record/{claim.head_id}/")

    assert (response.status_code, response["Location"]) == (301, f"/claims/{claim.pk}/revisions/1/")
    for address in ["/record/999/", "/record/999/text.json"]:
        assert client.get(address).status_code == 404


def test_an_entry_whose_text_was_withheld_says_so_and_no_more(client):
    speaker = SpeakerFactory(name="Zanzibar Smith")
    denied(speaker=speaker)
    speaker.refresh_from_db()
    first = speaker.head_id
    workflow.rename(speaker, based_on=speaker.version, name="A private person", reason="A court.", by=EditorFactory())
    workflow.withhold_documents(speaker, numbers=[1], reason="A court ordered it.", by=EditorFactory())

    page = text_of(client.get(f"/record/{first}/").content)
    renamed = Revision.objects.get(kind="speaker", subject=speaker.pk, number=2)
    after = client.get(f"/record/{renamed.sequence}/").content.decode()

    assert "The text of this version had to be removed." in page
    assert "The text of the version before had to be removed. This is what this one says." in after
    assert "A private person" in after
    assert "withheld" not in text_of(after.encode())
    assert "<ins>" not in after
    assert client.get(f"/record/{first}/text.json").status_code == 404
    for sequence in range(first, Revision.objects.latest("sequence").sequence + 1):
        assert "Zanzibar" not in client.get(f"/record/{sequence}/", follow=True).content.decode()


def test_changes_go_on_on_the_next_page(client, monkeypatch):
    monkeypatch.setattr(changes, "PAGE_SIZE", 2)
    claims = [ClaimFactory(statement=f"Bridge {number} opens.") for number in range(3)]

    first = client.get("/changes/")
    second = client.get(first.context["next_url"])

    assert claims[0].statement not in text_of(first.content)
    assert claims[0].statement in text_of(second.content)
    assert second.context["next_url"] == ""


def test_corrections_hold_what_was_mended_or_taken_back_and_nothing_else(client):
    claim = ClaimFactory(statement="The bridge opens.")
    answer = answered(claim)
    workflow.retract(answer, reason="It was another ministry.", by=EditorFactory())
    withdrawn(ClaimFactory(statement="Another claim."), reason="Two claims in one.")

    page = text_of(client.get("/corrections/").content)

    assert "It was another ministry." in page
    assert "Two claims in one." in page
    assert "Answer recorded" not in page


def test_the_feed_is_atom_with_a_stable_id_for_every_version(client):
    claim = denied(ClaimFactory(statement="The <b>bridge</b> & all."))

    def entries():
        response = client.get("/changes.atom")
        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        root = ElementTree.fromstring(response.content)
        assert root.tag == f"{ATOM}feed"
        for name in ["title", "id", "updated", "author"]:
            assert root.find(f"{ATOM}{name}") is not None, name
        links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
        assert links["self"].endswith("/changes.atom")
        return root.findall(f"{ATOM}entry")

    found = entries()
    ids = [entry.findtext(f"{ATOM}id") for entry in found]

    assert len(set(ids)) == len(found) == 3
    newest = found[0]
    title = "Claim: The <b>bridge</b> & all. – Denied by the ministry’s spokeswoman"
    assert newest.findtext(f"{ATOM}title") == title
    assert "<p>Denied by Anna Petrova" in newest.findtext(f"{ATOM}summary")
    assert newest.find(f"{ATOM}link").get("href").endswith(f"/claims/{claim.pk}/revisions/3/")
    assert newest.findtext(f"{ATOM}updated")
    marked(claim, Status.OPEN, reason="<script>alert(1)</script>")
    again = entries()
    assert [entry.findtext(f"{ATOM}id") for entry in again][1:] == ids
    assert "<script>" not in again[0].findtext(f"{ATOM}summary")


def test_the_feed_holds_no_character_that_xml_cannot(client):
    full_claim(statement="The bridge\x01 opens.\x1f")

    root = ElementTree.fromstring(client.get("/changes.atom").content)

    assert root.findall(f"{ATOM}entry")


# About


def test_the_page_about_the_record_says_where_the_chain_ends(client):
    full_claim()

    page = text_of(client.get("/about/record/").content)

    end = ChainHead.objects.get()
    assert end.digest in page
    assert f"Entries {end.sequence} " in page


def test_the_page_about_the_method_has_the_words_of_the_vocabulary(client):
    page = text_of(client.get("/about/method/").content).lower()

    assert all(str(kind.label) in page for kind in AnswerKind)


def test_robots_keep_off_the_desk(client, settings):
    response = client.get("/robots.txt")

    assert response["Content-Type"].startswith("text/plain")
    assert "Disallow: /desk/" in response.content.decode()
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in response.content.decode()


def addresses(client: Client, path: str) -> list[str]:
    """Those that a site map, or the index of site maps, names."""
    root = ElementTree.fromstring(client.get(path).content)
    return [found.text for found in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def test_the_site_map_has_every_page_of_the_record_and_nothing_of_the_desk(client, settings):
    shown = full_claim(statement="The road closes.", topics=[TopicFactory()])
    SpeakerFactory(name="Nobody Yet")
    DraftFactory(statement="The tunnel floods.")
    withdrawn(full_claim(statement="The minister took money."))

    def path(address: str) -> str:
        assert address.startswith(settings.SITE_URL)
        return address.removeprefix(settings.SITE_URL)

    sections = [path(address) for address in addresses(client, "/sitemap.xml")]
    pages = [path(address) for section in sections for address in addresses(client, section)]

    assert [page for page in pages if re.match(r"/claims/\d", page)] == [f"/claims/{shown.pk}/the-road-closes/"]
    for kind, model in (("articles", Article), ("speakers", Speaker), ("outlets", Outlet), ("topics", Topic)):
        listed = [page for page in pages if re.match(rf"/{kind}/.", page)]
        assert len(listed) == len(set(listed)) == model.objects.published().count() > 0, kind
    for page in pages:
        assert client.get(page).status_code == 200, page


def test_the_icon_is_found_where_browsers_look_first(client):
    assert client.get("/favicon.ico").headers["Location"] == "/static/favicon.ico"
