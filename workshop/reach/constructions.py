"""The list of constructions in `workshop/data/points/`, and the codes that a range names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workshop.constructions import listed_constructions, task_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atlas.tasks import Task
    from workshop.constructions import Construction


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
