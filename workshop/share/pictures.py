"""The figure of a share image: a piece of a plate, and the marks that lie on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import dist
from typing import TYPE_CHECKING

from atlas.landmarks import load_cameras, load_landmarks
from atlas.lock import read_lock, unpacked
from atlas.outline import read_contour
from atlas.place import Pt
from workshop.share.frames import frame_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from atlas.place import P3, Camera, Pose, Scene, Solved
    from workshop.share.cards import Card
    from workshop.share.frames import Frame

WIDE, HIGH = 630.0, 630.0  # the right half of the image
CLOSE = 0.68  # of a plate's height: nearer, and the reader no longer sees which part of the body it is
WHOLE = 0.5  # the same for the whole body
MIDLINE = 0.05  # what lies nearer the midline than 5 mm has no other side
CLEAR = 44.0  # how far from the target a landmark is seen whole; nearer, it is left out
BODY = ("body-front", "body-back")


@dataclass(frozen=True, slots=True)
class Picture:
    """One plate in the image, in the image's pixels: it is seen from `x` on, as far as `width`."""

    plate: str
    x: float
    width: float
    left: float
    top: float
    scale: float
    plate_width: float
    plate_height: float
    contour: tuple[tuple[str, str], ...]
    ways: tuple[tuple[Pt, ...], ...] = ()
    guides: tuple[tuple[Pt, ...], ...] = ()
    dots: tuple[Pt, ...] = ()
    target: Pt | None = None
    other_side: Pt | None = None
    spots: tuple[Pt, ...] = ()

    def spot(self, p: Pt) -> Pt:
        """Return where a place of the plate lies in the image."""
        return Pt(round(self.left + p.x * self.scale, 1), round(self.top + p.y * self.scale, 1))


@dataclass(frozen=True, slots=True)
class Atlas:
    """What the pictures are drawn from: where the points lie, the views, and the names of the landmarks."""

    figures: Path
    solved: Mapping[str, Solved]
    cameras: Mapping[str, Camera]
    known: frozenset[str]


def open_atlas(figures: Path) -> Atlas:
    """Read what is in assets/figures. Where there is no figure or no lock file, nothing is drawn."""
    if not (figures / "views.json").is_file():
        return Atlas(figures, {}, {}, frozenset())
    lock = read_lock(figures / "lock.json")
    solved = {code: unpacked(code, entry) for code, entry in lock.items()}
    return Atlas(figures, solved, load_cameras(figures), frozenset(load_landmarks(figures)) | lock.keys())


def draw_pictures(card: Card, atlas: Atlas) -> tuple[Picture, ...]:
    """Return the pictures of a card: one of a point, one or two of the body, none of what is not solved."""
    solved = [atlas.solved[code] for code in card.marked if code in atlas.solved]
    if card.kind != "point":
        return tuple(_bodies([one.poses["stand"] for one in solved], atlas))
    return tuple(_close(one.scenes[card.view], atlas) for one in solved if card.view in one.scenes)


def _close(scene: Scene, atlas: Atlas) -> Picture:
    """Return the plate round a point, with the landmarks and the lines that lead to it."""
    place, camera = scene.place, atlas.cameras[scene.view]
    ways = [path.points for path in place.paths if path.kind != "guide"]
    guides = [path.points for path in (*place.paths, *scene.guides) if path.kind == "guide"]
    visible = atlas.known - set(scene.hidden)
    marks = [mark.at for mark in (*place.marks, *scene.shown) if mark.name in visible]
    seen = [place.at, *marks, *(p for way in ways for p in way), *([place.mirror] if scene.ghost else [])]
    if abs(place.at.x) < MIDLINE:  # a point of the midline stands in the middle of its picture
        seen += [p._replace(x=-p.x) for p in seen]
    spots = [camera.project(p) for p in seen]
    least = _least(camera, spots[0], spots[1 : 1 + len(marks)])
    picture = _cut(camera, frame_on(camera, spots, WIDE / HIGH, least), 0.0, atlas.figures)

    def spot(p: P3) -> Pt:
        return picture.spot(camera.project(p))

    target = spot(place.at)
    return replace(
        picture,
        ways=tuple(tuple(map(spot, way)) for way in ways),
        guides=tuple(tuple(map(spot, guide)) for guide in guides),
        dots=tuple(dot for dot in map(spot, marks) if dist(dot, target) >= CLEAR - 1),
        target=target,
        other_side=spot(place.mirror) if scene.ghost else None,
    )


def _least(camera: Camera, target: Pt, marks: Sequence[Pt]) -> float:
    """Return the least height of the frame: smaller where that uncovers a landmark, if it stays sharp."""
    usual = camera.height * CLOSE
    closer = min((dist(mark, target) for mark in marks), default=usual) * HIGH / CLEAR
    return closer if HIGH <= closer < usual else usual


def _bodies(homes: Sequence[Pose], atlas: Atlas) -> Iterator[Picture]:
    """Yield the sides of the body on which points lie, at one scale and one height."""
    if not homes:
        return
    spots: dict[str, list[Pt]] = {name: [] for name in BODY}
    for home in homes:
        name = BODY[0] if home.normal.z >= 0 else BODY[1]
        spots[name] += dict.fromkeys(atlas.cameras[name].project(place) for place in (home.at, home.mirror))
    shown = [name for name in BODY if spots[name]]
    lowest = max(spot.y for name in shown for spot in spots[name])
    width = WIDE / len(shown)
    for number, name in enumerate(shown):
        camera = atlas.cameras[name]
        seen = [Pt(camera.width / 2, y) for y in (0.0, lowest)]  # a body without its head is no picture
        frame = frame_on(camera, seen, width / HIGH, camera.height * WHOLE)
        picture = _cut(camera, frame, number * width, atlas.figures)
        yield replace(picture, spots=tuple(map(picture.spot, spots[name])))


def _cut(camera: Camera, frame: Frame, x: float, figures: Path) -> Picture:
    scale = HIGH / frame.height
    return Picture(
        plate=camera.plate,
        x=x,
        width=frame.width * scale,
        left=x - frame.x * scale,
        top=-frame.y * scale,
        scale=scale,
        plate_width=camera.width * scale,
        plate_height=camera.height * scale,
        contour=read_contour((figures / camera.contour).read_text(encoding="utf-8"), 1.0).paths,
    )
