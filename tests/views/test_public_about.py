"""What the pages say about themselves is whole and true: every word explained, every step on the page works."""

import hashlib
import html
import re
import subprocess
import sys

import pytest
from django.db.models import TextChoices
from django.test import Client

from claims import vocabulary, workflow
from claims.models import ChainHead, Revision
from tests.factories import ArticleFactory, ClaimFactory, EditorFactory, denied, full_claim, ran
from tests.views.reader import text_of

#: Words that only the desk sees, or that pages never show as such.
DESK_ONLY = {vocabulary.Kind, vocabulary.Mentioned, vocabulary.State}


def vocabularies() -> list[type[TextChoices]]:
    """Every kind of word that readers are shown."""
    return [
        kind
        for kind in vars(vocabulary).values()
        if isinstance(kind, type) and issubclass(kind, TextChoices) and kind.choices and kind not in DESK_ONLY
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", vocabularies(), ids=lambda kind: kind.__name__)
def test_every_word_that_readers_see_is_explained(client: Client, kind: type[TextChoices]) -> None:
    page = client.get("/about/method/").content.decode()
    explained = dict(re.findall(r"<dt\b[^>]*>(.*?)</dt><dd>(.*?)</dd>", page, re.S))
    meanings = {" ".join(re.sub(r"<.*?>", "", word).split()).lower(): meaning for word, meaning in explained.items()}

    for word in kind:
        found = [
            meaning for shown, meaning in meanings.items() if shown.startswith(html.escape(str(word.label).lower()))
        ]
        assert found, word
        assert all(len(text_of(meaning.encode())) > 10 for meaning in found), word


def test_the_program_on_the_page_follows_the_served_chain_to_its_end(
    committed: None, live_server, settings, monkeypatch
) -> None:
    settings.SITE_URL = live_server.url
    monkeypatch.setattr("claims.views.public.about.ENTRIES", 3)
    denied()
    page = Client().get("/about/record/").content.decode()
    [program] = re.findall(r'<code id="check">(.*?)</code>', page, re.S)

    run = [sys.executable, "-c", html.unescape(program)]
    said = subprocess.run(run, capture_output=True, text=True, check=True, timeout=300).stdout

    end = ChainHead.objects.get()
    assert end.sequence > 3
    assert said.split() == [str(end.sequence), end.digest]
    assert end.digest in page


def test_the_commands_on_a_versions_page_print_its_fingerprints(committed: None, live_server, settings) -> None:
    settings.SITE_URL = live_server.url
    denied()
    for revision in [Revision.objects.get(sequence=1), Revision.objects.filter(kind="claim").latest("sequence")]:
        page = Client().get(f"/record/{revision.sequence}/", follow=True).content.decode()
        commands = re.findall(r"<code>(curl .*?)</code>", page)

        said = [
            subprocess.run(["bash", "-c", html.unescape(command)], capture_output=True, check=True, timeout=60).stdout
            for command in commands
        ]

        assert [line.split()[0].decode() for line in said] == [revision.document_digest, revision.digest]


@pytest.mark.django_db
def test_a_version_leads_to_the_bytes_that_its_fingerprint_is_of(client: Client) -> None:
    claim = denied()
    address = f"/claims/{claim.pk}/revisions/2/"

    page, text = client.get(address).content.decode(), client.get(f"{address}text.json").content

    assert f'href="{address}text.json"' in page
    assert hashlib.sha256(text).hexdigest() in page
    assert Revision.objects.get(kind="claim", number=2).document_digest == hashlib.sha256(text).hexdigest()


@pytest.mark.django_db
def test_what_was_withheld_or_never_was_has_no_bytes(client: Client) -> None:
    claim = ClaimFactory(statement="The minister took money.")
    workflow.withhold_claim_text(claim, reason="A court order.", by=EditorFactory())

    for number in (1, 9):
        answer = client.get(f"/claims/{claim.pk}/revisions/{number}/text.json")
        assert answer.status_code == 404
        assert "money" not in answer.content.decode()
    assert "text.json" not in client.get(f"/claims/{claim.pk}/revisions/1/").content.decode()


@pytest.mark.django_db
def test_entries_are_read_in_one_query_however_many(client: Client, django_assert_max_num_queries) -> None:
    full_claim()
    with django_assert_max_num_queries(3) as few:
        lines = client.get("/about/record/entries.jsonl").content.splitlines()
    full_claim()
    with django_assert_max_num_queries(3) as more:
        assert len(client.get("/about/record/entries.jsonl").content.splitlines()) > len(lines)
    assert len(few) == len(more)


@pytest.mark.django_db
def test_an_entry_that_is_no_number_is_refused_in_words(client: Client) -> None:
    assert client.get("/about/record/entries.jsonl", {"after": "x"}).status_code == 400


@pytest.mark.django_db
def test_readers_are_told_how_to_report_an_error_and_how_to_reply(client: Client, settings) -> None:
    without = text_of(client.get("/about/").content)
    settings.CONTACT = "mailto:desk@record.example"

    page = client.get("/about/").content

    assert 'href="mailto:desk@record.example"' in page.decode()
    assert "A reply: what you say to the claim, in your own words" in text_of(page)
    assert "has not given an address for readers yet" in without
    assert "Who publishes it and which editor is responsible has not been entered here yet" in without
    assert "has not given" not in text_of(page)


@pytest.mark.django_db
def test_readers_are_told_who_answers_for_the_record_as_far_as_it_is_entered(client: Client, settings) -> None:
    settings.PUBLISHER = "Record Trust, 1 Main Street"

    page = text_of(client.get("/about/").content)
    assert "Publisher Record Trust, 1 Main Street" in page
    assert "Which editor is responsible has not been entered here yet" in page

    settings.EDITOR = "Ada Example"
    page = text_of(client.get("/about/").content)
    assert "Responsible editor Ada Example" in page
    assert "not been entered" not in page


@pytest.mark.django_db
def test_every_page_that_says_open_or_answered_leads_to_what_that_means(client: Client) -> None:
    claim = ClaimFactory()
    article = ArticleFactory()
    ran(claim, article)
    method = client.get("/about/method/").content.decode()

    for address in ["/", "/claims/", f"/claims/{claim.pk}/", f"/articles/{article.pk}/", "/articles/"]:
        page = client.get(address, follow=True).content.decode()
        [anchor] = set(re.findall(r'href="/about/method/#(\w+)"', page))
        assert f'id="{anchor}"' in method, address
