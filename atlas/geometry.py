"""Lines, distances and sight on a surface of triangles. It knows nothing of anatomy."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from atlas.body import Bools, Floats, Ints, Surface
    from atlas.place import Camera

# A place is moved this share towards the middle of its triangle before a plane is laid through it,
# because a plane through a corner or an edge need not cut the triangle at all. It is under a micrometre.
INWARDS = 1e-4
AROUND = 0.08  # decimetres: the skin within this distance gives a place its normal
CLEAR = 0.03  # what lies less than this in front of a place does not hide it: quantised skin is rough
FACING = 0.17  # the skin must face the camera by at least 10 degrees
SCOPE = 0.3  # triangles are far smaller than this
NOTHING = 1e-6
TILTS = 12  # how many planes are tried between two places: every 15 degrees
DETOUR = 2.5  # over the head from brow to nape is 2.3 times as far as through it
MISS = 0.04  # a line that passes a place within this distance has reached it: half a triangle of the skin


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the surface: which triangle, and where."""

    face: int
    at: Floats


@dataclass(frozen=True, slots=True)
class Line:
    """A line on the surface. `faces[i]` holds the stretch from point i to point i + 1."""

    points: Floats
    faces: Ints

    @property
    def reach(self) -> Floats:
        """Return the length of the line up to each of its points."""
        steps = np.linalg.norm(np.diff(self.points, axis=0), axis=1)
        return np.concatenate([[0.0], np.cumsum(steps)])

    @property
    def length(self) -> float:
        """Return its whole length on the skin."""
        return float(self.reach[-1])

    def spot(self, distance: float) -> Spot:
        """Return the place this far along the line."""
        reach = self.reach
        i = int(np.clip(np.searchsorted(reach, distance, side="right") - 1, 0, len(self.faces) - 1))
        span = reach[i + 1] - reach[i]
        t = (distance - reach[i]) / span if span else 0.0
        return Spot(int(self.faces[i]), self.points[i] + (self.points[i + 1] - self.points[i]) * t)

    def until(self, distance: float) -> Line:
        """Return the line cut off after this distance."""
        end = self.spot(distance)
        kept = int(np.clip(np.searchsorted(self.reach, distance, side="left"), 1, len(self.faces)))
        return Line(np.vstack([self.points[:kept], end.at]), self.faces[:kept])

    def joined(self, other: Line) -> Line:
        """Return this line and then another that begins where it ends."""
        return Line(np.vstack([self.points, other.points[1:]]), np.concatenate([self.faces, other.faces]))


def unit(vector: Floats) -> Floats:
    """Return the vector with length one."""
    return np.asarray(vector / np.linalg.norm(vector), dtype=np.float64)


def weights_of(surface: Surface, spot: Spot) -> Floats:
    """Return the barycentric weights of a place in its triangle."""
    a, b, c = surface.vertices[surface.faces[spot.face]]
    u, v, w = b - a, c - a, spot.at - a
    uu, uv, vv, wu, wv = u @ u, u @ v, v @ v, w @ u, w @ v
    bottom = uu * vv - uv * uv
    s, t = (vv * wu - uv * wv) / bottom, (uu * wv - uv * wu) / bottom
    return np.array([1 - s - t, s, t])


def normal_at(surface: Surface, spot: Spot, around: float = AROUND) -> Floats:
    """Return the mean direction the skin faces around a place."""
    a, b, c = surface.corners
    x, y, z = (np.abs(column - at) < around for column, at in zip(surface.columns, spot.at, strict=True))
    faces = surface.faces_among(x & y & z)
    if spot.face not in faces:
        faces = np.append(faces, spot.face)
    p, q, r = (surface.vertices[corner[faces]] for corner in (a, b, c))
    areas = np.cross(q - p, r - p)
    own = areas[np.flatnonzero(faces == spot.face)[0]]
    return unit(areas[areas @ own > 0].sum(axis=0))


def section(surface: Surface, start: Spot, normal: Floats, way: Floats | None = None) -> tuple[Line, Line]:
    """Cut the surface with a plane through a place; return both ways along the cut, `way` first."""
    vertices = surface.vertices
    centre = vertices[surface.faces[start.face]].mean(axis=0)
    origin = start.at + (centre - start.at) * INWARDS
    height: Floats = vertices @ normal - origin @ normal
    above: Bools = height >= 0
    a, b, c = surface.corners
    sa, sb, sc = (np.take(above, corner) for corner in (a, b, c))
    cut = np.flatnonzero((sa != sb) | (sb != sc))
    first = int(np.searchsorted(cut, start.face))
    if first == len(cut) or cut[first] != start.face:  # the plane all but holds the triangle
        raise ValueError("the plane does not cut the triangle of the place")
    nodes, crossings = _crossings(surface, cut, height, above)
    forth, back = (_follow(first, side, nodes) for side in (0, 1))
    lines = [Line(np.vstack([start.at, crossings[chain]]), cut[faces]) for faces, chain in (forth, back)]
    if way is not None and (lines[0].points[1] - origin) @ way < (lines[1].points[1] - origin) @ way:
        lines.reverse()
    return lines[0], lines[1]


def _crossings(surface: Surface, cut: Ints, height: Floats, above: Bools) -> tuple[Ints, Floats]:
    """Return the two edges that each cut triangle is crossed at, numbered, and the crossings."""
    corners = surface.faces[cut]
    ends = np.stack([corners, np.roll(corners, -1, axis=1)], axis=2)
    crossed = above[ends[:, :, 0]] != above[ends[:, :, 1]]
    edges = np.sort(ends[crossed], axis=1)
    unique, number = np.unique(edges[:, 0] * len(surface.vertices) + edges[:, 1], return_inverse=True)
    u, v = np.divmod(unique, len(surface.vertices))
    share = (height[u] / (height[u] - height[v]))[:, None]
    places = surface.vertices[u] * (1 - share) + surface.vertices[v] * share
    return number.reshape(-1, 2), places


def _follow(first: int, side: int, nodes: Ints) -> tuple[list[int], list[int]]:
    """Walk from triangle to triangle over the crossed edges, until the start or an edge of the skin."""
    order = np.argsort(nodes.ravel(), kind="stable")
    holders = (order // 2).tolist()
    begins = np.searchsorted(nodes.ravel()[order], np.arange(int(nodes.max()) + 2)).tolist()
    pairs = nodes.tolist()
    face, node = first, pairs[first][side]
    faces, chain = [face], [node]
    while True:
        sharing = holders[begins[node] : begins[node + 1]]
        onward = [other for other in sharing if other != face]
        if len(onward) != 1 or onward[0] == first:
            return faces, chain
        face = onward[0]
        node = pairs[face][0] if pairs[face][1] == node else pairs[face][1]
        faces.append(face)
        chain.append(node)


def line_between(surface: Surface, start: Spot, end: Spot, plane: Floats | None = None) -> Line:
    """Return the shorter line on the skin from a place to another, in the plane that stands on the skin.

    Where that plane misses the second place, or leads a long way round to it, because the skin turns between
    the two, it is tilted, and the shortest of the other lines is taken. A given `plane` is not tilted.
    """
    along = end.at - start.at
    upright = np.cross(along, normal_at(surface, start) + normal_at(surface, end)) if plane is None else plane
    if np.linalg.norm(upright) < NOTHING:
        raise ValueError("the two places are one")
    upright = unit(upright)
    farthest = DETOUR * float(np.linalg.norm(along)) if plane is None else np.inf
    reached = _reaching(surface, start, end, upright, farthest)
    if not reached and plane is None:
        sideways = np.cross(unit(along), upright)
        for tilt in np.linspace(0, np.pi, TILTS, endpoint=False)[1:]:
            tilted = np.cos(tilt) * upright + np.sin(tilt) * sideways
            with suppress(ValueError):  # a plane along the skin cuts no triangle
                reached += _reaching(surface, start, end, tilted, farthest)
    if not reached:
        raise ValueError("the line does not reach the second place")
    return min(reached, key=lambda line: line.length)


def _reaching(surface: Surface, start: Spot, end: Spot, plane: Floats, farthest: float) -> list[Line]:
    """Return the ways along a cut that lead from a place to another."""
    lines = (_ending(line, end) for line in section(surface, start, plane))
    return [line for line in lines if line is not None and line.length < farthest]


def _ending(line: Line, end: Spot) -> Line | None:
    """Return the line cut off at a place it passes, or nothing if it misses by more than a triangle."""
    at = np.flatnonzero(line.faces == end.face)
    if len(at):
        i = int(at[0])
        return Line(np.vstack([line.points[: i + 1], end.at]), line.faces[: i + 1])
    starts, steps = line.points[:-1], np.diff(line.points, axis=0)
    share = np.clip(((end.at - starts) * steps).sum(axis=1) / np.maximum((steps**2).sum(axis=1), 1e-18), 0, 1)
    gaps = np.linalg.norm(starts + share[:, None] * steps - end.at, axis=1)
    i = int(np.argmin(gaps))
    if (i == 0 and share[0] == 0) or gaps[i] > MISS:
        return None
    return Line(np.vstack([line.points[: i + 1], end.at]), line.faces[: i + 1])


def meeting(line: Line, other: Line) -> tuple[float, float]:
    """Return how far along a line it comes nearest to another, and how near."""
    along = np.arange(0.0, line.length, 0.005)
    reach = line.reach
    places = np.stack([np.interp(along, reach, line.points[:, i]) for i in range(3)], axis=1)
    a, step = other.points[:-1], np.diff(other.points, axis=0)
    size = np.maximum((step**2).sum(axis=1), 1e-18)
    t = np.clip(((places[:, None] - a) * step).sum(axis=2) / size, 0, 1)
    gaps = np.linalg.norm(places[:, None] - (a + t[..., None] * step), axis=2).min(axis=1)
    best = int(np.argmin(gaps))
    return float(along[best]), float(gaps[best])


def at_height(line: Line, origin: Floats, up: Floats) -> float | None:
    """Return how far along a line it first crosses the plane through a place, or nothing."""
    height = (line.points - origin) @ up
    turns = np.flatnonzero(height[:-1] * height[1:] <= 0)
    if not len(turns):
        return None
    i = int(turns[0])
    span = height[i] - height[i + 1]
    share = height[i] / span if span else 0.0
    return float(line.reach[i] + (line.reach[i + 1] - line.reach[i]) * share)


def faces(camera: Camera, normal: Floats) -> bool:
    """Say whether skin that faces this way is turned to the camera, and not seen edge-on."""
    return bool(normal @ np.asarray(camera.toward) >= FACING)


def is_clear(surface: Surface, camera: Camera, at: Floats, clear: float = CLEAR) -> bool:
    """Say whether nothing lies in front of a place, but for skin within a small distance of it."""
    axes = np.array([camera.right, camera.up, camera.toward])
    x, y, depth = (surface.vertices @ axis - at @ axis for axis in axes)
    a, b, c = surface.corners
    held = surface.faces_among((np.abs(x) < SCOPE) & (np.abs(y) < SCOPE) & (depth > -SCOPE))
    if camera.part:
        held = held[surface.parts[camera.part][held]]
    flat = np.stack([x, y], axis=1)
    p, q, r = (flat[corner[held]] for corner in (a, b, c))
    wp, wq, wr = _turn(q, r), _turn(r, p), _turn(p, q)
    total = wp + wq + wr
    inside = ((wp >= 0) & (wq >= 0) & (wr >= 0)) | ((wp <= 0) & (wq <= 0) & (wr <= 0))
    hit = inside & (np.abs(total) > NOTHING**2)
    dp, dq, dr = (depth[corner[held[hit]]] for corner in (a, b, c))
    hits = (wp[hit] * dp + wq[hit] * dq + wr[hit] * dr) / total[hit]
    return not bool((hits > clear).any())


def _turn(p: Floats, q: Floats) -> Floats:
    return np.asarray(p[:, 0] * q[:, 1] - p[:, 1] * q[:, 0], dtype=np.float64)
