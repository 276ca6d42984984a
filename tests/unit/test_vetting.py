from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from sampling import ROOT

from atlas.vetting import drawing_faults, name_faults

FILE = PurePosixPath("assets/images/x.svg")
NO_NAME = "is no name for an asset, because it is also its address"
WINDOWS = "is a name that Windows keeps for itself"


def named(*names: str) -> list[tuple[str, str]]:
    return [(str(path), message) for path, message, _ in name_faults(map(PurePosixPath, names))]


@pytest.mark.parametrize(
    "name",
    [
        "a b.png",
        "..png",
        "a\\b.png",
        "a\nb.png",
        'a"b.png',
        "a#b.png",
        "C:b.png",
        "\N{GRINNING FACE}.png",
        "\N{LATIN SMALL LETTER E WITH ACUTE}.png",
        "e\N{COMBINING ACUTE ACCENT}.png",
        "\udce9.png",
        "-x.png",
        "x.",
        "a b/x.png",
    ],
)
def test_a_name_that_is_no_address_on_every_disk_is_told(name: str) -> None:
    assert named(f"images/{name}") == [(f"images/{name}", NO_NAME)]


@pytest.mark.parametrize("name", ["images/con.png", "js/NUL.min.js", "aux/x.css"])
def test_so_is_one_that_windows_keeps(name: str) -> None:
    assert named(name) == [(name, WINDOWS)]


def test_so_are_two_that_some_disks_hold_for_one() -> None:
    said = 'differs from "images/HAND.webp" in capital letters only'
    assert named("images/HAND.webp", "images/hand.webp") == [("images/hand.webp", said)]


def test_so_is_a_page_or_a_program_among_the_pictures() -> None:
    assert named("images/x.html", "images/x.js", "images/x.svgz") == [
        (name, "is no picture") for name in ("images/x.html", "images/x.js", "images/x.svgz")
    ]


def test_good_names_are_good() -> None:
    assert named("images/hand-2.webp", "images/deep/FOOT_left.PNG", "js/a.min.js", "css/main.css") == []


def drawn(inside: str, head: str = "") -> list[str]:
    space = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    text = f"{head}<svg {space}>{inside}</svg>"
    return [problem.message for problem in drawing_faults(text.encode(), FILE)]


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<script>alert(1)</script>", "holds <script>"),
        ('<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>', "holds <script>"),
        ("<foreignObject/>", "holds <foreignObject>"),
        ('<script xmlns="http://www.w3.org/1999/xhtml"/>', "holds <script> that is no SVG"),
        ('<animate attributeName="href"/>', "holds <animate>"),
        ("<set/>", "holds <set>"),
        ("<a/>", "holds <a>"),
        ('<path onload="alert(1)"/>', 'has onload="alert(1)" on <path>'),
        ('<path ONCLICK="alert(1)"/>', 'has ONCLICK="alert(1)" on <path>'),
        ('<use xlink:href="//evil.example/x#y"/>', 'has href="//evil.example/x#y" on <use>'),
        ('<use href="java&#9;script:alert(1)"/>', 'has href="java\tscript:alert(1)" on <use>'),
        ('<image href="data:image/svg+xml,x"/>', 'has href="data:image/svg+xml,x" on <image>'),
        ('<rect fill="url(//evil.example/x)"/>', 'has fill="url(//evil.example/x)" on <rect>'),
        ("<rect style='fill: u\\72l(//e)'/>", 'has style="fill: u\\72l(//e)" on <rect>'),
        ("<style>@import 'x';</style>", None),
        ("<style>a { background: URL( 'http://e/') }</style>", None),
    ],
)
def test_a_drawing_that_runs_or_fetches_is_told(inside: str, said: str | None) -> None:
    wanted = f"the drawing {said}" if said else "the styles of the drawing fetch something"
    assert drawn(inside) == [wanted]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("<!DOCTYPE svg>", "the drawing has a <!DOCTYPE line"),
        ('<!DOCTYPE s [<!ENTITY a "b">]>', "the drawing has a <!DOCTYPE line"),
        ('<?xml-stylesheet href="x"?>', "the drawing has a <?xml-stylesheet line"),
        ("<", "the drawing cannot be read"),
    ],
)
def test_a_drawing_with_an_odd_beginning_is_told(head: str, said: str) -> None:
    assert drawn("", head) == [said]


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b'<?xml version="1.0" encoding="odd"?><svg/>', "<svg/>".encode("utf-16")[:-1]]
)
def test_a_drawing_that_is_no_xml_is_told(content: bytes) -> None:
    assert [one.message for one in drawing_faults(content, FILE)] == ["the drawing cannot be read"]


def test_plain_drawings_are_good() -> None:
    assert drawn("", '<?xml version="1.0" encoding="UTF-8"?>') == []
    assert drawn('<defs><clipPath id="a"/></defs><rect clip-path="url(#a)" fill="url(\'#b\')"/>') == []
    assert drawn('<use href="#a"/><image href="data:image/png;base64,xx"/><style>a{fill:red}</style>') == []
    for file in (ROOT / "assets").rglob("*.svg"):
        assert list(drawing_faults(file.read_bytes(), FILE)) == []
