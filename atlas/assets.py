"""Styles, scripts and pictures, each under a name that changes with its content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from atlas.problems import Problem, SiteError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path, PurePath

IMPORT = re.compile(r'^@import "(?P<file>[\w/.-]+)" layer\((?P<layer>[\w.]+)\);$', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)  # for us, not for those who wait on a slow line
STYLES = "css"
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
    for file in sorted({folder / STYLES / "main.css", *folder.rglob("*")}):  # no page does without main.css
        name = file.relative_to(folder)
        if file.is_dir() or not _is_published(name):
            continue
        content = _read(file, root)
        if name.parts[0] != STYLES:
            contents[name.as_posix()] = content
        elif IMPORT.search(content.decode()):
            contents[name.as_posix()] = _one_sheet(content.decode(), file, root)
    names = {name: f"assets/{_fingerprinted(name, content)}" for name, content in contents.items()}
    return Assets({names[name]: content for name, content in contents.items()}, names)


def _read(file: Path, root: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise SiteError([Problem(file.relative_to(root), 0, message)]) from None


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
        if not sheet.is_file():
            message = f'there is no style sheet "{found["file"]}"'
            problems.append(Problem(main.relative_to(root), number, message))
            continue
        css = COMMENT.sub("", _read(sheet, root).decode()).strip()
        parts.append(f"@layer {found['layer']} {{\n{css}\n}}")
    if problems:
        raise SiteError(problems)
    return ("\n".join(parts) + "\n").encode()
