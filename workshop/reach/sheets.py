"""Contact sheets: every location of a meridian as a dot with its code, on the views that show it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from atlas.scene import in_sight
from workshop.paths import FIGURES
from workshop.reach.shade import shade

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from atlas.place import Camera
    from workshop.reach.places import Reach

TALL = 560  # pixels of a picture on a sheet
WIDEST = 1800  # pixels of a sheet
ROOM = 0.5  # decimetres of skin round the outermost dots
LEAST = 2.2  # decimetres that a picture shows at least
LIMIT, QUALITIES = 60_000, (90, 80, 70, 60, 50, 40)  # bytes of a file, and what is tried to keep to it
DOT, SEEN, HIDDEN = 4, (176, 32, 32), (40, 90, 190)
AROUND = [(9, -6), (-9, -6), (9, 6), (-9, 6), (0, -16), (0, 16), (22, -14), (-22, -14), (22, 14), (-22, 14)]

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Dot:
    """A location on a picture of a sheet."""

    code: str
    x: float
    y: float
    seen: bool


def write_sheets(reach: Reach, folder: Path) -> Iterator[Path]:
    """Draw the sheet of every meridian, each as fine as it may weigh, and yield its file."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in dict.fromkeys(reach.constructions.files.values()):
        codes = [code for code, file in reach.constructions.files.items() if file == name]
        path = folder / f"{name}.webp"
        image = sheet(reach, [code for code in codes if code in reach.places])
        for quality in QUALITIES:
            image.save(path, quality=quality, method=6)
            if path.stat().st_size <= LIMIT:
                break
        yield path


def sheet(reach: Reach, codes: list[str]) -> Image.Image:
    """Return one sheet: a picture for each view that the locations name."""
    views = dict.fromkeys(reach.constructions.by_code[code].view for code in codes)
    cells = []
    for view in views:
        if view in reach.cameras:
            own = [code for code in codes if reach.constructions.by_code[code].view == view]
            cells.append(picture(reach, reach.cameras[view], own))
    rows: list[list[Image.Image]] = [[]]
    for cell in cells:
        if rows[-1] and sum(one.width for one in rows[-1]) + cell.width > WIDEST:
            rows.append([])
        rows[-1].append(cell)
    width = max(sum(cell.width for cell in row) for row in rows)
    whole = Image.new("RGB", (max(width, 1), TALL * len(rows)), "white")
    for number, row in enumerate(rows):
        x = 0
        for cell in row:
            whole.paste(cell, (x, number * TALL))
            x += cell.width
    return whole


def picture(reach: Reach, camera: Camera, codes: list[str]) -> Image.Image:
    """Return a view, cut to where the locations are, with a dot for each: blue where the view hides it."""
    found = [(code, reach.places[code]) for code in codes if reach.places[code].pose == camera.pose]
    spots = np.array([camera.project(place.at) for _, place in found]).reshape(-1, 2)
    left, top, right, bottom = _cut(spots, camera)
    scale = TALL / (bottom - top)
    ground = _ground(camera, reach).crop((round(left), round(top), round(right), round(bottom)))
    image = ground.resize((max(1, round((right - left) * scale)), TALL), Image.Resampling.LANCZOS)
    dots = [
        Dot(code, (x - left) * scale, (y - top) * scale, in_sight(reach.body, camera, place.at, place.normal))
        for (code, place), (x, y) in zip(found, spots, strict=True)
    ]
    _label(ImageDraw.Draw(image), dots, camera.name, image.width)
    return image


def _cut(spots: np.ndarray, camera: Camera) -> Box:
    """Return the part of a view that holds the locations and some skin round them, in its pixels."""
    if not len(spots):
        return 0, 0, camera.width, camera.height
    low, high = spots.min(axis=0) - ROOM * camera.scale, spots.max(axis=0) + ROOM * camera.scale
    middle, half = (low + high) / 2, np.maximum((high - low) / 2, LEAST / 2 * camera.scale)
    low = np.maximum(middle - half, 0)
    high = np.minimum(middle + half, (camera.width, camera.height))
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _ground(camera: Camera, reach: Reach) -> Image.Image:
    """Return the plate of a view on white, or a grey picture where it has none."""
    plate = FIGURES / camera.plate
    if not plate.exists():
        return shade(reach.body, camera)
    clay = Image.open(plate).convert("RGBA")
    ground = Image.new("RGB", clay.size, "white")
    ground.paste(clay, mask=clay)
    return ground


def _label(pen: ImageDraw.ImageDraw, dots: list[Dot], title: str, width: int) -> None:
    """Draw the dots, and each code where it covers nothing yet."""
    taken: list[Box] = [(dot.x - DOT, dot.y - DOT, dot.x + DOT, dot.y + DOT) for dot in dots]
    for dot in dots:
        colour = SEEN if dot.seen else HIDDEN
        words = _font(13).getbbox(dot.code)
        boxes = [_beside(dot, dx, dy, words[2], words[3]) for dx, dy in AROUND]
        inside = [box for box in boxes if box[0] >= 0 and box[2] <= width]
        box = min(inside or boxes, key=lambda box: _covered(box, taken))
        taken.append(box)
        pen.line((dot.x, dot.y, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2), fill=colour)
        pen.ellipse((dot.x - DOT, dot.y - DOT, dot.x + DOT, dot.y + DOT), fill=colour, outline="white")
        pen.text(box[:2], dot.code, fill=colour, font=_font(13), stroke_width=2, stroke_fill="white")
    pen.text((6, TALL - 22), title, fill="black", font=_font(15), stroke_width=2, stroke_fill="white")


def _beside(dot: Dot, dx: float, dy: float, width: float, height: float) -> Box:
    x = dot.x + dx - (width if dx < 0 else width / 2 if dx == 0 else 0)
    y = dot.y + dy - height / 2
    return x, y, x + width, y + height


def _covered(box: Box, others: list[Box]) -> float:
    """Return how much of a box others cover."""
    return sum(
        max(0.0, min(box[2], other[2]) - max(box[0], other[0]))
        * max(0.0, min(box[3], other[3]) - max(box[1], other[1]))
        for other in others
    )
