"""What a view of the standing body sees of a line on its skin."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from atlas.geometry import is_clear, normal_at
from atlas.trails import p3

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from atlas.body import Surface
    from atlas.geometry import Spot
    from atlas.place import Camera, Pt

SEEN, COVERED, AWAY = "seen", "covered", "away"
"""Seen; turned to the reader, but behind an arm or a fold; on the far side."""

MIDDLE = 0.05
"""Decimetres: what lies nearer the midline belongs to it."""
PROFILE = 2.0
"""From the side the midline runs along the outline, behind as much of its own half of the trunk as this."""
EDGEWISE = 0.05
"""Skin is seen that faces the reader by at least three degrees: at the outline a line must not break off."""
BRIEF = 9.0
"""Pixels: a line that is covered for less is not covered."""
GRAZING = 48.0
"""Pixels: a line that goes over the outline for less, and comes back, runs along it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line in one view: where it falls on the plate, and whether it is seen."""

    kind: str
    points: tuple[Pt, ...]

    @property
    def length(self) -> float:
        """Return its length in pixels."""
        steps = np.diff(np.array(self.points), axis=0)
        return float(np.hypot(steps[:, 0], steps[:, 1]).sum())


def sight_of(surface: Surface, camera: Camera, spot: Spot) -> str:
    """Tell whether a view sees a place on the skin."""
    aside = abs(camera.toward.x) > abs(camera.toward.z)
    if aside and abs(spot.at[0]) < MIDDLE:
        return SEEN if is_clear(surface, camera, spot.at, PROFILE) else COVERED
    if normal_at(surface, spot) @ np.asarray(camera.toward) < EDGEWISE:
        return AWAY
    return SEEN if is_clear(surface, camera, spot.at) else COVERED


def pieces_of(surface: Surface, camera: Camera, spots: Sequence[Spot]) -> list[Piece]:
    """Return what a view shows of a line, cut where it is lost from sight."""
    kinds = [sight_of(surface, camera, spot) for spot in spots]
    points = [camera.project(p3(spot.at)) for spot in spots]
    kinds = _bridged(_bridged(kinds, points, COVERED, BRIEF), points, AWAY, GRAZING)
    return [
        Piece(kind, tuple(points[first : last + 1]))
        for kind, first, last in _runs(kinds)
        if kind != AWAY and last > first
    ]


def _runs(kinds: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Yield each stretch of one kind: the first of its places, and the first of the next stretch."""
    first = 0
    for kind, run in groupby(kinds):
        last = first + len(list(run))
        yield kind, first, min(last, len(kinds) - 1)
        first = last


def _bridged(kinds: Sequence[str], points: Sequence[Pt], lost: str, most: float) -> list[str]:
    """Return the kinds without stretches of one kind, so many pixels long at most, between what is seen."""
    found = list(kinds)
    for kind, first, last in _runs(kinds):
        brief = kind == lost and Piece(kind, tuple(points[first : last + 1])).length <= most
        if brief and first and kinds[first - 1] == kinds[last] == SEEN:
            found[first:last] = [SEEN] * (last - first)
    return found
