from __future__ import annotations

from itertools import combinations, pairwise
from math import dist

import pytest
from bodies import cameras, code_of, figures, gallery, solved

from atlas.figure import SMALL, Said, draw_point, draw_small
from atlas.ground import Laid, ground_of
from atlas.layout import CLEAR_LEAST, HALO, WIDE, WORDS, Figure
from atlas.place import Box

WHOLE = {name: cameras()[name] for name in ("body-front", "body-back")}


def drawn(code: str, view: str, names: dict[str, str]) -> Figure | None:
    home, camera = solved()[code].poses["stand"], cameras()[view]
    ground = ground_of(gallery().contours[view], camera.width, camera.height)
    scene, said = solved()[code].scenes[view], Said("", "", names)
    return draw_point(code, scene, camera, said, whole=WHOLE, home=home, ground=ground)


def laid(figure: Figure) -> Laid:
    """Return what lies under the words of a picture."""
    camera, k = figure.camera, (figure.plate.x1 - figure.plate.x0) / figure.camera.width
    ground = ground_of(gallery().contours[camera.name], camera.width, camera.height)
    return Laid(ground, -figure.plate.x0 / k, -figure.plate.y0 / k, k)


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
def test_no_words_lie_on_what_a_mark_or_a_landmark_shows(name: str) -> None:
    """Around each the skin is free: the bump that the light shows is what readers look for."""
    figure = figures()[name]
    for label in figure.labels:
        if label.wish.kind != "number":
            # There may be none: a dot under the point's own mark is not drawn.
            assert all(dist(label.box.nearest(dot), dot) >= CLEAR_LEAST for dot in figure.dots)
            assert dist(label.box.nearest(figure.targets[-1].at), figure.targets[-1].at) >= HALO + 2


@pytest.mark.parametrize("name", figures())
def test_words_away_from_their_dot_are_joined_to_it(name: str) -> None:
    for label in figures()[name].labels:
        if label.wish.kind == "landmark":
            assert label.leader
            assert dist(label.leader[0], label.wish.at) == pytest.approx(label.wish.away)
            assert label.box.nearest(label.leader[1]) == label.leader[1]


@pytest.mark.parametrize("name", figures())
def test_no_words_cut_the_outline_of_the_body_or_cover_a_line(name: str) -> None:
    figure = figures()[name]
    ground = laid(figure)
    lines = [pair for stroke in figure.strokes for pair in pairwise(stroke.points)]
    for label in figure.labels:
        if label.wish.kind != "number":
            assert ground.lines_in(label.box) == 0, label.wish.words
            assert not any(label.box.crossed(*line) for line in lines), label.wish.words


@pytest.mark.parametrize("name", figures())
def test_the_small_body_lies_on_nothing(name: str) -> None:
    figure = figures()[name]
    assert figure.inset
    if figure.wide == WIDE:
        assert laid(figure).body_in(figure.inset.box) == 0
        assert laid(figure).lines_in(figure.inset.box) == 0
    else:  # no corner is free, so that it has a margin of its own
        assert figure.inset.box.x0 > figure.wide
        assert all(label.box.x1 < figure.wide for label in figure.labels)
        assert all(dot.x < figure.wide for dot in figure.dots)


@pytest.mark.parametrize("name", figures())
def test_a_picture_names_its_point_and_says_where_on_the_body_it_is(name: str) -> None:
    figure = figures()[name]
    code = code_of(name)
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
        assert figure.targets[-1].at.x == pytest.approx(figure.wide / 2, abs=4)


def test_a_small_picture_has_marks_and_no_words() -> None:
    scene = solved()["SI15"].scenes["upper-back"]
    small = draw_small("SI15", scene, cameras()["upper-back"], Said("SI15", "", {"c7-low": "x"}))
    assert small.scale == SMALL
    assert small.labels == ()
    assert small.inset is None
    assert [target.kind for target in small.targets] == ["ghost", "target"]
    assert all(stroke.ticks == () for stroke in small.strokes)
    assert {picture.figure.scale for picture in gallery().small.values()} == {SMALL}
