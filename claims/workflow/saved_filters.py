"""The queues an editor comes back to. Theirs alone, and never in the record."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..models import SavedFilter
from ..models.desk import LONGEST_QUERY
from ..record import writing

#: As many as one looks through.
MOST_FILTERS = 40


@writing()
def save_filter(*, name: str, query: str, by: User, replacing: bool = False) -> SavedFilter:
    """Keep a queue's query string under a name, with `replacing` instead of what has that name.

    Raises ValidationError where the name is taken (code "taken"), they are too many, or the query is too long.
    """
    name = name.strip()
    mine = SavedFilter.objects.filter(editor=by)
    saved = mine.filter(name=name).first()
    if saved and not replacing:
        taken = _("You have a filter of this name. Replace it, or choose another name.")
        raise ValidationError({"name": ValidationError(taken, "taken")})
    if not saved and mine.count() >= MOST_FILTERS:
        raise ValidationError(
            _("You have %(most)d saved filters already. Remove one first."), "too_many", {"most": MOST_FILTERS}
        )
    if len(query) > LONGEST_QUERY:
        raise ValidationError(
            _("What the queue is narrowed to is too long to be saved. Look for fewer words, then save it."), "too_long"
        )
    saved = saved or SavedFilter(editor=by, name=name)
    saved.query = query
    saved.full_clean()
    saved.save()
    return saved


@writing()
def remove_filter(saved: SavedFilter, *, by: User) -> None:
    """Forget a saved filter of one's own."""
    SavedFilter.objects.filter(pk=saved.pk, editor=by).delete()
