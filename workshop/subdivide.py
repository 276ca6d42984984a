"""Catmull-Clark subdivision as one sparse matrix.

Topology is the same in every pose, so a place on the surface (a triangle and three weights)
is the same place in every pose. Vertex order after a step: old vertices, edges, faces.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from workshop.arrays import Ints, Sparse


@dataclass(frozen=True)
class Subdivision:
    """One Catmull-Clark step of a closed or bordered quad mesh."""

    matrix: Sparse
    """(new, old) weights: new positions = matrix @ old positions."""
    quads: Ints
    """(4 n, 4); child k of quad q is row 4 q + k and starts at corner k."""
    mirror: Ints
    """(new,) the vertex on the other side."""


def subdivide(quads: Ints, mirror: Ints) -> Subdivision:
    """One step; `mirror` (old,) must map quads to quads."""
    old, faces = len(mirror), len(quads)
    sides = np.sort(np.concatenate([quads[:, [i, (i + 1) % 4]] for i in range(4)]), axis=1)
    edges, side_edge = np.unique(sides, axis=0, return_inverse=True)
    side_edge = side_edge.ravel()
    count = len(edges)
    users = np.bincount(side_edge, minlength=count)
    border = users == 1
    face_of = np.tile(np.arange(faces), 4)

    corner_rows = np.repeat(np.arange(faces), 4)
    to_face = _matrix(0.25, corner_rows, quads.ravel(), (faces, old))
    to_middle = _matrix(0.5, np.repeat(np.arange(count), 2), edges.ravel(), (count, old))
    beside = sparse.diags(1.0 / users) @ _matrix(1.0, side_edge, face_of, (count, faces))
    to_edge = sparse.diags(np.where(border, 1.0, 0.5)) @ to_middle
    to_edge = to_edge + sparse.diags(np.where(border, 0.0, 0.5)) @ beside @ to_face

    at_face = _matrix(1.0, quads.ravel(), corner_rows, (old, faces))
    at_edge = _matrix(1.0, edges.ravel(), np.repeat(np.arange(count), 2), (old, count))
    valence = np.maximum(np.asarray(at_edge.sum(axis=1)).ravel(), 1.0)
    around = np.maximum(np.asarray(at_face.sum(axis=1)).ravel(), 1.0)
    inner = sparse.diags(1.0 / (valence * around)) @ at_face @ to_face
    inner = inner + sparse.diags(2.0 / valence**2) @ at_edge @ to_middle
    inner = inner + sparse.diags((valence - 3.0) / valence)
    rim = at_edge @ sparse.diags(border.astype(float))
    rims = np.asarray(rim.sum(axis=1)).ravel()
    outer = 0.5 * sparse.identity(old) + 0.5 * sparse.diags(1.0 / np.maximum(rims, 1.0)) @ rim @ to_middle
    used = np.asarray(at_edge.sum(axis=1)).ravel() > 0
    to_vertex = sparse.diags((used & (rims == 0)).astype(float)) @ inner
    to_vertex = to_vertex + sparse.diags((used & (rims > 0)).astype(float)) @ outer
    to_vertex = to_vertex + sparse.diags((~used).astype(float))

    edge_at = side_edge.reshape(4, faces)
    centre = old + count + np.arange(faces)
    children = [
        np.stack([quads[:, k], old + edge_at[k], centre, old + edge_at[k - 1]], axis=1) for k in range(4)
    ]
    new_quads = np.stack(children, axis=1).reshape(-1, 4)
    matrix = sparse.csr_matrix(sparse.vstack([to_vertex, to_edge, to_face]))
    return Subdivision(matrix, new_quads, _mirrored(mirror, edges, quads))


def _matrix(value: float, rows: Ints, columns: Ints, shape: tuple[int, int]) -> Sparse:
    return sparse.csr_matrix((np.full(len(rows), value), (rows, columns)), shape=shape)


def _mirrored(mirror: Ints, edges: Ints, quads: Ints) -> Ints:
    """Mirror of old vertices, then of edges, then of faces."""
    edge = _match(edges, np.sort(mirror[edges], axis=1))
    face = _match(np.sort(quads, axis=1), np.sort(mirror[quads], axis=1))
    return np.concatenate([mirror, len(mirror) + edge, len(mirror) + len(edges) + face])


def _match(rows: Ints, wanted: Ints) -> Ints:
    """For each wanted row, where it stands among `rows` (all must be there, once)."""
    a, b = np.lexsort(rows.T[::-1]), np.lexsort(wanted.T[::-1])
    if not np.array_equal(rows[a], wanted[b]):
        message = "the mirror table does not map the mesh onto itself"
        raise ValueError(message)
    place = np.empty(len(rows), dtype=np.int64)
    place[b] = a
    return place
