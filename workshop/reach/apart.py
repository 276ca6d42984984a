"""No two locations fall closer together than the standard sets them apart."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from workshop.reach.places import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop.reach.places import Reach

# Where the standard names no distance. The least that it names between two locations is half a cun, some
# 10 mm; those that it sets apart by words alone, in front of the ear and round the nose, may be half as near.
LEAST = 0.05
MILLIMETRES = 100


def crowded(reach: Reach) -> Iterator[Failure]:
    """Yield every two locations that fall together, and by how many millimetres they are too near."""
    for one, other in combinations(reach.standing, 2):
        gap = float(np.linalg.norm(reach.standing[one] - reach.standing[other]))
        if gap < LEAST:
            yield Failure(
                other, "apart", one, (LEAST - gap) * MILLIMETRES, f"{gap * MILLIMETRES:.1f} mm apart"
            )
