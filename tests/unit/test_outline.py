from __future__ import annotations

import pytest
from bodies import FIGURES, cameras

from atlas.outline import Contour, read_contour
from atlas.place import Pt

SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'
SQUARE = (Pt(0, 0), Pt(10, 0), Pt(10, 10), Pt(0, 10))


def path(d: str, kind: str = "outline") -> str:
    return SVG.format(f'<path class="contour--{kind}" d="{d}"/>')


@pytest.mark.parametrize(
    "d", ["M0 0 L10 0 L10 10 L0 10z", "M0 0H10V10H0Z", "m0,0 10,0 0,10 -10,0z", "M0 0h10v10h-10z"]
)
def test_a_ring_is_read_however_it_is_written(d: str) -> None:
    assert read_contour(path(d), 1) == Contour((("outline", d),), (SQUARE,))


def test_points_that_the_shape_does_not_need_are_left_out() -> None:
    assert read_contour(path("M0 0 L5 0.2 L10 0 L10 10 L0 10z"), 1).simple == (SQUARE,)
    assert len(read_contour(path("M0 0 L5 3 L10 0 L10 10 L0 10z"), 1).simple[0]) == 5


def test_a_curve_keeps_its_bulge() -> None:
    (ring,) = read_contour(path("M0 0 L10 0 L10 10 C10 20 0 20 0 10z"), 1).simple
    assert max(p.y for p in ring) == pytest.approx(17.5)


def test_creases_and_specks_are_no_outline() -> None:
    assert read_contour(path("M0 0L9 0L9 9L0 9z", "crease"), 1).simple == ()
    assert read_contour(path("M0 0L0.1 0L0.1 0.1L0 0.1z"), 1).simple == ()


def test_two_rings_of_one_path() -> None:
    found = read_contour(path("M0 0H10V10H0zM20 0h10v10h-10z"), 1).simple
    assert found == (SQUARE, tuple(Pt(p.x + 20, p.y) for p in SQUARE))


@pytest.mark.parametrize("view", cameras())
def test_the_simple_outline_of_a_view_is_small_and_ends_at_its_plate(view: str) -> None:
    camera = cameras()[view]
    contour = read_contour((FIGURES / camera.contour).read_text(encoding="utf-8"), 6)
    assert {kind for kind, _ in contour.paths} <= {"outline", "crease"}
    points = [p for ring in contour.simple for p in ring]
    assert 10 < len(points) < 250
    # Where the plate cuts a limb off, the outline goes on a little, so that no line is drawn along the cut.
    assert all(-25 < p.x < camera.width + 25 and -25 < p.y < camera.height + 25 for p in points)
