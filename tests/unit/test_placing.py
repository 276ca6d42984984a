from __future__ import annotations

from itertools import combinations
from math import dist

import pytest

from atlas.ground import Laid, ground_of
from atlas.outline import Contour
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


def test_words_keep_out_of_the_clear_space_of_every_dot() -> None:
    wishes = [Wish("navel", Pt(80, 100), 10, 5, clear=20), Wish("hip", Pt(120, 100), 10, 5, clear=20)]
    zones = tuple((wish.at, wish.clear) for wish in wishes)
    labels = place_labels(wishes, Around(FRAME, (), (), zones)) or ()
    assert len(labels) == 2
    for label in labels:
        assert label.leader
        assert all(dist(label.box.nearest(at), at) >= far for at, far in zones)


def test_words_keep_off_the_outline_of_the_body() -> None:
    """It runs where they would lie best: straight down, to the right of the dot."""
    wish = Wish("navel", Pt(100, 100), 10, 5, clear=10)
    outline = Contour((("outline", "M130 0h300v200h-300z"),), ())
    around = Around(FRAME, (), (), (), Laid(ground_of(outline, 600, 200), 0, 0, 1))
    (label,) = place_labels([wish], around) or ()
    assert around.ground
    assert not around.ground.lines_in(label.box)
    (without,) = place_labels([wish], EMPTY) or ()
    assert around.ground.lines_in(without.box)


def test_words_on_the_other_side_of_a_line_have_a_leader_and_a_code_there_spoils_the_picture() -> None:
    wall = ((Pt(112, -50), Pt(112, 250)),)
    right = Around(Box(105, 0, 200, 200), (), wall)
    (label,) = place_labels([Wish("GB21", Pt(100, 100), 10, 5, "code", near=50)], right) or ()
    assert label.leader
    assert label.spoils
    (free,) = place_labels([Wish("GB21", Pt(100, 100), 10, 5, "code", near=50)], EMPTY) or ()
    assert (free.leader, free.spoils) == (None, False)


def test_what_has_few_places_is_not_crowded_out() -> None:
    """The second finds room in one place only, which the first would like best."""
    narrow = Box(0, 80, 200, 120)
    wishes = [
        Wish("hip", Pt(100, 100), 10, 5),
        Wish("", Pt(-1, -1), 0, 0, "inset", (Pt(130, 100),), Pt(20, 40)),
    ]
    labels = place_labels(wishes, Around(narrow, (), ())) or ()
    assert [label.wish for label in labels] == wishes
    assert not labels[0].box.meets(labels[1].box)


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
