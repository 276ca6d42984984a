"""The versions of a routine: short, standard, full, and the one for pregnancy, with their minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from atlas.dose import Dose, dose_of, minutes, total_seconds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atlas.library import Entry, Library
    from atlas.schema import PointMatter, RoutineMatter, Step

Key = Literal["short", "standard", "full", "pregnancy"]
NAMES: dict[Key, str] = {
    "short": "Short",
    "standard": "Standard",
    "full": "Full",
    "pregnancy": "Only if your midwife or doctor agrees",
}


@dataclass(frozen=True, slots=True)
class Stop:
    """One point of a version, with its dose here. `stands_in_for` names the point it replaces."""

    point: Entry[PointMatter]
    dose: Dose
    note: str = ""
    stands_in_for: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A point that this version leaves out, and the code of what stands in, if anything does."""

    point: Entry[PointMatter]
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One way through a routine."""

    key: Key
    stops: tuple[Stop, ...]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def name(self) -> str:
        """What readers call it."""
        return NAMES[self.key]

    @property
    def seconds(self) -> int:
        """The whole sitting, moving from point to point included."""
        return total_seconds(stop.dose for stop in self.stops)

    @property
    def minutes(self) -> int:
        """The whole sitting, rounded up."""
        return minutes(self.seconds)

    @property
    def presses(self) -> int:
        """How many presses that makes."""
        return sum(stop.dose.presses for stop in self.stops)


def avoided_in_pregnancy(point: PointMatter) -> bool:
    """Tell whether a point is one to leave alone in pregnancy, or one to ask about: both are left out."""
    return any(caution.kind == "pregnancy" and caution.advice != "gentle" for caution in point.cautions)


def versions_of(routine: RoutineMatter, library: Library) -> tuple[Version, ...]:
    """Return every version of a routine. Its codes must be known: rules.py has seen to that."""
    chosen: tuple[tuple[Key, Iterable[str]], ...] = (
        ("short", routine.versions.short),
        ("standard", routine.versions.standard),
        ("full", [step.point for step in routine.steps]),
    )
    usual = tuple(
        Version(key, tuple(_stop(step, library) for step in routine.steps if step.point in set(codes)))
        for key, codes in chosen
    )
    return (*usual, _for_pregnancy(routine, library))


def _stop(step: Step, library: Library) -> Stop:
    point = library.points[step.point]
    return Stop(point, dose_of(point.matter, step.seconds), step.note or "")


def _for_pregnancy(routine: RoutineMatter, library: Library) -> Version:
    if routine.not_in_pregnancy:
        return Version("pregnancy", (), tuple(LeftOut(library.points[step.point]) for step in routine.steps))
    stops, left_out = [], []
    for step in routine.steps:
        point = library.points[step.point]
        if not avoided_in_pregnancy(point.matter):
            stops.append(_stop(step, library))
            continue
        left_out.append(LeftOut(point, step.instead or ""))
        if step.instead:
            stand_in = library.points[step.instead]
            stops.append(Stop(stand_in, dose_of(stand_in.matter), stands_in_for=step.point))
    return Version("pregnancy", tuple(stops), tuple(left_out))
