"""Notes on a claim: kept for the desk, removed by who wrote them, seen by nobody else."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims import workflow
from claims.models import Claim, Document, Note, Revision
from claims.record.canonical import unpack
from tests import factories, htmx
from tests.views.reader import everything_served

WORDS = "Call Quillfeather before noon"


def address(claim: Claim) -> str:
    return f"/desk/claims/{claim.pk}/notes/"


def write(desk: Client, claim: Claim, text: str, **kwargs: Any) -> Any:
    return desk.post(address(claim), {"once": uuid4(), "text": text}, **kwargs)


def test_a_note_is_kept_with_who_wrote_it_and_changes_nothing_on_record(desk: Client, editor: User) -> None:
    claim = factories.ClaimFactory.create()
    before = Revision.objects.count()
    response = write(desk, claim, f"  {WORDS} ")
    assert response.status_code == 302
    assert response.headers["Location"] == f"/desk/claims/{claim.pk}/#claim-notes"
    [note] = claim.notes.all()
    assert (note.text, note.made_by) == (WORDS, editor)
    claim_now = Claim.objects.get(pk=claim.pk)
    assert (claim_now.version, claim_now.head_id) == (claim.version, claim.head_id)
    assert Revision.objects.count() == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Write the note first."),
        ("   ", "Write the note first."),
        ("n" * 2001, "at most 2000"),
        ("with \0 in it", "Null characters are not allowed."),
    ],
)
def test_what_is_no_note_is_refused_in_words_and_kept(desk: Client, text: str, said: str) -> None:
    claim = factories.ClaimFactory.create()
    response = write(desk, claim, text)
    assert response.status_code == 422
    assert said in response.context["note_form"].errors["text"][0]
    assert response.context["note_form"]["text"].value() == text
    assert not Note.objects.exists()


def test_a_double_click_keeps_one_note(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    sent = {"once": uuid4(), "text": WORDS}
    assert {desk.post(address(claim), sent).status_code for _time in range(2)} == {302}
    assert claim.notes.count() == 1


def test_what_htmx_gets_for_a_note_makes_the_notes_as_loaded(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    page = htmx.Page(desk, address(claim))
    response = page.press(page.button("Keep the note"), text=WORDS)
    assert "Only the desk sees it" in page.root.the("announce").words()
    assert '"selector": "#claim-notes"' in response.headers["HX-Trigger-After-Settle"]
    assert page.is_as_loaded()


def test_only_who_wrote_a_note_removes_it(desk: Client, editor: User, colleague: User) -> None:
    claim = factories.ClaimFactory.create()
    mine = workflow.add_note(claim, text=WORDS, by=editor)
    theirs = workflow.add_note(claim, text="Asked again.", by=colleague)
    page = desk.get(address(claim)).content.decode()
    assert f"/desk/notes/{mine.pk}/remove/" in page
    assert f"/desk/notes/{theirs.pk}/remove/" not in page
    refused = desk.post(f"/desk/notes/{theirs.pk}/remove/", {"once": uuid4()})
    assert refused.status_code == 422
    assert "Only who wrote a note can remove it." in refused.content.decode()
    sent = {"once": uuid4()}
    assert desk.post(f"/desk/notes/{mine.pk}/remove/", sent).status_code == 302
    assert desk.post(f"/desk/notes/{mine.pk}/remove/", sent).status_code == 302
    assert list(claim.notes.all()) == [theirs]


def test_hostile_words_of_a_note_are_shown_as_words(desk: Client) -> None:
    claim = factories.ClaimFactory.create()
    write(desk, claim, "<script>alert(1)</script>")
    assert "<script>alert" not in desk.get(address(claim)).content.decode()


def test_ten_more_notes_need_no_query_more(desk: Client, editor: User) -> None:
    claim = factories.ClaimFactory.create()
    workflow.add_note(claim, text=WORDS, by=editor)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(address(claim)).status_code == 200
        return len(captured)

    before = queries()
    for number in range(10):
        workflow.add_note(claim, text=f"Note {number}", by=editor)
    assert queries() == before


def test_notes_and_whom_a_claim_is_assigned_to_are_in_nothing_public(client: Client, editor: User) -> None:
    assigned = User.objects.create_user("quillfeather", is_superuser=True)
    claim = factories.full_claim()
    workflow.add_note(claim, text=WORDS, by=assigned)
    workflow.assign_claims([claim.pk], to=assigned)
    workflow.note_presence(claim, by=assigned)
    # A revision made afterwards has a document made afterwards.
    factories.answered(Claim.objects.get(pk=claim.pk))
    served = everything_served(client)
    assert any(claim.statement in text for text in served.values())
    assert [address for address, text in served.items() if "quillfeather" in text.lower()] == []
    documents = [unpack(bytes(document.body)) for document in Document.objects.all()]
    assert documents
    assert not [text for text in documents if b"quillfeather" in text.lower()]
