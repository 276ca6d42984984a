from __future__ import annotations

from itertools import pairwise
from math import dist
from typing import TYPE_CHECKING

import pytest
from bodies import body, real_tasks

from atlas.construct import solve
from atlas.problems import SiteError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from atlas.place import P3
    from atlas.tasks import Task

    Make = Callable[..., Task]

ALONG = "find:\n  - from: {}\n    go: {}\n    cun: {}\n    measure: {}\n"
BETWEEN = "find:\n  - between: [{}, {}]\n    fraction: {}\n"


def length(points: Sequence[P3]) -> float:
    return sum(dist(a, b) for a, b in pairwise(points))


def find(task: Task, pose: str = "stand", **others: Task) -> P3:
    return solve(task, {task.code: task, **others}, body(), pose).at


@pytest.mark.parametrize(
    ("start", "end"), [("c7", "acromion-lat"), ("sternal-notch", "umbilicus"), ("mcp2", "mc2-base")]
)
def test_half_way_is_equidistant_along_the_skin(task: Make, start: str, end: str) -> None:
    place = solve(task(BETWEEN.format(start, end, "1/2")), {}, body(), "stand")
    path = place.paths[0].points
    steps = [dist(a, place.at) + dist(place.at, b) - dist(a, b) for a, b in pairwise(path)]
    nearest = steps.index(min(steps)) + 1  # the piece of the path that the place lies on
    back, forth = length([*path[:nearest], place.at]), length([place.at, *path[nearest:]])
    assert back == pytest.approx(forth, rel=3e-3)
    assert back + forth == pytest.approx(length(path), rel=2e-3)


@pytest.mark.parametrize(("share", "rest"), [("1/2", "1/2"), ("1/3", "2/3"), ("2/5", "3/5")])
def test_a_share_from_one_end_is_the_rest_from_the_other(task: Make, share: str, rest: str) -> None:
    near = find(task(BETWEEN.format("c7", "acromion-lat", share)))
    far = find(task(BETWEEN.format("acromion-lat", "c7", rest)))
    assert dist(near, far) < 0.003  # 0.3 mm


def test_a_line_that_bends_runs_through_its_places(task: Make) -> None:
    bent = "find:\n  - between: [tragus, eop]\n    via: [ear-apex, mastoid]\n    fraction: {}\n"
    pieces = [
        length(solve(task(BETWEEN.format(*ends, "1/2")), {}, body(), "stand").paths[0].points)
        for ends in pairwise(("tragus", "ear-apex", "mastoid", "eop"))
    ]
    place = solve(task(bent.format("1/3")), {}, body(), "stand")
    path = place.paths[0].points
    assert length(path) == pytest.approx(sum(pieces), rel=2e-3)
    assert [mark.name for mark in place.marks] == ["tragus", "eop", "ear-apex", "mastoid"]
    third, two_thirds = place.at, find(task(bent.format("2/3")))
    assert third != two_thirds
    for name in ("ear-apex", "mastoid"):
        assert min(dist(point, body().position(name, "stand")) for point in path) < 0.001


def test_a_short_line_on_a_nearly_flat_midline_reaches_its_end(task: Make) -> None:
    """An edge of the skin is longer there than the line."""
    middle = find(task(BETWEEN.format("t11-low", "t12", "1/2")))
    ends = [body().position(name, "stand") for name in ("t11-low", "t12")]
    assert [dist(middle, end) for end in ends] == pytest.approx([dist(*ends) / 2] * 2, rel=0.01)


def test_a_walk_down_from_the_crease_of_the_bent_knee_stays_on_the_lower_leg(task: Make) -> None:
    walk = task(ALONG.format("popliteal-mid", "distal", 8, "outer-shank"))
    bent, standing = (solve(walk, {}, body(), pose) for pose in ("knee-bent", "stand"))
    crease = body().position("popliteal-mid", "knee-bent")
    assert crease[1] - bent.at.y == pytest.approx(8 * 0.251, rel=0.05)
    (a, b) = (
        tuple(body().surfaces["stand"].vertices[list(place.triangle)].mean(axis=0))
        for place in (bent, standing)
    )
    assert dist(a, b) < 0.25, "much the same skin as when the knee is straight"


def test_a_tenth_of_a_finger_cun_beside_the_thumb_nail(task: Make) -> None:
    text = "find:\n  - from: nail1-radial\n    go: [proximal, radial]\n    cun: 0.1\n    measure: finger\n"
    at, corner, other = (
        find(task(text)),
        *(body().position(f"nail1-{side}", "stand") for side in ("radial", "ulnar")),
    )
    assert dist(at, corner) * 100 == pytest.approx(2, abs=0.1)
    assert dist(at, other) > dist(corner, other)


@pytest.mark.parametrize(
    ("start", "way", "measure"),
    [("t3", "lateral", "back"), ("l3", "superior", "back"), ("umbilicus", "superior", "upper-abdomen"),
     ("wrist-palmar-mid", "proximal", "forearm")],
)  # fmt: skip
def test_two_cun_are_twice_one(task: Make, start: str, way: str, measure: str) -> None:
    one, two = (solve(task(ALONG.format(start, way, n, measure)), {}, body(), "stand") for n in (1, 2))
    walked = [length(place.paths[0].points) for place in (one, two)]
    assert walked[1] == pytest.approx(2 * walked[0], rel=2e-3)
    assert length((*two.paths[0].points[:1], one.at, two.at)) == pytest.approx(walked[1], rel=0.03)


def test_out_and_back_is_where_it_began(task: Make) -> None:
    out = ALONG.format("t5", "lateral", 2, "back")
    back = find(task(out + "  - go: medial\n    cun: 1\n    measure: back\n"))
    one = find(task(ALONG.format("t5", "lateral", 1, "back")))
    assert dist(back, one) < 0.005


def test_a_walk_as_far_as_a_line_ends_on_it(task: Make) -> None:
    out = "find:\n  - from: t5\n    go: lateral\n    cun: 2\n    measure: back\n"
    home = find(task(out + "  - go: medial\n    until: back-midline\n"))
    assert abs(home.x) < 0.03
    assert dist(home, find(task("find:\n  - at: t5\n"))) < 0.03


def test_a_code_stands_for_its_construction(task: Make) -> None:
    other = task("find:\n  - between: [c7-low, t1]\n", "GV14")
    assert dist(find(task("find:\n  - at: GV14\n", "SI15"), GV14=other), find(other)) < 0.0005


def test_a_name_stands_for_the_place_it_was_given_to(task: Make) -> None:
    whole = "find:\n  - between: [c7, t1]\n    as: here\n  - at: t3\n  - at: here\n"
    assert dist(find(task(whole)), find(task("find:\n  - between: [c7, t1]\n"))) < 0.0005


def test_both_thumbs_show_the_same_place_of_the_hand() -> None:
    open_, closed = (solve(real_tasks()["LI4"], {}, body(), pose).at for pose in ("hand-open", "hand-closed"))
    assert dist(open_, closed) < 0.06  # the muscle bulges when the thumb is closed


@pytest.mark.parametrize(
    ("share", "ticks", "words"),
    [
        ("1/2", (0, 0.5, 1), ("½", "½")),
        ("1/3", (0, 1 / 3, 2 / 3, 1), ("⅓",) * 3),
        ("2/5", (0, 0.4, 1), ("2/5", "3/5")),
    ],
)
def test_a_divided_line_is_marked(
    task: Make, share: str, ticks: tuple[float, ...], words: tuple[str, ...]
) -> None:
    trail = solve(task(BETWEEN.format("c7", "acromion-lat", share)), {}, body(), "stand").paths[0]
    assert trail.kind == "line"
    assert trail.ticks == pytest.approx(ticks)
    assert trail.words == words


def test_every_cun_of_a_walk_is_marked(task: Make) -> None:
    trail = solve(task(ALONG.format("t3", "lateral", 1.5, "back")), {}, body(), "stand").paths[0]
    assert trail.kind == "walk"
    assert trail.ticks == pytest.approx((0, 2 / 3, 1))
    assert trail.words == ("1", "½")


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("find:\n  - at: umbilicus\n", 3),
        ("find:\n  - between: [umbilicus, c7]\n", 2),
        ("find:\n  - from: umbilicus\n    go: superior\n    cun: 1\n    measure: upper-abdomen\n", 2),
        ("find:\n  - at: ics1-mcl\n  - at: umbilicus\n", 1),
    ],
    ids=["sure", "one less sure", "its cun", "an earlier step"],
)
def test_a_place_is_no_surer_than_what_it_hangs_on(task: Make, text: str, sure: int) -> None:
    assert solve(task(text), {}, body(), "stand").confidence == sure


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("find:\n  - from: t3\n    go: radial\n    cun: 2\n    measure: back\n",
         ('li20.yaml:3: nothing on the trunk is "radial"'
          '\n    hint: one of: lateral, medial, superior, inferior, anterior, posterior')),
        ("find:\n  - from: mcp2\n    go: lateral\n    cun: 1\n    measure: forearm\n",
         ('li20.yaml:3: nothing on the hand is "lateral"'
          '\n    hint: one of: proximal, distal, radial, ulnar')),
        ("find:\n  - from: t3\n    go: anterior\n    cun: 2\n    measure: back\n",
         'li20.yaml:3: "anterior" does not run along the skin here, but through it'),
        ("find:\n  - from: t3\n    go: medial\n    cun: 2\n    measure: back\n",
         "li20.yaml:3: nothing is medial of the midline"),
        ("find:\n  - level: c7\n    on: front-midline\n",
         'li20.yaml:2: nothing on "front-midline" is level with "c7"'),
        ("find:\n  - level: c7\n    on: umbilicus\n",
         ('li20.yaml:3: "umbilicus" is a place and not a line'
          '\n    hint: one of: front-midline, back-midline, clavicle-lower-border')),
        ("find:\n  - from: umbilicus\n    go: inferior\n    until: clavicle-lower-border\n",
         'li20.yaml:4: this way does not meet "clavicle-lower-border"'),
        ("find:\n  - between: [c7, c7]\n", "li20.yaml:2: the two places are one"),
    ],
    ids=["radial", "lateral", "through", "medial", "level", "place", "until", "one place"],
)  # fmt: skip
def test_what_leads_nowhere_is_told(task: Make, text: str, said: str) -> None:
    with pytest.raises(SiteError) as caught:
        find(task(text))
    assert str(caught.value) == said


def test_a_landmark_that_slides_is_refused_in_the_pose_it_slides_in(task: Make) -> None:
    with pytest.raises(SiteError) as caught:
        find(task("find:\n  - at: patella-lower\n"), "knee-bent")
    assert str(caught.value) == (
        'li20.yaml:2: the landmark "patella-lower" does not hold in the pose "knee-bent"'
        '\n    hint: did you mean "patella-lower-bent"?'
    )
