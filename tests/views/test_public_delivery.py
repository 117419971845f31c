"""How public pages go out: nothing written, nothing set, nothing run, and a fixed number of queries."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from claims import workflow
from claims.dates import PartialDate
from claims.urls import public
from claims.vocabulary import OriginKind
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    OutletFactory,
    SpeakerFactory,
    TopicFactory,
    approached,
    assessed,
    confirmed,
    denied,
    full_claim,
    ran,
    refresh,
    withdrawn,
)
from tests.views.reader import every_public_address

pytestmark = pytest.mark.django_db


def _refuse_writing(execute, sql, params, many, context):
    assert sql.lstrip().upper().startswith(("SELECT", "SAVEPOINT", "RELEASE", "WITH")), sql
    return execute(sql, params, many, context)


#: Asked for again every time, and shown from a proxy's cache for a day while that is answered with an error.
MAY_BE_KEPT = {"public", "max-age=0", "stale-if-error=86400"}


def test_every_public_page_only_reads_and_sets_nothing(editor):
    withdrawn(full_claim())
    full_claim()
    client = Client()
    client.force_login(editor)
    client.cookies["csrftoken"] = "a" * 32
    with connection.execute_wrapper(_refuse_writing):
        for address in every_public_address():
            response = client.get(address)
            assert response.status_code in {200, 301}, address
            assert not response.cookies, address
            assert "Cookie" not in response.get("Vary", ""), address
            assert "<script" not in response.content.decode(), address
            assert " style=" not in response.content.decode(), address
            assert "script-src 'none'" in response["Content-Security-Policy"], address
            assert set(response["Cache-Control"].split(", ")) == MAY_BE_KEPT, address


def test_public_pages_are_the_same_for_everybody(editor, client):
    full_claim()
    signed_in = Client()
    signed_in.force_login(editor)

    for address in every_public_address():
        assert client.get(address).content == signed_in.get(address).content, address


@pytest.mark.parametrize("name", [pattern.name for pattern in public if "<" not in str(pattern.pattern)])
def test_public_pages_are_for_reading_only(client, name):
    address = reverse(name)

    assert client.head(address).status_code == 200
    for method in [client.post, client.put, client.patch, client.delete]:
        assert method(address).status_code == 405


def test_an_unchanged_page_is_not_sent_again(client):
    claim = full_claim()
    address = f"/claims/{claim.pk}/{claim.slug}/"
    tag = client.get(address)["ETag"]

    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/", headers={"If-None-Match": tag}).status_code == 200
    denied(claim)
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def _more_of_everything(claim, article, outlet, topic, speaker):
    """One more of everything that any of the pages lists."""
    credits = [
        workflow.Credit(words="the weekly", outlet=OutletFactory()),
        workflow.Credit(words="two people", kind=OriginKind.ANONYMOUS, people=2),
    ]
    another = ClaimFactory(topics=[topic, TopicFactory()])
    ran(another, article, credits=credits)
    ran(another, ArticleFactory(outlet=outlet), credits=credits)
    approached(another, asker=OutletFactory())
    denied(another, speaker=speaker, reported_by=ArticleFactory())
    ran(claim, ArticleFactory(), credits=credits)
    assessed(claim)
    approached(claim, asked=SpeakerFactory(), asker=OutletFactory())
    denied_by = SpeakerFactory()
    workflow.answer_claim(another.answers.get().response, claim, kind="denies", by=another.created_by)
    denied(speaker=denied_by)


def one_address_of_each() -> list[str]:
    """The first of every pattern of public addresses, as of now and, where it can be read so, as of a day."""
    first = {resolve(address).url_name: address for address in reversed(every_public_address())}
    assert set(first) == {pattern.name for pattern in public}
    dated = [address for name, address in first.items() if name in READ_AS_OF]
    return [
        *first.values(),
        "/claims/?q=bridge&status=denied",
        *(f"{address}?cases=denials" for name, address in first.items() if name == "speaker_detail"),
        *(f"{address}?as_of=2199-01-01" for address in dated),
        "/claims/?q=bridge&status=denied&as_of=2199-01-01",
    ]


READ_AS_OF = {
    *("home", "claim_list", "claim_detail", "claim_history", "article_list", "article_detail", "speaker_list"),
    *("speaker_detail", "outlet_detail", "topic_detail", "origin_detail", "change_list", "correction_list"),
}


def test_more_rows_add_no_query(client):
    # First of their kinds, so that theirs are the pages asked for.
    claim, outlet, topic, speaker = ClaimFactory(), OutletFactory(), TopicFactory(), SpeakerFactory()
    article = ArticleFactory(outlet=outlet)
    origin = ran(claim, article).attributions.get().origin
    ran(overtaken := ClaimFactory(), article, credits=[workflow.Credit(words="the same", origin=origin)])
    confirmed(denied(overtaken, speaker=speaker), speaker=speaker, said_at=PartialDate("2024-03-01"))
    _more_of_everything(claim, article, outlet, topic, speaker)
    withdrawn()
    refresh(topic, speaker, outlet)
    addresses = one_address_of_each()

    def queries():
        counts = {}
        for address in addresses:
            with CaptureQueriesContext(
                connection,
            ) as captured:
                assert client.get(address).status_code in {200, 301}, address
            counts[address] = len(captured)
        return counts

    before = queries()
    for _ in range(5):
        _more_of_everything(claim, article, outlet, topic, speaker)
        withdrawn()

    assert queries() == before
    assert max(before.values()) <= 12
