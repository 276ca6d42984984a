"""The body map: its regions lie where the landmarks say, cover the body, and leave room for a finger."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from math import hypot
from typing import Any

import numpy as np
import pytest
from sampling import ROOT

from atlas.bodymap import FRAME, SIDES
from atlas.collect import load_library
from atlas.pictures import hang_pictures

FIGURES = ROOT / "assets/figures"
CONTENT = ROOT / "content/regions"
SLUGS = {file.stem for file in CONTENT.glob("*.md")}
Ring = list[tuple[int, int]]
# Landmarks that are surely in a region, as far as each view shows them.
INSIDE = {
    "body-front": {
        "head": "hairline_anterior ear_apex",
        "face": "glabella brow_medial brow_mid brow_lateral nasion pupil inner_canthus outer_canthus"
        " nose_tip ala_nasi orbit_lower_rim infraorbital_foramen zygomatic_lower_border"
        " nasal_septum_base nasolabial_groove mouth_corner upper_lip_border mentolabial_groove"
        " chin",
        "neck": "laryngeal_prominence scm_mid sternal_notch",
        "shoulder": "acromion_ant acromion_lat clavicle_mid clavicle_lat",
        "chest": "sternal_angle xiphisternal xiphoid_tip nipple ics1_mcl ics2_mcl ics3_mcl ics4_mcl"
        " ics5_mcl ics6_mcl ics7_mcl ics6_midaxillary ics7_midaxillary",
        "abdomen": "umbilicus pubic_symphysis_upper pubic_tubercle",
        "hip": "asis",
        "elbow": "elbow_crease_mid elbow_crease_lateral elbow_crease_medial biceps_tendon_lateral"
        " biceps_tendon_medial",
        "wrist": "wrist_palmar_mid wrist_palmar_radial wrist_palmar_ulnar pisiform scaphoid_tubercle",
        "hand": "mc23_palm mc45_palm mcp1 web_thumb_index web_23 web_34 web_45",
        "knee": "patella_upper patella_lower patella_c patella_lat patella_med knee_eye_lateral"
        " knee_eye_medial tibial_lateral_condyle fibula_head knee_joint_line_lat",
        "ankle": "ankle_front medial_malleolus medial_malleolus_tip",
        "foot": "mt1_base mt2_base mt3_base mt4_base mt5_base mt1_head mt2_head mt3_head mt4_head"
        " mt5_head web_toe12 web_toe34 navicular_tuberosity nail_toe1_med nail_toe5_lat",
    },
    "body-back": {
        "head": "eop mastoid ear_posterior_root",
        "neck": "hairline_posterior",
        "shoulder": "acromion scapular_spine_lat scapular_spine_mid",
        "upper-back": "T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12 T12_low scapula_medial_border_top"
        " scapula_medial_border_mid scapula_inferior_angle",
        "lower-back": "L1 L2 L3 L4 L5 S1 S2 S3 S4 psis rib12_tip sacral_hiatus sacral_foramen_S1"
        " sacral_foramen_S2 sacral_foramen_S3 sacral_foramen_S4",
        "hip": "trochanter ischial_tuberosity",
        "elbow": "olecranon medial_epicondyle",
        "wrist": "wrist_dorsal_mid wrist_dorsal_ulnar ulnar_styloid ulnar_head",
        "hand": "mc1_base mc2_base mc3_base mc4_base mc5_base mcp1 mcp2 mcp3 mcp4 mcp5 mc_gap23"
        " mc_gap45 web_thumb_index nail3_radial nail5_ulnar",
        "knee": "popliteal_mid popliteal_lat popliteal_med biceps_femoris_tendon"
        " semitendinosus_tendon femoral_lateral_epicondyle fibula_head_top",
        "lower-leg": "gastrocnemius_split",
        "ankle": "achilles lateral_malleolus lateral_malleolus_tip",
        "foot": "heel_back calcaneus_lateral",
    },
}
# Landmarks on a seam, between which regions, and by how many pixels they may miss it.
BETWEEN = {
    "body-front": {"clavicle_low_mid": ("shoulder", "chest", 3), "costal_margin_mcl": ("chest", "abdomen", 4),
                   "axilla_ant": ("shoulder", "chest", 3), "tibial_tuberosity": ("knee", "lower-leg", 5)},
    "body-back": {"C7": ("neck", "upper-back", 3), "base_of_neck": ("neck", "shoulder", 10),
                  "iliac_crest_top": ("lower-back", "hip", 3), "gluteal_fold": ("hip", "thigh", 3),
                  "coccyx_tip": ("lower-back", "hip", 3), "axilla_post": ("upper-arm", "upper-back", 4)},
}  # fmt: skip


def read_rings(d: str) -> list[Ring]:
    rings = []
    for part in re.findall(r"M[^M]+", d):
        numbers = [int(word) for word in re.findall(r"-?\d+", part)]
        steps = np.cumsum(np.array(numbers).reshape(-1, 2), axis=0)
        rings.append([(int(x), int(y)) for x, y in steps])
    return rings


def holds(rings: list[Ring], x: float, y: float) -> bool:
    inside = False
    for ring in rings:
        for (x0, y0), (x1, y1) in pairwise([*ring, ring[0]]):
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
                inside = not inside
    return inside


def gap(rings: list[Ring], x: float, y: float) -> float:
    nearest = float("inf")
    for ring in rings:
        for (x0, y0), (x1, y1) in pairwise([*ring, ring[0]]):
            dx, dy = x1 - x0, y1 - y0
            t = max(0.0, min(1.0, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy)))
            nearest = min(nearest, hypot(x - x0 - t * dx, y - y0 - t * dy))
    return nearest


def load(view: str, part: str) -> dict[str, list[Ring]]:
    regions = json.loads((FIGURES / "regions.json").read_text())[view]
    return {slug: read_rings(entry[part]) for slug, entry in regions.items()}


def project(view: str) -> tuple[Any, dict[str, tuple[float, float]]]:
    camera = json.loads((FIGURES / "views.json").read_text())[view]
    body = np.load(FIGURES / "body.npz")
    solid = body["vertices_stand"] * body["step_stand"] + body["low_stand"] - np.array(camera["centre"])
    seen = solid @ np.array([camera["right"], camera["up"]]).T * [camera["scale"], -camera["scale"]]
    seen = seen + np.array([camera["width"] / 2, camera["height"] / 2])
    marks = json.loads((FIGURES / "landmarks.json").read_text())
    return seen, {
        name: tuple(np.array(mark["weights"]) @ seen[mark["triangle"]]) for name, mark in marks.items()
    }


both = pytest.mark.parametrize("view", SIDES)


def test_every_region_is_in_a_view_and_no_view_has_another() -> None:
    shown = {slug for view in SIDES for slug in load(view, "d")}
    assert shown == SLUGS
    assert len(SLUGS) == 19


def test_the_file_is_small_and_its_paths_are_whole_pixels() -> None:
    text = (FIGURES / "regions.json").read_text()
    assert len(text) <= 30_000
    for view in json.loads(text).values():
        for entry in view.values():
            for d in (entry["d"], entry["hit"]):
                assert re.fullmatch(r"(M\d+ \d+l-?\d+[ -]\d+([ -]-?\d+)*z)+", d), d


@both
def test_outlines_stay_in_the_plate_and_hit_areas_in_the_frame(view: str) -> None:
    left, top, width, height = FRAME
    for slug, rings in load(view, "d").items():
        for x, y in (point for ring in rings for point in ring):
            assert left <= x <= left + width, slug
            assert 0 <= y <= 1400, slug
    for slug, rings in load(view, "hit").items():
        for x, y in (point for ring in rings for point in ring):
            assert left - 30 <= x <= left + width + 30, slug
            assert top <= y <= top + height, slug


@both
def test_landmarks_lie_in_their_regions(view: str) -> None:
    outlines = load(view, "d")
    _, marks = project(view)
    named = [(slug, name) for slug, names in INSIDE[view].items() for name in names.split()]
    wrong = [
        (name, slug, [key for key, rings in outlines.items() if holds(rings, *marks[name])])
        for slug, name in named
        if not holds(outlines[slug], *marks[name])
        # One at the very edge of the figure may be a pixel outside it, but in no other region.
        and (
            gap(outlines[slug], *marks[name]) > 1.5 or any(holds(r, *marks[name]) for r in outlines.values())
        )
    ]
    assert wrong == []


@both
def test_landmarks_of_seams_lie_on_them(view: str) -> None:
    outlines = load(view, "d")
    _, marks = project(view)
    for name, (one, other, most) in BETWEEN[view].items():
        assert gap(outlines[one], *marks[name]) <= most, name
        assert gap(outlines[other], *marks[name]) <= most, name


@both
def test_regions_cover_the_body_and_do_not_overlap(view: str) -> None:
    outlines, seen = load(view, "d"), project(view)[0]
    for x, y in seen[::97]:
        within = [slug for slug, rings in outlines.items() if holds(rings, x, y)]
        assert len(within) <= 1, (x, y, within)
        assert within or min(gap(rings, x, y) for rings in outlines.values()) <= 1.6, (x, y)


@both
@pytest.mark.parametrize("part", ["d", "hit"])
def test_left_and_right_are_alike(view: str, part: str) -> None:
    for slug, rings in load(view, part).items():
        corners = {point for ring in rings for point in ring}
        lone = [(x, y) for x, y in corners if gap(rings, 900 - x, y) > 1.5]
        assert lone == [], slug


@both
def test_hit_areas_do_not_overlap(view: str) -> None:
    areas = load(view, "hit")
    for x in range(130, 780, 13):
        for y in range(3, 1430, 13):
            within = [slug for slug, rings in areas.items() if holds(rings, x + 0.5, y + 0.5)]
            assert len(within) <= 1, (x, y, within)


@both
def test_a_number_stands_in_its_hit_area_and_clear_of_the_others(view: str) -> None:
    regions = json.loads((FIGURES / "regions.json").read_text())[view]
    areas = load(view, "hit")
    places = {slug: tuple(entry["at"]) for slug, entry in regions.items()}
    for slug, (x, y) in places.items():
        assert holds(areas[slug], x, y), slug
        others = [hypot(x - a, y - b) for key, (a, b) in places.items() if key != slug]
        assert min(others) >= 60, slug


def test_every_point_lies_in_a_region_of_its_own() -> None:
    library = load_library(ROOT / "content", ROOT)
    gallery = hang_pictures(library.points, FIGURES)
    for code, spot in gallery.spots.items():
        view = "body-front" if spot.home.normal.z >= 0 else "body-back"
        x, y = gallery.cameras[view].project(spot.home.at)
        outlines = load(view, "d")
        own = library.points[code].matter.regions
        ways = (y, y + 0.1)  # GV20 lies on the outline itself, at the top of the head
        assert any(holds(outlines[slug], x, at) for slug in own if slug in outlines for at in ways), code
