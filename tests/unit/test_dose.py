from __future__ import annotations

import pytest
from sampling import sample

from atlas.dose import Dose, dose_of, minutes, total_seconds


@pytest.mark.parametrize(
    ("dose", "presses", "total"),
    [(Dose(60, 1, 2), 2, 120), (Dose(60, 3, 2), 6, 360), (Dose(45, 2, 1), 2, 90)],
)
def test_each_side_is_pressed_in_turn(dose: Dose, presses: int, total: int) -> None:
    assert (dose.presses, dose.total) == (presses, total)


@pytest.mark.parametrize(
    ("code", "seconds", "dose"),
    [
        ("GB21", None, Dose(60, 2, 2)),
        ("GB21", 45, Dose(45, 2, 2)),
        ("CV17", None, Dose(90, 1, 1)),
    ],
)
def test_the_dose_is_that_of_the_point_or_of_the_routine(code: str, seconds: int | None, dose: Dose) -> None:
    assert dose_of(sample().points[code].matter, seconds) == dose


def test_both_sides_at_once_take_the_time_of_one() -> None:
    point = sample().points["LI4"].matter
    together = point.model_copy(update={"press": point.press.model_copy(update={"together": True})})
    assert (dose_of(point), dose_of(together)) == (Dose(60, 1, 2), Dose(60, 1, 1))


def test_moving_and_changing_count_in_between() -> None:
    assert total_seconds([]) == 0
    assert total_seconds([Dose(60, 1, 1)]) == 60
    assert total_seconds([Dose(60, 1, 2)]) == 60 + 5 + 60
    assert total_seconds([Dose(60, 1, 2), Dose(30, 1, 1), Dose(10, 2, 1)]) == 125 + 15 + 30 + 15 + 25


@pytest.mark.parametrize(("seconds", "whole"), [(0, 0), (1, 1), (60, 1), (61, 2), (900, 15), (901, 16)])
def test_minutes_are_rounded_up(seconds: int, whole: int) -> None:
    assert minutes(seconds) == whole
