from __future__ import annotations

from atlas.place import P3, Camera, Pt

FRONT = Camera(
    "front", "stand", "", "", None, 300, 200, P3(1, 2, 3), P3(1, 0, 0), P3(0, 1, 0), P3(0, 0, 1), 50
)


def test_the_middle_of_a_picture_is_what_the_camera_looks_at() -> None:
    assert FRONT.project(P3(1, 2, 3)) == Pt(150, 100)


def test_a_decimetre_is_as_long_wherever_it_is_and_up_is_up() -> None:
    assert FRONT.project(P3(2, 3, -7)) == Pt(200, 50)
    assert FRONT.project(P3(0, 1, 9)) == Pt(100, 150)


def test_how_far_a_place_lies_along_a_direction() -> None:
    assert P3(3, 4, 5).towards(P3(0, 0, -1)) == -5
