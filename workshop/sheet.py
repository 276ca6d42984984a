"""A contact sheet of all plates with their contours, on a light and on a dark ground."""

import re
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from workshop.arrays import Floats
from workshop.camera import View
from workshop.pathdata import Curve, read
from workshop.paths import CONTOURS, PLATES

GROUNDS = (((255, 255, 255), (74, 60, 50)), ((24, 28, 32), (222, 206, 190)))
"""Ground and outline of the light and the dark half; creases lie on the clay and stay dark on both."""
CREASE = (74, 60, 50)
CELL = 620
"""Height of a picture on the sheet, in pixels."""
FINE = 2
"""Lines are drawn so many times larger, then reduced."""


def publish(views: tuple[View, ...], path: Path) -> None:
    """Write the sheet: two rows of pictures on light, two on dark."""
    half = (len(views) + 1) // 2
    rows = [
        [picture(view, *ground) for view in part]
        for ground in GROUNDS
        for part in (views[:half], views[half:])
    ]
    width = max(sum(image.width for image in row) for row in rows)
    sheet = Image.new("RGB", (width, CELL * len(rows)))
    for i, row in enumerate(rows):
        sheet.paste(GROUNDS[i // 2][0], (0, CELL * i, width, CELL * (i + 1)))
        x = 0
        for image in row:
            sheet.paste(image, (x, CELL * i))
            x += image.width
    sheet.save(path)


def picture(
    view: View, ground: tuple[int, int, int], ink: tuple[int, int, int], tall: int = CELL
) -> Image.Image:
    """One plate on a ground with its contour."""
    plate = Image.open(PLATES / f"{view.name}.webp").convert("RGBA")
    scale = tall * FINE / plate.height
    plate = plate.resize((round(plate.width * scale), tall * FINE), Image.Resampling.LANCZOS)
    canvas = Image.new("RGBA", plate.size, (*ground, 255))
    canvas.alpha_composite(plate)
    pen = ImageDraw.Draw(canvas)
    svg = (CONTOURS / f"{view.name}.svg").read_text()
    for kind, data in re.findall(r'contour--(\w+)" d="([^"]*)"', svg):
        outline = kind == "outline"
        colour, width = (ink, 2 * FINE) if outline else (CREASE, FINE)
        for curve in read(data):
            pen.line(
                [tuple(p) for p in (flatten(curve) * scale).tolist()], fill=colour, width=width, joint="curve"
            )
    return canvas.convert("RGB").resize((plate.width // FINE, tall), Image.Resampling.LANCZOS)


def flatten(curve: Curve) -> Floats:
    """(n, 2) points along a curve."""
    u = np.linspace(0.0, 1.0, 9)
    weights = np.stack([(1 - u) ** 3, 3 * u * (1 - u) ** 2, 3 * u**2 * (1 - u), u**3], axis=1)
    pieces = [weights @ curve.points[k : k + 4] for k in range(0, len(curve.points) - 1, 3)]
    return np.vstack(pieces)
