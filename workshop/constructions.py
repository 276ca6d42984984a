"""The constructions of `data/points/`, and where each leads on the standing body."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

import numpy as np

from atlas.anatomy import STANDING
from atlas.construct import carried, solve
from atlas.find import Find, Measure
from atlas.geometry import Spot
from atlas.patterns import Code, Matter
from atlas.problems import Problem, SiteError, report
from atlas.tasks import Task, check_names
from workshop.lists import read_list
from workshop.paths import DATA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from atlas.body import Body, Floats
    from atlas.place import Place
    from atlas.source import Loc

EXTRA = "EX"
"""How the codes of points begin that lie on no line."""


class Distance(Matter):
    """What the standard says of the way to a neighbour. 0 cun means level with it."""

    to: str
    cun: float
    measure: Measure
    across: bool = False  # said of a limb, but not along it


class Construction(Matter):
    """One location, and what we are not sure of."""

    code: Code
    sides: Literal["both", "midline"]
    find: tuple[Find, ...]
    pose: str
    view: str
    distances: tuple[Distance, ...]
    unsure: str


def read_constructions() -> dict[str, Construction]:
    """Return every construction by its code, in the order of the files."""
    return {one.code: one for _, one in listed_constructions()}


def listed_constructions() -> Iterator[tuple[str, Construction]]:
    """Yield every construction with the name of the file that it stands in."""
    for file in sorted((DATA / "points").glob("*.yaml")):
        yield from ((file.stem, one) for one in read_list(file, Construction))


def task_of(code: str, one: Construction) -> Task:
    """Return a construction as the program takes it."""
    return Task(code, one.find, (), _teller(code))


def _teller(code: str) -> Callable[[Loc, str, str], Problem]:
    def problem(loc: Loc, message: str, hint: str) -> Problem:
        return Problem(PurePosixPath(code), 0, f"{'.'.join(map(str, loc))}: {message}", hint)

    return problem


def solved(constructions: Mapping[str, Construction], body: Body) -> tuple[dict[str, Place], dict[str, str]]:
    """Return where each construction leads in its own pose, and why the others lead nowhere."""
    tasks = {code: task_of(code, one) for code, one in constructions.items()}
    places: dict[str, Place] = {}
    waiting: dict[str, str] = {}
    for code, one in constructions.items():
        try:
            report(check_names(tasks[code], tasks, body.landmarks))
            places[code] = solve(tasks[code], tasks, body, one.pose)
        except SiteError as error:
            waiting[code] = str(error.problems[0])
        except KeyError as error:  # a landmark that another construction lacks
            waiting[code] = f"waits for {error}"
    return places, waiting


def standing(place: Place, body: Body) -> tuple[Floats, Floats]:
    """Return where a place is when the body stands, decimetres (3,), and which way its skin faces, (3,)."""
    at, normal = carried(body, STANDING, np.asarray(place.triangle), np.asarray(place.weights))[:2]
    return np.asarray(at), np.asarray(normal)


def stand(constructions: Mapping[str, Construction], body: Body) -> tuple[dict[str, Spot], dict[str, str]]:
    """Return where the constructions lead on the standing body, and why the others lead nowhere.

    A point is sought in the pose in which it is found, and goes with its skin into the standing one.
    """
    places, waiting = solved(constructions, body)
    return {
        code: Spot(body.face(place.triangle), standing(place, body)[0]) for code, place in places.items()
    }, waiting
