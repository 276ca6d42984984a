from __future__ import annotations

from dataclasses import replace

import pytest
from sampling import sample

from atlas.library import Entry, everything
from atlas.source import Source
from atlas.wording import HINT, PROMISES, check_promises


@pytest.mark.parametrize(
    "words",
    [
        "It cures pain.", "CURED", "curing", "a cure", "It heals.", "healing touch", "Guaranteed!",
        "we guarantee", "detox", "detoxifying", "a miracle", "miraculous", "proven", "risk-free", "risk free",
        "no side effects", "no side-effect", "completely safe", "safe in pregnancy", "Safe during pregnancy",
    ],
)  # fmt: skip
def test_a_promise(words: str) -> None:
    assert PROMISES.search(words)


@pytest.mark.parametrize(
    "words",
    [
        "health", "healthy skin", "a secure hold", "procure", "obscured", "manicure", "heel",
        "We do not promise it.", "avoided in pregnancy", "safety", "an unproven idea", "accurate",
    ],
)  # fmt: skip
def test_no_promise(words: str) -> None:
    assert not PROMISES.search(words)


def test_the_sample_promises_nothing() -> None:
    assert list(check_promises(everything(sample()))) == []


def test_promises_are_found_at_their_lines_wherever_they_stand() -> None:
    region = sample().regions["hand"]
    path = region.source.path
    source = Source(
        path, {"title": "Healing hand"}, {("title",): 2}, "\n\nNo side effects,\nand proven.\n", 5
    )
    library = replace(sample(), regions={"hand": Entry(source, region.matter)})
    assert [str(problem) for problem in check_promises(everything(library))] == [
        f'{path}:{line}: "{word}" is a promise\n    hint: {HINT}'
        for line, word in ((2, "Healing"), (7, "No side effects"), (8, "proven"))
    ]


def test_the_title_of_a_work_is_its_author_s_own() -> None:
    data = [{"title": "A miracle cure", "URL": "https://a.org/heals", "finding": "It cures."}]
    path = sample().references["first-source"].source.path
    source = Source(path, data, {(0, "finding"): 4})  # type: ignore[arg-type]
    reference = sample().references["first-source"].matter
    library = replace(sample(), references={"a": Entry(source, reference, (0,))})
    assert [str(problem) for problem in check_promises(everything(library))] == [
        f'content/references.yaml:4: "cures" is a promise\n    hint: {HINT}'
    ]
