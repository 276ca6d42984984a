from __future__ import annotations

from itertools import combinations
from math import dist

from hypothesis import given
from hypothesis import strategies as st

from atlas.place import Box, Pt
from atlas.touch import share_out

ENOUGH = 24.0


def beside(at: Pt, away: float = 5.0) -> Box:
    return Box(at.x + away, at.y - 8, at.x + away + 40, at.y + 8)


def test_what_stands_alone_answers_as_far_as_a_finger_needs() -> None:
    at = Pt(50.0, 50.0)
    touch = share_out({"A": at}, {"A": beside(at)}, ENOUGH)["A"]
    assert touch.radius == ENOUGH
    assert touch.box == Box(55.0, 50.0 - ENOUGH, 95.0, 50.0 + ENOUGH)


def test_neighbours_share_what_lies_between_them() -> None:
    marks = {"A": Pt(0.0, 0.0), "B": Pt(0.0, 20.0)}
    found = share_out(marks, {"A": Box(-50.0, -8.0, -5.0, 8.0), "B": beside(marks["B"])}, ENOUGH)
    assert found["A"].radius == found["B"].radius == 10
    one, other = found["A"].box, found["B"].box
    assert one
    assert other
    assert -ENOUGH <= one.y0 < -8
    assert 28 < other.y1 <= 20 + ENOUGH


def test_a_mark_gives_way_to_the_code_of_another() -> None:
    marks = {"A": Pt(0.0, 0.0), "B": Pt(60.0, 0.0)}
    found = share_out(marks, {"A": Box(12.0, -8.0, 50.0, 8.0)}, ENOUGH)
    assert (found["B"].radius, found["B"].box) == (10, None)


def test_a_code_that_is_high_enough_stays_as_it_is() -> None:
    high = Box(10.0, -30.0, 50.0, 30.0)
    assert share_out({"A": Pt(0.0, 0.0)}, {"A": high}, ENOUGH)["A"].box == high


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=8, unique=True))
def test_no_two_answer_at_one_place(places: list[tuple[int, int]]) -> None:
    marks = {f"P{number}": Pt(x * 30.0, y * 30.0) for number, (x, y) in enumerate(places)}
    codes: dict[str, Box] = {}
    for code, at in marks.items():
        box = beside(at)
        if not any(box.meets(other) for other in codes.values()):
            codes[code] = box
    found = share_out(marks, codes, ENOUGH)
    assert found.keys() == marks.keys()
    for one, other in combinations(marks, 2):
        assert found[one].radius + found[other].radius <= dist(marks[one], marks[other]) + 0.2
        for mine, its in ((one, other), (other, one)):
            room = found[mine].box
            if room:
                assert dist(room.nearest(marks[its]), marks[its]) >= found[its].radius - 0.2
        first, second = found[one].box, found[other].box
        if first and second:
            assert not first.meets(second)
