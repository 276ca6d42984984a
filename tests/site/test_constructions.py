"""The workshop's list of constructions: every location of the standard, in the words of front matter."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bodies import body, library

from atlas.tasks import check_names
from workshop.reach.constructions import read_all

if TYPE_CHECKING:
    from workshop.reach.constructions import Constructions

EXTRA = "ex"  # points that the WHO standard of 2008 does not hold


@cache
def listed() -> Constructions:
    """Return the constructions, read once."""
    return read_all()


def test_every_location_of_the_standard_is_there_once() -> None:
    standard = {
        f"{letters}{number}"
        for entry in library().meridians.values()
        for letters, most in entry.matter.series.items()
        if not letters.startswith("EX")
        for number in range(1, most + 1)
    }
    files = {code: file for code, file in listed().files.items() if file != EXTRA}
    assert len(standard) == 361
    assert files == {code: code.rstrip("0123456789").lower() for code in standard}
    for code, one in listed().by_code.items():
        assert (one.sides == "midline") == (code.startswith(("GV", "CV")) or code == "EX-HN3"), code


def test_every_name_is_known() -> None:
    tasks = listed().tasks()
    problems = [str(one) for task in tasks.values() for one in check_names(task, tasks, body().landmarks)]
    assert problems == []
