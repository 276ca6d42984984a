"""The sentences that a reader meets, each with the line on which its author finds it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from atlas.library import Entry
    from atlas.source import Loc

# The keys whose texts are sentences. The others hold names, words that people type, or wordings for a card.
TOLD = frozenset(
    ("breathing", "caption", "description", "emergency.advice", "feel", "finding", "note", "path", "plain",
     "position", "reach_tip", "short", "steps", "summary", "tagline", "text", "why")
)  # fmt: skip
# What stands below these are steps of a construction, and codes.
UNTOLD = frozenset(("find", "versions"))
# What these tokens open are words that are read alone.
ALONE = frozenset(("heading_open", "th_open", "td_open"))
END = re.compile(r"[.!?…]+[\"'”’)\]*]*(?=\s)")  # noqa: RUF001
# After these a full stop ends nothing; after "no", unless a number follows.
SHORTENED = re.compile(
    r"\b(?:e\.g|i\.e|cf|vs|approx|al|fig|pp?|vol|dr|mrs?|ms|prof|st|(?P<no>no))$", re.IGNORECASE
)
# Where a link to a source begins. A source named between brackets is a note, and no part of the sentence.
SOURCE = "\ue000"
NOTE = re.compile(rf"\s*\([^()]*{SOURCE}[^()]*\)(?P<end>[.,;:!?]*)")
WORD = re.compile(r"[^\W_]+(?:[-'’.,/][^\W_]+)*")  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, and the line on which it begins; in front matter, the line of its key."""

    text: str
    line: int

    @property
    def words(self) -> tuple[str, ...]:
        """Its words and numbers, without the signs between them."""
        return tuple(WORD.findall(self.text))


def sentences_of(entry: Entry[Any], renderer: MarkdownIt) -> Iterator[Sentence]:
    """Yield every sentence of a page, or of one entry of a YAML file. Headings and table cells are none."""
    source = entry.source
    for loc, text in source.texts:
        if loc[: len(entry.at)] == entry.at and _is_told(loc):
            yield from split(text, source.line_of(loc))
    line = source.body_line
    for before, token in pairwise(renderer.parse(source.body)):
        line = source.body_line + token.map[0] if token.map else line
        if token.type == "inline" and before.type not in ALONE:
            yield from split(_read_out(token.children or ()), line)


def _is_told(loc: Loc) -> bool:
    keys = [part for part in loc if isinstance(part, str)]
    return UNTOLD.isdisjoint(keys) and not TOLD.isdisjoint((keys[-1], ".".join(keys[-2:])))


def _read_out(children: Sequence[Token]) -> str:
    """Return the words of a paragraph without marks, addresses and pictures, in the lines of its file."""
    parts = []
    for child in children:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "link_open" and str(child.attrs["href"]).startswith("source:"):
            parts.append(SOURCE)
    return "".join(parts)


def split(text: str, line: int) -> Iterator[Sentence]:
    """Yield the sentences of a text that begins on a line."""
    # A note may go on over the end of a line: its line breaks stay, so that lines can be counted.
    text = NOTE.sub(lambda note: note["end"] + "\n" * note[0].count("\n"), text).replace(SOURCE, "")
    begin = 0
    for end in END.finditer(text):
        if not _goes_on(text[begin : end.start()], text[end.end() :]):
            yield from _sentence(text, begin, end.end(), line)
            begin = end.end()
    yield from _sentence(text, begin, len(text), line)


def _goes_on(before: str, after: str) -> bool:
    """Tell whether the sign between two texts ends no sentence: 2 cm. wide, e.g. GB21, Dr. Liu, no. 4."""
    following = WORD.search(after)
    if not following or following[0][0].islower():
        return bool(following)
    short = SHORTENED.search(before)
    return short is not None and (not short["no"] or following[0][0].isdigit())


def _sentence(text: str, begin: int, end: int, line: int) -> Iterator[Sentence]:
    begin = end - len(text[begin:end].lstrip())
    if WORD.search(text, begin, end):
        yield Sentence(" ".join(text[begin:end].split()), line + text.count("\n", 0, begin))
