"""Sculpt: a height field along the normals, from strokes on the resting left side, mirrored."""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from scipy.spatial import KDTree

from workshop.arrays import Floats, Mask, unit
from workshop.figure import Mesh
from workshop.strokes import BENT, MUSCLES, STROKES, Stroke, Through
from workshop.surface import Place, normals

REACH = 3.4
"""A stroke ends so many widths from its curve (a Gaussian is 1e-5 there)."""
NEAR = 6
"""Vertices that a place without a landmark is the mean of."""


def heights(mesh: Mesh, rest: Floats, marks: Mapping[str, Place], pose: str) -> Floats:
    """(fine vertices,) decimetres to move outwards in this pose; the same on both sides."""
    outward = normals(rest, mesh.faces)
    skin = KDTree(rest)
    field = np.zeros(len(rest))
    for stroke in STROKES + MUSCLES:
        if stroke.pose not in ("", pose, "" if pose == "knee-bent" else "straight"):
            continue
        places = [_place(one, pose, marks, skin) for one in stroke.through]
        points = np.stack([place.on(rest) for place in places]) + stroke.offset
        facing = unit(np.mean([place.on(outward) for place in places], axis=0))
        if stroke.inside:
            points = np.array(stroke.through, dtype=float)
        left = _profile(stroke, points, facing, rest, outward)
        middle = np.abs(points[:, 0]).max() < 0.01
        field += left if middle else left + left[mesh.mirror]
    return (field + field[mesh.mirror]) / 2.0


def apply(vertices: Floats, mesh: Mesh, field: Floats) -> Floats:
    """(fine vertices, 3) the posed surface with its relief."""
    moved: Floats = vertices + normals(vertices, mesh.faces) * field[:, None]
    return moved


def _place(one: Through, pose: str, marks: Mapping[str, Place], skin: KDTree) -> Place:
    """Find a landmark, or the skin around a place: the mean of its nearest vertices."""
    if isinstance(one, str):
        return marks[BENT.get(one, one) if pose == "knee-bent" else one]
    near = skin.query(np.array(one), NEAR)[1]
    return Place(near, np.full(NEAR, 1.0 / NEAR))


def _profile(stroke: Stroke, points: Floats, facing: Floats, rest: Floats, outward: Floats) -> Floats:
    curve = _curve(points)
    reach = REACH * stroke.width
    near = ((rest > curve.min(axis=0) - reach) & (rest < curve.max(axis=0) + reach)).all(axis=1)
    distance, along = _distance(curve, rest[near])
    if stroke.filled:
        distance[_enclosed(curve, facing, rest[near])] = 0.0
    height = stroke.height * np.exp(-((distance / stroke.width) ** stroke.power))
    height *= np.clip((outward[near] @ facing - stroke.facing) / 0.4, 0.0, 1.0)
    if stroke.fade:
        height *= np.clip((1.0 - along) / stroke.fade, 0.0, 1.0)
    field = np.zeros(len(rest))
    field[near] = height
    return field


def _curve(points: Floats) -> Floats:
    """Catmull-Rom through three points or more; (k, 3)."""
    if len(points) < 3:
        return points
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    curve = []
    for i in range(1, len(padded) - 2):
        a, b, c, d = padded[i - 1 : i + 3]
        for t in np.linspace(0.0, 1.0, 8, endpoint=False):
            bend = (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
            curve.append(0.5 * (2 * b + (c - a) * t + bend))
    return np.vstack([*curve, padded[-2]])


def _enclosed(curve: Floats, facing: Floats, points: Floats) -> Mask:
    """(n,) whether a (k, 3) closed curve runs around each of (n, 3) points, seen against `facing`."""
    across = unit(np.cross(facing, [0.0, 1.0, 0.0]))
    plane = np.stack([across, np.cross(facing, across)], axis=1)
    corners, spots = curve @ plane, points @ plane
    inside = np.zeros(len(spots), dtype=bool)
    for (x0, y0), (x1, y1) in pairwise(corners):
        between = (y0 > spots[:, 1]) != (y1 > spots[:, 1])
        at = x0 + (spots[:, 1] - y0) / (y1 - y0 or 1.0) * (x1 - x0)
        inside ^= between & (spots[:, 0] < at)
    return inside


def _distance(curve: Floats, points: Floats) -> tuple[Floats, Floats]:
    """Of each point: decimetres to the curve, and how far along (0 to 1) it is nearest."""
    best = np.linalg.norm(points - curve[0], axis=1)
    along = np.zeros(len(points))
    pieces = len(curve) - 1
    for i in range(pieces):
        step = curve[i + 1] - curve[i]
        t = np.clip((points - curve[i]) @ step / (step @ step), 0.0, 1.0)
        distance = np.linalg.norm(points - curve[i] - t[:, None] * step, axis=1)
        nearer = distance < best
        best[nearer] = distance[nearer]
        along[nearer] = (i + t[nearer]) / pieces
    return best, along
