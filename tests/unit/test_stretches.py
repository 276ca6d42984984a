from __future__ import annotations

import re

import numpy as np
import pytest
from bodies import STANDING, body
from sampling import ROOT

from atlas.measures import MEASURES
from atlas.stretches import FROM_THE_HEIGHT, ON_THE_BODY, ON_THE_HAND, Stretch

TAUGHT = ROOT / "content/pages/how-to-measure.md"
# Where the page says more than a choice has room for.
SHORTER = {
    "(glabella)": "",
    "the other": "other",
    "lower end of the breastbone, where its soft tip begins": "lower end of the breastbone",
    "bump on the side of the hip (greater trochanter)": "bump on the side of the hip",
    "inner edge of one shoulder blade | other": "inner edge of one shoulder blade | the other",
}


def taught() -> dict[str, int]:
    """Return the stretches of the page on measuring, each with its cun."""
    rows = re.findall(
        r"^\| ([^|-]+) \| ([^|]+) \| (\d+) \|$", TAUGHT.read_text(encoding="utf-8"), re.MULTILINE
    )
    found = {}
    for start, end, cun in rows:
        text = f"{start} | {end}"
        for long, short in SHORTER.items():
            text = text.replace(long, short)
        found[text.replace(" | ", " to ")] = int(cun)
    return found


@pytest.mark.parametrize("stretch", ON_THE_BODY, ids=lambda stretch: stretch.slug)
def test_a_stretch_holds_as_many_cun_as_the_page_on_measuring_says(stretch: Stretch) -> None:
    ends = stretch.ends.replace("to its lower end", "to lower end of the breastbone")
    assert taught()[ends] == stretch.cun


def test_fingers_are_as_wide_as_the_page_on_measuring_says() -> None:
    rows = dict(re.findall(r"^\| ([^|]+) \| ([\d.]+) \|$", TAUGHT.read_text(encoding="utf-8"), re.MULTILINE))
    assert rows["your thumb, across its joint"] == "1"
    assert rows["four fingers together, across the middle joints"] == "3"
    assert {stretch.slug: stretch.cun for stretch in ON_THE_HAND} == {"fingers": 3, "thumb": 1}


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("forearm", "forearm"),
        ("upper-arm", "upper-arm"),
        ("upper-belly", "upper-abdomen"),
        ("lower-belly", "lower-abdomen"),
        ("thigh", "front-thigh"),
        ("outer-thigh", "outer-thigh"),
        ("inner-leg", "inner-shank"),
        ("outer-leg", "outer-shank"),
    ],
)
def test_a_stretch_holds_as_many_cun_as_the_pictures_say(slug: str, name: str) -> None:
    assert {stretch.slug: stretch.cun for stretch in ON_THE_BODY}[slug] == MEASURES[name].cun


def test_the_guess_from_the_height_has_the_proportions_of_the_figure() -> None:
    """All but one cun: the figure would say 78, and the people with whom it was compared say 79."""
    heights = body().surfaces[STANDING].vertices[:, 1]
    forearm = MEASURES["forearm"]
    ends = body().position(forearm.start, STANDING), body().position(forearm.end, STANDING)
    cun = float(np.linalg.norm(ends[0] - ends[1])) / forearm.cun
    assert (heights.max() - heights.min()) / cun == pytest.approx(FROM_THE_HEIGHT.cun, abs=1.1)


# ANSUR II, the first 29 men of its public table: the forearm bone (radiale to stylion), and stature.
MEN = (
    (273, 1776), (254, 1702), (268, 1735), (249, 1655), (302, 1914), (263, 1720), (296, 1810), (281, 1850),
    (256, 1777), (289, 1811), (263, 1780), (270, 1733), (283, 1814), (289, 1861), (246, 1709), (274, 1740),
    (257, 1694), (273, 1766), (260, 1748), (267, 1794), (273, 1780), (254, 1680), (254, 1653), (317, 1959),
    (264, 1755), (240, 1630), (263, 1825), (246, 1795), (274, 1745),
)  # fmt: skip


def test_the_guess_is_as_rough_as_the_page_says() -> None:
    """One of 29 is more than 2 mm a cun off, seven more than 1 mm, and on average they agree."""
    off = [forearm / 12 - stature / FROM_THE_HEIGHT.cun for forearm, stature in MEN]
    assert sum(off) / len(off) == pytest.approx(0, abs=0.1)
    assert sum(abs(millimetres) > 1 for millimetres in off) == 7
    assert sum(abs(millimetres) > 2 for millimetres in off) == 1
    assert max(map(abs, off)) * 12 > 20
