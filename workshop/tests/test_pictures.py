"""Plates, contours and cameras: all there, light enough, in the same pixels."""

import json
import re

import numpy as np
import pytest
from PIL import Image
from scipy import ndimage
from scipy.spatial import cKDTree

from workshop.body import BODY, SHOWN
from workshop.camera import View
from workshop.pathdata import Curve, read, write
from workshop.paths import CONTOURS, FIGURES, PLATES
from workshop.sheet import flatten
from workshop.views import VIEWS

BY_NAME = {view.name: view for view in VIEWS}
every_view = pytest.mark.parametrize("view", VIEWS, ids=[view.name for view in VIEWS])


def test_cameras() -> None:
    """`views.json` says what the views say; axes are unit, square and right-handed."""
    records = json.loads((FIGURES / "views.json").read_text())
    assert records == {view.name: view.record() for view in VIEWS}
    for view in VIEWS:
        right, up, toward = view.axes
        assert np.allclose(view.axes @ view.axes.T, np.eye(3))
        assert np.allclose(np.cross(right, up), toward)
        assert view.part in ("", *SHOWN)


@every_view
def test_plate(view: View) -> None:
    """Right size in pixels and bytes, transparent ground, some body, not too dark."""
    path = PLATES / f"{view.name}.webp"
    assert path.stat().st_size <= 26_000
    pixels = np.asarray(Image.open(path).convert("RGBA")).astype(float)
    assert pixels.shape[:2] == view.size[::-1]
    solid = pixels[..., 3] > 250
    assert 0.08 < solid.mean() < 0.98
    brightness = pixels[..., :3].mean(axis=2)[solid]
    assert np.percentile(brightness, 1) > 70
    assert 165 < brightness.mean() < 225


@every_view
def test_right_half_is_light(view: View) -> None:
    """The shadow side does not print heavy: a little darker than the light side, no more."""
    pixels = np.asarray(Image.open(PLATES / f"{view.name}.webp").convert("RGBA")).astype(float)
    solid = pixels[..., 3] > 250
    columns = np.nonzero(solid)[1]
    middle = int(np.median(columns))
    level = pixels[..., :3].mean(axis=2)
    left, right = level[:, :middle][solid[:, :middle]].mean(), level[:, middle:][solid[:, middle:]].mean()
    assert right > 0.86 * left


@every_view
def test_plate_shows_the_body(view: View) -> None:
    """The silhouette is the body seen by the camera of views.json."""
    with np.load(BODY) as body:
        pose = view.pose
        vertices = body[f"low_{pose}"] + body[f"step_{pose}"] * body[f"vertices_{pose}"]
        faces = body["faces"]
        if view.part:
            faces = faces[body["face_parts"] >> SHOWN.index(view.part) & 1 == 1]
    centres = view.project(vertices[faces].mean(axis=1))[:, :2].astype(int)
    width, height = view.size
    inside = ((centres > 2) & (centres < [width - 2, height - 2])).all(axis=1)
    alpha = np.asarray(Image.open(PLATES / f"{view.name}.webp").convert("RGBA"))[..., 3]
    near = ndimage.maximum_filter(alpha, size=3)
    assert (near[centres[inside, 1], centres[inside, 0]] > 100).mean() > 0.999


@every_view
def test_contour(view: View) -> None:
    """Small, in the plate's pixels, coloured by classes only."""
    text = (CONTOURS / f"{view.name}.svg").read_text()
    assert len(text) <= 6_000
    assert f'viewBox="0 0 {view.size[0]} {view.size[1]}"' in text
    assert re.findall(r'class="([^"]+)"', text) == ["contour contour--crease", "contour contour--outline"]
    assert not re.search(r"style|stroke|fill|width=", text)


@every_view
def test_contour_follows_the_plate(view: View) -> None:
    """Outline nodes inside the frame lie on the edge of the plate."""
    text = (CONTOURS / f"{view.name}.svg").read_text()
    curves = read(re.findall(r'contour--outline" d="([^"]+)"', text)[0])
    nodes = np.vstack([curve.points[::3] for curve in curves]).round().astype(int)
    width, height = view.size
    nodes = nodes[((nodes > 3) & (nodes < [width - 4, height - 4])).all(axis=1)]
    alpha = np.asarray(Image.open(PLATES / f"{view.name}.webp").convert("RGBA"))[..., 3].astype(int)
    spread = [np.ptp(alpha[y - 3 : y + 4, x - 3 : x + 4]) for x, y in nodes]
    assert np.mean(np.array(spread) > 100) > 0.97


def _strokes(view: View) -> list[Curve]:
    text = (CONTOURS / f"{view.name}.svg").read_text()
    return read(re.findall(r'contour--crease" d="([^"]*)"', text)[0])


@every_view
def test_strokes_mean_something(view: View) -> None:
    """None is a speck, none runs along the outline."""
    text = (CONTOURS / f"{view.name}.svg").read_text()
    outline = np.vstack([flatten(c) for c in read(re.findall(r'contour--outline" d="([^"]+)"', text)[0])])
    steps = np.maximum(np.linalg.norm(np.diff(outline, axis=0), axis=1) / 3.0, 1.0).astype(int)
    dense = np.repeat(outline[:-1], steps, axis=0)
    dense += np.concatenate([np.arange(n) / n for n in steps])[:, None] * np.repeat(
        np.diff(outline, axis=0), steps, axis=0
    )
    tree = cKDTree(dense)
    for stroke in map(flatten, _strokes(view)):
        assert np.linalg.norm(np.diff(stroke, axis=0), axis=1).sum() > 50
        assert (tree.query(stroke)[0] < 6).mean() < 0.6


@pytest.mark.parametrize("view", [view for view in VIEWS if view.symmetrical], ids=lambda view: view.name)
def test_strokes_are_the_same_on_both_sides(view: View) -> None:
    """In a view that sees both sides alike."""
    starts = {(*curve.points[0], *curve.points[-1]) for curve in _strokes(view)}
    for left, top, right, bottom in starts:
        mirrored = np.array([view.size[0] - left, top, view.size[0] - right, bottom])
        crossing = (left - view.size[0] / 2) * (right - view.size[0] / 2) <= 0 or abs(left - right) < 2
        assert crossing or min(np.abs(np.array(one) - mirrored).max() for one in starts) < 0.3


def test_path_data_survives() -> None:
    """What is written reads back the same, to a tenth of a pixel."""
    curve = read("M10.5 -3c1 2-3.5.5 7 7 0 1 2 3-4 5z")[0]
    again = read(write([curve]))[0]
    assert np.abs(again.points - curve.points).max() < 0.051
