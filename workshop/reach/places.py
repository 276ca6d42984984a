"""Where every construction leads: solved once, and carried to the standing body to be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from atlas.body import load_body
from atlas.construct import carried, solve
from atlas.landmarks import load_cameras
from atlas.problems import SiteError
from workshop.reach.constructions import ROOT, read_all

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atlas.body import Body, Floats
    from atlas.place import Camera, Place
    from workshop.reach.constructions import Constructions

FIGURES = ROOT / "assets" / "figures"
STANDING = "stand"


class Failure(NamedTuple):
    """One way in which a location is not reached. `off` is by how much: millimetres, or per cent of a way."""

    code: str
    fails: str
    to: str = ""
    off: float = 0.0
    said: str = ""


@dataclass(frozen=True)
class Reach:
    """The constructions, the body, and what came of them: a place by code, or why there is none."""

    constructions: Constructions
    body: Body
    cameras: Mapping[str, Camera]
    places: Mapping[str, Place]
    unsolved: Mapping[str, str]
    standing: Mapping[str, Floats]
    """Where each place is when the body stands, decimetres (3,)."""
    facing: Mapping[str, Floats]
    """Which way its skin faces then, (3,)."""

    @classmethod
    def load(cls) -> Reach:
        """Solve every construction in its pose."""
        constructions, body = read_all(), load_body(FIGURES)
        tasks = constructions.tasks()
        places: dict[str, Place] = {}
        unsolved: dict[str, str] = {}
        for code, one in constructions.by_code.items():
            try:
                places[code] = solve(tasks[code], tasks, body, one.pose)
            except SiteError as error:
                unsolved[code] = str(error.problems[0])
            except KeyError as error:
                unsolved[code] = f"nothing is named {error.args[0]}"
        there = {
            code: carried(body, STANDING, np.asarray(place.triangle), np.asarray(place.weights))
            for code, place in places.items()
        }
        standing = {code: np.asarray(found[0]) for code, found in there.items()}
        facing = {code: np.asarray(found[1]) for code, found in there.items()}
        return cls(constructions, body, load_cameras(FIGURES), places, unsolved, standing, facing)
