"""Geometry of a triangle surface: normals, the nearest place, the first place a ray meets."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from workshop.arrays import Floats, Ints, smoothstep, unit


@dataclass(frozen=True)
class Place:
    """A spot on a surface, the same in every pose."""

    triangle: Ints
    """(3,) vertex numbers."""
    weights: Floats
    """(3,) barycentric, not negative, summing to 1."""

    def on(self, vertices: Floats) -> Floats:
        """(3,) where it is on these (n, 3) vertices (or (3,) of any per-vertex vectors)."""
        position: Floats = self.weights @ vertices[self.triangle]
        return position


def triangles(quads: Ints) -> Ints:
    """(2 n, 3): each quad cut from its first corner, both halves side by side."""
    halves = np.stack([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]], axis=1)
    return halves.reshape(-1, 3)


def normals(vertices: Floats, faces: Ints) -> Floats:
    """(n, 3) unit normals, area-weighted."""
    a, b, c = (vertices[faces[:, k]] for k in range(3))
    flat = np.cross(b - a, c - a)
    total = np.zeros_like(vertices)
    for k in range(3):
        for axis in range(3):
            total[:, axis] += np.bincount(faces[:, k], flat[:, axis], len(vertices))
    return unit(total)


def nearest(point: Floats, vertices: Floats, faces: Ints) -> Place:
    """Find the spot of these (n, 3) triangles nearest to a point."""
    corners = vertices[faces]
    weights = _nearest_weights(point, corners)
    distance = np.linalg.norm(np.einsum("nk,nkd->nd", weights, corners) - point, axis=1)
    best = int(np.argmin(distance))
    return Place(faces[best], weights[best])


def _nearest_weights(point: Floats, corners: Floats) -> Floats:
    """(n, 3) weights of the nearest spot of each (n, 3, 3) triangle."""
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    inside = _plane_weights(point, corners)
    choices = [np.where((inside >= 0.0).all(axis=1, keepdims=True), inside, np.nan)]
    for i, j, start, end in ((0, 1, a, b), (1, 2, b, c), (2, 0, c, a)):
        side = end - start
        length = np.maximum(np.einsum("nd,nd->n", side, side), 1e-18)
        t = np.clip(np.einsum("nd,nd->n", point - start, side) / length, 0.0, 1.0)
        edge = np.zeros((len(corners), 3))
        edge[:, i], edge[:, j] = 1.0 - t, t
        choices.append(edge)
    options = np.stack(choices)
    spots = np.einsum("mnk,nkd->mnd", options, corners)
    distance = np.nan_to_num(np.linalg.norm(spots - point, axis=2), nan=np.inf)
    picked: Floats = options[np.argmin(distance, axis=0), np.arange(len(corners))]
    return picked


def _plane_weights(point: Floats, corners: Floats) -> Floats:
    u, v = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    w = point - corners[:, 0]
    uu, uv, vv = (np.einsum("nd,nd->n", p, q) for p, q in ((u, u), (u, v), (v, v)))
    wu, wv = np.einsum("nd,nd->n", w, u), np.einsum("nd,nd->n", w, v)
    area = np.maximum(uu * vv - uv * uv, 1e-18)
    s, t = (vv * wu - uv * wv) / area, (uu * wv - uv * wu) / area
    weights: Floats = np.stack([1.0 - s - t, s, t], axis=1)
    return weights


def crisp(
    vertices: Floats, faces: Ints, toward: Floats, *, amount: float, rounds: int, limit: float
) -> Floats:
    """(n, 3) normals with their fine relief exaggerated, for shading only.

    The difference from the normals smoothed so many times over their neighbours is multiplied by
    `amount` and added (after Rusinkiewicz and others, Exaggerated Shading, 2006), but never more of it
    than `limit`: gentle relief is helped, what is steep already does not turn black. The outline and
    the positions stay true, and skin that is seen edge-on keeps its own normals, lest it turn away.
    """
    sharp = normals(vertices, faces)
    starts = np.concatenate([faces[:, k] for k in (0, 1, 2)])
    ends = np.concatenate([faces[:, k] for k in (1, 2, 0)])
    count = len(vertices)
    around = sparse.csr_matrix((np.ones(len(starts)), (starts, ends)), shape=(count, count))
    around = around + around.T + sparse.identity(count)
    smooth = sharp
    for _ in range(rounds):
        smooth = unit(around @ smooth)
    square = smoothstep((sharp @ toward - 0.1) / 0.5)
    more = amount * (sharp - smooth)
    more /= 1.0 + np.linalg.norm(more, axis=1, keepdims=True) / limit
    return unit(sharp + square[:, None] * more)
