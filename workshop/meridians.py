"""`python -m workshop.meridians`: draw the lines of the meridians on the whole body; `--check` only asks.

Writes `meridians.json`: for each line and view the stretches of it that are seen and those that lie behind an
arm, as SVG path data, and where its points fall, all in pixels of the plate. Points that lead nowhere yet are
named and left out; the line goes on over them.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from atlas.anatomy import STANDING, landmark_spot
from atlas.body import load_body
from atlas.geometry import Spot, line_between, normal_at
from atlas.landmarks import load_cameras, load_landmarks, version_of
from atlas.lock import SOLVER
from atlas.trails import p3, thinned
from workshop.constructions import EXTRA, read_constructions, stand
from workshop.courses import APART, THROUGH, courses_of, joins
from workshop.keys import digest
from workshop.paths import FIGURES
from workshop.sights import AWAY, COVERED, SEEN, pieces_of, sight_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from atlas.body import Body, Floats, Surface
    from atlas.geometry import Line
    from atlas.place import Camera
    from workshop.constructions import Construction
    from workshop.sights import Piece

FILE = "meridians.json"
VIEWS = ("body-front", "body-back", "body-side")
DRAWN = 1
"""Raised when the way in which lines are drawn changes, so that the file is made anew."""
STEP = 0.06
"""Decimetres from one place of a line to the next: five pixels."""
LOSS = 0.35
"""Pixels by which a line may be off after it was thinned."""
STRAIGHT = 1.2
"""A line on the skin that is so many times as long as the straight way may not be the shortest."""
TURNS = 18
"""How many planes are tried then."""
HALVED = 3
"""How often a step is halved whose plane does not lead from one point to the next."""


def key_of(folder: Path, constructions: Mapping[str, Construction]) -> str:
    """Return a hash of everything that the file depends on."""
    said = {
        "drawn": (DRAWN, SOLVER),
        "version": version_of(folder, load_landmarks(folder)),
        "views": [repr(camera) for camera in _cameras(folder)],
        "apart": repr((APART, THROUGH)),
        "find": {
            code: (one.pose, [step.model_dump(mode="json") for step in one.find])
            for code, one in sorted(constructions.items())
        },
    }
    return digest(json.dumps(said, sort_keys=True))


def is_fresh(folder: Path) -> bool:
    """Tell whether the file that is kept was made from the body and the constructions as they are."""
    try:
        kept = json.loads((folder / FILE).read_text(encoding="utf-8"))["key"]
    except (OSError, ValueError, KeyError):
        return False
    return bool(kept == key_of(folder, read_constructions()))


def draw(folder: Path) -> dict[str, str]:
    """Write the file. Return the points that are not in it, each with what they wait for."""
    constructions = read_constructions()
    body = load_body(folder)
    spots, waiting = stand(constructions, body)
    on_lines = {code: spot for code, spot in spots.items() if not code.startswith(EXTRA)}
    views: dict[str, dict[str, Any]] = {}
    for letters, stretches in courses_of(list(on_lines)).items():
        lines = [line_through(body, stretch, spots) for stretch in stretches]
        own = {code: spots[code] for stretch in stretches for code in stretch}
        shown = {
            camera.name: view_of(body.surfaces[STANDING], camera, lines, own) for camera in _cameras(folder)
        }
        views[letters] = {name: view for name, view in shown.items() if view}
    (folder / FILE).write_text(_written(key_of(folder, constructions), views), encoding="utf-8")
    return waiting


def _cameras(folder: Path) -> list[Camera]:
    cameras = load_cameras(folder)
    return [cameras[name] for name in VIEWS]


def line_through(body: Body, stretch: Sequence[str], spots: Mapping[str, Spot]) -> list[Spot]:
    """Return places along the skin from the first point of a stretch to its last, at even steps."""
    surface = body.surfaces[STANDING]

    def spot_of(name: str) -> Spot:
        return spots[name] if name in spots else landmark_spot(body, name, STANDING)

    line = [spots[stretch[0]]]
    for step in joins(stretch):
        over = [name for name in step if name in spots or name in body.landmarks]
        for start, end in pairwise(map(spot_of, over)):
            line += between(surface, start, end)[1:]
    return line


def between(surface: Surface, start: Spot, end: Spot, halved: int = 0) -> list[Spot]:
    """Return places along the skin from a place to another, both among them.

    Where no plane through both leads from one to the other, the way goes over the skin half-way.
    """
    line = shortest(surface, start, end)
    if line is None:
        if halved == HALVED or np.linalg.norm(end.at - start.at) < STEP:
            return [start, end]
        middle = nearest(surface, (start.at + end.at) / 2)
        first, second = (between(surface, *pair, halved + 1) for pair in ((start, middle), (middle, end)))
        return first + second[1:]
    count = max(round(line.length / STEP), 1)
    return [start, *(line.spot(line.length * i / count) for i in range(1, count)), end]


def shortest(surface: Surface, start: Spot, end: Spot) -> Line | None:
    """Return the line in the plane that stands on the skin or, where that goes round a limb, in the best."""
    chord = end.at - start.at
    far = float(np.linalg.norm(chord))
    upright = np.cross(chord, normal_at(surface, start) + normal_at(surface, end))
    if far < STEP or not np.any(upright):
        return None
    found = []
    for turn in np.linspace(0, np.pi, TURNS, endpoint=False):
        plane = upright * np.cos(turn) + np.cross(chord / far, upright) * np.sin(turn)
        with contextlib.suppress(ValueError):
            found.append(line_between(surface, start, end, plane))
        if found and not turn and found[0].length < STRAIGHT * far:
            break
    return min(found, key=lambda line: line.length, default=None)


def nearest(surface: Surface, at: Floats) -> Spot:
    """Return the place of the skin, at a corner of a triangle, that lies nearest to a place in the body."""
    vertex = int(np.argmin(np.linalg.norm(surface.vertices - at, axis=1)))
    face = int(np.flatnonzero((surface.faces == vertex).any(axis=1))[0])
    return Spot(face, surface.vertices[surface.faces[face]].mean(axis=0))


def view_of(
    surface: Surface, camera: Camera, lines: Sequence[Sequence[Spot]], points: Mapping[str, Spot]
) -> dict[str, Any]:
    """Return what a view shows of a meridian: nothing, if it sees no point of it."""
    pieces = [piece for line in lines for piece in pieces_of(surface, camera, line)]
    kinds = {code: sight_of(surface, camera, spot) for code, spot in points.items()}
    if SEEN not in kinds.values():
        return {}
    spots = [camera.project(p3(points[code].at)) for code, kind in kinds.items() if kind != AWAY]
    spots += [place for piece in pieces for place in piece.points]
    across, down = (sorted(place[i] for place in spots) for i in (0, 1))
    found: dict[str, Any] = {"box": [round(v) for v in (across[0], down[0], across[-1], down[-1])]}
    for kind in (SEEN, COVERED):
        found[kind] = "".join(path(piece) for piece in pieces if piece.kind == kind)
        found[f"{kind}_points"] = {
            code: [round(value, 1) for value in camera.project(p3(points[code].at))]
            for code, own in kinds.items()
            if own == kind
        }
    return found


def path(piece: Piece) -> str:
    """Return a piece as path data in tenths of a pixel: where it begins, and then steps."""
    points = np.round(thinned(np.array(piece.points), LOSS) * 10).astype(int)
    x, y = points[0]
    steps = [f"{_tenths(x)} {_tenths(y)}" for x, y in np.diff(points, axis=0) if x or y]
    return f"M{_tenths(x)} {_tenths(y)}l{' '.join(steps)}".replace(" -", "-") if steps else ""


def _tenths(number: int) -> str:
    """Write tenths as path data takes them: `-.5`, `3`."""
    text = f"{number / 10:g}"
    return text.replace("0.", ".", 1) if abs(number) < 10 else text


def _written(key: str, views: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the text of the file: one line for each view, so that diffs show what moved."""
    lines = []
    for letters, shown in views.items():
        rows = [f"  {json.dumps(name)}: {_flat(view)}" for name, view in shown.items()]
        lines.append(f" {json.dumps(letters)}: {{\n" + ",\n".join(rows) + "\n }")
    return f'{{"key": {json.dumps(key)},\n"lines": {{\n' + ",\n".join(lines) + "\n}}\n"


def _flat(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def main(arguments: Sequence[str]) -> int:
    """Draw or check; 1 if the file is stale."""
    parser = argparse.ArgumentParser(prog="python -m workshop.meridians", description=__doc__)
    parser.add_argument("--check", action="store_true", help="say whether the file is stale, draw nothing")
    if parser.parse_args(arguments).check:
        fresh = is_fresh(FIGURES)
        print("meridians: fresh" if fresh else "meridians: stale")
        return 0 if fresh else 1
    waiting = draw(FIGURES)
    for code, why in waiting.items():
        print(f"left out {code}: {why.splitlines()[0]}")
    print(f"meridians: {FILE}, {(FIGURES / FILE).stat().st_size / 1e3:.0f} KB, {len(waiting)} left out")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
