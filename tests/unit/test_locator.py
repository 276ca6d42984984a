from __future__ import annotations

import pytest
from bodies import cameras, solved

from atlas.ground import Laid, ground_of
from atlas.layout import EDGE, INSET, WIDE, Sheet
from atlas.locator import body_of, corner_wish, in_margin, locate, margin_for
from atlas.outline import Contour
from atlas.place import P3, Camera

WHOLE = {name: cameras()[name] for name in ("body-front", "body-back")}
PLATE = Camera("x", "", "", "", None, 720, 720, P3(0, 0, 0), P3(1, 0, 0), P3(0, 1, 0), P3(0, 0, 1), 100)
SHEET = Sheet(PLATE, 0, 0, 0.5, 360)


def laid(path: str) -> Laid:
    return Laid(ground_of(Contour((("outline", path),), ()), 720, 720), 0, 0, 0.5)


def test_a_point_is_shown_on_the_side_it_lies_on() -> None:
    assert body_of(solved()["CV17"].poses["stand"], WHOLE).name == "body-front"
    assert body_of(solved()["GV14"].poses["stand"], WHOLE).name == "body-back"


def test_only_free_corners_are_wished_for() -> None:
    body = WHOLE["body-front"]
    wish = corner_wish(body, SHEET, laid("M0 0h720v500h-720z"))
    assert wish
    assert [at.y for at in wish.only] == [360 - EDGE - INSET / 2] * 2
    assert wish.room == pytest.approx((body.width * INSET / body.height, INSET))
    assert corner_wish(body, SHEET, laid("M0 0h720v720h-720z")) is None


def test_a_margin_holds_the_small_body() -> None:
    body = WHOLE["body-front"]
    box = in_margin(body, SHEET)
    assert box.x0 == pytest.approx(WIDE - margin_for(body) + EDGE)
    assert box.y1 == SHEET.height - EDGE


def test_a_box_shows_where_the_picture_is() -> None:
    home = solved()["LR3"].poses["stand"]
    body = body_of(home, WHOLE)
    box = in_margin(body, SHEET)
    inset = locate(SHEET, home, body, box)
    assert box.holds(inset.frame)
    assert inset.frame.y0 > (box.y0 + box.y1) / 2  # at the foot
    assert (inset.frame.x0 + inset.frame.x1) > box.x0 + box.x1  # of the left leg, which is on the right
