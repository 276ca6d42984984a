from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sampling import ROOT, copy_sample, edit, sample

from atlas.advice import (
    advise,
    find_hard_pages,
    find_long_sentences,
    find_old_reviews,
    find_unused_points,
)
from atlas.collect import load_library

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from atlas.library import Library
    from atlas.problems import Kind, Problem

SOON = date(2026, 12, 1)
THIRTY = "Press " + "the soft spot beside it, " * 5 + "and let go now."
LONG = "is a sentence of 31 words; 30 is the most\n    hint: make two of it, one thought each"
REVIEW = '    hint: reread it and its sources with a second person, then set "reviewed" to that day'
USE = '    hint: make it a step or an "instead" of one; for some points a page of their own is enough'


def said(problems: Iterable[Problem]) -> list[str]:
    return [str(problem) for problem in problems]


def changed(folder: Path, file: str, old: str, new: str) -> Library:
    root = copy_sample(folder / "project", ())
    edit(root / "content" / file, old, new)
    return load_library(root / "content", root)


def test_the_sample_needs_no_advice() -> None:
    assert advise(sample(), SOON) == ()


def test_thirty_words_are_no_long_sentence(tmp_path: Path) -> None:
    library = changed(tmp_path, "points/gb21.md", "Rest your elbow on a table.", THIRTY)
    assert said(find_long_sentences(library)) == []


def test_a_long_sentence_is_told_at_its_line_in_the_text(tmp_path: Path) -> None:
    text = f"Rest first.\nNow {THIRTY} It is\ngood so."
    library = changed(tmp_path, "points/gb21.md", "Rest your elbow on a table.", text)
    assert said(find_long_sentences(library)) == [
        f'content/points/gb21.md:50: "Now Press the soft spot beside …" {LONG}'
    ]


@pytest.mark.parametrize(
    ("file", "line", "old"),
    [
        ("points/gb21.md", 17, "Find the outer tip of the shoulder."),
        ("needs/upper-back-pain.md", 14, "One small trial, without sham."),
        ("site.yaml", 2, "Three points to try the program with."),
        ("references.yaml", 17, "It compared pressing with nothing."),
    ],
)
def test_so_it_is_in_front_matter_and_in_records(tmp_path: Path, file: str, line: int, old: str) -> None:
    library = changed(tmp_path, file, old, f"{THIRTY} {THIRTY[:-1]} too.")
    assert said(find_long_sentences(library)) == [
        f'content/{file}:{line}: "Press the soft spot beside it, …" {LONG}'
    ]


def test_a_hard_page_is_told_at_its_longest_sentence(tmp_path: Path) -> None:
    hard = "Practitioners distinguish sensations. " * 20
    longest = "Practitioners may, but only if they look for them with care, also distinguish these."
    text = f"{hard}\n{longest}"
    library = changed(tmp_path, "points/gb21.md", "Rest your elbow on a table.", text)
    (told,) = said(find_hard_pages(library))
    age = re.search(r"age (\d+\.\d);", told)
    assert age
    assert float(age[1]) > 15
    assert told == (
        f"content/points/gb21.md:50: the page reads with ease from age {age[1]}; 12 is the aim\n"
        "    hint: at 5 words a sentence, split the longest, as on this line; "
        "find short words for practitioners, distinguish, sensations"
    )


def test_the_words_of_the_glossary_make_no_page_hard(tmp_path: Path) -> None:
    root = copy_sample(tmp_path / "project", ())
    hard = "Press the sternocleidomastoideus, and then hold the sternocleidomastoideus with your thumb. " * 40
    edit(root / "content/points/gb21.md", "Rest your elbow on a table.", hard)
    assert len(list(find_hard_pages(load_library(root / "content", root)))) == 1
    edit(root / "content/glossary/meridian.md", "also: [channel]", "also: [sternocleidomastoideus]")
    assert list(find_hard_pages(load_library(root / "content", root))) == []


def test_a_review_holds_for_two_years() -> None:
    routine = sample().routines["shoulder-break"]
    library = replace(sample(), points={}, needs={}, pages={}, routines={routine.slug: routine})
    assert routine.matter.reviewed == date(2026, 11, 19)
    assert said(find_old_reviews(library, date(2028, 11, 18))) == []
    (told,) = said(find_old_reviews(library, date(2028, 11, 19)))
    place = "content/routines/shoulder-break.md:17"
    assert told == f"{place}: the last review was on 2026-11-19, more than two years ago\n{REVIEW}"


def test_a_point_without_a_routine_is_told_but_not_one_that_stands_in(tmp_path: Path) -> None:
    library = changed(tmp_path, "routines/shoulder-break.md", "    instead: TE3\n", "")
    assert said(find_unused_points(sample())) == []
    assert said(find_unused_points(library)) == [f"content/points/te3.md:2: no routine uses TE3\n{USE}"]


def test_advice_comes_in_the_order_of_files_and_says_its_kind(tmp_path: Path) -> None:
    root = copy_sample(tmp_path / "project", ())
    edit(root / "content/routines/shoulder-break.md", "    instead: TE3\n", "")
    edit(root / "content/points/te3.md", "reviewed: 2026-11-21", "reviewed: 2020-01-01")
    edit(root / "content/points/cv17.md", "reviewed: 2026-11-20", "reviewed: 2020-01-01")
    advice = advise(load_library(root / "content", root), SOON)
    kinds: list[tuple[str, Kind]] = [(item.about.path.name, item.kind) for item in advice]
    assert kinds == [("cv17.md", "old review"), ("te3.md", "unused point"), ("te3.md", "old review")]


def test_every_advice_on_the_real_content_is_about_a_line_that_is_there() -> None:
    library = load_library(ROOT / "content", ROOT)
    advice = advise(library, date(2040, 1, 1))
    assert {item.kind for item in advice} >= {"old review"}
    for item in advice:
        lines = (ROOT / item.about.path).read_text(encoding="utf-8").splitlines()
        assert lines[item.about.line - 1].strip(), item
