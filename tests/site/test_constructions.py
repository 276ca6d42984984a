"""The workshop's list of constructions: every location of the standard, in the words of front matter."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from bodies import body, library
from sampling import ROOT

from atlas.construct import solve
from atlas.find import Name
from atlas.matter import parse
from atlas.memo import Memo
from atlas.patterns import Code, Matter
from atlas.read import Reader
from atlas.tasks import check_names
from workshop.constructions import Construction, listed_constructions, task_of

if TYPE_CHECKING:
    from atlas.tasks import Task

DATA = ROOT / "workshop" / "data"
EXTRA = "ex"  # points that the WHO standard of 2008 does not hold
MIDLINE = 0.05  # decimetres that a point of the midline may stand beside it


class Wanted(Matter):
    """A landmark that constructions wait for."""

    name: Name
    where: str
    why: str
    points: tuple[Code, ...]


@cache
def constructions() -> dict[str, tuple[str, Construction]]:
    """Return the constructions by code, each with the file it stands in."""
    found: dict[str, tuple[str, Construction]] = {}
    for file, one in listed_constructions():
        assert one.code not in found
        found[one.code] = file, one
    return found


@cache
def wanted() -> dict[str, Wanted]:
    """Return the landmarks that are missing."""
    source = Reader(ROOT, Memo()).record(DATA / "missing.yaml")
    every = [parse(source, Wanted, (number,)) for number in range(len(source.data))]
    assert len({one.name for one in every}) == len(every)
    return {one.name: one for one in every}


@cache
def tasks() -> dict[str, Task]:
    """Return the constructions as the program takes them."""
    return {code: task_of(code, one) for code, (_, one) in constructions().items()}


def waits(code: str) -> bool:
    """Tell whether a construction, or one that it begins at, waits for a landmark."""
    one = constructions()[code][1]
    named = {name for step in one.find for _, name in step.names()}
    return bool(one.needs) or any(waits(name) for name in named if name in constructions())


def test_every_location_of_the_standard_is_there_once() -> None:
    standard = {
        f"{letters}{number}"
        for entry in library().meridians.values()
        for letters, most in entry.matter.series.items()
        if not letters.startswith("EX")
        for number in range(1, most + 1)
    }
    listed = {code for code, (file, _) in constructions().items() if file != EXTRA}
    assert len(standard) == 361
    assert listed == standard
    assert {code: file for code, (file, _) in constructions().items() if file != EXTRA} == {
        code: code.rstrip("0123456789").lower() for code in standard
    }
    for code, (_, one) in constructions().items():
        assert (one.sides == "midline") == (code.startswith(("GV", "CV")) or code == "EX-HN3"), code


def test_every_name_is_known_or_described_among_the_missing() -> None:
    known: dict[str, Any] = {**body().landmarks, **dict.fromkeys(wanted())}
    problems = [str(one) for task in tasks().values() for one in check_names(task, tasks(), known)]
    assert problems == []


def test_what_is_missing_is_described_and_what_is_described_is_missing() -> None:
    assert not set(wanted()) & set(body().landmarks)
    needed = {name for _, one in constructions().values() for name in one.needs}
    assert needed <= set(wanted())
    for one in wanted().values():
        assert set(one.points) <= set(constructions())


@pytest.mark.parametrize("code", [code for code in constructions() if not waits(code)])
def test_what_waits_for_no_landmark_can_be_found(code: str) -> None:
    """On the left half of the standing body, or in its midline: the other side is its mirror image."""
    one = constructions()[code][1]
    place = solve(tasks()[code], tasks(), body(), one.pose)
    if one.sides == "midline":
        assert abs(place.at.x) < MIDLINE
    elif one.pose == "stand":
        assert place.at.x > 0
