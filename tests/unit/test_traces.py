from __future__ import annotations

import pytest

from atlas.layout import TICK, Sheet
from atlas.place import P3, Camera, Pt, Trail
from atlas.traces import along, coarse, numbers_on, stroke_on

FRONT = Camera("front", "", "", "", None, 400, 400, P3(0, 0, 0), P3(1, 0, 0), P3(0, 1, 0), P3(0, 0, 1), 100)
SHEET = Sheet(FRONT, 0, 0, 1.0, 400)
WALK = Trail("walk", (P3(-1, 0, 0), P3(0, 0, 0), P3(1, 0, 0)), (0.0, 0.5, 1.0), ("1", "2"))


def test_a_line_runs_on_the_sheet_with_ticks_across() -> None:
    stroke = stroke_on(SHEET, WALK)
    assert stroke.points == (Pt(100, 200), Pt(200, 200), Pt(300, 200))
    assert stroke.ticks[1] == (Pt(200, 200 + TICK), Pt(200, 200 - TICK))


def test_each_stretch_has_its_word_on_either_side() -> None:
    one, two = numbers_on(SHEET, WALK)
    assert (one.words, one.at) == ("1", Pt(150, 200))
    assert (two.words, two.at) == ("2", Pt(250, 200))
    assert {at.y < 200 for at in one.only} == {True, False}
    assert all(100 < at.x < 200 for at in one.only)


def test_a_dashed_line_and_a_short_one_have_no_numbers() -> None:
    short = Trail("walk", (P3(0, 0, 0), P3(0.1, 0, 0)), (0.0, 1.0), ("1",))
    guide = Trail("guide", WALK.points, WALK.ticks, WALK.words)
    assert [*numbers_on(SHEET, short), *numbers_on(SHEET, guide)] == []


def test_shares_are_those_of_the_skin() -> None:
    """A line that runs away from the eye is longer than it looks."""
    deep = (P3(0, 0, 0), P3(0, 0, -3), P3(1, 0, -3))
    at, way = along(deep, [SHEET.pt(p) for p in deep], 0.875)
    assert at == pytest.approx((250, 200))
    assert way == pytest.approx((1, 0))


def test_a_straight_line_needs_two_points_and_a_bent_one_more() -> None:
    straight = [Pt(float(x), 0.0) for x in range(50)]
    bent = [*straight, *(Pt(49.0, float(y)) for y in range(1, 50))]
    assert coarse(straight) == [straight[0], straight[-1]]
    assert coarse(straight[:2]) == straight[:2]
    kept = coarse(bent)
    assert len(kept) == 3
    assert abs(kept[1].x - 49) + abs(kept[1].y) <= 3
