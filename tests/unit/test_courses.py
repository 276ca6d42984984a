from __future__ import annotations

import json

from bodies import cameras

from atlas.courses import Shown, chosen, frames, number_of, read_lines
from atlas.place import Box, Pt

FRONT, BACK, SIDE = "body-front", "body-back", "body-side"


def shown(box: tuple[float, float, float, float], *seen: str, covered: tuple[str, ...] = ()) -> Shown:
    at = Pt(box[0], box[1])
    points = {"seen": dict.fromkeys(seen, at), "covered": dict.fromkeys(covered, at)}
    return Shown(Box(*box), {"seen": "M1 1l2 2", "covered": ""}, points)


def test_the_file_of_the_workshop_is_read_as_it_is_written() -> None:
    view = {"box": [1, 2, 30, 40], "seen": "M1 2l3 4", "seen_points": {"LU1": [1.5, 2]}, "covered": "",
            "covered_points": {"LU2": [30, 40]}}  # fmt: skip
    text = json.dumps({"key": "abc", "lines": {"LU": {FRONT: view}}})
    found = read_lines(text)["LU"][FRONT]
    assert found.box == Box(1, 2, 30, 40)
    assert found.lines == {"seen": "M1 2l3 4", "covered": ""}
    assert found.places == {"LU1": Pt(1.5, 2), "LU2": Pt(30, 40)}


def test_a_view_with_one_point_stays_only_if_no_other_shows_it() -> None:
    box = (500.0, 300.0, 700.0, 800.0)
    front, back = shown(box, "HT1", "HT2", "HT8"), shown(box, "HT9")
    assert chosen("HT", {FRONT: front, BACK: back}) == [FRONT, BACK]
    assert chosen("HT", {FRONT: shown(box, "HT1", "HT2", "HT9"), BACK: back}) == [FRONT]
    assert chosen("HT", {FRONT: shown(box, "HT1"), BACK: shown(box, "HT1")}) in ([FRONT], [BACK])


def test_a_line_of_the_midline_is_shown_from_one_side_and_in_profile() -> None:
    box = (440.0, 20.0, 460.0, 640.0)
    three = {name: shown(box, "GV1", "GV20", "GV26") for name in (FRONT, BACK, SIDE)}
    assert chosen("GV", three) == [BACK, SIDE]
    assert chosen("CV", three) == [FRONT, SIDE]
    assert chosen("ST", three) == [FRONT, BACK, SIDE]


def test_pictures_are_as_large_as_one_another_and_level() -> None:
    arm = {
        FRONT: shown((560.0, 240.0, 780.0, 700.0), "LU1"),
        SIDE: shown((280.0, 250.0, 330.0, 690.0), "LU1"),
    }
    first, second = frames(arm, cameras())
    assert first[1:] == second[1:]
    left, top, wide, high = first
    assert left <= 560 - 20
    assert left + wide <= 900
    assert top < 240
    assert top + high > 700


def test_what_reaches_the_hand_shows_the_whole_hand_and_what_reaches_the_head_the_whole_head() -> None:
    ((_, top, wide, high),) = frames({BACK: shown((120.0, 100.0, 420.0, 790.0), "TE1")}, cameras())
    assert top < 0
    assert top + high - 0.11 * wide > 860


def test_what_is_as_long_as_the_body_is_shown_on_the_whole_body() -> None:
    box = (440.0, 100.0, 560.0, 1360.0)
    both = frames({FRONT: shown(box, "ST1"), SIDE: shown(box, "ST1")}, cameras())
    assert [frame[1:3] for frame in both] == [(-16.0, 620.0)] * 2
    assert [round(left + wide / 2) for left, _, wide, _ in both] == [450, 300]


def test_front_and_back_show_the_same_part_of_the_body() -> None:
    lines = {
        FRONT: shown((450.0, 300.0, 560.0, 700.0), "X1"),
        BACK: shown((150.0, 320.0, 400.0, 690.0), "X1"),
    }
    (left, _, wide, _), (other, _, _, _) = frames(lines, cameras())
    assert round(left + wide / 2, 1) == round(900 - (other + wide / 2), 1)


def test_the_number_in_a_code() -> None:
    assert [number_of(code) for code in ("GB21", "CV1", "EX-HN3")] == [21, 1, 3]
