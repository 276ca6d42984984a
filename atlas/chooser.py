"""What readers can choose a card of their own from: every point's row, and what it adds to a sitting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from atlas.dose import MOVING_SECONDS, dose_of, total_seconds
from atlas.labels import BRIEF, why
from atlas.paper import STOP, card_row, cards_of, warned_of
from atlas.versions import avoided_in_pregnancy, versions_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atlas.library import Entry, Library
    from atlas.paper import CardRow, Kind, Warned
    from atlas.schema import Advice, PointMatter, RoutineMatter
    from atlas.versions import Version

LONGEST = 40  # letters of a title: as many as a routine's own may have


@dataclass(frozen=True, slots=True)
class Choice:
    """A point to choose. `seconds` is how long it takes by itself, `avoided` whether in pregnancy."""

    row: CardRow
    seconds: int
    presses: int
    avoided: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """An advice in the words of a card, and each of its reasons with the codes of the points that have it."""

    advice: Advice
    words: str
    reasons: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A routine: the versions that a reader may begin with, and the cards of it that are ready."""

    routine: Entry[RoutineMatter]
    versions: tuple[Version, ...]
    cards: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Chooser:
    """What my-card.html shows.

    A card of one's own serves no one need: its red flags are the general ones. It has no version for
    pregnancy, in which another point may stand in: a switch leaves points out, and adds the red flags of
    pregnancy.
    """

    choices: tuple[Choice, ...]
    cautions: tuple[Shared, ...]
    offers: tuple[Offer, ...]
    warned: tuple[Warned, ...]
    pregnant: tuple[Warned, ...]
    stop: str = STOP
    moving: int = MOVING_SECONDS
    longest: int = LONGEST


def chooser(library: Library) -> Chooser:
    """Return everything there is to choose from."""
    site = library.site.matter
    choices = []
    for point in library.points.values():
        dose = dose_of(point.matter)
        avoided = avoided_in_pregnancy(point.matter)
        choices.append(Choice(card_row(point, dose), total_seconds([dose]), dose.presses, avoided))
    return Chooser(
        choices=tuple(choices),
        cautions=share(point.matter for point in library.points.values()),
        offers=tuple(_offer(routine, library) for routine in library.routines.values()),
        warned=warned_of(site.red_flags, library),
        pregnant=warned_of(site.pregnancy_flags, library),
    )


def _offer(routine: Entry[RoutineMatter], library: Library) -> Offer:
    versions = versions_of(routine.matter, library)
    usual = tuple(version for version in versions if version.key != "pregnancy")
    return Offer(routine, usual, tuple(kind for kind, _ in cards_of(versions)))


def share(points: Iterable[PointMatter]) -> tuple[Shared, ...]:
    """Put the cautions of all points together, the strictest advice first."""
    found: dict[Advice, dict[str, list[str]]] = {"avoid": {}, "ask": {}, "gentle": {}}
    for point in points:
        for kind, advice in dict.fromkeys((one.kind, one.advice) for one in point.cautions):
            found[advice].setdefault(why(kind, advice), []).append(point.code)
    return tuple(
        Shared(advice, BRIEF[advice], tuple((words, tuple(codes)) for words, codes in reasons.items()))
        for advice, reasons in found.items()
        if reasons
    )
