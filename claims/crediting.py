"""Who credits whom for a claim: its articles by outlet, whom they credit, and the first known sources, each once.

Nine articles that all go back to one report are nine places with a credit to a tenth. Made from readings only; put
into words by `claims.wording` and drawn by `claims.pictures`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from .reading import AppearanceReading, ArticleReading, AttributionReading, ClaimReading, OriginReading, OutletReading
from .vocabulary import OriginKind

#: With more places the picture would be too high to be looked at as a whole; what is left out is said to be.
MOST_PLACES = 24
#: How many that give the same credits are shown one by one, and from how many on the others are shown as one place.
SHOWN_OF_SAME, SAME_FROM = 3, 5

type Key = tuple[object, ...]
type Path = tuple[Key, ...]


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the claim came through: an outlet with its articles of it, a first known source, or what is not said.

    An outlet without articles was only credited. An article of an unknown publisher is a place of its own. `words`
    are those of a credit that leads neither to an outlet nor to a source. `folded` are places drawn as one, as they
    give the same credits; `reached_by` says for a source how many articles go back to it.
    """

    key: Key
    outlet: OutletReading | None = None
    articles: tuple[ArticleReading, ...] = ()
    copies: int = 0
    origin: OriginReading | None = None
    reached_by: int = 0
    words: str = ""
    folded: tuple["Place", ...] = ()

    @property
    def is_source(self) -> bool:
        """Whether it is a first known source; one that is not said is none."""
        return self.origin is not None and self.origin.kind != OriginKind.NOT_SAID

    @property
    def is_not_said(self) -> bool:
        return not (self.outlet or self.articles or self.folded or self.is_source)

    @property
    def article_count(self) -> int:
        """How many articles carry the claim here, copies of their text included."""
        return len(self.articles) + self.copies + sum(place.article_count for place in self.folded)


@dataclass(frozen=True, kw_only=True)
class Crediting:
    """The places to be shown, articles before whom they credit, and which of them credits which.

    `circles` are places that credit each other, directly or through others, with whether any of them goes back to a
    first known source. `left_out` counts chains that found no room among the places.
    """

    places: tuple[Place, ...]
    credits: tuple[tuple[Key, Key], ...]
    circles: tuple["Circle", ...]
    left_out: int

    @property
    def meets(self) -> bool:
        """Whether chains meet: at a place that two credit, or that carries the claim and is credited for it."""
        credited = Counter(other for _one, other in self.credits)
        return any(credited[place.key] > (0 if place.articles else 1) for place in self.places)


@dataclass(frozen=True)
class Circle:
    """Places that all go back to each other."""

    places: tuple[Place, ...]
    has_source: bool


def crediting(claim: ClaimReading) -> Crediting:
    """Who credits whom, for what is on record and was not taken back."""
    places, paths = _read(claim)
    after = _after(paths)
    circles = [
        Circle(tuple(places[key] for key in circle), _leads_to_source(circle[0], places, after))
        for circle in _circles(places, after)
    ]
    circular = {place.key for circle in circles for place in circle.places}
    drawn, left_out = _chosen(_folded(paths, _folds(places, paths), places), places, circular)
    shown = {key for path in drawn for key in path}
    return Crediting(
        places=tuple(place for key, place in places.items() if key in shown),
        credits=tuple(dict.fromkeys(step for path in drawn for step in pairwise(path))),
        circles=tuple(circles),
        left_out=left_out,
    )


# Reading


def _read(claim: ClaimReading) -> tuple[dict[Key, Place], list[Path]]:
    """All places, those of articles first and each by when it is first heard of, and the path of each appearance."""
    ran = sorted((ran for ran in claim.ran if not ran.appearance.retraction), key=lambda ran: _age(ran.appearance))
    credited = {step.outlet.id for one in ran for step in one.appearance.attributions if step.outlet}
    places: dict[Key, Place] = {}
    ends: dict[Key, Place] = {}
    paths: dict[Path, None] = {}
    for one in ran:
        start = _publisher(one.appearance.article)
        _add_article(places, start, one.appearance.article)
        for copy in one.copies:
            # A copy is drawn as a place only where someone credits its outlet: that credit goes on to the original.
            at = _publisher(copy.article)
            if copy.article.outlet and copy.article.outlet.id in credited and at.key != start.key:
                _add_article(places, at, copy.article)
                paths[at.key, start.key] = None
            else:
                places[start.key] = replace(places[start.key], copies=places[start.key].copies + 1)
        path = [start.key]
        for step in one.appearance.attributions:
            for place in _credited(step, path[-1]):
                ends.setdefault(place.key, place)
                if place.key != path[-1]:
                    path.append(place.key)
        paths[tuple(path)] = None
    reached = _reached(claim)
    for key, place in ends.items():
        number = reached.get(place.origin.id, 0) if place.origin else 0
        places.setdefault(key, replace(place, reached_by=number))
    return places, list(paths)


def _age(appearance: AppearanceReading) -> tuple[bool, str, int]:
    published = appearance.article.published_at
    return published is None, str(published or ""), appearance.id


def _publisher(article: ArticleReading) -> Place:
    if article.outlet:
        return Place(key=("outlet", article.outlet.id), outlet=article.outlet)
    return Place(key=("article", article.id))


def _add_article(places: dict[Key, Place], place: Place, article: ArticleReading) -> None:
    known = places.setdefault(place.key, place)
    if article.id not in {one.id for one in known.articles}:
        places[place.key] = replace(known, articles=(*known.articles, article))


def _credited(step: AttributionReading, before: Key) -> Iterable[Place]:
    """The places of one step. What is not said is a place for each who does not say it: nobody knows it is the same."""
    if step.outlet:
        yield Place(key=("outlet", step.outlet.id), outlet=step.outlet)
        before = ("outlet", step.outlet.id)
    if step.origin and step.origin.kind != OriginKind.NOT_SAID:
        yield Place(key=("origin", step.origin.id), origin=step.origin)
    elif step.origin or not step.outlet:
        yield Place(key=("not said", before, step.words), origin=step.origin, words=step.words)


def _reached(claim: ClaimReading) -> dict[int, int]:
    """How many articles go back to each source, by its number."""
    articles: dict[int, set[int]] = defaultdict(set)
    for appearance in claim.appearances:
        if appearance.origin and not appearance.retraction:
            articles[appearance.origin.id].add(appearance.article.id)
    return {origin: len(found) for origin, found in articles.items()}


def _after(paths: Iterable[Path]) -> dict[Key, dict[Key, None]]:
    """Whom each place credits, in the order in which it is first heard of."""
    after: dict[Key, dict[Key, None]] = defaultdict(dict)
    for path in paths:
        for one, other in pairwise(path):
            after[one][other] = None
    return after


# Circles


def _reachable(key: Key, after: Mapping[Key, Iterable[Key]]) -> set[Key]:
    """What `key` goes back to, through any number of credits; itself only where it does so in a circle."""
    found: set[Key] = set()
    waiting = list(after.get(key, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(after.get(one, ()))
    return found


def _circles(places: Iterable[Key], after: Mapping[Key, Iterable[Key]]) -> list[list[Key]]:
    reachable = {key: _reachable(key, after) for key in places}
    circles: list[list[Key]] = []
    for key, found in reachable.items():
        if key in found and not any(key in circle for circle in circles):
            circles.append([other for other in reachable if other in found and key in reachable[other]])
    return circles


def _leads_to_source(key: Key, places: Mapping[Key, Place], after: Mapping[Key, Iterable[Key]]) -> bool:
    return any(places[found].is_source for found in _reachable(key, after))


# What is shown


def _folds(places: Mapping[Key, Place], paths: Iterable[Path]) -> list[Place]:
    """For places that nobody credits and that give the same credits, one place instead of all but the first few."""
    credited = {key for path in paths for key in path[1:]}
    given: dict[Key, set[Path]] = defaultdict(set)
    for path in paths:
        given[path[0]].add(tuple(_NOT_SAID if _is_not_said(key) else key for key in path[1:]))
    same: dict[frozenset[Path], list[Place]] = defaultdict(list)
    for place in places.values():
        if place.articles and place.key not in credited:
            same[frozenset(given[place.key])].append(place)
    return [
        Place(key=("more", group[0].key), folded=tuple(group[SHOWN_OF_SAME:]))
        for group in same.values()
        if len(group) >= SAME_FROM
    ]


_NOT_SAID: Key = ("not said",)


def _is_not_said(key: Key) -> bool:
    return key[:1] == _NOT_SAID


def _folded(paths: Iterable[Path], folds: Iterable[Place], places: dict[Key, Place]) -> dict[Path, set[Path]]:
    """The paths as they are shown, from the place that stands for several; each with those it stands for."""
    stand_ins = {place.key: fold.key for fold in folds for place in fold.folded}
    places |= {fold.key: fold for fold in folds}
    found: dict[Path, set[Path]] = defaultdict(set)
    for path in paths:
        first = stand_ins.get(path[0])
        if first is None:
            found[path].add(path)
            continue
        # What is not said by several, each in words of its own, is shown without words.
        rest = [(*_NOT_SAID, first, at) if _is_not_said(key) else key for at, key in enumerate(path[1:])]
        places |= {key: Place(key=key) for key in rest if _is_not_said(key)}
        found[first, *rest].add(path)
    return found


def _chosen(paths: Mapping[Path, set[Path]], places: Mapping[Key, Place], circular: set[Key]) -> tuple[list[Path], int]:
    """The paths there is room for, circles and those of the most articles first; and how many chains have none."""

    def weight(path: Path) -> tuple[bool, int, int]:
        return circular.isdisjoint(path), -places[path[0]].article_count, len(path)

    shown: set[Key] = set()
    chosen: set[Path] = set()
    for path in sorted(paths, key=weight):
        if len(shown.union(path)) <= MOST_PLACES:
            shown.update(path)
            chosen.add(path)
    return [path for path in paths if path in chosen], sum(len(paths[path]) for path in paths if path not in chosen)
