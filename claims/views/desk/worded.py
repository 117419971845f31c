"""Forms about claims, and the words of these claims as they were shown: a colleague may word them anew meanwhile."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ...forms.base import DeskForm
from ...models import Claim
from ...record.authors import last_wording
from ...vocabulary import Change
from ...workflow import Reworded
from .fragments import who_and_when


@dataclass(frozen=True, kw_only=True)
class Told:
    """A claim worded anew: `title` says by whom; `before` is what the form was about, `now` what it would be about."""

    title: str
    before: str
    now: str


@dataclass(frozen=True, kw_only=True)
class Retold:
    """What a form is shown again with where nothing was done: claims worded anew, or whose words it came without."""

    claims: list[Told]

    @property
    def heading(self) -> str:
        if any(one.before for one in self.claims):
            return _("The wording has changed. What you typed is kept, and not saved yet.")
        return _("Read the wording first. What you typed is kept, and not saved yet.")


class Wordings:
    """How claims were worded where a form about them was shown. The form sends this along, in a hidden field of each.

    `retold` is what the editor is told of claims worded anew meanwhile, if any. The form then carries their new words,
    so that whoever has read them can send it as it is.
    """

    def __init__(self, data: QueryDict | None = None) -> None:
        data = data or QueryDict()
        self._sent = {name: str(data[name]) for name in data if name.startswith("worded-")}
        self.retold: Retold | None = None

    def sent(self, claim: Claim) -> str:
        """How the claim was worded where the form was shown; empty where the form came without."""
        return self._sent.get(_name(claim), "")

    def sent_of(self, claims: Iterable[Claim]) -> dict[int, str]:
        """The same of several, by number."""
        return {claim.pk: self.sent(claim) for claim in claims}

    def field(self, claim: Claim) -> SafeString:
        """The hidden field: what was sent stays until the editor is told of other words."""
        return format_html(
            '<input type="hidden" name="{}" value="{}">', _name(claim), self.sent(claim) or claim.statement
        )

    def beside(self, claim: Claim) -> dict[str, Any]:
        """What the page of a form about one claim shows of its words."""
        return {"claim": claim, "worded": self.field(claim), "reworded": self.retold}

    def accept(self, form: DeskForm, act: Callable[[], str], *, by: User) -> str | None:
        """Like `form.accept`, but where `act` finds a claim worded anew, nothing is done, and `retold` says so."""
        try:
            return form.accept(act, by=by)
        except Reworded as reworded:
            claims = list(Claim.objects.filter(pk__in=reworded.shown).order_by("pk"))
            self.retold = Retold(claims=[_told(claim, reworded.shown[claim.pk], by=by) for claim in claims])
            self._sent |= {_name(claim): claim.statement for claim in claims}
        return None

    def status(self, form: DeskForm) -> int:
        """The status code of a page that shows `form`, again or for the first time."""
        return 409 if self.retold else 422 if form.is_bound else 200


def _name(claim: Claim) -> str:
    return f"worded-{claim.pk}"


def _told(claim: Claim, before: str, *, by: User) -> Told:
    return Told(title=_who_reworded(claim, before, by=by), before=before, now=claim.statement)


def _who_reworded(claim: Claim, before: str, *, by: User) -> str:
    """Who worded it anew, and how long ago, as far as that is known."""
    if not before:
        return _("This form came without the words of claim %(number)d.") % {"number": claim.pk}
    newest = last_wording(claim)
    if newest is None or newest.change != Change.REWORDED:
        return _("Claim %(number)d was reworded while you were writing.") % {"number": claim.pk}
    names: dict[str, Any] = {"number": claim.pk, **who_and_when(newest.by, newest.at)}
    if newest.by == by:
        return _("You reworded claim %(number)d on another page %(ago)s.") % names
    return _("%(who)s reworded claim %(number)d %(ago)s.") % names
