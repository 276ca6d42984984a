"""What a diagram shows, and where on the sheet: a value that svg.py can write."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import cos, dist, hypot, pi, sin
from typing import TYPE_CHECKING, NamedTuple

from atlas.ground import Laid
from atlas.joins import NEAR, off, ties_of
from atlas.layout import (
    APART,
    CLEAR,
    CLEAR_LEAST,
    CLEAREST,
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
from atlas.locator import body_of, corner_wish, in_margin, locate, margin_for
from atlas.place import Box, Pt
from atlas.placing import Around, Wish, place_labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from atlas.layout import Sheet
    from atlas.place import P3, Camera, Mark, Pose, Scene, Trail


TINY = 2.0  # a stretch shorter than this says nothing of the line's direction
COARSE = 1.5  # how far a line may be from where words think it is
STRETCH = (0.5, 0.3, 0.7)  # where along its stretch a number may stand …
ASIDE = (12.0, 16.0, 20.0, 25.0)  # … and how far beside it
# How much larger the frame is than it need be, and how much of the clear space around marks is kept.
TRIES = ((1.0, 1.0), (1.15, 1.0), (1.3, 1.0), (1.0, 0.75), (1.15, 0.75), (1.3, 0.75), (1.5, 1.0), (1.5, 0.75), (1.75, 0.75), (2.0, 0.75), (2.0, 0.6))
ENOUGH = 6  # tries after which a picture may hide a part of a line
SMALL = 1.7  # how much larger the marks of a small picture are

NAMED, NAMED_CLEAR = 0.7, 8.0  # where along a dashed line its name has its leader, and how far from it
OWN = (15.0, 19.0, 24.0)  # how far a number stands from its dot
CLEARLY = 0.72  # a number is this much nearer to its own dot than to any other


class Said(NamedTuple):
    """The words of a picture: its own, what each landmark is called, and each dashed line of the scene."""

    title: str
    description: str
    names: Mapping[str, str]
    guides: Sequence[str] = ()


def draw_point(
    code: str, scene: Scene, camera: Camera, said: Said, *, whole: Mapping[str, Camera], home: Pose, ground: Ground
) -> Figure | None:
    """Lay out the diagram of a point, or return nothing if its words find no room even on the whole plate.

    `whole` holds the two views of the whole body, and `home` the point's place in the pose they show.
    `ground` is what the plate shows.
    """
    place = scene.place
    marks = [mark for mark in _marks(scene, camera) if said.names.get(mark.name)]
    lines = [path for path in (*place.paths, *scene.guides) if path.kind != "guide"]
    seen = [place.at, *(mark.at for mark in marks), *(p for path in lines for p in path.points)]
    if scene.ghost:
        seen.append(place.mirror)
    seen += _mirrored(seen, place.at, camera)
    room = _room(camera, place, [mark for mark in marks if mark in place.marks])
    body = body_of(home, whole)
    best: Figure | None = None
    for number, (grow, clear) in enumerate(TRIES):
        if best and number >= ENOUGH:
            break
        for wide in (WIDE, WIDE - margin_for(body)):
            sheet = frame_on(camera, seen, grow, room, wide)
            laid = Laid(ground, sheet.x0, sheet.y0, sheet.k)
            corner = corner_wish(body, sheet, laid) if wide == WIDE else None
            if corner is None and wide == WIDE:
                continue
            figure = _placed(code, scene, sheet, said, marks, laid, corner, clear)
            if figure is None:
                continue
            box = next((one.box for one in figure.labels if one.wish == corner), None)
            labels = tuple(one for one in figure.labels if one.wish != corner)
            inset = locate(sheet, home, body, box or in_margin(body, sheet))
            figure = replace(figure, labels=labels, inset=inset)
            if not any(label.covers for label in labels):
                return figure
            best = min(best or figure, figure, key=_covered)
            break
    return best


def _covered(figure: Figure) -> int:
    """Return how many words of a picture hide a part of a line."""
    return sum(label.covers for label in figure.labels)


def _placed(
    code: str, scene: Scene, sheet: Sheet, said: Said, marks: Sequence[Mark], ground: Laid, corner: Wish | None, clear: float
) -> Figure | None:
    """Lay out a diagram on one frame of its plate, or return nothing if it has no room for the words."""
    place, camera = scene.place, sheet.camera
    target = sheet.pt(place.at)
    spots = {mark.name: sheet.pt(mark.at) for mark in marks}
    hidden = {name for name, at in spots.items() if dist(at, target) < RING}
    dots = [at for name, at in spots.items() if name not in hidden]
    strokes = [_stroke(sheet, path) for path in (*place.paths, *scene.guides)]
    strokes += ties_of(target, dots, strokes)
    ghost = (Target(sheet.pt(place.mirror), "ghost"),) if scene.ghost else ()
    near = clear * min(max(CLEAR * camera.scale * sheet.k, CLEAR_LEAST), CLEAREST)
    around_mark = max(near, HALO + 2)
    wishes = [Wish(code, target, CODE, HALO + 2, "code", clear=around_mark, near=1.1 * around_mark - HALO)]
    for name, at in spots.items():
        away = HALO + 1 if name in hidden else DOT + 1.5
        wishes.append(Wish(said.names[name], at, WORDS, away, clear=around_mark if name in hidden else near))
    wishes += [wish for path in (*place.paths, *scene.guides) for wish in _numbers(sheet, path)]
    for path, words in zip(scene.guides, said.guides, strict=False):
        line = _stroke(sheet, path)
        if words and all(off(line, at) > NEAR for at in (target, *dots)):
            wishes.append(Wish(words, _along(path.points, line.points, NAMED)[0], WORDS, 1.5, clear=NAMED_CLEAR))
    solid = [_round(target, HALO), *(_round(at, DOT) for at in dots)]
    solid += [_round(one.at, RING) for one in ghost]
    free = tuple(pair for stroke in strokes for pair in pairwise(_coarse(stroke.points)))
    free += tuple(tick for stroke in strokes for tick in stroke.ticks)
    zones = ((target, around_mark), *((at, near) for at in dots))
    around = Around(sheet.frame, tuple(solid), free, zones, ground)
    labels = place_labels([*wishes, corner] if corner else wishes, around)
    if labels is None:
        return None
    return Figure(
        f"{code.lower()}-{camera.name}", said.title, said.description, camera, sheet.height, sheet.plate,
        tuple(strokes), tuple(dots), (*ghost, Target(target)), labels, wide=sheet.wide,
    )  # fmt: skip


def _room(camera: Camera, place: Place, used: Sequence[Mark]) -> float:
    """Return how much of the plate the frame must show: less where a mark would else lie under the ring."""
    spot = camera.project(place.at)
    away = [dist(spot, camera.project(mark.at)) * WIDE / camera.width for mark in used]
    nearest = min((far for far in away if far > RING * CLOSEST), default=APART)
    return min(ROOM, max(CLOSEST, nearest / APART))


def _mirrored(seen: Sequence[P3], at: P3, camera: Camera) -> list[P3]:
    """Return what else the frame must hold so that a midline point stands in the middle of its picture."""
    midline = abs(at.x) < MIDDLE and abs(camera.toward.x) < MIDDLE
    return [p._replace(x=-p.x) for p in seen] if midline else []


def draw_small(code: str, scene: Scene, camera: Camera, said: Said) -> Figure:
    """Lay out the picture for a step of a routine: no words, the same marks."""
    place = scene.place
    paths = [path for path in (*place.paths, *scene.guides) if path.kind != "ruler"]
    ruled = len(paths) < len(place.paths) + len(scene.guides)  # what else is shown belongs to the ruler
    marks = [mark for mark in _marks(scene, camera) if mark.name in said.names]
    marks = [mark for mark in marks if mark in place.marks or not ruled]
    seen = [place.at, *(mark.at for mark in marks)]
    seen += [p for path in paths if path.kind != "guide" for p in path.points]
    if scene.ghost:
        seen.append(place.mirror)
    seen += _mirrored(seen, place.at, camera)
    sheet = frame_on(camera, seen, 1.0)
    target = sheet.pt(place.at)
    strokes = [replace(_stroke(sheet, path), ticks=()) for path in paths]
    dots = [at for at in (sheet.pt(mark.at) for mark in marks) if dist(at, target) > RING * SMALL]
    strokes += ties_of(target, dots, strokes)
    ghost = (Target(sheet.pt(place.mirror), "ghost"),) if scene.ghost else ()
    name = f"{code.lower()}-{camera.name}-small"
    return Figure(name, said.title, "", camera, sheet.height, sheet.plate, tuple(strokes), tuple(dots),
                  (*ghost, Target(target)), scale=SMALL)  # fmt: skip


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


def _marks(scene: Scene, camera: Camera) -> list[Mark]:
    """Return the marks that the view sees, each once."""
    plate = Box(0, 0, camera.width, camera.height)
    marks = {mark.name: mark for mark in (*scene.place.marks, *scene.shown)}
    return [
        mark for mark in marks.values()
        if mark.name not in scene.hidden and plate.holds(_round(camera.project(mark.at), 0))
    ]  # fmt: skip


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
        places = [_along(path.points, points, a + (b - a) * share) for share in STRETCH]
        only = tuple(
            Pt(at.x + way.y * side * off, at.y - way.x * side * off)
            for at, way in places for off in ASIDE for side in (1, -1)
        )  # fmt: skip
        yield Wish(word, places[0][0], WORDS, 0, "number", only)


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
    kept = [0]
    for i in range(2, len(points)):
        chord = Stroke("", (points[kept[-1]], points[i]))
        if any(off(chord, p) > COARSE for p in points[kept[-1] + 1 : i]):
            kept.append(i - 1)
    return [*(points[i] for i in kept), points[-1]]
