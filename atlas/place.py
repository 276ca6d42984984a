"""The values that pass between construction and picture: numbers only, no arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTHING = 1e-9


class P3(NamedTuple):
    """A place in space: decimetres, x to the body's left, y up, z forward."""

    x: float
    y: float
    z: float

    def towards(self, way: P3) -> float:
        """Return how far this place lies along a direction."""
        return self.x * way.x + self.y * way.y + self.z * way.z


class Pt(NamedTuple):
    """A place on a picture: y grows downwards."""

    x: float
    y: float


class Box(NamedTuple):
    """A rectangle, y downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, other: Box, air: float = 0.0) -> bool:
        """Say whether two rectangles overlap, or come nearer than `air`."""
        return (self.x0 < other.x1 + air and other.x0 < self.x1 + air
                and self.y0 < other.y1 + air and other.y0 < self.y1 + air)  # fmt: skip

    def holds(self, other: Box) -> bool:
        """Say whether another rectangle lies inside this one."""
        return self.x0 <= other.x0 and self.y0 <= other.y0 and self.x1 >= other.x1 and self.y1 >= other.y1

    def nearest(self, p: Pt) -> Pt:
        """Return the place of the rectangle nearest to a point."""
        return Pt(min(max(p.x, self.x0), self.x1), min(max(p.y, self.y0), self.y1))

    def crossed(self, a: Pt, b: Pt) -> bool:
        """Say whether a straight line passes through the rectangle."""
        if (
            max(a.x, b.x) <= self.x0
            or min(a.x, b.x) >= self.x1
            or max(a.y, b.y) <= self.y0
            or min(a.y, b.y) >= self.y1
        ):  # most lines are far away
            return False  # fmt: skip
        low, high = 0.0, 1.0
        for start, way, first, last in (
            (a.x, b.x - a.x, self.x0, self.x1),
            (a.y, b.y - a.y, self.y0, self.y1),
        ):
            if abs(way) < NOTHING:
                if not first < start < last:
                    return False
                continue
            one, two = sorted(((first - start) / way, (last - start) / way))
            low, high = max(low, one), min(high, two)
        return low < high


@dataclass(frozen=True, slots=True)
class Camera:
    """How a view of the body is projected: no perspective, `scale` pixels to the decimetre."""

    name: str
    pose: str
    plate: str
    contour: str
    part: str | None  # the limb that alone is shown
    width: float
    height: float
    centre: P3
    right: P3
    up: P3
    toward: P3
    scale: float

    def project(self, p: P3) -> Pt:
        """Return where a place falls on the plate."""
        q = P3(p.x - self.centre.x, p.y - self.centre.y, p.z - self.centre.z)
        return Pt(self.width / 2 + q.towards(self.right) * self.scale,
                  self.height / 2 - q.towards(self.up) * self.scale)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that helped: a landmark, another point (its code), or a place named with `as`."""

    name: str
    at: P3
    confidence: int


@dataclass(frozen=True, slots=True)
class Trail:
    """A line on the skin, with marks at shares of its length and a word for each stretch between them."""

    kind: Literal["line", "walk", "nudge", "level", "guide", "ruler"]
    points: tuple[P3, ...]
    ticks: tuple[float, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a construction leads, in one pose, and the trace of how it got there."""

    pose: str
    triangle: tuple[int, int, int]
    weights: P3
    at: P3
    normal: P3
    mirror: P3
    mirror_normal: P3
    marks: tuple[Mark, ...]
    paths: tuple[Trail, ...]
    confidence: int  # of the least sure landmark it hangs on: those of its lines and its cun, too


class Pose(NamedTuple):
    """Where a place of the skin is in a pose, which way it faces, and the same of its mirror image."""

    at: P3
    normal: P3
    mirror: P3
    mirror_normal: P3


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture of a point before it is drawn. `hidden` names the marks that this view does not see."""

    view: str
    place: Place
    shown: tuple[Mark, ...]
    guides: tuple[Trail, ...]
    hidden: tuple[str, ...]
    ghost: bool


@dataclass(frozen=True, slots=True)
class Solved:
    """Everything about one point that needs the body: its place in every pose, and its pictures by view."""

    code: str
    poses: Mapping[str, Pose]
    scenes: Mapping[str, Scene]
