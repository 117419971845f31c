"""Query strings into rows. An invalid one finds nothing and says why; it never widens what is found."""

from .approaches import ApproachFilter
from .numbers import COUNT_CAP, capped
from .public import PAGE_SIZE, ClaimFilter, Page
from .queue import ASKED, QueueFilter, Tab, queue_tabs

__all__ = [
    "ASKED",
    "COUNT_CAP",
    "PAGE_SIZE",
    "ApproachFilter",
    "ClaimFilter",
    "Page",
    "QueueFilter",
    "Tab",
    "capped",
    "queue_tabs",
]
