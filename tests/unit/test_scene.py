from __future__ import annotations

from math import dist
from typing import TYPE_CHECKING

import pytest
from bodies import body, cameras, solved

from atlas.problems import SiteError
from atlas.scene import POSES, solve_point

if TYPE_CHECKING:
    from collections.abc import Callable

    from atlas.place import Solved
    from atlas.tasks import Task

    Make = Callable[..., Task]


def solve(task: Task) -> Solved:
    return solve_point(task, {task.code: task}, body(), cameras())


@pytest.mark.parametrize("code", solved())
def test_a_mirrored_place_is_the_mirror_image(code: str) -> None:
    assert list(solved()[code].poses) == list(POSES)
    for pose, (at, normal, mirror, mirror_normal) in solved()[code].poses.items():
        assert dist(mirror, (-at.x, at.y, at.z)) < 0.02, pose
        assert dist(mirror_normal, (-normal.x, normal.y, normal.z)) < 0.05, pose


def test_a_point_keeps_its_place_on_the_skin_in_every_pose() -> None:
    """A knuckle's width of the hand stays what it is, wherever the hand is."""
    for pose, at in solved()["TE3"].poses.items():
        assert dist(at.at, body().position("mcp4", pose)) == pytest.approx(
            dist(solved()["TE3"].poses["stand"].at, body().position("mcp4", "stand")), rel=0.15
        )


def test_a_view_marks_what_it_sees_and_only_that(task: Make) -> None:
    scene = solve(task("find:\n  - at: t3\nviews:\n  - view: body-back\n    show: [umbilicus, c7]\n"))
    assert [mark.name for mark in scene.scenes["body-back"].shown] == ["umbilicus", "c7"]
    assert scene.scenes["body-back"].hidden == ("umbilicus",)


def test_the_other_side_is_shown_where_it_is_seen_and_is_another_place(task: Make) -> None:
    def ghost(at: str, view: str) -> bool:
        return solve(task(f"find:\n  - at: {at}\nviews:\n  - view: {view}\n")).scenes[view].ghost

    assert ghost("nipple", "chest")
    assert not ghost("umbilicus", "body-front")
    assert not ghost("mcp2", "hand-dorsum")


def test_a_view_of_a_part_shows_nothing_beside_that_part(task: Make) -> None:
    """From above, the shoulders would lie beside the head, were they drawn."""
    solve(task("find:\n  - at: vertex-head\nviews:\n  - view: head-top\n"))
    with pytest.raises(SiteError, match='LI20 cannot be seen in "head-top"'):
        solve(task("find:\n  - at: t3\nviews:\n  - view: head-top\n"))


def test_a_guide_and_a_ruler_lie_on_the_skin(task: Make) -> None:
    text = "find:\n  - at: t3\nviews:\n  - view: upper-back\n    guides: [[c7, t5]]\n    ruler: back\n"
    guide, ruler = solve(task(text)).scenes["upper-back"].guides
    assert (guide.kind, guide.ticks, guide.words) == ("guide", (), ())
    assert (ruler.kind, ruler.words) == ("ruler", ("1", "2", "3"))
    assert ruler.ticks == pytest.approx((0, 1 / 3, 2 / 3, 1))
    assert dist(guide.points[0], body().position("c7", "stand")) < 0.001


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("find:\n  - at: t3\nviews:\n  - view: upper-back\n  - view: chest\n",
         ('li20.yaml:5: LI20 cannot be seen in "chest"'
          '\n    hint: it is seen in body-back, head-back, upper-back, upper-back-close')),
        ("find:\n  - at: umbilicus\nviews:\n  - view: upper-back\n",
         ('li20.yaml:4: LI20 cannot be seen in "upper-back"'
          '\n    hint: it is seen in body-front, abdomen, arm-lateral')),
        ("find:\n  - at: web-23\nviews:\n  - view: body-front\n",
         'li20.yaml:4: LI20 cannot be seen in "body-front"'),
        ("find:\n  - at: patella-lower\nviews:\n  - view: lower-leg-lateral\n",
         ('li20.yaml:2: the landmark "patella-lower" does not hold in the pose "knee-bent"'
          '\n    hint: did you mean "patella-lower-bent"?')),
    ],
    ids=["behind", "outside", "in no view", "pose"],
)  # fmt: skip
def test_what_cannot_be_seen_is_told(task: Make, text: str, said: str) -> None:
    with pytest.raises(SiteError) as caught:
        solve(task(text))
    assert str(caught.value) == said
