"""Read every file of content/ into a library, or say what is wrong with each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from atlas.library import Entry, Library, M_co, split_code
from atlas.matter import parse
from atlas.memo import Memo
from atlas.patterns import SAID, SLUG
from atlas.plain import LINKED, LONGEST_NAME, RESERVED, is_reserved, listed
from atlas.problems import Problem, SiteError, did_you_mean, one_of, report
from atlas.read import Reader
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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pydantic import BaseModel

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


def load_library(
    content: Path, root: Path, memo: Memo | None = None, *, drafts: bool = False, whole: bool = True
) -> Library:
    """Read every file of `content`, or raise SiteError with the problems of all of them.

    Where the library need not be `whole`, what cannot be read is left out without a word.
    """
    problems: list[Problem] = [*_strays(content, root)]
    reader = Reader(root, memo or Memo())
    by_kind = {kind: _entries(content / kind, reader, model, problems) for kind, model in KINDS.items()}
    site = _record(content / "site.yaml", reader, SiteMatter, problems)
    references = _records(content / "references.yaml", reader, Reference, problems)
    flags = _records(content / "flags.yaml", reader, Flag, problems)
    problems.extend(_twice(by_kind["points"], "point", "code"))
    problems.extend(_twice(references, "reference", "id"))
    if whole or site is None:
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
            if isinstance(entry.matter, model) and (drafts or not _is_draft(entry))
        ]
        kept.sort(key=lambda entry: (*(getattr(entry.matter, key) for key in keys), entry.slug))
        return {entry.slug: entry for entry in kept}

    meridians = ordered("meridians", MeridianMatter, "order")
    waiting = [entry for entries in by_kind.values() for entry in entries if _is_draft(entry) and not drafts]
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
        drafts=frozenset(getattr(entry.matter, "code", entry.slug) for entry in waiting),
    )


def _is_draft(entry: Entry[BaseModel]) -> bool:
    return bool(getattr(entry.matter, "draft", False))


def _twice(entries: Iterable[Entry[M_co]], word: str, key: str) -> Iterator[Problem]:
    """Yield every entry that bears the name of an earlier one."""
    first: dict[str, Entry[M_co]] = {}
    for entry in entries:
        name = getattr(entry.matter, key)
        other = first.setdefault(name, entry)
        if other is not entry:
            hint = f"at {other.problem((key,), '').place}"
            yield entry.problem((key,), f'there is already a {word} "{name}"', hint)


def _by_code(
    points: dict[str, Entry[PointMatter]], meridians: dict[str, Entry[MeridianMatter]]
) -> dict[str, Entry[PointMatter]]:
    """Order points along the meridians: LU1 … CV24, then the extra points."""
    place = {slug: number for number, slug in enumerate(meridians)}

    def order(entry: Entry[PointMatter]) -> tuple[int, str, int]:
        letters, number = split_code(entry.matter.code)
        return place.get(entry.matter.meridian, len(place)), letters, number

    return {entry.matter.code: entry for entry in sorted(points.values(), key=order)}


def _strays(content: Path, root: Path) -> list[Problem]:
    """Report files and folders that nothing would ever read."""
    if not content.is_dir():
        raise SiteError([Problem(content.relative_to(root), 0, "there is no such folder")])
    problems = []
    for file in listed(content, content.relative_to(root)):
        known = KINDS if file.is_dir() else RECORDS
        if file.is_symlink():
            problems.append(Problem(file.relative_to(root), 0, *LINKED))
        elif file.name not in known and not file.name.startswith("."):
            hint = did_you_mean(file.name, known) or one_of(known)
            problems.append(Problem(file.relative_to(root), 0, "nothing reads this", hint))
    return problems


def _entries(folder: Path, reader: Reader, model: type[M_co], problems: list[Problem]) -> list[Entry[M_co]]:
    found: list[Entry[M_co]] = []
    if folder.is_symlink() or not folder.is_dir():  # a link is told of as a stray
        return found
    try:
        there = listed(folder, folder.relative_to(reader.root))
    except SiteError as error:
        problems.extend(error.problems)
        return found
    files = [file for file in there if not file.name.startswith(".")]
    reader.prepare(file for file in files if not _no_page(file))
    for file in files:
        if wrong := _no_page(file):
            problems.append(Problem(file.relative_to(reader.root), 0, *wrong))
            continue
        try:
            source = reader.page(file)
            found.append(Entry(source, parse(source, model)))
        except SiteError as error:
            problems.extend(error.problems)
    return found


def _no_page(file: Path) -> tuple[str, str] | None:
    """Say why a file cannot be a page, and what would be right."""
    if file.is_symlink():
        return LINKED
    if file.suffix != ".md" or file.is_dir():
        return "nothing reads this", "a page is one file that ends in .md"
    if not re.fullmatch(SLUG, file.stem):
        return "is no name for a page, because it is also its address", SAID[SLUG]
    if len(file.stem) > LONGEST_NAME:
        return f"has a name of {len(file.stem)} letters; {LONGEST_NAME} is the most", ""
    if is_reserved(file.stem):
        return RESERVED
    return None


def _record(file: Path, reader: Reader, model: type[M_co], problems: list[Problem]) -> Entry[M_co] | None:
    try:
        source = reader.record(file)
        return Entry(source, parse(source, model))
    except SiteError as error:
        problems.extend(error.problems)
        return None


def _records(file: Path, reader: Reader, model: type[M_co], problems: list[Problem]) -> list[Entry[M_co]]:
    found: list[Entry[M_co]] = []
    try:
        source = reader.record(file)
    except SiteError as error:
        problems.extend(error.problems)
        return found
    if not isinstance(source.data, list):
        problems.append(Problem(source.path, 1, "the file must be a list", "begin each entry with a dash"))
        return found
    for number in range(len(source.data)):
        try:
            found.append(Entry(source, parse(source, model, (number,)), (number,)))
        except SiteError as error:
            problems.extend(error.problems)
    return found
