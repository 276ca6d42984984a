"""What is claimed of every location, a sentence each, and what is found against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop.reach.apart import crowded
from workshop.reach.distances import stretched
from workshop.reach.order import disordered
from workshop.reach.places import Failure
from workshop.reach.region import misplaced
from workshop.reach.seen import unseen
from workshop.reach.side import astray

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from workshop.reach.places import Reach


def uncomputed(reach: Reach) -> Iterator[Failure]:
    """Yield the locations that no place was found for."""
    for code, said in reach.unsolved.items():
        yield Failure(code, "computes", said=said)


SENTENCES: Mapping[str, Callable[[Reach], Iterator[Failure]]] = {
    "computes": uncomputed,
    "seen": unseen,
    "order": disordered,
    "side": astray,
    "region": misplaced,
    "apart": crowded,
    "distance": stretched,
}


def failures(reach: Reach) -> list[Failure]:
    """Return everything that fails, in the order of the locations."""
    order = list(reach.constructions.by_code)
    found = [failure for check in SENTENCES.values() for failure in check(reach)]
    return sorted(found, key=lambda one: order.index(one.code))
