from __future__ import annotations

from atlas.lettering import width_of, wrapped


def test_wide_letters_are_wide() -> None:
    assert width_of("mm", 10) > width_of("nn", 10) > width_of("ii", 10)
    assert width_of("", 10) == 0


def test_words_break_as_evenly_as_they_can() -> None:
    assert wrapped("navel", 10) == [("navel",)]
    assert wrapped("lower edge of the collarbone", 10) == [
        ("lower edge of the collarbone",),
        ("lower edge of", "the collarbone"),
        ("lower edge", "of the", "collarbone"),
    ]
    assert wrapped("", 10) == [("",)]


def test_short_words_are_not_broken_further() -> None:
    assert wrapped("ear lobe", 10) == [("ear lobe",)]
