"""The real body, and where the real constructions lead on it: what the tests of figures share."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sampling import ROOT

from atlas.body import load_body
from atlas.collect import load_library
from atlas.find import Find, Shown
from atlas.landmarks import load_cameras
from atlas.matter import parse
from atlas.memo import Memo
from atlas.patterns import Matter
from atlas.pictures import hang_pictures
from atlas.problems import Problem
from atlas.read import Reader
from atlas.scene import solve_point
from atlas.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from atlas.body import Body
    from atlas.layout import Figure
    from atlas.library import Library
    from atlas.pictures import Gallery
    from atlas.place import Camera, Solved
    from atlas.source import Loc

FIGURES = ROOT / "assets" / "figures"
STANDING = "stand"


class Located(Matter):
    """What a point says of its pictures, without the rest of it."""

    find: tuple[Find, ...]
    views: tuple[Shown, ...] = ()


@cache
def library() -> Library:
    """Return the real library. Nothing in it can change, so that tests share it."""
    return load_library(ROOT / "content", ROOT)


@cache
def gallery() -> Gallery:
    """Return the pictures of the real points, with the help of the real lock file."""
    return hang_pictures(library().points, FIGURES)


@cache
def figures() -> dict[str, Figure]:
    """Return the large pictures of the real points by name."""
    return {one.figure.name: one.figure for pictures in gallery().large.values() for one in pictures}


@cache
def body() -> Body:
    """Return the body that the site shows."""
    return load_body(FIGURES)


@cache
def cameras() -> Mapping[str, Camera]:
    """Return the views that the site has plates of."""
    return load_cameras(FIGURES)


@cache
def real_tasks() -> dict[str, Task]:
    """Return the constructions of the real points."""

    def problem(loc: Loc, message: str, hint: str) -> Problem:
        raise AssertionError((loc, message, hint))

    return {
        code: Task(code, point.matter.locate.find, point.matter.locate.views, problem)
        for code, point in library().points.items()
        if point.matter.locate.find
    }


def code_of(name: str) -> str:
    """Return the point that a picture is of: ex-hn3-head-front is of EX-HN3."""
    return next(code for code in real_tasks() if name.startswith(f"{code.lower()}-"))


@cache
def solved() -> dict[str, Solved]:
    """Return where they lead, solved anew."""
    return {code: solve_point(task, real_tasks(), body(), cameras()) for code, task in real_tasks().items()}


def read_task(file: Path, code: str) -> Task:
    """Read the construction of one point from a file that holds nothing else."""
    source = Reader(file.parent, Memo()).record(file)
    located = parse(source, Located)

    def problem(loc: Loc, message: str, hint: str) -> Problem:
        return Problem(source.path, source.line_of(loc), message, hint)

    return Task(code, located.find, located.views, problem)
