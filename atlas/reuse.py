"""What the last build left in the folder and lies there untouched, and what it was made from."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pydantic_core import from_json

from atlas.files import Kept
from atlas.last import read, seal
from atlas.library import everything
from atlas.memo import key_of
from atlas.prose import Link
from atlas.sight import Sight, hash_of, see
from atlas.theme import Rendered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from atlas.library import Library
    from atlas.output import Written


class Finished(NamedTuple):
    """A page as it was made, and the hash of what it was made from. Without one it is made every time."""

    path: str
    key: str
    rendered: Rendered


class Trace(NamedTuple):
    """What a site was made from: of each file of content two hashes, and the address of each asset.

    The hashes are of the front matter, or of all that is none, and of the text below it.
    """

    sources: Mapping[str, tuple[str, str]]
    assets: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the last build left, by its addresses: the pages in their order, and other files."""

    pages: Mapping[str, Finished] = field(default_factory=dict)
    files: Mapping[str, Kept] = field(default_factory=dict)
    trace: Trace | None = None
    """Only if all of it still lies there."""
    seal: str = ""
    """The hash of the file from which it was recalled."""

    def find(self, path: str, key: str) -> Rendered | None:
        """Return a page that was made from the same."""
        page = self.pages.get(path)
        return page.rendered if page and page.key == key else None


def trace(library: Library, assets: Mapping[str, str]) -> Trace:
    """Note what a site is made from."""
    sources = {entry.source.path: entry.source for entry in everything(library)}
    return Trace(
        {path.as_posix(): (one.front, key_of(str(one.body_line), one.body)) for path, one in sources.items()},
        assets,
    )


def recall(file: Path, epoch: str, output: Path) -> tuple[Shelf, bool]:
    """Return the pages that still lie in `output` untouched, and say whether the cache was whole."""
    content = read(file, epoch)
    if not content:
        return Shelf(), content is not None
    told = from_json(content)
    if told["output"] != str(output.resolve()):
        return Shelf(), True
    links = [Link(*link) for link in told["links"]]
    files = {path: Kept(size, digest, Sight(*sight)) for path, (size, digest, sight) in told["files"].items()}
    pages = {}
    for path, (key, size, digest, sight, used, fragments) in told["pages"].items():
        left = Sight(*sight)
        if see(f"{output}/{path}", follow=False) == left:
            made = tuple(links[number] for number in used)
            pages[path] = Finished(path, key, Rendered(Kept(size, digest, left), made, tuple(fragments)))
    known = None
    if told["trace"] and len(pages) == len(told["pages"]):
        sources, assets = told["trace"]
        known = Trace({path: (front, text) for path, (front, text) in sources.items()}, assets)
    return Shelf(pages, files, known, hash_of(content)), True


def keep(file: Path, epoch: str, output: Path, shelf: Shelf) -> str:
    """Write down what lies in `output`, and what each page was made from; return the seal."""
    links: dict[Link, int] = {}
    pages = {}
    for path, (_, key, rendered) in shelf.pages.items():
        if isinstance(rendered.file, Kept):
            used = [links.setdefault(link, len(links)) for link in dict.fromkeys(rendered.links)]
            kept = rendered.file
            pages[path] = (key, kept.size, kept.hash, kept.sight, used, rendered.fragments)
    told = {
        "output": str(output.resolve()),
        "links": [(link.address, link.line) for link in links],
        "pages": pages,
        "files": {path: (kept.size, kept.hash, kept.sight) for path, kept in shelf.files.items()},
        "trace": shelf.trace,
    }
    return seal(file, epoch, json.dumps(told, separators=(",", ":")).encode())


def shelve(finished: Iterable[Finished], written: Written, made_from: Trace | None = None) -> Shelf:
    """Return what lies in the folder now."""
    left, hashes = written.left, written.hashes
    files = {
        path: Kept(left[path].size, digest, left[path]) for path, digest in hashes.items() if path in left
    }
    pages = {
        path: Finished(path, key, rendered._replace(file=files.pop(path)))
        for path, key, rendered in finished
        if path in files
    }
    return Shelf(pages, files, made_from if len(pages) + len(files) == len(hashes) else None)
