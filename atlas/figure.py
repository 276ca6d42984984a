"""What a diagram shows, and where on the sheet: a value that svg.py can write."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import dist
from typing import TYPE_CHECKING, NamedTuple

from atlas.ground import Ground, Laid
from atlas.joins import NEAR, off, ties_of
from atlas.layout import (
    APART,
    CLEAR,
    CLEAR_LEAST,
    CLEAREST,
    CLOSEST,
    CODE,
    DOT,
    HALO,
    MIDDLE,
    RING,
    ROOM,
    WIDE,
    WORDS,
    Figure,
    Target,
    frame_on,
    round_box,
)
from atlas.locator import body_of, corner_wish, in_margin, locate, margin_for
from atlas.place import Box, Place, Pt
from atlas.placing import Around, Wish, place_labels
from atlas.traces import along, coarse, numbers_on, stroke_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from atlas.layout import Sheet
    from atlas.place import P3, Camera, Mark, Pose, Scene, Trail


# How much larger the frame is than it need be, and how much of the clear space around marks is kept.
TRIES = (
    (1.0, 1.0), (1.15, 1.0), (1.0, 0.75), (1.3, 1.0), (1.15, 0.75), (1.3, 0.75), (1.5, 1.0), (1.5, 0.75),
    (1.75, 0.75), (2.0, 0.75), (2.0, 0.6),
)  # fmt: skip
ENOUGH = 4  # tries after which words may lie where they should not
SMALL = 1.7  # how much larger the marks of a small picture are
TALLER = 1.3  # a card's room for a picture is flat: what is higher has words too small to read
NAMED, NAMED_CLEAR = 0.7, 8.0  # where along a dashed line its name has its leader, and how far from it


class Said(NamedTuple):
    """The words of a picture: its own, what each landmark is called, and each dashed line of the scene."""

    title: str
    description: str
    names: Mapping[str, str]
    guides: Sequence[str] = ()


class Job(NamedTuple):
    """A diagram to be drawn: the point, its scene and its words, and the landmarks that have any."""

    code: str
    scene: Scene
    said: Said
    marks: Sequence[Mark]


def draw_point(
    code: str,
    scene: Scene,
    camera: Camera,
    said: Said,
    *,
    whole: Mapping[str, Camera],
    home: Pose,
    ground: Ground,
) -> Figure | None:
    """Lay out the diagram of a point, or return nothing if its words find no room even on the whole plate.

    `whole` holds the two views of the whole body, and `home` the point's place in the pose they show.
    `ground` is what the plate shows.
    """
    marks = [mark for mark in _marks(scene, camera) if said.names.get(mark.name)]
    job, body = Job(code, scene, said, marks), body_of(home, whole)
    best: Figure | None = None
    for number, (grow, clear) in enumerate(TRIES):
        if best and number >= ENOUGH:
            break
        for margin in (0.0, margin_for(body)):
            sheet = _sheet(job, camera, grow, WIDE - margin)
            laid = Laid(ground, sheet.x0, sheet.y0, sheet.k)
            corner = None if margin else corner_wish(body, sheet, laid)
            figure = _placed(job, sheet, laid, corner, clear) if corner or margin else None
            if figure is None:
                continue
            box = next((one.box for one in figure.labels if one.wish == corner), None)
            labels = tuple(one for one in figure.labels if one.wish != corner)
            inset = locate(sheet, home, body, box or in_margin(body, sheet))
            figure = replace(figure, labels=labels, inset=inset)
            best = min(best or figure, figure, key=_spoilt)
            break
        if best and not _spoilt(best):
            break
    return best


def _spoilt(figure: Figure) -> int:
    """Return how many words of a picture lie where they should not."""
    return sum(label.spoils for label in figure.labels)


def _sheet(job: Job, camera: Camera, grow: float, wide: float) -> Sheet:
    """Return the part of the plate that a diagram shows, so many times as large as it must be."""
    scene, place = job.scene, job.scene.place
    seen = _seen(scene, job.marks, (*place.paths, *scene.guides), camera)
    room = _room(camera, place, [mark for mark in job.marks if mark in place.marks])
    return frame_on(camera, seen, grow, room, wide, tallest=TALLER)


def _placed(job: Job, sheet: Sheet, ground: Laid, corner: Wish | None, clear: float) -> Figure | None:
    """Lay out a diagram on one frame of its plate, or return nothing if it has no room for the words."""
    scene, said, camera = job.scene, job.said, sheet.camera
    paths = (*scene.place.paths, *scene.guides)
    target = sheet.pt(scene.place.at)
    spots = {mark.name: sheet.pt(mark.at) for mark in job.marks}
    under = {name for name, at in spots.items() if dist(at, target) < RING}
    dots = [at for name, at in spots.items() if name not in under]
    strokes = [stroke_on(sheet, path) for path in paths]
    strokes += ties_of(target, dots, strokes)
    ghost = (Target(sheet.pt(scene.place.mirror), "ghost"),) if scene.ghost else ()
    near = clear * min(max(CLEAR * camera.scale * sheet.k, CLEAR_LEAST), CLEAREST)
    far = max(near, HALO + 2)
    wishes = [Wish(job.code, target, CODE, HALO + 2, "code", clear=far, near=1.1 * far - HALO)]
    for name, at in spots.items():
        away, free = (HALO + 1, far) if name in under else (DOT + 1.5, near)
        wishes.append(Wish(said.names[name], at, WORDS, away, clear=free))
    wishes += [wish for path in paths for wish in numbers_on(sheet, path)]
    wishes += _named(job, sheet, (target, *dots))
    solid = [round_box(target, HALO), *(round_box(at, DOT) for at in dots)]
    solid += [round_box(one.at, RING) for one in ghost]
    lines = [pair for stroke in strokes for pair in (*pairwise(coarse(stroke.points)), *stroke.ticks)]
    zones = ((target, far), *((at, near) for at in dots))
    around = Around(sheet.frame, tuple(solid), tuple(lines), zones, ground)
    labels = place_labels([*wishes, corner] if corner else wishes, around)
    if labels is None:
        return None
    return Figure(
        f"{job.code.lower()}-{camera.name}", said.title, said.description, camera, sheet.height, sheet.plate,
        tuple(strokes), tuple(dots), (*ghost, Target(target)), labels, wide=sheet.wide,
    )  # fmt: skip


def _named(job: Job, sheet: Sheet, spots: Sequence[Pt]) -> Iterator[Wish]:
    """Yield the name of each dashed line that no mark on it explains."""
    for path, words in zip(job.scene.guides, job.said.guides, strict=False):
        line = stroke_on(sheet, path)
        if words and all(off(line, at) > NEAR for at in spots):
            at, _ = along(path.points, line.points, NAMED)
            yield Wish(words, at, WORDS, 1.5, clear=NAMED_CLEAR)


def _room(camera: Camera, place: Place, used: Sequence[Mark]) -> float:
    """Return how much of the plate the frame must show: less where a mark would else lie under the ring."""
    spot = camera.project(place.at)
    away = [dist(spot, camera.project(mark.at)) * WIDE / camera.width for mark in used]
    nearest = min((far for far in away if far > RING * CLOSEST), default=APART)
    return min(ROOM, max(CLOSEST, nearest / APART))


def _seen(scene: Scene, marks: Sequence[Mark], paths: Sequence[Trail], camera: Camera) -> list[P3]:
    """Return what the frame must hold; a midline point stands in the middle of its picture."""
    at = scene.place.at
    seen = [at, *(mark.at for mark in marks)]
    seen += [p for path in paths if path.kind != "guide" for p in path.points]
    if scene.ghost:
        seen.append(scene.place.mirror)
    midline = abs(at.x) < MIDDLE and abs(camera.toward.x) < MIDDLE
    return seen + [p._replace(x=-p.x) for p in seen] if midline else seen


def draw_small(code: str, scene: Scene, camera: Camera, said: Said) -> Figure:
    """Lay out the picture for a step of a routine: no words, the same marks."""
    place = scene.place
    paths = [path for path in (*place.paths, *scene.guides) if path.kind != "ruler"]
    ruled = len(paths) < len(place.paths) + len(scene.guides)  # what else is shown belongs to the ruler
    marks = [mark for mark in _marks(scene, camera) if mark.name in said.names]
    marks = [mark for mark in marks if mark in place.marks or not ruled]
    sheet = frame_on(camera, _seen(scene, marks, paths, camera), 1.0)
    target = sheet.pt(place.at)
    strokes = [replace(stroke_on(sheet, path), ticks=()) for path in paths]
    dots = [at for at in (sheet.pt(mark.at) for mark in marks) if dist(at, target) > RING * SMALL]
    strokes += ties_of(target, dots, strokes)
    ghost = (Target(sheet.pt(place.mirror), "ghost"),) if scene.ghost else ()
    name = f"{code.lower()}-{camera.name}-small"
    return Figure(name, said.title, "", camera, sheet.height, sheet.plate, tuple(strokes), tuple(dots),
                  (*ghost, Target(target)), scale=SMALL)  # fmt: skip


def _marks(scene: Scene, camera: Camera) -> list[Mark]:
    """Return the marks that the view sees, each once."""
    plate = Box(0, 0, camera.width, camera.height)
    marks = {mark.name: mark for mark in (*scene.place.marks, *scene.shown)}
    return [
        mark for mark in marks.values()
        if mark.name not in scene.hidden and plate.holds(round_box(camera.project(mark.at), 0))
    ]  # fmt: skip
