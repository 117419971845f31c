import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from pytest_django import Settings

PASSWORD = "a-long-enough-password"


@pytest.fixture(autouse=True)
def nothing_counted_yet(settings: Settings) -> None:
    """Sign-in attempts are counted in the cache; passwords take no time to check."""
    cache.clear()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def ava(editor: User) -> User:
    """The editor, who has a password."""
    editor.set_password(PASSWORD)
    editor.save()
    return editor
