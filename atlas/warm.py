"""A site that is kept warm while its author works on it: a change costs what depends on it."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from atlas import memo
from atlas.last import TEMPLATES, look, program
from atlas.library import Entry, all_pages
from atlas.memory import MEMO, Memory
from atlas.pictures import keep_lock
from atlas.pipeline import collect_parts, finish, with_texts
from atlas.read import Reader
from atlas.reuse import Shelf

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from atlas.pipeline import Parts, Site
    from atlas.sight import Sight


class Warm:
    """Makes the site again and again, for one thread at a time. At first it takes texts from the cache."""

    def __init__(self, site: Site, cache: Path) -> None:
        self._site = site
        self._epoch = program(site.root)
        self._memory = Memory(memo.recall(cache / MEMO, self._epoch)[0])
        self._parts: Parts | None = None
        self._inputs: Mapping[str, Sight] = {}
        self._templates = _templates(look(site.root).inputs)

    def __call__(self) -> dict[str, bytes]:
        """Return every file of the site as its sources are now, or raise every problem one stage found."""
        inputs = look(self._site.root).inputs
        epoch, templates = program(self._site.root), _templates(inputs)
        if epoch != self._epoch:
            # At once: should the templates become what they were, nothing that these made may be taken then.
            self._epoch, self._memory, self._parts = epoch, Memory(), None
        elif templates != self._templates:
            # Their words may be the same again, and yet others when the last site was made.
            self._memory, self._parts = Memory(self._memory.memo), None
        self._templates = templates
        parts = self._after_texts(inputs)
        if parts is None:
            self._memory.memo.begin()
            parts = collect_parts(self._site, self._memory)
            self._memory.memo.turn()
        made = finish(parts, self._memory)
        keep_lock(self._site.root / "assets" / "figures", made.lock)
        self._memory.shelf = Shelf(made.finished)
        # Only now: after a problem the next time has to see the same changes again.
        self._parts, self._inputs = parts._replace(same=made.finished), inputs
        # Nothing lies on a disk, to be kept there: here every file is its bytes.
        return {path: file for path, file in made.files.items() if isinstance(file, bytes)}

    def _after_texts(self, inputs: Mapping[str, Sight]) -> Parts | None:
        """Return the parts if nothing has changed but texts below front matter since they were collected."""
        if self._parts is None or inputs.keys() != self._inputs.keys():
            return None
        paths = [path for path, sight in inputs.items() if sight != self._inputs[path]]
        stems = {PurePath(path).stem for path in paths}
        entries = {
            entry.source.path.as_posix(): entry
            for entry in all_pages(self._parts.stock.library)
            if entry.slug in stems
        }
        reader = Reader(self._site.root, self._memory.memo)
        changed: list[Entry[Any]] = []
        for path in paths:
            old = entries.get(path)
            if old is None:
                return None
            source = reader.page(self._site.root / path)
            if source.front != old.source.front:
                return None
            changed.append(Entry(source, old.matter, old.at))
        return with_texts(self._parts, changed, self._memory) if changed else self._parts


def _templates(inputs: Mapping[str, Sight]) -> dict[str, Sight]:
    """Return what the disk says of each template."""
    return {
        path: sight._replace(content="") for path, sight in inputs.items() if path.startswith(f"{TEMPLATES}/")
    }
