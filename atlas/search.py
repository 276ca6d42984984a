"""The search index: everything a reader may type, and the page that it leads to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from atlas.schema import RegionMatter
from atlas.theme import typeset

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from atlas.library import Library
    from atlas.schema import (
        MeridianMatter,
        Names,
        NeedMatter,
        PageMatter,
        PointMatter,
        RoutineMatter,
        TermMatter,
    )

COLUMNS = ("at", "code", "title", "pinyin", "hanzi", "traditional", "also", "used")
Page = dict[str, Any]


def write_index(library: Library) -> bytes:
    """Return the index as a script that sets one global: a page opened from a disk cannot fetch data.

    Pages are written by kind and column, which compresses far better than one by one.
    """
    pages = {kind: _columns(tuple(found)) for kind, found in _pages(library).items()}
    index = {"systems": list(_systems(library)), "pages": pages}
    words = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.atlasIndex={words};\n".encode()


def _columns(pages: Collection[Page]) -> dict[str, list[Any]]:
    """Return what the pages of one kind have, key by key. A key that none of them has is left out."""
    return {
        key: [page.get(key) or 0 for page in pages] for key in COLUMNS if any(key in page for page in pages)
    }


def _systems(library: Library) -> Iterator[tuple[str, str]]:
    """Yield every way to write the letters of a code, and the WHO's letters that are meant.

    Where letters mean two meridians, the first is the one that more readers of English mean.
    """
    meridians = [entry.matter for entry in library.meridians.values()]
    yield from ((letters, letters) for matter in meridians for letters in matter.series)
    yield from ((words, matter.code) for matter in meridians for words in matter.aliases)
    yield from ((words, matter.code) for matter in meridians for words in (matter.title, *matter.also))
    yield from ((words, matter.code) for matter in meridians for words in matter.foreign)


def _pages(library: Library) -> dict[str, Iterator[Page]]:
    """Return every page that can be found, by kind. Of two that fit equally well, the earlier comes first."""
    at = library.addresses()
    return {
        "point": (_point(at[code], entry.matter, library) for code, entry in library.points.items()),
        "need": (_page(at[f"need:{slug}"], entry.matter) for slug, entry in library.needs.items()),
        "routine": (
            _routine(at[f"routine:{slug}"], entry.matter, library) for slug, entry in library.routines.items()
        ),
        "region": (_page(at[f"region:{slug}"], entry.matter) for slug, entry in library.regions.items()),
        "meridian": (
            _meridian(at[f"meridian:{slug}"], entry.matter) for slug, entry in library.meridians.items()
        ),
        "word": (_word(at[f"glossary:{slug}"], entry.matter) for slug, entry in library.glossary.items()),
        "page": (_page(at[f"page:{slug}"], entry.matter) for slug, entry in library.pages.items()),
    }


def _point(at: str, point: PointMatter, library: Library) -> Page:
    names = point.names
    used = [use.use or library.needs[use.need or ""].matter.title for use in point.helps]
    told = {"at": at, "code": point.code, "title": typeset(names.english), "used": list(map(typeset, used))}
    return told | _written(names) | _also(names.also)


def _routine(at: str, routine: RoutineMatter, library: Library) -> Page:
    used = [typeset(library.needs[need].matter.title) for need in routine.needs]
    return {"at": at, "title": typeset(routine.title), "used": used}


def _meridian(at: str, meridian: MeridianMatter) -> Page:
    return {"code": meridian.code} | _page(at, meridian) | _written(meridian)


def _word(at: str, term: TermMatter) -> Page:
    return {"at": at, "title": typeset(term.term)} | _also(term.also)


def _page(at: str, matter: NeedMatter | RegionMatter | MeridianMatter | PageMatter) -> Page:
    also = () if isinstance(matter, RegionMatter) else matter.also
    return {"at": at, "title": typeset(matter.title)} | _also(also)


def _written(names: Names | MeridianMatter) -> Page:
    written = {"pinyin": names.pinyin, "hanzi": names.hanzi}
    return written | ({"traditional": names.hanzi_traditional} if names.hanzi_traditional else {})


def _also(words: Collection[str]) -> Page:
    return {"also": [typeset(word) for word in words]} if words else {}
