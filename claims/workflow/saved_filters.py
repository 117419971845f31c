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
def save_filter(*, name: str, query: str, by: User) -> SavedFilter:
    """Keep a queue's query string under a name.

    Raises ValidationError where the name is taken, they are too many, or the query is too long.
    """
    if SavedFilter.objects.filter(editor=by).count() >= MOST_FILTERS:
        raise ValidationError(
            _("You have %(most)d saved filters already. Remove one first."), "too_many", {"most": MOST_FILTERS}
        )
    if len(query) > LONGEST_QUERY:
        raise ValidationError(
            _("What the queue is narrowed to is too long to be saved. Look for fewer words, then save it."), "too_long"
        )
    saved = SavedFilter(editor=by, name=name.strip(), query=query)
    saved.full_clean()
    saved.save(force_insert=True)
    return saved


@writing()
def remove_filter(saved: SavedFilter, *, by: User) -> None:
    """Forget a saved filter of one's own."""
    SavedFilter.objects.filter(pk=saved.pk, editor=by).delete()
