"""The five poses of the figure, as bone rotations; both sides are posed alike.

stand: upright, palms forward. hand-open: flat hand, thumb spread. hand-closed: flat hand,
thumb against the index finger (LI4). fist: fingers bent, thumb over them (SI3). knee-bent: hip
and knee bent.
"""

from collections.abc import Callable, Mapping

import numpy as np

from workshop.arrays import Floats, unit
from workshop.figure import Mesh
from workshop.relax import relax
from workshop.rig import Rig
from workshop.skin import ROUND, bend
from workshop.surface import Place

Thumb = dict[int, tuple[float, float, float]]
"""Bone number to direction: along the hand, across it to the thumb side, palmward."""
OPEN: Thumb = {1: (0.62, 0.72, 0.25), 2: (0.80, 0.58, 0.12), 3: (0.88, 0.46, 0.08)}
CLOSED: Thumb = {1: (0.80, 0.48, 0.36), 2: (0.97, 0.20, 0.12), 3: (0.995, 0.05, 0.08)}
CLENCHED: Thumb = {1: (0.81, 0.40, 0.42), 2: (0.60, -0.44, 0.64), 3: (0.12, -0.99, -0.06)}
FLAT, FIST = (2.8, 6.8, 10.8), (80.0, 172.0, 232.0)
"""Degrees that each finger bone in turn points palmward."""
LEAN = {2: -0.15, 3: 0.0, 4: 0.15, 5: 0.3}
"""How far the bent fingers' first bones lean to the thumb side, so that they touch."""
KNEE = 80.0
FOLD = ("popliteal_med", "popliteal_mid", "popliteal_lat")
"""Landmarks in the fold behind the knee, which is evened out."""
FOLD_REACH, FOLD_ROUNDS = 0.36, 160
SIDES = (("l", 1.0), ("r", -1.0))


def turn(axis: Floats | tuple[float, float, float], degrees: float) -> Floats:
    """(3, 3) rotation about an axis."""
    x, y, z = unit(np.asarray(axis, dtype=float))
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    t = np.radians(degrees)
    rotation: Floats = np.eye(3) + np.sin(t) * cross + (1.0 - np.cos(t)) * cross @ cross
    return rotation


def turn_to(a: Floats, b: Floats) -> Floats:
    """(3, 3) shortest rotation that brings direction a to direction b."""
    a, b = unit(a), unit(b)
    axis = np.cross(a, b)
    sine = float(np.linalg.norm(axis))
    return np.eye(3) if sine < 1e-9 else turn(axis, float(np.degrees(np.arctan2(sine, a @ b))))


class Poser:
    """Collects rotations bone by bone; `rotations` is the result."""

    def __init__(self, rig: Rig) -> None:
        self.rig = rig
        self.rotations: dict[str, Floats] = {}

    def world(self, bone: str) -> Floats:
        """(3, 3) how far this bone is turned by now."""
        total = np.eye(3)
        while bone:
            total = self.rotations.get(bone, np.eye(3)) @ total
            bone = self.rig.parent[bone]
        return total

    def aim(self, bone: str, rest: Floats, direction: Floats) -> None:
        """Turn the bone so that its resting direction points along a world direction."""
        above = self.world(self.rig.parent[bone]) if self.rig.parent[bone] else np.eye(3)
        self.rotations[bone] = turn_to(rest, above.T @ direction)

    def twist(self, bone: str, rotation: Floats) -> None:
        """Turn the bone further by a rotation in world axes."""
        above = self.world(self.rig.parent[bone])
        own = self.rotations.get(bone, np.eye(3))
        self.rotations[bone] = above.T @ rotation @ above @ own

    def between(self, side: str, a: str, b: str) -> Floats:
        """From joint a to joint b of one side, at rest."""
        return self.rig.joint[f"{side}-{b}"] - self.rig.joint[f"{side}-{a}"]


def _palm(poser: Poser, side: str, sign: float) -> Floats:
    along = poser.between(side, "hand", "finger-3-1")
    across = poser.between(side, "finger-5-1", "finger-2-1")
    return np.cross(along, across) * sign


def _arm(poser: Poser, side: str, sign: float, *, upper: Floats, fore: Floats, palm: Floats) -> None:
    """Aim one arm, then share the twist that turns the palm between forearm and wrist."""
    s = side.upper()
    rest = poser.between(side, "shoulder", "elbow")
    swing = turn_to(rest, upper)
    angle = float(np.degrees(np.arccos(np.clip((np.trace(swing) - 1.0) / 2.0, -1.0, 1.0))))
    poser.rotations[f"shoulder01.{s}"] = turn(np.cross(rest, upper), angle * 0.22)
    poser.aim(f"upperarm01.{s}", rest, upper)
    poser.aim(f"lowerarm01.{s}", poser.between(side, "elbow", "hand"), fore)
    poser.aim(f"wrist.{s}", poser.between(side, "hand", "finger-3-1"), fore)
    axis = unit(fore)
    now = poser.world(f"wrist.{s}") @ _palm(poser, side, sign)
    now, goal = unit(now - axis * (now @ axis)), unit(palm - axis * (palm @ axis))
    twist = float(np.degrees(np.arctan2(np.cross(now, goal) @ axis, now @ goal)))
    for bone, share in (("lowerarm01", 0.22), ("lowerarm02", 0.42), ("wrist", 0.36)):
        poser.twist(f"{bone}.{s}", turn(axis, twist * share))


def stand(rig: Rig) -> dict[str, Floats]:
    """Upright, arms a little away from the body, palms forward, feet below the hips."""
    poser = Poser(rig)
    for side, sign in SIDES:
        t = np.radians(13.0)
        upper = np.array([sign * np.sin(t), -np.cos(t), -0.04])
        fore = np.array([sign * np.sin(t * 0.9), -np.cos(t * 0.9), 0.04 + np.sin(np.radians(10.0))])
        _arm(poser, side, sign, upper=upper, fore=fore, palm=np.array([0.0, 0.0, 1.0]))
        poser.rotations[f"upperleg01.{side.upper()}"] = turn((0.0, 0.0, 1.0), -sign * 5.0)
        poser.rotations[f"foot.{side.upper()}"] = turn((0.0, 0.0, 1.0), sign * 5.0)
    return poser.rotations


def _hand(
    rig: Rig, thumb: Thumb, spread: float, curl: tuple[float, float, float] = FLAT
) -> dict[str, Floats]:
    """Arms out to the sides, palms down; `spread` 1 keeps the fan of the fingers."""
    poser = Poser(rig)
    for side, sign in SIDES:
        out = np.array([sign, 0.0, 0.0])
        _arm(poser, side, sign, upper=out, fore=out, palm=np.array([0.0, -1.0, 0.0]))
        s = side.upper()
        wrist = poser.world(f"wrist.{s}")
        along = unit(wrist @ poser.between(side, "hand", "finger-3-1"))
        across = wrist @ poser.between(side, "finger-5-1", "finger-2-1")
        palm = unit(np.cross(along, across) * sign)
        across = unit(across - along * (across @ along))
        for finger in (2, 3, 4, 5):
            first = poser.between(side, f"finger-{finger}-1", f"finger-{finger}-2")
            first = poser.world(f"finger{finger}-1.{s}") @ first
            angle = np.arctan2(first @ across, first @ along) * spread
            base = np.cos(angle) * along + np.sin(angle) * across
            for k, degrees in enumerate(curl, start=1):
                bent = np.radians(degrees)
                goal = np.cos(bent) * base + np.sin(bent) * palm
                if k == 1 and curl is FIST:
                    goal = goal + LEAN[finger] * across
                rest = poser.between(side, f"finger-{finger}-{k}", f"finger-{finger}-{k + 1}")
                poser.aim(f"finger{finger}-{k}.{s}", rest, goal)
        for k, (f, a, p) in thumb.items():
            rest = poser.between(side, f"finger-1-{k}", f"finger-1-{k + 1}")
            poser.aim(f"finger1-{k}.{s}", rest, f * along + a * across + p * palm)
    return poser.rotations


def knee_bent(rig: Rig) -> dict[str, Floats]:
    """Thighs forward, shanks straight down, feet flat."""
    poser = Poser(rig)
    for side, sign in SIDES:
        s = side.upper()
        half = turn((1.0, 0.0, 0.0), -KNEE / 2.0)
        poser.rotations[f"upperleg01.{s}"] = half @ turn((0.0, 0.0, 1.0), -sign * 5.0)
        poser.rotations[f"upperleg02.{s}"] = half
        poser.rotations[f"lowerleg01.{s}"] = turn((1.0, 0.0, 0.0), KNEE)
        poser.rotations[f"foot.{s}"] = turn((0.0, 0.0, 1.0), sign * 5.0)
    return poser.rotations


POSES: dict[str, Callable[[Rig], dict[str, Floats]]] = {
    "stand": stand,
    "hand-open": lambda rig: _hand(rig, OPEN, 0.6),
    "hand-closed": lambda rig: _hand(rig, CLOSED, 0.25),
    "fist": lambda rig: _hand(rig, CLENCHED, 0.1, FIST),
    "knee-bent": knee_bent,
}


def all_poses(mesh: Mesh, rig: Rig, marks: Mapping[str, Place]) -> dict[str, Floats]:
    """Pose (and `rest`) to the smooth fine surface, (fine vertices, 3)."""
    control = mesh.base.vertices
    smooth = {"rest": mesh.matrix @ control}
    for name, pose in POSES.items():
        smooth[name] = mesh.matrix @ bend(rig, control, pose(rig), ROUND)
    bent = smooth["knee-bent"]
    left = [marks[name].on(bent) for name in FOLD]
    centres = [*left, *(point * [-1.0, 1.0, 1.0] for point in left)]
    smooth["knee-bent"] = relax(bent, mesh.faces, centres, FOLD_REACH, FOLD_ROUNDS)
    return smooth
