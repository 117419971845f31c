"""Nobody rewrites the record: the databases' own guards."""

import pytest
from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import DatabaseError, IntegrityError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState

from claims import workflow
from claims.models import ArticleVersion, Document, Revision
from claims.record import guards
from claims.record.verify import BrokenRecord, verify

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
@pytest.mark.parametrize("table", ["claims_revision", "claims_document"])
def test_truncating_is_refused(committed, published, table):
    with pytest.raises(REFUSED, match="The record only grows"):
        run(f"TRUNCATE {table} CASCADE")

    assert Revision.objects.exists()


def test_a_frozen_text_cannot_be_changed(editor):
    article = workflow.take_in_article(title="Bridge opens", text="It opened in May.", by=editor)

    with pytest.raises(REFUSED, match="The record only grows"), transaction.atomic():
        ArticleVersion.objects.filter(article=article).update(text="It opened in June.")

    assert article.versions.get().text == "It opened in May."


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


def test_guards_survive_a_migration_that_rebuilds_their_tables(committed, editor):
    workflow.publish_claim(workflow.draft_claim(statement="The bridge opened in May.", by=editor), by=editor)
    widen = migrations.AlterField("revision", "change", models.CharField(max_length=13))
    narrow = migrations.AlterField("revision", "change", Revision._meta.get_field("change").clone())

    for operation in (widen, narrow):
        migrate_by(operation)

    assert guards.standing(connection) == guards.names(connection)
    with pytest.raises(REFUSED, match="The record only grows"):
        run("DELETE FROM claims_revision")
    with pytest.raises(REFUSED, match="The record only grows"):
        run("DELETE FROM claims_document")
    verify()


def test_a_missing_guard_is_noticed(published):
    guards.lift(connection)

    with pytest.raises(BrokenRecord, match="guards"):
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
        assert guards.standing(connection) < guards.names(connection), (
            "rebuilding drops triggers, or this proves nothing"
        )
    emit_post_migrate_signal(0, False, connection.alias, plan=plan, apps=after.apps)
