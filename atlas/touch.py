"""What of a picture answers to a finger: a mark with its code, as far as it is theirs alone."""

from __future__ import annotations

from math import dist
from typing import TYPE_CHECKING, NamedTuple

from atlas.place import Box, Pt

if TYPE_CHECKING:
    from collections.abc import Mapping

STEPS = 8  # in which the room about a code grows


class Touch(NamedTuple):
    """The room about a mark, as a radius, and that about its code, if it has one."""

    radius: float
    box: Box | None


def share_out(marks: Mapping[str, Pt], codes: Mapping[str, Box], enough: float) -> dict[str, Touch]:
    """Return what answers for each mark: no two things overlap that lead to different pages.

    `enough` is half of what a finger needs. Marks that are nearer to one another than that share what lies
    between them, and each has its code besides, which grows above and below to where another answers.
    """
    radii = {}
    for code, at in marks.items():
        apart = [dist(at, other) / 2 for key, other in marks.items() if key != code]
        words = [dist(at, box.nearest(at)) for key, box in codes.items() if key != code]
        radii[code] = min([enough, *apart, *words])
    boxes = dict(codes)
    for code in codes:
        if code in marks:
            boxes[code] = _grown(code, boxes, marks, radii, enough)
    return {code: Touch(round(radii[code], 1), boxes.get(code)) for code in marks}


def _grown(
    code: str,
    boxes: Mapping[str, Box],
    marks: Mapping[str, Pt],
    radii: Mapping[str, float],
    enough: float,
) -> Box:
    """Return the box of a code, as high as a finger needs or as its neighbours leave it."""
    box = boxes[code]
    missing = max(0.0, 2 * enough - (box.y1 - box.y0)) / 2
    for step in range(STEPS, 0, -1):
        more = missing * step / STEPS
        one = Box(box.x0, box.y0 - more, box.x1, box.y1 + more)
        free = not any(one.meets(other) for key, other in boxes.items() if key != code)
        if free and all(dist(at, one.nearest(at)) >= radii[key] for key, at in marks.items() if key != code):
            return one
    return box
