"""What other sites show when someone shares a page: always labelled, always with the status, never what is withheld."""

import html
import re

import pytest
from django.contrib.staticfiles import finders

from claims import workflow
from tests.factories import ClaimFactory, EditorFactory, confirmed, denied, denied_on_evidence, merged, withdrawn
from tests.views.reader import every_public_address

pytestmark = pytest.mark.django_db


def preview(client, address: str) -> dict[str, str]:
    """The metadata of a page by name."""
    page = client.get(address, follow=True).content.decode()
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', page)
    assert len(dict(found)) == len(found)
    return {name: html.unescape(content) for name, content in found}


@pytest.mark.parametrize(
    ("make", "status"),
    [
        (ClaimFactory, "Open, no answer on record"),
        (denied, "Denied by the ministry’s spokeswoman"),
        (confirmed, "Confirmed by the ministry’s spokeswoman"),
        (denied_on_evidence, "Denied on evidence"),
    ],
)
def test_a_shared_claim_is_labelled_and_says_by_whom_or_on_what(client, make, status):
    claim = make()

    found = preview(client, f"/claims/{claim.pk}/")

    assert found["og:title"] == f"{status} – Claim: {claim.statement} – Onrecord"
    assert found["og:description"] == found["description"]
    assert found["og:description"].startswith(f"Claim: {claim.statement} {status.split(' ')[0].rstrip(',')}")
    assert found["og:site_name"] == "Onrecord"


def test_every_public_page_has_one_preview_and_it_never_says_more_than_the_title(client):
    denied()
    merged(ClaimFactory(), ClaimFactory())

    for address in every_public_address():
        response = client.get(address)
        if response.status_code != 200 or not response.headers["Content-Type"].startswith("text/html"):
            continue
        page = response.content.decode()
        [title] = re.findall("<title>(.*?)</title>", page, re.S)
        assert page.count(f'<meta property="og:title" content="{title}">') == 1, address
        assert page.count('property="og:description"') == 1, address


def test_a_withdrawn_claim_is_shared_without_its_statement(client):
    claim = withdrawn(ClaimFactory(statement="The minister took money."))

    found = preview(client, f"/claims/{claim.pk}/")

    assert found["og:title"].startswith(f"Withdrawn – Claim {claim.pk} – ")
    assert "money" not in " ".join(found.values())


def test_no_other_page_of_a_withdrawn_claim_is_shared_with_its_statement(client):
    claim = ClaimFactory(statement="The minister took money.")
    moment = claim.head.recorded_at.isoformat().replace("+00:00", "Z")
    withdrawn(claim)

    for address in (
        f"/claims/{claim.pk}/revisions/",
        f"/claims/{claim.pk}/revisions/1/",
        f"/claims/{claim.pk}/revisions/?as_of={moment}",
        f"/claims/{claim.pk}/?as_of={moment}",
    ):
        found = preview(client, address)
        assert f" – Claim {claim.pk} – " in found["og:title"], address
        assert "money" not in " ".join(found.values()), address


def test_a_withheld_claim_is_shared_as_a_number(client):
    claim = denied(ClaimFactory(statement="The minister took money."))
    workflow.withhold_claim_text(claim, reason="A court order.", by=EditorFactory())

    for address in (f"/claims/{claim.pk}/", f"/claims/{claim.pk}/revisions/1/"):
        found = preview(client, address)
        assert f" – Claim {claim.pk} – " in found["og:title"]
        assert "money" not in " ".join(found.values())


def test_the_picture_of_a_preview_is_there_in_the_size_it_is_said_to_have(client, settings):
    settings.SITE_URL = "https://record.example"

    found = preview(client, "/")

    address = found["og:image"]
    assert address.startswith("https://record.example/static/")
    path = finders.find(address.removeprefix("https://record.example/static/"))
    assert path
    with open(path, "rb") as file:
        head = file.read(24)
    size = [int.from_bytes(head[at : at + 4]) for at in (16, 20)]
    assert size == [int(found["og:image:width"]), int(found["og:image:height"])]


def test_icons_are_there(client):
    page = client.get("/").content.decode()

    icons = re.findall(r'<link rel="(?:apple-touch-)?icon" href="/static/([^"]+)"', page)

    assert len(icons) == 3
    assert all(finders.find(icon) for icon in icons)


def test_the_desk_has_no_previews(client):
    assert "og:" not in client.get("/accounts/login/").content.decode()
