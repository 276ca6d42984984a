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
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from atlas.sight import Sight, content_of, hash_of, parts, see, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# What a site is made from, inside the project.
PARTS = ("assets", "atlas", "content", "templates")
FILES = ("build.py", "netlify.toml", "requirements.txt")
TEMPLATES = "templates"
CACHE = ".cache"
FILE = "last.json"
JUST_NOW = 2_000_000_000  # nanoseconds: coarser than the clock of any disk
TICK = 10_000_000  # nanoseconds: disks look at the system's clock, which may go on in steps
PROGRAM = Path(__file__).parent
LOADED = time.time_ns()  # what changes in PROGRAM later does not run here


class Last(NamedTuple):
    """What the last build said and left. `strangers` are files in the folder that are not its own."""

    pages: int
    points: int
    url: str
    strangers: Sequence[str]
    outputs: str
    """A hash of what it left in the folder, as the disk sees it."""
    shelf: str = ""
    """The seal of what it left for the next, besides this."""


class Since(NamedTuple):
    """The last build, and every file changed since then. None is new or gone, and the site is untouched."""

    last: Last
    changed: frozenset[str]


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
        found = _modules(root / part) if part == PROGRAM.name else parts(root / part)
        inputs |= {f"{part}/{path}": sight for path, sight in found}
    places = (*FILES, *_packages())
    inputs |= {place: sight for place in places if (sight := see(root / place))}
    for path, sight in inputs.items():
        if sight.changed > at - JUST_NOW:
            inputs[path] = sight._replace(content=content_of(root / path))
    return Look(at, inputs)


def _modules(folder: Path) -> Iterator[tuple[str, Sight]]:
    """Yield the parts of the program, without what Python writes beside them."""
    return ((path, sight) for path, sight in parts(folder) if "__pycache__/" not in path)


def _packages() -> Iterator[str]:
    """Yield the folders that packages are installed in: they change when one of them does."""
    yield from (path for path in sys.path if path.endswith(("site-packages", "dist-packages")))


def program(root: Path) -> str:
    """Return a hash of all that says how a site is made: the program, its packages and the templates."""
    told = [sys.version, *sys.path, *(f"{path} {see(path)}" for path in _packages())]
    told += [f"{path} {content_of(root / PROGRAM.name / path)}" for path, _ in _modules(root / PROGRAM.name)]
    told += [f"{path} {content_of(root / TEMPLATES / path)}" for path, _ in parts(root / TEMPLATES)]
    return hash_of("\n".join(told).encode(errors="surrogatepass"))


def as_loaded() -> bool:
    """Tell whether the program is as it was when it was loaded: else it is not what a look at it shows."""
    return all(sight.changed < LOADED - TICK for _, sight in _modules(PROGRAM))


def steady(root: Path, since: int) -> bool:
    """Tell whether the program is as it was when it was loaded, and the templates as they were at `since`.

    If not, nobody knows which of two states something was made by: it must not be remembered.
    """
    return as_loaded() and all(sight.changed < since - TICK for _, sight in parts(root / TEMPLATES))


def staged(folder: Path) -> Path:
    """Return where the next content of `folder` is built."""
    return folder.with_name(f".{folder.name}.next")


def previous(folder: Path) -> Path:
    """Return where two steps keep the old content of `folder` meanwhile."""
    return folder.with_name(f".{folder.name}.previous")


def since(cache: Path, root: Path, now: Look, output: Path, options: Mapping[str, Any]) -> Since | None:
    """Return what the last build said, and what has changed. If nothing has, another would do the same.

    There is no answer if that build had other options, or if files have come or gone.
    """
    told = read(cache / FILE, _epoch(output, options))
    if not told:
        return None
    kept = json.loads(told)
    then = {path: Sight(*sight) for path, sight in kept["inputs"].items()}
    last = Last(*(kept[name] for name in Last._fields))
    if then.keys() != now.inputs.keys() or seen(walk(output)) != last.outputs:
        return None
    if any(os.path.lexists(left(output.resolve())) for left in (staged, previous)):  # a build was killed
        return None
    changed = frozenset(path for path, sight in now.inputs.items() if _differ(then[path], sight, root / path))
    if not changed and any(sight.content for sight in then.values()):  # next time their times will do
        keep(cache, now, output, options, last)
    return Since(last, changed)


def _differ(then: Sight, now: Sight, file: Path) -> bool:
    if then[:4] != now[:4]:
        return True
    return bool(then.content) and then.content != (now.content or content_of(file))


def seen(files: Iterable[tuple[str, Sight]]) -> str:
    """Return a hash of what the disk says of files."""
    told = sorted(
        f"{path}\0{size} {written} {changed} {number}" for path, (size, written, changed, number, _) in files
    )
    return hash_of("\0".join(told).encode(errors="surrogatepass"))


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


def seal(file: Path, epoch: str, content: bytes) -> str:
    """Write a file of the cache below a line that tells its hash and its epoch. Return the hash.

    A disk that forbids it has no cache.
    """
    seal = hash_of(content)
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, f"{seal} {epoch}\n".encode() + content)
    return seal


def write_whole(file: Path, content: bytes) -> None:
    """Write a file whole or not at all, whenever the program is killed or the disk is full."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    for left in file.parent.glob(f".{file.name}.*"):  # by a build that was killed
        left.unlink(missing_ok=True)
    try:
        beside.write_bytes(content)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
