"""Edits of one point: a word of its text, which its page alone shows, or its place, which lists show too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class Edit(NamedTuple):
    """A number in a point's file that is changed, and the words in which a page shows it."""

    name: str
    pattern: str
    shown: str


TEXT = Edit("text", r"(Count to )\d+( as you press)", "Count to {} as you press")
PLACE = Edit("place", r"(about\s+)\d+(\s+finger-widths)", "about {} finger-widths")


def edit(file: Path, change: Edit, number: int) -> str:
    """Write another number into a file; return the words that its page must show then."""
    before = file.read_text(encoding="utf-8")
    after, count = re.subn(change.pattern, rf"\g<1>{number}\g<2>", before, count=1)
    if not count or after == before:
        raise RuntimeError(f"{file} has no {change.name} to change")
    file.write_text(after, encoding="utf-8")
    return change.shown.format(number)
