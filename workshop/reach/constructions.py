"""The list of constructions in `workshop/data/points/`, and the other lists beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from atlas.matter import parse
from atlas.memo import Memo
from atlas.patterns import Matter
from atlas.read import Reader
from workshop.constructions import listed_constructions, task_of
from workshop.paths import HERE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from atlas.tasks import Task
    from workshop.constructions import Construction

Of = TypeVar("Of", bound=Matter)


@dataclass(frozen=True, slots=True)
class Constructions:
    """Every construction by code in the order of the files, and the file that each stands in."""

    by_code: Mapping[str, Construction]
    files: Mapping[str, str]

    def tasks(self) -> dict[str, Task]:
        """Return the constructions as the program takes them."""
        return {code: task_of(code, one) for code, one in self.by_code.items()}

    def among(self, ranges: str) -> list[str]:
        """Return the codes that `LU1 to LU5, LU9` names, in order. Raises ValueError if one is none."""
        order = list(self.by_code)
        codes: list[str] = []
        for each in ranges.split(", "):
            first, _, last = each.partition(" to ")
            codes += order[order.index(first) : order.index(last or first) + 1]
        return codes


def read_all() -> Constructions:
    """Read every file of `points/`. Raises ValueError if a code is there twice."""
    listed = list(listed_constructions())
    by_code = {one.code: one for _, one in listed}
    if len(by_code) < len(listed):
        raise ValueError("workshop/data/points: a code is there twice")
    return Constructions(by_code, {one.code: file for file, one in listed})


def read_list(file: Path, kind: type[Of]) -> list[Of]:
    """Read a list of values of one kind. Raises SiteError with what is wrong with its form."""
    source = Reader(HERE.parent, Memo()).record(file)
    return [parse(source, kind, (number,)) for number in range(len(source.data))]
