from __future__ import annotations

from itertools import combinations

import pytest

from atlas.place import Box, Pt
from atlas.placing import Around, Wish, place_labels

FRAME = Box(0, 0, 200, 200)
EMPTY = Around(FRAME, (), ())


def test_boxes_meet_hold_and_are_crossed() -> None:
    box = Box(10, 10, 20, 20)
    assert box.meets(Box(15, 15, 30, 30))
    assert not box.meets(Box(20, 10, 30, 20))
    assert box.meets(Box(20, 10, 30, 20), air=1)
    assert FRAME.holds(box)
    assert not box.holds(FRAME)
    assert box.nearest(Pt(0, 15)) == Pt(10, 15)
    assert box.crossed(Pt(0, 0), Pt(30, 30))
    assert box.crossed(Pt(15, 0), Pt(15, 30))
    assert not box.crossed(Pt(0, 0), Pt(30, 0))
    assert not box.crossed(Pt(0, 21), Pt(21, 30))


def test_words_stand_beside_their_dot() -> None:
    (label,) = place_labels([Wish("navel", Pt(100, 100), 10, 5)], EMPTY) or ()
    assert label.lines == ("navel",)
    assert not label.box.meets(Box(95, 95, 105, 105))
    assert label.leader is None
    assert FRAME.holds(label.box)


def test_near_an_edge_words_stay_inside() -> None:
    for at in (Pt(2, 2), Pt(198, 2), Pt(2, 198), Pt(198, 198)):
        (label,) = place_labels([Wish("outer ankle bone", at, 10, 5)], EMPTY) or ()
        assert FRAME.holds(label.box)


def test_long_words_are_wrapped_evenly_where_the_room_is_narrow() -> None:
    narrow = Around(Box(0, 0, 75, 200), (), ())
    (label,) = place_labels([Wish("bony bump of the neck", Pt(5, 100), 10, 5)], narrow) or ()
    assert " ".join(label.lines) == "bony bump of the neck"
    assert len(label.lines) > 1


def test_words_do_not_touch_each_other_nor_what_is_solid() -> None:
    dots = [Pt(100 + 14 * i, 100) for i in range(4)]
    solid = tuple(Box(at.x - 4, at.y - 4, at.x + 4, at.y + 4) for at in dots)
    wishes = [Wish(f"knuckle {i}", at, 10, 5) for i, at in enumerate(dots)]
    labels = place_labels(wishes, Around(FRAME, solid, ())) or ()
    assert [label.wish for label in labels] == wishes
    assert not any(one.box.meets(other.box) for one, other in combinations(labels, 2))
    assert not any(label.box.meets(box) for label in labels for box in solid)


def test_words_keep_off_lines_where_they_can() -> None:
    wish = Wish("navel", Pt(100, 100), 10, 5)
    line = (Pt(100, 100), Pt(200, 100))
    (label,) = place_labels([wish], Around(FRAME, (), (line,))) or ()
    assert not label.box.crossed(*line)


def test_a_number_takes_one_of_the_places_it_is_given() -> None:
    wish = Wish("1", Pt(100, 100), 10, 0, "number", (Pt(50, 50), Pt(70, 70)))
    taken = Around(FRAME, (Box(45, 45, 55, 55),), ())
    (label,) = place_labels([wish], taken) or ()
    assert ((label.box.x0 + label.box.x1) / 2, (label.box.y0 + label.box.y1) / 2) == pytest.approx((70, 70))


def test_where_there_is_no_room_there_is_no_answer() -> None:
    tight = Around(Box(0, 0, 40, 20), (), ())
    assert place_labels([Wish("much longer than that", Pt(20, 10), 10, 5)], tight) is None
    assert place_labels([], tight) == ()


def test_chance_has_no_part_in_it() -> None:
    wishes = [Wish(f"knuckle {i}", Pt(60 + 15 * i, 90 + 7 * i), 10, 5) for i in range(5)]
    assert place_labels(wishes, EMPTY) == place_labels(wishes, EMPTY)
