from __future__ import annotations

from itertools import combinations
from math import dist

import pytest
from bodies import cameras, figures, gallery, solved

from atlas.figure import SMALL, Said, draw_numbered, draw_point, draw_small
from atlas.layout import HALO, WIDE, WORDS, Figure
from atlas.place import Box

WHOLE = {name: cameras()[name] for name in ("body-front", "body-back")}


def drawn(code: str, view: str, names: dict[str, str]) -> Figure | None:
    home = solved()[code].poses["stand"]
    return draw_point(
        code, solved()[code].scenes[view], cameras()[view], Said("", "", names), whole=WHOLE, home=home
    )


@pytest.mark.parametrize("name", figures())
def test_no_words_overlap_words_marks_or_the_edge(name: str) -> None:
    figure = figures()[name]
    boxes = [label.box for label in figure.labels] + ([figure.inset.box] if figure.inset else [])
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    for box in boxes:
        assert Box(0, 0, WIDE, figure.height).holds(box)
        assert not any(dist(box.nearest(one.at), one.at) < HALO - 4 for one in figure.targets)
        assert not any(dist(box.nearest(dot), dot) < 4 for dot in figure.dots)
    leaders = [label.leader for label in figure.labels if label.leader]
    assert not any(
        box.crossed(*leader) for leader in leaders for box in boxes if box.nearest(leader[1]) != leader[1]
    )


@pytest.mark.parametrize("name", figures())
def test_a_picture_names_its_point_and_says_where_on_the_body_it_is(name: str) -> None:
    figure = figures()[name]
    code = name.partition("-")[0].upper()
    assert code in [label.wish.words for label in figure.labels]
    assert figure.inset is not None
    assert all(label.wish.size >= WORDS for label in figure.labels)
    assert [target.kind for target in figure.targets if target.kind != "ghost"] == ["target"]


def test_the_same_figure_is_drawn_twice() -> None:
    names = {mark.name: "x" for mark in solved()["GB21"].scenes["upper-back-close"].place.marks}
    once = drawn("GB21", "upper-back-close", names)
    assert once is not None
    assert once == drawn("GB21", "upper-back-close", names)


def test_words_that_find_no_room_make_no_figure() -> None:
    assert (
        drawn("GV14", "upper-back-close", dict.fromkeys(("c7", "t1"), "very many long words " * 12)) is None
    )


def test_a_midline_point_stands_in_the_middle() -> None:
    for code, view in (("CV17", "chest"), ("GV14", "upper-back-close")):
        figure = figures()[f"{code.lower()}-{view}"]
        assert figure.targets[-1].at.x == pytest.approx(WIDE / 2, abs=4)


def test_a_small_picture_has_marks_and_no_words() -> None:
    scene = solved()["SI15"].scenes["upper-back"]
    small = draw_small("SI15", scene, cameras()["upper-back"], Said("SI15", "", {"c7-low": "x"}))
    assert small.scale == SMALL
    assert small.labels == ()
    assert small.inset is None
    assert [target.kind for target in small.targets] == ["ghost", "target"]
    assert all(stroke.ticks == () for stroke in small.strokes)
    assert {picture.figure.scale for picture in gallery().small.values()} == {SMALL}


def test_numbered_points_have_each_its_number() -> None:
    entries = [
        (str(i), solved()[code].poses["stand"].at) for i, code in enumerate(("GV14", "SI15", "GB21"), 1)
    ]
    several = draw_numbered("back", cameras()["upper-back"], entries, "The upper back")
    assert several is not None
    assert [label.wish.words for label in several.labels] == ["1", "2", "3"]
    assert [target.words for target in several.targets] == ["1", "2", "3"]
    assert not any(a.box.meets(b.box) for a, b in combinations(several.labels, 2))
