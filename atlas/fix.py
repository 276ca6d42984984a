"""Tidy every file of `content/`, or tell how many need it."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.codes import Codes, codes_of
from atlas.collect import KINDS
from atlas.matter import parse
from atlas.problems import Problem, SiteError, report
from atlas.records import Flag, Reference, SiteMatter
from atlas.schema import MeridianMatter
from atlas.source import parse_page, parse_record, read_text
from atlas.tidy import Tidied, tidy_page, tidy_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel

RECORDS: Mapping[str, type[BaseModel]] = {
    "site.yaml": SiteMatter,
    "references.yaml": Reference,
    "flags.yaml": Flag,
}


def fix(root: Path) -> Iterator[str]:
    """Put every file in order and yield a line for each that was not, or that had to be left as it is.

    Raises SiteError with every file that cannot be written.
    """
    problems = []
    for file, found in _untidy(root):
        shown = file.relative_to(root)
        if isinstance(found, str):
            yield f"{shown.as_posix()}: left as it is, because {found}"
            continue
        try:
            _replace(file, found.text)
        except OSError as error:
            problems.append(Problem(shown, 0, f"cannot be written: {error.strerror}"))
        else:
            yield f"{shown.as_posix()}: {found.done}"
    report(problems)


def would_fix(root: Path) -> Iterator[str]:
    """Yield one line that tells how many files are out of order, if any is."""
    count = sum(isinstance(found, Tidied) for _, found in _untidy(root))
    if count:
        yield f"{count} file{'' if count == 1 else 's'} would be tidied by: python build.py check --fix"


def _untidy(root: Path) -> Iterator[tuple[Path, Tidied | str]]:
    """Yield every file that is out of order, as it should be, or why it cannot be put in order."""
    codes = codes_of(_meridians(root))
    for file, kind in _files(root / "content"):
        try:
            found = _tidied(file, root, kind, codes)
        except SiteError:
            yield file, "it cannot be read"
            continue
        if found.done:
            yield file, found if found.safe else "it would say something else with its lines moved"


def _files(content: Path) -> Iterator[tuple[Path, type[BaseModel]]]:
    """Yield every file that a build reads, and what it holds. A link is none: it leads to another place."""
    for name, kind in KINDS.items():
        for file in () if (content / name).is_symlink() else sorted((content / name).glob("*.md")):
            if file.is_file() and not file.is_symlink() and not file.name.startswith("."):
                yield file, kind
    for name, kind in RECORDS.items():
        if (content / name).is_file() and not (content / name).is_symlink():
            yield content / name, kind


def _tidied(file: Path, root: Path, kind: type[BaseModel], codes: Codes) -> Tidied:
    path = file.relative_to(root)
    text = read_text(file, path)
    if file.suffix == ".md":
        parse_page(text, path)
        return tidy_page(text, kind, codes.normal)
    parse_record(text, path)
    return tidy_record(text, kind, codes.normal)


def _meridians(root: Path) -> Iterator[MeridianMatter]:
    """Yield the meridians that can be read: they tell how codes are written."""
    for file in sorted((root / "content" / "meridians").glob("*.md")):
        path = file.relative_to(root)
        try:
            yield parse(parse_page(read_text(file, path), path), MeridianMatter)
        except SiteError:
            continue


def _replace(file: Path, text: str) -> None:
    """Put a text in a file's place in one step, with the permissions that the file had."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tidy", dir=file.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as made:
            made.write(text)
            made.flush()
            os.fsync(made.fileno())
        shutil.copymode(file, name)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
