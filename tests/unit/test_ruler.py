from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from atlas.ruler import END, ROOM, TAPE, count_cun, length, write_ruler, write_test_lines

SMALL = (
    '<svg class="ruler" role="img" aria-labelledby="small-title" width="166mm" height="27.3mm" '
    'viewBox="0 0 166 27.3"><title id="small-title">A ruler of 4 cun, each 40 mm</title>'
    '<rect class="ruler__cut" width="166" height="25.5"></rect>'
)
MARK = (
    '<g class="ruler__mark" data-cun="1.5" transform="translate(36 0)">'
    '<path class="ruler__tick" d="M0 0V9"></path><circle class="ruler__dot" cy="9" r="0.9"></circle>'
    '<text class="ruler__number ruler__number--half" y="13.4">1½</text></g>'
)


def read(drawing: str) -> ET.Element:
    return ET.fromstring(drawing)  # noqa: S314  it was written here


def places(root: ET.Element) -> dict[float, float]:
    """Return where each mark stands, in millimetres, by its cun."""
    return {
        float(mark.attrib["data-cun"]): float(mark.attrib["transform"].removeprefix("translate(").split()[0])
        for mark in root.iter("g")
    }


def test_a_ruler_is_as_long_as_it_says() -> None:
    assert write_ruler("small", 40, ("a", "b")).startswith(SMALL)


def test_a_mark_says_which_cun_it_is() -> None:
    assert MARK in write_ruler("r", 22, ("a", "b"))


@pytest.mark.parametrize("cun", [10, 15, 17, 22, 22.5, 30, 40])
def test_half_a_cun_is_half_a_cun(cun: float) -> None:
    marks = places(read(write_ruler("r", cun, ("a", "b"))))
    assert marks[0] == END
    assert list(marks) == [half / 2 for half in range(2 * count_cun(cun) + 1)]
    assert [after - before for before, after in pairwise(marks.values())] == pytest.approx(
        [cun / 2] * (len(marks) - 1), abs=0.011
    )


@pytest.mark.parametrize("cun", [cun / 2 for cun in range(20, 81)])
def test_no_ruler_is_wider_than_the_sheet(cun: float) -> None:
    root = read(write_ruler("r", cun, ("a", "b")))
    wide = float(root.attrib["width"].removesuffix("mm"))
    assert root.attrib["viewBox"] == f"0 0 {length(wide)} 27.3"
    assert max(places(root).values()) + END == pytest.approx(wide, abs=0.01)
    assert 100 < wide <= ROOM


@pytest.mark.parametrize(
    ("cun", "count"), [(10, 12), (15, 12), (15.01, 11), (20, 9), (22, 8), (30, 6), (40, 4)]
)
def test_how_many_cun_fit(cun: float, count: int) -> None:
    assert count_cun(cun) == count


def test_one_and_a_half_and_three_have_their_dots() -> None:
    marks = read(write_ruler("r", 22, ("a", "b"))).iter("g")
    assert [mark.attrib["data-cun"] for mark in marks if mark.find("circle") is not None] == ["1.5", "3"]


def test_a_tape_has_ticks_on_both_edges_and_no_scissors() -> None:
    root = read(write_ruler("tape", 22, ("a",), TAPE))
    assert {path.attrib["d"] for path in root.iter("path")} == {
        "M0 0V3.6M0 12.4V16",
        "M0 0V2.4M0 13.6V16",
    }


def test_a_line_to_write_on_follows_a_colon() -> None:
    root = read(write_ruler("r", 22, ("1 cun = 22 mm", "Only for:")))
    assert [path.attrib["d"] for path in root.iter("path") if path.attrib["class"] == "ruler__line"] == [
        "M21 22.8H179"
    ]


def test_words_are_escaped() -> None:
    assert "&lt;script&gt;" in write_ruler("r", 22, ("<script>", "b"))


def test_the_test_lines_are_5_cm_and_2_inches() -> None:
    drawing = write_test_lines("test")
    assert 'width="130mm" height="12mm" viewBox="0 0 130 12"' in drawing
    first, second = [path.attrib["d"] for path in read(drawing).iter("path")]
    assert first == "M1 3H51M1 0V6M11 1.5V4.5M21 1.5V4.5M31 1.5V4.5M41 1.5V4.5M51 0V6"
    assert second == "M71 3H121.8M71 0V6M83.7 1.5V4.5M96.4 1.5V4.5M109.1 1.5V4.5M121.8 0V6"
