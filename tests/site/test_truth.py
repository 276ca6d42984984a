"""The real points against what was not made here, and what their constructions do not use.

Landmarks prove nothing of themselves, and relief that was sculpted at one proves nothing about it. Three
sources are left, and each test names its own:

- BodyParts3D (Database Center for Life Science, CC BY 4.0): bones fitted under the skin, of which a test
  takes only those that the construction in question does not begin from.
- ANSUR II: Gordon et al. 2014, 2012 Anthropometric Survey of U.S. Army Personnel, NATICK/TR-15/007, public
  domain. The means of all 6068 people, of measures that no landmark of the test was placed by.
- WHO 2008: WHO Standard Acupuncture Point Locations in the Western Pacific Region, where it says of a point
  what its construction does not.

What is seen on the mesh by eye (a web, a groove, a nipple) is no bone and counts as a source of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from bodies import STANDING, body, real_tasks, solved
from truths import TRUTHS, Truth

from atlas.anatomy import frame_at
from atlas.confidence import names_of

if TYPE_CHECKING:
    from atlas.body import Floats

STATURE = 1714.41
# What each point is compared with below, so that a construction which begins to use it is noticed.
COMPARED = {
    "GB21": ("scapular-spine-mid", "clavicle-mid", "base-of-neck"),
    "SI15": ("t1", "scapula-superior-angle", "base-of-neck"),
    "GV14": ("t1-low",),
    "KI27": ("ics1-midline", "clavicle-medial-end", "clavicle-mid", "ics1-mcl"),
    "CV17": ("ics3-midline", "ics5-midline", "nipple"),
    "SP5": ("medial-malleolus-tip", "mt1-base"),
    "SP6": ("medial-malleolus-tip", "achilles", "heel-mid"),
    "KI3": ("medial-malleolus-tip", "heel-back", "calcaneus-medial"),
    "GB34": ("tibial-tuberosity", "fibula-head-top", "tibial-lateral-condyle"),
    "LI4": ("mcp1", "web-thumb-index", "mc3-base"),
    "TE3": ("mc-gap45", "wrist-dorsal-mid"),
    "LR3": ("mt1-base", "mt1-head", "mt2-base", "mt2-head", "web-toe12"),
    "BL57": ("fibula-head-top", "lateral-malleolus-tip"),
    "LU10": ("mc1-base", "mcp1"),
} | {one.code: tuple(truth.landmark for truth in TRUTHS if truth.code == one.code) for one in TRUTHS}


def at(code: str, pose: str = STANDING) -> Floats:
    return np.array(solved()[code].poses[pose].at)


def landmark(name: str, pose: str = STANDING) -> Floats:
    return body().position(name, pose)


def beyond(code: str, name: str, way: str, pose: str = STANDING) -> float:
    """Return how far a point lies beyond a landmark in a direction, in millimetres."""
    frame = frame_at(body(), pose, at(code, pose))
    return float((at(code, pose) - landmark(name, pose)) @ frame.direction((way,))) * 100


@pytest.mark.parametrize("code", COMPARED)
def test_nothing_is_compared_with_what_it_was_made_from(code: str) -> None:
    steps = {name: task.steps for name, task in real_tasks().items()}
    assert set(names_of(code, steps)) & set(COMPARED[code]) == set()


def test_every_published_point_is_compared() -> None:
    assert set(COMPARED) == set(solved())


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda one: f"{one.code}-{one.landmark}-{one.way}")
def test_a_point_lies_as_far_from_what_it_was_not_made_from_as_it_should(truth: Truth) -> None:
    """The sources are told beside the table."""
    assert truth.least <= beyond(truth.code, truth.landmark, truth.way) <= truth.most


@pytest.mark.parametrize(
    ("name", "millimetres"),
    [
        ("tragus", STATURE - 129.62),  # tragion to top of head; ours was seen on the mesh
        ("umbilicus", 1031.50),  # waist height, omphalion; ours was seen on the mesh
        ("rib10-lowest", 1099.59),  # tenth rib height; ours is BodyParts3D's rib
        ("trochanter", 882.74),  # trochanterion height, its top; ours is BodyParts3D's, where it stands out
    ],
)
def test_the_figure_has_the_proportions_of_many_people(name: str, millimetres: float) -> None:
    """ANSUR II, as shares of stature, within 1.2 %: 2 cm on a person."""
    heights = body().surfaces[STANDING].vertices[:, 1]
    share = (landmark(name)[1] - heights.min()) / (heights.max() - heights.min())
    assert share == pytest.approx(millimetres / STATURE, abs=0.012)


def test_gb21_is_on_top_of_the_shoulder_between_collarbone_and_shoulder_blade() -> None:
    """BodyParts3D: behind the collarbone, before the blade's ridge, and higher than both."""
    assert solved()["GB21"].poses[STANDING].normal.y > 0.8
    assert beyond("GB21", "clavicle-mid", "posterior") > 20
    assert beyond("GB21", "scapular-spine-mid", "anterior") > 20
    assert beyond("GB21", "clavicle-mid", "superior") > 20
    assert beyond("GB21", "base-of-neck", "lateral") > 20


def test_si15_is_above_gv14_and_inside_the_corner_of_the_shoulder_blade() -> None:
    """WHO 2008: GV14 is below the spine of C7 and SI15 level with it, so that SI15 is the higher one.

    BodyParts3D: above the first thoracic spine, and nearer the midline than the blade's upper corner.
    """
    assert 0 < (at("SI15") - at("GV14"))[1] < 0.12
    assert beyond("SI15", "t1", "superior") > 5
    assert beyond("SI15", "scapula-superior-angle", "medial") > 15


def test_gv14_is_on_the_midline_above_the_lower_edge_of_the_first_thoracic_spine() -> None:
    """BodyParts3D. It lies between two spines, so a spine's whole height above the next one's lower edge."""
    assert abs(at("GV14")[0]) < 0.02
    assert 3 < beyond("GV14", "t1-low", "superior") < 20


def test_ki27_is_under_the_inner_half_of_the_collarbone_above_the_first_rib_space() -> None:
    """BodyParts3D. The first rib and half of the space lie between the point and the middle of the space."""
    assert beyond("KI27", "clavicle-medial-end", "lateral") > 10
    assert beyond("KI27", "clavicle-mid", "medial") > 10
    assert beyond("KI27", "ics1-midline", "superior") > 0
    assert 10 < beyond("KI27", "ics1-mcl", "superior") < 30


def test_cv17_is_on_the_breastbone_between_the_third_and_the_fifth_rib_space() -> None:
    """BodyParts3D, where the spaces reach the breastbone. The nipples of the mesh are a rough aid: ± 3 cm."""
    assert abs(at("CV17")[0]) < 0.02
    assert beyond("CV17", "ics5-midline", "superior") > 0
    assert beyond("CV17", "ics3-midline", "inferior") > 0
    assert abs(beyond("CV17", "nipple", "superior")) < 30


def test_sp5_is_level_with_the_lower_edge_of_the_ankle_bone() -> None:
    """WHO 2008, SP5, note 1: on the horizontal line of the inner ankle bone's lower border.

    BodyParts3D gives that border (the tip of the malleolus) and, in front, the base of the first foot bone.
    """
    assert abs(at("SP5")[1] - landmark("medial-malleolus-tip")[1]) * 100 < 10
    assert beyond("SP5", "medial-malleolus-tip", "anterior") > 10
    assert beyond("SP5", "mt1-base", "posterior") > 10


def test_sp6_is_behind_the_shin_as_far_above_the_ankle_bone_as_the_sole_is_below() -> None:
    """WHO 2008: 3 cun up, and from the ankle bone to the sole are 3 cun too; within a quarter.

    BodyParts3D: behind the tip of the malleolus, and well before the tendon of the heel.
    """
    up = beyond("SP6", "heel-mid", "superior") - beyond("KI3", "heel-mid", "superior")
    below = beyond("KI3", "heel-mid", "superior")
    assert 0.75 < up / below < 1.25
    assert beyond("SP6", "medial-malleolus-tip", "posterior") > 5
    assert beyond("SP6", "achilles", "anterior") > 20


def test_ki3_is_behind_the_ankle_bone_above_the_heel_bone() -> None:
    """BodyParts3D: behind and above the tip of the malleolus, above the heel bone and before its back."""
    assert beyond("KI3", "medial-malleolus-tip", "posterior") > 10
    assert beyond("KI3", "medial-malleolus-tip", "superior") > 5
    assert beyond("KI3", "calcaneus-medial", "superior") > 20
    assert beyond("KI3", "heel-back", "anterior") > 15


@pytest.mark.parametrize("pose", ["stand", "knee-bent"])
def test_gb34_is_between_the_two_bones_of_the_lower_leg(pose: str) -> None:
    """BodyParts3D: below the fibula's top and the tibia's outer condyle, and behind the tuberosity."""
    assert 20 < beyond("GB34", "fibula-head-top", "distal", pose) < 45
    assert beyond("GB34", "tibial-lateral-condyle", "distal", pose) > 15
    assert beyond("GB34", "tibial-tuberosity", "lateral", pose) > 20
    assert beyond("GB34", "tibial-tuberosity", "posterior", pose) > 30
    assert beyond("GB34", "fibula-head-top", "anterior", pose) > 10


@pytest.mark.parametrize("pose", ["hand-open", "hand-closed"])
def test_li4_is_between_the_first_two_bones_of_the_hand(pose: str) -> None:
    """The thumb's knuckle and the web were seen on the mesh; the third bone's base is BodyParts3D's."""
    assert beyond("LI4", "mcp1", "ulnar", pose) > 5
    assert beyond("LI4", "mc3-base", "radial", pose) > 20
    assert beyond("LI4", "web-thumb-index", "proximal", pose) > 10


def test_te3_is_in_the_groove_behind_the_knuckles() -> None:
    """The groove was seen on the mesh. The point lies in it, on its wrist side, not far from it."""
    assert np.linalg.norm(at("TE3", "hand-open") - landmark("mc-gap45", "hand-open")) < 0.12
    assert beyond("TE3", "mc-gap45", "proximal", "hand-open") > 0
    assert beyond("TE3", "wrist-dorsal-mid", "distal", "hand-open") > 50


def test_lr3_is_between_the_first_two_bones_of_the_foot() -> None:
    """BodyParts3D: between their shafts, beyond their bases. The web of the toes was seen on the mesh."""
    for medial, lateral in (("mt1-base", "mt2-base"), ("mt1-head", "mt2-head")):
        assert beyond("LR3", medial, "lateral") > 3
        assert beyond("LR3", lateral, "medial") > 0
    assert beyond("LR3", "mt1-base", "distal") > 5
    assert beyond("LR3", "web-toe12", "proximal") > 40


def test_bl57_is_where_the_calf_muscle_ends_in_dissections() -> None:
    """Half of the fibula's length above its tip, 0.5 to 0.6 in 14 legs: Tashjian and others 2003.

    Foot Ankle Int 24:473-476, doi:10.1177/107110070302400604; the bone's ends are BodyParts3D's.
    """
    tip, top = landmark("lateral-malleolus-tip")[1], landmark("fibula-head-top")[1]
    assert 0.5 < (at("BL57")[1] - tip) / (top - tip) < 0.6


@pytest.mark.parametrize("pose", ["stand", "hand-open"])
def test_lu10_is_beside_the_middle_of_the_first_bone_of_the_hand(pose: str) -> None:
    """WHO 2008; its base is BodyParts3D's, its head was seen on the mesh. A tenth of the bone is granted."""
    base, head = landmark("mc1-base", pose), landmark("mcp1", pose)
    along = (at("LU10", pose) - base) @ (head - base) / ((head - base) @ (head - base))
    assert along == pytest.approx(0.5, abs=0.1)


def test_a_flat_ruler_on_the_picture_would_miss_gb21() -> None:
    """Why lines lie on the skin: the middle of a straight line in space is inside the body, not on it."""
    middle = (landmark("c7") + landmark("acromion-lat")) / 2
    assert np.linalg.norm(at("GB21") - middle) * 100 > 7
