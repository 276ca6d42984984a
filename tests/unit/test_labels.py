from __future__ import annotations

from typing import get_args

import pytest
from sampling import sample

from atlas.dose import Dose
from atlas.labels import LABELS, brief, duration, each, label, manner, times
from atlas.records import Study
from atlas.schema import Advice, CautionKind, PointMatter, Press


def test_every_closed_word_that_readers_meet_has_a_label_and_no_label_is_idle() -> None:
    shown = {
        *get_args(CautionKind),
        *get_args(Advice),
        *get_args(Press.model_fields["with_"].annotation),
        *get_args(Press.model_fields["motion"].annotation),
        *get_args(PointMatter.model_fields["reach"].annotation),
        *get_args(PointMatter.model_fields["sides"].annotation),
        *get_args(Study),
    }
    assert set(LABELS) == shown
    assert {word: label(word) for word in shown} == LABELS


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("GB21", "Fingertips, slow kneading, medium pressure"),
        ("LI4", "Thumb, small circles, medium pressure"),
        ("CV17", "Palm, steady hold, light pressure"),
    ],
)
def test_how_to_press_in_a_few_words(code: str, words: str) -> None:
    assert manner(sample().points[code].matter.press) == words


@pytest.mark.parametrize(
    ("kinds", "advice", "words"),
    [
        (["device"], "ask", "Ask first: pacemaker or port."),
        (["belly"], "ask", "Ask first: stoma, hernia, operation."),
        (["pregnancy", "belly"], "avoid", "Do not press: pregnant, hard or sore belly."),
        (["swelling"], "avoid", "Do not press: swollen, hard or sore spot."),
        (["swelling"], "ask", "Ask first: swelling, bad veins."),
        (["spine"], "ask", "Ask first: spine trouble."),
        (["bone"], "avoid", "Do not press: after an injury."),
    ],
)
def test_what_a_card_says_of_cautions(kinds: list[str], advice: str, words: str) -> None:
    assert brief(kinds, advice) == words


def test_what_one_length_of_time_is_for() -> None:
    press = sample().points["LI4"].matter.press
    assert each(press, Dose(60, 1, 2)) == "each side"
    assert each(press, Dose(60, 1, 1)) == ""
    assert each(press.model_copy(update={"together": True}), Dose(60, 1, 1)) == "both sides at once"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (5, "5 seconds"), (45, "45 seconds"), (60, "1 minute"), (75, "75 seconds"), (90, "1½ minutes"),
        (120, "2 minutes"), (150, "2½ minutes"), (300, "5 minutes"),
    ],
)  # fmt: skip
def test_a_length_of_time(seconds: int, said: str) -> None:
    assert duration(seconds) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("1", "once a day"),
        ("2", "twice a day"),
        ("1-2", "once or twice a day"),
        ("3", "3 times a day"),
        ("3-5", "3 to 5 times a day"),
    ],
)
def test_how_often(value: str, said: str) -> None:
    assert times(value) == said
