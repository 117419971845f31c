"""The index survives migrations, is mended by `reindex`, and forgets what was removed."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from claims import workflow
from claims.models import Claim, Outlet, Speaker
from claims.search import index
from claims.search.reindex import MODELS, reindex
from tests import factories
from tests.meanwhile import while_held

pytestmark = pytest.mark.django_db


def migrate_by(operation: migrations.operations.base.Operation, meanwhile: Callable[[], None]) -> None:
    """Apply one operation the way `migrate` does, with its signals; `meanwhile` is what else the migration does."""
    before = ProjectState.from_apps(apps)
    after = before.clone()
    operation.state_forwards("claims", after)
    migration = migrations.Migration("rebuild", "claims")
    migration.operations = [operation]
    plan = [(migration, False)]
    emit_pre_migrate_signal(0, False, connection.alias, plan=plan, apps=before.apps)
    with connection.schema_editor() as schema_editor:
        operation.database_forwards("claims", schema_editor, before, after)
    meanwhile()
    emit_post_migrate_signal(0, False, connection.alias, plan=plan, apps=after.apps)


def test_every_index_stands_after_migrating(db: None) -> None:
    assert [table for table in index.TABLES if not index.is_standing(connection, table)] == []
    assert {model._meta.db_table for model in MODELS} == set(index.TABLES)


def test_the_index_survives_a_migration_that_rebuilds_its_table(committed, editor: User) -> None:
    claim = workflow.draft_claim(statement="The bridge opened in May.", by=editor)
    widen = migrations.AlterField("claim", "claimant", models.CharField(max_length=201))
    narrow = migrations.AlterField("claim", "claimant", Claim._meta.get_field("claimant").clone())

    def meanwhile() -> None:
        # With its table's triggers gone, SQLite's index knows nothing of this.
        Claim.objects.filter(pk=claim.pk).update(search_text="the ferry stopped in june")
        assert connection.vendor != "sqlite" or not index.is_standing(connection, "claims_claim")

    migrate_by(widen, meanwhile)
    assert Claim.objects.newest("ferry", 8) == [claim]
    assert Claim.objects.newest("bridge", 8) == []
    migrate_by(narrow, lambda: None)
    Claim.objects.filter(pk=claim.pk).update(search_text="the bridge opened in may")
    assert Claim.objects.newest("bridge", 8) == [claim]


@pytest.mark.parametrize("table", index.TABLES)
def test_an_index_that_was_taken_down_is_put_up_and_filled(db: None, table: str) -> None:
    claim = factories.full_claim(statement="The bridge opened.")
    connection.check_constraints()  # PostgreSQL makes no index over rows whose checks are still to come
    index.remove(connection, table)
    assert not index.is_standing(connection, table)
    index.install(connection)
    assert index.is_standing(connection, table)
    assert Claim.objects.newest("bridge", 8) == [claim]
    assert len(Speaker.objects.newest("anna", 8)) == 2


def ignore(what: str, done: int, total: int) -> None:
    """Progress that nobody follows."""


def test_reindexing_mends_words_names_and_the_index_and_nothing_else(editor: User) -> None:
    claim = workflow.draft_claim(statement="The bridge opened.", by=editor)
    right = workflow.create_outlet(name="Gazette", by=editor)
    outlet = workflow.create_outlet(name="Süddeutsche", by=editor)
    Claim.objects.update(search_text="other words")
    Outlet.objects.filter(pk=outlet.pk).update(search_text="", folded_name="")
    versions = (claim.version, outlet.version)

    assert reindex(ignore) == 2

    assert Claim.objects.newest("bridge", 8) == [claim]
    assert Claim.objects.newest("other", 8) == []
    assert Outlet.objects.newest("sudd", 8) == list(Outlet.objects.called("SÜDDEUTSCHE")) == [outlet]
    assert Outlet.objects.newest("gaz", 8) == [right]
    claim.refresh_from_db()
    outlet.refresh_from_db()
    assert (claim.version, outlet.version) == versions
    assert reindex(ignore) == 0


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps its index by itself")
def test_reindexing_fills_an_index_that_lost_rows(editor: User) -> None:
    claim = workflow.draft_claim(statement="The bridge opened.", by=editor)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO claims_claim_words (claims_claim_words) VALUES ('delete-all')")
    assert Claim.objects.newest("bridge", 8) == []

    reindex(ignore)

    assert Claim.objects.newest("bridge", 8) == [claim]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite fills an index in a writer's turn")
def test_reindexing_waits_for_whoever_is_at_work_longer_than_a_request_does(committed, editor: User) -> None:
    table = Claim._meta.db_table

    def rebuild() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '1ms'")
        index.rebuild(connection, table)

    while_held(lambda: workflow.draft_claim(statement="It opened.", by=editor), rebuild)

    assert index.is_standing(connection, table)


def test_reindexing_that_was_stopped_goes_on_where_it_was(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.search.reindex.BATCH", 2)
    made = [workflow.draft_claim(statement=f"Bridge {number} opened.", by=editor) for number in range(5)]
    Claim.objects.update(search_text="")

    def stop(what: str, done: int, total: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reindex(stop)
    assert len(Claim.objects.newest("bridge", 8)) == 4

    assert reindex(ignore) == 1
    assert len(Claim.objects.newest("bridge", 8)) == len(made)


def test_the_command_says_how_far_it_is_and_what_it_did(committed, editor: User) -> None:
    workflow.draft_claim(statement="The bridge opened.", by=editor)
    Claim.objects.update(search_text="")
    out, err = StringIO(), StringIO()

    call_command("reindex", stdout=out, stderr=err)

    assert "claims: 1 / 1" in err.getvalue()
    assert "indexes: 7 / 7" in err.getvalue()
    assert out.getvalue() == "The index is new. 1 row was found by other words than its own.\n"
    assert len(Claim.objects.newest("bridge", 8)) == 1


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL frees the space with VACUUM")
def test_words_that_are_in_no_row_any_more_can_be_forgotten(editor: User) -> None:
    claim = workflow.draft_claim(statement="The bridge opened unmistakably.", by=editor)
    workflow.discard_draft(claim, based_on=claim.version, by=editor)

    index.forget_what_was_removed(connection)

    with connection.cursor() as cursor:
        cursor.execute("SELECT group_concat(hex(block)) FROM claims_claim_words_data")
        [blocks] = cursor.fetchone()
    assert b"mistakably".hex().upper() not in (blocks or "")
