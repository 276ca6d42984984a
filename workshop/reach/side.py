"""Each location lies on the left half of the body, or in its midline: the right half is the mirror image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop.reach.places import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop.reach.places import Reach

MIDLINE = 0.05  # decimetres that a location of the midline may stand beside it
MILLIMETRES = 100


def astray(reach: Reach) -> Iterator[Failure]:
    """Yield the locations that stand beside the midline, or on the wrong side of it."""
    for code, at in reach.standing.items():
        x = float(at[0])
        if reach.constructions.by_code[code].sides == "midline":
            if abs(x) > MIDLINE:
                yield Failure(code, "side", "midline", abs(x) * MILLIMETRES)
        elif x <= MIDLINE:
            yield Failure(code, "side", "left half", (MIDLINE - x) * MILLIMETRES)
