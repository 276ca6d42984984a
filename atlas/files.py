"""A file of the site: its name, and its bytes or the knowledge that it lies where it belongs."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from atlas.sight import Sight


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that the last build left in the output folder, and that this one need not make again."""

    size: int
    hash: str
    sight: Sight
    """What the disk says of it as long as nobody touches it."""


File: TypeAlias = bytes | Kept


def size_of(file: File) -> int:
    """Return how many bytes a file has."""
    return len(file) if isinstance(file, bytes) else file.size


def hash_of(file: File) -> str:
    """Return the first half of a file's SHA-256, which browsers can compute too."""
    return sha256(file).hexdigest()[:32] if isinstance(file, bytes) else file.hash


class Hashes:
    """The hashes of files, each reckoned once as long as the same bytes are asked for again."""

    def __init__(self) -> None:
        """Know nothing yet."""
        # The bytes are kept beside their hash, so that no others can come to have their number.
        self._known: dict[int, tuple[bytes, str]] = {}

    def of(self, file: File) -> str:
        """Return the hash of a file."""
        if not isinstance(file, bytes):
            return file.hash
        if id(file) not in self._known:
            self._known[id(file)] = file, hash_of(file)
        return self._known[id(file)][1]

    def keep(self, files: Iterable[File]) -> None:
        """Forget all but these files."""
        self._known = {id(file): self._known[id(file)] for file in files if id(file) in self._known}


def check_names(files: Collection[str], taken: str) -> None:
    """Raise ValueError for a path that no page or asset should ever have been given, or that is `taken`."""
    for path in files:
        odd = any(part in ("", ".", "..") for part in path.split("/")) or "\\" in path or "\0" in path
        if odd or PureWindowsPath(path).anchor or path == taken:
            raise ValueError(f"not a path inside the site: {path!r}")
    if both := sorted(parents(files) & set(files)):
        raise ValueError(f"both a file and a folder: {both[0]!r}")


def parents(paths: Iterable[str]) -> set[str]:
    """Return every folder that these paths need."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found
