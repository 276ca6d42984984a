"""The body map of the first page: the body from before and behind, each region a link."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# The figures by the view that they show, in the order in which they stand.
SIDES = {"body-front": "Front", "body-back": "Back"}
PLATES = "figures/plates"
# Left, top, width, height of the part of the plate (900 by 1400) that is shown, with a line for a name below.
FRAME = (140, -16, 620, 1452)
LINE = re.compile(r'<path class="contour contour--(?P<kind>\w+)" d="(?P<d>[^"]+)"')


@dataclass(frozen=True, slots=True)
class Region:
    """A region in one view, in the pixels of its plate; left and right are one path."""

    slug: str
    outline: str
    touch: str
    """What answers to a finger: wider than the outline, overlaps no other."""
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Side:
    """One view of the body. `lines`: its contours, each with its kind (outline, crease)."""

    title: str
    plate: str
    lines: tuple[tuple[str, str], ...]
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """A region as a link: what it is called, and how many points it has."""

    region: Region
    title: str
    count: int
    elsewhere: bool = False
    """Whether its points lie on the other side of the body only."""

    @property
    def points(self) -> str:
        """How many points, in words; nothing if there are none."""
        return f"{self.count} {'point' if self.count == 1 else 'points'}" if self.count else ""

    @property
    def name(self) -> str:
        """What a screen reader says: `Shoulder, 2 points`."""
        if self.elsewhere:
            return self.title
        return f"{self.title}, {self.points or 'no points yet'}"


@dataclass(frozen=True, slots=True)
class BodyFigure:
    """One side of the body with its links, from head to foot."""

    side: Side
    spots: tuple[Spot, ...]

    @property
    def frame(self) -> str:
        """The part of the plate that is shown, as a viewBox."""
        return " ".join(map(str, FRAME))

    @property
    def left(self) -> int:
        """Where that part begins."""
        return FRAME[0]

    @property
    def width(self) -> int:
        """How wide that part is."""
        return FRAME[2]

    @property
    def foot(self) -> tuple[int, int]:
        """Where the name of the side, or of the region that is pointed at, stands."""
        left, top, width, height = FRAME
        return left + width // 2, top + height - 14


def read_sides(regions: str, contours: Mapping[str, str]) -> tuple[Side, ...]:
    """Read regions.json and, by the names of their views, the contours."""
    views = json.loads(regions)
    return tuple(
        Side(
            title,
            f"{PLATES}/{view}.webp",
            _lines(contours[view]),
            tuple(Region(slug, item["d"], item["hit"], *item["at"]) for slug, item in views[view].items()),
        )
        for view, title in SIDES.items()
    )


def _lines(contour: str) -> tuple[tuple[str, str], ...]:
    """Return the outline first: it veils what lies below it where the page is dark."""
    found = [(line["kind"], line["d"]) for line in LINE.finditer(contour)]
    return tuple(sorted(found, key=lambda line: line[0] != "outline"))


def draw_map(
    sides: tuple[Side, ...], titles: Mapping[str, str], counts: Mapping[str, Mapping[str, int]]
) -> tuple[BodyFigure, ...]:
    """Return the figures with a link for every region that has a page.

    `titles`: those, by their slugs. `counts`: of each side, by its title, the points that lie on it. A region
    is not marked on a side on which it has none: nobody is to press the throat for a point of the nape.
    """
    figures = []
    for side in sides:
        known = (region for region in side.regions if region.slug in titles)
        figures.append(BodyFigure(side, tuple(_spot(side, region, titles, counts) for region in known)))
    return tuple(figures)


def _spot(
    side: Side, region: Region, titles: Mapping[str, str], counts: Mapping[str, Mapping[str, int]]
) -> Spot:
    here = counts.get(side.title, {}).get(region.slug, 0)
    anywhere = any(of_side.get(region.slug) for of_side in counts.values())
    return Spot(region, titles[region.slug], here, elsewhere=not here and anywhere)
