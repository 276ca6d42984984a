"""What the disk says of files, from which can be told whether they are as they were."""

from __future__ import annotations

import os
from hashlib import blake2b
from stat import S_ISREG
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Sight(NamedTuple):
    """What the disk says of a file: bytes, nanoseconds, and its number. `content` is a hash, where needed."""

    size: int
    written: int
    changed: int
    number: int
    content: str = ""


MOST = 32 * 1024 * 1024  # bytes: a site is made from no larger file
HERE = Sight(0, 0, 0, 0)  # all that counts of a folder: what is in it is looked at by itself


def walk(folder: Path | str) -> Iterator[tuple[str, Sight]]:
    """Yield every file in a folder with its path inside it. Links are files, wherever they lead."""
    folders = [""]
    while folders:
        below = folders.pop()
        for entry in _entries(f"{folder}/{below}"):
            name = below + entry.name
            if entry.is_dir(follow_symlinks=False):
                folders.append(f"{name}/")
                continue
            try:
                yield name, sight_of(entry.stat(follow_symlinks=False))
            except FileNotFoundError:  # an editor's own file
                continue


def parts(
    folder: Path | str, below: str = "", above: tuple[tuple[int, int], ...] = ()
) -> Iterator[tuple[str, Sight]]:
    """Yield every file and folder that a site may be made from, links and what they lead to."""
    for entry in sorted(_entries(folder), key=lambda entry: entry.name):
        name, link = below + entry.name, entry.is_symlink()
        if link:
            yield f"{name}@", HERE
        if os.path.isdir(entry.path) if link else entry.is_dir():  # noqa: PTH112 - text is enough
            info = os.stat(entry.path)  # noqa: PTH116
            place = info.st_dev, info.st_ino
            yield f"{name}/", HERE
            if place not in above:  # a link may lead round in a circle
                yield from parts(entry.path, f"{name}/", (*above, place))
        elif sight := see(entry.path) or see(entry.path, follow=False):  # else gone again
            yield name, sight


def _entries(folder: Path | str) -> list[os.DirEntry[str]]:
    try:
        return list(os.scandir(folder))
    except OSError:
        return []


def see(path: Path | str, *, follow: bool = True) -> Sight | None:
    """Return what the disk says of a file, if it is there; unless it is to `follow`, of a link itself."""
    try:
        info = os.stat(path, follow_symlinks=follow)  # noqa: PTH116 - text is enough
    except OSError:
        return None
    return sight_of(info)


def sight_of(info: os.stat_result) -> Sight:
    """Return what counts of all that the disk says."""
    return Sight(info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino)


def content_of(path: Path) -> str:
    """Return the hash of a file, if it is one that can be read and could be part of a site."""
    try:
        info = path.stat()
        # What is no plain file might have no end.
        return hash_of(path.read_bytes()) if S_ISREG(info.st_mode) and info.st_size <= MOST else "none"
    except OSError:  # gone
        return "none"


def hash_of(content: bytes) -> str:
    """Return a hash that no other content has."""
    return blake2b(content, digest_size=16).hexdigest()
