"""A picture from left to right: layers of boxes, the articles first, and an arrow for each credit."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from . import rows
from .drawing import Box, Label, Picture, height_of, lettered, set_from
from .rows import Edge

#: Width of a box and of the space between two layers, by how many layers there are; more have no place on a page.
_WIDTHS = {2: (320, 120), 3: (240, 88), 4: (196, 48)}
_GAP, _PADDING, _STROKE = 12, 8, 2
#: What an arrow keeps free where it passes a layer, and how far two arrows between the same boxes are apart.
_PASSING, _APART = 8, 8


def across(labels: Sequence[Label], edges: Sequence[Edge], last: Iterable[int]) -> Picture | None:
    """The picture; None where a chain has more steps than there is room for, or nobody credits anybody.

    `last` are places to stand in the last layer, if nothing comes after them.
    """
    straight, turned = rows.without_circles(len(labels), edges)
    order = rows.downwards(len(labels), straight)
    credits = {one for one, _other in straight}
    layer = rows.layers(order, straight, [one for one in last if one not in credits])
    count = max(layer.values(), default=0) + 1
    if count not in _WIDTHS:
        return None
    width, between = _WIDTHS[count]
    words = [lettered(label, width - 2 * _PADDING - 2 * _STROKE) for label in labels]
    heights = dict(enumerate(height_of(lines) + 2 * _PADDING for lines in words))

    # An edge past a layer goes through it at a place without a box.
    stations: dict[Edge, list[int]] = {}
    columns: list[list[int]] = [[one for one in order if layer[one] == at] for at in range(count)]
    for one, other in straight:
        stations[one, other] = [one]
        for at in range(layer[one] + 1, layer[other]):
            passing = len(heights)
            heights[passing] = _PASSING
            columns[at].append(passing)
            stations[one, other].append(passing)
        stations[one, other].append(other)
    short = [step for path in stations.values() for step in pairwise(path)]
    columns = rows.untangled(columns, short)
    tops = _tops(columns, heights, short)
    height = max(tops[one] + heights[one] for one in tops)

    left = {one: at * (width + between) for at, column in enumerate(columns) for one in column}
    middle = {one: round(tops[one] + heights[one] / 2) for one in tops}
    boxes = [
        Box(
            label.look,
            left[one] + _STROKE // 2,
            round(tops[one]) + _STROKE // 2,
            width - _STROKE,
            heights[one],
            left[one] + _PADDING + _STROKE,
            set_from(round(tops[one]) + _PADDING + _STROKE // 2, words[one]),
        )
        for one, label in enumerate(labels)
    ]
    # Where an arrow comes back, what goes and what comes keep apart.
    returned_to, returning = {other for _one, other in turned}, {one for one, _other in turned}
    arrows = []
    for (one, other), path in stations.items():
        points = [(left[at], left[at] + width, middle[at]) for at in path]
        if (one, other) in edges:
            asides = (-_APART if one in returned_to else 0, -_APART if other in returning else 0)
            arrows.append(_arrow(points, asides, backwards=False))
        if (other, one) in turned:
            arrows.append(_arrow(points, (_APART, _APART), backwards=True))
    full = count * width + (count - 1) * between
    return Picture(full, round(height) + _STROKE, tuple(boxes), tuple(arrows), count)


def _tops(columns: list[list[int]], heights: dict[int, int], edges: Sequence[Edge]) -> dict[int, float]:
    """Where each box begins: near the middle of those it is tied to, in a few passes to and fro."""
    most = float(max(sum(heights[one] for one in column) + _GAP * (len(column) - 1) for column in columns))
    tops: dict[int, float] = {}
    for column in columns:
        at = 0.0
        for one in column:
            tops[one] = at
            at += heights[one] + _GAP
    ties: dict[int, list[int]] = {one: [] for one in tops}
    for one, other in edges:
        ties[one].append(other)
        ties[other].append(one)
    column_of = {one: at for at, column in enumerate(columns) for one in column}
    for forwards in (True, False, True, False, True):
        for at, column in list(enumerate(columns))[:: 1 if forwards else -1]:
            side = at - 1 if forwards else at + 1
            wished = []
            for one in column:
                middles = [tops[n] + heights[n] / 2 for n in ties[one] if column_of[n] == side]
                wished.append(sum(middles) / len(middles) - heights[one] / 2 if middles else tops[one])
            found = rows.spread(wished, [heights[one] for one in column], _GAP, most)
            tops |= dict(zip(column, found, strict=True))
    above = min(tops.values())
    return {one: top - above for one, top in tops.items()}


def _arrow(points: Sequence[tuple[int, int, int]], asides: tuple[int, int], *, backwards: bool) -> str:
    """The path of one edge through `points` (left, right, middle of each box), with a head at where it goes.

    At its ends it is so far below the middle as `asides` say. Where it is drawn `backwards` the head is at its first
    point.
    """
    (_, x, y), *others = points
    start = x, y + asides[0]
    x, y = start
    parts = [f"M{x} {y}"]
    for at, (left, right, middle) in enumerate(others):
        is_end = at == len(others) - 1
        y_next = middle + (asides[1] if is_end else 0)
        bend = (x + left) // 2
        parts.append(f"H{left}" if y == y_next else f"C{bend} {y} {bend} {y_next} {left} {y_next}")
        if not is_end:
            parts.append(f"H{right}")
        x, y = right, y_next
    end = others[-1][0], y
    head = f"M{start[0] + 8} {start[1] - 5}l-7 5 7 5" if backwards else f"M{end[0] - 8} {end[1] - 5}l7 5-7 5"
    return "".join([*parts, head])
