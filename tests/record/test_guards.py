"""Nobody rewrites the record: the databases' own guards."""

from itertools import count

import pytest
from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import DatabaseError, IntegrityError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState

from claims import workflow
from claims.models import Article, ArticleVersion, Document, Revision
from claims.record import guards
from claims.record.verify import BrokenRecord, verify
from tests.factories import ArticleFactory, ClaimFactory, ran

pytestmark = pytest.mark.django_db

REFUSED = (DatabaseError, IntegrityError)


@pytest.fixture
def published(editor):
    return workflow.publish_claim(workflow.draft_claim(statement="The bridge opened in May.", by=editor), by=editor)


def run(sql: str, parameters: tuple = ()) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE claims_revision SET change = 'marked'",
        "UPDATE claims_revision SET recorded_at = recorded_at",
        "DELETE FROM claims_revision",
        "UPDATE claims_document SET revision_id = revision_id + 1",
        "DELETE FROM claims_document",
    ],
)
def test_the_database_refuses_to_rewrite_the_record(published, sql):
    with pytest.raises(REFUSED, match="The record only grows"):
        run(sql)

    assert Revision.objects.get().change == "published"
    assert Document.objects.count() == 1


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_a_revision_more_costs_the_same_however_many_there_are(published):
    """Counted in tens of steps of SQLite's machine: its guard against REPLACE must not read every revision."""
    first = Revision.objects.get()

    def revision(sequence: int) -> Revision:
        columns = {field.attname: getattr(first, field.attname) for field in Revision._meta.concrete_fields}
        own = {"sequence": sequence, "subject": first.subject + sequence, "digest": f"{sequence:064x}"}
        return Revision(**columns | own)

    def steps(sequence: int) -> int:
        taken: list[int] = []
        connection.connection.set_progress_handler(lambda: taken.append(1), 10)
        try:
            revision(sequence).save(force_insert=True)
        finally:
            connection.connection.set_progress_handler(None, 0)
        return len(taken)

    few = steps(10)
    Revision.objects.bulk_create(revision(sequence) for sequence in range(11, 1011))
    run("ANALYZE")  # as the server does: SQLite asks otherwise once it knows that hardly a revision withholds
    assert steps(2000) <= few + 5


@pytest.fixture(params=["as the site opens it", "as a stranger opens it"])
def opened(request, db):
    """The database with and without the setting that lets SQLite's REPLACE fire the guards against DELETE."""
    is_strange = connection.vendor == "sqlite" and request.param == "as a stranger opens it"
    if is_strange:
        run("PRAGMA recursive_triggers = OFF")
    yield
    if is_strange:
        run("PRAGMA recursive_triggers = ON")


@pytest.mark.usefixtures("opened")
def test_replacing_a_revision_is_refused(published):
    revision = Revision.objects.get()
    columns = [field.column for field in Revision._meta.concrete_fields]
    values = [getattr(revision, field.attname) for field in Revision._meta.concrete_fields]
    values[columns.index("change")] = "marked"
    marks = ", ".join(["%s"] * len(columns))
    verb, tail = (
        ("INSERT OR REPLACE", "")
        if connection.vendor == "sqlite"
        else (
            "INSERT",
            " ON CONFLICT (sequence) DO UPDATE SET change = EXCLUDED.change",
        )
    )

    with pytest.raises(REFUSED, match="The record only grows"):
        run(f"{verb} INTO claims_revision ({', '.join(columns)}) VALUES ({marks}){tail}", tuple(values))

    assert Revision.objects.get().change == "published"


@pytest.mark.usefixtures("opened")
def test_replacing_a_document_is_refused(published):
    verb, tail = (
        ("INSERT OR REPLACE", "")
        if connection.vendor == "sqlite"
        else (
            "INSERT",
            " ON CONFLICT (revision_id) DO UPDATE SET body = EXCLUDED.body",
        )
    )

    with pytest.raises(REFUSED, match="The record only grows"):
        run(f"{verb} INTO claims_document (revision_id, body) VALUES (%s, %s){tail}", (1, b"other"))

    verify()


@pytest.mark.skipif("connection.vendor != 'postgresql'")
@pytest.mark.parametrize("table", ["claims_revision", "claims_document", "claims_articleversion"])
def test_truncating_is_refused(committed, published, table):
    with pytest.raises(REFUSED, match="The record only grows"):
        run(f"TRUNCATE {table} CASCADE")

    assert Revision.objects.exists()


@pytest.mark.parametrize("column", ["text", "sha256", "number", "furniture", "retrieved_at", "article_id"])
def test_a_frozen_text_cannot_be_changed(editor, column):
    article = workflow.take_in_article(title="Bridge opens", text="It opened in May.", by=editor)

    with pytest.raises(REFUSED, match="The record only grows"):
        run(f"UPDATE claims_articleversion SET {column} = {column}")

    assert article.versions.get().text == "It opened in May."


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize("key", ["id", "number"])
def test_replacing_a_frozen_text_is_refused(editor, key):
    text = workflow.take_in_article(title="Bridge opens", text="It opened in May.", by=editor).versions.get()
    columns = ["article_id", "number", "text", "sha256", "furniture", "retrieved_at"]
    values = [text.article_id, text.number, "It opened in June.", text.sha256, "[]", str(text.retrieved_at)]
    if key == "id":
        columns, values, values[1] = ["id", *columns], [text.pk, *values], 2
    marks = ", ".join(["%s"] * len(columns))
    target = "id" if key == "id" else "article_id, number"
    verb, tail = (
        ("INSERT OR REPLACE", "")
        if connection.vendor == "sqlite"
        else ("INSERT", f" ON CONFLICT ({target}) DO UPDATE SET text = EXCLUDED.text")
    )

    with pytest.raises(REFUSED, match="The record only grows"):
        run(f"{verb} INTO claims_articleversion ({', '.join(columns)}) VALUES ({marks}){tail}", tuple(values))

    assert ArticleVersion.objects.get().text == "It opened in May."


def test_a_frozen_text_goes_only_while_nobody_outside_knows_its_article(editor):
    private, public = ArticleFactory(), ArticleFactory()
    # Without a passage, so that no foreign key stands in the way.
    ran(ClaimFactory(), article=public, words="", locator="0:42")

    ArticleVersion.objects.filter(article=private).delete()

    assert not private.versions.exists()
    with pytest.raises(REFUSED, match="The record only grows"), transaction.atomic():
        ArticleVersion.objects.filter(article=public).delete()
    assert public.versions.exists()


def test_a_document_goes_only_after_a_revision_withholds_it(published, editor):
    claim = workflow.reword_claim(
        published,
        based_on=published.version,
        statement="The bridge opened.",
        reason="Shorter.",
        still_fits={},
        by=editor,
    )

    with pytest.raises(REFUSED, match="The record only grows"), transaction.atomic():
        Document.objects.filter(pk=1).delete()
    workflow.withhold_documents(claim, numbers=[1], reason="A court ordered it.", by=editor)

    assert not Document.objects.filter(pk=1).exists()
    with pytest.raises(REFUSED, match="The record only grows"), transaction.atomic():
        Document.objects.filter(pk=2).delete()
    verify()


@pytest.mark.parametrize(
    ("model", "field", "other"),
    [
        (Revision, "change", models.CharField(max_length=13)),
        (Document, "body", models.BinaryField(null=True)),
        (ArticleVersion, "sha256", models.CharField(max_length=65)),
        # Not guarded itself, but a guard looks into it.
        (Article, "byline", models.CharField(max_length=301)),
    ],
    ids=["revision", "document", "text", "article"],
)
def test_guards_survive_a_migration_that_rebuilds_a_table(committed, editor, model, field, other):
    ran(ClaimFactory())
    there = migrations.AlterField(model.__name__, field, other)
    back = migrations.AlterField(model.__name__, field, model._meta.get_field(field).clone())

    for operation in (there, back):
        migrate_by(operation)

    assert guards.missing(connection) == set()
    for table in ("claims_revision", "claims_document", "claims_articleversion"):
        with pytest.raises(REFUSED, match="The record only grows"):
            run(f"DELETE FROM {table}")
    verify()


EVERY_GUARD = {
    "sqlite": [
        "record_revision_update",
        "record_revision_delete",
        "record_revision_replace",
        "record_document_update",
        "record_document_delete",
        "record_document_replace",
        "record_text_update",
        "record_text_delete",
        "record_text_replace",
    ],
    "postgresql": [
        "record_revision_rewrite",
        "record_revision_truncate",
        "record_document_update",
        "record_document_delete",
        "record_document_truncate",
        "record_text_update",
        "record_text_delete",
        "record_text_truncate",
    ],
}


def test_missing_guards_are_noticed_and_named(published):
    guards.lift(connection)

    assert sorted(guards.missing(connection)) == sorted(EVERY_GUARD[connection.vendor])
    with pytest.raises(BrokenRecord, match=r"guards record_document_delete, .* are missing or changed"):
        verify()


@pytest.mark.parametrize(
    "hollow",
    [
        pytest.param(
            [
                "DROP TRIGGER record_revision_update",
                "CREATE TRIGGER record_revision_update BEFORE UPDATE ON claims_revision BEGIN SELECT 1; END",
            ],
            marks=pytest.mark.skipif("connection.vendor != 'sqlite'"),
        ),
        *(
            pytest.param([sql], marks=pytest.mark.skipif("connection.vendor != 'postgresql'"))
            for sql in (
                "CREATE OR REPLACE FUNCTION record_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RETURN NEW; END $$",
                "CREATE OR REPLACE TRIGGER record_revision_rewrite BEFORE UPDATE ON claims_revision "
                "FOR EACH ROW EXECUTE FUNCTION record_refuse()",
                "CREATE OR REPLACE TRIGGER record_revision_rewrite BEFORE UPDATE OR DELETE ON claims_revision "
                "FOR EACH ROW WHEN (OLD.sequence < 0) EXECUTE FUNCTION record_refuse()",
                "ALTER TABLE claims_revision DISABLE TRIGGER record_revision_rewrite",
            )
        ),
    ],
    ids=count(1),
)
def test_a_guard_that_is_there_but_no_longer_refuses_is_noticed(published, hollow):
    for sql in hollow:
        run(sql)

    with pytest.raises(BrokenRecord, match=r"guards record_.* are missing or changed"):
        verify()


def migrate_by(operation: migrations.operations.base.Operation) -> None:
    """Apply one operation the way `migrate` does, with its signals."""
    before = ProjectState.from_apps(apps)
    after = before.clone()
    operation.state_forwards("claims", after)
    migration = migrations.Migration("rebuild", "claims")
    migration.operations = [operation]
    plan = [(migration, False)]
    emit_pre_migrate_signal(0, False, connection.alias, plan=plan, apps=before.apps)
    with connection.schema_editor() as schema_editor:
        operation.database_forwards("claims", schema_editor, before, after)
    if connection.vendor == "sqlite":
        assert guards.missing(connection), "rebuilding drops triggers, or this proves nothing"
    emit_post_migrate_signal(0, False, connection.alias, plan=plan, apps=after.apps)
