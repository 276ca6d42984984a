from __future__ import annotations

import time
from contextlib import suppress
from pathlib import PurePosixPath

import pytest

from atlas.heft import MOST_BRACKETS, MOST_LETTERS, too_heavy
from atlas.problems import SiteError
from atlas.prose import markdown, render_prose
from atlas.source import MOST_BYTES, Source

FILE = PurePosixPath("content/points/li4.md")


def source(body: str) -> Source:
    return Source(FILE, {}, {}, body, 10)


def test_what_would_take_long_is_told() -> None:
    said = [
        (fault.place + ": " + fault.message, fault.hint)
        for fault in too_heavy(source("Short.\n\n" + "x" * 8001 + "\n  \n\n" + "[\n" * 4001))
    ]
    assert said == [
        (
            "content/points/li4.md:12: this paragraph has 8001 letters; 8000 is the most",
            "put an empty line where a new thought begins",
        ),
        (
            "content/points/li4.md:15: this paragraph has 8002 letters; 8000 is the most",
            "put an empty line where a new thought begins",
        ),
        ("content/points/li4.md:10: the text has 4001 brackets; 1000 is the most", "make two pages of it"),
    ]


def test_long_texts_of_short_paragraphs_are_fine() -> None:
    paragraphs = "\n\n".join(["x" * 8000, "[a](b)" * 1000])
    assert list(too_heavy(source(paragraphs))) == []


# The worst of what is still allowed, as much of it as a file may hold.
@pytest.mark.parametrize(
    "scrap",
    [
        *("<a ", "> ", "- ", "|a", "[", "[a]("),
        *(
            pytest.param(scrap, marks=pytest.mark.soak)
            for scrap in (
                "`",
                "![",
                "[a][",
                "<",
                "\\",
                '"a ',
                "&",
                "](",
                "1. ",
                "a**b",
                "~~~",
                "<http:",
                "# ",
            )
        ),
    ],
)
def test_no_text_takes_long(scrap: str) -> None:
    most = MOST_BRACKETS // scrap.count("[") if "[" in scrap else MOST_LETTERS // len(scrap)
    paragraph = (scrap * most)[: MOST_LETTERS - 2] + "\n\n"
    body = paragraph * (1 if "[" in scrap else MOST_BYTES // len(paragraph))
    assert list(too_heavy(source(body))) == []
    began = time.process_time()
    with suppress(SiteError):
        render_prose(source(body), {}, "", markdown())
    assert time.process_time() - began < 20
