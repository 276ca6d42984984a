"""Pages of the last build that would come out the same, and lie in the folder as it left them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pydantic_core import from_json

from atlas.files import Kept
from atlas.last import read, seal
from atlas.prose import Link
from atlas.sight import Sight, see
from atlas.theme import Rendered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from atlas.output import Written


class Finished(NamedTuple):
    """A page as it was made, and the hash of what it was made from."""

    path: str
    key: str
    rendered: Rendered


@dataclass(frozen=True, slots=True)
class Shelf:
    """The pages that the last build left, by their addresses."""

    pages: Mapping[str, Finished] = field(default_factory=dict)

    def find(self, path: str, key: str) -> Rendered | None:
        """Return a page that was made from the same."""
        page = self.pages.get(path)
        return page.rendered if page and page.key == key else None


def recall(file: Path, epoch: str, output: Path) -> tuple[Shelf, bool]:
    """Return the pages that still lie in `output` untouched, and say whether the cache was whole."""
    content = read(file, epoch)
    if not content:
        return Shelf(), content is not None
    told = from_json(content)
    if told["output"] != str(output.resolve()):
        return Shelf(), True
    links = [Link(*link) for link in told["links"]]
    pages = {}
    for path, (key, size, digest, sight, used, fragments) in told["pages"].items():
        left = Sight(*sight)
        if see(output / path, follow=False) == left:
            made = tuple(links[number] for number in used)
            pages[path] = Finished(path, key, Rendered(Kept(size, digest, left), made, tuple(fragments)))
    return Shelf(pages), True


def keep(file: Path, epoch: str, output: Path, shelf: Shelf) -> None:
    """Write down which pages lie in `output`, and what each was made from."""
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
    }
    seal(file, epoch, json.dumps(told, separators=(",", ":")).encode())


def shelve(finished: Iterable[Finished], written: Written) -> Shelf:
    """Return the pages as they lie in the folder now."""
    left, hashes = written.left, written.hashes
    return Shelf(
        {
            path: Finished(path, key, rendered._replace(file=Kept(left[path].size, hashes[path], left[path])))
            for path, key, rendered in finished
            if path in left
        }
    )
