from __future__ import annotations

import json

from atlas.bodymap import Region, draw_map, read_sides

CONTOUR = (
    '<svg><path class="contour contour--outline" d="M0 0h9"/>'
    '<path class="contour contour--crease" d="M1 1h9"/></svg>'
)
REGIONS = json.dumps(
    {
        "body-front": {
            "chest": {"d": "M1 1h9v9z", "hit": "M0 0h9v9z", "at": [5, 6]},
            "hand": {"d": "M2 2h9v9z", "hit": "M2 2h8v8z", "at": [7, 8]},
        },
        "body-back": {},
    }
)
SIDES = read_sides(REGIONS, {"body-front": CONTOUR, "body-back": CONTOUR})


def test_the_two_sides_of_the_body() -> None:
    front, back = SIDES
    assert (front.title, front.plate) == ("Front", "figures/plates/body-front.webp")
    assert front.lines == (("outline", "M0 0h9"), ("crease", "M1 1h9"))
    assert front.regions[0] == Region("chest", "M1 1h9v9z", "M0 0h9v9z", 5, 6)
    assert (back.title, back.regions) == ("Back", ())


def test_a_region_is_a_link_that_says_how_many_points_it_has() -> None:
    front, _ = draw_map(
        SIDES, {"chest": "Chest", "hand": "Hand"}, {"Front": {"chest": 2}, "Back": {"hand": 0}}
    )
    assert [spot.name for spot in front.spots] == ["Chest, 2 points", "Hand, no points yet"]
    assert [spot.points for spot in front.spots] == ["2 points", ""]
    hidden, _ = draw_map(SIDES, {"hand": "Hand"}, {"Front": {}, "Back": {"hand": 2}})
    assert [(spot.name, spot.count) for spot in hidden.spots] == [("Hand", 0)]
    only, _ = draw_map(SIDES, {"hand": "Hand"}, {"Front": {"hand": 1}})
    assert [spot.name for spot in only.spots] == ["Hand, 1 point"]
