"""The demonstration record: four cases from public sources, in our own words, recorded now about things said then.

It shows what the program is for: a denial that is all there is, a confirmation after a different account, a denial
later overtaken by the same speaker, a story that its publisher withdrew, and a correction of our own. Everything goes
through the workflow, as an editor would do it; nothing is backdated. Quotations are short and say where they are from.
"""

from collections.abc import Callable

from django.contrib.auth.models import User
from django.utils import translation

from ..models import Claim
from ..record import writing
from . import crimea, poland, talks, u2
from .desk import Desk

#: Whose name the demonstration is recorded under, unless another account is given. It cannot sign in.
ACCOUNT = "demonstration"

#: Statements that it records, for saying how far loading is.
CLAIMS = sum(len(case.STATEMENTS) for case in (talks, u2, crimea, poland))


class NotEmptyError(Exception):
    """There are claims already, so that a demonstration would stand among real ones."""


@writing()
def load(*, by: User | None = None, progress: Callable[[Claim], None] = lambda claim: None) -> None:
    """Record the demonstration, all of it or, where anything fails, nothing.

    `progress` is called with each claim once it stands as it shall. `by` None means `account()`. Raises NotEmptyError
    where there is any claim, a draft included.
    """
    if Claim.objects.exists():
        raise NotEmptyError
    desk = Desk(by=by or account(), progress=progress)
    # The cases are in English; generated reasons shall be, too, whatever the site's language.
    with translation.override("en"):
        talks.record(desk)
        u2.record(desk)
        crimea.record(desk)
        poland.record(desk)


def account() -> User:
    """The account under whose name the demonstration is recorded, made if need be: inactive, without a password."""
    user = User.objects.filter(username=ACCOUNT).first()
    if user is None:
        user = User.objects.create_user(ACCOUNT, is_active=False)
    return user
