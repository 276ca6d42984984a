"""What a diagram shows, and where on the sheet: a value that svg.py can write."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import cos, dist, hypot, pi, sin
from typing import TYPE_CHECKING, NamedTuple

from atlas.layout import (
    APART,
    CLOSEST,
    CODE,
    DOT,
    EDGE,
    HALO,
    INSET,
    MIDDLE,
    RING,
    ROOM,
    SHORT,
    TICK,
    WIDE,
    WORDS,
    Figure,
    Inset,
    Stroke,
    Target,
    frame_on,
)
from atlas.place import Pt
from atlas.placing import Around, Box, Wish, place_labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from atlas.layout import Sheet
    from atlas.place import P3, Camera, Mark, Pose, Scene, Trail


TINY = 2.0  # a stretch shorter than this says nothing of the line's direction
COARSE = 14.0
SMALL = 1.7  # how much larger the marks of a small picture are

OWN = (15.0, 19.0, 24.0)  # how far a number stands from its dot
CLEARLY = 0.72  # a number is this much nearer to its own dot than to any other


class Said(NamedTuple):
    """The words of a picture: its own, and what each landmark is called."""

    title: str
    description: str
    names: Mapping[str, str]


def draw_point(
    code: str, scene: Scene, camera: Camera, said: Said, *, whole: Mapping[str, Camera], home: Pose
) -> Figure | None:
    """Lay out the diagram of a point, or return nothing if its words find no room even on the whole plate.

    `whole` holds the two views of the whole body, and `home` the point's place in the pose they show.
    """
    place = scene.place
    marks = [mark for mark in _marks(scene) if said.names.get(mark.name)]
    lines = [path for path in (*place.paths, *scene.guides) if path.kind != "guide"]
    seen = [place.at, *(mark.at for mark in marks), *(p for path in lines for p in path.points)]
    if scene.ghost:
        seen.append(place.mirror)
    seen += _mirrored(seen, place.at, camera)
    used = [mark.at for mark in marks if mark in place.marks]
    nearest = min((hypot(*(u - v for u, v in zip(place.at, at, strict=True))) for at in used), default=1.0)
    room = min(ROOM, max(CLOSEST, nearest * camera.scale * WIDE / APART / camera.width))
    name = f"{code.lower()}-{camera.name}"
    for grow in (1.0, 1.15, 1.3, 1.5, 1.75, 2.0):
        sheet = frame_on(camera, seen, grow, room)
        target = sheet.pt(place.at)
        dots = {mark.name: sheet.pt(mark.at) for mark in marks}
        strokes = [_stroke(sheet, path) for path in (*place.paths, *scene.guides)]
        ghost = (Target(sheet.pt(place.mirror), "ghost"),) if scene.ghost else ()
        wishes = [Wish(code, target, CODE, HALO + 2, "code")]
        wishes += [Wish(said.names[key], at, WORDS, DOT + 1.5) for key, at in dots.items()]
        wishes += [wish for path in (*place.paths, *scene.guides) for wish in _numbers(sheet, path)]
        solid = [_round(target, HALO), *(_round(at, DOT) for at in dots.values())]
        solid += [_round(one.at, RING) for one in ghost]
        free = tuple(pair for stroke in strokes for pair in pairwise(_coarse(stroke.points)))
        inset = _inset_wish(sheet, home, whole)
        around = Around(sheet.frame, tuple(solid), free)
        labels = place_labels([*wishes, inset], around) or place_labels(wishes, around)
        if labels is not None:
            small = next(
                (_inset(sheet, home, whole, label.box) for label in labels if label.wish == inset), None
            )
            labels = tuple(label for label in labels if label.wish != inset)
            return Figure(
                name, said.title, said.description, camera, sheet.height, sheet.plate, tuple(strokes),
                tuple(dots.values()), (*ghost, Target(target)), labels, small,
            )  # fmt: skip
    return None


def _mirrored(seen: Sequence[P3], at: P3, camera: Camera) -> list[P3]:
    """Return what else the frame must hold so that a midline point stands in the middle of its picture."""
    midline = abs(at.x) < MIDDLE and abs(camera.toward.x) < MIDDLE
    return [p._replace(x=-p.x) for p in seen] if midline else []


def draw_small(code: str, scene: Scene, camera: Camera, said: Said) -> Figure:
    """Lay out the picture for a step of a routine: no words, the same marks."""
    place = scene.place
    marks = [mark for mark in place.marks if mark.name not in scene.hidden and mark.name in said.names]
    lines = [path for path in place.paths if path.kind != "guide"]
    seen = [place.at, *(mark.at for mark in marks), *(p for path in lines for p in path.points)]
    if scene.ghost:
        seen.append(place.mirror)
    seen += _mirrored(seen, place.at, camera)
    sheet = frame_on(camera, seen, 1.0)
    strokes = tuple(replace(_stroke(sheet, path), ticks=()) for path in lines)
    dots = tuple(sheet.pt(mark.at) for mark in marks)
    ghost = (Target(sheet.pt(place.mirror), "ghost"),) if scene.ghost else ()
    name = f"{code.lower()}-{camera.name}-small"
    return Figure(name, said.title, "", camera, sheet.height, sheet.plate, strokes, dots,
                  (*ghost, Target(sheet.pt(place.at))), scale=SMALL)  # fmt: skip


def draw_numbered(
    name: str, camera: Camera, entries: Sequence[tuple[str, P3]], title: str, scale: float = 1.0
) -> Figure | None:
    """Lay out several points on one plate, each with its number; those that lie close get a leader.

    Numbers are `scale` times as large as usual; their dots grow by half as much.
    """
    sheet = frame_on(camera, [at for _, at in entries], 1.0)
    targets = tuple(Target(sheet.pt(at), "number", number) for number, at in entries)
    marks = (1 + scale) / 2
    solid = tuple(_round(one.at, 5 * marks) for one in targets)
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


def _marks(scene: Scene) -> list[Mark]:
    """Return the marks that the view sees, each once."""
    marks = {mark.name: mark for mark in (*scene.place.marks, *scene.shown)}
    return [mark for mark in marks.values() if mark.name not in scene.hidden]


def _round(at: Pt, size: float) -> Box:
    return Box(at.x - size, at.y - size, at.x + size, at.y + size)


def _stroke(sheet: Sheet, path: Trail) -> Stroke:
    points = tuple(sheet.pt(p) for p in path.points)
    ticks = []
    for share in path.ticks:
        at, way = _along(path.points, points, share)
        ticks.append(
            (Pt(at.x - way.y * TICK, at.y + way.x * TICK), Pt(at.x + way.y * TICK, at.y - way.x * TICK))
        )
    return Stroke(path.kind, points, tuple(ticks))


def _numbers(sheet: Sheet, path: Trail) -> Iterator[Wish]:
    """Yield the word of each stretch, on either side of the line."""
    if path.kind == "guide":
        return
    points = tuple(sheet.pt(p) for p in path.points)
    spots = [_along(path.points, points, tick)[0] for tick in path.ticks]
    if any(hypot(b.x - a.x, b.y - a.y) < SHORT for a, b in pairwise(spots)):
        return
    for (a, b), word in zip(pairwise(path.ticks), path.words, strict=True):
        at, way = _along(path.points, points, (a + b) / 2)
        sides = [(side, off) for off in (12.0, 16.0, 20.0, 25.0) for side in (1, -1)]
        only = tuple(Pt(at.x + way.y * side * off, at.y - way.x * side * off) for side, off in sides)
        yield Wish(word, at, WORDS, 0, "number", only)


def _along(skin: Sequence[P3], points: Sequence[Pt], share: float) -> tuple[Pt, Pt]:
    """Return the place at a share of the length on the skin, and which way the line runs there."""
    steps = [hypot(*(u - v for u, v in zip(a, b, strict=True))) for a, b in pairwise(skin)]
    left = share * sum(steps)
    for (a, b), step in zip(pairwise(points), steps, strict=True):
        if left <= step + 1e-9 or b is points[-1]:
            t = min(left / step, 1.0) if step else 0.0
            wide = hypot(points[-1].x - points[0].x, points[-1].y - points[0].y) or 1.0
            way = Pt((points[-1].x - points[0].x) / wide, (points[-1].y - points[0].y) / wide)
            near = hypot(b.x - a.x, b.y - a.y)
            if near > TINY:
                way = Pt((b.x - a.x) / near, (b.y - a.y) / near)
            return Pt(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t), way
        left -= step
    return points[-1], Pt(1.0, 0.0)


def _coarse(points: Sequence[Pt]) -> list[Pt]:
    """Return enough points of a line to see what it runs through."""
    kept = [points[0]]
    kept += [p for p in points[1:-1] if hypot(p.x - kept[-1].x, p.y - kept[-1].y) > COARSE]
    return [*kept, points[-1]]


def _whole(home: Pose, whole: Mapping[str, Camera]) -> Camera:
    """Return the view of the whole body that sees a point."""
    return whole["body-front" if home.normal.z >= 0 else "body-back"]


def _inset_wish(sheet: Sheet, home: Pose, whole: Mapping[str, Camera]) -> Wish:
    """Return the wish of the small body for one of the four corners."""
    camera = _whole(home, whole)
    high = INSET
    wide = camera.width * high / camera.height
    corners = [(x, y) for y in (sheet.height - EDGE - high / 2, EDGE + high / 2)
               for x in (WIDE - EDGE - wide / 2, EDGE + wide / 2)]  # fmt: skip
    return Wish(
        "", Pt(-1.0, -1.0), 0.0, 0.0, "inset", tuple(Pt(*corner) for corner in corners), Pt(wide, high)
    )


def _inset(sheet: Sheet, home: Pose, whole: Mapping[str, Camera], box: Box) -> Inset:
    """Return the small body with a box where the picture is."""
    camera = _whole(home, whole)
    k = (box.y1 - box.y0) / camera.height
    middle = camera.project(home.at)
    at = Pt(box.x0 + middle.x * k, box.y0 + middle.y * k)
    w, h = (
        max(side / sheet.k / sheet.camera.scale * camera.scale * k, 7.0) / 2 for side in (WIDE, sheet.height)
    )
    frame = Box(max(at.x - w, box.x0), max(at.y - h, box.y0), min(at.x + w, box.x1), min(at.y + h, box.y1))
    return Inset(camera, box, frame)
