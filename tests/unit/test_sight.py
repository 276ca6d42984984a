"""What the disk says of files and folders, and what it is asked for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from atlas.sight import HERE, content_of, hash_of, parts, see, walk

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "folder/empty").mkdir(parents=True)
    (tmp_path / "folder/a").write_bytes(b"a")
    (tmp_path / "b").write_bytes(b"bb")
    (tmp_path / "file").symlink_to("b")
    (tmp_path / "round").symlink_to("folder")
    (tmp_path / "folder/again").symlink_to("..")
    (tmp_path / "nowhere").symlink_to("gone")
    return tmp_path


def test_the_disk_tells_size_times_and_number(folder: Path) -> None:
    told = (folder / "b").stat()
    assert see(folder / "b") == (2, told.st_mtime_ns, told.st_ctime_ns, told.st_ino, "")
    assert see(folder / "file") == see(folder / "b")
    assert see(folder / "file", follow=False) != see(folder / "b")
    assert see(folder / "gone") is None


def test_in_a_built_site_links_are_files_of_their_own_and_folders_do_not_count(folder: Path) -> None:
    links = "file", "folder/again", "nowhere", "round"
    assert dict(walk(folder)) == {
        "b": see(folder / "b"),
        "folder/a": see(folder / "folder/a"),
        **{name: see(folder / name, follow=False) for name in links},
    }
    assert dict(walk(folder / "gone")) == {}


def test_among_what_is_read_links_are_followed_but_not_for_ever(folder: Path) -> None:
    found = dict(parts(folder))
    assert {name: found[name] for name in ("b", "file", "nowhere", "folder/a", "round/a")} == {
        "b": see(folder / "b"),
        "file": see(folder / "b"),
        "nowhere": see(folder / "nowhere", follow=False),
        "folder/a": see(folder / "folder/a"),
        "round/a": see(folder / "folder/a"),
    }
    marks = {"file@", "folder/", "folder/empty/", "folder/again@", "nowhere@", "round@", "round/"}
    assert marks <= {name for name, sight in found.items() if sight == HERE}
    assert len(found) < 100


def test_of_what_is_no_plain_file_nothing_is_read(folder: Path) -> None:
    os.mkfifo(folder / "pipe")  # whoever reads it waits for ever
    assert (
        content_of(folder / "pipe") == content_of(folder / "folder") == content_of(folder / "gone") == "none"
    )
    assert content_of(folder / "file") == hash_of(b"bb")
