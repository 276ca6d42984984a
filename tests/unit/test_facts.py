from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import Any

import pytest
from sampling import sample

from atlas.facts import facts_of, next_free
from atlas.problems import SiteError

HERE = PurePath("content/x.md")


def facts(kind: str, name: str, **told: tuple[str, ...]) -> dict[str, Any]:
    return facts_of(kind, name, told, sample(), HERE)


def test_a_point_knows_its_meridian_its_sides_and_where_locations_are_read() -> None:
    found = facts("point", "CV16")
    assert (found["meridian"], found["sides"], found["source"]) == (
        "conception-vessel",
        ("midline",),
        "first-source",
    )
    assert (found["region"], found["cautions"]) == (("chest",), [])
    assert "region" in found["guessed"]


def test_a_flagged_point_knows_its_cautions() -> None:
    assert [flag.kind for flag in facts("point", "LI4")["cautions"]] == ["pregnancy"]


def test_what_was_told_is_no_guess() -> None:
    found = facts("point", "GB22", region=("hand",))
    assert (found["region"], "region" in found["guessed"]) == (("hand",), False)


def test_a_routine_takes_the_points_of_its_need_in_their_order() -> None:
    need = sample().needs["upper-back-pain"].matter
    found = facts("routine", "upper-back-evening")
    assert (found["title"], found["need"]) == (("Upper back evening",), ("upper-back-pain",))
    listed = [use.code for use in need.points]
    assert found["point"][: len(listed)] == tuple(listed)
    assert len(set(found["point"])) == len(found["point"]) >= 3


def test_a_need_takes_the_part_of_the_body_in_its_name_and_the_points_there() -> None:
    found = facts("need", "stiff-shoulder")
    assert (found["title"], found["region"], found["point"]) == (
        ("Stiff shoulder",),
        ("shoulder",),
        ("GB21",),
    )
    assert facts("need", "stiff-shoulder", region=("hand",))["point"] == ("LI4", "TE3")


@pytest.mark.parametrize(
    ("kind", "part", "word"),
    [
        ("point", "regions", "region"),
        ("point", "references", "source"),
        ("routine", "needs", "need"),
        ("routine", "points", "point"),
        ("need", "regions", "region"),
        ("need", "points", "point"),
    ],
)
def test_where_there_is_nothing_to_name_that_is_said(kind: str, part: str, word: str) -> None:
    changes: dict[str, Any] = {part: {}} if part != "references" else {"references": {}, "points": {}}
    with pytest.raises(SiteError) as caught:
        facts_of(kind, "GB22", {}, replace(sample(), **changes), HERE)
    said = f"content/x.md: there is no {word} yet that it could name\n    hint: write a {word} first"
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("wanted", "taken", "free"),
    [
        ("a", [], "a"),
        ("a", ["a"], "a-2"),
        ("a", ["a", "a-2", "a-3"], "a-4"),
        ("a-2", ["a", "a-2"], "a-3"),
        ("day-7", ["day-7"], "day-2"),
    ],
)
def test_the_next_free_name(wanted: str, taken: list[str], free: str) -> None:
    assert next_free(wanted, taken) == free
