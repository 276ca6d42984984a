"""Whether a text is so heavy that Markdown would take minutes to read it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from atlas.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.source import Source

# What takes long grows with the square of these: each [ is followed to the end of its paragraph, to see
# whether it is closed. No text of ours has a tenth of it.
MOST_LETTERS, MOST_BRACKETS = 8_000, 1_000
BLANK = re.compile(r"\n[ \t]*(?=\n)")


def too_heavy(source: Source) -> Iterator[Problem]:
    """Yield each paragraph that is too long, and a text with too many brackets."""
    line = source.body_line
    for part in BLANK.split(source.body):
        paragraph = part.removeprefix("\n")
        if len(paragraph) > MOST_LETTERS:
            where = line + len(part) - len(paragraph)
            message = f"this paragraph has {len(paragraph)} letters; {MOST_LETTERS} is the most"
            yield Problem(source.path, where, message, "put an empty line where a new thought begins")
        line += part.count("\n") + 1
    if (count := source.body.count("[")) > MOST_BRACKETS:
        message = f"the text has {count} brackets; {MOST_BRACKETS} is the most"
        yield Problem(source.path, source.body_line, message, "make two pages of it")
