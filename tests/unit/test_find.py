from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from atlas.find import Measure
from atlas.measures import MEASURES
from atlas.problems import SiteError

if TYPE_CHECKING:
    from collections.abc import Callable

    from atlas.tasks import Task

    Make = Callable[..., Task]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("find:\n  - at: c7\n    cun: 2\n",
         'li20.yaml:2: "find.0" says "at", which has no "cun"'),
        ("find:\n  - at: c7\n    go: lateral\n",
         'li20.yaml:2: "find.0" does one thing: at, between, go, level or nudge'),
        ("find:\n  - at: c7\n    via: t1\n",
         'li20.yaml:2: "find.0" says "at", which has no "via"'),
        ("find:\n  - between: [c7, t1]\n    via: []\n",
         'li20.yaml:2: "find.0" says "via" and nothing after it'),
        ("find:\n  - as: here\n",
         'li20.yaml:2: "find.0" does one thing: at, between, go, level or nudge'),
        ("find:\n  - from: c7\n    go: sideways\n    cun: 2\n    measure: back\n",
         ('li20.yaml:3: "find.0.go.0" cannot be "sideways"'
          '\n    hint: one of: lateral, medial, superior, inferior, anterior, posterior, proximal, distal,'
          ' radial, ulnar')),
        ("find:\n  - level: c7\n", 'li20.yaml:2: "find.0" says "level", which needs "on"'),
        ("find:\n  - from: c7\n    nudge: lateral\n    mm: 3\n",
         'li20.yaml:2: "find.0" says "nudge", which needs "why"'),
        ("find:\n  - from: c7\n    go: lateral\n    cun: 2\n",
         'li20.yaml:2: "find.0" says "go", which needs "measure"'),
        ("find:\n  - from: c7\n    go: lateral\n    cun: 2\n    until: back-midline\n",
         'li20.yaml:2: "find.0" goes either some "cun" or "until" a line, and not both'),
        ("find:\n  - between: [c7, t1]\n    fraction: half\n",
         ('li20.yaml:3: "find.0.fraction" cannot be "half"'
          '\n    hint: a fraction is two numbers from 1 to 99, such as 1/2')),
        ("find:\n  - between: [c7, t1]\n    fraction: 3/2\n",
         'li20.yaml:2: "find.0" needs a "fraction" between 0 and 1: 1/2, or 2/3'),
        ("find:\n  - at: C7\n",
         ('li20.yaml:2: "find.0.at" cannot be "C7"'
          '\n    hint: a place is a landmark such as c7-low, or a code such as GV14')),
        ("find:\n  - from: c7\n    go: lateral\n    cun: two\n    measure: back\n",
         'li20.yaml:4: "find.0.cun" cannot be "two"\n    hint: write 2, or 1.5'),
    ],
    ids=["stray", "two things", "via", "no via", "nothing", "direction", "on", "why", "measure", "both",
         "word", "too far", "capitals", "number"],
)  # fmt: skip
def test_steps_are_spelt(task: Make, text: str, said: str) -> None:
    with pytest.raises(SiteError) as caught:
        task(text)
    assert str(caught.value) == said


def test_one_word_may_stand_where_a_list_may(task: Make) -> None:
    one, two = (
        task(f"find:\n  - from: c7\n    go: {way}\n    until: {line}\n").steps
        for way, line in (("lateral", "back-midline"), ("[lateral]", "[back-midline]"))
    )
    assert one == two
    assert one[0].kind == "go"
    assert one[0].way == ("lateral",)


def test_a_step_names_what_it_hangs_on(task: Make) -> None:
    steps = task(
        "find:\n  - between: [c7, t1]\n    via: t2\n    as: here\n  - level: here\n    on: [c7, GV14]\n"
    ).steps
    assert [step.names() for step in steps] == [
        [(("between", 0), "c7"), (("between", 1), "t1"), (("via", 0), "t2")],
        [(("level",), "here"), (("on", 0), "c7"), (("on", 1), "GV14")],
    ]


def test_a_step_is_published_as_it_was_said(task: Make) -> None:
    said = {"from": "c7", "nudge": ("lateral",), "mm": 3, "why": "So."}
    (step,) = task("find:\n  - from: c7\n    nudge: lateral\n    mm: 3\n    why: So.\n").steps
    assert step.model_dump(by_alias=True) == said
    assert type(step).model_validate(said) == step


def test_every_measure_can_be_written() -> None:
    assert set(get_args(Measure)) == set(MEASURES)
