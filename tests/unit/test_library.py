from __future__ import annotations

import pytest
from sampling import sample

from atlas.library import all_pages, needs_of, spellings, split_code
from atlas.problems import Problem


def test_every_name_that_an_author_can_link_to() -> None:
    assert sample().addresses() == {
        "LI4": "points/li4.html",
        "TE3": "points/te3.html",
        "GB21": "points/gb21.html",
        "CV17": "points/cv17.html",
        "routine:shoulder-break": "routines/shoulder-break.html",
        "need:upper-back-pain": "needs/upper-back-pain.html",
        "region:chest": "regions/chest.html",
        "region:shoulder": "regions/shoulder.html",
        "region:hand": "regions/hand.html",
        "meridian:large-intestine": "meridians/large-intestine.html",
        "meridian:triple-energizer": "meridians/triple-energizer.html",
        "meridian:gallbladder": "meridians/gallbladder.html",
        "meridian:conception-vessel": "meridians/conception-vessel.html",
        "meridian:extra-points": "meridians/extra-points.html",
        "page:about": "about.html",
        "page:glossary": "glossary.html",
        "page:how-to-measure": "how-to-measure.html",
        "page:how-to-press": "how-to-press.html",
        "page:ruler": "ruler.html",
        "page:safety": "safety.html",
        "page:sources": "sources.html",
        "glossary:meridian": "glossary.html#meridian",
        "source:first-source": "sources.html#first-source",
        "source:second-source": "sources.html#second-source",
    }


def test_every_entry_that_has_a_file_of_its_own() -> None:
    assert [entry.slug for entry in all_pages(sample())] == [
        "li4", "te3", "gb21", "cv17", "shoulder-break", "upper-back-pain", "chest", "shoulder", "hand",
        "large-intestine", "triple-energizer", "gallbladder", "conception-vessel", "extra-points", "meridian",
        "about", "glossary", "how-to-measure", "how-to-press", "ruler", "safety", "sources",
    ]  # fmt: skip


def test_a_point_serves_the_needs_that_it_names_or_that_name_it() -> None:
    needs, points = sample().needs, sample().points
    assert {code: needs_of(point, sample()) for code, point in points.items()} == {
        "LI4": {}, "TE3": needs, "GB21": needs, "CV17": needs,
    }  # fmt: skip
    assert "CV17" not in [use.code for use in needs["upper-back-pain"].matter.points]


@pytest.mark.parametrize(
    ("code", "letters", "number"), [("GB21", "GB", 21), ("EX-HN3", "EX-HN", 3), ("CV1", "CV", 1)]
)
def test_a_code_is_letters_and_a_number(code: str, letters: str, number: int) -> None:
    assert split_code(code) == (letters, number)


@pytest.mark.parametrize(
    ("code", "others"),
    [("GB21", ("G21", "VB21")), ("LI4", ("Co4",)), ("TE3", ("SJ3", "TW3")), ("CV17", ("Ren17", "RN17"))],
)
def test_the_same_code_in_other_systems(code: str, others: tuple[str, ...]) -> None:
    assert spellings(sample().points[code].matter, sample()) == others


def test_a_problem_of_an_entry_is_at_the_line_of_its_key() -> None:
    point, source = sample().points["GB21"], sample().references["second-source"]
    assert point.problem(("press", "seconds"), "is long", "so") == Problem(
        point.source.path, 24, "is long", "so"
    )
    assert source.problem(("finding",), "is long") == Problem(source.source.path, 17, "is long")
    assert source.problem(("gone",), "is missing").line == 6
