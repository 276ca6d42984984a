"""A list of points that readers can narrow and sort."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from atlas.library import needs_of
from atlas.versions import avoided_in_pregnancy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from atlas.library import Entry, Library
    from atlas.schema import PointMatter

# A shorter list is seen at a glance.
ENOUGH = 5
REACH = {"self": ("self",), "partner": ("partner",), "either": ("self", "partner")}
ORDERS = {"use": "In order of use", "body": "Head to foot", "meridian": "By meridian"}


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: its word in the address, and what readers call it."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A question that narrows a list. One that is `ticked` has a single choice, taken or not."""

    name: str
    words: str
    choices: tuple[Choice, ...]
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A point in a list, and why it is there.

    The number is its own: it keeps it, and that of the drawing, however the list is narrowed or sorted.
    `answers` are the choices of each facet that fit it, `places` where it stands in each other order.
    """

    number: int
    point: Entry[PointMatter]
    why: str
    answers: Mapping[str, tuple[str, ...]]
    places: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of points. The first order is the one it is written in; its word in the address is none."""

    rows: tuple[Row, ...]
    facets: tuple[Facet, ...]
    orders: tuple[Choice, ...]

    @property
    def narrows(self) -> bool:
        """Tell whether there is anything to choose."""
        return bool(self.facets or self.orders)


def list_points(
    points: Iterable[tuple[Entry[PointMatter], str]],
    library: Library,
    about: str = "",
    written: str = "meridian",
) -> Listing:
    """List points, each with why it is there. `about` is the facet that the page itself has settled."""
    pairs = tuple(points)
    answers = [_answers(point, library) for point, _ in pairs]
    facets = tuple(facet for facet in _facets(answers, library) if facet.name != about)
    orders = _orders([point.matter for point, _ in pairs], library, written)
    if len(pairs) < ENOUGH:
        facets, orders = (), {}
    rows = tuple(
        Row(
            number,
            point,
            why,
            {facet.name: answers[number - 1][facet.name] for facet in facets},
            {name: places[point.matter.code] for name, places in orders.items()},
        )
        for number, (point, why) in enumerate(pairs, 1)
    )
    words = {"": ORDERS[written], **{name: ORDERS[name] for name in orders}} if orders else {}
    return Listing(rows, facets, tuple(Choice(*choice) for choice in words.items()))


def _answers(point: Entry[PointMatter], library: Library) -> dict[str, tuple[str, ...]]:
    matter = point.matter
    return {
        "region": matter.regions,
        "need": tuple(needs_of(point, library)),
        "meridian": (matter.meridian,),
        "reach": REACH[matter.reach],
        "pregnancy": () if avoided_in_pregnancy(matter) else ("usual",),
    }


def _facets(answers: Sequence[Mapping[str, tuple[str, ...]]], library: Library) -> Iterable[Facet]:
    """Yield the facets by which a list becomes shorter, with the choices that leave anything at all."""
    asked: tuple[tuple[str, str, dict[str, str]], ...] = (
        ("region", "Part of the body", {slug: entry.matter.title for slug, entry in library.regions.items()}),
        ("need", "What hurts", {slug: entry.matter.title for slug, entry in library.needs.items()}),
        ("meridian", "Meridian", {slug: entry.matter.title for slug, entry in library.meridians.items()}),
        ("reach", "Who can reach it", {"self": "I can myself", "partner": "A helper"}),
        ("pregnancy", "Pregnancy", {"usual": "Not usually avoided in pregnancy"}),
    )
    for name, words, offered in asked:
        counts = {value: sum(value in answer[name] for answer in answers) for value in offered}
        choices = tuple(Choice(value, offered[value]) for value, count in counts.items() if count)
        if any(counts[choice.value] < len(answers) for choice in choices):
            yield Facet(name, words, choices, ticked=name == "pregnancy")


def _orders(points: Sequence[PointMatter], library: Library, written: str) -> dict[str, dict[str, int]]:
    """Return the place of each code in every order but the written one and those that change nothing."""
    regions = {slug: place for place, slug in enumerate(library.regions)}
    meridian = {code: place for place, code in enumerate(library.points)}
    codes = [point.code for point in points]
    first = {point.code: regions[point.regions[0]] for point in points}
    orders = {
        "body": sorted(codes, key=first.__getitem__),
        "meridian": sorted(codes, key=meridian.__getitem__),
    }
    return {
        name: {code: place for place, code in enumerate(order)}
        for name, order in orders.items()
        if name != written and order != codes
    }
