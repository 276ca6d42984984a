from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bodies import body, cameras

from atlas.tasks import check_names, check_shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from atlas.tasks import Task

    Make = Callable[..., Task]

ANYWHERE = "find:\n  - at: t3\nviews:\n"
VIEWS = ", ".join(cameras())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("find:\n  - between: [c7-lwo, t1]\n",
         ('li20.yaml:2: there is no landmark "c7-lwo"'
          '\n    hint: did you mean "c7-low"?')),
        ("find:\n  - level: umbilicus\n    on: front-midlin\n",
         ('li20.yaml:3: there is no landmark "front-midlin"'
          '\n    hint: did you mean "front-midline"?')),
        ("find:\n  - at: front-midline\n",
         ('li20.yaml:2: there is no landmark "front-midline"'
          '\n    hint: did you mean "ics5-midline"?')),
        ("find:\n  - at: here\n    as: here\n", 'li20.yaml:2: there is no landmark "here"'),
        ("find:\n  - go: lateral\n    cun: 2\n    measure: back\n",
         ('li20.yaml:2: the first step begins nowhere'
          '\n    hint: say "from" which landmark')),
        ("find:\n  - at: LI20\n", "li20.yaml:2: LI20 hangs on itself: LI20 → LI20"),
        (ANYWHERE + "  - view: uper-back\n",
         ('li20.yaml:4: there is no view "uper-back"'
          '\n    hint: did you mean "upper-back"?')),
        (ANYWHERE + "  - view: xyz\n", f'li20.yaml:4: there is no view "xyz"\n    hint: one of: {VIEWS}'),
        (ANYWHERE + "  - view: upper-back\n    show: [scapula]\n",
         'li20.yaml:5: there is no landmark "scapula"'),
        (ANYWHERE + "  - view: upper-back\n    guides: [[c7, l55]]\n",
         'li20.yaml:5: there is no landmark "l55"\n    hint: did you mean "l5"?'),
        (ANYWHERE + "  - view: upper-back\n    hide: [c77]\n",
         'li20.yaml:5: there is no landmark "c77"\n    hint: did you mean "c7"?'),
        (ANYWHERE + "  - view: upper-back\n    words:\n      t33: bump\n",
         'li20.yaml:6: there is no landmark "t33"\n    hint: did you mean "t3"?'),
        ("find:\n  - at: t4\nviews:\n  - view: upper-back\n",
         ('li20.yaml:4: the landmark "t4" has no words for a reader'
          '\n    hint: add it under "words" of this view')),
    ],
    ids=["landmark", "line", "no place", "not yet", "nowhere", "itself", "view", "no such view", "shown",
         "guide", "hidden", "word", "no words"],
)  # fmt: skip
def test_names_are_checked(task: Make, text: str, said: str) -> None:
    one = task(text)
    landmarks = body().landmarks
    found = [*check_names(one, {one.code: one}, landmarks), *check_shown(one, landmarks, cameras())]
    assert [str(problem) for problem in found] == [said]


def test_what_was_named_before_may_be_used(task: Make) -> None:
    one = task(
        "find:\n  - at: t4\n    as: here\n  - between: [here, t3]\n"
        "views:\n  - view: upper-back\n    words:\n      here: the fourth bump\n      t4: it, too\n"
    )
    landmarks = body().landmarks
    assert [*check_names(one, {"LI20": one}, landmarks), *check_shown(one, landmarks, cameras())] == []


def test_what_is_hidden_needs_no_words(task: Make) -> None:
    one = task("find:\n  - at: t4\nviews:\n  - view: upper-back\n    hide: [t4]\n")
    assert [*check_shown(one, body().landmarks, cameras())] == []


def test_a_ring_of_points_is_told_in_full(task: Make) -> None:
    tasks = {
        "LI1": task("find:\n  - at: t1\n  - at: LI2\n", "LI1"),
        "LI2": task("find:\n  - between: [t1, LI3]\n", "LI2"),
        "LI3": task("find:\n  - from: LI1\n    nudge: lateral\n    mm: 3\n    why: Because.\n", "LI3"),
        "LI4": task("find:\n  - at: LI1\n", "LI4"),
    }
    said = [str(p) for one in tasks.values() for p in check_names(one, tasks, body().landmarks)]
    assert said == [
        "li1.yaml:3: LI1 hangs on itself: LI1 → LI2 → LI3 → LI1",
        "li2.yaml:2: LI2 hangs on itself: LI2 → LI3 → LI1 → LI2",
        "li3.yaml:2: LI3 hangs on itself: LI3 → LI1 → LI2 → LI3",
    ]
