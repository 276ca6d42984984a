from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pytest

from atlas.plain import is_reserved, listed, read_plain
from atlas.problems import SiteError

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = "\n    hint: put the file itself here"


def fault(file: Path) -> str:
    with pytest.raises(SiteError) as caught:
        read_plain(file, PurePosixPath("x.md"), 2048)
    return str(caught.value)


def _huge(file: Path) -> None:
    with file.open("wb") as opened:
        opened.truncate(1 << 40)  # a terabyte of nothing, which takes no room on the disk


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda file: file.symlink_to("/dev/zero"), "x.md: is a link to another place" + HERE),
        (lambda file: file.symlink_to("nowhere"), "x.md: is a link to another place" + HERE),
        (os.mkfifo, "x.md: is no plain file" + HERE),
        (Path.mkdir, "x.md: is no plain file" + HERE),
        (_huge, "x.md: is 1073741824 KB long; 2 KB is the most"),
        (lambda _: None, "x.md: cannot be read: No such file or directory"),
    ],
    ids=["endless", "dangling", "pipe", "folder", "huge", "gone"],
)
def test_what_is_no_file_of_its_own_is_told_and_not_read(
    tmp_path: Path, make: Callable[[Path], None], said: str
) -> None:
    make(tmp_path / "x.md")
    assert fault(tmp_path / "x.md") == said


def test_as_much_as_may_be_is_read(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_bytes(b"x" * 2048)
    assert read_plain(tmp_path / "x.md", PurePosixPath("x.md"), 2048) == b"x" * 2048


@pytest.mark.parametrize("name", ["con", "NUL", "com1", "lpt9", "aux.tar.gz", "Prn.md"])
def test_names_that_windows_keeps_are_known(name: str) -> None:
    assert is_reserved(name)


@pytest.mark.parametrize("name", ["condition", "com", "com11", "x.con", "null", ""])
def test_and_no_others(name: str) -> None:
    assert not is_reserved(name)


def test_a_folder_is_listed_in_order_and_one_that_left_is_told(tmp_path: Path) -> None:
    for name in "bca":
        (tmp_path / name).touch()
    assert [file.name for file in listed(tmp_path, PurePosixPath("x"))] == ["a", "b", "c"]
    with pytest.raises(SiteError, match=r"^x: cannot be read: No such file or directory$"):
        listed(tmp_path / "gone", PurePosixPath("x"))
