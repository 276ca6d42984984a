"""Which points a line of tradition joins: those that follow one another, but for a few that do not."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

APART: Mapping[str, Sequence[tuple[int, ...]]] = {
    # The numbers begin again at the upper back, a hand's breadth further out. The inner line goes on from the
    # hollow of the knee to the calf; the outer one has no number after the buttock.
    "BL": ((*range(1, 41), *range(55, 68)), tuple(range(41, 55))),
    # Between the knee and the pubic bone tradition leads it through the inside of the body.
    "KI": (tuple(range(1, 11)), tuple(range(11, 28))),
    # From the jaw one branch climbs to the forehead; the line itself goes down over the neck.
    "ST": (tuple(range(1, 9)), (5, *range(9, 46))),
}
"""Lines that are not drawn in one stroke from their first number to their last, each with its reason.

Each stretch lists the numbers of its points in the order in which the line takes them."""

THROUGH: Mapping[tuple[str, str], Sequence[str]] = {
    # Over the front of the shoulder and past the armpit: the shortest way would lead over the arm.
    ("GB21", "GB22"): ("ST12", "axilla-ant"),
    # Before the armpit from the chest to the arm, not down the ribs and up again.
    ("PC1", "PC2"): ("axilla-ant",),
    # In front of the ear, not over it.
    ("TE20", "TE21"): ("ear-root-upper",),
}
"""What two neighbours are joined over: points, or landmarks."""


def courses_of(codes: Sequence[str]) -> dict[str, list[list[str]]]:
    """Return for each line, by its letters, the codes of each stretch of it in order.

    `codes`: those that have a place, in any order; the line goes on over one that has none.
    """
    placed = set(codes)
    found: dict[str, list[list[str]]] = {}
    for letters, own in groupby(sorted(codes, key=_place), key=lambda code: _place(code)[0]):
        numbers = tuple(_place(code)[1] for code in own)
        stretches = [
            [code for number in stretch if (code := f"{letters}{number}") in placed]
            for stretch in APART.get(letters, (numbers,))
        ]
        found[letters] = [stretch for stretch in stretches if stretch]
    return found


def joins(stretch: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield what each step of a stretch leads over: a point, sometimes landmarks, the next point."""
    for start, end in pairwise(stretch):
        yield start, *THROUGH.get((start, end), ()), end


def _place(code: str) -> tuple[str, int]:
    letters = code.rstrip("0123456789")
    return letters, int(code[len(letters) :])
