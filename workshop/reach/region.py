"""Each location lies in the region that the standard names for it.

`data/regions.yaml` says what a region is: parts of the body, landmarks that it lies above or below, and which
way its skin faces. The borders are those of the standard (II.4); a location on one belongs to either side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from atlas.anatomy import STANDING, frames_at
from atlas.find import Name
from atlas.patterns import Line, Matter
from workshop.lists import read_list
from workshop.paths import DATA
from workshop.reach.places import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop.reach.places import Reach

BORDER = 0.15  # decimetres that a location may lie beyond a border: half a fingertip's width and a little
AVERSE = -0.1  # how far skin may face away from the side that a region is on: some 6 degrees
MILLIMETRES = 100
SIDES = {
    "front": (0, 0, 1), "back": (0, 0, -1), "outer": (1, 0, 0), "inner": (-1, 0, 0),
    "top": (0, 1, 0), "sole": (0, -1, 0),
}  # fmt: skip

Side = Literal["front", "back", "outer", "inner", "top", "sole"]


class Region(Matter):
    """A region of the standing body, and the locations that the standard puts there."""

    name: Line
    points: str
    parts: tuple[str, ...]
    above: tuple[Name, ...] = ()
    below: tuple[Name, ...] = ()
    faces: tuple[Side, ...] = ()


def read_regions() -> list[Region]:
    """Read `regions.yaml`."""
    return read_list(DATA / "regions.yaml", Region)


def misplaced(reach: Reach) -> Iterator[Failure]:
    """Yield each location outside of its region: in another part, beyond a border, or facing away."""
    for region in read_regions():
        way = np.sum([SIDES[side] for side in region.faces], axis=0) if region.faces else np.zeros(3)
        for code in reach.constructions.among(region.points):
            if code not in reach.standing:
                continue
            at = reach.standing[code]
            parts = [frame.part for frame in frames_at(reach.body, STANDING, at)]
            beyond = max(
                [
                    0.0,
                    *(reach.body.position(name, STANDING)[1] - at[1] for name in region.above),
                    *(at[1] - reach.body.position(name, STANDING)[1] for name in region.below),
                ]
            )
            if not set(parts) & set(region.parts):
                yield Failure(code, "region", region.name, said=f"on the {parts[0]}")
            elif beyond > BORDER:
                yield Failure(code, "region", region.name, beyond * MILLIMETRES)
            elif reach.facing[code] @ way < AVERSE:
                yield Failure(
                    code, "region", region.name, said=f"does not face the {' and '.join(region.faces)}"
                )
