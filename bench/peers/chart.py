"""The medians as a drawing: bars on a ground of their own, so that it reads on a light and on a dark page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from bench.peers.report import MEASURES
from bench.peers.systems import OURS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bench.peers.report import Result

SHOWN = ("cold", "nothing", "text", "served")
GROUND, INK, QUIET, BAR, ACCENT = "#f7f4ee", "#20282c", "#4f595d", "#84918f", "#0b6e69"
COLUMN, NAME, NUMBER = 410, 128, 74  # widths: a size, the names of the systems, the longest number
LINE, TITLE, TOP, EDGE = 22, 40, 56, 24
FONT = "system-ui, sans-serif"


def draw(results: Sequence[Result], names: Mapping[str, str]) -> str:
    """Return an SVG: a column for each size, a group for each measure, a bar for each system."""
    measures = [key for key in SHOWN if any(key in result.values for result in results)]
    group = TITLE + LINE * len(names)
    width, height = EDGE + COLUMN * len(results), TOP + group * len(measures) + EDGE
    top = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width} {height}",
            "role": "img",
            "aria-labelledby": "title desc",
            "font-family": FONT,
            "font-size": "14",
        },
    )
    ET.SubElement(top, "title", {"id": "title"}).text = "How long each system takes; shorter is better"
    ET.SubElement(top, "desc", {"id": "desc"}).text = _words(results, measures, names)
    ET.SubElement(top, "rect", {"width": str(width), "height": str(height), "rx": "8", "fill": GROUND})
    for column, result in enumerate(results):
        left = EDGE + column * COLUMN
        _text(top, (left, 38), f"{result.size:,} points", INK, {"font-size": "18", "font-weight": "600"})
        for row, measure in enumerate(measures):
            _group(top, result, measure, names, (left, TOP + row * group))
    ET.indent(top)
    return ET.tostring(top, encoding="unicode") + "\n"


def _group(
    top: ET.Element, result: Result, measure: str, names: Mapping[str, str], at: tuple[int, int]
) -> None:
    left, high = at
    _text(top, (left, high + 25), MEASURES[measure], INK, {"font-weight": "600"})
    middles = {system: result.middle(measure, system) for system in names}
    most = max((middle for middle in middles.values() if middle), default=1.0)
    room = COLUMN - NAME - NUMBER - EDGE
    for place, (system, middle) in enumerate(middles.items()):
        line = high + TITLE + place * LINE
        own = system == OURS
        bold = {"font-weight": "600"} if own else {}
        _text(top, (left, line + 12), names[system], INK if own else QUIET, bold)
        if middle is None:
            _text(top, (left + NAME, line + 12), "not measured", QUIET, {})
            continue
        long = max(2.0, room * middle / most)
        bar = {"x": str(left + NAME), "y": str(line), "width": f"{long:.1f}", "height": "15", "rx": "2"}
        ET.SubElement(top, "rect", bar | {"fill": ACCENT if own else BAR})
        _text(top, (left + NAME + long + 6, line + 12), said(middle), INK if own else QUIET, bold)


def _text(top: ET.Element, at: tuple[float, float], words: str, colour: str, more: Mapping[str, str]) -> None:
    place = {"x": f"{at[0]:g}", "y": f"{at[1]:g}"}
    ET.SubElement(top, "text", place | {"fill": colour} | dict(more)).text = words


def said(middle: float) -> str:
    """Return seconds as people read them."""
    return f"{middle * 1000:.0f} ms" if middle < 1 else f"{middle:.2f} s"


def _words(results: Sequence[Result], measures: Sequence[str], names: Mapping[str, str]) -> str:
    """Return the same in words, for those who do not see it."""
    sentences = []
    for result in results:
        for measure in measures:
            parts = [
                f"{name} {said(middle)}"
                for system, name in names.items()
                if (middle := result.middle(measure, system)) is not None
            ]
            sentences.append(f"{result.size:,} points, {MEASURES[measure].lower()}: {', '.join(parts)}.")
    return " ".join(sentences)
