"""Several points on one plate, each with its number."""

from __future__ import annotations

from math import cos, dist, pi, sin
from typing import TYPE_CHECKING

from atlas.layout import WORDS, Figure, Target, frame_on, round_box
from atlas.place import Pt
from atlas.placing import Around, Wish, place_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atlas.place import P3, Camera

OWN = (15.0, 19.0, 24.0)  # how far a number stands from its dot
CLEARLY = 0.72  # a number is this much nearer to its own dot than to any other


def draw_numbered(
    name: str, camera: Camera, entries: Sequence[tuple[str, P3]], title: str, scale: float = 1.0
) -> Figure | None:
    """Lay out several points on one plate, each with its number; those that lie close get a leader.

    Numbers are `scale` times as large as usual; their dots grow by half as much.
    """
    sheet = frame_on(camera, [at for _, at in entries], 1.0)
    targets = tuple(Target(sheet.pt(at), "number", number) for number, at in entries)
    marks = (1 + scale) / 2
    solid = tuple(round_box(one.at, 5 * marks) for one in targets)
    around = Around(sheet.frame, solid, ())
    size, away = (WORDS + 1) * scale, 7 * marks
    near = [
        Wish(one.words, one.at, size, away, "number", _own_side(one.at, targets, scale)) for one in targets
    ]
    far = [Wish(one.words, one.at, size, away, "number") for one in targets]
    labels = place_labels(near, around) if all(wish.only for wish in near) else None
    labels = labels or place_labels(far, around)
    if labels is None:
        return None
    return Figure(name, title, "", camera, sheet.height, sheet.plate, (), (), targets, labels, scale=marks)


def _own_side(at: Pt, targets: Sequence[Target], scale: float) -> tuple[Pt, ...]:
    """Return where a number may stand so that nobody takes it for a neighbour's."""
    turns = [(round(cos(i * pi / 8), 6), round(sin(i * pi / 8), 6)) for i in range(16)]
    places = [Pt(at.x + x * off * scale, at.y + y * off * scale) for off in OWN for x, y in turns]
    others = [one.at for one in targets if one.at != at]
    return tuple(p for p in places if all(dist(p, at) < CLEARLY * dist(p, other) for other in others))
