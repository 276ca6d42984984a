"""Everything written, as one body of work whose parts can be found by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel

from atlas.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atlas.records import Flag, Reference, SiteMatter
    from atlas.schema import (
        MeridianMatter,
        NeedMatter,
        PageMatter,
        PointMatter,
        RegionMatter,
        RoutineMatter,
        TermMatter,
    )
    from atlas.source import Source

M_co = TypeVar("M_co", bound=BaseModel, covariant=True)


@dataclass(frozen=True, slots=True)
class Entry(Generic[M_co]):
    """One file: where it came from, and what it says. `at` is its place inside a YAML list."""

    source: Source
    matter: M_co
    at: tuple[int, ...] = ()

    @property
    def slug(self) -> str:
        """The file's name, which is also its address."""
        return self.source.slug

    def problem(self, loc: tuple[str | int, ...], message: str, hint: str = "") -> Problem:
        """Return a problem at the line of one key of this entry."""
        return Problem(self.source.path, self.source.line_of((*self.at, *loc)), message, hint)


@dataclass(frozen=True, slots=True)
class Library:
    """All entries by name: points by code, the rest by slug, each in reading order.

    `drafts` are the names of those that were left out.
    """

    site: Entry[SiteMatter]
    points: Mapping[str, Entry[PointMatter]]
    routines: Mapping[str, Entry[RoutineMatter]]
    needs: Mapping[str, Entry[NeedMatter]]
    regions: Mapping[str, Entry[RegionMatter]]
    meridians: Mapping[str, Entry[MeridianMatter]]
    glossary: Mapping[str, Entry[TermMatter]]
    pages: Mapping[str, Entry[PageMatter]]
    references: Mapping[str, Entry[Reference]]
    flags: tuple[Entry[Flag], ...]
    drafts: frozenset[str]

    def addresses(self) -> dict[str, str]:
        """Return the address of every name an author can link to: `GB21`, `glossary:cun`, `need:…`."""
        found = {code: f"points/{entry.slug}.html" for code, entry in self.points.items()}
        for word, entries in (("routine", self.routines), ("need", self.needs), ("region", self.regions),
                              ("meridian", self.meridians)):  # fmt: skip
            found |= {f"{word}:{slug}": f"{word}s/{slug}.html" for slug in entries}
        found |= {f"page:{slug}": f"{slug}.html" for slug in self.pages}
        found |= {f"glossary:{slug}": f"glossary.html#{slug}" for slug in self.glossary}
        return found | {f"source:{name}": f"sources.html#{name}" for name in self.references}


def all_pages(library: Library) -> tuple[Entry[Any], ...]:
    """Return every entry that has a Markdown file."""
    kinds: tuple[Mapping[str, Entry[Any]], ...] = (
        library.points, library.routines, library.needs, library.regions, library.meridians,
        library.glossary, library.pages,
    )  # fmt: skip
    return tuple(entry for kind in kinds for entry in kind.values())


def spellings(point: PointMatter, library: Library) -> tuple[str, ...]:
    """Return the same code in other systems: GB21 is also G21 and VB21. Extra points have none."""
    meridian = library.meridians[point.meridian].matter
    letters, number = split_code(point.code)
    return tuple(f"{alias}{number}" for alias in meridian.aliases if letters == meridian.code)


def needs_of(point: Entry[PointMatter], library: Library) -> dict[str, Entry[NeedMatter]]:
    """Return the needs that the point names, or that name the point."""
    code = point.matter.code
    named = [use.need for use in point.matter.helps if use.need]
    listed = [
        slug for slug, need in library.needs.items() if code in [use.code for use in need.matter.points]
    ]
    return {slug: library.needs[slug] for slug in dict.fromkeys((*named, *listed))}


def split_code(code: str) -> tuple[str, int]:
    """Return the letters and the number of a code: `EX-HN3` is `EX-HN` and 3."""
    letters = code.rstrip("0123456789")
    return letters, int(code[len(letters) :])
