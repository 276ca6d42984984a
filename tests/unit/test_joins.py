from __future__ import annotations

from math import dist

import pytest
from bodies import figures, gallery

from atlas.joins import NEAR, off, reach, ties_of
from atlas.layout import DOT, HALO, Figure, Stroke
from atlas.place import Pt

MARK = Pt(100.0, 100.0)
LINE = Stroke("line", (Pt(100.0, 100.0), Pt(200.0, 100.0)))
SMALL = {picture.figure.name: picture.figure for picture in gallery().small.values()}


def test_a_landmark_on_a_line_to_the_mark_needs_no_other() -> None:
    beside = Stroke("guide", (Pt(200.0, 50.0), Pt(200.0, 150.0)))  # it touches the line
    assert ties_of(MARK, [Pt(200.0, 100.0), Pt(200.0, 50.0)], [LINE, beside]) == ()


def test_a_landmark_that_nothing_leads_from_is_joined_to_the_ring() -> None:
    apart = Stroke("guide", (Pt(20.0, 0.0), Pt(180.0, 0.0)))
    (tie,) = ties_of(MARK, [Pt(100.0, 0.0)], [LINE, apart])
    assert tie.kind == "tie"
    assert tie.points == (Pt(100.0, DOT), Pt(100.0, 100.0 - HALO))


def test_a_landmark_under_the_ring_has_no_line() -> None:
    assert ties_of(MARK, [Pt(104.0, 104.0)], []) == ()


def test_lines_lead_on_to_lines() -> None:
    far = Stroke("guide", (Pt(200.0, 98.0), Pt(300.0, 98.0)))
    assert reach(MARK, [far, LINE]) == [LINE, far]
    assert reach(MARK, [far]) == []


def test_how_far_a_place_is_from_a_line() -> None:
    assert off(LINE, Pt(150.0, 130.0)) == 30
    assert off(LINE, Pt(203.0, 104.0)) == 5


def joined(figure: Figure, dot: Pt) -> bool:
    mark = figure.targets[-1].at
    lines = [stroke for stroke in reach(mark, figure.strokes) if off(stroke, dot) < max(NEAR, DOT + 1)]
    return bool(lines) or dist(dot, mark) <= HALO + DOT


@pytest.mark.parametrize("name", figures())
def test_every_landmark_is_joined_to_the_mark(name: str) -> None:
    figure = figures()[name]
    assert [dot for dot in figure.dots if not joined(figure, dot)] == []


@pytest.mark.parametrize("name", SMALL)
def test_every_landmark_of_a_small_picture_is_joined_too(name: str) -> None:
    assert [dot for dot in SMALL[name].dots if not joined(SMALL[name], dot)] == []


@pytest.mark.parametrize("name", figures())
def test_every_dashed_line_is_explained(name: str) -> None:
    """By a landmark on it, which has words; by the mark; or by words of its own, joined to it."""
    figure = figures()[name]
    spots = [*figure.dots, figure.targets[-1].at]
    spots += [label.leader[0] for label in figure.labels if label.leader]
    for stroke in figure.strokes:
        if stroke.kind == "guide":
            assert any(off(stroke, at) < NEAR for at in spots)
