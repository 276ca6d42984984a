"""Gather from the library what a page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from markupsafe import Markup
from pydantic import BaseModel

from atlas.dose import CHANGING_SECONDS, MOVING_SECONDS, dose_of
from atlas.labels import by_level
from atlas.library import needs_of, spellings
from atlas.listing import list_points
from atlas.paper import cards_of
from atlas.versions import versions_of
from atlas.views import (
    Citations,
    MeridianView,
    NeedView,
    PointView,
    RegionView,
    RoutineView,
    SourcesView,
    Tried,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from atlas.library import Entry, Library
    from atlas.meridians import MeridianMap
    from atlas.prose import Prose
    from atlas.schema import (
        MeridianMatter,
        NeedMatter,
        PageMatter,
        PointMatter,
        RegionMatter,
        RoutineMatter,
    )

M = TypeVar("M", bound=BaseModel)

# The section of a point's text that belongs beside its dose.
COMFORT = "getting-comfortable"


def cite(library: Library, *groups: Iterable[str]) -> Citations:
    """Return references numbered in the order in which the page names them."""
    names = dict.fromkeys(name for group in groups for name in group)
    numbers = {name: number for number, name in enumerate(names, 1)}
    return Citations(tuple(library.references[name].matter for name in names), numbers)


def _neighbours(entries: Mapping[str, Entry[M]], name: str) -> tuple[Entry[M] | None, Entry[M] | None]:
    """Return the entries before and after a name, in reading order."""
    names = list(entries)
    here = names.index(name)
    before = names[here - 1] if here else ""
    return entries.get(before), entries.get(names[here + 1] if here + 1 < len(names) else "")


def view_point(point: Entry[PointMatter], text: Prose, library: Library) -> PointView:
    """Gather a point's page."""
    matter = point.matter
    meridian = library.meridians[matter.meridian]
    previous, following = library.beside[matter.code]
    uses = tuple(
        Tried(need.matter.title if need else use.use or "", need, use.evidence, use.note or "", use.sources)
        for use in matter.helps
        for need in [library.needs.get(use.need or "")]
    )
    same_need = tuple(
        (need, tuple(library.points[use.code] for use in need.matter.points if use.code != matter.code))
        for need in needs_of(point, library).values()
    )
    return PointView(
        point=point,
        comfort=text.sections.get(COMFORT, Markup()),
        rest=Markup().join(html for name, html in text.sections.items() if name != COMFORT),
        meridian=meridian,
        regions=tuple(library.regions[slug] for slug in matter.regions),
        dose=dose_of(matter),
        changing=CHANGING_SECONDS,
        uses=uses,
        related=tuple((library.points[item.code], item.why) for item in matter.related),
        same_need=same_need,
        routines=library.using[matter.code],
        previous=previous,
        next=following,
        spellings=spellings(matter, library),
        citations=cite(
            library,
            *(caution.sources for caution in matter.cautions),
            matter.press.sources,
            *(use.sources for use in matter.helps),
            matter.sources,
        ),
    )


def view_need(need: Entry[NeedMatter], text: Prose, library: Library) -> NeedView:
    """Gather a need's page."""
    matter = need.matter
    routines = [entry for entry in library.routines.values() if need.slug in entry.matter.needs]
    flags = [flag.sources for flag in by_level(matter.red_flags)]
    points = [(library.points[use.code], use.why) for use in matter.points]
    return NeedView(
        need=need,
        text=text,
        points=list_points(points, library, about="need", written="use"),
        routines=tuple((entry, versions_of(entry.matter, library)) for entry in routines),
        regions=tuple(library.regions[slug] for slug in matter.regions),
        citations=cite(library, *flags, matter.evidence.sources),
    )


def view_routine(routine: Entry[RoutineMatter], text: Prose, library: Library) -> RoutineView:
    """Gather a routine's page."""
    needs = tuple(library.needs[slug] for slug in routine.matter.needs)
    chosen = routine.matter.versions
    versions = versions_of(routine.matter, library)
    return RoutineView(
        routine=routine,
        text=text,
        versions=versions,
        in_short=chosen.short,
        in_standard=chosen.standard,
        needs=needs,
        flags=by_level(flag for need in needs for flag in need.matter.red_flags),
        cards=cards_of(versions),
        moving=MOVING_SECONDS,
        changing=CHANGING_SECONDS,
    )


def view_region(region: Entry[RegionMatter], text: Prose, library: Library) -> RegionView:
    """Gather a region's page."""
    needs = tuple(need for need in library.needs.values() if region.slug in need.matter.regions)
    points = list_points([(point, "") for point in library.in_region[region.slug]], library, about="region")
    return RegionView(region, text, points, needs, *_neighbours(library.regions, region.slug))


def view_meridian(
    meridian: Entry[MeridianMatter], text: Prose, library: Library, body: MeridianMap | None
) -> MeridianView:
    """Gather a meridian's page. `body`: its map."""
    on_it = [(point, "") for point in library.on_meridian[meridian.slug]]
    points = list_points(on_it, library, about="meridian")
    return MeridianView(meridian, text, points, body, *_neighbours(library.meridians, meridian.slug))


def view_sources(entry: Entry[PageMatter], text: Prose, library: Library) -> SourcesView:
    """Gather the bibliography, each reference with the points of this site that it names or serves."""
    used: dict[str, list[Entry[PointMatter]]] = {name: [] for name in library.references}
    for point in library.points.values():
        for name in dict.fromkeys(_sources_of(point.matter)):
            used[name].append(point)
    references = tuple((entry.matter, tuple(used[name])) for name, entry in library.references.items())
    return SourcesView(entry, text, references)


def _sources_of(point: PointMatter) -> Iterator[str]:
    for caution in point.cautions:
        yield from caution.sources
    for use in point.helps:
        yield from use.sources
    yield from point.press.sources
    yield from point.sources
