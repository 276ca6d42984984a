"""The values of a laid-out picture, and the part of a plate that it shows."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Literal

from atlas.place import Box, Pt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atlas.place import P3, Camera
    from atlas.placing import Label

WIDE = 360.0  # the sheet's width; heights follow the frame
WORDS = 13.6  # 12 px where the sheet is 320 px wide: 13.6 x 320 / 360
CODE = 18.0
RING = 10.0
HALO = 14.0
DOT = 4.0
TICK = 5.0
SHORT = 20.0  # a stretch shorter than this has no room for its number
INSET = 64.0  # how high the small body is
EDGE = 5.0
ROOM = 0.7  # of the plate's width, at least, is in the frame
AROUND = 1.5  # … and this much more than the marks span
CLOSEST = 0.34  # … unless a mark would lie under the ring: then as little as this
CLEAR = 0.18  # decimetres of skin around a landmark that no words cover
CLEAREST, CLEAR_LEAST = 24.0, 14.0
APART = 20.0  # how far from the target's middle the nearest mark should be
MIDDLE = 0.05
TALLEST, FLATTEST = 1.15, 0.72
CLOSE = 1.1  # how much of a plate stands above and below marks that are far apart, where it is cut


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line on the sheet, with ticks across it."""

    kind: str
    points: tuple[Pt, ...]
    ticks: tuple[tuple[Pt, Pt], ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """Where to press: a ring, or a numbered disc."""

    at: Pt
    kind: Literal["target", "ghost", "number"] = "target"
    words: str = ""


@dataclass(frozen=True, slots=True)
class Inset:
    """The whole body, small, with a box where the picture is."""

    camera: Camera
    box: Box
    frame: Box


@dataclass(frozen=True, slots=True)
class Figure:
    """One picture, laid out. `plate` is where the whole plate lies: the frame shows a part of it.

    Marks are `scale` times as large as usual. Beyond `wide` there is a margin instead of the plate.
    """

    name: str
    title: str
    description: str
    camera: Camera
    height: float
    plate: Box
    strokes: tuple[Stroke, ...] = ()
    dots: tuple[Pt, ...] = ()
    targets: tuple[Target, ...] = ()
    labels: tuple[Label, ...] = ()
    inset: Inset | None = None
    scale: float = 1.0
    wide: float = WIDE


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a frame of the plate is laid on the sheet."""

    camera: Camera
    x0: float
    y0: float
    k: float
    height: float
    wide: float = WIDE

    def pt(self, p: P3) -> Pt:
        """Return where a place of the body falls."""
        x, y = self.camera.project(p)
        return Pt((x - self.x0) * self.k, (y - self.y0) * self.k)

    @property
    def frame(self) -> Box:
        """Return the part of the sheet that words may use."""
        return Box(EDGE, EDGE, self.wide - EDGE, self.height - EDGE)

    @property
    def plate(self) -> Box:
        """Return where the whole plate lies."""
        x, y = -self.x0 * self.k, -self.y0 * self.k
        return Box(x, y, x + self.camera.width * self.k, y + self.camera.height * self.k)


def round_box(at: Pt, size: float) -> Box:
    """Return the square around a round mark of this radius."""
    return Box(at.x - size, at.y - size, at.x + size, at.y + size)


def frame_on(
    camera: Camera,
    places: Sequence[P3],
    grow: float,
    room: float = ROOM,
    sheet: float = WIDE,
    *,
    tallest: float = inf,
) -> Sheet:
    """Choose the part of the plate to show: all the places with room around, never past the plate's edge.

    It fills so much of the sheet's width, and is at most `tallest` times as high, if the places allow it.
    """
    spots = [camera.project(p) for p in places]
    x0, x1 = min(p.x for p in spots), max(p.x for p in spots)
    y0, y1 = min(p.y for p in spots), max(p.y for p in spots)
    wide = max((x1 - x0) * AROUND, room * camera.width) * grow
    high = max((y1 - y0) * AROUND * grow, wide * FLATTEST)
    wide = min(max(wide, high / TALLEST), camera.width)
    high = min(high, max(wide * tallest, (y1 - y0) * CLOSE))
    high = min(max(high, wide * FLATTEST), camera.height)
    left = min(max((x0 + x1 - wide) / 2, 0.0), camera.width - wide)
    top = min(max((y0 + y1 - high) / 2, 0.0), camera.height - high)
    k = sheet / wide
    return Sheet(camera, left, top, k, high * k, sheet)
