"""Paths on a globe, where the right answer is known."""

from __future__ import annotations

import numpy as np
import pytest
from bodies import body

from atlas.anatomy import landmark_spot
from atlas.body import Surface
from atlas.geometry import (
    Line,
    Spot,
    at_height,
    faces,
    is_clear,
    line_between,
    meeting,
    normal_at,
    section,
    weights_of,
)
from atlas.place import P3, Camera

RINGS, SEGMENTS = 90, 180
FRONT = Camera("front", "", "", "", None, 400, 400, P3(0, 0, 0), P3(1, 0, 0), P3(0, 1, 0), P3(0, 0, 1), 100)


@pytest.fixture(scope="module")
def globe() -> Surface:
    """Return a globe of one decimetre, with a hole at each pole."""
    up = np.linspace(0.02, np.pi - 0.02, RINGS)
    turn = np.linspace(0, 2 * np.pi, SEGMENTS, endpoint=False)
    a, b = np.meshgrid(up, turn, indexing="ij")
    points = np.stack([np.sin(a) * np.sin(b), np.cos(a), np.sin(a) * np.cos(b)], axis=-1).reshape(-1, 3)
    triangles = []
    for i in range(RINGS - 1):
        for k in range(SEGMENTS):
            p, q = i * SEGMENTS + k, i * SEGMENTS + (k + 1) % SEGMENTS
            triangles += [(p, p + SEGMENTS, q), (q, p + SEGMENTS, q + SEGMENTS)]
    return Surface(points, np.array(triangles), np.arange(len(points)))


def spot_on(globe: Surface, x: float, y: float, z: float) -> Spot:
    way = np.array([x, y, z]) / np.linalg.norm([x, y, z])
    middles = globe.vertices[globe.faces].mean(axis=1)
    face = int(np.argmin(((middles - way) ** 2).sum(axis=1)))
    return Spot(face, middles[face])


def test_the_line_between_two_places_on_a_globe_is_a_great_circle(globe: Surface) -> None:
    a, b = spot_on(globe, 0, 0.2, 1), spot_on(globe, 1, 0.5, 0.3)
    line = line_between(globe, a, b)
    angle = np.arccos(a.at @ b.at / np.linalg.norm(a.at) / np.linalg.norm(b.at))
    assert line.length == pytest.approx(angle, rel=2e-3)
    assert np.allclose(line.points[[0, -1]], [a.at, b.at])


def test_half_way_is_as_far_from_either_end(globe: Surface) -> None:
    a, b = spot_on(globe, 0, 0.2, 1), spot_on(globe, 1, 0.5, 0.3)
    line = line_between(globe, a, b)
    middle = line.spot(line.length / 2)
    there, back = line_between(globe, a, middle), line_between(globe, middle, b)
    assert there.length == pytest.approx(back.length, rel=1e-3)
    assert line.until(0.4).length == pytest.approx(0.4)


def test_two_lines_are_joined_to_one(globe: Surface) -> None:
    a, b, c = (spot_on(globe, *way) for way in ((-0.5, 0, 1), (0, 0.3, 1), (0.5, 0, 1)))
    one, two = line_between(globe, a, b), line_between(globe, b, c)
    joined = one.joined(two)
    assert joined.length == pytest.approx(one.length + two.length)
    assert np.allclose(joined.spot(one.length).at, b.at)
    assert len(joined.faces) == len(joined.points) - 1


def test_a_walk_begins_the_way_it_is_told(globe: Surface) -> None:
    start = spot_on(globe, 0, 0.1, 1)
    for way in (np.array([1.0, 0, 0]), np.array([-1.0, 0, 0])):
        line = section(globe, start, np.array([0, 1.0, 0]), way)[0]
        assert line.spot(0.3).at[0] * way[0] > 0.25
        assert line.spot(0.3).at[1] == pytest.approx(start.at[1], abs=1e-5)


def test_a_walk_ends_where_the_skin_does(globe: Surface) -> None:
    line = section(globe, spot_on(globe, 0, 0.1, 1), np.array([1.0, 0, 0]), np.array([0, 1.0, 0]))[0]
    assert line.points[-1][1] == pytest.approx(np.cos(0.02), abs=1e-3)


def test_lines_meet_where_they_cross(globe: Surface) -> None:
    a, b = spot_on(globe, -0.5, 0, 1), spot_on(globe, 0.5, 0, 1)
    c, d = spot_on(globe, 0, -0.5, 1), spot_on(globe, 0, 0.5, 1)
    along, gap = meeting(line_between(globe, a, b), line_between(globe, c, d))
    assert gap < 0.005
    assert along == pytest.approx(line_between(globe, a, b).length / 2, abs=0.03)


def test_a_line_crosses_a_height_once_or_never() -> None:
    line = Line(np.array([[0.0, 0, 0], [0, 1, 0], [0, 1, 2]]), np.array([0, 1]))
    up = np.array([0.0, 1, 0])
    assert at_height(line, np.array([9.0, 0.25, 9]), up) == pytest.approx(0.25)
    assert at_height(line, np.array([9.0, 1.5, 9]), up) is None


def test_a_place_and_itself_have_no_line_between_them(globe: Surface) -> None:
    spot = spot_on(globe, 0, 0, 1)
    with pytest.raises(ValueError, match="the two places are one"):
        line_between(globe, spot, spot)


def test_the_normal_of_a_globe_points_away_from_its_middle(globe: Surface) -> None:
    for way in ((0, 0.1, 1), (1, -0.5, 0.2), (-1, 0.7, -1)):
        spot = spot_on(globe, *way)
        assert np.abs(normal_at(globe, spot)) == pytest.approx(
            np.abs(spot.at) / np.linalg.norm(spot.at), abs=0.02
        )


def test_a_camera_sees_the_near_side_of_a_globe_only(globe: Surface) -> None:
    near, far = spot_on(globe, 0.2, 0.1, 1), spot_on(globe, 0.2, 0.1, -1)
    assert is_clear(globe, FRONT, near.at)
    assert not is_clear(globe, FRONT, far.at)
    assert is_clear(globe, FRONT, far.at, clear=3)
    assert faces(FRONT, near.at)
    assert not faces(FRONT, far.at)
    assert not faces(FRONT, np.array([1.0, 0, 0.1]))  # seen edge-on


def test_weights_give_the_place_back() -> None:
    surface = body().surfaces["stand"]
    for name in ("c7", "acromion-lat", "nipple", "mcp2"):
        spot = landmark_spot(body(), name, "stand")
        weights = weights_of(surface, spot)
        assert weights.sum() == pytest.approx(1)
        assert np.allclose(weights @ surface.vertices[surface.faces[spot.face]], spot.at, atol=1e-6)
        assert np.linalg.norm(normal_at(surface, spot)) == pytest.approx(1)


def test_a_line_is_tilted_where_the_skin_turns_between_its_ends() -> None:
    """From the inner ankle bone to the great toe: the plane between both normals leaves the foot."""
    surface = body().surfaces["stand"]
    ankle, toe = (landmark_spot(body(), name, "stand") for name in ("medial-malleolus-tip", "nail-toe1-lat"))
    line = line_between(surface, ankle, toe)
    assert np.allclose(line.points[[0, -1]], [ankle.at, toe.at])
    assert 1 < line.length / np.linalg.norm(ankle.at - toe.at) < 1.2


def test_no_line_leads_the_long_way_round() -> None:
    surface = body().surfaces["stand"]
    wrist, groin = (landmark_spot(body(), name, "stand") for name in ("pisiform", "pubic-tubercle"))
    with pytest.raises(ValueError, match="does not reach"):
        line_between(surface, wrist, groin)
