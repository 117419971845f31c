"""Lists for readers and for the desk find by any word or prefix."""

import pytest
from django.test import Client
from django.urls import reverse

from claims import workflow
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, editor) -> Client:
    client.force_login(editor)
    return client


@pytest.mark.parametrize("name", ["claim_list", "desk_queue"])
@pytest.mark.parametrize(("asked", "is_found"), [("WALES zeit", True), ("Zeitung’s Wałęsa", True), ("alesa", False)])
def test_claims_are_listed_by_beginnings_of_words(desk: Client, name: str, asked: str, is_found: bool) -> None:
    factories.ClaimFactory.create(statement="Lech Wałęsa was shown the Zeitung’s files.")
    page = desk.get(reverse(name), {"q": asked}).content.decode()
    assert ("Lech Wałęsa was shown" in page) == is_found


def test_names_are_listed_by_beginnings_of_words_without_accents(desk: Client, editor) -> None:
    workflow.create_speaker(name="Дмитрий Песков", description="Kremlin spokesman", by=editor)
    workflow.create_outlet(name="Süddeutsche Zeitung", by=editor)
    page = desk.get(reverse("name_list"), {"q": "ПЕСК kreml"}).content.decode()
    assert "Дмитрий Песков" in page
    assert "Süddeutsche" not in page
    assert "Süddeutsche" in desk.get(reverse("name_list"), {"q": "sudd"}).content.decode()


def test_a_draft_is_not_found_by_readers(client: Client) -> None:
    factories.DraftFactory.create(statement="The ferry will stop.")
    assert "The ferry will stop" not in client.get(reverse("claim_list"), {"q": "ferry"}).content.decode()
