"""Which piece of a plate a picture shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atlas.place import Camera, Pt

AROUND = 1.5  # how much more is shown than what has to be seen


class Frame(NamedTuple):
    """A piece of a plate, in the plate's pixels."""

    x: float
    y: float
    width: float
    height: float


def frame_on(camera: Camera, seen: Sequence[Pt], shape: float, least: float) -> Frame:
    """Return the piece of a plate that holds what is to be seen, with room around it.

    `shape` is the piece's width divided by its height, `least` the smallest height. It lies between the
    middle of what is to be seen and the middle of the plate, where more of the body is, and never past the
    plate's edge: where the body is cut off, the picture ends.
    """
    left, right = min(p.x for p in seen), max(p.x for p in seen)
    top, bottom = min(p.y for p in seen), max(p.y for p in seen)
    most = min(camera.height, camera.width / shape)
    height = min(max((bottom - top) * AROUND, (right - left) * AROUND / shape, least), most)
    width = height * shape
    room = (1 - 1 / AROUND) / 2
    central = _between((camera.width - width) / 2, right - width * (1 - room), left - width * room)
    x = (central + (left + right - width) / 2) / 2
    y = (top + bottom - height) / 2
    return Frame(
        _between(x, 0.0, camera.width - width), _between(y, 0.0, camera.height - height), width, height
    )


def _between(value: float, least: float, most: float) -> float:
    return min(max(value, least), most)
