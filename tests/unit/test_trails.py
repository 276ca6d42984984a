from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from atlas.geometry import Line
from atlas.place import P3
from atlas.trails import counted, divided, drawn, p3, thinned


def line(*points: tuple[float, float, float]) -> Line:
    return Line(np.array(points), np.zeros(len(points) - 1, dtype=np.int64))


def test_a_drawn_line_keeps_its_corners_and_no_more() -> None:
    bent = line((0, 0, 0), (1, 0.001, 0), (2, 0, 0), (2, 1, 0), (2, 2, 0.0015))
    assert drawn(bent) == (P3(0, 0, 0), P3(2, 0, 0), P3(2, 2, 0.0015))
    assert drawn(line((0, 0, 0), (1, 0.1, 0), (2, 0, 0)))[1] == P3(1, 0.1, 0)


def test_thinning_keeps_corners() -> None:
    corner = np.array([[0, 0], [1, 0.1], [2, 0], [2, 1], [2, 2]], dtype=float)
    assert thinned(corner, 0.35).tolist() == [[0, 0], [2, 0], [2, 2]]


def test_a_place_is_rounded_and_has_no_minus_nought() -> None:
    assert str(p3(np.array([-0.00001, 1.23456, 2.0]))) == "P3(x=0.0, y=1.2346, z=2.0)"


@pytest.mark.parametrize(
    ("share", "ticks", "words"),
    [("1/4", (0, 0.25, 0.5, 0.75, 1), ("¼",) * 4), ("5/12", (0, 5 / 12, 1), ("5/12", "7/12"))],
)
def test_a_divided_line(share: str, ticks: tuple[float, ...], words: tuple[str, ...]) -> None:
    found = divided(Fraction(share))
    assert found[0] == pytest.approx(ticks)
    assert found[1] == words


@pytest.mark.parametrize(
    ("cun", "ticks", "words"),
    [
        ("3", (0, 1 / 3, 2 / 3, 1), ("1", "2", "3")),
        ("1.5", (0, 2 / 3, 1), ("1", "½")),
        ("0.1", (0, 1), ("0.1",)),
    ],
)
def test_a_counted_walk(cun: str, ticks: tuple[float, ...], words: tuple[str, ...]) -> None:
    found = counted(Fraction(cun))
    assert found[0] == pytest.approx(ticks)
    assert found[1] == words
