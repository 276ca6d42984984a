"""Styles, scripts and pictures, each under a name that changes with its content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from atlas.plain import listed, read_plain
from atlas.problems import Problem, SiteError, report
from atlas.vetting import drawing_faults, name_faults

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path, PurePath

IMPORT = re.compile(r'^@import "(?P<file>[\w/.-]+)" layer\((?P<layer>[\w.]+)\);$', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)  # for us, not for those who wait on a slow line
STYLES = "css"
MOST_BYTES = 16 * 1024 * 1024
WORKER = "js/sw.js"  # goes to the top of the site: a worker sees only pages beside and below it


@dataclass(frozen=True, slots=True)
class Assets:
    """`files`: what to publish. `names`: where each asset is, by its path under assets/."""

    files: Mapping[str, bytes]
    names: Mapping[str, str]

    def image_names(self) -> dict[str, str]:
        """Return the addresses of pictures that authors can name: `image:hand.webp`."""
        folder = "images/"
        found = {name: address for name, address in self.names.items() if name.startswith(folder)}
        return {f"image:{name.removeprefix(folder)}": address for name, address in found.items()}


def collect_assets(folder: Path, root: Path) -> Assets:
    """Read all assets, each list of style sheets as one. Raises SiteError for a file that cannot be read."""
    contents: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name in _vet(folder, root, problems):
        try:
            content = _read(folder / name, root)
            if name.parts[0] != STYLES:
                contents[name.as_posix()] = content
            elif IMPORT.search(text := _text(content, folder / name, root)):
                contents[name.as_posix()] = _one_sheet(text, folder / name, root)
            if name.suffix.lower() == ".svg":
                problems += drawing_faults(content, (folder / name).relative_to(root))
        except SiteError as error:
            problems += error.problems
    report(problems)
    names = {name: f"assets/{_fingerprinted(name, content)}" for name, content in contents.items()}
    return Assets({names[name]: content for name, content in contents.items()}, names)


def _vet(folder: Path, root: Path, problems: list[Problem]) -> list[PurePath]:
    """Return the path of each file to publish, in order, and tell of those that no site can hold."""
    found = [folder / STYLES / "main.css"]  # no page does without it
    folders = [folder]
    for below in folders:
        try:
            for file in listed(below, below.relative_to(root)):
                (folders if file.is_dir() and not file.is_symlink() else found).append(file)
        except SiteError as error:
            problems += error.problems
    names = [name for file in sorted(set(found)) if _is_published(name := file.relative_to(folder))]
    wrong = {name: (message, hint) for name, message, hint in name_faults(names)}
    problems += [Problem((folder / name).relative_to(root), 0, *told) for name, told in wrong.items()]
    return [name for name in names if name not in wrong]


def _read(file: Path, root: Path) -> bytes:
    return read_plain(file, file.relative_to(root), MOST_BYTES)


def _text(content: bytes, file: Path, root: Path) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise SiteError([Problem(file.relative_to(root), 0, "is not UTF-8 text")]) from None


def _is_published(name: PurePath) -> bool:
    """Of the figures, only the plates are files of their own: the rest is drawn into the pages, or notes.

    Of what is not ours, only the scripts: each begins with its own licence.
    """
    if name.parts[0] == "figures":
        return name.parts[1] == "plates"
    if name.parts[0] == "share":
        return name.suffix == ".png"
    if "vendor" in name.parts:
        return name.suffix == ".js"
    if name.as_posix() == WORKER:
        return False
    return not name.name.startswith(".")


def _fingerprinted(name: str, content: bytes) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.{blake2b(content, digest_size=5).hexdigest()}{dot}{ending}"


def _one_sheet(text: str, main: Path, root: Path) -> bytes:
    """Put the sheets that a list names in their places, each in its layer, in its order."""
    parts, problems = [], []
    for number, line in enumerate(text.splitlines(), 1):
        found = IMPORT.match(line)
        if not found:
            parts.append(line)
            continue
        sheet = main.parent / found["file"]
        if ".." in sheet.parts or not sheet.is_relative_to(main.parent) or not sheet.is_file():
            message = f'there is no style sheet "{found["file"]}"'
            problems.append(Problem(main.relative_to(root), number, message))
            continue
        css = COMMENT.sub("", _text(_read(sheet, root), sheet, root)).strip()
        parts.append(f"@layer {found['layer']} {{\n{css}\n}}")
    if problems:
        raise SiteError(problems)
    return ("\n".join(parts) + "\n").encode()
