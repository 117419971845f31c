"""What tests of pages can ask for."""

import pytest
from django.contrib.auth.models import User
from django.test import Client


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    """The browser of the editor, signed in."""
    client.force_login(editor)
    return client
