"""The last build: what it was made from and what it left. If all is as it was, the next need not begin.

It is decided from what the disk says of each file, before anything that takes long to load is imported: here
only the standard library is used. A file counts as untouched if its size, both its times and its number on
the disk are the same. A file changed at most two seconds before it was looked at might change again without
its times showing it: of such a file the content is compared too. Of the built site the times are trusted.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# What a site is made from, inside the project.
PARTS = ("assets", "atlas", "content", "templates")
FILES = ("build.py", "netlify.toml", "requirements.txt")
TEMPLATES = "templates"
FILE = "last.json"
JUST_NOW = 2_000_000_000  # nanoseconds: coarser than the clock of any disk
TICK = 10_000_000  # nanoseconds: disks look at the system's clock, which may go on in steps
PROGRAM = Path(__file__).parent
LOADED = time.time_ns()  # what changes in PROGRAM later does not run here


class Sight(NamedTuple):
    """What the disk says of a file: bytes, nanoseconds, and its number. `content` is a hash, where needed."""

    size: int
    written: int
    changed: int
    number: int
    content: str = ""


HERE = Sight(0, 0, 0, 0)  # all that counts of a folder: what is in it is looked at by itself


class Last(NamedTuple):
    """What the last build said, and every file that it left in the folder. `strangers` are not its own."""

    pages: int
    points: int
    url: str
    strangers: Sequence[str]
    outputs: Mapping[str, Sight]


class Look(NamedTuple):
    """Everything that a build is made from, as it was at one time. Paths are relative to the project."""

    at: int
    inputs: Mapping[str, Sight]

    def after_writing(self, root: Path, path: str, text: str) -> Look:
        """Return the same with a file that the build itself has written meanwhile."""
        sight = see(root / path)
        content = hash_of(text.encode())
        return self._replace(inputs={**self.inputs, path: sight._replace(content=content)}) if sight else self


def look(root: Path) -> Look:
    """Look at everything that a build of the project at `root` is made from."""
    at = time.time_ns()
    inputs: dict[str, Sight] = {}
    for part in PARTS:
        found = _modules(root / part) if part == PROGRAM.name else _parts(root / part)
        inputs |= {f"{part}/{path}": sight for path, sight in found}
    places = (*FILES, *_packages())
    inputs |= {place: sight for place in places if (sight := see(root / place))}
    for path, sight in inputs.items():
        if sight.changed > at - JUST_NOW:
            inputs[path] = sight._replace(content=_hash(root / path))
    return Look(at, inputs)


def walk(folder: Path | str, below: str = "") -> Iterator[tuple[str, Sight]]:
    """Yield every file in a folder with its path inside it. Links are files, wherever they lead."""
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from walk(entry.path, f"{below}{entry.name}/")
        elif sight := see(entry.path, follow=False):  # else gone again: an editor's own file
            yield below + entry.name, sight


def _parts(
    folder: Path | str, below: str = "", above: tuple[tuple[int, int], ...] = ()
) -> Iterator[tuple[str, Sight]]:
    """Yield every file and folder that a site may be made from, links and what they lead to."""
    for entry in _entries(folder):
        name, link = below + entry.name, entry.is_symlink()
        if link:
            yield f"{name}@", HERE
        if os.path.isdir(entry.path) if link else entry.is_dir():  # noqa: PTH112 - text is enough
            info = os.stat(entry.path)  # noqa: PTH116
            place = info.st_dev, info.st_ino
            yield f"{name}/", HERE
            if place not in above:  # a link may lead round in a circle
                yield from _parts(entry.path, f"{name}/", (*above, place))
        elif sight := see(entry.path) or see(entry.path, follow=False):  # else gone again
            yield name, sight


def _modules(folder: Path) -> Iterator[tuple[str, Sight]]:
    """Yield the parts of the program, without what Python writes beside them."""
    return ((path, sight) for path, sight in _parts(folder) if "__pycache__/" not in path)


def _entries(folder: Path | str) -> list[os.DirEntry[str]]:
    try:
        return sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return []


def see(path: Path | str, *, follow: bool = True) -> Sight | None:
    """Return what the disk says of a file, if it is there; unless it is to `follow`, of a link itself."""
    try:
        info = os.stat(path, follow_symlinks=follow)  # noqa: PTH116 - text is enough
    except OSError:
        return None
    return Sight(info.st_size, info.st_mtime_ns, info.st_ctime_ns, info.st_ino)


def _packages() -> Iterator[str]:
    """Yield the folders that packages are installed in: they change when one of them does."""
    yield from (path for path in sys.path if path.endswith(("site-packages", "dist-packages")))


def _hash(path: Path) -> str:
    try:
        # What is no plain file might have no end.
        return hash_of(path.read_bytes()) if S_ISREG(path.stat().st_mode) else "none"
    except OSError:  # gone
        return "none"


def hash_of(content: bytes) -> str:
    """Return a hash that no other content has."""
    return blake2b(content, digest_size=16).hexdigest()


def program(root: Path) -> str:
    """Return a hash of all that says how a site is made: the program, its packages and the templates."""
    parts = [sys.version, *sys.path, *(f"{path} {see(path)}" for path in _packages())]
    parts += [f"{path} {_hash(root / PROGRAM.name / path)}" for path, _ in _modules(root / PROGRAM.name)]
    parts += [f"{path} {_hash(root / TEMPLATES / path)}" for path, _ in _parts(root / TEMPLATES)]
    return hash_of("\n".join(parts).encode(errors="surrogatepass"))


def steady(root: Path, since: int) -> bool:
    """Tell whether the program is as it was when it was loaded, and the templates as they were at `since`.

    If not, nobody knows which of two states something was made by: it must not be remembered.
    """
    parts = ((_modules(PROGRAM), LOADED), (_parts(root / TEMPLATES), since))
    return all(sight.changed < at - TICK for found, at in parts for _, sight in found)


def staged(folder: Path) -> Path:
    """Return where the next content of `folder` is built."""
    return folder.with_name(f".{folder.name}.next")


def previous(folder: Path) -> Path:
    """Return where two steps keep the old content of `folder` meanwhile."""
    return folder.with_name(f".{folder.name}.previous")


def unchanged(cache: Path, root: Path, now: Look, output: Path, options: Mapping[str, Any]) -> Last | None:
    """Return what the last build said, if one with the same options would do the same again."""
    told = read(cache / FILE, _epoch(output, options))
    if not told:
        return None
    kept = json.loads(told)
    then = {path: Sight(*sight) for path, sight in kept["inputs"].items()}
    outputs = {path: Sight(*sight) for path, sight in kept["outputs"].items()}
    last = Last(kept["pages"], kept["points"], kept["url"], kept["strangers"], outputs)
    if not _same(then, now, root) or dict(walk(output)) != outputs:
        return None
    if any(os.path.lexists(left(output.resolve())) for left in (staged, previous)):  # a build was killed
        return None
    if any(sight.content for sight in then.values()):  # next time their times will do
        keep(cache, now, output, options, last)
    return last


def _same(then: Mapping[str, Sight], now: Look, root: Path) -> bool:
    if then.keys() != now.inputs.keys():
        return False
    for path, sight in now.inputs.items():
        old = then[path]
        if old[:4] != sight[:4]:
            return False
        if old.content and old.content != (sight.content or _hash(root / path)):
            return False
    return True


def keep(cache: Path, then: Look, output: Path, options: Mapping[str, Any], last: Last) -> None:
    """Remember a build. Where that is forbidden, the next one begins anew."""
    kept = {"inputs": then.inputs, **last._asdict()}
    seal(cache / FILE, _epoch(output, options), json.dumps(kept).encode())


def _epoch(output: Path, options: Mapping[str, Any]) -> str:
    """Return what a build must share with the last one: also the form in which it is remembered."""
    told = [see(__file__), sys.version, sys.path, str(output.resolve()), sorted(options.items())]
    return hash_of(json.dumps(told).encode())


def read(file: Path, epoch: str) -> bytes | None:
    """Return what `seal` wrote: nothing if it belongs to another epoch, None if it is damaged."""
    try:
        head, content = file.read_bytes().split(b"\n", 1)
        whole, told = head.decode().split(" ", 1)
    except FileNotFoundError:
        return b""
    except (OSError, ValueError):
        return None
    if whole != hash_of(content):
        return None
    return content if told == epoch else b""


def seal(file: Path, epoch: str, content: bytes) -> None:
    """Write a file of the cache below a line that tells its hash and its epoch.

    It is written whole or not at all; a disk that forbids it has no cache.
    """
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        for left in file.parent.glob(f".{file.name}.*"):  # by a build that was killed
            left.unlink(missing_ok=True)
        try:
            beside.write_bytes(f"{hash_of(content)} {epoch}\n".encode() + content)
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)
