"""The places of a picture put in order: credits that go round turned, places in layers, layers without many crossings.

Everything here is about numbers: place `i` and credits as pairs of such numbers. The same places and credits always
give the same order.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

type Edge = tuple[int, int]


def without_circles(count: int, edges: Iterable[Edge]) -> tuple[list[Edge], set[Edge]]:
    """The edges with those turned that close a circle, and which of the edges given these are."""
    after = _neighbours(edges)
    turned: set[Edge] = set()
    seen: set[int] = set()
    on_path: set[int] = set()

    def visit(one: int) -> None:
        seen.add(one)
        on_path.add(one)
        for other in after[one]:
            if other in on_path:
                turned.add((one, other))
            elif other not in seen:
                visit(other)
        on_path.discard(one)

    credited = {other for _one, other in edges}
    for start in sorted(range(count), key=lambda one: (one in credited, one)):
        if start not in seen:
            visit(start)
    straight = dict.fromkeys((other, one) if (one, other) in turned else (one, other) for one, other in edges)
    return list(straight), turned


def downwards(count: int, edges: Sequence[Edge]) -> list[int]:
    """The places so that each comes after all that credit it, and near to them. `edges` are without circles."""
    before = _neighbours((other, one) for one, other in edges)
    ends = [one for one in range(count) if one not in {first for first, _other in edges}]
    order: dict[int, None] = {}

    def visit(one: int) -> None:
        if one in order:
            return
        for other in before[one]:
            visit(other)
        order[one] = None

    for end in ends:
        visit(end)
    return list(order)


def layers(order: Sequence[int], edges: Sequence[Edge], last: Iterable[int]) -> dict[int, int]:
    """For each place the length of the longest chain that leads to it; those of `last` together in the last layer."""
    before = _neighbours((other, one) for one, other in edges)
    layer: dict[int, int] = {}
    for one in order:
        layer[one] = max((layer[other] + 1 for other in before[one]), default=0)
    end = max(layer.values(), default=0)
    for one in last:
        if before[one]:
            layer[one] = end
    return layer


def untangled(rows: list[list[int]], edges: Sequence[Edge]) -> list[list[int]]:
    """The rows, each put in the order of the middles of its neighbours as long as that makes fewer crossings."""
    best, fewest = [list(row) for row in rows], crossings(rows, edges)
    after, before = _neighbours(edges), _neighbours((other, one) for one, other in edges)
    rows = [list(row) for row in rows]
    for sweep in range(8):
        forwards = sweep % 2 == 0
        fixed, neighbours = (rows[:-1], before) if forwards else (rows[:0:-1], after)
        moved = rows[1:] if forwards else rows[-2::-1]
        for fixed_row, row in zip(fixed, moved, strict=True):
            at = {one: place for place, one in enumerate(fixed_row)}
            middles = {one: _middle([at[n] for n in neighbours[one] if n in at], row.index(one)) for one in row}
            row.sort(key=middles.__getitem__)
        found = crossings(rows, edges)
        if found < fewest:
            best, fewest = [list(row) for row in rows], found
    return best


def _middle(places: Sequence[int], otherwise: float) -> float:
    return sum(places) / len(places) if places else otherwise


def crossings(rows: Sequence[Sequence[int]], edges: Sequence[Edge]) -> int:
    """How many pairs of edges cross, drawn between neighbouring rows."""
    at = {one: (row, place) for row, members in enumerate(rows) for place, one in enumerate(members)}
    spans = [(at[one][0], at[one][1], at[other][1]) for one, other in edges]
    return sum(
        row == other_row and (start - other_start) * (end - other_end) < 0
        for index, (row, start, end) in enumerate(spans)
        for other_row, other_start, other_end in spans[:index]
    )


def _neighbours(edges: Iterable[Edge]) -> defaultdict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in edges:
        found[one].append(other)
    return found


def spread(wished: Sequence[float], heights: Sequence[float], gap: float, most: float) -> list[float]:
    """Where each of a column begins: as near as can be to where it is wished, `gap` apart and within `most`.

    `most` has room for all of them.
    """
    tops: list[float] = []
    free = 0.0
    for wish, height in zip(wished, heights, strict=True):
        tops.append(max(wish, free))
        free = tops[-1] + height + gap
    limit = most
    for at in reversed(range(len(tops))):
        tops[at] = min(tops[at], limit - heights[at])
        limit = tops[at] - gap
    return tops
