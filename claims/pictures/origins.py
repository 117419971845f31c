"""Where a claim comes from, drawn: its articles, whom they credit, down to the first known sources."""

from dataclasses import dataclass

from ..crediting import Place, crediting
from ..reading import ClaimReading
from ..wording import origins as words
from .across import across
from .down import down
from .drawing import Label, Picture

#: Up to so many places that stand in chains of their own are read faster than looked at.
_FEW = 6


@dataclass(frozen=True)
class OriginsPicture:
    """The same places and credits twice: `down` a narrow page, and `across` a wide one where they have room there.

    `description` is for who cannot see it. `circles` says in plain words what is not to be overlooked in it,
    `left_out` what is not in it.
    """

    down: Picture
    across: Picture | None
    description: str
    circles: tuple[str, ...]
    left_out: str


def picture_of_origins(claim: ClaimReading) -> OriginsPicture | None:
    """The picture; None where there is nothing to see that the chains in words do not show as well."""
    found = crediting(claim)
    if not (found.meets or found.circles or len(found.places) > _FEW):
        return None
    at = {place.key: number for number, place in enumerate(found.places)}
    labels = [Label(_look(place), words.place_name(place), words.place_notes(place, found)) for place in found.places]
    edges = [(at[one], at[other]) for one, other in found.credits]
    return OriginsPicture(
        down(labels, edges),
        across(labels, edges, [at[place.key] for place in found.places if place.is_source]),
        words.picture_description(claim, found),
        tuple(words.circle_lines(found)),
        words.left_out_line(found),
    )


def _look(place: Place) -> str:
    if place.is_source:
        return "source"
    if place.is_not_said:
        return "unsaid"
    if place.folded:
        return "more"
    return "ran" if place.articles else "credited"
