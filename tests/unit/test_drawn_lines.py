"""The workshop's lines: which points they join, how they run over the skin, and what a view sees of them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from bodies import body, cameras

from atlas.anatomy import landmark_spot
from atlas.place import Pt
from workshop.courses import courses_of, joins
from workshop.meridians import between, line_through, nearest, path
from workshop.sights import AWAY, COVERED, SEEN, Piece, pieces_of, sight_of

if TYPE_CHECKING:
    from atlas.geometry import Spot

STAND = body().surfaces["stand"]


def spot(name: str) -> Spot:
    return landmark_spot(body(), name, "stand")


def test_a_line_takes_its_points_in_order_and_goes_on_over_one_that_is_missing() -> None:
    assert courses_of(["LU11", "LU2", "LU1", "LU9"]) == {"LU": [["LU1", "LU2", "LU9", "LU11"]]}
    assert list(joins(["LU1", "LU2", "LU9"])) == [("LU1", "LU2"), ("LU2", "LU9")]


def test_lines_that_are_not_drawn_in_one_stroke() -> None:
    every = {letters: [f"{letters}{n}" for n in range(1, last + 1)]
             for letters, last in {"BL": 67, "KI": 27, "ST": 45, "GB": 44}.items()}  # fmt: skip
    found = courses_of([code for codes in every.values() for code in codes])
    joined = {letters: [pair for own in found[letters] for pair in pairwise(own)] for letters in found}
    assert ("BL40", "BL41") not in joined["BL"]
    assert ("BL54", "BL55") not in joined["BL"]
    assert ("BL40", "BL55") in joined["BL"]
    assert ("KI10", "KI11") not in joined["KI"]
    assert ("ST8", "ST9") not in joined["ST"]
    assert ("ST5", "ST9") in joined["ST"]
    assert len(found["GB"]) == 1
    for letters, codes in every.items():
        assert {code for own in found[letters] for code in own} == set(codes), letters


def test_neighbours_that_are_joined_by_a_way_round() -> None:
    assert list(joins(["TE20", "TE21"])) == [("TE20", "ear-root-upper", "TE21")]


def test_a_line_runs_over_the_skin_at_even_steps_through_its_points() -> None:
    spots = {"A1": spot("xiphoid-tip"), "A2": spot("umbilicus"), "A3": spot("pubic-symphysis-upper")}
    line = line_through(body(), ["A1", "A2", "A3"], spots)
    steps = [float(np.linalg.norm(b.at - a.at)) for a, b in pairwise(line)]
    assert max(steps) < 0.09
    assert all(any(np.array_equal(one.at, own.at) for one in line) for own in spots.values())
    gaps = [float(np.linalg.norm(STAND.vertices - one.at, axis=1).min()) for one in line]
    assert max(gaps) < 0.1  # decimetres: no place is further from a corner of the skin


def test_where_no_plane_leads_to_the_next_point_the_way_goes_over_the_skin_half_way() -> None:
    hand, shoulder = spot("wrist-dorsal-mid"), spot("c7-low")
    line = between(STAND, hand, shoulder)
    assert (line[0], line[-1]) == (hand, shoulder)
    assert len(line) > 20


def test_a_way_under_the_arm_does_not_lead_round_the_arm() -> None:
    fold, ribs = spot("axilla-ant"), spot("ics6-midaxillary")
    line = between(STAND, fold, ribs)
    length = sum(float(np.linalg.norm(b.at - a.at)) for a, b in pairwise(line))
    assert length < 1.6 * np.linalg.norm(ribs.at - fold.at)


def test_places_that_all_but_meet_are_joined_straight() -> None:
    at = spot("umbilicus")
    assert between(STAND, at, at) == [at, at]


def test_the_skin_nearest_to_a_place_in_the_body() -> None:
    at = spot("umbilicus").at
    assert np.linalg.norm(nearest(STAND, at - np.array([0, 0, 0.1])).at - at) < 0.15


@pytest.mark.parametrize(
    ("name", "view", "kind"),
    [
        ("umbilicus", "body-front", SEEN),
        ("umbilicus", "body-back", AWAY),
        ("umbilicus", "body-side", SEEN),  # in profile
        ("c7-low", "body-side", SEEN),
        ("patella-c", "body-front", SEEN),
        ("iliac-crest-top", "body-side", COVERED),  # by the arm
        ("medial-malleolus", "body-side", AWAY),
    ],
)
def test_what_a_view_sees(name: str, view: str, kind: str) -> None:
    assert sight_of(STAND, cameras()[view], spot(name)) == kind


def test_a_line_is_cut_where_it_is_lost_from_sight() -> None:
    spots = {"A1": spot("umbilicus"), "A2": spot("iliac-crest-top")}
    line = line_through(body(), ["A1", "A2"], spots)
    pieces = pieces_of(STAND, cameras()["body-front"], line)
    assert {piece.kind for piece in pieces} == {SEEN}
    assert 0 < sum(piece.length for piece in pieces) < 150
    assert pieces_of(STAND, cameras()["body-front"], [spots["A2"], spots["A2"]]) == []


def test_path_data_is_short_and_begins_where_the_piece_does() -> None:
    points = tuple(Pt(10 + i * 0.5, 20 - i * 0.05) for i in range(9))
    assert path(Piece(SEEN, points)) == "M10 20l4-.4"
    assert path(Piece(SEEN, (Pt(1, 1), Pt(1, 1)))) == ""
