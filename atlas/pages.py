"""The list of pages: every address of the site, decided in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.bodymap import draw_map
from atlas.cards import card_of, check_cards, my_card, routine_cards
from atlas.gather import (
    cite,
    view_meridian,
    view_need,
    view_point,
    view_region,
    view_routine,
    view_sources,
)
from atlas.library import all_pages
from atlas.listing import list_points
from atlas.page import Page
from atlas.problems import Problem, report
from atlas.prose import Prose, render_all
from atlas.rulers import list_rulers, view_ruler
from atlas.structured import describe_point, describe_routine
from atlas.versions import versions_of
from atlas.views import GlossaryView, ListView, ShelvesView, TextView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import PurePath

    from atlas.library import Entry, Library
    from atlas.memo import Memo
    from atlas.pictures import Gallery, Picture
    from atlas.schema import PointMatter
    from atlas.views import RoutineView

Texts = dict["PurePath", Prose]
# How far below the top of the site a folder's pages lie.
ROOTS = dict.fromkeys(("points", "routines", "needs", "regions", "meridians"), "../")
ROOTS |= {"glossary": "", "pages": ""}
LISTS = (
    ("needs", "What hurts?", "Complaints, each with the warning signs that need a doctor first."),
    ("routines", "Routines", "Acupressure routines to follow on screen or on a printed card."),
    ("points", "Points", "Every acupressure point in the atlas, to choose by body part, need or reach."),
    ("regions", "Parts of the body", "Find an acupressure point by where it is, from head to foot."),
    ("meridians", "Meridians", "The lines on which traditional Chinese medicine arranges its points."),
)


def list_pages(library: Library, images: Mapping[str, str], gallery: Gallery, memo: Memo) -> tuple[Page, ...]:
    """Return every page, or raise SiteError with what is wrong in the texts or between addresses."""
    sources = [entry.source for entry in all_pages(library)]
    texts = render_all(sources, {**library.addresses(), **images}, ROOTS, memo)
    pages = (
        *_lists(library, gallery),
        *_points(library, texts, gallery),
        *_needs(library, texts, gallery),
        *_routines(library, texts, gallery),
        my_card(library, gallery),
        *_shelves(library, texts, gallery),
        *_texts(library, texts),
    )
    report((*_collisions(pages), *check_cards(pages)))
    return pages


def _lists(library: Library, gallery: Gallery) -> Iterator[Page]:
    site = library.site.matter
    listing = list_points([(point, "") for point in library.points.values()], library)
    versions = {slug: versions_of(entry.matter, library) for slug, entry in library.routines.items()}
    titles = {slug: region.matter.title for slug, region in library.regions.items()}
    regions = tuple((entry, library.in_region[entry.slug]) for entry in library.regions.values())
    counts = {
        side.title: {
            entry.slug: sum(gallery.lies_on(p, side.title) for p in points) for entry, points in regions
        }
        for side in gallery.sides
    }
    view = ListView(library, listing, versions, draw_map(gallery.sides, titles, counts))
    made_from = library.site.source.path
    yield Page("index.html", "layouts/home.html", site.tagline, site.description, view, made_from=made_from)
    meridians = tuple((entry, library.on_meridian[entry.slug]) for entry in library.meridians.values())
    shelves: dict[str, object] = {"regions": ShelvesView(regions), "meridians": ShelvesView(meridians)}
    for name, title, description in LISTS:
        template = "layouts/shelves.html" if name in shelves else f"layouts/{name}.html"
        yield Page(f"{name}.html", template, title, description, shelves.get(name, view), section=name)
    words = "There is no page here."
    yield Page("404.html", "layouts/missing.html", "Page not found", words, view, indexed=False)
    words = "There is no connection, and this page is not kept."
    yield Page("offline.html", "layouts/offline.html", "Not kept on your device", words, view, indexed=False)


def _points(library: Library, texts: Texts, gallery: Gallery) -> Iterator[Page]:
    for point in library.points.values():
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


def _needs(library: Library, texts: Texts, gallery: Gallery) -> Iterator[Page]:
    for need in library.needs.values():
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


def _routines(library: Library, texts: Texts, gallery: Gallery) -> Iterator[Page]:
    for routine in library.routines.values():
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


def _shelves(library: Library, texts: Texts, gallery: Gallery) -> Iterator[Page]:
    for region in library.regions.values():
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
    for meridian in library.meridians.values():
        text = texts[meridian.source.path]
        yield Page(
            path=f"meridians/{meridian.slug}.html",
            template="layouts/meridian.html",
            title=f"{meridian.matter.title} ({meridian.matter.code})",
            description=meridian.matter.path,
            view=view_meridian(meridian, text, library),
            section="meridians",
            made_from=meridian.source.path,
            links=text.links,
            pictures=gallery.map_of(
                meridian.slug, _numbered(library.on_meridian[meridian.slug]), meridian.matter.title
            ),
        )


def _texts(library: Library, texts: Texts) -> Iterator[Page]:
    for entry in library.pages.values():
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


def _collisions(pages: Iterable[Page]) -> Iterator[Problem]:
    taken: dict[str, Page] = {}
    for page in pages:
        first = taken.setdefault(page.path.casefold(), page)
        if first is not page and page.made_from:
            other = first.made_from.as_posix() if first.made_from else "the program"
            yield Problem(
                page.made_from, 1, f'"{page.path}" is already written by {other}', "rename this file"
            )
