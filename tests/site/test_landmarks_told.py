"""What the workshop's guide says of the landmarks and of the cun is what they are."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from bodies import body
from sampling import ROOT

from atlas.anatomy import STANDING, cun_of, frame_at
from atlas.measures import MEASURES

GUIDE = (ROOT / "workshop" / "README.md").read_text(encoding="utf-8")
GROUPS = {
    "head": ("head",),
    "trunk": ("trunk",),
    "arm": ("upper arm", "forearm", "hand", "thumb"),
    "leg": ("thigh", "lower leg", "foot"),
}


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the table under a heading, without its head."""
    _, _, section = GUIDE.partition(f"\n## {heading}\n")
    lines = [line for line in section.partition("\n## ")[0].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_as_many_landmarks_are_as_sure_as_the_guide_says() -> None:
    found = Counter(
        (frame_at(body(), pose, body().position(name, pose)).part, mark.confidence)
        for name, mark in body().landmarks.items()
        for pose in (mark.poses or (STANDING,))[:1]
    )
    assert {part for part, _ in found} == {part for parts in GROUPS.values() for part in parts}
    counted = [
        [group, *(str(sum(found[part, sure] for part in parts)) for sure in (3, 2, 1, 0))]
        for group, parts in GROUPS.items()
    ]
    assert rows("How sure the landmarks are") == counted


@pytest.mark.parametrize("measure", MEASURES)
def test_a_cun_is_as_long_as_the_guide_says(measure: str) -> None:
    told = {re.match(r"[a-z-]*", row[0])[0]: row for row in rows("The regional cun")}  # type: ignore[index]
    assert float(told[measure][3]) == pytest.approx(cun_of(body(), measure) * 100, abs=0.06)
