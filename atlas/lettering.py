"""How wide words are, and how they break into lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# How wide letters are in DejaVu Sans, the widest of the fonts that --sans names, in thousandths of the size.
NARROW = {**dict.fromkeys("ijl'|", 280), **dict.fromkeys("ft.,:;! ", 395), **dict.fromkeys("r()-sz", 530)}
WIDE = {**dict.fromkeys("mwMWO@%½⅓¼", 980), **dict.fromkeys("ABCDEFGHKNPQRSTUVXYZ&", 790)}
ORDINARY = 640


def width_of(words: str, size: float) -> float:
    """Return how wide words may be, at most, in any of our fonts."""
    return size * sum(NARROW.get(letter, WIDE.get(letter, ORDINARY)) for letter in words) / 1000


def wrapped(words: str, size: float) -> list[tuple[str, ...]]:
    """Return the words on one, two and three lines, each as even as it can be."""
    parts = words.split()
    if not parts:
        return [("",)]
    found: list[tuple[str, ...]] = []
    for count in (1, 2, 3):
        if len(parts) < count:
            break
        best = min(_splits(parts, count), key=lambda lines: max(width_of(line, size) for line in lines))
        if count == 1 or max(width_of(line, size) for line in found[-1]) > 6 * size:
            found.append(best)
    return found


def _splits(words: list[str], count: int) -> Iterator[tuple[str, ...]]:
    if count == 1:
        yield (" ".join(words),)
        return
    for i in range(1, len(words) - count + 2):
        for rest in _splits(words[i:], count - 1):
            yield (" ".join(words[:i]), *rest)
