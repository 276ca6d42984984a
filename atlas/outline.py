"""Read a contour drawing: its lines as they are, and its outline with few enough points to be small."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET  # the files are ours: workshop/ wrote them
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING

from atlas.place import Pt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TOKEN = re.compile(r"[a-zA-Z]|-?(?:\d+\.?\d*|\.\d+)")
SHAPE = 4  # points that make more than a speck
CURVE = 4  # straight pieces that stand for a curve
SIZES = {"m": 2, "l": 2, "c": 6, "h": 1, "v": 1, "z": 0}


@dataclass(frozen=True, slots=True)
class Contour:
    """The paths of a contour drawing by kind (crease, outline), and the outline simplified."""

    paths: tuple[tuple[str, str], ...]
    simple: tuple[tuple[Pt, ...], ...]


def read_contour(text: str, loss: float) -> Contour:
    """Return the paths of contours/<view>.svg; the simple outline is off by `loss` pixels at most."""
    paths = []
    for element in ET.fromstring(text).iter():  # noqa: S314
        if element.tag.endswith("path"):
            kind = element.get("class", "").rpartition("--")[2]
            paths.append((kind, element.get("d", "")))
    rings = [ring for kind, d in paths if kind == "outline" for ring in _rings(d)]
    simple = (tuple(_fewer(ring, loss)) for ring in rings)
    return Contour(tuple(paths), tuple(ring for ring in simple if len(ring) >= SHAPE))


def lines_of(contour: Contour) -> Iterator[tuple[str, list[Pt]]]:
    """Yield every line of a drawing as points, with its kind."""
    for kind, d in contour.paths:
        for points in _rings(d):
            yield kind, points


def _rings(d: str) -> Iterator[list[Pt]]:
    tokens = TOKEN.findall(d)
    ring: list[Pt] = []
    here = start = Pt(0.0, 0.0)
    command, i = "M", 0
    while i < len(tokens):
        if tokens[i].isalpha():
            command = tokens[i]
            i += 1
        size = SIZES[command.lower()]
        values = [float(token) for token in tokens[i : i + size]]
        i += size
        base = here if command.islower() else Pt(0.0, 0.0)
        match command.lower():
            case "z":
                here = start
                continue
            case "h":
                here = Pt(base.x + values[0], here.y)
            case "v":
                here = Pt(here.x, base.y + values[0])
            case kind:
                points = [Pt(base.x + x, base.y + y) for x, y in zip(values[::2], values[1::2], strict=True)]
                if kind == "m":
                    if ring:
                        yield ring
                    ring, start = [], points[0]
                    command = "l" if command == "m" else "L"
                elif kind == "c":
                    ring += [_bezier((here, *points), t / CURVE) for t in range(1, CURVE)]
                here = points[-1]
        ring.append(here)
    if ring:
        yield ring


def _bezier(p: Sequence[Pt], t: float) -> Pt:
    a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
    return Pt(
        a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x, a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y
    )


def _fewer(ring: Sequence[Pt], loss: float) -> list[Pt]:
    """Keep the points that the shape needs (Ramer, Douglas, Peucker), without recursion: rings are long."""
    keep, todo = {0, len(ring) - 1}, [(0, len(ring) - 1)]
    while todo:
        first, last = todo.pop()
        a, b = ring[first], ring[last]
        wide = hypot(b.x - a.x, b.y - a.y)
        worst, far = first, 0.0
        for i in range(first + 1, last):
            p = ring[i]
            off = (
                abs((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)) / wide
                if wide
                else hypot(p.x - a.x, p.y - a.y)
            )
            if off > far:
                worst, far = i, off
        if far > loss:
            keep.add(worst)
            todo += [(first, worst), (worst, last)]
    kept = [ring[i] for i in sorted(keep)]
    return [kept[0], *(q for p, q in pairwise(kept) if p != q)]
