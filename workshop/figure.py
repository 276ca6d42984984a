"""The figure as values: the fine surface in each pose, and the coarser one that is published.

The fine surface is Catmull-Clark level 2 (plates are rendered from it). The published one has
the topology of level 1 with its vertices taken from level 2: the first `coarse_count` vertices
of the fine surface are the vertices of the published one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from workshop import basemesh, rig
from workshop.arrays import Floats, Ints, Sparse
from workshop.subdivide import subdivide
from workshop.surface import triangles

PARTS: Mapping[str, tuple[str, ...]] = {
    "forearm-left": ("lowerarm01.L",),
    "leg-left": ("upperleg01.L",),
    "shank-left": ("lowerleg01.L",),
    "foot-left": ("foot.L",),
    "head": ("head",),
}
"""Part of the body to the bones it hangs on; a vertex belongs where most of its weight lies."""


@dataclass(frozen=True)
class Mesh:
    """Everything about the surface that does not depend on the pose."""

    base: basemesh.BaseMesh
    matrix: Sparse
    """(fine vertices, 19158): fine = matrix @ control."""
    quads: Ints
    """(n, 4) of the fine surface."""
    coarse_quads: Ints
    """(n / 4, 4) of the published surface; fine quad q lies in coarse quad q // 4."""
    coarse_count: int
    mirror: Ints
    """(fine vertices,)."""
    faces: Ints
    """(2 n, 3) triangles of the fine surface."""
    coarse_faces: Ints
    """(n / 2, 3) triangles of the published surface."""

    def part(self, skeleton: rig.Rig, name: str) -> Floats:
        """(fine vertices,) share of each vertex's weight that lies in this part."""
        bones = list(skeleton.below(*PARTS[name]))
        weight = np.asarray(skeleton.weights[:, bones].sum(axis=1)).ravel()
        share: Floats = self.matrix @ weight
        return share


def build(base: basemesh.BaseMesh) -> Mesh:
    """Subdivide twice and drop what is not skin."""
    first = subdivide(base.quads, base.mirror)
    second = subdivide(first.quads, first.mirror)
    used = np.unique(second.quads)
    number = np.full(len(second.mirror), -1)
    number[used] = np.arange(len(used))
    quads, coarse = number[second.quads], number[first.quads]
    return Mesh(
        base=base,
        matrix=(second.matrix @ first.matrix)[used],
        quads=quads,
        coarse_quads=coarse,
        coarse_count=int(coarse.max()) + 1,
        mirror=number[second.mirror[used]],
        faces=triangles(quads),
        coarse_faces=triangles(coarse),
    )


@dataclass(frozen=True)
class Figure:
    """The surface in every pose."""

    mesh: Mesh
    skeleton: rig.Rig
    smooth: Mapping[str, Floats]
    """Pose (and `rest`) to (fine vertices, 3) before sculpting."""
    sculpted: Mapping[str, Floats]
    """Pose to (fine vertices, 3) with the bony relief."""
