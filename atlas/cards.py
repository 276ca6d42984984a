"""The list of cards to print: every address, and what each holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.gather import view_card
from atlas.page import Page
from atlas.versions import versions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.library import Entry, Library
    from atlas.pictures import Gallery
    from atlas.schema import RoutineMatter

CARDS = {"short": "card", "standard": "card-standard", "full": "card-full"}


def list_cards(routine: Entry[RoutineMatter], library: Library, gallery: Gallery) -> Iterator[Page]:
    """Yield the cards of a routine."""
    for version in versions_of(routine.matter, library):
        if version.key in CARDS:
            yield Page(
                path=f"routines/{routine.slug}/{CARDS[version.key]}.html",
                template="layouts/card.html",
                title=f"{routine.matter.title}: {version.name.lower()} card",
                description=f"A printable card with {len(version.stops)} points, {version.minutes} minutes.",
                view=view_card(routine, version, library),
                section="routines",
                made_from=routine.source.path,
                indexed=False,
                small=gallery.small,
            )
