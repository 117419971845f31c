"""What the desk keeps about a claim for itself: whom it is assigned to, notes, who has it open.

None of it is in the record, none changes a claim's version, and nobody outside the desk ever sees any.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from ..access import is_editor
from ..models import Claim, Note, Presence
from ..record import writing

#: An editor whose page has not been heard of for so long has left it.
GONE_AFTER = timedelta(seconds=90)
#: A page is not noted anew more often than this: reading is free, writing waits for the others who write.
NOTED_FOR = timedelta(seconds=25)
#: For how long it is kept when an editor had which claims open.
KEPT_FOR = timedelta(days=1)


@writing()
def assign_claims(claims: Iterable[int], *, to: User | None) -> int:
    """Assign the claims of these numbers to `to`, or to nobody. Returns how many had someone else before, or nobody.

    All or none: raises ValidationError where one is not on the desk any more, or `to` is no editor.
    """
    wanted = set(claims)
    if to is not None and not is_editor(to):
        raise ValidationError(_("%(name)s is not an editor."), code="editor", params={"name": to.get_username()})
    check_on_desk(wanted)
    before = dict(Claim.objects.filter(pk__in=wanted).values_list("pk", "assigned_to"))
    new = to.pk if to else None
    changed = [pk for pk, assigned in before.items() if assigned != new]
    Claim.objects.filter(pk__in=changed).update(assigned_to=to)
    return len(changed)


def check_on_desk(claims: set[int]) -> None:
    """Raise ValidationError, saying which, where one of these numbers is no draft or public claim."""
    if gone := claims - set(Claim.objects.on_desk().filter(pk__in=claims).values_list("pk", flat=True)):
        raise ValidationError(
            _("Claim %(number)d is no longer on the desk: it was withdrawn, merged or discarded. Nothing was changed."),
            code="gone",
            params={"number": min(gone)},
        )


@writing()
def add_note(claim: Claim, *, text: str, by: User) -> Note:
    """Tell the other editors something about a claim. Raises ValidationError for a note without words."""
    note = Note(claim=claim, text=text.strip(), made_by=by)
    note.full_clean(exclude=["claim", "made_by"])
    note.save(force_insert=True)
    return note


@writing()
def remove_note(note: Note, *, by: User) -> None:
    """Delete a note: its author only."""
    if note.made_by_id != by.pk:
        raise ValidationError(_("Only who wrote a note can remove it."), code="not_author")
    note.delete()


def note_presence(claim: Claim, *, by: User) -> None:
    """Keep in mind that `by` has the claim's page open now. Writes nothing where that was noted a moment ago."""
    now = timezone.now()
    noted = Presence.objects.filter(claim=claim, editor=by).first()
    if noted is not None and now - noted.seen_at < NOTED_FOR:
        return
    opened_at = noted.opened_at if noted is not None and now - noted.seen_at < GONE_AFTER else now
    with writing():
        Presence.objects.update_or_create(claim=claim, editor=by, defaults={"opened_at": opened_at, "seen_at": now})
        if noted is None:
            Presence.objects.filter(editor=by, seen_at__lt=now - KEPT_FOR).delete()
