from __future__ import annotations

import pytest
from bodies import cameras, gallery, solved

from atlas.ground import CELL, Laid, ground_of
from atlas.outline import Contour
from atlas.place import Box

# A square of 120 with a square hole of 60 in it, and a crease beside them.
DRAWN = Contour((("outline", "M30 30h120v120h-120zM60 60h60v60h-60z"), ("crease", "M200 30v60")), ())
GROUND = ground_of(DRAWN, 240, 180)


@pytest.mark.parametrize(
    ("box", "under"),
    [
        (Box(36, 36, 54, 54), {"body"}),
        (Box(72, 72, 108, 108), set()),
        (Box(170, 100, 190, 110), set()),
        (Box(20, 40, 40, 50), {"line", "body"}),
        (Box(190, 40, 210, 50), {"line"}),
        (Box(-50, -50, -10, -10), set()),
        (Box(300, 10, 400, 20), set()),
    ],
)
def test_a_place_has_lines_or_body_under_it(box: Box, under: set[str]) -> None:
    found = {"line": GROUND.lines_in(box), "body": GROUND.body_in(box)}
    assert {name for name, cells in found.items() if cells} == under


def test_what_is_laid_on_a_sheet_is_asked_in_its_units() -> None:
    laid = Laid(GROUND, 30, 30, 0.5)
    assert laid.body_in(Box(3, 3, 12, 12))
    assert not laid.body_in(Box(21, 21, 39, 39))
    assert laid.lines_in(Box(80, 0, 90, 10))


def test_more_is_counted_where_more_is_hidden() -> None:
    assert GROUND.body_in(Box(30, 30, 150, 59)) == (120 / CELL) * 5
    assert GROUND.lines_in(Box(198, 30, 202, 89)) > GROUND.lines_in(Box(198, 30, 202, 40)) > 0


@pytest.mark.parametrize("code", solved())
def test_the_body_is_where_the_skin_is(code: str) -> None:
    """A trunk that the frame cuts off is filled as a hand that lies within it."""
    for view, scene in solved()[code].scenes.items():
        camera = cameras()[view]
        ground = ground_of(gallery().contours[view], camera.width, camera.height)
        x, y = camera.project(scene.place.at)
        assert ground.body_in(Box(x - 3, y - 3, x + 3, y + 3))
        filled = sum(row.bit_count() for row in ground.body) * CELL * CELL / (camera.width * camera.height)
        assert 0.19 < filled < 0.95  # the whole body from its side, and a head around an ear
