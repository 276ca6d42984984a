"""What lies under the words of a picture: the lines of a plate, and the body."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil, hypot
from typing import TYPE_CHECKING, NamedTuple

from atlas.outline import lines_of
from atlas.place import Box, Pt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from atlas.outline import Contour

CELL = 6.0  # pixels of the plate: about two of the sheet's units


@dataclass(frozen=True, slots=True)
class Ground:
    """A plate in cells. A row is a number with a bit for each cell that a line crosses, or the body fills."""

    lines: tuple[int, ...]
    body: tuple[int, ...]

    def lines_in(self, box: Box) -> int:
        """Return how many cells of a rectangle of the plate, in its pixels, are crossed by a line."""
        return _count(self.lines, box)

    def body_in(self, box: Box) -> int:
        """Return how many cells of a rectangle of the plate are filled by the body."""
        return _count(self.body, box)


def ground_of(contour: Contour, width: float, height: float) -> Ground:
    """Lay out what a contour drawing encloses, and its lines, on a plate of this size, in pixels."""
    wide, high = ceil(width / CELL), ceil(height / CELL)
    lines = [0] * high
    turns: list[list[float]] = [[] for _ in range(high)]
    for kind, points in lines_of(contour):
        closed = kind == "outline"
        for a, b in pairwise((*points, points[0]) if closed else points):
            _cross(lines, a, b, wide)
            if closed:
                _turn(turns, a, b)
    return Ground(tuple(lines), tuple(_filled(sorted(row), wide) for row in turns))


def _cross(rows: list[int], a: Pt, b: Pt, wide: int) -> None:
    steps = ceil(hypot(b.x - a.x, b.y - a.y) / CELL) or 1
    for step in range(steps + 1):
        x = int((a.x + (b.x - a.x) * step / steps) // CELL)
        y = int((a.y + (b.y - a.y) * step / steps) // CELL)
        if 0 <= x < wide and 0 <= y < len(rows):
            rows[y] |= 1 << x


def _turn(rows: Sequence[list[float]], a: Pt, b: Pt) -> None:
    """Note where a line passes the middles of rows: there the body begins or ends."""
    top, bottom = (a, b) if a.y < b.y else (b, a)
    first, last = ceil(top.y / CELL - 0.5), ceil(bottom.y / CELL - 0.5)
    for row in range(max(first, 0), min(last, len(rows))):
        share = ((row + 0.5) * CELL - top.y) / (bottom.y - top.y)
        rows[row].append(top.x + (bottom.x - top.x) * share)


def _filled(turns: Iterable[float], wide: int) -> int:
    cells = 0
    ends = [min(max(round(x / CELL), 0), wide) for x in turns]
    for first, last in zip(ends[::2], ends[1::2], strict=False):
        cells |= (1 << last) - (1 << first)
    return cells


def _count(rows: Sequence[int], box: Box) -> int:
    first, last = max(int(box.x0 // CELL), 0), max(int(box.x1 // CELL) + 1, 0)
    cells = (1 << last) - (1 << first) if last > first else 0
    top, bottom = max(int(box.y0 // CELL), 0), max(int(box.y1 // CELL) + 1, 0)
    return sum((row & cells).bit_count() for row in rows[top:bottom])


class Laid(NamedTuple):
    """The ground of a plate that lies on a sheet: `k` times as large, with this place of it in the corner."""

    ground: Ground
    x0: float
    y0: float
    k: float

    def lines_in(self, box: Box) -> int:
        """Return how much of a line a rectangle of the sheet would hide, in cells."""
        return self.ground.lines_in(self._plate(box))

    def body_in(self, box: Box) -> int:
        """Return how much of the body a rectangle of the sheet would hide, in cells."""
        return self.ground.body_in(self._plate(box))

    def _plate(self, box: Box) -> Box:
        x0, y0, x1, y1 = (side / self.k for side in box)
        return Box(x0 + self.x0, y0 + self.y0, x1 + self.x0, y1 + self.y0)
