from __future__ import annotations

import pytest
from sampling import sample

from atlas.rulers import TO, centimetres, inches, list_rulers, list_sheets

PAGE = sample().pages["ruler"]


def test_every_millimetre_from_15_to_30_is_on_one_sheet() -> None:
    sheets = {sheet.slug: [size.cun for size in sheet.sizes] for sheet in list_sheets()}
    assert sheets == {
        "small": [15, 16, 17, 18, 19],
        "medium": [20, 21, 22, 23, 24],
        "large": [25, 26, 27, 28, 29, 30],
    }


def test_for_whom_a_ruler_is() -> None:
    size = next(size for sheet in list_sheets() for size in sheet.sizes if size.cun == 22)
    assert (size.forearm, size.forearm_inches, size.fingers) == (f"25.8{TO}27.0", f"10⅛{TO}10⅝", "6.6")
    assert ">1 cun = 22 mm, 12 cun = 26.4 cm or 10⅜ in<" in size.drawing


def test_rows_leave_no_forearm_out() -> None:
    rows = [size.forearm.split(TO) for sheet in list_sheets() for size in sheet.sizes]
    assert [end for _, end in rows[:-1]] == [start for start, _ in rows[1:]]
    assert (rows[0][0], rows[-1][1]) == ("17.4", "36.6")


def test_the_pages_of_the_sheets() -> None:
    pages = list(list_rulers(PAGE))
    assert {page.path: (page.title, page.description) for page in pages} == {
        "ruler/small.html": ("Paper rulers: small", "Rulers to print, with a cun of 15 to 19 mm."),
        "ruler/medium.html": ("Paper rulers: medium", "Rulers to print, with a cun of 20 to 24 mm."),
        "ruler/large.html": ("Paper rulers: large", "Rulers to print, with a cun of 25 to 30 mm."),
    }
    assert {page.made_from for page in pages} == {PAGE.source.path}


@pytest.mark.parametrize(
    ("millimetres", "words"),
    [(264, "10⅜"), (25.4, "1"), (22, "⅞"), (254, "10"), (253.9, "10"), (252, "9⅞"), (0, "0")],
)
def test_inches_are_told_as_a_ruler_shows_them(millimetres: float, words: str) -> None:
    assert inches(millimetres) == words


def test_centimetres_are_told_to_the_millimetre() -> None:
    assert [centimetres(264), centimetres(300)] == ["26.4", "30.0"]
