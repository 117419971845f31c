"""What every test can ask for. State of the person running the tests (`var/`) is never touched."""

import os
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker

from claims.access import EDITORS
from claims.record import guards

# How fast the machine is says nothing about the program. CI looks at the same examples every time; who works on the
# program gets new ones, and with a failure the line that brings it back.
settings.register_profile(
    "onrecord",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
    print_blob=True,
)
settings.load_profile("onrecord")


def may_change_with_the_database(item: pytest.Item) -> bool:
    uses_it = "db" in item.fixturenames or "transactional_db" in item.fixturenames
    return (uses_it or item.get_closest_marker("django_db") is not None) and item.get_closest_marker("once") is None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL what it cannot change: that ran on SQLite. A test that asks for no database gets none."""
    if connection.vendor == "postgresql":
        config.hook.pytest_deselected(items=[item for item in items if not may_change_with_the_database(item)])
        items[:] = [item for item in items if may_change_with_the_database(item)]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database, with nobody left in it at the end: PostgreSQL does not drop one that is still looked at.

    A browser that is closed leaves its last request to a thread of the test server, which may still be answering it.
    """
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """A database in which transactions are really committed; emptied afterwards.

    Emptying needs the record's guards lifted; Django's own flush puts them up again (`post_migrate`).
    """
    yield
    guards.lift(connection)


@pytest.fixture
def editor(db: None) -> User:
    """An account in the group of editors."""
    user = User.objects.create_user("ava")
    user.groups.add(Group.objects.get_or_create(name=EDITORS)[0])
    return user


@pytest.fixture
def colleague(db: None) -> User:
    """A second editor."""
    user = User.objects.create_user("ben")
    user.groups.add(Group.objects.get_or_create(name=EDITORS)[0])
    return user


@pytest.fixture
def administrator(db: None) -> User:
    """An account that may do everything, and that has a password."""
    return User.objects.create_superuser("root", password="a-long-enough-password")
