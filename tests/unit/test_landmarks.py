from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from bodies import FIGURES, body, cameras

from atlas.landmarks import Landmark, digest, load_landmarks, spelt, version_of

if TYPE_CHECKING:
    from pathlib import Path

ONE = Landmark("c7", "bump", "M", 2, (1, 2, 3), (0.5, 0.25, 0.25), ())


def test_names_are_spelt_as_authors_spell_names() -> None:
    assert [spelt(name) for name in ("C7_low", "mt12_gap", "GV20_vertex_5cun")] == [
        "c7-low", "mt12-gap", "gv20-vertex-5cun",
    ]  # fmt: skip


def test_a_landmark_holds_in_its_poses_or_in_all() -> None:
    assert ONE.holds("knee-bent")
    assert not replace(ONE, poses=("stand",)).holds("knee-bent")


def test_words_may_change_without_moving_a_point() -> None:
    same = digest({"c7": replace(ONE, label="knob")})
    assert same == digest({"c7": ONE})
    moved = (replace(ONE, triangle=(1, 2, 4)), replace(ONE, weights=(0.25, 0.5, 0.25)))
    unsure = replace(ONE, confidence=1)
    assert same not in {digest({"c7": other}) for other in (*moved, unsure)}


def test_the_version_is_that_of_the_surface_and_of_the_landmarks(tmp_path: Path) -> None:
    for name in ("body.npz", "landmarks.json"):
        shutil.copy(FIGURES / name, tmp_path)
    landmarks = load_landmarks(tmp_path)
    before = version_of(tmp_path, landmarks)
    assert before == body().version
    (tmp_path / "body.npz").write_bytes(b"another body")
    assert version_of(tmp_path, landmarks) != before
    assert version_of(tmp_path, landmarks).partition("-")[2] == before.partition("-")[2]


def test_every_landmark_lies_in_its_triangle() -> None:
    for mark in body().landmarks.values():
        assert min(mark.weights) >= 0, mark.name
        assert sum(mark.weights) == pytest.approx(1, abs=1e-4), mark.name
        assert body().face(mark.triangle) >= 0


def test_landmarks_of_the_midline_are_on_it_and_the_others_on_the_left() -> None:
    """Where the body bends no knee and spreads no arm."""
    for mark in body().landmarks.values():
        x = float(body().position(mark.name, "stand")[0])
        assert abs(x) < 0.03 if mark.side == "M" else x > 0.03, (mark.name, x)


def test_a_label_is_words_for_a_reader() -> None:
    labels = [mark.label for mark in body().landmarks.values() if mark.label]
    assert len(labels) > 60
    wrong = [label for label in labels if label != label.strip() or not label[0].islower() or "_" in label]
    assert wrong == []


@pytest.mark.parametrize("view", cameras())
def test_a_camera_looks_square(view: str) -> None:
    camera = cameras()[view]
    axes = np.array([camera.right, camera.up, camera.toward])
    assert np.allclose(axes @ axes.T, np.eye(3), atol=1e-6)
    assert np.linalg.det(axes) == pytest.approx(1)
    assert camera.pose in ("stand", "hand-open", "hand-closed", "fist", "knee-bent")
    assert (FIGURES / camera.plate).is_file()
    assert (FIGURES / camera.contour).is_file()
