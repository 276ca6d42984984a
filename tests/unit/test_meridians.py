from __future__ import annotations

from itertools import combinations
from math import dist

import pytest
from bodies import cameras, gallery, library

from atlas.courses import Shown
from atlas.lettering import width_of
from atlas.meridians import SHEET, WORDS, MeridianMap, Names, Stop, draw_meridian
from atlas.outline import Contour
from atlas.place import Box, Pt

FRONT, BACK = "body-front", "body-back"
CONTOURS = dict.fromkeys((FRONT, BACK, "body-side"), Contour((("outline", "M0 0h9"),), ()))
NAMES = Names("lung", "Lung", "LU", 11)


def view(seen: dict[str, Pt], covered: dict[str, Pt] | None = None) -> Shown:
    places = [*seen.values(), *(covered or {}).values()]
    xs, ys = [at.x for at in places], [at.y for at in places]
    return Shown(
        Box(min(xs), min(ys), max(xs), max(ys)),
        {"seen": "M1 1l2 2", "covered": "M3 3l2 2" if covered else ""},
        {"seen": seen, "covered": covered or {}},
    )


def drawn(shown: Shown, **stops: Stop) -> MeridianMap:
    found = draw_meridian(NAMES, {"LU": {FRONT: shown}}, stops, cameras(), CONTOURS)
    assert found
    return found


def down(count: int, step: float) -> dict[str, Pt]:
    return {f"LU{number}": Pt(600.0 + number, 300 + step * number) for number in range(1, count + 1)}


def stop(number: int) -> Stop:
    return Stop(f"lu{number}", f"Point {number}", {})


def test_a_line_that_nobody_drew_has_no_map() -> None:
    assert draw_meridian(Names("extra", "Extra", "EX", 1), {}, {}, cameras(), CONTOURS) is None


def test_points_with_a_page_are_marks_and_the_others_dots() -> None:
    (chart,) = drawn(view(down(3, 50)), LU2=stop(2)).charts
    assert [(mark.code, mark.slug, mark.name) for mark in chart.marks] == [("LU2", "lu2", "Point 2")]
    assert chart.dots == {"seen": "M601 350h0M603 450h0", "covered": ""}
    assert chart.lines == {"seen": "M1 1l2 2", "covered": ""}


def test_a_mark_stands_where_its_point_is_on_the_plate() -> None:
    (chart,) = drawn(view(down(3, 50)), LU2=stop(2)).charts
    left, top, wide, _ = chart.frame
    (mark,) = chart.marks
    assert left + mark.at.x * wide / SHEET == pytest.approx(602, abs=0.1)
    assert top + mark.at.y * wide / SHEET == pytest.approx(400, abs=0.1)


def test_it_says_what_it_shows_and_where_links_lead() -> None:
    places = {code: at for code, at in down(9, 40).items() if code not in ("LU4", "LU7", "LU8")}
    (chart,) = drawn(view(places, {"LU11": Pt(640, 700)}), LU5=stop(5), LU9=stop(9)).charts
    assert (chart.title, chart.view) == ("Lung, from the front", "Front")
    assert chart.description == (
        "In Chinese medicine the Lung line is drawn from LU1 to LU11. "
        "This side of the body shows LU1 to LU3, LU5 and LU6, LU9, LU11. Here LU5, LU9 lead to a page."
    )


def test_fingers_never_meet_two_marks_at_once() -> None:
    (chart,) = drawn(view(down(9, 12)), **{f"LU{n}": stop(n) for n in range(1, 10)}).charts
    assert [mark.code for mark in chart.marks] == [f"LU{n}" for n in range(1, 10)]
    assert all(
        one.touch.radius + other.touch.radius <= dist(one.at, other.at) + 0.2
        for one, other in combinations(chart.marks, 2)
    )
    (alone,) = drawn(view(down(9, 12)), LU1=stop(1)).charts
    assert alone.marks[0].touch.radius * 158 / SHEET >= 12  # half of 24 px, on a telephone 320 px wide


def test_a_mark_among_others_answers_by_its_code() -> None:
    (chart,) = drawn(view(down(9, 12)), **{f"LU{n}": stop(n) for n in range(1, 10)}).charts
    named = [tag.code for tag in chart.tags if not tag.quiet]
    assert len(named) >= 4
    assert [mark.code for mark in chart.marks if mark.touch.box] == sorted(named)
    boxes = {mark.code: mark.touch.box for mark in chart.marks if mark.touch.box}
    for tag in chart.tags:
        if not tag.quiet:
            assert boxes[tag.code].holds(tag.box)


def test_codes_lie_neither_on_one_another_nor_past_the_edge() -> None:
    (chart,) = drawn(view(down(9, 14)), **{f"LU{n}": stop(n) for n in range(1, 10)}).charts
    boxes = []
    for tag in chart.tags:
        wide = width_of(tag.code, WORDS)
        left = tag.at.x - {"start": 0.0, "middle": wide / 2, "end": wide}[tag.anchor]
        boxes.append(Box(left, tag.at.y - WORDS / 2, left + wide, tag.at.y + WORDS / 2))
    assert boxes
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    assert all(box.x0 >= 0 and box.x1 <= SHEET for box in boxes)


def test_the_first_and_the_last_point_are_named_quietly() -> None:
    (chart,) = drawn(view({**down(3, 50), "LU11": Pt(640, 700)}), LU2=stop(2)).charts
    assert [(tag.code, tag.quiet) for tag in chart.tags] == [("LU2", False), ("LU1", True), ("LU11", True)]


def test_a_point_that_the_workshop_could_not_place_stands_where_its_own_page_says() -> None:
    home = Stop("lu9", "Point 9", {FRONT: Pt(620.0, 520.0)})
    (chart,) = drawn(view(down(3, 50)), LU9=home).charts
    assert [mark.code for mark in chart.marks] == ["LU9"]
    known = home._replace(home={FRONT: Pt(1.0, 1.0)})
    (chart,) = drawn(view({**down(3, 50), "LU9": Pt(620.0, 520.0)}), LU9=known).charts
    assert chart.marks[0].at.x > 0


@pytest.mark.parametrize("slug", [slug for slug in library().meridians if slug != "extra-points"])
def test_every_line_has_its_map_and_its_points_with_a_page_are_on_it(slug: str) -> None:
    meridian, points = library().meridians[slug], library().on_meridian[slug]
    body = gallery().chart(meridian, points)
    assert body
    assert body.midline == (meridian.matter.code in ("CV", "GV"))
    assert 1 <= len(body.charts) <= 3
    assert {mark.slug for chart in body.charts for mark in chart.marks} == {point.slug for point in points}
    assert all(chart.lines["seen"] or chart.dots["seen"] or chart.marks for chart in body.charts)


def test_points_that_form_no_line_have_no_map() -> None:
    extra = library().meridians["extra-points"]
    assert gallery().chart(extra, library().on_meridian["extra-points"]) is None
