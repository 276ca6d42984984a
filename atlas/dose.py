"""How long a press takes, and how a routine's minutes add up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atlas.schema import PointMatter

# Time to let go, move to the next point and find it. Our own estimate: the player lets people wait.
MOVING_SECONDS = 15
# Time to let go and press again, with the other hand or on the same spot.
CHANGING_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Dose:
    """One point's share of a routine. `sides` is 2 where each side is pressed in turn, otherwise 1."""

    seconds: int
    repeats: int
    sides: int

    @property
    def presses(self) -> int:
        """How many times something is pressed."""
        return self.repeats * self.sides

    @property
    def total(self) -> int:
        """Seconds of pressing, without moving."""
        return self.seconds * self.presses

    @property
    def changing(self) -> int:
        """Seconds between the presses of this one point."""
        return CHANGING_SECONDS * (self.presses - 1)


def dose_of(point: PointMatter, seconds: int | None = None) -> Dose:
    """Return the dose of a point; `seconds` is a routine's own length of one press."""
    press = point.press
    sides = 1 if point.sides == "midline" or press.together else 2
    return Dose(seconds or press.seconds, press.repeats, sides)


def total_seconds(doses: Iterable[Dose]) -> int:
    """Return the seconds of a whole sitting, changing sides and moving from point to point included."""
    lengths = [dose.total + dose.changing for dose in doses]
    return sum(lengths) + MOVING_SECONDS * max(len(lengths) - 1, 0)


def minutes(seconds: int) -> int:
    """Round up, so that nobody is promised less time than it takes."""
    return -(-seconds // 60)
