"""MakeHuman's default skeleton (CC0): bones, joints and skin weights.

Rotations are given in world axes about the bone's head, in the moved frame of its parent.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from workshop.arrays import Floats, Sparse

Rotations = Mapping[str, Floats]
"""Bone name to (3, 3) rotation."""


@dataclass(frozen=True)
class Rig:
    """Bones of the resting figure; sides end in .L and .R."""

    names: tuple[str, ...]
    parent: Mapping[str, str]
    """Bone to parent; the root's is ""."""
    head: Mapping[str, Floats]
    joint: Mapping[str, Floats]
    """Centres of the mesh's joint cubes, such as `l-elbow`."""
    weights: Sparse
    """(19158, bones); each row sums to 1, or to 0 for helpers."""

    def matrices(self, rotations: Rotations) -> Floats:
        """(bones, 4, 4) world transforms."""
        done: dict[str, Floats] = {"": np.eye(4)}
        for name in self.names:
            self._transform(name, rotations, done)
        return np.stack([done[name] for name in self.names])

    def _transform(self, name: str, rotations: Rotations, done: dict[str, Floats]) -> Floats:
        if name not in done:
            above = self._transform(self.parent[name], rotations, done)
            local = np.eye(4)
            if name in rotations:
                local[:3, :3] = rotations[name]
                local[:3, 3] = self.head[name] - rotations[name] @ self.head[name]
            done[name] = above @ local
        return done[name]

    def below(self, *roots: str) -> tuple[int, ...]:
        """Numbers of these bones and of all that hang on them."""

        def hangs(name: str) -> bool:
            return name in roots or (name != "" and hangs(self.parent[name]))

        return tuple(i for i, name in enumerate(self.names) if hangs(name))


def load(folder: Path, vertices: Floats) -> Rig:
    """Fit the rig to these (19158, 3) resting vertices."""
    bones = json.loads((folder / "rigs/standard/rig.default.json").read_text())
    groups = json.loads((folder / "mesh_metadata/basemesh_vertex_groups.json").read_text())
    joint = {
        name.removeprefix("joint-"): np.concatenate([vertices[a : b + 1] for a, b in ranges]).mean(axis=0)
        for name, ranges in groups.items()
        if name.startswith("joint-")
    }
    head = {name: _place(bone["head"], vertices, joint) for name, bone in bones.items()}
    names = tuple(bones)
    table = json.loads((folder / "rigs/standard/weights.default.json").read_text())["weights"]
    entries = [(v, j, w) for j, name in enumerate(names) for v, w in table.get(name, [])]
    rows, columns, values = (np.array(x) for x in zip(*entries, strict=True))
    weights = sparse.csr_matrix((values, (rows, columns)), shape=(len(vertices), len(names)))
    total = np.asarray(weights.sum(axis=1)).ravel()
    weights = sparse.csr_matrix(sparse.diags(1.0 / np.where(total > 0, total, 1.0)) @ weights)
    parent = {name: bone["parent"] or "" for name, bone in bones.items()}
    return Rig(names, parent, head, joint, weights)


def _place(end: Mapping[str, Any], vertices: Floats, joint: Mapping[str, Floats]) -> Floats:
    match end["strategy"]:
        case "CUBE":
            return joint[str(end["cube_name"]).removeprefix("joint-")]
        case "VERTEX":
            return np.asarray(vertices[end["vertex_index"]])
        case _:
            return np.asarray(vertices[end["vertex_indices"]].mean(axis=0))
