"""What a landmark is for: each is joined to the mark, by a line of the construction or by one of its own."""

from __future__ import annotations

from itertools import pairwise
from math import dist
from typing import TYPE_CHECKING

from atlas.layout import DOT, HALO, Stroke
from atlas.place import Pt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NEAR = 5.0  # lines as near as this to each other are seen to meet
NOTHING = 1e-9


def ties_of(target: Pt, dots: Iterable[Pt], strokes: Sequence[Stroke]) -> tuple[Stroke, ...]:
    """Return a line to the mark for every landmark from which no other line leads there."""
    reached = reach(target, strokes)
    return tuple(
        Stroke("tie", (_towards(dot, target, DOT), _towards(target, dot, HALO)))
        for dot in dots
        if dist(dot, target) > HALO + DOT and not any(off(stroke, dot) < NEAR for stroke in reached)
    )


def reach(target: Pt, strokes: Sequence[Stroke]) -> list[Stroke]:
    """Return the lines that lead to the mark, by way of each other."""
    found = [stroke for stroke in strokes if off(stroke, target) < HALO + DOT]
    for stroke in found:
        found += [one for one in strokes if one not in found and _meet(one, stroke)]
    return found


def off(stroke: Stroke, at: Pt) -> float:
    """Return how far a place is from a line."""
    return min(dist(at, _nearest(at, a, b)) for a, b in pairwise(stroke.points))


def _meet(one: Stroke, other: Stroke) -> bool:
    return any(off(a, p) < NEAR for a, b in ((one, other), (other, one)) for p in b.points)


def _nearest(at: Pt, a: Pt, b: Pt) -> Pt:
    way = Pt(b.x - a.x, b.y - a.y)
    long = way.x * way.x + way.y * way.y
    t = ((at.x - a.x) * way.x + (at.y - a.y) * way.y) / long if long > NOTHING else 0.0
    t = min(max(t, 0.0), 1.0)
    return Pt(a.x + way.x * t, a.y + way.y * t)


def _towards(at: Pt, other: Pt, far: float) -> Pt:
    t = far / dist(at, other)
    return Pt(at.x + (other.x - at.x) * t, at.y + (other.y - at.y) * t)
