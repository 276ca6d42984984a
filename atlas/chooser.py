"""What readers can choose a card of their own from: every point's row, and what it adds to a sitting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from atlas.dose import MOVING_SECONDS, dose_of, total_seconds
from atlas.paper import STOP, card_row, warned_of
from atlas.versions import avoided_in_pregnancy, versions_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atlas.library import Entry, Library
    from atlas.paper import CardRow, Warned
    from atlas.schema import RoutineMatter
    from atlas.versions import Version

LONGEST = 40  # letters of a title: as many as a routine's own may have
ORDER = ("avoid", "ask", "gentle")


@dataclass(frozen=True, slots=True)
class Choice:
    """A point to choose. `seconds` is how long it takes by itself, `avoided` whether in pregnancy."""

    row: CardRow
    seconds: int
    presses: int
    avoided: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """A caution in the words of a card, and the codes of all points that carry it."""

    advice: str
    words: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chooser:
    """What my-card.html shows. `starts` has the versions of each routine that a reader may begin with.

    A card of one's own serves no one need: its red flags are the general ones. It has no version for pregnancy,
    in which another point may stand in: a switch leaves points out, and nothing stands in for them.
    """

    choices: tuple[Choice, ...]
    cautions: tuple[Shared, ...]
    starts: tuple[tuple[Entry[RoutineMatter], tuple[Version, ...]], ...]
    warned: tuple[Warned, ...]
    stop: str = STOP
    moving: int = MOVING_SECONDS
    longest: int = LONGEST


def chooser(library: Library) -> Chooser:
    """Return everything there is to choose from."""
    choices = []
    for point in library.points.values():
        dose = dose_of(point.matter)
        avoided = avoided_in_pregnancy(point.matter)
        choices.append(Choice(card_row(point, dose), total_seconds([dose]), dose.presses, avoided))
    return Chooser(
        choices=tuple(choices),
        cautions=share([choice.row for choice in choices]),
        starts=tuple(
            (routine, versions_of(routine.matter, library)[:3]) for routine in library.routines.values()
        ),
        warned=warned_of(library.site.matter.red_flags, library),
    )


def share(rows: Iterable[CardRow]) -> tuple[Shared, ...]:
    """Put the same words of all points together: what to avoid first, then what to ask, then what to spare."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        for caution in dict.fromkeys(row.cautions):
            found.setdefault(caution, []).append(row.point.matter.code)
    return tuple(
        Shared(advice, words, tuple(codes))
        for (advice, words), codes in sorted(found.items(), key=lambda item: ORDER.index(item[0][0]))
    )
