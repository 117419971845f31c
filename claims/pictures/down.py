"""A picture from top to bottom for a narrow page: a row for each place, beside them a lane to each that is credited.

All who credit the same place join one lane, so that what goes back to one report is seen to. Who is credited only in
the row above needs none.
"""

from collections.abc import Sequence

from . import rows
from .drawing import NAME_LINE, Box, Label, Picture, height_of, lettered, set_from
from .rows import Edge

WIDTH = 288
#: Between two lanes, and how much the lanes may take of the width; many lie closer together.
_LANE, _MOST_LANES_WIDTH = 14, 84
_GAP, _DOT, _BEND = 14, 12, 6
#: From a dot to the lane nearest to it: room for the head of an arrow.
_NEAREST = 18


def down(labels: Sequence[Label], edges: Sequence[Edge]) -> Picture:
    """The picture, `WIDTH` wide."""
    straight, _turned = rows.without_circles(len(labels), edges)
    order = rows.downwards(len(labels), straight)
    row = {one: at for at, one in enumerate(order)}
    credited_by: dict[int, list[int]] = {}
    for one, other in edges:
        credited_by.setdefault(other, []).append(one)
    to_next = [(by[0], other) for other, by in credited_by.items() if [row[one] + 1 for one in by] == [row[other]]]
    for _one, other in to_next:
        del credited_by[other]
    lanes = _lanes({one: sorted([row[one], *map(row.__getitem__, by)]) for one, by in credited_by.items()})
    count = max(lanes.values(), default=0) + 1
    pitch = min(_LANE, _MOST_LANES_WIDTH / count)
    dots = round((count - 1) * pitch) + _NEAREST + _DOT // 2 + 2
    text_x = dots + _DOT
    words = [lettered(label, WIDTH - text_x) for label in labels]

    tops: dict[int, int] = {}
    at = 0
    for one in order:
        tops[one] = at
        at += height_of(words[one]) + _GAP
    middle = {one: top + NAME_LINE // 2 for one, top in tops.items()}
    boxes = [
        Box(
            label.look,
            dots - _DOT // 2,
            middle[one] - _DOT // 2,
            _DOT,
            _DOT,
            text_x,
            set_from(tops[one], words[one]),
        )
        for one, label in ((one, labels[one]) for one in order)
    ]
    arrows = [
        f"M{dots} {middle[one] + _DOT // 2}V{middle[other] - _DOT // 2 - 1}m-5-7l5 7 5-7" for one, other in to_next
    ]
    for target, by in credited_by.items():
        lane = round(dots - _DOT // 2 - _NEAREST - lanes[target] * pitch)
        arrows.append(_lane(lane, dots - _DOT // 2, [middle[one] for one in by], middle[target]))
    return Picture(WIDTH, at - _GAP, tuple(boxes), tuple(arrows))


def _lanes(spans: dict[int, list[int]]) -> dict[int, int]:
    """For each place that is credited a lane free from the first to the last row it joins, short ones nearest."""
    taken: list[list[tuple[int, int]]] = []
    found: dict[int, int] = {}
    for target, joined in sorted(spans.items(), key=lambda item: (item[1][-1] - item[1][0], item[1][0])):
        first, last = joined[0], joined[-1]
        lane = next(
            (at for at, used in enumerate(taken) if all(last < start or end < first for start, end in used)),
            len(taken),
        )
        if lane == len(taken):
            taken.append([])
        taken[lane].append((first, last))
        found[target] = lane
    return found


def _lane(x: int, dot: int, starts: Sequence[int], end: int) -> str:
    """From the dots at heights `starts` into the lane at `x`, along it, and out to the dot at height `end`."""
    parts = []
    for above, at in [(True, min(starts, default=end)), (False, max(starts, default=end))]:
        if (at < end) == above and at != end:
            turn = _BEND if above else -_BEND
            parts.append(f"M{dot} {at}H{x + _BEND}Q{x} {at} {x} {at + turn}V{end - turn}Q{x} {end} {x + _BEND} {end}")
    joining = [at for at in starts if min(starts) < at < end or end < at < max(starts)]
    parts += [
        f"M{dot} {at}H{x + _BEND}Q{x} {at} {x} {at + (_BEND if at < end else -_BEND)}" for at in sorted(set(joining))
    ]
    return "".join([*parts, f"M{x + _BEND} {end}H{dot - 1}m-7-5l7 5-7 5"])
