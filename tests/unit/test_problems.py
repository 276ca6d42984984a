from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from atlas.problems import Problem, SiteError, did_you_mean, one_of, report

FILE = PurePosixPath("content/points/li4.md")


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (Problem(FILE, 3, "is wrong"), "content/points/li4.md:3: is wrong"),
        (Problem(FILE, 0, "is wrong"), "content/points/li4.md: is wrong"),
        (Problem(FILE, 3, "is wrong", "so"), "content/points/li4.md:3: is wrong\n    hint: so"),
    ],
    ids=["line", "file", "hint"],
)
def test_a_problem_says_where_what_and_how_to_mend_it(problem: Problem, said: str) -> None:
    assert str(problem) == said


def test_problems_are_told_in_the_order_of_the_files_each_once() -> None:
    problems = [Problem(FILE, 10, "b"), Problem(FILE, 9, "c"), Problem(FILE, 10, "a"), Problem(FILE, 9, "c")]
    other = Problem(PurePosixPath("content/needs/a.md"), 99, "d")
    error = SiteError([*problems, other])
    assert error.problems == (other, problems[1], problems[2], problems[0])
    assert str(error) == (
        "content/needs/a.md:99: d\ncontent/points/li4.md:9: c\n"
        "content/points/li4.md:10: a\ncontent/points/li4.md:10: b"
    )


def test_report_raises_only_if_there_is_something_to_say() -> None:
    report(iter(()))
    with pytest.raises(SiteError) as caught:
        report(iter([Problem(FILE, 1, "is wrong")]))
    assert caught.value.problems == (Problem(FILE, 1, "is wrong"),)


@pytest.mark.parametrize(
    ("word", "known", "said"),
    [
        ("meridan", ["names", "meridian"], 'did you mean "meridian"?'),
        ("GB12", ["GB21", "LI4"], 'did you mean "GB21"?'),
        ("neck", ["Neck", "shoulder"], 'did you mean "Neck"?'),
        ("xyz", ["names", "meridian"], ""),
        ("", ["names"], ""),
        ("names", [], ""),
    ],
)
def test_the_nearest_known_word_is_offered(word: str, known: list[str], said: str) -> None:
    assert did_you_mean(word, known) == said


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (["a", "b"], "one of: a, b"),
        (["tested, but not well", "not tested"], "one of: tested, but not well; not tested"),
    ],
)
def test_a_closed_choice_is_told_whole(known: list[str], said: str) -> None:
    assert one_of(known) == said
