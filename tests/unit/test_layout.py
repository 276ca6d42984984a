from __future__ import annotations

import pytest

from atlas.layout import EDGE, FLATTEST, ROOM, TALLEST, WIDE, WORDS, Sheet, frame_on
from atlas.place import P3, Box, Camera, Pt

FRONT = Camera("front", "", "", "", None, 600, 400, P3(0, 0, 0), P3(1, 0, 0), P3(0, 1, 0), P3(0, 0, 1), 100)
PLACES = {
    "one": [P3(0, 0, 0)],
    "corner": [P3(2.9, 1.9, 0)],
    "wide": [P3(-2.5, 0, 0), P3(2.5, 0, 0)],
    "tall": [P3(0, -1.8, 0), P3(0, 1.8, 0)],
}


def test_a_whole_plate_fills_the_sheet() -> None:
    sheet = Sheet(FRONT, 0, 0, WIDE / 600, 240)
    assert sheet.pt(P3(0, 0, 5)) == Pt(WIDE / 2, 120)
    assert sheet.plate == Box(0, 0, WIDE, 240)
    assert sheet.frame == Box(EDGE, EDGE, WIDE - EDGE, 240 - EDGE)


@pytest.mark.parametrize("grow", [1.0, 1.3, 2.0])
@pytest.mark.parametrize("name", PLACES)
def test_every_place_is_in_the_frame_and_the_frame_on_the_plate(name: str, grow: float) -> None:
    sheet = frame_on(FRONT, PLACES[name], grow)
    room = Box(0, 0, WIDE, sheet.height)
    assert all(0 <= p.x <= WIDE and 0 <= p.y <= sheet.height for p in map(sheet.pt, PLACES[name]))
    assert Box(*(round(side, 6) for side in sheet.plate)).holds(room)
    assert FLATTEST - 1e-6 <= sheet.height / WIDE <= TALLEST + 1e-6 or sheet.height / WIDE == pytest.approx(
        400 / 600
    )


def test_a_place_stands_in_the_middle_where_the_plate_allows() -> None:
    sheet = frame_on(FRONT, PLACES["one"], 1.0)
    assert sheet.pt(P3(0, 0, 0)) == pytest.approx((WIDE / 2, sheet.height / 2))
    assert sheet.k == pytest.approx(WIDE / 600 / ROOM)


def test_less_room_is_a_closer_look() -> None:
    near, far = (frame_on(FRONT, PLACES["one"], 1.0, room) for room in (0.35, 0.7))
    assert near.k == pytest.approx(2 * far.k)


def test_words_can_be_read_on_a_small_telephone() -> None:
    assert WORDS * 320 / WIDE >= 12
