from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

import pytest
from sampling import sample

from atlas.library import Entry
from atlas.rules import HEADING, RULES, check_codes, check_flags, check_headings
from atlas.source import Source


@pytest.mark.parametrize("rule", RULES)
def test_the_sample_keeps_every_rule(rule: Any) -> None:
    assert list(rule(sample())) == []


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("## In the tradition", "In the tradition"),
        ("  ###   Two  words  ", "Two  words"),
        ("# One ##", "One"),
        ("##", None),
        ("#2 is a number", ""),
        ("#hashtag", ""),
        ("    ## code", ""),
        ("text ## more", ""),
    ],
)
def test_a_heading_is_what_markdown_takes_for_one(line: str, title: str | None) -> None:
    found = HEADING.match(line)
    assert (found["title"] if found else "") == title


@pytest.mark.parametrize("sides", ["both", "midline"])
def test_an_extra_point_may_lie_anywhere(sides: str) -> None:
    """EX-HN3 lies between the eyebrows, EX-HN5 at both temples."""
    old = sample().points["TE3"]
    matter = old.matter.model_copy(update={"code": "EX-HN3", "meridian": "extra-points", "sides": sides})
    source = replace(old.source, path=PurePosixPath("content/points/ex-hn3.md"))
    library = replace(sample(), points={"EX-HN3": Entry(source, matter)})
    assert list(check_codes(library)) == []


def test_a_flag_for_a_point_that_is_not_written_yet_waits() -> None:
    assert "SP6" not in sample().points
    assert list(check_flags(sample())) == []


LINE_50 = "content/points/gb21.md:50:"
NEAR = '\n    hint: did you mean "Getting comfortable"?'
ALL = "\n    hint: one of: Getting comfortable, Also described as, In the tradition"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Text\n\n## In the tradition\n", []),
        ("## Getting comfortable\n\n## In the tradition\n", []),
        ("## Getting comfy\n", [f'{LINE_50} points have no heading "Getting comfy"{NEAR}']),
        ("##\n", [f'{LINE_50} points have no heading ""{ALL}']),
        ("#1 of two\n", []),
    ],
)
def test_headings_are_those_of_their_kind_and_in_order(body: str, said: list[str]) -> None:
    old = sample().points["GB21"]
    source = Source(old.source.path, {}, {}, body, 50)
    assert [str(problem) for problem in check_headings([Entry(source, old.matter)])] == said
