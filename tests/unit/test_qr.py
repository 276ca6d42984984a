from __future__ import annotations

import re

from atlas.qr import QUIET, write_code

ADDRESS = "https://example.org/routines/upper-back-relief.html"


def test_a_code_is_a_drawing_without_a_style_of_its_own() -> None:
    drawing = write_code(ADDRESS)
    assert drawing.startswith("<svg ")
    assert "style=" not in drawing
    assert drawing == write_code(ADDRESS)


def test_four_modules_around_it_are_white() -> None:
    drawing = write_code(ADDRESS)
    size = re.search(r'viewBox="0 0 (\d+) \1"', drawing)
    first = re.search(r' d="M(\d+) ([\d.]+)', drawing)
    assert size
    assert first
    assert (int(size[1]) - 2 * QUIET) % 4 == 1  # 21, 25, 29 … modules a side
    assert (int(first[1]), float(first[2])) == (QUIET, QUIET + 0.5)
