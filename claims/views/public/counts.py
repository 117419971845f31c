"""How many claims stand where: in words, each count with the list of just what it counted."""

from dataclasses import dataclass

from django.db.models import Count
from django.http import QueryDict
from django.utils.http import urlencode

from ...models.claims import ClaimQuerySet
from ...vocabulary import Ground, Status
from ...wording import counts_line


@dataclass(frozen=True)
class Counted:
    """A count in words, the query of the list of claims that it counted, and the status that these have."""

    words: str
    query: str
    status: str


def counts_of(claims: ClaimQuerySet, **asked: str) -> list[Counted]:
    """Counts of listed `claims`, which the list of claims finds by what is `asked`, such as `topic="bridges"`."""
    counts = claims.order_by().values_list("status", "ground").annotate(count=Count("pk", distinct=True))
    lines = counts_line(
        {(Status(status), Ground(ground) if ground else None): count for status, ground, count in counts}
    )
    return [
        Counted(words, urlencode(asked | QueryDict(query).dict()), QueryDict(query)["status"]) for words, query in lines
    ]
