"""The offline copy: what a reader's device may keep of the site, and the worker that keeps it there."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from atlas.files import Hashes, hash_of, size_of
from atlas.problems import Problem, SiteError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from atlas.files import File
    from atlas.theme import Rendered

ENOUGH = 16  # letters of a hash
# Bytes that a first visit may leave on the device. Sent compressed, they are less than two million.
CORE_LIMIT = 5_000_000
KEEPER = "about.html"  # the page that says how much room everything takes
PICTURES = ("assets/figures/", "assets/images/")
# What comes first if not everything finds room. Pages at the top of the site come before all of these.
FOLDERS = ("needs", "routines", "points", "regions", "meridians")
# Their pages are kept with all their pictures: who begins a routine will see them all.
WHOLE = ("", "needs", "routines")


@dataclass(frozen=True, slots=True)
class Keep:
    """Addresses of files: `core` is kept after the first visit, `more` once it was visited or asked for."""

    core: tuple[str, ...]
    more: tuple[str, ...]

    def room(self, files: Mapping[str, File]) -> str:
        """Return how much room all of it takes, as people say it."""
        tenths = -(-sum(size_of(files[name]) for name in (*self.core, *self.more)) // 100_000)
        return f"{tenths // 10}.{tenths % 10} MB"


def choose(rendered: Mapping[str, Rendered], files: Mapping[str, File], limit: int = CORE_LIMIT) -> Keep:
    """Choose what to keep. A page comes with what it needs to be whole, or waits until it is visited.

    If there is no room for all of a kind, those come first that most other pages lead to.
    """
    led = Counter(name for page in rendered.values() for name in {address for address, _ in page.links})
    loaded = {name for name in files if not name.endswith((".html", ".xml"))}
    pages = {path: _loaded(page, loaded) for path, page in rendered.items()}
    core: dict[str, None] = {}
    used = 0
    for path in sorted(filter(_is_core, pages), key=lambda path: (_rank(path), -led[path])):
        new = [name for name in _needed(path, pages[path]) if name not in core]
        more = sum(size_of(files[name]) for name in new)
        if used + more <= limit:
            core |= dict.fromkeys(new)
            used += more
    every = sorted({*pages, *(name for loaded in pages.values() for name in loaded)})
    return Keep(tuple(sorted(core)), tuple(name for name in every if name not in core))


def read_worker(file: Path, root: Path) -> bytes:
    """Return the source of the worker."""
    try:
        return file.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise SiteError([Problem(file.relative_to(root), 0, message)]) from None


def write_worker(source: bytes, keep: Keep, files: Mapping[str, File], hashes: Hashes | None = None) -> bytes:
    """Return sw.js. Its version changes with every file that may be kept, and with the worker itself.

    What has been reckoned before need not be again if it is among the `hashes`.
    """
    known = hashes or Hashes()
    core, more = (_beginnings(names, files, known) for names in (keep.core, keep.more))
    version = hash_of(json.dumps([core, more]).encode() + source)[:ENOUGH]
    site = json.dumps({"version": version, "core": core, "more": more}, separators=(",\n", ": "))
    return f"const SITE = {site};\n\n".encode() + source


def _beginnings(names: Collection[str], files: Mapping[str, File], hashes: Hashes) -> dict[str, str]:
    """Return the beginning of each file's SHA-256, which is enough to know it by."""
    return {name: hashes.of(files[name])[:ENOUGH] for name in names}


def _loaded(result: Rendered, loaded: Collection[str]) -> tuple[str, ...]:
    """Return the files that a page loads, in its order: all it names but other pages, and feeds."""
    return tuple(dict.fromkeys(address for address, _ in result.links if address in loaded))


def _needed(path: str, loaded: Collection[str]) -> tuple[str, ...]:
    """Return a page and what it needs: of most pages the first picture, of some all."""
    pictures = [name for name in loaded if name.startswith(PICTURES)]
    later = () if _folder(path) in WHOLE else pictures[1:]
    return (path, *(name for name in loaded if name not in later))


def _is_core(path: str) -> bool:
    """Cards, which lie below the pages they belong to, are for paper: whoever prints is mostly connected."""
    return path.count("/") < 2  # noqa: PLR2004  routines/upper-back-relief/card.html


def _rank(path: str) -> int:
    folder = _folder(path)
    return FOLDERS.index(folder) + 1 if folder in FOLDERS else 0


def _folder(path: str) -> str:
    return path.partition("/")[0] if "/" in path else ""
