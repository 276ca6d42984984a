"""Tables in Markdown, for a terminal and for bench/results/."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

RESULTS = Path(__file__).parent / "results"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table whose columns line up."""
    lines = [tuple(head), *map(tuple, rows)]
    wide = [max(map(len, column)) for column in zip(*lines, strict=True)]
    texts = [" | ".join(cell.ljust(w) for cell, w in zip(line, wide, strict=True)) for line in lines]
    rule = " | ".join("-" * w for w in wide)
    return "\n".join(f"| {text} |" for text in (texts[0], rule, *texts[1:]))


def machine() -> str:
    """Return one line about where this was measured."""
    return f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores."


def publish(name: str, text: str) -> None:
    """Print a result, and keep it in bench/results/."""
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / name).write_text(f"{text.strip()}\n", encoding="utf-8")
    print(text)
