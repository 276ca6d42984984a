"""Put files on disk, whole or not at all.

The new site is built beside the old one in a hidden folder, in which every unchanged file is a second
name (a hard link) of the old file and so keeps its time stamps. Then the two folders change places, and
the old one is removed. Whatever happens before that moment, the old site is as it was.

The manifest `.atlas.json` says which files are ours: `files`, with a hash of each, and `kept`, the
fingerprinted assets of the build before, which a page loaded a moment ago may still ask for. All else in
the folder is a stranger's: it is carried over and named, never removed.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import shutil
from dataclasses import dataclass, field, replace
from stat import S_ISDIR
from typing import TYPE_CHECKING

from atlas.exchange import change_places, clear, flush, locate, only_one, put_back
from atlas.files import Kept, check_names, hash_of, parents
from atlas.holdings import MANIFEST, collisions, look_at, named, walk_all
from atlas.last import staged
from atlas.problems import Problem, SiteError, report
from atlas.sight import sight_of, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from atlas.files import File
    from atlas.holdings import Before
    from atlas.sight import Sight

_OTHER_DISK = "part of the folder is on another disk, or in the image of a container"
_FINGERPRINTED = re.compile(r"^assets/.*\.[0-9a-f]{10}\.[^/]*$")


@dataclass(frozen=True, slots=True)
class Written:
    """What a build did to the folder."""

    total: int
    """Files of the site."""
    changed: int = 0
    """Those of them that are new or different."""
    removed: int = 0
    """Files of earlier builds that are gone from the folder."""
    strangers: tuple[str, ...] = ()
    """Files that somebody else put into the folder, carried over."""
    cleaned: tuple[str, ...] = ()
    """Files that somebody else put there, removed because that was asked for."""
    atomic: bool = True
    """Whether old and new changed places in a single step."""
    left: Mapping[str, Sight] = field(default_factory=dict, compare=False, repr=False)
    """Everything in the folder now, as the disk sees it."""
    hashes: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    """The hash of each file of the site."""


class MovedError(Exception):
    """Raised when a file that was to be kept is no longer as it was; nothing has been changed."""


def publish(
    files: Mapping[str, File],
    folder: Path,
    swap: Callable[[Path], bool] = change_places,
    *,
    clean: bool = False,
) -> Written:
    """Make `folder` hold `files`, and of what is not ours all or, if it is to be `clean`, nothing.

    Raises SiteError and leaves the folder as it is if that cannot be done.
    """
    check_names(files, MANIFEST)
    where = folder
    try:
        where = locate(folder)
        with only_one(where.parent):
            hashes = {path: hash_of(content) for path, content in files.items()}
            written = _replace(files, hashes, folder, where, swap, clean=clean)
            return replace(written, left=dict(walk(where)), hashes=hashes)
    except OSError as error:
        hint = "the last good site is still in place" if os.path.lexists(where / MANIFEST) else ""
        reason = _OTHER_DISK if error.errno == errno.EXDEV else error.strerror or error
        raise SiteError([Problem(folder, 0, f"could not write the site: {reason}", hint)]) from error


def _replace(
    files: Mapping[str, File],
    hashes: Mapping[str, str],
    folder: Path,
    where: Path,
    swap: Callable[[Path], bool],
    *,
    clean: bool,
) -> Written:
    put_back(where, MANIFEST)
    before = look_at(where, folder)
    cleaned = named(before.strangers) if clean else ()
    if clean:
        before = replace(before, strangers=frozenset(), strange_folders=frozenset())
    report(collisions(files, before, folder))
    clear(where)
    left = named(before.strangers)
    changed = {path for path in files if _differs(where, path, before, files[path])}
    kept = before.kept
    if changed or before.files != files.keys():
        kept = frozenset(path for path in before.files - files.keys() if _FINGERPRINTED.match(path))
    elif before.manifest == _manifest(hashes, kept) and not cleaned:
        return Written(len(files), strangers=left)
    kept &= before.ours
    new = {path: content for path in changed if isinstance(content := files[path], bytes)}
    new[MANIFEST] = _manifest(hashes, kept)
    try:
        _stage(where, before, new, (files.keys() - changed) | kept)
        flush(staged(where))
        atomic = swap(where)
        with contextlib.suppress(OSError):  # the new site is in place: too late to say it is not
            flush(where)
        _rescue(where, before, files)
    finally:
        with contextlib.suppress(OSError):  # what cannot be removed now, the next build tries again
            put_back(where, MANIFEST)
            clear(where)
    return Written(len(files), len(changed), len(before.ours - files.keys() - kept), left, cleaned, atomic)


def _differs(where: Path, path: str, before: Before, content: File) -> bool:
    """Compare with what is really on disk; a file that cannot be read is to be written anew."""
    if isinstance(content, Kept):
        if path not in before.ours or sight_of(before.found[path]) != content.sight:
            raise MovedError(path)
        return False
    if path not in before.ours or before.found[path].st_size != len(content):
        return True
    try:
        return (where / path).read_bytes() != content
    except OSError:
        return True


def _manifest(hashes: Mapping[str, str], kept: Iterable[str]) -> bytes:
    text = json.dumps({"files": hashes, "kept": sorted(kept)}, separators=(",\n", ": "), sort_keys=True)
    return text.encode() + b"\n"


def _stage(where: Path, before: Before, new: Mapping[str, bytes], same: set[str]) -> None:
    """Build the next folder from new files, files that stay the same, and what is not ours."""
    target = staged(where)
    needed = parents([*new, *same, *before.strangers]) | before.strange_folders
    for folder in ("", *sorted(needed)):
        (target / folder).mkdir()
        (target / folder).chmod(0o755)
    for path, content in new.items():
        with (target / path).open("xb") as file:
            file.write(content)
        (target / path).chmod(0o644)
    for path in same:
        _carry(f"{where}/{path}", f"{target}/{path}")
    for path in before.strangers:
        with contextlib.suppress(FileNotFoundError):
            _carry(f"{where}/{path}", f"{target}/{path}")
    for folder in before.strange_folders - parents(new):
        with contextlib.suppress(FileNotFoundError):
            shutil.copystat(where / folder, target / folder)


def _carry(old: str, new: str) -> None:
    """Give a file a second name, or copy it where the disk has no hard links.

    A file on a disk that is mounted inside the folder (EXDEV) is not copied: its original would be removed.
    """
    try:
        os.link(old, new, follow_symlinks=False)
    except (OSError, NotImplementedError) as error:
        if getattr(error, "errno", 0) in (errno.EXDEV, errno.EEXIST):
            raise
        shutil.copy2(old, new, follow_symlinks=False)


def _rescue(where: Path, before: Before, files: Mapping[str, File]) -> None:
    """Move over what somebody put into the old folder while the new one was being built."""
    old = staged(where)
    known = before.files | before.kept | files.keys() | {MANIFEST}
    for path, info in list(walk_all(old)) if old.exists() else ():
        seen = before.found.get(path)
        late = seen is None or (seen.st_ino, seen.st_mtime_ns) != (info.st_ino, info.st_mtime_ns)
        if late and path not in known and not S_ISDIR(info.st_mode):
            (where / path).parent.mkdir(parents=True, exist_ok=True)
            (old / path).replace(where / path)
