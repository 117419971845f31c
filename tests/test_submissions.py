"""What is kept of forms that were accepted."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from claims.models import Submission
from claims.submissions import accept_once, accepted_among

pytestmark = pytest.mark.django_db


def accepted(days_ago: int, *, by: User) -> UUID:
    token = uuid4()
    accept_once(token, lambda: "/desk/", by=by)
    Submission.objects.filter(token=token).update(accepted_at=timezone.now() - timedelta(days=days_ago))
    return token


def test_forms_that_no_browser_asks_about_any_more_are_forgotten_with_the_next_one(editor, colleague):
    old, asked_about, theirs = accepted(31, by=editor), accepted(15, by=editor), accepted(31, by=colleague)

    newest = accepted(0, by=editor)

    assert set(Submission.objects.values_list("token", flat=True)) == {asked_about, theirs, newest}
    assert accepted_among([str(old), str(asked_about)], by=editor) == [str(asked_about)]
