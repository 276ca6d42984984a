"""`body.npz`: the published surface in every pose, quantised, for placing points without a renderer."""

from pathlib import Path

import numpy as np

from workshop.arrays import Floats, Ints
from workshop.figure import PARTS, Figure
from workshop.keys import digest
from workshop.locality import inverse, order
from workshop.paths import FIGURES

BODY = FIGURES / "body.npz"
STEP = 0.001
"""Decimetres between two quantised positions: a tenth of a millimetre."""
SHOWN = ("forearm-left", "leg-left", "foot-left", "head")
"""Parts that views show alone; bit k of `face_parts` is the k-th."""


def publish(figure: Figure) -> Path:
    """Write the file; see README for its arrays."""
    mesh = figure.mesh
    kept = ordering(figure)
    number = inverse(kept)
    first = np.argsort(number[mesh.coarse_faces].min(axis=1), kind="stable")
    faces = mesh.coarse_faces[first]
    arrays: dict[str, np.ndarray] = {
        "faces": number[faces].astype(np.uint32),
        "mirror": number[mesh.mirror[kept]].astype(np.uint32),
        "face_parts": face_parts(figure, faces),
        "parts": np.array(SHOWN),
    }
    for pose, vertices in figure.sculpted.items():
        low, step, steps = quantise(vertices[kept])
        arrays |= {f"vertices_{pose}": np.asfortranarray(steps), f"low_{pose}": low, f"step_{pose}": step}
    version = digest(*(arrays[name] for name in sorted(arrays)))[:12]
    FIGURES.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(BODY, version=np.array(version), **arrays)  # type: ignore[arg-type]
    return BODY


def ordering(figure: Figure) -> Ints:
    """Find the fine vertex behind each published one; (published vertices,)."""
    return order(figure.smooth["rest"][: figure.mesh.coarse_count])


def quantise(vertices: Floats) -> tuple[Floats, Floats, np.ndarray]:
    """Low (3,), step (3,) and (n, 3) uint16 with vertices = low + step * steps."""
    low = np.floor(vertices.min(axis=0) / STEP) * STEP
    steps = np.round((vertices - low) / STEP)
    return low, np.full(3, STEP), steps.astype(np.uint16)


def face_parts(figure: Figure, faces: Ints) -> np.ndarray:
    """(n,) uint8: the parts that each triangle belongs to, one bit each."""
    bits = np.zeros(len(faces), dtype=np.uint8)
    for k, name in enumerate(SHOWN):
        bits |= part_faces(figure, faces, name).astype(np.uint8) << k
    return bits


def part_faces(figure: Figure, faces: Ints, name: str) -> np.ndarray:
    """(n,) bool: the triangle lies wholly in the part."""
    if name not in PARTS:
        message = f"no part of the body is called {name}; there are {', '.join(PARTS)}"
        raise KeyError(message)
    share = figure.mesh.part(figure.skeleton, name)
    return np.asarray((share[faces] > 0.5).all(axis=1))
