"""Write a paper ruler in cun, right to the tenth of a millimetre when it is printed."""

from __future__ import annotations

import xml.etree.ElementTree as ET  # nothing is parsed here
from typing import NamedTuple

# Millimetres, as everything here: a unit of these drawings is one on paper.
ROOM = 186.0  # as wide as both A4 and Letter are between their margins
END = 3.0  # paper beyond the first mark and the last
MOST = 12  # cun on one ruler; no page counts further from one place
FINGERS = (1.5, 3)  # about as wide as two fingers, and as four: marked with a dot
CENTIMETRE, INCH = 10.0, 25.4
SCISSORS = (
    "M-1 .6L4-1.2M-1-.6L4 1.2"
    "M-1 .9a.8 .8 0 1 1-1.6 0a.8 .8 0 1 1 1.6 0zM-1-.9a.8 .8 0 1 1-1.6 0a.8 .8 0 1 1 1.6 0z"
)


class Cut(NamedTuple):
    """A shape of ruler: how high the paper is, how long its ticks are, where its words stand."""

    high: float
    whole: float
    half: float
    number: float
    words: tuple[float, ...]
    both: bool = False
    """Whether there are ticks on both edges."""


RULER = Cut(high=25.5, whole=9, half=5.5, number=13.4, words=(18, 22.2))
TAPE = Cut(high=16, whole=3.6, half=2.4, number=7.8, words=(11.6,), both=True)


def count_cun(cun: float) -> int:
    """Return how many cun of this length fit on one ruler."""
    return min(MOST, int((ROOM - 2 * END) / cun + 1e-9))


def write_ruler(name: str, cun: float, words: tuple[str, ...], cut: Cut = RULER) -> str:
    """Return a ruler whose cun has this length. `name` is its own on its page; `words` stand on it.

    Each mark says in `data-cun` where it lies, so that a script can move it to another length.
    """
    count = count_cun(cun)
    long = 2 * END + count * cun
    title = f"A ruler of {count} cun, each {length(cun)} mm"
    root = _drawing(name, title, long, cut.high + 1.8)
    ET.SubElement(root, "rect", {"class": "ruler__cut", "width": length(long), "height": length(cut.high)})
    if not cut.both:  # where there are ticks on its lower edge, there is no room for scissors
        place = {"d": SCISSORS, "transform": f"translate(9 {length(cut.high)})"}
        ET.SubElement(root, "path", {"class": "ruler__scissors", **place})
    for half in range(2 * count + 1):
        _mark(root, half / 2, END + half / 2 * cun, cut)
    for text, y in zip(words, cut.words, strict=True):
        kind = "ruler__words" if y == cut.words[-1] else "ruler__words ruler__words--first"
        ET.SubElement(root, "text", {"class": kind, "x": length(END), "y": length(y)}).text = text
        if text.endswith(":"):  # a line to write on, beyond the widest letters that a printer may have
            line = f"M{length(END + 2 * len(text))} {length(y + 0.6)}H{length(long - END)}"
            ET.SubElement(root, "path", {"class": "ruler__line", "d": line})
    return ET.tostring(root, encoding="unicode", method="html")


def write_test_lines(name: str) -> str:
    """Return the two lines that show whether a printer changed the size: 5 cm and 2 inches long."""
    root = _drawing(name, "Two lines to check the print: 5 cm and 2 inches", 130, 12)
    _scale(root, 1, "5 cm", [number * CENTIMETRE for number in range(6)])
    _scale(root, 71, "2 in", [number * INCH / 2 for number in range(5)])
    return ET.tostring(root, encoding="unicode", method="html")


def length(millimetres: float) -> str:
    """Return a length to the hundredth of a millimetre, without zeros that say nothing."""
    return f"{millimetres:.2f}".rstrip("0").removesuffix(".")


def _drawing(name: str, title: str, wide: float, high: float) -> ET.Element:
    size = {"width": f"{length(wide)}mm", "height": f"{length(high)}mm"}
    box = {"viewBox": f"0 0 {length(wide)} {length(high)}"}
    root = ET.Element(
        "svg", {"class": "ruler", "role": "img", "aria-labelledby": f"{name}-title", **size, **box}
    )
    ET.SubElement(root, "title", {"id": f"{name}-title"}).text = title
    return root


def _mark(root: ET.Element, cun: float, x: float, cut: Cut) -> None:
    place = {"data-cun": f"{cun:g}", "transform": f"translate({length(x)} 0)"}
    mark = ET.SubElement(root, "g", {"class": "ruler__mark", **place})
    whole = cun.is_integer()
    tick = cut.whole if whole or cun in FINGERS else cut.half
    other = f"M0 {length(cut.high - tick)}V{length(cut.high)}" if cut.both else ""
    ET.SubElement(mark, "path", {"class": "ruler__tick", "d": f"M0 0V{length(tick)}{other}"})
    if cun in FINGERS:
        ET.SubElement(mark, "circle", {"class": "ruler__dot", "cy": length(tick), "r": "0.9"})
    if whole:
        ET.SubElement(mark, "text", {"class": "ruler__number", "y": length(cut.number)}).text = f"{cun:g}"
    elif cun in FINGERS:
        kind = {"class": "ruler__number ruler__number--half", "y": length(cut.number)}
        ET.SubElement(mark, "text", kind).text = f"{int(cun)}½"


def _scale(root: ET.Element, x: float, words: str, ticks: list[float]) -> None:
    path = f"M{length(x)} 3H{length(x + ticks[-1])}"
    for at in ticks:
        high = 3 if at in (ticks[0], ticks[-1]) else 1.5
        path += f"M{length(x + at)} {length(3 - high)}V{length(3 + high)}"
    ET.SubElement(root, "path", {"class": "ruler__test", "d": path})
    middle = {"x": length(x + ticks[-1] / 2), "y": "10.6"}
    ET.SubElement(root, "text", {"class": "ruler__number", **middle}).text = words
