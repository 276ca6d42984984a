"""The small body beside a picture: in a corner that the plate leaves free, or in a margin of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.layout import EDGE, INSET, WIDE, Inset
from atlas.place import Box, Pt
from atlas.placing import Wish

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atlas.ground import Laid
    from atlas.layout import Sheet
    from atlas.place import Camera, Pose

LEAST = 7.0  # how wide the box is, at least, that shows where the picture is


def body_of(home: Pose, whole: Mapping[str, Camera]) -> Camera:
    """Return the view of the whole body that sees a point."""
    return whole["body-front" if home.normal.z >= 0 else "body-back"]


def margin_for(body: Camera) -> float:
    """Return how wide a margin is that holds the small body."""
    return body.width * INSET / body.height + 2 * EDGE


def corner_wish(body: Camera, sheet: Sheet, ground: Laid) -> Wish | None:
    """Return the wish of the small body for one of the corners where nothing of the plate is, if any."""
    wide, high = body.width * INSET / body.height, INSET
    corners = [Pt(x, y) for y in (sheet.height - EDGE - high / 2, EDGE + high / 2)
               for x in (WIDE - EDGE - wide / 2, EDGE + wide / 2)]  # fmt: skip
    free = tuple(at for at in corners if not ground.body_in(_box(at, wide + EDGE, high + EDGE)))
    return Wish("", Pt(-1.0, -1.0), 0.0, 0.0, "inset", free, Pt(wide, high)) if free else None


def in_margin(body: Camera, sheet: Sheet) -> Box:
    """Return the place of the small body in the margin, below."""
    wide = body.width * INSET / body.height
    return Box(WIDE - EDGE - wide, sheet.height - EDGE - INSET, WIDE - EDGE, sheet.height - EDGE)


def locate(sheet: Sheet, home: Pose, body: Camera, box: Box) -> Inset:
    """Return the small body with a box where the picture is."""
    k = (box.y1 - box.y0) / body.height
    middle = body.project(home.at)
    at = Pt(box.x0 + middle.x * k, box.y0 + middle.y * k)
    shown = (sheet.wide, sheet.height)
    w, h = (max(side / sheet.k / sheet.camera.scale * body.scale * k, LEAST) / 2 for side in shown)
    frame = Box(max(at.x - w, box.x0), max(at.y - h, box.y0), min(at.x + w, box.x1), min(at.y + h, box.y1))
    return Inset(body, box, frame)


def _box(at: Pt, wide: float, high: float) -> Box:
    return Box(at.x - wide / 2, at.y - high / 2, at.x + wide / 2, at.y + high / 2)
