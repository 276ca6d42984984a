"""Where one region of the body ends and the next begins.

Every seam runs through landmarks as a plate shows them: on a limb straight across its axis, on head
and trunk smoothly from one to the next.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

Floats = NDArray[np.float64]
Step = tuple[str, float, float]
"""A landmark, and the pixels to go from there: away from the midline, and down."""

FAR = 3000.0
"""Pixels; further than any plate reaches."""
CARRY = 40.0
"""Pixels by which a seam goes on straight at both ends."""
REACH = 63.0
"""Pixels from the middle of a limb to where a seam across it goes straight on."""
BOWS: Mapping[str, tuple[float, float]] = {
    "upper-arm": (12, 34), "elbow": (-7, 30), "forearm": (9, 28), "wrist": (-5, 20), "hand": (5, 20),
    "knee": (-12, 38), "lower-leg": (6, 42), "ankle": (-6, 20),
}  # fmt: skip
"""Pixels by which a seam across a limb is bowed towards hand or foot, and from its middle to the bow's end.

A joint is an oval, not a band: the shoulder ends as its muscle does, the elbow's bend points to the hand, the
knee is arched over the kneecap."""
SPECK = 60.0
"""Holes and islands smaller than this (square pixels) are none."""
DOWN, OUT = np.array([0.0, 1.0]), np.array([1.0, 0.0])

ALONG = ("sleeve", "crest")
"""Seams that run down along the body; the others lie across it."""
FRONT: Mapping[str, Sequence[Step]] = {
    "skull": (
        ("chin", -14, 3.5), ("chin", 0, 4), ("chin", 17, 1.5), ("chin", 31, -10),
        ("mandible_angle", 2, 0), ("mandible_angle", 12, -9), ("mandible_angle", 36, -16),
    ),
    "face": (
        ("glabella", -9, -9), ("glabella", 0, -9.5), ("brow_mid", 0, -8), ("brow_lateral", 2, -7),
        ("ear_root_upper", -4, -1), ("tragus", -2, 0), ("ear_root_lower", -3, 0), ("ear_lobe", -2, 6),
    ),
    "sleeve": (
        ("base_of_neck", 30, -54), ("base_of_neck", 7, -9), ("base_of_neck", 1, 3), ("base_of_neck", -5, 20),
        ("clavicle_low_q1", 4, 1), ("clavicle_low_mid", 2, 1), ("clavicle_lat", -8, 9),
        ("clavicle_lat", 4, 26), ("axilla_ant", -6, -26), ("axilla_ant", -1, 4),
    ),
    "collar": (
        ("sternal_notch", -14, 3), ("sternal_notch", 0, 3), ("clavicle_medial_lower", 0, 2),
        ("clavicle_low_q1", 4, 1), ("clavicle_low_q1", 13, -24),
    ),
    "waist": (
        ("xiphoid_tip", -16, 5), ("xiphoid_tip", 0, 3), ("xiphoid_tip", 16, 5),
        ("costal_margin_mcl", -22, -19), ("costal_margin_mcl", 3, 3), ("costal_margin_mcl", 18, 30),
        ("rib10_lowest", 1, 2),
    ),
    "crest": (("iliac_crest_top", 12, -10), ("asis", -7, -4), ("groin", 0, 0), ("pubic_tubercle", 12, 40)),
    "thigh": (
        ("crotch", 8, 1), ("groin", -6, 14), ("groin", 0, 0), ("groin", 26, 16), ("trochanter", -22, 28),
        ("trochanter", 16, 38),
    ),
    "foot": (
        ("medial_malleolus_tip", -10, 15), ("medial_malleolus_tip", 3, 9), ("ankle_front", -11, 15.5),
        ("ankle_front", -5, 14.5), ("mt5_base", -10.5, -20), ("mt5_base", -1.5, -16),
        ("lateral_malleolus_tip", 2, 3), ("lateral_malleolus_tip", 14, 9),
    ),
}  # fmt: skip
BACK: Mapping[str, Sequence[Step]] = {
    "skull": (
        ("eop", -18, 14), ("eop", 0, 12), ("eop", 18, 14), ("eop", 36, 23), ("mastoid", -1, 8),
        ("mastoid", 8, 11),
    ),
    "sleeve": (
        ("base_of_neck", 30, -54), ("base_of_neck", 7, -9), ("scapula_superior_angle", -3, 3),
        ("scapular_spine_mid", 9, 28), ("axilla_post", -7, -22), ("axilla_post", 0, 4),
    ),
    "collar": (
        ("C7", -24, 1), ("C7", 0, 2), ("C7", 24, 1), ("base_of_neck", 7, -9), ("base_of_neck", 30, -16),
    ),
    "waist": (
        ("T12_low", -20, 4), ("T12_low", 0, 3), ("T12_low", 20, 4), ("rib12_tip", -22, -17),
        ("rib12_tip", 8, -8), ("rib11_tip", 2, 0),
    ),
    "crest": (
        ("iliac_crest_top", 10, -4), ("iliac_crest_top", 0, 0), ("iliac_crest_back", 0, 9), ("psis", 9, -3),
        ("sacral_foramen_S3", 16, 0), ("coccyx_tip", 1, 0), ("coccyx_tip", -8, 12),
    ),
    "thigh": (
        ("crotch", -16, 2), ("crotch", 6, 2), ("crotch", 20, 10), ("gluteal_fold", -14, 1),
        ("gluteal_fold", 12, 1), ("trochanter", -10, 52), ("trochanter", 18, 44),
    ),
    "foot": (
        ("medial_malleolus_tip", -10, 10), ("medial_malleolus_tip", 2, 12), ("achilles", 2, 17),
        ("lateral_malleolus_tip", 0, 5), ("lateral_malleolus_tip", 14, 5),
    ),
}  # fmt: skip
HANGING: Sequence[Step] = (
    ("armpit", 0, 0), ("flank", 0, 0), ("side", 0, 0), ("side", 17, 125), ("side", 97, 705),
)  # fmt: skip
"""Where the sleeve's seam goes on between arm and trunk."""


@dataclass(frozen=True)
class Half:
    """The landmarks of one view, all on the half where x is beyond the middle."""

    at: Mapping[str, Floats]
    middle: float
    front: bool
    body: BaseGeometry
    """The silhouette of both halves."""

    def between(self, *names: str) -> Floats:
        """Return the middle of some landmarks."""
        middle: Floats = np.mean([self.at[name] for name in names], axis=0)
        return middle

    def place(self, step: Step) -> Floats:
        """Return where a step leads."""
        name, out, down = step
        match name:
            case "groin":
                found = self.at["asis"] * 0.36 + self.at["pubic_tubercle"] * 0.64 + np.array([-8, 6])
            case "crotch":
                found = self.gap("pubic_symphysis_upper")
            case "armpit":
                found = self.gap("axilla_ant")
            case "flank":
                found = self.between("iliac_crest_top", "medial_epicondyle")
            case "side":
                found = self.between("trochanter", "wrist_palmar_ulnar")
            case _:
                found = self.at[name]
        placed: Floats = found + np.array([out, down])
        return placed

    def gap(self, near: str, reach: float = 130.0, aside: float = 45.0) -> Floats:
        """Return the highest point of the air that opens below a landmark."""
        x, y = self.at[near]
        air = shapely.box(x - aside, y - 20, x + aside, y + reach) - self.body
        opened = [part for part in parts(air) if part.bounds[3] > y + reach - 1]
        points = np.vstack([shapely.get_coordinates(part) for part in opened])
        points = points[np.abs(points[:, 0] - x) < aside - 1]
        highest: Floats = points[points[:, 1].argmin()]
        return highest


@dataclass(frozen=True)
class Seam:
    """A region begins here, and lies that way."""

    curve: Floats
    way: Floats

    def moved(self, far: float) -> "Seam":
        """Return the seam further on its way."""
        return Seam(self.curve + self.way * far, self.way)

    def beyond(self) -> BaseGeometry:
        """Return all that lies on that side; the seam goes on for ever at right angles to the way."""
        first, last = self.curve[0], self.curve[-1]
        side = np.array([self.way[1], -self.way[0]])
        side *= np.sign(side @ (last - first)) * FAR
        away = self.way * FAR
        ring = [first - side, *self.curve, last + side, last + side + away, first - side + away]
        return shapely.make_valid(shapely.Polygon(ring))


def parts(shape: BaseGeometry) -> list[Polygon]:
    """Return the polygons of a shape, without its specks."""
    found = shapely.get_parts(shape)
    return [part for part in found if isinstance(part, Polygon) and part.area > SPECK]


def smooth(points: Sequence[Floats], steps: int = 12) -> Floats:
    """Return a centripetal Catmull-Rom curve through the points, carried on straight at both ends."""
    first, last = points[0] - points[1], points[-1] - points[-2]
    p = np.vstack([points[0] + first, *points, points[-1] + last])
    curve = []
    for a, b, c, d in zip(p, p[1:], p[2:], p[3:], strict=False):
        t0, t1, t2, t3 = np.cumsum([0, *(np.linalg.norm(v) ** 0.5 for v in (b - a, c - b, d - c))])
        for t in np.linspace(t1, t2, steps, endpoint=False):
            ab, bc, cd = mix(a, b, t0, t1, t), mix(b, c, t1, t2, t), mix(c, d, t2, t3, t)
            curve.append(mix(mix(ab, bc, t0, t2, t), mix(bc, cd, t1, t3, t), t1, t2, t))
    before = points[0] + first / np.linalg.norm(first) * CARRY
    after = points[-1] + last / np.linalg.norm(last) * CARRY
    return np.vstack([before, *curve, points[-1], after])


def mix(a: Floats, b: Floats, start: float, end: float, t: float) -> Floats:
    """Return the value at t of the line that is a at the start and b at the end."""
    return ((end - t) * a + (t - start) * b) / (end - start)


def across(at: Floats, axis: Floats, way: Floats, bow: tuple[float, float]) -> Seam:
    """Return a seam across a limb, bowed along its axis: so far, within so much of either side."""
    far, wide = bow
    axis = axis / np.linalg.norm(axis)
    side = np.array([axis[1], -axis[0]])
    s = np.linspace(-1, 1, 41)[:, None] * REACH / wide
    return Seam(at + s * wide * side + np.maximum(1 - s**2, -0.5) * far * axis, way)


def limb_seams(half: Half, *, level: bool) -> dict[str, Seam]:
    """Return the seams of arm and leg, named for what begins there: across the limb's axis, or level."""
    elbow = half.between("lateral_epicondyle", "medial_epicondyle", "elbow_crease_mid")
    wrist = half.between("wrist_palmar_mid", "wrist_dorsal_mid")
    knee = half.between("femoral_lateral_epicondyle", "femoral_medial_epicondyle")
    ankle = half.between("lateral_malleolus", "medial_malleolus")
    upper, lower = elbow - half.between("acromion", "axilla_ant"), wrist - elbow
    u, v = (DOWN, DOWN) if level else (upper / np.linalg.norm(upper), lower / np.linalg.norm(lower))
    bows = {name: (0.0, wide) if level else (far, wide) for name, (far, wide) in BOWS.items()}
    femur, shank = knee - half.between("trochanter", "pubic_tubercle"), ankle - half.at["tibial_tuberosity"]
    return {
        "upper-arm": across(half.place(("axilla_ant", 30, -11)), u, u, bows["upper-arm"]),
        "elbow": across(elbow - u * 26, u + v, u, bows["elbow"]),
        "forearm": across(elbow + v * 23, u + v, v, bows["forearm"]),
        "wrist": across(wrist - v * 14, v, v, bows["wrist"]),
        "hand": across(wrist + v * 9, v, v, bows["hand"]),
        "knee": across(half.place(("patella_upper", -2, -5)), femur, DOWN, bows["knee"]),
        "lower-leg": across(half.place(("tibial_tuberosity", 0, -2)), shank, DOWN, bows["lower-leg"]),
        "ankle": across(ankle - DOWN * 28, shank, DOWN, bows["ankle"]),
    }


def all_seams(half: Half, slack: Mapping[str, float] | None) -> dict[str, Seam]:
    """Return every seam of a view, named for what begins there.

    `slack`: how far to move which one, so that squares fit; those of the limbs are then level.
    """
    seams = limb_seams(half, level=slack is not None)
    for name, steps in (FRONT if half.front else BACK).items():
        curve = smooth([half.place(step) for step in steps])
        seams[name] = Seam(curve, OUT if name in ALONG else DOWN)
    return {name: seam.moved((slack or {}).get(name, 0.0)) for name, seam in seams.items()}


def hanging_sleeve(half: Half, sleeve: Seam) -> Seam:
    """Return the seam of the arm, going on between arm and trunk."""
    return Seam(np.vstack([sleeve.curve[:-1], *(half.place(step) for step in HANGING)]), OUT)
