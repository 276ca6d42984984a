"""The list of pages: every address of the site, decided in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.bodymap import draw_map
from atlas.cards import check_cards, my_card
from atlas.entries import pages_of
from atlas.library import all_pages
from atlas.listing import list_points
from atlas.page import Page
from atlas.problems import Problem, report
from atlas.versions import versions_of
from atlas.views import ListView, ShelvesView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from atlas.entries import Stock
    from atlas.library import Library
    from atlas.pictures import Gallery

LISTS = (
    ("needs", "What hurts?", "Complaints, each with the warning signs that need a doctor first."),
    ("routines", "Routines", "Acupressure routines to follow on screen or on a printed card."),
    ("points", "Points", "Every acupressure point in the atlas, to choose by body part, need or reach."),
    ("regions", "Parts of the body", "Find an acupressure point by where it is, from head to foot."),
    ("meridians", "Meridians", "The lines on which traditional Chinese medicine arranges its points."),
)


def list_pages(stock: Stock) -> tuple[Page, ...]:
    """Return every page, or raise SiteError with what is wrong between addresses, or too long for a card."""
    _, library, gallery = stock
    pages = (*_lists(library, gallery), my_card(library, gallery), *pages_of(all_pages(library), stock))
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


def _collisions(pages: Iterable[Page]) -> Iterator[Problem]:
    taken: dict[str, Page] = {}
    for page in pages:
        first = taken.setdefault(page.path.casefold(), page)
        if first is not page and page.made_from:
            other = first.made_from.as_posix() if first.made_from else "the program"
            yield Problem(
                page.made_from, 1, f'"{page.path}" is already written by {other}', "rename this file"
            )
