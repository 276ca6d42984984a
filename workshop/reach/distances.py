"""The distances that the standard names between locations come out within 5 per cent."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from atlas.anatomy import STANDING, cun_of, frame_at, landmark_spot
from atlas.geometry import Spot, at_height, line_between
from atlas.measures import LINES, MEASURES
from workshop.reach.places import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop.constructions import Distance
    from workshop.reach.places import Reach

LEEWAY = 5  # per cent
LEVEL = 3  # millimetres that two places on one level may be apart
PER_CENT = MILLIMETRES = 100
ACROSS = ("finger", "fingerbreadth")  # a finger is laid any way


def stretched(reach: Reach) -> Iterator[Failure]:
    """Yield every named distance that is missed, by how many per cent: more than that is above nought."""
    for code in reach.places:
        for distance in reach.constructions.by_code[code].distances:
            try:
                length = measured(reach, code, distance)
            except ValueError as error:
                yield Failure(code, "distance", distance.to, said=str(error))
                continue
            if length is None:  # the other one is not reached
                continue
            if distance.cun == 0:
                if length * MILLIMETRES > LEVEL:
                    yield Failure(code, "distance", distance.to, length * MILLIMETRES, "mm off its level")
                continue
            cun = length / cun_of(reach.body, distance.measure)
            off = PER_CENT * (cun / distance.cun - 1)
            if abs(off) > LEEWAY:
                yield Failure(code, "distance", distance.to, off, f"{cun:.2f} cun for {distance.cun:g}")


def measured(reach: Reach, code: str, distance: Distance) -> float | None:
    """Return how far a location is from a place, in decimetres, or nothing if that place is not reached.

    Where the standard's tape lies on the skin, along the skin, in the pose that the location is found in;
    where it is held straight beside a limb, along the limb, on the standing body.
    """
    sideways = distance.across or distance.measure in ACROSS or MEASURES[distance.measure].along == "skin"
    pose = reach.places[code].pose if sideways else STANDING
    start = spot_of(reach, code, pose)
    end = foot_of(reach, distance.to, start) if distance.to in LINES else spot_of(reach, distance.to, pose)
    if start is None or end is None:
        return None
    if sideways and distance.cun:
        return line_between(reach.body.surfaces[pose], start, end).length
    axis = frame_at(reach.body, pose, start.at).axes[0]
    return abs(float((end.at - start.at) @ axis))


def spot_of(reach: Reach, name: str, pose: str) -> Spot | None:
    """Return where a location or a landmark is in a pose."""
    if name in reach.places:
        place = reach.places[name]
        corners = reach.body.surfaces[pose].vertices[list(place.triangle)]
        return Spot(reach.body.face(place.triangle), np.asarray(place.weights) @ corners)
    return landmark_spot(reach.body, name, pose) if name in reach.body.landmarks else None


def foot_of(reach: Reach, line: str, start: Spot | None) -> Spot | None:
    """Return the place of a named line at the height of a place on the trunk."""
    if start is None:
        return None
    surface, up = reach.body.surfaces[STANDING], np.array([0.0, 1, 0])
    spots = [landmark_spot(reach.body, name, STANDING) for name in LINES[line]]
    for first, second in pairwise(spots):
        piece = line_between(surface, first, second)
        far = at_height(piece, start.at, up)
        if far is not None:
            return piece.spot(far)
    return None
