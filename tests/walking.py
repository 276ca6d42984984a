"""Which pages a test walks over: a fair sample every day, and all of them the long way."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

# What makes a page of its kind the hardest: length, pictures, cautions, links, and being nearly empty.
MEASURES: tuple[Callable[[str], int], ...] = (
    len,
    lambda html: html.count("<svg"),
    lambda html: html.count("caution"),
    lambda html: html.count("<a "),
    lambda html: -len(html),
)

every_walk = pytest.mark.parametrize("walk", ["some", pytest.param("all", marks=pytest.mark.soak)])


def walked(walk: str, names: Iterable[str], folder: Path) -> list[str]:
    """Return the pages of a walk: all, or of every kind those that have the most of something."""
    every = sorted(names)
    if walk == "all":
        return every
    kinds: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in every:
        kinds[kind_of(name)].append(name)
    found = {name for some in kinds.values() for name in _extremes(some, folder)}
    return sorted(found)


def kind_of(name: str) -> tuple[str, ...]:
    """Return what kind of page an address is of: those at the top are each of their own."""
    folder, *rest = name.split("/")
    return (folder, *rest[1:]) if rest else (name,)


def _extremes(names: Sequence[str], folder: Path) -> set[str]:
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in names}
    return {max(names, key=lambda name: measure(texts[name])) for measure in MEASURES}
