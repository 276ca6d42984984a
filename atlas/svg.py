"""Write a figure as an accessible drawing. Colours, widths and type are CSS's."""

from __future__ import annotations

import xml.etree.ElementTree as ET  # nothing is parsed here
from typing import TYPE_CHECKING

from atlas.layout import DOT, HALO, RING, WIDE
from atlas.placing import AIR, LEADING, anchor_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from atlas.layout import Figure, Inset, Stroke, Target
    from atlas.outline import Contour
    from atlas.place import Pt
    from atlas.placing import Label


QUIET = ("guide", "tie")
TOUCH = 14.0  # what answers to a finger is wider than what is seen


def write_figure(
    figure: Figure,
    plate: str,
    contours: Mapping[str, Contour],
    links: Mapping[str, tuple[str, str]] | None = None,
    *,
    lazy: bool = True,
) -> str:
    """Return the drawing for a page. `plate` is the address of the clay plate; `lazy`: it may come late.

    `links` leads from a number in the drawing to an address, and says what is there.
    """
    ids = {"role": "group" if links else "img", "aria-labelledby": f"{figure.name}-title"}
    root = ET.Element(
        "svg", {"class": "figure__drawing", "viewBox": f"0 0 {_n(WIDE)} {_n(figure.height)}", **ids}
    )
    ET.SubElement(root, "title", {"id": f"{figure.name}-title"}).text = figure.title
    if figure.description:
        root.set("aria-describedby", f"{figure.name}-desc")
        ET.SubElement(root, "desc", {"id": f"{figure.name}-desc"}).text = figure.description
    _plate(root, figure, plate, {"loading": "lazy"} if lazy else {})
    sheet = {"width": _n(WIDE), "height": _n(figure.height)}
    ET.SubElement(
        root, "rect", {"class": "figure__shade", **sheet}
    )  # dims the clay in the dark; see figure.css
    if contour := contours.get(figure.camera.name):
        _contour(root, figure, contour)
    _margin(root, figure)
    if figure.inset and (body := contours.get(figure.inset.camera.name)):
        _inset(root, figure.inset, body)
    for stroke in sorted(figure.strokes, key=lambda stroke: stroke.kind not in QUIET):
        _stroke(root, stroke)
    for label in figure.labels:
        _leader(root, label)
    parents = {number: _link(root, *link) for number, link in (links or {}).items()}
    for target in figure.targets:
        _target(parents.get(target.words, root), target, figure.scale)
    for dot in figure.dots:
        ET.SubElement(root, "circle", {"class": "figure__dot", **_at(dot, DOT * figure.scale)})
    for label in figure.labels:
        _label(parents.get(label.wish.words, root), label)
    return ET.tostring(root, encoding="unicode", method="html")


def _link(root: ET.Element, address: str, words: str) -> ET.Element:
    return ET.SubElement(root, "a", {"class": "figure__link", "href": address, "aria-label": words})


def _plate(root: ET.Element, figure: Figure, address: str, loading: dict[str, str]) -> None:
    box = figure.plate
    place = {"x": _n(box.x0), "y": _n(box.y0), "width": _n(box.x1 - box.x0), "height": _n(box.y1 - box.y0)}
    holder = ET.SubElement(root, "foreignObject", {"class": "figure__plate", **place})
    size = {"width": _n(figure.camera.width), "height": _n(figure.camera.height)}
    ET.SubElement(holder, "img", {"src": address, "alt": "", **loading, **size})


def _contour(root: ET.Element, figure: Figure, contour: Contour) -> None:
    box = figure.plate
    k = (box.x1 - box.x0) / figure.camera.width
    move = f"translate({_n(box.x0)} {_n(box.y0)}) scale({k:.4f})"
    group = ET.SubElement(root, "g", {"class": "figure__contour", "transform": move})
    for kind, d in contour.paths:
        ET.SubElement(group, "path", {"class": f"figure__{kind}", "d": d})


def _margin(root: ET.Element, figure: Figure) -> None:
    """Cover what of the plate lies beyond its part of the sheet."""
    if figure.wide < WIDE:
        size = {"x": _n(figure.wide), "width": _n(WIDE - figure.wide + 1), "height": _n(figure.height + 1)}
        ET.SubElement(root, "rect", {"class": "figure__margin", **size})


def _inset(root: ET.Element, inset: Inset, body: Contour) -> None:
    k = (inset.box.y1 - inset.box.y0) / inset.camera.height
    group = ET.SubElement(root, "g", {"class": "figure__inset"})
    rings = [
        "M" + "L".join(f"{_n(inset.box.x0 + p.x * k)} {_n(inset.box.y0 + p.y * k)}" for p in ring) + "z"
        for ring in body.simple
    ]
    ET.SubElement(group, "path", {"class": "figure__body", "d": "".join(rings)})
    x0, y0, x1, y1 = inset.frame
    ET.SubElement(group, "rect", {"class": "figure__here", "x": _n(x0), "y": _n(y0), "width": _n(x1 - x0),
                                  "height": _n(y1 - y0)})  # fmt: skip


def _stroke(root: ET.Element, stroke: Stroke) -> None:
    d = _path(stroke.points)
    if stroke.kind not in QUIET:
        ET.SubElement(root, "path", {"class": "figure__under", "d": d})
    ET.SubElement(root, "path", {"class": f"figure__line figure__line--{stroke.kind}", "d": d})
    if stroke.ticks:
        ticks = "".join(_path(tick) for tick in stroke.ticks)
        ET.SubElement(root, "path", {"class": "figure__tick", "d": ticks})


def _target(root: ET.Element, target: Target, k: float) -> None:
    match target.kind:
        case "ghost":
            ET.SubElement(root, "circle", {"class": "figure__ghost", **_at(target.at, RING * k)})
        case "number":
            ET.SubElement(root, "circle", {"class": "figure__touch", **_at(target.at, TOUCH)})
            ET.SubElement(root, "circle", {"class": "figure__halo", **_at(target.at, 7.5 * k)})
            ET.SubElement(root, "circle", {"class": "figure__spot", **_at(target.at, 5 * k)})
        case "target":
            ET.SubElement(root, "circle", {"class": "figure__halo", **_at(target.at, (HALO - 1) * k)})
            ET.SubElement(root, "circle", {"class": "figure__ring", **_at(target.at, RING * k)})
            ET.SubElement(root, "circle", {"class": "figure__spot", **_at(target.at, 3 * k)})


def _leader(root: ET.Element, label: Label) -> None:
    if label.leader:
        names = f"figure__leader figure__leader--{label.wish.kind}"
        ET.SubElement(root, "path", {"class": names, "d": _path(label.leader)})


def _label(root: ET.Element, label: Label) -> None:
    """Set the words towards their dot: boxes are as wide as the widest font needs."""
    box, at = label.box, label.wish.at
    x, anchor = ((box.x0 + box.x1) / 2, "middle") if label.wish.only else anchor_of(box, at, AIR)
    size = label.wish.size
    high = size * LEADING
    top = (box.y0 + box.y1 - high * len(label.lines)) / 2
    text = ET.SubElement(root, "text", {"class": f"figure__label figure__label--{label.wish.kind}",
                                        "text-anchor": anchor})  # fmt: skip
    for number, line in enumerate(label.lines):
        y = top + high * number + size * 0.95
        # The space joins the lines for those who copy them or hear them read.
        words = line if line is label.lines[-1] else f"{line} "
        ET.SubElement(text, "tspan", {"x": _n(x), "y": _n(y)}).text = words


def _path(points: Iterable[Pt]) -> str:
    return "M" + "L".join(f"{_n(p.x)} {_n(p.y)}" for p in points)


def _at(at: Pt, r: float) -> dict[str, str]:
    return {"cx": _n(at.x), "cy": _n(at.y), "r": _n(r)}


def _n(value: float) -> str:
    """Round to a tenth and drop `.0`, so that diffs show moves and not noise."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")
