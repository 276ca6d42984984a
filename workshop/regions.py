"""Cut the front and the back plate into the regions of the body map: `regions.json`.

    python -m workshop.regions [assets/figures] [assets/figures/regions.json]

The silhouette is the surface as the view's camera sees it; both halves are alike, so that one is cut
(`seams.py`) and then mirrored. For each region the file has `d`, its outline; `hit`, the area that
answers to a finger; `at`, where a number can stand. All in whole pixels of the plate.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from workshop.seams import FAR, Half, all_seams, hanging_sleeve, parts

Cut = dict[str, BaseGeometry]

VIEWS = ("body-front", "body-back")
ORDER = (
    "head", "face", "neck", "shoulder", "upper-back", "chest", "abdomen", "lower-back", "upper-arm", "elbow",
    "forearm", "wrist", "hand", "hip", "thigh", "knee", "lower-leg", "ankle", "foot",
)  # fmt: skip
"""As a reader goes from head to foot; the keyboard follows."""
JOINTS = ("elbow", "wrist", "knee", "ankle")
"""Their numbers stand on the other limb, so that numbers do not crowd."""
SEGMENTS = ("upper-arm", "forearm", "thigh", "lower-leg")
"""Their numbers stand half-way along; others where there is most room."""
BESIDE = np.array([12.0, 4.0])
"""The face's number stands here, from between ear lobe and jaw: on the nose it would hide the face."""
LOSS = 0.8
"""Pixels by which a simplified outline may be off, about; a hit area may be off by `ROUGH`."""
ROUGH = 3.0
SLACK = {
    "upper-arm": 20, "elbow": -9, "forearm": 20, "wrist": -40, "hand": 20,
    "knee": -13, "lower-leg": 13, "ankle": -56,
}  # fmt: skip
FRONT_SLACK = {"face": 0, "skull": 6, "collar": 22, "sleeve": 2, "crest": -16, "thigh": 32}
BACK_SLACK = {"collar": 22, "sleeve": 2}
"""Pixels by which seams move for hit areas (down and out are positive): joints need room for a fingertip."""
AIR = 40
"""Pixels by which a hit area may leave the body,"""
BELOW = 54
"""and below the soles, where there is nothing else."""
GRID = 0.05


def read_half(folder: Path, name: str) -> Half:
    """Project the surface and its landmarks with one view's camera."""
    view = json.loads((folder / "views.json").read_text())[name]
    marks = json.loads((folder / "landmarks.json").read_text())
    body = np.load(folder / "body.npz")
    solid = body["vertices_stand"] * body["step_stand"] + body["low_stand"]
    seen = (solid - np.array(view["centre"])) @ np.array([view["right"], view["up"]]).T
    flat = seen * [view["scale"], -view["scale"]] + [view["width"] / 2, view["height"] / 2]
    middle = view["width"] / 2
    at = {key: np.array(mark["weights"]) @ flat[mark["triangle"]] for key, mark in marks.items()}
    at = {key: np.array([middle + abs(x - middle), y]) for key, (x, y) in at.items()}
    a, b, c = (flat[body["faces"][:, k]] for k in range(3))
    turned = (b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]
    facing = shapely.polygons(np.stack([a, b, c], axis=1)[turned < 0])
    union = shapely.union_all(facing, grid_size=0.01)
    rings = [shapely.Polygon(part.exterior) for part in parts(union)]
    return Half(at, middle, view["toward"][2] > 0, shapely.union_all(rings))


def cut(half: Half, area: BaseGeometry, slack: Mapping[str, float] | None = None) -> Cut:
    """Divide one half of an area, the body or more, into regions. `slack`: how far to move which seam."""
    _, low, right, high = area.bounds
    side = area & shapely.box(half.middle, low, right, high)
    seams = all_seams(half, slack)
    below = {name: seam.beyond() for name, seam in seams.items()}
    head = side - below["skull"]
    arm = (side - head) & hanging_sleeve(half, seams["sleeve"]).beyond()
    body = side - head - arm
    leg = body & below["thigh"]
    trunk = body - leg
    neck, loin = trunk - below["collar"], trunk & below["waist"]
    hip = loin & below["crest"]
    upper, lower = ("chest", "abdomen") if half.front else ("upper-back", "lower-back")
    found = chain("shoulder", arm, ("upper-arm", "elbow", "forearm", "wrist", "hand"), below)
    found |= chain("thigh", leg, ("knee", "lower-leg", "ankle", "foot"), below)
    found |= {"neck": neck, upper: trunk - neck - loin, lower: loin - hip, "hip": hip}
    if half.front:
        found["face"] = head & below["face"]
        head -= found["face"]
    return found | {"head": head}


def chain(first: str, limb: BaseGeometry, seams: Iterable[str], below: Mapping[str, BaseGeometry]) -> Cut:
    """Cut a limb at its seams, from the trunk outwards."""
    found, name = {}, first
    for after in seams:
        rest = limb & below[after]
        found[name], name, limb = limb - rest, after, rest
    return found | {name: limb}


def outlines(half: Half) -> Cut:
    """Return the regions of both halves."""
    return thinned(covering(cut(half, half.body), half), LOSS)


def covering(pieces: Cut, half: Half) -> Cut:
    """Return the pieces of both halves; edges are shared exactly, so that they can be thinned together."""
    edges = shapely.union_all([piece.boundary for piece in pieces.values()], grid_size=GRID)
    found: dict[str, list[BaseGeometry]] = {name: [] for name in pieces}
    for face in shapely.get_parts(shapely.polygonize(shapely.get_parts(edges))):
        shared = {name: shapely.area(face & piece) for name, piece in pieces.items()}
        name = max(shared, key=lambda key: shared[key])
        if shared[name] > face.area / 2:
            found[name].append(face)
    return {name: doubled(shapely.union_all(faces), half) for name, faces in found.items()}


def hits(half: Half) -> Cut:
    """Return areas that answer to a finger: roomier at the joints, and with some air around the body."""
    left, _, right, high = half.body.bounds
    slack = SLACK | (FRONT_SLACK if half.front else BACK_SLACK)
    soles = half.body & shapely.box(left, high - BELOW, right, high)
    room = half.body.buffer(AIR) | soles.buffer(BELOW)
    return thinned(covering(cut(half, room, slack), half), ROUGH)


def doubled(side: BaseGeometry, half: Half) -> BaseGeometry:
    """Return a region with its mirror image."""
    mirror = shapely.transform(side, lambda xy: xy * [-1, 1] + [2 * half.middle, 0])
    return shapely.union_all([side, mirror], grid_size=GRID)


def thinned(shapes: Cut, loss: float) -> Cut:
    """Return shapes with fewer corners, in whole pixels; what was shared stays shared."""
    clean = [shapely.MultiPolygon(parts(shape)) for shape in shapes.values()]
    thin = shapely.coverage_simplify(clean, loss)
    return dict(zip(shapes, (shapely.transform(shape, np.round) for shape in thin), strict=True))


def anchor(name: str, shape: BaseGeometry, half: Half) -> list[int]:
    """Return where a number can stand: on the midline, or amid the right part of what lies on both sides."""
    if name == "face":
        return [round(v) for v in half.between("ear_lobe", "mandible_angle") + BESIDE]
    if name != "hip" and len(parts(shape)) == 1:
        return [round(half.middle), round(widest(parts(shape)[0])[1])]
    part = max(parts(shape & shapely.box(half.middle, 0, FAR, FAR)), key=lambda part: float(part.area))
    x, y = part.centroid.coords[0] if name in (*SEGMENTS, *JOINTS) else widest(part)
    return [round(2 * half.middle - x if name in JOINTS else x), round(y)]


def widest(part: Polygon) -> tuple[float, float]:
    """Return the middle of the widest circle in a polygon."""
    x, y = shapely.get_coordinates(shapely.maximum_inscribed_circle(part, 0.5))[0]
    return float(x), float(y)


def path(shape: BaseGeometry) -> str:
    """Return SVG path data: a ring for each part, in relative whole numbers."""
    text = ""
    for part in sorted(parts(shape), key=lambda part: part.bounds):
        points = shapely.get_coordinates(shapely.normalize(part).exterior)[:-1].astype(int)
        steps = [f"{x} {y}" for x, y in np.diff(points, axis=0) if x or y]
        text += f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z"
    return text.replace(" -", "-")


def record(half: Half) -> dict[str, dict[str, object]]:
    """Return what the file says of one view."""
    shapes, touch = outlines(half), hits(half)
    return {
        name: {
            "d": path(shapes[name]),
            "hit": path(touch[name]),
            "at": anchor(name, shapes[name], half),
        }
        for name in ORDER
        if name in shapes
    }


def main(folder: Path, target: Path) -> None:
    """Write the file, a line for each region, and say how large it is."""
    views = []
    for view in VIEWS:
        regions = record(read_half(folder, view))
        lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(entry)}" for name, entry in regions.items())
        views.append(f"{json.dumps(view)}: {{\n{lines}\n}}")
        print(f"{view}: {len(regions)} regions")
    target.write_text("{" + ",\n".join(views) + "}\n")
    print(f"{target}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    given = [Path(word) for word in sys.argv[1:]]
    main(*given, *[here.parent / "assets/figures", here / "regions.json"][len(given) :])
