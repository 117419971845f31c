"""Each form is accepted once: a double click or a retry after a lost answer changes nothing more.

What was changed before it was sent again is no retry: whoever sends that is told that it was not saved.
"""

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from .models import Submission
from .record import writing

#: For how long it is kept that a form was accepted. Browsers ask for the fourteen days that `kept.js` keeps things.
KEPT_FOR = timedelta(days=30)


class SentBefore(ValidationError):
    """The token of a form that was accepted, with something else in it."""


#: Of forms accepted before it was kept.
NOT_KEPT = ""
#: What is not typed, and may be another when the same is sent again.
_NOT_TYPED = {"csrfmiddlewaretoken", "once"}


def digest_of(data: QueryDict, files: MultiValueDict[str, UploadedFile]) -> str:
    """What stands for everything a form sent; of a file its name and size. Programs end lines in their own ways."""
    sent: dict[str, list[Any]] = {
        name: [one.replace("\r\n", "\n") for one in values] for name, values in data.lists() if name not in _NOT_TYPED
    }
    sent |= {name: [[file.name, file.size] for file in values] for name, values in files.lists()}
    return sha256(json.dumps(sent, sort_keys=True).encode()).hexdigest()


def accept_once(token: UUID, act: Callable[[], str], *, by: User, digest: str = NOT_KEPT) -> str:
    """Run `act` and return the path it leads to; for a token accepted before, only return where that led.

    The token is stored in the transaction of the act itself, so either both are kept or neither; those of the account
    that no browser asks about any more go. Raises ValidationError for a token that another account has used, and
    SentBefore where what was accepted with it has another `digest`.
    """
    try:
        with writing():
            submission = Submission(token=token, user=by, location="", digest=digest)
            submission.save(force_insert=True)
            submission.location = act()
            submission.save(update_fields=["location"])
            Submission.objects.filter(user=by, accepted_at__lt=timezone.now() - KEPT_FOR).delete()
    except IntegrityError as error:
        accepted = Submission.objects.filter(token=token).first()
        if accepted is None:
            raise
        if accepted.user_id != by.pk:
            raise ValidationError(_("This form came with a used token. Load the page again."), code="token") from error
        if accepted.digest not in {NOT_KEPT, digest}:
            raise SentBefore(
                _(
                    "This was saved already, as it was first sent. What you changed in it since is not saved: "
                    "see what is on record, and send it again to save this, too."
                ),
                code="sent_before",
            ) from error
        return accepted.location
    return submission.location


#: As many tokens are asked about at once; a browser sends the newest of a form.
MOST_ASKED = 20


def accepted_among(tokens: Iterable[str], *, by: User) -> list[str]:
    """Those of `tokens` with which a form of this account was accepted; what is no token is left out."""
    asked = []
    for token in list(tokens)[:MOST_ASKED]:
        with suppress(ValueError):
            asked.append(UUID(token))
    found = Submission.objects.filter(token__in=asked, user=by).values_list("token", flat=True)
    return sorted(str(token) for token in found)


def accepted_before(request: HttpRequest, *, by: User) -> str | None:
    """Where a posted form led if it was accepted before, so that what has changed since cannot make its retry fail.

    None for one in which something was changed after that: see `SentBefore`.
    """
    try:
        token = UUID(request.POST.get("once", ""))
    except ValueError:
        return None
    accepted = Submission.objects.filter(
        token=token, user=by, digest__in=[NOT_KEPT, digest_of(request.POST, request.FILES)]
    )
    return accepted.values_list("location", flat=True).first()
