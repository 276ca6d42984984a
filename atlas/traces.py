"""The lines of a construction on the sheet: their course, their ticks, and a word for each stretch."""

from __future__ import annotations

from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING

from atlas.joins import off
from atlas.layout import SHORT, TICK, WORDS, Stroke
from atlas.place import Pt
from atlas.placing import Wish

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from atlas.layout import Sheet
    from atlas.place import P3, Trail

TINY = 2.0  # a stretch shorter than this says nothing of the line's direction
COARSE = 1.5  # how far a line may be from where words think it is
STRETCH = (0.5, 0.3, 0.7)  # where along its stretch a number may stand …
ASIDE = (12.0, 16.0, 20.0, 25.0)  # … and how far beside it


def stroke_on(sheet: Sheet, path: Trail) -> Stroke:
    """Return a line as it runs on the sheet."""
    points = tuple(sheet.pt(p) for p in path.points)
    ticks = []
    for share in path.ticks:
        at, way = along(path.points, points, share)
        ticks.append(
            (Pt(at.x - way.y * TICK, at.y + way.x * TICK), Pt(at.x + way.y * TICK, at.y - way.x * TICK))
        )
    return Stroke(path.kind, points, tuple(ticks))


def numbers_on(sheet: Sheet, path: Trail) -> Iterator[Wish]:
    """Yield the word of each stretch, on either side of the line."""
    if path.kind == "guide":
        return
    points = tuple(sheet.pt(p) for p in path.points)
    spots = [along(path.points, points, tick)[0] for tick in path.ticks]
    if any(hypot(b.x - a.x, b.y - a.y) < SHORT for a, b in pairwise(spots)):
        return
    for (a, b), word in zip(pairwise(path.ticks), path.words, strict=True):
        places = [along(path.points, points, a + (b - a) * share) for share in STRETCH]
        only = tuple(
            Pt(at.x + way.y * side * off, at.y - way.x * side * off)
            for at, way in places for off in ASIDE for side in (1, -1)
        )  # fmt: skip
        yield Wish(word, places[0][0], WORDS, 0, "number", only)


def along(skin: Sequence[P3], points: Sequence[Pt], share: float) -> tuple[Pt, Pt]:
    """Return the place at a share of the length on the skin, and which way the line runs there."""
    steps = [hypot(*(u - v for u, v in zip(a, b, strict=True))) for a, b in pairwise(skin)]
    left = share * sum(steps)
    for (a, b), step in zip(pairwise(points), steps, strict=True):
        if left <= step + 1e-9 or b is points[-1]:
            t = min(left / step, 1.0) if step else 0.0
            wide = hypot(points[-1].x - points[0].x, points[-1].y - points[0].y) or 1.0
            way = Pt((points[-1].x - points[0].x) / wide, (points[-1].y - points[0].y) / wide)
            near = hypot(b.x - a.x, b.y - a.y)
            if near > TINY:
                way = Pt((b.x - a.x) / near, (b.y - a.y) / near)
            return Pt(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t), way
        left -= step
    return points[-1], Pt(1.0, 0.0)


def coarse(points: Sequence[Pt]) -> list[Pt]:
    """Return enough points of a line to see what it runs through."""
    kept = [0]
    for i in range(2, len(points)):
        chord = Stroke("", (points[kept[-1]], points[i]))
        if any(off(chord, p) > COARSE for p in points[kept[-1] + 1 : i]):
            kept.append(i - 1)
    return [*(points[i] for i in kept), points[-1]]
