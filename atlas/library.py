"""Everything written, as one body of work whose parts can be found by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel

from atlas.matter import parse
from atlas.problems import Problem, SiteError, did_you_mean, one_of, report
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
from atlas.source import Source, read_page, read_record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

M_co = TypeVar("M_co", bound=BaseModel, covariant=True)

KINDS: Mapping[str, type[BaseModel]] = {
    "points": PointMatter,
    "routines": RoutineMatter,
    "needs": NeedMatter,
    "regions": RegionMatter,
    "meridians": MeridianMatter,
    "glossary": TermMatter,
    "pages": PageMatter,
}
RECORDS = ("site.yaml", "references.yaml", "flags.yaml")


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
    """All entries by name: points by code, the rest by slug, each in reading order."""

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

    def addresses(self) -> dict[str, str]:
        """Return the address of every name an author can link to: `GB21`, `glossary:cun`, `need:…`."""
        found = {code: f"points/{entry.slug}.html" for code, entry in self.points.items()}
        for word, entries in (("routine", self.routines), ("need", self.needs), ("region", self.regions),
                              ("meridian", self.meridians)):  # fmt: skip
            found |= {f"{word}:{slug}": f"{word}s/{slug}.html" for slug in entries}
        found |= {f"page:{slug}": f"{slug}.html" for slug in self.pages}
        found |= {f"glossary:{slug}": f"glossary.html#{slug}" for slug in self.glossary}
        return found | {f"source:{name}": f"sources.html#{name}" for name in self.references}


def load_library(content: Path, root: Path, *, drafts: bool = False) -> Library:
    """Read every file of `content`, or raise SiteError with the problems of all of them."""
    problems: list[Problem] = [*_strays(content, root)]
    by_kind = {kind: _entries(content / kind, root, model, problems) for kind, model in KINDS.items()}
    site = _record(content / "site.yaml", root, SiteMatter, problems)
    references = _records(content / "references.yaml", root, Reference, problems)
    flags = _records(content / "flags.yaml", root, Flag, problems)
    report(problems)
    if site is None:  # it was reported above
        raise SiteError([])
    return _arrange(site, by_kind, references, flags, drafts=drafts)


def _arrange(
    site: Entry[SiteMatter],
    by_kind: dict[str, list[Entry[BaseModel]]],
    references: list[Entry[Reference]],
    flags: list[Entry[Flag]],
    *,
    drafts: bool,
) -> Library:
    def ordered(kind: str, model: type[M_co], *keys: str) -> dict[str, Entry[M_co]]:
        kept = [
            Entry(entry.source, entry.matter)
            for entry in by_kind[kind]
            if isinstance(entry.matter, model) and (drafts or not getattr(entry.matter, "draft", False))
        ]
        kept.sort(key=lambda entry: (*(getattr(entry.matter, key) for key in keys), entry.slug))
        return {entry.slug: entry for entry in kept}

    meridians = ordered("meridians", MeridianMatter, "order")
    return Library(
        site=site,
        points=_by_code(ordered("points", PointMatter), meridians),
        routines=ordered("routines", RoutineMatter, "title"),
        needs=ordered("needs", NeedMatter, "title"),
        regions=ordered("regions", RegionMatter, "order"),
        meridians=meridians,
        glossary=ordered("glossary", TermMatter, "term"),
        pages=ordered("pages", PageMatter),
        references={entry.matter.id: entry for entry in references},
        flags=tuple(flags),
    )


def _by_code(
    points: dict[str, Entry[PointMatter]], meridians: dict[str, Entry[MeridianMatter]]
) -> dict[str, Entry[PointMatter]]:
    """Order points along the meridians: LU1 … CV24, then the extra points."""
    place = {slug: number for number, slug in enumerate(meridians)}

    def order(entry: Entry[PointMatter]) -> tuple[int, str, int]:
        letters, number = split_code(entry.matter.code)
        return place.get(entry.matter.meridian, len(place)), letters, number

    return {entry.matter.code: entry for entry in sorted(points.values(), key=order)}


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


def split_code(code: str) -> tuple[str, int]:
    """Return the letters and the number of a code: `EX-HN3` is `EX-HN` and 3."""
    letters = code.rstrip("0123456789")
    return letters, int(code[len(letters) :])


def _strays(content: Path, root: Path) -> list[Problem]:
    """Report files and folders that nothing would ever read."""
    if not content.is_dir():
        raise SiteError([Problem(content.relative_to(root), 0, "there is no such folder")])
    problems = []
    for file in sorted(content.iterdir()):
        known = KINDS if file.is_dir() else RECORDS
        if file.name not in known and not file.name.startswith("."):
            hint = did_you_mean(file.name, known) or one_of(known)
            problems.append(Problem(file.relative_to(root), 0, "nothing reads this", hint))
    return problems


def _entries(folder: Path, root: Path, model: type[M_co], problems: list[Problem]) -> list[Entry[M_co]]:
    found = []
    for file in sorted(folder.iterdir()) if folder.is_dir() else []:
        if file.name.startswith("."):
            continue
        if file.suffix != ".md" or not file.is_file():
            message, hint = "nothing reads this", "a page is one file that ends in .md"
            problems.append(Problem(file.relative_to(root), 0, message, hint))
            continue
        try:
            source = read_page(file, root)
            found.append(Entry(source, parse(source, model)))
        except SiteError as error:
            problems.extend(error.problems)
    return found


def _record(file: Path, root: Path, model: type[M_co], problems: list[Problem]) -> Entry[M_co] | None:
    try:
        source = read_record(file, root)
        return Entry(source, parse(source, model))
    except SiteError as error:
        problems.extend(error.problems)
        return None


def _records(file: Path, root: Path, model: type[M_co], problems: list[Problem]) -> list[Entry[M_co]]:
    found: list[Entry[M_co]] = []
    try:
        source = read_record(file, root)
    except SiteError as error:
        problems.extend(error.problems)
        return found
    if not isinstance(source.data, list):
        problems.append(Problem(source.path, 1, "the file is a list", "begin each entry with a dash"))
        return found
    for number in range(len(source.data)):
        try:
            found.append(Entry(source, parse(source, model, (number,)), (number,)))
        except SiteError as error:
            problems.extend(error.problems)
    return found
