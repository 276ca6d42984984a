"""What the body's parts and their directions are, and how long a cun is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from atlas.geometry import Spot, line_between, unit
from atlas.measures import MEASURES, Names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atlas.body import Body, Floats

STANDING = "stand"
JOINT = 1.3  # a place that is hardly nearer to one part than to another lies at their joint


TRUNK = {"lateral": (1, 1), "medial": (1, -1), "superior": (0, 1), "inferior": (0, -1),
         "anterior": (2, 1), "posterior": (2, -1)}  # fmt: skip
LIMB = {"proximal": (0, -1), "distal": (0, 1), "superior": (0, -1), "inferior": (0, 1),
        "lateral": (1, 1), "medial": (1, -1), "anterior": (2, 1), "posterior": (2, -1)}  # fmt: skip
ARM = {**LIMB, "radial": (1, 1), "ulnar": (1, -1)}
HAND = {"proximal": (0, -1), "distal": (0, 1), "radial": (1, 1), "ulnar": (1, -1)}
FOOT = {"proximal": (0, -1), "distal": (0, 1), "posterior": (0, -1), "anterior": (0, 1),
        "lateral": (1, 1), "medial": (1, -1), "superior": (2, 1), "inferior": (2, -1)}  # fmt: skip


class Part(NamedTuple):
    """A part of the body on the left side: the line through its middle, its girth, and what is sideways.

    Its axes are: along (away from the trunk; in head and trunk, up), sideways (to the thumb or the little
    toe; in head and trunk, to the left), and the third, which in trunk and limbs is forwards.
    """

    start: Names
    end: Names
    girth: float  # decimetres; a place belongs to the part whose middle is nearest in girths
    inner: Names
    outer: Names
    ways: Mapping[str, tuple[int, int]]


UPRIGHT: Names = ()  # head and trunk stand upright in every pose
PARTS: Mapping[str, Part] = {
    "head": Part(("chin", "eop"), ("vertex-head",), 0.8, UPRIGHT, UPRIGHT, TRUNK),
    "trunk": Part(("c7", "sternal-notch"), ("s2", "pubic-symphysis-upper"), 1.4, UPRIGHT, UPRIGHT, TRUNK),
    "upper arm": Part(("acromion-lat",), ("lateral-epicondyle", "medial-epicondyle"), 0.55,
                      ("medial-epicondyle",), ("lateral-epicondyle",), ARM),
    "forearm": Part(("lateral-epicondyle", "medial-epicondyle"), ("wrist-palmar-mid", "wrist-dorsal-mid"),
                    0.4, ("wrist-dorsal-ulnar",), ("wrist-dorsal-radial",), ARM),
    "hand": Part(("wrist-palmar-mid", "wrist-dorsal-mid"), ("nail3-radial", "nail3-ulnar"), 0.45,
                 ("mcp5",), ("mcp2",), HAND),
    "thumb": Part(("mcp1",), ("nail1-radial", "nail1-ulnar"), 0.2, ("nail1-ulnar",), ("nail1-radial",), HAND),
    "thigh": Part(("trochanter",), ("femoral-lateral-epicondyle", "femoral-medial-epicondyle"), 0.55,
                  ("femoral-medial-epicondyle",), ("femoral-lateral-epicondyle",), LIMB),
    "lower leg": Part(("femoral-lateral-epicondyle", "femoral-medial-epicondyle"),
                      ("lateral-malleolus", "medial-malleolus"), 0.55,
                      ("popliteal-med",), ("popliteal-lat",), LIMB),
    "foot": Part(("lateral-malleolus", "medial-malleolus"), ("mt1-head", "mt5-head"), 0.45,
                 ("mt1-head",), ("mt5-head",), FOOT),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """The directions that make sense at a place."""

    part: str
    axes: Floats

    @property
    def ways(self) -> Mapping[str, tuple[int, int]]:
        """Return the directions that have a meaning in this part."""
        return PARTS[self.part].ways

    def direction(self, way: tuple[str, ...]) -> Floats:
        """Return the direction of one word, or the diagonal of two."""
        found = [self.axes[axis] * sign for axis, sign in (self.ways[word] for word in way)]
        return unit(np.sum(found, axis=0))

    def is_lengthwise(self, way: tuple[str, ...]) -> bool:
        """Say whether a direction runs along the part."""
        return all(self.ways[word][0] == 0 for word in way)


def frame_at(body: Body, pose: str, at: Floats) -> Frame:
    """Return the part of the body a place belongs to, with its axes in this pose."""
    return frames_at(body, pose, at)[0]


def frames_at(body: Body, pose: str, at: Floats) -> list[Frame]:
    """Return the part a place belongs to, and then those whose joint with it lies there, nearest first."""
    away = {name: _away(body, pose, part, at) for name, part in PARTS.items()}
    nearest = min(away.values())
    near = [name for name in PARTS if away[name] <= nearest * JOINT]
    return [_frame(body, pose, name) for name in sorted(near, key=lambda name: away[name])]


def _away(body: Body, pose: str, part: Part, at: Floats) -> float:
    """Return how far a place lies from the middle of a part, in girths."""
    start, end = _middle(body, pose, part.start), _middle(body, pose, part.end)
    share = np.clip((at - start) @ (end - start) / ((end - start) @ (end - start)), 0, 1)
    return float(np.linalg.norm(at - start - share * (end - start)) / part.girth)


def _frame(body: Body, pose: str, name: str) -> Frame:
    part = PARTS[name]
    if part.inner == UPRIGHT:
        return Frame(name, np.array([[0.0, 1, 0], [1, 0, 0], [0, 0, 1]]))
    along = unit(_middle(body, pose, part.end) - _middle(body, pose, part.start))
    across = _middle(body, pose, part.outer) - _middle(body, pose, part.inner)
    sideways = unit(across - along * (across @ along))
    return Frame(name, np.array([along, sideways, np.cross(along, sideways)]))


def _middle(body: Body, pose: str, names: Names) -> Floats:
    return np.asarray(np.mean([body.position(name, pose) for name in names], axis=0))


def cun_of(body: Body, measure: str) -> float:
    """Return one cun of a part of the body in decimetres, measured on the standing figure."""
    stretch = MEASURES[measure]
    start, end = (body.position(name, STANDING) for name in (stretch.start, stretch.end))
    match stretch.along:
        case "height":
            length = abs(float(start[1] - end[1]))
        case "straight":
            length = float(np.linalg.norm(end - start))
        case "skin":
            spots = [landmark_spot(body, name, STANDING) for name in (stretch.start, stretch.end)]
            length = line_between(body.surfaces[STANDING], spots[0], spots[1]).length
    return length / stretch.cun


def landmark_spot(body: Body, name: str, pose: str) -> Spot:
    """Return the place of a landmark on the skin."""
    return Spot(body.face(body.landmarks[name].triangle), body.position(name, pose))
