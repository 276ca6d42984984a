"""Everything written, as one body of work whose parts can be found by name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel

from atlas.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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


@dataclass(frozen=True)  # without slots: what is looked up for every page is gathered once
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

    @cached_property
    def on_meridian(self) -> dict[str, tuple[Entry[PointMatter], ...]]:
        """The points of each meridian, in its order."""
        return _grouped(self.meridians, ((point, (point.matter.meridian,)) for point in self.points.values()))

    @cached_property
    def in_region(self) -> dict[str, tuple[Entry[PointMatter], ...]]:
        """The points of each region, in reading order."""
        return _grouped(self.regions, ((point, point.matter.regions) for point in self.points.values()))

    @cached_property
    def beside(self) -> dict[str, tuple[Entry[PointMatter] | None, Entry[PointMatter] | None]]:
        """The points before and after each code on its meridian."""
        lines = [(None, *line, None) for line in self.on_meridian.values()]
        return {
            here.matter.code: (before, after)
            for line in lines
            for before, here, after in zip(line, line[1:], line[2:], strict=False)
            if here
        }

    @cached_property
    def listing(self) -> dict[str, tuple[Entry[NeedMatter], ...]]:
        """The needs that list each code."""
        pairs = ((need, [use.code for use in need.matter.points]) for need in self.needs.values())
        return _grouped(self.points, pairs)

    @cached_property
    def using(self) -> dict[str, tuple[Entry[RoutineMatter], ...]]:
        """The routines that have a step for each code."""
        pairs = ((one, [step.point for step in one.matter.steps]) for one in self.routines.values())
        return _grouped(self.points, pairs)

    def with_entries(self, entries: Iterable[Entry[Any]]) -> Library:
        """Return the same with other texts: each entry takes the place of the one from its file."""
        new = {entry.source.path: entry for entry in entries}
        kinds: dict[str, Any] = {
            kind: {name: new.get(entry.source.path, entry) for name, entry in getattr(self, kind).items()}
            for kind in {path.parent.name for path in new}
        }
        return replace(self, **kinds)

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


def everything(library: Library) -> tuple[Entry[Any], ...]:
    """Return every entry of every file."""
    return (library.site, *all_pages(library), *library.references.values(), *library.flags)


def _grouped(
    names: Iterable[str], pairs: Iterable[tuple[Entry[M_co], Iterable[str]]]
) -> dict[str, tuple[Entry[M_co], ...]]:
    """Return the entries that belong to each name, in their order. Names that nobody knows are left out."""
    found: dict[str, list[Entry[M_co]]] = {name: [] for name in names}
    for entry, of in pairs:
        for name in dict.fromkeys(of):
            if name in found:
                found[name].append(entry)
    return {name: tuple(entries) for name, entries in found.items()}


def spellings(point: PointMatter, library: Library) -> tuple[str, ...]:
    """Return the same code in other systems: GB21 is also G21 and VB21. Extra points have none."""
    meridian = library.meridians[point.meridian].matter
    letters, number = split_code(point.code)
    return tuple(f"{alias}{number}" for alias in meridian.aliases if letters == meridian.code)


def needs_of(point: Entry[PointMatter], library: Library) -> dict[str, Entry[NeedMatter]]:
    """Return the needs that the point names, or that name the point."""
    code = point.matter.code
    named = [use.need for use in point.matter.helps if use.need]
    listed = [need.slug for need in library.listing[code]]
    return {slug: library.needs[slug] for slug in dict.fromkeys((*named, *listed))}


def split_code(code: str) -> tuple[str, int]:
    """Return the letters and the number of a code: `EX-HN3` is `EX-HN` and 3."""
    letters = code.rstrip("0123456789")
    return letters, int(code[len(letters) :])
