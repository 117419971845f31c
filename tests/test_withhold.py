"""`manage.py withhold`: what is removed by law is gone, and its place stays."""

import sqlite3
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims import workflow
from claims.models import THINGS, Document
from claims.models.thing import ThingQuerySet
from claims.record.verify import verify
from claims.workflow.copies import Copy
from tests.factories import ArticleFactory, ClaimFactory, full_claim, ran

pytestmark = pytest.mark.django_db

SECRET = "An unmistakable sentence about a bridge."


def withhold(*arguments: str) -> str:
    out = StringIO()
    call_command("withhold", *arguments, "--reason", "A court ordered it.", stdout=out)
    return out.getvalue()


def test_every_word_of_a_claim_goes_and_the_record_holds(committed, editor):
    claim = full_claim(statement=SECRET)
    workflow.add_note(claim, text=SECRET, by=editor)

    assert f"Every word of claim {claim.pk} is withheld" in withhold("claim", str(claim.pk), "--all")

    claim.refresh_from_db()
    assert claim.text_withheld
    assert not claim.notes.exists()
    verify()


on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL frees the space with VACUUM")


def _files_of_the_database() -> list[Path]:
    database = Path(connection.settings_dict["NAME"])
    files = [file for file in database.parent.iterdir() if file.name.startswith(database.name)]
    assert database in files
    return files


@on_sqlite
def test_on_sqlite_no_byte_of_it_is_left_in_any_file(committed, editor):
    claim = ClaimFactory(statement=SECRET)
    workflow.add_note(claim, text=SECRET, by=editor)

    withhold("claim", str(claim.pk), "--all")

    files = _files_of_the_database()
    assert not [file.name for file in files if SECRET.encode() in file.read_bytes()]
    # The index of words takes them apart, folds them, and keeps what words begin with beside each other.
    assert not [file.name for file in files if b"nmistakable" in file.read_bytes()]


@on_sqlite
def test_while_somebody_reads_the_file_it_is_said_that_the_bytes_still_stand_and_running_again_removes_them(
    committed, editor
):
    claim = ClaimFactory(statement=SECRET)
    still_fits = {"still_fits": {}, "reason": "Clearer.", "by": editor}
    workflow.reword_claim(claim, based_on=claim.version, statement="Another.", **still_fits)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 0")

    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as backup:
        backup.execute("BEGIN")
        backup.execute("SELECT count(*) FROM claims_claim").fetchall()
        with pytest.raises(CommandError, match="its bytes still stand"):
            withhold("claim", str(claim.pk), "--versions", "1")
        assert [file.name for file in _files_of_the_database() if SECRET.encode() in file.read_bytes()]

    with pytest.raises(CommandError, match="no older version 1"):
        withhold("claim", str(claim.pk), "--versions", "1")
    assert not [file.name for file in _files_of_the_database() if SECRET.encode() in file.read_bytes()]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["claim", "999", "--all"], "There is no claim 999"),
        (["claim", "99999999999999999999", "--all"], "There is no claim"),
        (["claim", "1", "--versions", "one"], "Write versions as numbers"),
        (["claim", "1", "--versions", "99"], "There is no older version 99"),
        (["speaker", "1", "--all"], "Only a claim can be withheld whole"),
    ],
)
def test_what_cannot_be_withheld_is_said_in_a_sentence(committed, editor, arguments, said):
    full_claim()
    kind, number, *rest = arguments
    arguments = [kind, str(_first(kind)) if number == "1" else number, *rest]
    before = Document.objects.count()

    with pytest.raises(CommandError, match=said):
        withhold(*arguments)

    assert Document.objects.count() == before


def _first(kind: str) -> int:
    return ThingQuerySet(THINGS[kind]).published().order_by("pk")[0].pk


def test_withholding_a_title_names_the_copies_that_may_have_it(committed, editor):
    article = ArticleFactory(title="A title that a court forbids.")
    ran(ClaimFactory(), article)
    elsewhere = Copy(url="https://gazette.example/story", outlet=None)
    [copy] = workflow.attach_copies(article, copies=[elsewhere], by=editor)
    article.refresh_from_db()
    names = ("byline", "date_as_printed", "published_at", "outlet", "url", "medium", "language")
    unchanged = {name: getattr(article, name) for name in names}
    based_on = article.version
    workflow.correct_article(article, based_on=based_on, title="Another.", reason="A court.", by=editor, **unchanged)

    assert f"The same text is also in articles {copy.pk}," in withhold("article", str(article.pk), "--versions", "1")
