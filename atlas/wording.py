"""Words that no page may use: those that promise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from atlas.library import all_pages
from atlas.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.library import Library

PROMISES = re.compile(
    r"\b(cures?|cured|curing|heals?|healed|healing|guarantee[sd]?|detox\w*|miracles?|miraculous|proven"
    r"|risk[- ]free|no side[- ]effects?|(?:completely|perfectly|totally) safe"
    r"|safe (?:in|during) pregnancy)\b",
    re.IGNORECASE,
)
HINT = "say what people use it for, and how well that was tested"
# The title of somebody else's work is theirs.
QUOTED = ("title", "container-title", "author", "URL", "DOI")


def check_promises(library: Library) -> Iterator[Problem]:
    """Yield every promise, in front matter, text or finding, at its line."""
    sources = {entry.source.path: entry for entry in (*all_pages(library), library.site)}
    sources |= {entry.source.path: entry for entry in library.references.values()}
    for entry in sources.values():
        source = entry.source
        for loc, text in source.texts():
            quoted = source.path.name == "references.yaml" and loc[-1] in QUOTED
            for found in () if quoted else PROMISES.finditer(text):
                yield Problem(source.path, source.line_of(loc), f'"{found[0]}" is a promise', HINT)
        for line, text in enumerate(source.body.splitlines(), source.body_line):
            for found in PROMISES.finditer(text):
                yield Problem(source.path, line, f'"{found[0]}" is a promise', HINT)
