"""The sample: a whole tiny project, to look at as values, to copy and to change."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from atlas.ask import begin
from atlas.collect import load_library
from atlas.entries import Stock, read_texts
from atlas.library import all_pages
from atlas.memo import Memo
from atlas.pictures import hang_pictures
from atlas.pipeline import Site, make
from atlas.starter import Desk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atlas.library import Library
    from atlas.pictures import Gallery

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "tests" / "sample"
PARTS = ("templates", "assets", "netlify.toml")
PROGRAM = ("atlas", "build.py")
SITE_URL = "https://example.org/atlas/"


@cache
def sample() -> Library:
    """Return the sample's library. Nothing in it can change, so that tests share it."""
    return load_library(SAMPLE / "content", SAMPLE)


@cache
def sample_pictures() -> Gallery:
    """Return the pictures of the sample's points."""
    return hang_pictures(sample().points, ROOT / "assets" / "figures")


def stock(library: Library, gallery: Gallery) -> Stock:
    """Return what the pages of a library are made from."""
    return Stock(read_texts(all_pages(library), library, {}, Memo()), library, gallery)


def copy_sample(folder: Path, parts: Sequence[str] = PARTS) -> Path:
    """Make a project of the sample's content and of parts of the real one, to change at will."""
    return _copy(SAMPLE, ("content",), _copy(ROOT, parts, folder))


def copy_real(folder: Path) -> Path:
    """Make a copy of the real project, to run in and to change at will."""
    return _copy(ROOT, ("content", *PARTS, *PROGRAM), folder)


def _copy(root: Path, names: Sequence[str], folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        if (root / name).is_dir():
            shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(root / name, folder / name)
    return folder


def edit(file: Path, old: str, new: str) -> None:
    """Replace words that stand in a file exactly once."""
    text = file.read_bytes().decode()
    assert text.count(old) == 1, f"{file} has {text.count(old)} times {old!r}"
    file.write_bytes(text.replace(old, new).encode())


class Whole(NamedTuple):
    """A whole site, made anew: the bytes of every file."""

    files: dict[str, bytes]
    pages: int
    points: int
    lock: str


def made(root: Path, site_url: str = "") -> Whole:
    """Make the site of a project, with nothing taken from a build before."""
    site = make(Site(root, root / "output", site_url))
    files = {path: file for path, file in site.files.items() if isinstance(file, bytes)}
    return Whole(files, site.pages, site.points, site.lock)


@cache
def real_site() -> Whole:
    """Return the real site, made for an address. Tests share it, and change nothing in it."""
    return made(ROOT, SITE_URL)


def started(root: Path, kind: str, given: str, **told: tuple[str, ...]) -> Path:
    """Begin a new file in a project, as the program does on the day of the guide, and return where it is."""
    return begin(Desk(root, date(2026, 11, 22)), kind, given, told).write(root)


def run(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program of a project as its user does."""
    return subprocess.run(
        [sys.executable, "build.py", *arguments],
        cwd=root,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def state(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    """Return every file of a folder with its bytes, inode and time, so that no write goes unseen."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
