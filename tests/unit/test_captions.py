from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from bodies import body, cameras, figures, solved

from atlas.captions import VIEWS, describe, title_of
from atlas.find import Shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from atlas.tasks import Task

    Make = Callable[..., Task]

SCENE = replace(solved()["LI4"].scenes["hand-dorsum-closed"], shown=(), ghost=False)
BACK = " The picture shows the upper back from behind."


@pytest.mark.parametrize(
    ("text", "view", "said"),
    [
        ("- between: [c7, t1]", "upper-back",
         "LI20 is half-way along the line from the bony bump at the base of the neck to the next bump of"
         " the spine below it." + BACK),
        ("- between: [c7, t1]\n  fraction: 3/7", "upper-back",
         "LI20 is 3/7 of the way along the line from the bony bump at the base of the neck to the next bump"
         " of the spine below it." + BACK),
        ("- between: [c7, t3]\n  via: t1\n  fraction: 1/3", "upper-back",
         "LI20 is a third of the way along the curve from the bony bump at the base of the neck by the next"
         " bump of the spine below it to the spine between the inner ends of the shoulder-blade ridges."
         + BACK),
        ("- from: c7\n  go: lateral\n  cun: 0.1\n  measure: finger", "upper-back",
         ("From the bony bump at the base of the neck, go 0.1 finger cun out to the side: LI20 is there."
          + BACK)),
        ("- from: c7\n  go: lateral\n  cun: 1\n  measure: fingerbreadth", "upper-back",
         "From the bony bump at the base of the neck, go 1 middle finger's breadth out to the side: LI20 is"
         " there." + BACK),
        ("- at: c7", "upper-back", "LI20 is at the bony bump at the base of the neck." + BACK),
        ("- at: c7\n- go: [lateral, superior]\n  cun: 1.5\n  measure: back", "upper-back",
         "Find the bony bump at the base of the neck. Then go 1.5 cun out to the side and up:"
         " LI20 is there." + BACK),
        ("- from: GV14\n  go: lateral\n  until: back-midline", "upper-back",
         "From GV14, go out to the side as far as the midline of the back: LI20 is there." + BACK),
        ("- level: c7\n  on: [t1, t3]", "upper-back",
         "LI20 is on the line from the next bump of the spine below it to the spine between the inner ends of"
         " the shoulder-blade ridges, level with the bony bump at the base of the neck." + BACK),
        ("- at: c7\n  as: the-start\n- from: the-start\n  nudge: inferior\n  mm: 5\n  why: So.", "upper-back",
         ("Find the bony bump at the base of the neck. From the start, go a little down: LI20 is"
          " there." + BACK)),
        ("- from: mcp2\n  go: proximal\n  until: [mcp3, mcp4]", "hand-dorsum",
         ("From the knuckle of the index finger, go towards the wrist as far as the line from the knuckle of"
          " the middle finger to the knuckle of the ring finger: LI20 is there. The picture shows the back of"
          " the left hand, with the thumb spread.")),
    ],
    ids=["between", "odd share", "via", "finger cun", "finger's breadth", "at", "go", "until",
         "level", "nudge", "hand"],
)  # fmt: skip
def test_a_construction_in_sentences(task: Make, text: str, view: str, said: str) -> None:
    lines = "".join(f"  {line}\n" for line in text.split("\n"))
    one = task(f"find:\n{lines}")
    assert describe(one, Shown(view=view), body().landmarks, SCENE) == said


def test_the_other_side_and_words_of_this_picture_are_told(task: Make) -> None:
    one = task("find:\n  - at: t4\n")
    shown = Shown(view="upper-back", words={"t4": "fourth bump"})
    assert describe(one, shown, body().landmarks, replace(SCENE, ghost=True)) == (
        f"LI20 is at the fourth bump.{BACK} A faint ring marks the same place on the right side."
    )


def test_what_is_marked_besides_and_dashed_lines_are_told() -> None:
    said = figures()["lr3-foot-dorsum"].description
    assert said.endswith(
        " The picture shows the left foot from above. It also marks the web between the first two toes."
        " Dashed lines show the first foot bone and the second foot bone."
    )
    assert "It also marks the bump below the kneecap and the lower edge of the kneecap." in (
        figures()["gb34-lower-leg-lateral"].description
    )


def test_a_title_says_which_point() -> None:
    assert title_of("GB21") == "How to find GB21"


def test_every_view_has_words() -> None:
    assert set(VIEWS) == set(cameras())


def test_real_descriptions_are_sentences_without_names_of_landmarks() -> None:
    for name, figure in figures().items():
        assert figure.description.endswith("."), name
        words = set(figure.description.replace(".", "").replace(",", "").split())
        spelt = {mark for mark, one in body().landmarks.items() if "-" in mark and one.label != mark}
        assert words & spelt == set(), name
    assert figures()["gb21-upper-back-close"].description == (
        "GB21 is half-way along the line from the bony bump at the base of the neck to the outer end of"
        " the bony shoulder tip. The picture shows the neck and shoulders from behind. A faint ring marks the"
        " same place on the right side."
    )
