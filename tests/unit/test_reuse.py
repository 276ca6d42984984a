"""Pages of the last build that lie where they were left."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from atlas.files import Kept
from atlas.output import publish
from atlas.prose import Link
from atlas.reuse import Finished, Shelf, keep, recall, shelve
from atlas.sight import see
from atlas.theme import Rendered

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SITE = {"index.html": b"home\n", "points/gb21.html": b"GB21\n"}
LINKS = (Link("index.html", 0), Link("points/gb21.html", 7), Link("index.html", 0))
DONE = tuple(Finished(path, f"key {path}", Rendered(text, LINKS, ("a", "a"))) for path, text in SITE.items())


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Return a built site, remembered beside it."""
    output = tmp_path / "output"
    keep(tmp_path / "pages.json", "epoch", output, shelve(DONE, publish(SITE, output)))
    return output


def recalled(output: Path) -> Shelf:
    shelf, whole = recall(output.parent / "pages.json", "epoch", output)
    assert whole
    return shelf


def test_a_page_that_would_come_out_the_same_is_found_as_it_lies_there(output: Path) -> None:
    shelf = recalled(output)
    found = shelf.find("points/gb21.html", "key points/gb21.html")
    assert found
    sight = see(output / "points/gb21.html")
    assert sight
    assert isinstance(found.file, Kept)
    assert (found.file.size, found.file.sight) == (5, sight)
    assert found.links == LINKS[:2]  # each once
    assert found.fragments == ("a", "a")
    assert publish({path: page.rendered.file for path, page in shelf.pages.items()}, output).changed == 0


def test_another_page_is_not(output: Path) -> None:
    shelf = recalled(output)
    assert shelf.find("points/gb21.html", "key index.html") is None
    assert shelf.find("points/li4.html", "key points/gb21.html") is None


def edit(file: Path) -> None:
    told = file.stat()
    file.write_bytes(b"gb12\n")
    os.utime(file, ns=(told.st_atime_ns, told.st_mtime_ns))


def link(file: Path) -> None:
    file.rename(file.with_name("elsewhere"))
    file.symlink_to("elsewhere")


@pytest.mark.parametrize("meddle", [edit, link, os.remove, lambda file: file.chmod(0o600)])
def test_nor_one_that_somebody_touched(output: Path, meddle: Callable[[Path], object]) -> None:
    meddle(output / "points/gb21.html")
    assert set(recalled(output).pages) == {"index.html"}


def test_nor_those_of_another_folder_or_another_program(output: Path) -> None:
    file = output.parent / "pages.json"
    (output.parent / "copy").mkdir()
    assert recall(file, "epoch", output.parent / "copy") == (Shelf(), True)
    assert recall(file, "another", output) == (Shelf(), True)
    file.write_bytes(file.read_bytes()[:-1])
    assert recall(file, "epoch", output) == (Shelf(), False)
    file.unlink()
    assert recall(file, "epoch", output) == (Shelf(), True)
