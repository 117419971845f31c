"""The database is taken back to an older version's, and forward again, with what is on record."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from claims.models import Claim, Outlet, Speaker
from claims.record import guards
from claims.record.verify import verify
from claims.search import index
from tests import factories


@pytest.fixture
def migrated_again(committed: None) -> Iterator[None]:
    """Whatever a test migrated back to, the tests after it find all tables."""
    yield
    call_command("migrate", verbosity=0)


@pytest.mark.usefixtures("migrated_again")
@pytest.mark.parametrize(("back_to", "indexed"), [("0010", index.TABLES[:5]), ("0001", index.TABLES[:1])])
def test_the_record_survives_a_way_back_and_forward(back_to: str, indexed: tuple[str, ...]) -> None:
    claim = factories.full_claim(statement="The bridge opened in May.")

    call_command("migrate", "claims", back_to, verbosity=0)
    assert tuple(index.tables_with_words(connection)) == indexed
    assert [table for table in indexed if not index.is_standing(connection, table)] == []
    call_command("migrate", "claims", verbosity=0)

    assert [table for table in index.TABLES if not index.is_standing(connection, table)] == []
    assert not guards.missing(connection)
    assert Claim.objects.newest("bridge", 8) == [claim]
    verify()


@pytest.mark.usefixtures("migrated_again")
def test_an_embargo_that_an_older_version_left_on_a_public_claim_does_not_stop_the_way_forward() -> None:
    claim = factories.ClaimFactory()
    call_command("migrate", "claims", "0014", verbosity=0)
    Claim.objects.filter(pk=claim.pk).update(not_before=timezone.now())

    call_command("migrate", "claims", verbosity=0)

    claim.refresh_from_db()
    assert claim.not_before is None
    verify()


@pytest.mark.usefixtures("migrated_again")
def test_names_that_an_older_version_put_on_record_are_found_without_their_apostrophe() -> None:
    speaker = factories.SpeakerFactory(name="Conan O’Brien", description="of the People's Bridge")
    outlet = factories.OutletFactory(name="L'Avenir", url="https://www.avenir.example/")
    call_command("migrate", "claims", "0017", verbosity=0)
    Speaker.objects.filter(pk=speaker.pk).update(search_text="conan o brien of the people s bridge")
    Outlet.objects.filter(pk=outlet.pk).update(search_text="l avenir avenir example")

    call_command("migrate", "claims", verbosity=0)

    assert list(Speaker.objects.matching("obrien")) == [speaker]
    assert list(Outlet.objects.matching("lavenir")) == [outlet]
    for row in (speaker, outlet):
        row.refresh_from_db()
        assert row.search_text == row.found_by
