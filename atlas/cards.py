"""The list of cards to print: every address, and what each holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.chooser import chooser
from atlas.layout import WIDE
from atlas.page import Page
from atlas.paper import Card, Form, cards_of, point_card, routine_card
from atlas.room import check_room
from atlas.versions import versions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from atlas.library import Entry, Library
    from atlas.pictures import Gallery
    from atlas.problems import Problem
    from atlas.schema import PointMatter, RoutineMatter

# How many times larger the numbers of a card's body map are: it is printed as wide as a thumb is long.
PRINTED: dict[Form, float] = {"sheet": 3.0, "point": 3.0, "pocket": 3.0, "large": 4.0}
LAYOUTS: dict[Form, str] = {"pocket": "layouts/pocket.html"}


def routine_cards(routine: Entry[RoutineMatter], library: Library, gallery: Gallery) -> Iterator[Page]:
    """Yield the cards of a routine."""
    for kind, version in cards_of(versions_of(routine.matter, library)):
        card = routine_card(routine, version, kind.form, kind.words, library)
        numbered = {str(number): row.point for number, row in enumerate(card.rows, 1)}
        yield Page(
            path=f"routines/{routine.slug}/{kind.name}.html",
            template=LAYOUTS.get(kind.form, "layouts/card.html"),
            title=f"{routine.matter.title}: {kind.words}",
            description=f"A printable card with {len(version.stops)} points, {version.minutes} minutes.",
            view=card,
            section="routines",
            made_from=routine.source.path,
            indexed=False,
            printed=True,
            pictures=gallery.map_of(
                f"{routine.slug}-{kind.version}", numbered, card.title, PRINTED[card.form]
            ),
            small=gallery.small_of(row.point for row in card.rows),
        )


def card_of(point: Entry[PointMatter], library: Library, gallery: Gallery) -> Page:
    """Return the card of a single point."""
    card = point_card(point, library)
    return Page(
        path=f"points/{point.slug}/card.html",
        template="layouts/card.html",
        title=f"{card.title}: card",
        description=f"A printable card for {card.title}.",
        view=card,
        section="points",
        made_from=point.source.path,
        indexed=False,
        printed=True,
        pictures=gallery.map_of(f"{point.slug}-card", {"1": point}, card.title, PRINTED[card.form]),
        small=gallery.small_of((point,)),
        maps={"large": gallery.large.get(point.matter.code, ())},
    )


def my_card(library: Library, gallery: Gallery) -> Page:
    """Return the page on which readers make a card of their own."""
    return Page(
        path="my-card.html",
        template="layouts/my-card.html",
        title="My card",
        description="Choose points, put them in your order, and print them as a card.",
        view=chooser(library),
        section="my-card",
        printed=True,
        small=gallery.small,
    )


def check_cards(pages: Iterable[Page]) -> Iterator[Problem]:
    """Yield what is too long for its card."""
    for page in pages:
        if isinstance(page.view, Card):
            large = [picture.figure.height / WIDE for picture in page.maps.get("large", ())[:1]]
            maps = [picture.figure.height / WIDE for picture in page.pictures]
            yield from check_room(page.view, maps, *large)
