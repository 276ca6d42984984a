"""The search index: everything a reader may type, and the page that it leads to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from atlas.theme import typeset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from atlas.library import Entry, Library
    from atlas.schema import MeridianMatter, PointMatter

NAME = "js/search-index.js"
Page = dict[str, Any]


def write_index(library: Library) -> bytes:
    """Return the index as a script that sets one global: a page opened from a disk cannot fetch data."""
    index = {"systems": list(_systems(library)), "pages": list(_pages(library))}
    words = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.atlasIndex={words};\n".encode()


def _systems(library: Library) -> Iterator[tuple[str, str]]:
    """Yield every way to write the letters of a code, and the WHO's letters that are meant.

    Where letters mean two meridians, the first is the one that more readers of English mean.
    """
    meridians = [entry.matter for entry in library.meridians.values()]
    yield from ((letters, letters) for matter in meridians for letters in matter.series)
    yield from ((words, matter.code) for matter in meridians for words in matter.aliases)
    yield from ((words, matter.code) for matter in meridians for words in (matter.title, *matter.also))
    yield from ((words, matter.code) for matter in meridians for words in matter.foreign)


def _pages(library: Library) -> Iterator[Page]:
    """Yield every page that can be found. Of two that fit equally well, the earlier one comes first."""
    at = library.addresses()
    for code, point in library.points.items():
        yield _page("point", at[code], point.matter.names.english, **_named(point, library))
    for slug, need in library.needs.items():
        yield _page("need", at[f"need:{slug}"], need.matter.title, also=need.matter.also)
    for slug, routine in library.routines.items():
        used = (library.needs[name].matter.title for name in routine.matter.needs)
        yield _page("routine", at[f"routine:{slug}"], routine.matter.title, used=used)
    for slug, region in library.regions.items():
        yield _page("region", at[f"region:{slug}"], region.matter.title)
    for slug, meridian in library.meridians.items():
        yield _page("meridian", at[f"meridian:{slug}"], meridian.matter.title, **_written(meridian))
    for slug, term in library.glossary.items():
        yield _page("word", at[f"glossary:{slug}"], term.matter.term, also=term.matter.also)
    for slug, page in library.pages.items():
        yield _page("page", at[f"page:{slug}"], page.matter.title, also=page.matter.also)


def _page(
    kind: str, at: str, title: str, also: Iterable[str] = (), used: Iterable[str] = (), **more: str
) -> Page:
    """Return a page of the index without what is empty: readers wait for every byte."""
    told = {"also": [typeset(word) for word in also], "used": [typeset(word) for word in used], **more}
    return {"kind": kind, "at": at, "title": typeset(title)} | {
        key: value for key, value in told.items() if value
    }


def _named(point: Entry[PointMatter], library: Library) -> dict[str, Any]:
    names, uses = point.matter.names, point.matter.helps
    return {
        "code": point.matter.code,
        "pinyin": names.pinyin,
        "hanzi": names.hanzi,
        "traditional": names.hanzi_traditional or "",
        "also": names.also,
        "used": (use.use or library.needs[use.need or ""].matter.title for use in uses),
    }


def _written(meridian: Entry[MeridianMatter]) -> dict[str, Any]:
    matter = meridian.matter
    return {
        "code": matter.code,
        "pinyin": matter.pinyin,
        "hanzi": matter.hanzi,
        "traditional": matter.hanzi_traditional or "",
        "also": matter.also,
    }
