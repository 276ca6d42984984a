"""What the workshop drew of each meridian: which views are worth showing, and how much of each plate."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from atlas.library import split_code
from atlas.place import Box, Pt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atlas.place import Camera

VIEWS = {
    "body-front": ("Front", "from the front"),
    "body-back": ("Back", "from behind"),
    "body-side": ("Side", "from the left side"),
}
MIDLINE = {"CV": "body-front", "GV": "body-back"}
"""Lines in the middle of the body, and the view, beside the side, that shows them best."""
FEW = 2  # a view that shows fewer points is left out, unless it alone shows one

# In pixels of the plate.
PAD = 44.0
HEAD = 200.0  # what reaches higher shows the whole head
ARM = 170.0  # what lies so far from the middle lies on the arm
HAND = (640.0, 866.0)  # and what then ends between these shows the whole hand
LEAST = 340.0  # a picture is at least as wide
TALL = 1.75  # and at most so many times as high as wide
WHOLE = 900.0  # what is higher than this is shown on the whole body
BODY = (-16.0, 1416.0, 620.0)  # its top, its bottom, and how wide the picture is then
FOOT = 0.11  # the name of the view stands below, on so much of the width


class Shown(NamedTuple):
    """What a view shows of a line, as the workshop says, in pixels of the plate.

    `lines` and `points` by whether they are seen, or covered by an arm or a fold.
    """

    box: Box
    lines: Mapping[str, str]
    points: Mapping[str, Mapping[str, Pt]]

    @property
    def places(self) -> dict[str, Pt]:
        """Return where its points are, whether they are covered or not."""
        return {code: at for kind in ("seen", "covered") for code, at in self.points[kind].items()}


def read_lines(text: str) -> dict[str, dict[str, Shown]]:
    """Read meridians.json: what each view shows of each line, by its letters."""
    return {
        letters: {name: _shown(view) for name, view in views.items()}
        for letters, views in json.loads(text)["lines"].items()
    }


def _shown(view: Mapping[str, Any]) -> Shown:
    points = {
        kind: {code: Pt(*at) for code, at in view[f"{kind}_points"].items()} for kind in ("seen", "covered")
    }
    return Shown(Box(*view["box"]), {kind: view[kind] for kind in points}, points)


def chosen(letters: str, views: Mapping[str, Shown]) -> list[str]:
    """Return the views worth showing: each shows some points, or one that no other does."""
    best = MIDLINE.get(letters)
    able = [name for name in VIEWS if name in views and (not best or name in (best, "body-side"))]
    found = list(able)
    for name in sorted(able, key=lambda name: len(views[name].points["seen"])):
        elsewhere = {code for other in found if other != name for code in views[other].places}
        if len(views[name].points["seen"]) < FEW and set(views[name].places) <= elsewhere:
            found.remove(name)
    return found


def frames(
    views: Mapping[str, Shown], cameras: Mapping[str, Camera]
) -> list[tuple[float, float, float, float]]:
    """Return the part of each plate to show: all as large, and level with one another."""
    top, bottom = min(view.box.y0 for view in views.values()), max(view.box.y1 for view in views.values())
    y0, y1 = top - PAD if top > HEAD else BODY[0], min(bottom + PAD, BODY[1])
    spans = _spans(views, cameras)
    middles = [cameras[name].width / 2 for name in views]
    on_arm = any(max(m - x0, x1 - m) > ARM for m, (x0, x1) in zip(middles, spans, strict=True))
    if on_arm and HAND[0] < bottom < HAND[1]:
        y1 = HAND[1]
    wide = max(LEAST, *(x1 - x0 + 2 * PAD for x0, x1 in spans), (y1 - y0) / TALL)
    if y1 - y0 > WHOLE:
        y0, y1, wide = BODY
    found = []
    for name, (x0, x1) in zip(views, spans, strict=True):
        room = cameras[name].width - wide
        left = min(max((x0 + x1 - wide) / 2, 0.0), room) if room > 0 and y1 - y0 <= WHOLE else room / 2
        found.append((round(left, 1), round(y0, 1), round(wide, 1), round(y1 - y0 + FOOT * wide, 1)))
    return found


def _spans(views: Mapping[str, Shown], cameras: Mapping[str, Camera]) -> list[tuple[float, float]]:
    """Return where each view begins and ends; front and back show the same part of the body."""
    boxes = {name: (view.box.x0, view.box.x1) for name, view in views.items()}
    for name, other in (("body-front", "body-back"), ("body-back", "body-front")):
        if name in views and other in views:
            wide, box = cameras[other].width, views[other].box
            x0, x1 = boxes[name]
            boxes[name] = min(x0, wide - box.x1), max(x1, wide - box.x0)
    return list(boxes.values())


def number_of(code: str) -> int:
    """Return the number in a code: 21 for GB21."""
    return split_code(code)[1]
