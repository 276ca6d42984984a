"""Along each meridian the locations follow each other as their numbers do.

`data/order.yaml` says where the standard makes them so: a run of locations, and the landmarks along which it
goes. A location's place in the run is how far along the line through those landmarks its nearest place lies.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from atlas.anatomy import STANDING
from atlas.find import Name
from atlas.patterns import Matter
from workshop.lists import read_list
from workshop.paths import DATA
from workshop.reach.places import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.body import Floats
    from workshop.reach.places import Reach

MILLIMETRES = 100  # to a decimetre


class Run(Matter):
    """Locations that follow each other along a line."""

    points: str
    along: tuple[Name, ...]


def read_runs() -> list[Run]:
    """Read `order.yaml`."""
    return read_list(DATA / "order.yaml", Run)


def disordered(reach: Reach) -> Iterator[Failure]:
    """Yield each location that does not lie beyond the one before it, and by how many millimetres."""
    for run in read_runs():
        line = np.array([reach.body.position(name, STANDING) for name in run.along])
        codes = [code for code in reach.constructions.among(run.points) if code in reach.standing]
        for before, code in pairwise(codes):
            step = far_along(line, reach.standing[code]) - far_along(line, reach.standing[before])
            if step <= 0:
                yield Failure(code, "order", before, -step * MILLIMETRES)


def far_along(line: Floats, at: Floats) -> float:
    """Return how far along a line of straight pieces (n, 3) its nearest place to a place (3,) lies.

    The first and the last piece go on beyond their ends.
    """
    starts, steps = line[:-1], np.diff(line, axis=0)
    lengths = np.linalg.norm(steps, axis=1)
    share = ((at - starts) * steps).sum(axis=1) / lengths**2
    low, high = np.zeros(len(share)), np.ones(len(share))
    low[0], high[-1] = -np.inf, np.inf
    share = np.clip(share, low, high)
    nearest = int(np.argmin(np.linalg.norm(starts + share[:, None] * steps - at, axis=1)))
    return float(lengths[:nearest].sum() + share[nearest] * lengths[nearest])
