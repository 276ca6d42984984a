"""Each location is visible in the pose and the view in which a reader would look for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.scene import in_sight
from workshop.reach.places import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop.reach.places import Reach


def unseen(reach: Reach) -> Iterator[Failure]:
    """Yield the locations that their view does not show. It need not have a plate: its camera is enough."""
    for code, place in reach.places.items():
        one = reach.constructions.by_code[code]
        camera = reach.cameras.get(one.view)
        if camera is None:
            yield Failure(code, "seen", said=f'there is no view "{one.view}"')
        elif camera.pose != one.pose:
            yield Failure(code, "seen", said=f'"{one.view}" shows the pose "{camera.pose}"')
        elif not in_sight(reach.body, camera, place.at, place.normal):
            yield Failure(code, "seen", said=f'hidden in "{one.view}"')
