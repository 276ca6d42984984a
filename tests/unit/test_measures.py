from __future__ import annotations

import pytest
from bodies import STANDING, body

from atlas.measures import LINES, MEASURES


@pytest.mark.parametrize("name", MEASURES)
def test_a_stretch_has_two_ends_that_hold_in_every_pose(name: str) -> None:
    stretch = MEASURES[name]
    ends = [body().landmarks[end] for end in (stretch.start, stretch.end)]
    assert all(end.holds(STANDING) for end in ends)
    assert stretch.start != stretch.end


@pytest.mark.parametrize("name", LINES)
def test_a_line_runs_through_places_in_one_direction(name: str) -> None:
    """Down the midlines, and outwards along the collarbone: a name out of order would lead back."""
    axis = 0 if name == "clavicle-lower-border" else 1
    along = [float(body().position(place, STANDING)[axis]) for place in LINES[name]]
    assert along in (sorted(along), sorted(along, reverse=True))


# WHO 2008, "Proportional bone (skeletal) measurement", of the stretches whose two ends are our landmarks.
STANDARD = {
    "forehead": 3, "upper-abdomen": 8, "lower-abdomen": 5, "upper-arm": 9, "forearm": 12, "front-thigh": 18,
    "outer-thigh": 19, "back-thigh": 14, "outer-shank": 16, "inner-shank": 15, "ankle": 3,
}  # fmt: skip


def test_the_cun_of_a_stretch_are_those_of_the_standard() -> None:
    assert {name: MEASURES[name].cun for name in STANDARD} == STANDARD
    # The standard counts both sides of these: 6 cun between the shoulder blades, 8 between the nipples.
    assert [2 * MEASURES[name].cun for name in ("back", "chest")] == [6, 8]
    # Eyebrows to hairline 3, hairline to hairline 12, hairline to C7 3.
    assert MEASURES["head"].cun == 3 + 12 + 3
