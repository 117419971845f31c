"""What a reader's device has to fetch for a claim's page: at most 20 kB, one style sheet, no script.

A kilobyte is 1,000 bytes. The heaviest page of the demonstration had 12 kB when this was written, one of forty
articles what `docs/measurements.md` says.
"""

import gzip
import random
import re

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from claims import workflow
from claims.dates import PartialDate
from claims.models import Claim
from claims.vocabulary import OriginKind
from tests.factories import ArticleFactory, ClaimFactory, EditorFactory, OutletFactory, denied, ran
from tests.views.reader import every_public_address

pytestmark = pytest.mark.django_db

MOST = 20_000
STYLE = re.compile(r'<link rel="stylesheet" href="/static/([^"?]+)"')


def read(client, claim) -> str:
    response = client.get(f"/claims/{claim.pk}/", follow=True)
    assert response.status_code == 200
    return response.content.decode()


def style_of(page: str) -> bytes:
    """The one style sheet of the page."""
    [name] = STYLE.findall(page)
    path = finders.find(name)
    assert path
    with open(path, "rb") as file:
        return file.read()


def weights(page: str) -> dict[str, int]:
    """Page and style sheet, as a proxy packs the page while it waits and the style sheet was packed beforehand."""
    html, style = page.encode(), style_of(page)
    return {
        "gzip": len(gzip.compress(html, 6)) + len(gzip.compress(style, 9)),
        "gzip, in haste": len(gzip.compress(html, 1)) + len(gzip.compress(style, 9)),
        "brotli": len(brotli.compress(html, quality=5)) + len(brotli.compress(style, quality=11)),
    }


LETTERS = "etaoinshrdlucmfwygpbvk"
_spell = random.Random(1)
VOCABULARY = ["".join(_spell.choices(LETTERS, range(22, 0, -1), k=_spell.randint(2, 10))) for _word in range(2_000)]


def prose(words: random.Random, count: int) -> str:
    """Text in a made-up language of 2,000 words, used as unevenly as those of a real one are."""
    return " ".join(VOCABULARY[int(len(VOCABULARY) ** words.random()) - 1] for _word in range(count))


def forty_articles(claim: Claim) -> None:
    """Of a wire's report with nine copies, of a weekly's, and of thirty papers that credit one of the two."""
    words = random.Random(40)
    wire, weekly = OutletFactory(name="Wire"), OutletFactory(name="Weekly")

    def article(outlet):
        title = f"Bridge {prose(words, 8)}"
        text = f"{prose(words, 40)}. {prose(words, 30)}. {prose(words, 40)}."
        return ArticleFactory(title=title, text=text, outlet=outlet, published_at=PartialDate("2024-01-25"))

    def carries(one, **kwargs):
        text = one.current_version().text
        return ran(claim, one, words=text.split(". ")[1], **kwargs)

    sources = {}
    for outlet, people in ((wire, 1), (weekly, 2)):
        own = article(outlet)
        credits = [workflow.Credit(words=prose(words, 6), kind=OriginKind.ANONYMOUS, people=people)]
        sources[outlet.pk] = carries(own, credits=credits).attributions.get().origin
        if outlet is wire:
            copies = [workflow.Copy(url=f"https://p{n}.example/", outlet=OutletFactory()) for n in range(9)]
            workflow.attach_copies(own, copies=copies, by=EditorFactory())
    for number in range(29):
        credited = wire if number % 3 else weekly
        credits = [
            workflow.Credit(words=prose(words, 4), outlet=credited),
            workflow.Credit(words=prose(words, 6), origin=sources[credited.pk]),
        ]
        carries(article(OutletFactory(name=prose(words, 3))), credits=credits)


def test_every_claim_of_the_demonstration_is_at_most_20_kb_with_its_style_sheet(client):
    call_command("load_demonstration", verbosity=0)

    heaviest = {claim.pk: max(weights(read(client, claim)).values()) for claim in Claim.objects.listed()}

    assert len(heaviest) >= 7
    assert max(heaviest.values()) <= MOST, heaviest


def test_a_claim_that_ran_in_forty_articles_is_too(client):
    claim = denied()
    forty_articles(claim)

    page = read(client, claim)
    found = weights(page)

    assert claim.appearances.count() == 40
    assert page.count('<svg class="picture') == 2
    assert max(found["gzip"], found["brotli"]) <= MOST, found


def test_the_made_up_language_packs_no_better_than_a_real_one():
    english = (settings.BASE_DIR / "docs" / "design.md").read_bytes()[:8_000]
    made_up = prose(random.Random(2), 2_000).encode()[:8_000]

    assert len(gzip.compress(made_up)) >= len(gzip.compress(english))


def test_no_public_page_has_a_script_a_second_style_sheet_or_a_picture_without_a_size(client):
    claim = denied()
    forty_articles(claim)
    ClaimFactory()

    for address in every_public_address():
        response = client.get(address)
        if not response.headers["Content-Type"].startswith("text/html") or response.status_code != 200:
            continue
        page = response.content.decode()
        assert len(STYLE.findall(page)) == page.count('rel="stylesheet"') == 1, address
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", page), address
        for picture in re.findall(r"<img\b[^>]*>|<svg class=\"picture[^>]*>", page):
            assert re.search(r'\bwidth="[\d.]+', picture), (address, picture)
            assert re.search(r'\bheight="[\d.]+', picture), (address, picture)
