"""The last build: what it was made from and what it left. If all is as it was, the next need not begin.

It is decided from what the disk says of each file, before anything that takes long to load is imported: here
only the standard library is used. A file counts as untouched if its size, both its times and its number on
the disk are the same. A file changed at most two seconds before it was looked at might change again without
its times showing it: of such a file the content is compared too.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

# What a site is made from, inside the project.
PARTS = ("assets", "atlas", "content", "templates")
FILES = ("build.py", "netlify.toml", "requirements.txt")
FILE = "last.json"
JUST_NOW = 2_000_000_000  # nanoseconds: coarser than the clock of any disk
_SKIPPED = "__pycache__"


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
        content = blake2b(text.encode(), digest_size=16).hexdigest()
        return self._replace(inputs={**self.inputs, path: sight._replace(content=content)}) if sight else self


def look(root: Path) -> Look:
    """Look at everything that a build of the project at `root` is made from."""
    at = time.time_ns()
    inputs: dict[str, Sight] = {}
    for part in PARTS:
        inputs |= {f"{part}/{path}": sight for path, sight in walk(root / part, folders=True)}
    places = (*FILES, *_packages())
    inputs |= {place: sight for place in places if (sight := see(root / place))}
    for path, sight in inputs.items():
        if sight.changed > at - JUST_NOW:
            inputs[path] = sight._replace(content=_hash(root / path))
    return Look(at, inputs)


def walk(folder: Path | str, below: str = "", *, folders: bool = False) -> Iterator[tuple[str, Sight]]:
    """Yield every file in a folder, and the folders too if asked, each with its path inside it."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if not entry.is_dir(follow_symlinks=False):
            if sight := see(entry.path) or see(entry.path, follow=False):  # gone again: an editor's own file
                yield below + entry.name, sight
        elif entry.name != _SKIPPED:
            if folders:
                yield f"{below}{entry.name}/", HERE
            yield from walk(entry.path, f"{below}{entry.name}/", folders=folders)


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
        return blake2b(path.read_bytes(), digest_size=16).hexdigest()
    except OSError:  # a folder, or gone
        return "none"


def program(root: Path) -> str:
    """Return a hash of all that says how a site is made: the program, its packages and the templates."""
    parts = [sys.version, *(f"{path} {see(path)}" for path in _packages())]
    for folder in ("atlas", "templates"):
        parts += [f"{path} {_hash(root / folder / path)}" for path, _ in walk(root / folder)]
    return blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def unchanged(cache: Path, root: Path, now: Look, output: Path, options: Mapping[str, Any]) -> Last | None:
    """Return what the last build said, if one with the same options would do the same again."""
    try:
        kept = json.loads((cache / FILE).read_bytes())
        then = {path: Sight(*sight) for path, sight in kept["inputs"].items()}
        outputs = {path: Sight(*sight) for path, sight in kept["outputs"].items()}
        last = Last(kept["pages"], kept["points"], kept["url"], kept["strangers"], outputs)
        same = kept["options"] == _told(output, options) and _same(then, now, root)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    if not same or dict(walk(output)) != outputs:
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
    kept = {
        "options": _told(output, options),
        "inputs": then.inputs,
        **last._asdict(),
    }
    write(cache / FILE, json.dumps(kept).encode())


def write(file: Path, content: bytes) -> None:
    """Write a file of the cache, whole or not at all; a disk that forbids it has no cache."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_bytes(content)
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)


def _told(output: Path, options: Mapping[str, Any]) -> dict[str, Any]:
    return {"python": sys.version, "output": str(output.resolve()), **options}
