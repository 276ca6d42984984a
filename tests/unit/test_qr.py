from __future__ import annotations

import re

import pytest
from PIL import Image, ImageOps
from zxingcpp import read_barcodes

from atlas.qr import QUIET, modules, write_code

ADDRESS = "https://example.org/routines/upper-back-relief.html"
ADDRESSES = (
    "https://example.org/",
    ADDRESS,
    "https://acupoint-atlas.example.org/a/path/below/the/top/points/ex-hn3.html",
)


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


def test_each_dark_stroke_is_drawn_once() -> None:
    drawing = write_code(ADDRESS)
    drawn = {
        (int(x) + step, int(y))
        for x, y, long in re.findall(r"M(\d+) (\d+)\.5h(\d+)", drawing)
        for step in range(int(long))
    }
    rows = modules(ADDRESS)
    dark = {(x + QUIET, y + QUIET) for y, row in enumerate(rows) for x, one in enumerate(row) if one}
    assert drawn == dark


def test_an_address_is_escaped() -> None:
    assert "<title>Code to scan: https://example.org/?a&amp;b</title>" in write_code(
        "https://example.org/?a&b"
    )


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_reader_finds_the_address(address: str) -> None:
    """The reader and the writer of the library have different authors: ZXing and Zint."""
    scale, rows = 4, modules(address)
    wide = [[one for one in row for _ in range(scale)] for row in rows for _ in range(scale)]
    picture = Image.new("L", (len(wide), len(wide)))
    picture.putdata([0 if one else 255 for row in wide for one in row])
    (found,) = read_barcodes(ImageOps.expand(picture, QUIET * scale, 255))
    assert found.text == address
    assert found.ec_level in "MQH"
