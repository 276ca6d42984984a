from __future__ import annotations

import pytest

from atlas.fit import Type


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("one", 1, 1),  # a word is never broken
        ("one two", 100, 1),
        ("one two", 8, 2),
        ("one two three four", 16, 3),
    ],
)
def test_lines_break_between_words(text: str, width: float, lines: int) -> None:
    assert Type(12, width).lines(text) == lines


def test_widths_are_those_of_the_fonts_that_cards_name() -> None:
    # Measured in Liberation Sans at 12 points: 4.233 mm an em.
    one = Type(12, 100)
    assert one.wide("WWWW") == pytest.approx(4 * 4.233 * 0.944, rel=0.07)
    assert one.wide("Find the biggest bump at the base of your neck") == pytest.approx(88.25, rel=0.02)
    assert one.wide("肩井") == pytest.approx(2 * 4.233, rel=0.01)
    assert one.wide("Jiānjǐng") == pytest.approx(one.wide("Jianjing"))


def test_the_first_lines_stand_beside_a_picture() -> None:
    one = Type(12, 40)
    text = "nn " * 30
    assert one.lines(text, beside=3, taken=20) == one.lines(text) + 2
    assert one.lines(text, beside=3, taken=0) == one.lines(text)


def test_bold_is_wider_and_larger_is_higher() -> None:
    text = "a little bit more than one line can hold " * 2
    assert Type(12, 85).lines(text, bold=True) >= Type(12, 85).lines(text)
    assert Type(18, 85).high(text) > Type(12, 85).high(text) * 2
