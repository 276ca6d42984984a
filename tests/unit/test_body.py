from __future__ import annotations

import numpy as np
import pytest
from bodies import body

from atlas.body import Surface

POSES = ("stand", "hand-open", "hand-closed", "fist", "knee-bent")
# Two triangles that share an edge, in the plane of the picture.
SQUARE = Surface(
    np.array([[0.0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]]), np.array([[0, 1, 2], [0, 2, 3]]), np.arange(4)
)


def test_corners_and_columns_are_those_of_the_faces_and_the_vertices() -> None:
    assert np.array_equal(np.stack(SQUARE.corners, axis=1), SQUARE.faces)
    assert np.array_equal(np.stack(SQUARE.columns, axis=1), SQUARE.vertices)


def test_a_triangle_is_among_the_chosen_if_all_its_corners_are() -> None:
    assert SQUARE.faces_among(np.array([True, True, True, False])).tolist() == [0]
    assert SQUARE.faces_among(np.array([True, True, True, True])).tolist() == [0, 1]
    assert SQUARE.faces_among(np.array([True, False, True, False])).tolist() == []


def test_a_triangle_is_found_by_its_corners_in_any_order() -> None:
    a, b, c = (int(corner) for corner in body().surfaces["stand"].faces[1234])
    assert body().face((a, b, c)) == body().face((c, a, b)) == 1234


def test_a_triangle_that_is_not_there_is_told() -> None:
    with pytest.raises(ValueError, match=r"the body has no triangle \(0, 0, 0\)"):
        body().face((0, 0, 0))


@pytest.mark.parametrize("pose", POSES)
def test_the_right_side_mirrors_the_left(pose: str) -> None:
    """To a millimetre: each side is quantised for itself."""
    surface = body().surfaces[pose]
    assert np.array_equal(surface.mirror[surface.mirror], np.arange(len(surface.vertices)))
    assert np.abs(surface.vertices[surface.mirror] * (-1, 1, 1) - surface.vertices).max() < 0.01


def test_a_triangle_can_belong_to_several_parts() -> None:
    parts = body().surfaces["stand"].parts
    assert set(parts) == {"forearm-left", "leg-left", "foot-left", "head"}
    assert all(0 < one.sum() < len(one) / 2 for one in parts.values())
    assert (parts["foot-left"] & parts["leg-left"]).sum() > 0.99 * parts["foot-left"].sum()
    assert not (parts["head"] & parts["leg-left"]).any()


def test_the_figure_stands_upright_and_is_as_tall_as_a_person() -> None:
    low, high = (f(body().surfaces["stand"].vertices[:, 1]) for f in (np.min, np.max))
    assert 16 < high - low < 19
    eyes, soles = body().position("pupil", "stand"), body().position("sole-mid", "stand")
    assert eyes[1] - soles[1] > 15
