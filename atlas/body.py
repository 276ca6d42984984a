"""The figure's skin in every pose, its landmarks, and the views it is seen from."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from atlas.landmarks import load_landmarks, version_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from atlas.landmarks import Landmark

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True)
class Surface:
    """The skin in one pose. The corners of the triangles lie in three columns, which are quick to gather."""

    vertices: Floats
    faces: Ints
    mirror: Ints
    parts: Mapping[str, Bools] = field(default_factory=dict)

    @cached_property
    def corners(self) -> tuple[Ints, Ints, Ints]:
        """Return the three columns of `faces`, each in one piece."""
        a, b, c = (np.ascontiguousarray(self.faces[:, i]) for i in range(3))
        return a, b, c

    @cached_property
    def columns(self) -> tuple[Floats, Floats, Floats]:
        """Return x, y and z of the vertices, each in one piece."""
        x, y, z = (np.ascontiguousarray(self.vertices[:, i]) for i in range(3))
        return x, y, z

    def faces_among(self, chosen: Bools) -> Ints:
        """Return the triangles whose three corners are all chosen."""
        a, b, c = self.corners
        found = np.flatnonzero(np.take(chosen, a))
        found = found[chosen[b[found]]]
        return np.asarray(found[chosen[c[found]]])


@dataclass(frozen=True)
class Body:
    """The surface in each pose, and the landmarks on it."""

    surfaces: Mapping[str, Surface]
    landmarks: Mapping[str, Landmark]
    version: str
    face_of: dict[tuple[int, int, int], int] = field(default_factory=dict)

    def position(self, name: str, pose: str) -> Floats:
        """Return where a landmark lies in a pose."""
        mark = self.landmarks[name]
        corners = self.surfaces[pose].vertices[list(mark.triangle)]
        return np.asarray(np.asarray(mark.weights) @ corners, dtype=np.float64)

    def face(self, triangle: tuple[int, int, int]) -> int:
        """Return the number of the triangle with these corners."""
        if triangle not in self.face_of:
            a, b, c = self.surfaces["stand"].corners  # the triangles are the same in every pose
            wanted = np.asarray(triangle)
            found = np.flatnonzero(np.isin(a, wanted) & np.isin(b, wanted) & np.isin(c, wanted))
            if not len(found):
                raise ValueError(f"the body has no triangle {triangle}")
            self.face_of[triangle] = int(found[0])
        return self.face_of[triangle]


class _Poses(dict[str, Surface]):
    """Unpack a pose when it is first asked for: each costs some milliseconds."""

    def __init__(self, packed: Any) -> None:
        super().__init__()
        self.packed = packed
        self.faces, self.mirror = packed["faces"].astype(np.int64), packed["mirror"].astype(np.int64)
        kind = packed["face_parts"]
        self.parts = {str(name): (kind >> bit & 1).astype(bool) for bit, name in enumerate(packed["parts"])}

    def __missing__(self, pose: str) -> Surface:
        low, step = self.packed[f"low_{pose}"], self.packed[f"step_{pose}"]
        vertices = np.asarray(low + step * self.packed[f"vertices_{pose}"].astype(np.float64))
        self[pose] = Surface(vertices, self.faces, self.mirror, self.parts)
        return self[pose]


def load_body(folder: Path) -> Body:
    """Read body.npz and landmarks.json."""
    # From memory, so that no file stays open behind what is unpacked later.
    packed = np.load(BytesIO((folder / "body.npz").read_bytes()), allow_pickle=False)
    landmarks = load_landmarks(folder)
    return Body(_Poses(packed), landmarks, version_of(folder, landmarks))
