"""What the output folder holds before a build, and whose it is: ours, or a stranger's."""

from __future__ import annotations

import contextlib
import errno
import json
import os
from dataclasses import dataclass
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING

from atlas.exchange import ELSEWHERE
from atlas.files import parents
from atlas.problems import Problem, SiteError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from atlas.files import File

MANIFEST = ".atlas.json"


@dataclass(frozen=True, slots=True)
class Before:
    """What the folder holds before the build: everything found, and whose it is."""

    found: Mapping[str, os.stat_result]
    manifest: bytes = b""
    files: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    ours: frozenset[str] = frozenset()
    strangers: frozenset[str] = frozenset()
    strange_folders: frozenset[str] = frozenset()


def named(paths: Iterable[str]) -> tuple[str, ...]:
    """Return names that can be told: what is not text in them is replaced."""
    return tuple(sorted(os.fsencode(path).decode(errors="replace") for path in paths))


def look_at(where: Path, folder: Path) -> Before:
    """Take stock of the folder, and refuse one that is not empty and not ours."""
    found = dict(walk_all(where)) if where.exists() else {}
    if not found:
        return Before(found)
    folders = frozenset(path for path, info in found.items() if S_ISDIR(info.st_mode))
    if any(found[path].st_dev != where.stat().st_dev for path in folders):  # to remove the old would empty it
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
    regular = frozenset(path for path, info in found.items() if S_ISREG(info.st_mode))
    manifest = (where / MANIFEST).read_bytes() if MANIFEST in regular else b""
    with contextlib.suppress(ValueError, RecursionError):
        match json.loads(manifest):
            case {"files": dict(names), "kept": list(keeps)}:
                files, kept = frozenset(names), frozenset(map(str, keeps))
                ours = (files | kept) & regular
                strangers = frozenset(found) - folders - ours - {MANIFEST}
                strange_folders = folders - parents(files | kept)
                return Before(found, manifest, files, kept, ours, strangers, strange_folders)
    raise SiteError([Problem(folder, 0, "holds files that this program did not make", ELSEWHERE)])


def collisions(files: Mapping[str, File], before: Before, folder: Path) -> Iterator[Problem]:
    """Yield each stranger whose name the site needs for itself."""
    folders = parents(files)
    for path in before.strangers | before.strange_folders:
        above = parents([path]) & files.keys()
        if path in files or (path in folders and path in before.strangers):
            needs = "that name"
        elif above:
            needs = f'the name "{(folder / min(above)).as_posix()}"'
        else:
            continue
        name = folder / path
        message = f'"{name.as_posix()}" was not made by this program, and the site needs {needs}'
        yield Problem(name, 0, message, "move it to another folder")


def walk_all(where: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Yield everything in a folder, links unfollowed, with its path inside it."""
    folders = [""]
    while folders:
        folder = folders.pop()
        with os.scandir(f"{where}/{folder}") as entries:
            for entry in entries:
                with contextlib.suppress(FileNotFoundError):  # gone again: an editor's own file
                    yield folder + entry.name, entry.stat(follow_symlinks=False)
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(f"{folder}{entry.name}/")
