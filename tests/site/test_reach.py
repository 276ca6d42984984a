"""The proof of reach: what the workshop claims of every location of the standard, a sentence a test.

What fails is listed in workshop/data/unreached.yaml, which must be exact: `python -m workshop.reach --renew`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from atlas.anatomy import STANDING, landmark_spot
from atlas.geometry import line_between
from workshop.reach.listing import BY_EYE, UNKNOWN, Entry, read_entries, renewed, write_entries
from workshop.reach.order import far_along, read_runs
from workshop.reach.places import Failure, Reach
from workshop.reach.region import read_regions
from workshop.reach.sentences import SENTENCES
from workshop.reach.shade import shade
from workshop.reach.sheets import picture

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atlas.body import Floats


@cache
def reach() -> Reach:
    """Return where every construction leads, solved once."""
    return Reach.load()


def told(changed: Reach, sentence: str) -> set[tuple[str, str]]:
    """Return what a sentence finds in a changed world that it does not find in the real one."""
    found, before = ({one[:3] for one in SENTENCES[sentence](each)} for each in (changed, reach()))
    return {(code, to) for code, _, to in found - before}


def moved(**places: Floats) -> Reach:
    """Return the world with some locations elsewhere on the standing body."""
    standing: Mapping[str, Floats] = {**reach().standing, **places}
    return replace(reach(), standing=standing)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_what_fails_is_listed_and_what_is_listed_fails(sentence: str) -> None:
    """All compute; each is seen; order, side and region are right; none fall together; distances hold."""
    found = {one[:3]: one.off for one in SENTENCES[sentence](reach())}
    listed = {(one.code, one.fails, one.to): one.off for one in read_entries() if one.fails == sentence}
    assert set(found) - set(listed) == set(), "not listed: python -m workshop.reach --renew, and say why"
    assert set(listed) - set(found) == set(), "mended: python -m workshop.reach --renew"
    for key, off in found.items():
        assert listed[key] == pytest.approx(off, rel=0.05, abs=0.5), f"{key} by {off}: --renew"


def test_every_failure_has_a_reason() -> None:
    entries = read_entries()
    assert [one.code for one in entries if one.reason == UNKNOWN] == []
    assert {one.fails for one in entries} <= {*SENTENCES, BY_EYE}
    assert {one.code for one in entries} <= set(reach().constructions.by_code)
    assert len({(one.code, one.fails, one.to) for one in entries}) == len(entries)


def test_the_list_is_written_as_it_is_read() -> None:
    kept = Entry(code="LU1", fails=BY_EYE, reason="Too far out.")
    gone = Entry(code="LU2", fails="order", to="LU1", off=3, reason="It was so.")
    new = Failure("LU3", "apart", "LU4", 1.26, "so near")
    text = write_entries(renewed([kept, gone], [new]))
    assert text.endswith(
        '- code: LU3\n  fails: apart\n  to: "LU4"\n  off: 1.3\n  reason: "so near"\n'
        '- code: LU1\n  fails: looks\n  reason: "Too far out."\n'
    )


def test_every_location_has_one_region() -> None:
    codes = [code for one in read_regions() for code in reach().constructions.among(one.points)]
    assert sorted(codes) == sorted(reach().constructions.by_code)


def test_every_meridian_has_its_runs() -> None:
    within = {code for run in read_runs() for code in reach().constructions.among(run.points)}
    without = set(reach().constructions.by_code) - within
    assert len(without) < 25, "few locations have no place in an order"
    assert {code.rstrip("0123456789") for code in within} == {
        code.rstrip("0123456789") for code in without | within if not code.startswith("EX")
    }


def test_a_place_beside_a_bent_line_has_its_place_along_it() -> None:
    line = np.array([[0.0, 0, 0], [2, 0, 0], [2, 3, 0]])
    for at, far in (((1, 1, 0), 1), ((3, 1, 5), 3), ((-1, 0, 0), -1), ((2, 4, 0), 6), ((2.1, -0.1, 0), 2)):
        assert far_along(line, np.array(at, dtype=float)) == pytest.approx(far)


def test_the_wrong_side_is_told() -> None:
    here = reach().standing
    changed = moved(LU9=here["LU9"] * [-1, 1, 1], CV12=here["CV12"] + [0.06, 0, 0])
    assert told(changed, "side") == {("LU9", "left half"), ("CV12", "midline")}


def test_a_wrong_order_is_told() -> None:
    here = reach().standing
    assert told(moved(PC5=here["PC6"], PC6=here["PC5"]), "order") == {("PC6", "PC5")}


def test_a_wrong_region_is_told() -> None:
    here = reach().standing
    changed = moved(BL13=here["ST36"], CV12=here["CV17"])
    assert told(changed, "region") == {("BL13", "upper back"), ("CV12", "upper abdomen")}
    turned = replace(reach(), facing={**reach().facing, "PC6": np.array([0.0, 0, -1])})
    assert told(turned, "region") == {("PC6", "front of the forearm and the wrist")}


def test_two_in_one_place_are_told() -> None:
    assert told(moved(PC6=reach().standing["PC5"] + [0, 0.02, 0]), "apart") == {("PC6", "PC5")}


def test_a_wrong_distance_is_told() -> None:
    places = {**reach().places, "BL13": reach().places["BL12"]}
    missed = told(replace(reach(), places=places), "distance")
    assert ("BL13", "t3-low") in missed


def test_a_hidden_location_is_told() -> None:
    cameras = {**reach().cameras, "upper-back": reach().cameras["chest"]}
    assert ("BL13", "") in told(replace(reach(), cameras=cameras), "seen")


def test_what_does_not_compute_is_told() -> None:
    assert told(replace(reach(), unsolved={**reach().unsolved, "BL13": "so"}), "computes") == {("BL13", "")}


def test_the_crown_lies_between_the_ears_where_brain_scans_have_it() -> None:
    """22.7 mm before the central sulcus, whose top is 188 to 197 mm behind the nasion: workshop/README.md."""
    crown, body = reach().standing["GV20"], reach().body
    assert abs(crown[2] - body.position("ear-apex", STANDING)[2]) < 0.05
    ends = (landmark_spot(body, "glabella", STANDING), landmark_spot(body, "c7", STANDING))
    line = line_between(body.surfaces[STANDING], *ends)
    behind = float(far_along(line.points, crown))
    nasion = 0.15  # decimetres above it, on the skin
    assert 1.88 - 0.227 - nasion - 0.05 < behind < 1.97 - 0.227 - nasion + 0.05


def test_a_sheet_has_a_dot_for_each_location() -> None:
    """Red where the view shows the location, blue where it hides it."""
    red, blue = (176, 32, 32), (40, 90, 190)
    front = picture(reach(), reach().cameras["chest"], ["KI25", "KI26", "ST15"])
    colours = {colour for _, colour in front.getcolors(1 << 24) or []}
    assert red in colours
    assert blue not in colours
    behind = picture(reach(), reach().cameras["upper-back"], ["KI25"])
    assert blue in {colour for _, colour in behind.getcolors(1 << 24) or []}


def test_a_view_without_a_plate_is_shaded() -> None:
    image = shade(reach().body, reach().cameras["hand-dorsum"])
    assert image.getpixel((0, 0)) == (255, 255, 255)
    middle = image.getpixel((image.width // 2, image.height // 2))
    assert isinstance(middle, tuple)
    assert 120 <= middle[0] <= 250
