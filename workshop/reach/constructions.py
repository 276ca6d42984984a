"""The list of constructions in `workshop/data/points/`, read as front matter is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal, TypeVar

from atlas.find import Find, Measure, Name
from atlas.matter import parse
from atlas.memo import Memo
from atlas.patterns import Code, Matter
from atlas.problems import Problem
from atlas.read import Reader
from atlas.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from atlas.source import Loc

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "workshop" / "data"
EXTRA = "ex"  # points that the WHO standard of 2008 does not hold

Of = TypeVar("Of", bound=Matter)


class Distance(Matter):
    """What the standard says of the way to a neighbour. 0 cun means level with it."""

    to: str
    cun: float
    measure: Measure
    across: bool = False  # said of a limb, but not along it


class Construction(Matter):
    """One location. `needs` are landmarks that are still to be picked on the mesh."""

    code: Code
    sides: Literal["both", "midline"]
    find: tuple[Find, ...]
    pose: str
    view: str
    distances: tuple[Distance, ...]
    needs: tuple[Name, ...]
    unsure: str


class Wanted(Matter):
    """A landmark that constructions wait for."""

    name: Name
    where: str
    why: str
    points: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Constructions:
    """Every construction by code in the standard's order, and the file that each stands in."""

    by_code: Mapping[str, Construction]
    files: Mapping[str, str]

    def tasks(self) -> dict[str, Task]:
        """Return the constructions as the program takes them."""
        return {code: Task(code, one.find, (), problem_of(code)) for code, one in self.by_code.items()}

    def among(self, ranges: str) -> list[str]:
        """Return the codes that `LU1 to LU5, LU9` names, in order. Raises ValueError if one is none."""
        order = list(self.by_code)
        codes: list[str] = []
        for each in ranges.split(", "):
            first, _, last = each.partition(" to ")
            codes += order[order.index(first) : order.index(last or first) + 1]
        return codes


def read_constructions() -> Constructions:
    """Read every file of `points/`."""
    by_code, files = {}, {}
    for file in sorted((DATA / "points").glob("*.yaml")):
        for one in read_list(file, Construction):
            if one.code in by_code:
                raise ValueError(f"{file.name}: {one.code} is there twice")
            by_code[one.code], files[one.code] = one, file.stem
    return Constructions(by_code, files)


def read_wanted() -> dict[str, Wanted]:
    """Read `missing.yaml`."""
    return {one.name: one for one in read_list(DATA / "missing.yaml", Wanted)}


def read_list(file: Path, kind: type[Of]) -> list[Of]:
    """Read a list of values of one kind. Raises SiteError with what is wrong with its form."""
    source = Reader(ROOT, Memo()).record(file)
    return [parse(source, kind, (number,)) for number in range(len(source.data))]


def problem_of(code: str) -> Callable[[Loc, str, str], Problem]:
    """Return how a problem of a construction is told."""

    def problem(loc: Loc, message: str, hint: str) -> Problem:
        return Problem(PurePosixPath(code), 0, f"{'.'.join(map(str, loc))}: {message}", hint)

    return problem
