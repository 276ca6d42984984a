"""What a build may take from the one before it, and leaves to the next: in this process, or in the cache."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from atlas import memo, reuse
from atlas.files import Hashes
from atlas.last import FILE, read
from atlas.likeness import Likeness
from atlas.memo import Memo
from atlas.reuse import Shelf

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2 import Environment

MEMO, SHELF = "memo", "pages.json"


@dataclass(slots=True)
class Memory:
    """Texts that were read and rendered, and pages that lie in the folder."""

    memo: Memo = field(default_factory=Memo)
    shelf: Shelf = field(default_factory=Shelf)
    likeness: Likeness = field(default_factory=Likeness)
    hashes: Hashes = field(default_factory=Hashes)
    environment: Environment | None = None
    """The templates as they were read."""


def recall(cache: Path, epoch: str, output: Path) -> tuple[Memory, tuple[str, ...]]:
    """Return what the cache holds for this epoch and folder, and the names of its files that are damaged."""
    known, whole = memo.recall(cache / MEMO, epoch)
    shelf, sound = reuse.recall(cache / SHELF, epoch, output)
    readable = read(cache / FILE, epoch) is not None
    damaged = [name for name, well in ((FILE, readable), (MEMO, whole), (SHELF, sound)) if not well]
    return Memory(known, shelf), tuple(damaged)


def keep(cache: Path, epoch: str, output: Path, memory: Memory) -> str:
    """Write what the next build may take; return the seal of the shelf."""
    memo.keep(cache / MEMO, epoch, memory.memo)
    return reuse.keep(cache / SHELF, epoch, output, memory.shelf)
