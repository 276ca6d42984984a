from __future__ import annotations

import pytest
from bodies import library, real_tasks, solved
from sampling import ROOT

from atlas.confidence import HEAD, confidence_report, names_of
from atlas.landmarks import load_landmarks


def test_the_table_of_the_guide_is_that_of_the_program() -> None:
    written = (ROOT / "docs" / "confidence.md").read_text(encoding="utf-8")
    message = "out of date; run:  python -m atlas.confidence > docs/confidence.md"
    assert written == confidence_report(ROOT), message


def test_where_a_point_hangs_on_a_guess_its_picture_says_so() -> None:
    rows = [row.split(" | ") for row in confidence_report(ROOT).removeprefix(HEAD).splitlines()]
    assert len(rows) >= 10
    assert [row for row in rows if row[1] == "0"] == []
    unsure = {row[0].removeprefix("| ") for row in rows if row[1] == "1"}
    said = {
        code
        for code, point in library().points.items()
        if any((view.caption or "").startswith("Only a guide: ") for view in point.matter.locate.views)
    }
    assert said == unsure


@pytest.mark.parametrize("code", real_tasks())
def test_the_table_says_what_the_solver_found(code: str) -> None:
    """Two ways to the same number: reading the words, and walking them."""
    landmarks = load_landmarks(ROOT / "assets" / "figures")
    named = names_of(code, {code: task.steps for code, task in real_tasks().items()})
    lowest = min(landmarks[name].confidence for name in named if name in landmarks)
    assert {scene.place.confidence for scene in solved()[code].scenes.values()} == {lowest}
