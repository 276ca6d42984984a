"""Whether two pages are alike: a hash of everything that a page is rendered from.

Pickling is the standard library's way to write down any value, and quick. What is written is hashed and
thrown away: nothing is ever unpickled. Two pages that differ are never written alike, because a pickle can be
read. A page holds no sets: they would be written in another order by every process.
"""

from __future__ import annotations

import pickle
from hashlib import blake2b
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from atlas.library import Entry, Library, everything
from atlas.pictures import Picture

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atlas.page import Page


class Likeness:
    """Tells pages apart. What many of them share is looked at once."""

    def __init__(self) -> None:
        """Know nothing yet."""
        # Each value is kept beside its hash, so that no other can come to have its number.
        self._shared: dict[int, tuple[object, str]] = {}
        self._pages: dict[int, tuple[Page, str]] = {}

    def of(self, page: Page) -> str:
        """Return a hash that no other page has."""
        if id(page) not in self._pages:
            self._pages[id(page)] = page, self._hash(page)
        return self._pages[id(page)][1]

    def keep(self, pages: Iterable[Page]) -> None:
        """Forget all but these pages, and what is shared by others."""
        self._pages = {id(page): self._pages[id(page)] for page in pages}
        self._shared = {}

    def of_shared(self, value: object) -> str:
        """Return the hash of a value that many pages share."""
        if id(value) not in self._shared:
            self._shared[id(value)] = value, self._hash(_apart(value))
        return self._shared[id(value)][1]

    def _hash(self, value: object) -> str:
        written = BytesIO()
        _Writer(written, self).dump(value)
        return blake2b(written.getvalue(), digest_size=16).hexdigest()


class _Writer(pickle.Pickler):
    """Writes a value down without regard to which of its parts are one and the same object."""

    def __init__(self, file: BytesIO, likeness: Likeness) -> None:
        super().__init__(file, protocol=5)
        self.fast = True
        self._likeness = likeness

    def reducer_override(self, value: Any) -> Any:
        """Write what is the same in every process, and short."""
        match value:
            case Entry():
                # Templates read of an entry what its front matter says, and its name: never its text.
                return str, (value.source.path.as_posix(), value.at, value.source.front)
            case Library() | Picture():
                return str, (self._likeness.of_shared(value),)
            case BaseModel():
                return str, (value.model_dump_json(),)
            case _:
                return NotImplemented


def _apart(value: object) -> object:
    """Return what tells a shared value from others of its kind."""
    match value:
        case Library():
            entries = [(entry.source.path, entry.at, entry.source.front) for entry in everything(value)]
            return entries, sorted(value.drafts)
        case Picture():  # the contours are the same for all
            return value.figure, value.plate, value.caption, dict(value.links)
        case _:
            return value
