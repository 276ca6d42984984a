"""The resting figure: MakeHuman's hm08 base mesh (CC0) mixed to one calm, neutral adult.

Vertices are decimetres, origin mid-body, y up, z forward, x to the body's left. All 19,158
vertices of the base mesh are kept, because the rig's joints are cubes of helper vertices;
only the faces of the group `body` are used.
"""

import gzip
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from workshop.arrays import Floats, Ints, smoothstep

COUNT = 19158
BODY = 13380
"""Vertices below this number belong to the skin; the rest are helpers."""
GENDER = {"male": 0.66, "female": 0.34}
MUSCLE = {"maxmuscle": 0.9, "averagemuscle": 0.1}
WEIGHT = {"averageweight": 0.4, "minweight": 0.6}
PEOPLE = ("asian", "caucasian", "african")
PROPORTIONS = 0.3
CUP = 0.9
EYES = 0.92
MOUTH = {
    "mouth-lowerlip-middle-up": 0.45,
    "mouth-lowerlip-ext-up": 0.3,
    "mouth-upperlip-middle-down": 0.25,
    "mouth-upperlip-ext-down": 0.2,
}
"""Brings the lips together without a smile."""


@dataclass(frozen=True)
class BaseMesh:
    """The control mesh at rest."""

    vertices: Floats
    """(19158, 3) decimetres."""
    quads: Ints
    """(n, 4) vertex numbers of the skin."""
    mirror: Ints
    """(19158,) the vertex on the other side; midline vertices are their own."""


def load(folder: Path) -> BaseMesh:
    """Read, mix, quieten and symmetrise the base mesh in the unpacked `mpfb2` folder."""
    vertices, quads = _read_obj(folder / "3dobjs" / "base.obj")
    mirror = _read_mirror(folder / "mesh_metadata" / "hm08.mirror")
    mixed = vertices + _macro(folder) + _details(folder)
    mixed = _without_nipples(mixed, folder)
    even = (mixed + mixed[mirror] * [-1.0, 1.0, 1.0]) / 2.0
    return BaseMesh(even, quads, mirror)


def _read_obj(path: Path) -> tuple[Floats, Ints]:
    vertices: list[list[float]] = []
    quads: list[list[int]] = []
    group = ""
    for line in path.read_text().splitlines():
        kind, *rest = line.split() or [""]
        if kind == "v":
            vertices.append([float(x) for x in rest[:3]])
        elif kind == "g":
            group = rest[0]
        elif kind == "f" and group == "body":
            quads.append([int(corner.split("/")[0]) - 1 for corner in rest])
    return np.array(vertices), np.array(quads)


def _read_mirror(path: Path) -> Ints:
    mirror = np.arange(COUNT)
    for line in path.read_text().splitlines():
        numbers = line.replace(":", " ").split()
        if len(numbers) >= 2:
            mirror[int(numbers[0])] = int(numbers[1])
    return mirror


def _target(folder: Path, name: str) -> Floats:
    """(19158, 3) displacements of one MakeHuman target."""
    moved = np.zeros((COUNT, 3))
    with gzip.open(folder / "targets" / f"{name}.target.gz", "rt") as lines:
        for line in lines:
            numbers = line.split()
            if numbers and not line.startswith("#"):
                moved[int(numbers[0])] = [float(x) for x in numbers[1:4]]
    return moved


def _macro(folder: Path) -> Floats:
    moved = np.zeros((COUNT, 3))
    for gender, part in GENDER.items():
        for people in PEOPLE:
            moved += part / len(PEOPLE) * _target(folder, f"macrodetails/{people}-{gender}-young")
        for muscle, m in MUSCLE.items():
            for weight, w in WEIGHT.items():
                k = part * m * w
                build = f"{gender}-young-{muscle}-{weight}"
                moved += k * _target(folder, f"macrodetails/universal-{build}")
                ideal = f"macrodetails/proportions/{build}-idealproportions"
                moved += k * PROPORTIONS * _target(folder, ideal)
                if gender == "female":
                    moved += k * CUP * _target(folder, f"breast/{build}-mincup-averagefirmness")
    return moved


def _details(folder: Path) -> Floats:
    """Eyes closed, lips together, nipples small."""
    moved = _target(folder, "breast/nipple-size-decr") + _target(folder, "breast/nipple-point-decr")
    for name, amount in MOUTH.items():
        moved += amount * _target(folder, f"mouth/{name}")
    for people in PEOPLE:
        units = f"expression/units/{people}"
        for side in ("left", "right"):
            moved += EYES / len(PEOPLE) * _target(folder, f"{units}/eye-{side}-closure")
    return moved


def _without_nipples(vertices: Floats, folder: Path) -> Floats:
    """Depth around each nipple replaced by a cubic fit of the chest around it, blended softly."""
    smooth = vertices.copy()
    front = (np.arange(COUNT) < BODY) & (vertices[:, 2] > 0.4)
    touched = np.linalg.norm(_target(folder, "breast/nipple-size-incr"), axis=1) > 1e-6
    left = touched & (np.arange(COUNT) < BODY) & (vertices[:, 0] > 0)
    centre = vertices[left].mean(axis=0)[:2]
    for side in (1.0, -1.0):
        offset = vertices[:, :2] - centre * [side, 1.0]
        distance = np.linalg.norm(offset, axis=1)
        basis = _cubic(offset / 0.9)
        ring = front & (distance > 0.36) & (distance < 0.95)
        fit = np.linalg.lstsq(basis[ring], smooth[ring, 2], rcond=None)[0]
        weight = np.where(front, 1.0 - smoothstep((distance - 0.28) / 0.52), 0.0)
        smooth[:, 2] += weight * (basis @ fit - smooth[:, 2])
    return smooth


def _cubic(xy: Floats) -> Floats:
    powers = [(a, b) for a in range(4) for b in range(4 - a)]
    return np.stack([xy[:, 0] ** a * xy[:, 1] ** b for a, b in powers], axis=1)
