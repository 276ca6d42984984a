"""The pages that are made from one entry each: a point, a need, a routine, a region, a meridian, a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from atlas.cards import card_of, routine_cards
from atlas.gather import (
    cite,
    view_meridian,
    view_need,
    view_point,
    view_region,
    view_routine,
    view_sources,
)
from atlas.page import Page
from atlas.prose import keep_all, render_all
from atlas.rulers import list_rulers, view_ruler
from atlas.structured import describe_point, describe_routine
from atlas.views import GlossaryView, TextView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import PurePath

    from atlas.library import Entry, Library
    from atlas.memo import Memo
    from atlas.pictures import Gallery, Picture
    from atlas.prose import Prose
    from atlas.schema import (
        MeridianMatter,
        NeedMatter,
        PageMatter,
        PointMatter,
        RegionMatter,
        RoutineMatter,
    )
    from atlas.views import RoutineView

Texts: TypeAlias = "Mapping[PurePath, Prose]"


# How far below the top of the site a folder's pages lie.
ROOTS = dict.fromkeys(("points", "routines", "needs", "regions", "meridians"), "../")
ROOTS |= {"glossary": "", "pages": ""}


class Stock(NamedTuple):
    """What pages are made from: texts by their files, everything written, and the pictures."""

    texts: Texts
    library: Library
    gallery: Gallery


def read_texts(
    entries: Iterable[Entry[Any]], library: Library, images: Mapping[str, str], memo: Memo
) -> dict[PurePath, Prose]:
    """Return what stands below the front matter of these entries, ready to be shown."""
    addresses = {**library.addresses(), **images}
    return render_all((entry.source for entry in entries), addresses, ROOTS, memo)


def keep_texts(
    entries: Iterable[Entry[Any]], library: Library, images: Mapping[str, str], memo: Memo
) -> None:
    """Have all that `read_texts` would ask for remembered, without reading it."""
    keep_all((entry.source for entry in entries), {**library.addresses(), **images}, ROOTS, memo)


def pages_of(entries: Iterable[Entry[Any]], stock: Stock) -> Iterator[Page]:
    """Yield the pages that are made from these entries. Terms have none: they stand in the glossary."""
    makers: Mapping[str, Callable[[Entry[Any], Stock], Iterator[Page]]] = {
        "points": _point,
        "needs": _need,
        "routines": _routine,
        "regions": _region,
        "meridians": _meridian,
        "pages": _text,
    }
    for entry in entries:
        if make := makers.get(entry.source.kind):
            yield from make(entry, stock)


def _point(point: Entry[PointMatter], stock: Stock) -> Iterator[Page]:
    texts, library, gallery = stock
    matter, text = point.matter, texts[point.source.path]
    view = view_point(point, text, library)
    yield Page(
        path=f"points/{point.slug}.html",
        template="layouts/point.html",
        title=f"{matter.code} {matter.names.english} ({matter.names.pinyin})",
        description=matter.locate.plain,
        view=view,
        section="points",
        made_from=point.source.path,
        updated=matter.reviewed,
        structured=describe_point(view, library.site.matter.language),
        links=text.links,
        pictures=gallery.large.get(matter.code, ()),
    )
    yield card_of(point, library, gallery)


def _need(need: Entry[NeedMatter], stock: Stock) -> Iterator[Page]:
    texts, library, gallery = stock
    matter, text = need.matter, texts[need.source.path]
    yield Page(
        path=f"needs/{need.slug}.html",
        template="layouts/need.html",
        title=matter.title,
        description=matter.summary,
        view=view_need(need, text, library),
        section="needs",
        made_from=need.source.path,
        updated=matter.reviewed,
        links=text.links,
        pictures=gallery.map_of(
            need.slug, _numbered(library.points[use.code] for use in matter.points), matter.title
        ),
    )


def _routine(routine: Entry[RoutineMatter], stock: Stock) -> Iterator[Page]:
    texts, library, gallery = stock
    matter, text = routine.matter, texts[routine.source.path]
    view = view_routine(routine, text, library)
    yield Page(
        path=f"routines/{routine.slug}.html",
        template="layouts/routine.html",
        title=matter.title,
        description=matter.summary,
        view=view,
        section="routines",
        made_from=routine.source.path,
        updated=matter.reviewed,
        structured=describe_routine(view, library.site.matter.language),
        links=text.links,
        small=gallery.small_of(stop.point for version in view.versions for stop in version.stops),
        maps=_maps(gallery, view),
    )
    yield from routine_cards(routine, library, gallery)


def _region(region: Entry[RegionMatter], stock: Stock) -> Iterator[Page]:
    texts, library, gallery = stock
    text = texts[region.source.path]
    yield Page(
        path=f"regions/{region.slug}.html",
        template="layouts/region.html",
        title=f"Points on the {region.matter.title.lower()}",
        description=region.matter.summary,
        view=view_region(region, text, library),
        section="regions",
        made_from=region.source.path,
        links=text.links,
        pictures=gallery.close_ups(
            region.slug, _numbered(library.in_region[region.slug]), region.matter.title
        ),
    )


def _meridian(meridian: Entry[MeridianMatter], stock: Stock) -> Iterator[Page]:
    texts, library, gallery = stock
    text, points = texts[meridian.source.path], library.on_meridian[meridian.slug]
    body = gallery.chart(meridian, points)
    yield Page(
        path=f"meridians/{meridian.slug}.html",
        template="layouts/meridian.html",
        title=f"{meridian.matter.title} ({meridian.matter.code})",
        description=meridian.matter.path,
        view=view_meridian(meridian, text, library, body),
        section="meridians",
        made_from=meridian.source.path,
        links=text.links,
        pictures=() if body else gallery.map_of(meridian.slug, _numbered(points), meridian.matter.title),
    )


def _text(entry: Entry[PageMatter], stock: Stock) -> Iterator[Page]:
    texts, library, _ = stock
    text, links = texts[entry.source.path], texts[entry.source.path].links
    view: object = TextView(entry, text, cite(library, entry.matter.sources))
    template = "layouts/text.html"
    if entry.slug == "glossary":
        terms = tuple((term, texts[term.source.path]) for term in library.glossary.values())
        view, template = GlossaryView(entry, text, terms), "layouts/glossary.html"
        links += tuple(link for _, term in terms for link in term.links)
    elif entry.slug == "sources":
        view, template = view_sources(entry, text, library), "layouts/sources.html"
    elif entry.slug == "ruler":
        view, template = (
            view_ruler(entry, text, cite(library, entry.matter.sources)),
            "layouts/ruler.html",
        )
        yield from list_rulers(entry)
    elif entry.slug == "about":
        template = "layouts/about.html"
    yield Page(
        path=f"{entry.slug}.html",
        template=template,
        title=entry.matter.title,
        description=entry.matter.summary,
        view=view,
        section=entry.slug,
        made_from=entry.source.path,
        updated=entry.matter.reviewed,
        links=links,
    )


def _numbered(points: Iterable[Entry[PointMatter]]) -> dict[str, Entry[PointMatter]]:
    return {str(number): point for number, point in enumerate(points, 1)}


def _maps(gallery: Gallery, view: RoutineView) -> dict[str, tuple[Picture, ...]]:
    """Return the body with the points of each version of a routine, numbered in its order."""
    title = view.routine.matter.title
    return {
        version.key: gallery.map_of(
            f"{view.routine.slug}-{version.key}",
            _numbered(stop.point for stop in version.stops),
            f"{title}, {version.name.lower()}",
        )
        for version in view.versions
        if version.key != "pregnancy"
    }
