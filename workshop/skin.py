"""Bending the skin by the rig: linear blending, and dual quaternions where a twist would collapse it.

Linear blending of a half-turned forearm makes the wrist thin; blending dual quaternions (Kavan and
others, 2007) keeps its girth. Each vertex mixes the two by `Rounding`.
"""

from collections.abc import Mapping

import numpy as np
from scipy.spatial.transform import Rotation

from workshop.arrays import Floats, smoothstep
from workshop.rig import Rig, Rotations

Rounding = Mapping[str, float]
"""Bone to how much of dual quaternions (0 to 1) the skin below it takes."""
ROUND: Rounding = {"lowerarm01.L": 1.0, "lowerarm01.R": 1.0, "upperleg02.L": 1.0, "upperleg02.R": 1.0}


def bend(rig: Rig, vertices: Floats, rotations: Rotations, rounding: Rounding) -> Floats:
    """(19158, 3) vertices in the pose; helpers without weights stay."""
    moves = rig.matrices(rotations)
    flat = linear(rig, vertices, moves)
    share = np.zeros(len(vertices))
    for bone, amount in rounding.items():
        weight = np.asarray(rig.weights[:, list(rig.below(bone))].sum(axis=1)).ravel()
        share = np.maximum(share, amount * smoothstep(weight))
    near = share > 0
    moved = flat.copy()
    round_ = dual(rig, vertices, moves)
    moved[near] += share[near, None] * (round_ - flat)[near]
    return moved


def linear(rig: Rig, vertices: Floats, moves: Floats) -> Floats:
    """Blend the bones' (bones, 4, 4) matrices."""
    blended = np.asarray(rig.weights @ moves.reshape(-1, 16)).reshape(-1, 4, 4)
    moved: Floats = np.einsum("nij,nj->ni", blended[:, :3, :3], vertices) + blended[:, :3, 3]
    loose = np.asarray(rig.weights.sum(axis=1)).ravel() == 0
    moved[loose] = vertices[loose]
    return moved


def dual(rig: Rig, vertices: Floats, moves: Floats) -> Floats:
    """Blend the bones' unit dual quaternions, each turned to the side of the vertex's main bone."""
    real = Rotation.from_matrix(moves[:, :3, :3]).as_quat()
    shift = np.concatenate([moves[:, :3, 3], np.zeros((len(moves), 1))], axis=1)
    other = 0.5 * product(shift, real)
    weights = rig.weights.tocoo()
    main = np.asarray(rig.weights.argmax(axis=1)).ravel()
    sign = np.sign(np.einsum("nk,nk->n", real[weights.col], real[main[weights.row]]))
    signed = rig.weights.copy().tocoo()
    signed.data = weights.data * np.where(sign < 0, -1.0, 1.0)
    blended = signed.tocsr() @ np.concatenate([real, other], axis=1)
    length = np.maximum(np.linalg.norm(blended[:, :4], axis=1, keepdims=True), 1e-9)
    q, d = blended[:, :4] / length, blended[:, 4:] / length
    twist = 2.0 * np.cross(q[:, :3], np.cross(q[:, :3], vertices) + q[:, 3:] * vertices)
    move = 2.0 * product(d, q * [-1.0, -1.0, -1.0, 1.0])[:, :3]
    return np.asarray(vertices + twist + move)


def product(a: Floats, b: Floats) -> Floats:
    """(n, 4) Hamilton products of x, y, z, w quaternions."""
    u, s, v, t = a[:, :3], a[:, 3:], b[:, :3], b[:, 3:]
    vector = s * v + t * u + np.cross(u, v)
    scalar = s * t - np.einsum("nk,nk->n", u, v)[:, None]
    return np.concatenate([vector, scalar], axis=1)
