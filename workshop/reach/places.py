"""Where every construction leads: solved once, and carried to the standing body to be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from atlas.body import load_body
from atlas.landmarks import load_cameras
from workshop.constructions import solved, standing
from workshop.paths import FIGURES
from workshop.reach.constructions import read_all

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atlas.body import Body, Floats
    from atlas.place import Camera, Place
    from workshop.reach.constructions import Constructions


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
        places, unsolved = solved(constructions.by_code, body)
        there = {code: standing(place, body) for code, place in places.items()}
        at = {code: found[0] for code, found in there.items()}
        facing = {code: found[1] for code, found in there.items()}
        return cls(constructions, body, load_cameras(FIGURES), places, unsolved, at, facing)
