"""The real figures: the lock file is fresh, no build needs it, and every file is as small as was agreed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from bodies import FIGURES, body, cameras, figures, gallery, library, real_tasks
from PIL import Image
from sampling import ROOT, SITE_URL, copy_real, made, real_site

from atlas.anatomy import landmark_spot
from atlas.geometry import is_clear

if TYPE_CHECKING:
    from pathlib import Path

LOCK = "assets/figures/lock.json"
PLATE, CONTOUR = 26_000, 6_000
PLATES = sorted((FIGURES / "plates").iterdir())
CONTOURS = sorted((FIGURES / "contours").iterdir())


def test_the_lock_file_is_fresh() -> None:
    message = "run  python build.py  and commit assets/figures/lock.json"
    assert (ROOT / LOCK).read_text(encoding="utf-8") == real_site().lock, message


@pytest.mark.parametrize(
    "fault",
    [
        "missing",
        pytest.param("of one point less", marks=pytest.mark.soak),
        pytest.param("spoilt", marks=pytest.mark.soak),
        pytest.param("another body's", marks=pytest.mark.soak),
    ],
)
def test_without_a_good_lock_the_site_is_the_same_byte_for_byte(tmp_path: Path, fault: str) -> None:
    root = copy_real(tmp_path / "project")
    lock = json.loads((root / LOCK).read_text(encoding="utf-8"))
    match fault:
        case "missing":
            (root / LOCK).unlink()
        case "spoilt":
            (root / LOCK).write_text("<<<<<<< ours\n", encoding="utf-8")
        case "another body's":
            other = {code: {**entry, "key": "0", "poses": {}, "scenes": {}} for code, entry in lock.items()}
            (root / LOCK).write_text(json.dumps(other), encoding="utf-8")
        case _:
            (root / LOCK).write_text(json.dumps({**lock, "GB21": {}, "ZZ1": {}}), encoding="utf-8")
    again = made(root, SITE_URL)
    assert again == real_site()
    assert again.lock == (ROOT / LOCK).read_text(encoding="utf-8")


@pytest.mark.parametrize("file", PLATES, ids=lambda file: file.stem)
def test_a_plate_is_small(file: Path) -> None:
    assert file.stat().st_size <= PLATE


@pytest.mark.parametrize("file", CONTOURS, ids=lambda file: file.stem)
def test_a_contour_is_small(file: Path) -> None:
    assert file.stat().st_size <= CONTOUR


def test_every_view_has_its_plate_and_its_contour_and_there_are_no_others() -> None:
    assert {FIGURES / camera.plate for camera in cameras().values()} == set(PLATES)
    assert {FIGURES / camera.contour for camera in cameras().values()} == set(CONTOURS)


def test_every_published_point_has_its_pictures() -> None:
    assert set(real_tasks()) == set(library().points)
    assert all(gallery().large[code] and code in gallery().small for code in library().points)
    # Both positions of the thumb.
    assert {"li4-hand-dorsum", "li4-hand-dorsum-closed"} <= set(figures())


@pytest.mark.parametrize("view", cameras())
def test_a_plate_covers_the_body_and_nothing_else(view: str) -> None:
    """One rendered from another camera, or of an older body, would show its marks beside the skin."""
    camera = cameras()[view]
    with Image.open(FIGURES / camera.plate) as image:
        alpha = np.asarray(image.convert("RGBA"))[..., 3]
    assert alpha.shape == (camera.height, camera.width)
    surface = body().surfaces[camera.pose]
    chosen = surface.faces[surface.parts[camera.part]] if camera.part else surface.faces
    x, y = _projected(view, surface.vertices[chosen].mean(axis=1))
    inside = (x >= 4) & (x < camera.width - 4) & (y >= 4) & (y < camera.height - 4)
    shown = alpha[y[inside].astype(int), x[inside].astype(int)] > 100
    assert shown.mean() > 0.97  # small triangles along the outline fall a pixel beside it
    # And the other way round: where the plate is solid, there is skin within a dozen pixels. Some triangles
    # of smooth skin are larger than that, so that their corners count too.
    corners = _projected(view, surface.vertices[np.unique(chosen)])
    x, y = (np.concatenate(both) for both in zip((x, y), corners, strict=True))
    near = np.zeros((int(camera.height) // 24 + 3, int(camera.width) // 24 + 3), dtype=bool)
    rows, columns = np.clip(y / 24 + 1, 0, near.shape[0] - 1), np.clip(x / 24 + 1, 0, near.shape[1] - 1)
    near[rows.astype(int), columns.astype(int)] = True
    near[1:-1, 1:-1] |= near[:-2, 1:-1] | near[2:, 1:-1] | near[1:-1, :-2] | near[1:-1, 2:]
    solid = np.argwhere(alpha > 200)
    assert near[solid[:, 0] // 24 + 1, solid[:, 1] // 24 + 1].mean() > 0.99


@pytest.mark.parametrize("view", cameras())
def test_what_a_camera_sees_of_a_landmark_lies_on_its_plate(view: str) -> None:
    camera = cameras()[view]
    with Image.open(FIGURES / camera.plate) as image:
        alpha = np.asarray(image.convert("RGBA"))[..., 3]
    seen = 0
    for name, mark in body().landmarks.items():
        if not mark.holds(camera.pose):
            continue
        at = landmark_spot(body(), name, camera.pose).at
        (x,), (y,) = _projected(view, at[None])
        inside = 8 < x < camera.width - 8 and 8 < y < camera.height - 8
        part = not camera.part or body().surfaces[camera.pose].parts[camera.part][body().face(mark.triangle)]
        if inside and part and is_clear(body().surfaces[camera.pose], camera, at):
            seen += 1
            assert alpha[int(y) - 6 : int(y) + 7, int(x) - 6 : int(x) + 7].max() > 100, name
    assert seen > 5


def _projected(view: str, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    camera = cameras()[view]
    off = places - np.asarray(camera.centre)
    x = camera.width / 2 + off @ np.asarray(camera.right) * camera.scale
    y = camera.height / 2 - off @ np.asarray(camera.up) * camera.scale
    return x, y
