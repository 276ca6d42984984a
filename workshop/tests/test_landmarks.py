"""`landmarks.json`: all are there, where they were measured, with what a reader needs."""

import json
from typing import Any

import numpy as np
import pytest

from workshop import stages
from workshop.body import BODY, ordering
from workshop.figure import Figure
from workshop.landmarks import LANDMARKS
from workshop.marks import anchors, load
from workshop.poses import FOLD, POSES
from workshop.strokes import BENT, MUSCLES, STROKES

TEN_POINTS = (
    "C7", "C7_low", "T1", "scapula_medial_border_mid", "acromion", "acromion_lat", "mcp2", "mc2_base",
    "web_thumb_index", "ics4_mcl", "ics4_level_midline", "sternal_notch", "xiphisternal", "nipple",
    "mcp4", "mcp5", "mc4_base", "mc5_base", "web_toe12", "mt1_head", "mt2_head", "mt12_base_junction",
    "mt12_gap", "fibula_head", "fibula_head_top", "patella_lower_bent", "tibial_tuberosity",
    "lateral_malleolus", "popliteal_lat", "clavicle_medial_end", "clavicle_low_q1", "medial_malleolus",
    "navicular_tuberosity",
)  # fmt: skip


Entries = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def published() -> Entries:
    """Read the file."""
    entries: Entries = json.loads(LANDMARKS.read_text())
    return entries


def test_all_are_there(published: Entries) -> None:
    """Each with its fields."""
    assert set(published) == set(load())
    for entry in published.values():
        assert entry["side"] in ("M", "L")
        assert entry["confidence"] in (0, 1, 2, 3)
        assert len(entry["triangle"]) == len(entry["weights"]) == 3
        assert abs(sum(entry["weights"]) - 1.0) < 1e-4
        assert min(entry["weights"]) >= 0.0
        assert set(entry.get("poses", POSES)) <= set(POSES)


def test_triangles_are_faces(published: Entries) -> None:
    """Every landmark lies on a triangle of the body."""
    with np.load(BODY) as body:
        faces = {tuple(face) for face in np.sort(body["faces"], axis=1).tolist()}
    assert all(tuple(sorted(entry["triangle"])) in faces for entry in published.values())


@pytest.mark.parametrize("name", TEN_POINTS)
def test_labels(published: Entries, name: str) -> None:
    """What the ten points need has plain, short words."""
    label = published[name]["label"]
    assert label
    assert len(label) <= 60


def test_positions(published: Entries) -> None:
    """Within 1.5 mm of where they were measured on the resting figure, before sculpting."""
    body, skeleton, smooth = stages.posed()
    figure = Figure(body, skeleton, smooth, {})
    rest = smooth["rest"][ordering(figure)]
    for name, mark in load().items():
        entry = published[name]
        place = np.array(entry["weights"]) @ rest[entry["triangle"]]
        assert np.linalg.norm(place - mark.rest) < 0.015, name


def test_midline(published: Entries) -> None:
    """Landmarks of side M lie on the midline, those of side L on the left."""
    with np.load(BODY) as body:
        vertices = body["low_stand"] + body["step_stand"] * body["vertices_stand"]
    for name, entry in published.items():
        x = float(np.array(entry["weights"]) @ vertices[entry["triangle"], 0])
        assert abs(x) < 0.02 if entry["side"] == "M" else x > 0.1, name


def test_relief_is_sculpted_at_known_anchors() -> None:
    """Every landmark that a stroke or a fold names is an anchor, and no anchor is left over."""
    strokes = STROKES + MUSCLES
    named = {one for stroke in strokes for one in stroke.through if isinstance(one, str)}
    assert set(anchors()) == named | set(BENT.values()) | set(FOLD)
    assert set(anchors()) <= set(load())
