"""Words that no page may use: those that promise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from atlas.problems import Problem
from atlas.rules import check_headings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from atlas.library import Entry

PROMISES = re.compile(
    r"\b(cures?|cured|curing|heals?|healed|healing|guarantee[sd]?|detox\w*|miracles?|miraculous|proven"
    r"|risk[- ]free|no side[- ]effects?|(?:completely|perfectly|totally) safe"
    r"|safe (?:in|during) pregnancy)\b",
    re.IGNORECASE,
)
HINT = "say what people use it for, and how well that was tested"
# The title of somebody else's work is theirs.
QUOTED = ("title", "container-title", "author", "URL", "DOI")


def check_promises(entries: Iterable[Entry[Any]]) -> Iterator[Problem]:
    """Yield every promise, in front matter, text or finding, at its line. Each file is looked at once."""
    for source in {entry.source.path: entry.source for entry in entries}.values():
        if not PROMISES.search("\n".join((*(text for _, text in source.texts), source.body))):
            continue
        for loc, text in source.texts:
            quoted = source.path.name == "references.yaml" and loc[-1] in QUOTED
            for found in () if quoted else PROMISES.finditer(text):
                yield Problem(source.path, source.line_of(loc), f'"{found[0]}" is a promise', HINT)
        for line, text in enumerate(source.body.splitlines(), source.body_line):
            for found in PROMISES.finditer(text):
                yield Problem(source.path, line, f'"{found[0]}" is a promise', HINT)


# Rules that look at each file by itself.
TEXT_RULES = (check_headings, check_promises)
