"""The geometry beneath: subdivision, the nearest spot, skinning."""

import numpy as np

from workshop import skin, stages
from workshop.poses import turn, turn_to
from workshop.subdivide import subdivide
from workshop.surface import nearest

CUBE = np.array([[x, y, z] for x in (-1.0, 1.0) for y in (-1.0, 1.0) for z in (-1.0, 1.0)])
QUADS = np.array([[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]])
ACROSS = np.array([4, 5, 6, 7, 0, 1, 2, 3])


def test_subdivided_cube_is_round_and_symmetric() -> None:
    """A cube becomes nearly a ball; the mirror still maps it onto itself."""
    first = subdivide(QUADS, ACROSS)
    second = subdivide(first.quads, first.mirror)
    points = second.matrix @ (first.matrix @ CUBE)
    radius = np.linalg.norm(points, axis=1)
    assert np.ptp(radius) < 0.25 * radius.mean()
    assert np.allclose(points[second.mirror], points * [-1.0, 1.0, 1.0])
    assert len(second.quads) == 16 * len(QUADS)


def test_rows_are_averages() -> None:
    """Every new vertex is an affine mix of old ones."""
    rows = np.asarray(subdivide(QUADS, ACROSS).matrix.sum(axis=1)).ravel()
    assert np.allclose(rows, 1.0)


def test_nearest() -> None:
    """Inside, beside and at the corner of a triangle."""
    corners = np.array([[0.0, 0, 0], [1, 0, 0], [0, 1, 0]])
    face = np.array([[0, 1, 2]])
    for point, expected in (
        ([0.25, 0.25, 1.0], [0.5, 0.25, 0.25]),
        ([0.5, -1.0, 0.0], [0.5, 0.5, 0.0]),
        ([-1.0, -1.0, 0.0], [1.0, 0.0, 0.0]),
    ):
        assert np.allclose(nearest(np.array(point), corners, face).weights, expected)


def test_turn_to() -> None:
    """The rotation does what it says."""
    a, b = np.array([1.0, 2, 3]), np.array([-2.0, 0.5, 1])
    turned = turn_to(a, b) @ a
    assert np.allclose(turned / np.linalg.norm(turned), b / np.linalg.norm(b))


def test_skinning_is_rigid_where_all_bones_agree() -> None:
    """Both ways of blending move the whole figure like one solid when the root turns."""
    body, skeleton, _ = stages.posed()
    rotation = turn((0.3, 1.0, 0.2), 70.0)
    moves = skeleton.matrices({"root": rotation})
    skinned = np.asarray(skeleton.weights.sum(axis=1)).ravel() > 0
    control = body.base.vertices
    head = skeleton.head["root"]
    expected = (control - head) @ rotation.T + head
    for blend in (skin.linear, skin.dual):
        assert np.allclose(blend(skeleton, control, moves)[skinned], expected[skinned], atol=1e-6)
