"""The outer outline of a mask, traced by potrace (Debian's program, run as one)."""

import re
import shutil
import subprocess

import numpy as np
from PIL import Image, ImageDraw

from workshop.arrays import Floats, Ints, Mask
from workshop.camera import View
from workshop.pathdata import Curve, read

SPECKS = 400
"""Smaller holes and islands (pixels) are dropped."""
CUTS = 6
"""Each pixel is cut into so many a side, because drawn corners fall on whole pixels."""


def silhouette(vertices: Floats, faces: Ints, view: View) -> Mask:
    """(height, width) the pixels of a view that are mostly body; needs no renderer."""
    size = np.array(view.size) * CUTS
    image = Image.new("1", (int(size[0]), int(size[1])))
    pen = ImageDraw.Draw(image)
    corners = (view.project(vertices)[:, :2] * CUTS - 0.5)[faces]
    inside = ((corners.max(axis=1) > 0) & (corners.min(axis=1) < size)).all(axis=1)
    for triangle in corners[inside].reshape(-1, 6).tolist():
        pen.polygon(triangle, fill=1)
    width, height = view.size
    cut = np.asarray(image).reshape(height, CUTS, width, CUTS)
    covered: Mask = cut.mean(axis=(1, 3)) > 0.5
    return covered


def trace(mask: Mask) -> list[Curve]:
    """Draw closed curves around the mask, in its pixels, y down."""
    height, width = mask.shape
    bitmap = f"P4\n{width} {height}\n".encode() + np.packbits(mask, axis=1).tobytes()
    options = ["--svg", "--flat", "--turdsize", str(SPECKS), "--alphamax", "1.2", "--opttolerance", "1.2"]
    run = subprocess.run(  # noqa: S603 - our own arguments
        [_program(), *options, "--unit", "10", "-o", "-"], input=bitmap, capture_output=True, check=True
    )
    text = run.stdout.decode()
    found = re.findall(r'<path d="([^"]+)"', text)
    curves = [curve for data in found for curve in read(data)]
    return [_upright(curve, height) for curve in curves]


def _program() -> str:
    found = shutil.which("potrace")
    if found is None:
        raise SystemExit("potrace is not installed: apt-get install potrace")
    return found


def _upright(curve: Curve, height: int) -> Curve:
    """From potrace's tenths of pixels, y up, to pixels, y down."""
    return Curve(curve.points / 10 * [1.0, -1.0] + [0.0, float(height)], closed=True)
