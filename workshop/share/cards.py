"""What the share image of each page says, gathered from the library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.library import Entry, Library
    from atlas.schema import NeedMatter, RoutineMatter


@dataclass(frozen=True, slots=True)
class Card:
    """One share image before it is drawn. `page` is the page's address without its ending: `points/gb21`."""

    page: str
    kind: Literal["point", "need", "routine"]
    above: str
    title: str
    code: str = ""
    pinyin: str = ""
    hanzi: str = ""
    line: str = ""
    marked: tuple[str, ...] = ()
    """The codes of the points that its figure marks."""
    view: str = ""
    """The view that shows the point best; empty for a need and a routine, which show the whole body."""


def list_cards(library: Library) -> tuple[Card, ...]:
    """Return the card of every point, need and routine."""
    return (*_points(library), *_needs(library), *_routines(library))


def _points(library: Library) -> Iterator[Card]:
    for entry in library.points.values():
        matter = entry.matter
        yield Card(
            page=f"points/{entry.slug}",
            kind="point",
            above=library.regions[matter.regions[0]].matter.title,
            title=matter.names.english,
            code=matter.code,
            pinyin=matter.names.pinyin,
            hanzi=matter.names.hanzi,
            marked=(matter.code,),
            view=matter.locate.views[0].view if matter.locate.views else "",
        )


def _needs(library: Library) -> Iterator[Card]:
    for entry in library.needs.values():
        marked = tuple(point.code for point in entry.matter.points)
        yield _whole("need", "What hurts?", entry, marked)


def _routines(library: Library) -> Iterator[Card]:
    for entry in library.routines.values():
        marked = tuple(step.point for step in entry.matter.steps)
        yield _whole("routine", "Routine", entry, marked)


def _whole(
    kind: Literal["need", "routine"],
    above: str,
    entry: Entry[NeedMatter] | Entry[RoutineMatter],
    marked: tuple[str, ...],
) -> Card:
    page, matter = f"{kind}s/{entry.slug}", entry.matter
    return Card(page, kind, above, matter.title, line=matter.summary, marked=marked)
