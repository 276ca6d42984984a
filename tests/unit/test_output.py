from __future__ import annotations

import errno
import fcntl
import json
import os
import platform
import shutil
import signal
import stat
import subprocess
import sys
import time
from hashlib import blake2b, sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from atlas.exchange import change_places, two_steps
from atlas.holdings import MANIFEST
from atlas.output import Written, publish
from atlas.problems import SiteError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ROOT = Path(__file__).parents[2]
AS_ROOT = os.geteuid() == 0
CSS_1, CSS_2, CSS_3 = (f"assets/css/main.{number * 10}.css" for number in "123")
HOME = {"index.html": b"home\n"}
PAGES = {**HOME, "points/gb21.html": b"GB21\n"}
SITE = {**PAGES, CSS_1: b"a{}\n"}

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="the exchange of folders is Linux's")
needs_root = pytest.mark.skipif(sys.platform != "linux" or not AS_ROOT, reason="only root can mount a disk")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that is not there yet, alone in the one around it."""
    (tmp_path / "around").mkdir()
    return tmp_path / "around" / "output"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Return the mount point of a disk of 256 KB."""
    mounted = tmp_path / "disk"
    mounted.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", mounted], check=True)
    yield mounted
    subprocess.run(["umount", "--lazy", mounted], check=True)


def tree(folder: Path) -> dict[str, bytes | str]:
    """Return all there is in a folder: files with their bytes, links with their targets, folders."""
    found: dict[str, bytes | str] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = str(path.readlink())
        elif path.is_file():
            found[name] = path.read_bytes()
        else:
            found[name] = "a folder" if path.is_dir() else "neither file nor folder"
    return found


def site_tree(files: Mapping[str, bytes]) -> dict[str, bytes | str]:
    """Return what a folder with these files, and no history, holds."""
    hashes = {path: sha256(content).hexdigest()[:32] for path, content in files.items()}
    lines = json.dumps({"files": hashes, "kept": []}, separators=(",\n", ": "), sort_keys=True)
    manifest = lines.encode() + b"\n"
    folders = {parent.as_posix(): "a folder" for path in files for parent in Path(path).parents[:-1]}
    return {**folders, **files, MANIFEST: manifest}


def stamps(folder: Path) -> dict[Path, tuple[int, int, int]]:
    """Return what no one can write to without a trace: inode and times, of everything and the parent."""
    infos = {path: path.lstat() for path in (folder.parent, folder, *folder.rglob("*"))}
    return {path: (info.st_ino, info.st_mtime_ns, info.st_ctime_ns) for path, info in infos.items()}


def kept(folder: Path) -> list[str]:
    names: list[str] = json.loads((folder / MANIFEST).read_bytes())["kept"]
    return names


def alone(folder: Path) -> bool:
    return [path.name for path in folder.parent.iterdir()] == [folder.name]


def refusal(files: Mapping[str, bytes], folder: Path, swap: Callable[[Path], bool] = change_places) -> str:
    with pytest.raises(SiteError) as caught:
        publish(files, folder, swap)
    return str(caught.value)


# What is written


def test_a_first_build_writes_every_file_and_says_which_are_ours(folder: Path) -> None:
    assert publish({"index.html": b"home\n", "points/gb21.html": b"GB21\n"}, folder) == Written(2, 2)
    assert tree(folder) == {
        "index.html": b"home\n",
        "points": "a folder",
        "points/gb21.html": b"GB21\n",
        MANIFEST: b'{"files": {"index.html": "9a3e246041d3c27dc3645f79cb0d1eb4",\n'
        b'"points/gb21.html": "d4f73d1053888dd7901cf362779017ca"},\n'
        b'"kept": []}\n',
    }
    assert alone(folder)


@pytest.mark.parametrize("mask", [0o000, 0o077, 0o777], ids=oct)
def test_everyone_can_read_the_site_whatever_the_umask(folder: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        publish(SITE, folder)
    finally:
        os.umask(before)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}
    assert modes == {path: 0o755 if path.is_dir() else 0o644 for path in modes}


def test_the_same_site_again_touches_nothing(folder: Path) -> None:
    publish(SITE, folder)
    before = stamps(folder)
    assert publish(SITE, folder) == Written(3)
    assert stamps(folder) == before


def test_unchanged_files_keep_inode_and_time(folder: Path) -> None:
    publish(SITE, folder)
    for name in SITE:
        os.utime(folder / name, (1_000_000_000, 1_000_000_000))
    before = {name: (folder / name).stat() for name in SITE}
    assert publish({**SITE, "index.html": b"new\n"}, folder) == Written(3, 1)
    after = {name: (folder / name).stat() for name in SITE}
    for name in ("points/gb21.html", CSS_1):
        assert (after[name].st_ino, after[name].st_mtime) == (before[name].st_ino, 1_000_000_000)
        assert after[name].st_nlink == 1
    assert after["index.html"].st_mtime > 1_000_000_000
    assert tree(folder) == site_tree({**SITE, "index.html": b"new\n"})


def test_pages_that_are_no_longer_made_go_and_so_do_their_folders(folder: Path) -> None:
    publish({**HOME, "points/gb21.html": b"GB21\n", "points/li4.html": b"LI4\n"}, folder)
    assert publish({**HOME, "needs/sleep.html": b"sleep\n"}, folder) == Written(2, 1, 2)
    assert tree(folder) == site_tree({**HOME, "needs/sleep.html": b"sleep\n"})


def test_a_file_may_become_a_folder_and_a_folder_a_file(folder: Path) -> None:
    publish({"points": b"a file\n", "needs/sleep.html": b"sleep\n"}, folder)
    publish({"points/gb21.html": b"GB21\n", "needs": b"a file\n"}, folder)
    assert tree(folder) == site_tree({"points/gb21.html": b"GB21\n", "needs": b"a file\n"})


@pytest.mark.parametrize("content", [b"HOME\n", b"longer than home\n", b"", None])
def test_a_file_damaged_by_hand_is_mended(folder: Path, content: bytes | None) -> None:
    publish(SITE, folder)
    page = folder / "index.html"
    times = page.stat().st_mtime_ns
    if content is None:
        page.unlink()
    else:
        page.write_bytes(content)
        os.utime(page, ns=(times, times))
    assert publish(SITE, folder) == Written(3, 1)
    assert tree(folder) == site_tree(SITE)


def test_a_manifest_damaged_by_hand_is_mended(folder: Path) -> None:
    publish(SITE, folder)
    manifest = (folder / MANIFEST).read_text(encoding="utf-8")
    (folder / MANIFEST).write_text(manifest.replace(' "kept"', '  "kept"'), encoding="utf-8")
    assert publish(SITE, folder) == Written(3)
    assert tree(folder) == site_tree(SITE)


@pytest.mark.parametrize(
    "path", ["", "/x", "../x", "a/../x", "a//x", "./x", "a/", "a\\x", "C:/x", "a\0x", MANIFEST]
)
def test_a_path_out_of_the_site_is_a_bug_of_ours(folder: Path, path: str) -> None:
    with pytest.raises(ValueError, match=r"^not a path inside the site: "):
        publish({**SITE, path: b"x"}, folder)
    assert not folder.exists()


def test_a_path_cannot_be_both_file_and_folder(folder: Path) -> None:
    with pytest.raises(ValueError, match=r"^both a file and a folder: 'a/b'$"):
        publish({"a/b": b"", "a/b/c/d": b""}, folder)
    assert not folder.exists()


def test_an_empty_folder_a_relative_one_and_one_beyond_a_link_are_fine(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir()
    monkeypatch.chdir(folder.parent)
    (folder.parent.parent / "link").symlink_to(folder.parent)
    assert publish(SITE, Path("output")) == Written(3, 3)
    assert publish(SITE, Path("../link/output")) == Written(3)
    assert publish(HOME, Path("../link/output")).removed == 1
    assert alone(folder)


# The assets of the last build


def test_fingerprinted_assets_stay_for_one_generation(folder: Path) -> None:
    publish({**HOME, CSS_1: b"1", "assets/plain.css": b"", "points/x.1111111111.html": b""}, folder)
    assert publish({**HOME, CSS_2: b"2"}, folder) == Written(2, 1, 2)
    assert kept(folder) == [CSS_1]
    assert (folder / CSS_1).read_bytes() == b"1"

    before = stamps(folder)
    assert publish({**HOME, CSS_2: b"2"}, folder) == Written(2)
    assert stamps(folder) == before

    assert publish({**HOME, CSS_3: b"3"}, folder) == Written(2, 1, 1)
    assert kept(folder) == [CSS_2]
    assert not (folder / CSS_1).exists()

    assert publish({"index.html": b"new\n", CSS_3: b"3"}, folder) == Written(2, 1, 1)
    assert tree(folder) == site_tree({"index.html": b"new\n", CSS_3: b"3"})


def test_a_kept_asset_that_is_made_again_is_simply_ours(folder: Path) -> None:
    publish({**HOME, CSS_1: b"1"}, folder)
    publish({**HOME, CSS_2: b"2"}, folder)
    inode = (folder / CSS_1).stat().st_ino
    assert publish({**HOME, CSS_1: b"1"}, folder) == Written(2, 0, 0)
    assert kept(folder) == [CSS_2]
    assert (folder / CSS_1).stat().st_ino == inode


def test_a_kept_asset_removed_by_hand_is_not_missed(folder: Path) -> None:
    publish({**HOME, CSS_1: b"1"}, folder)
    publish({**HOME, CSS_2: b"2"}, folder)
    (folder / CSS_1).unlink()
    before = stamps(folder)
    assert publish({**HOME, CSS_2: b"2"}, folder) == Written(2)
    assert stamps(folder) == before
    (folder / CSS_2).unlink()
    assert publish({**HOME, CSS_3: b"3"}, folder) == Written(2, 1)
    assert tree(folder) == site_tree({**HOME, CSS_3: b"3"})


# What others put there


def test_strangers_are_named_and_carried_over(folder: Path) -> None:
    publish(SITE, folder)
    outside = folder.parent.parent / "outside"
    outside.mkdir()
    (outside / "mine.txt").write_text("mine\n", encoding="utf-8")
    (folder / "points" / "notes.txt").write_text("notes\n", encoding="utf-8")
    (folder / "private" / "empty").mkdir(parents=True)
    (folder / "private" / "a.txt").write_text("a\n", encoding="utf-8")
    (folder / "private").chmod(0o700)
    (folder / "dangling").symlink_to("nowhere")
    (folder / "elsewhere").symlink_to(outside)
    os.mkfifo(folder / "pipe")
    for name in ("private/empty", "private"):
        os.utime(folder / name, (1_000_000_000, 1_000_000_000))
    strange = ("dangling", "elsewhere", "pipe", "points/notes.txt", "private/a.txt")
    inodes = {name: (folder / name).lstat().st_ino for name in strange}

    assert publish(SITE, folder) == Written(3, strangers=strange)
    assert publish(HOME, folder) == Written(1, 0, 1, strange)

    assert {name: (folder / name).lstat().st_ino for name in strange} == inodes
    assert tree(folder) == tree(folder) | {
        "dangling": "nowhere",
        "elsewhere": str(outside),
        "pipe": "neither file nor folder",
        "points/notes.txt": b"notes\n",
        "private/a.txt": b"a\n",
        "private/empty": "a folder",
    }
    assert not (folder / "points" / "gb21.html").exists()
    private = (folder / "private").stat()
    assert (stat.S_IMODE(private.st_mode), private.st_mtime) == (0o700, 1_000_000_000)
    assert tree(outside) == {"mine.txt": b"mine\n"}


@needs_linux
def test_a_stranger_whose_name_is_not_text_is_carried_over_and_can_be_printed(folder: Path) -> None:
    publish(HOME, folder)
    odd = os.fsencode(folder) + b"/ol\xe9"
    with open(odd, "wb"):  # noqa: PTH123 - a Path cannot hold such a name
        pass
    assert publish(SITE, folder).strangers == ("ol\N{REPLACEMENT CHARACTER}",)
    assert os.path.exists(odd)  # noqa: PTH110


def test_our_folder_emptied_by_hand_is_no_stranger(folder: Path) -> None:
    publish(SITE, folder)
    (folder / "points" / "gb21.html").unlink()
    publish(HOME, folder)
    assert not (folder / "points").exists()


def _file(path: Path) -> None:
    path.write_text("mine\n", encoding="utf-8")


def _link(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to("nowhere")


def _full(path: Path) -> None:
    path.mkdir()
    (path / "notes.txt").write_text("mine\n", encoding="utf-8")


IN_THE_WAY = """\
{folder}/{stranger}: "{folder}/{stranger}" was not made by this program, and the site needs {needs}
    hint: move it to another folder"""


@pytest.mark.parametrize(
    ("name", "make", "new", "told"),
    [
        ("x.html", _file, "x.html", {"x.html": "that name"}),
        ("index.html", _link, "index.html", {"index.html": "that name"}),
        ("needs", _file, "needs/sleep.html", {"needs": "that name"}),
        ("needs", _link, "needs/sleep.html", {"needs": "that name"}),
        ("needs", Path.mkdir, "needs", {"needs": "that name"}),
        ("needs", _full, "needs", {"needs": "that name", "needs/notes.txt": 'the name "{folder}/needs"'}),
        ("points/x.txt", _file, "points", {"points/x.txt": 'the name "{folder}/points"'}),
    ],
)
def test_a_stranger_in_the_way_is_never_overwritten(
    folder: Path, name: str, make: Callable[[Path], None], new: str, told: Mapping[str, str]
) -> None:
    publish(SITE, folder)
    make(folder / name)
    before = stamps(folder)
    files = {path: content for path, content in SITE.items() if not path.startswith(f"{new}/")}
    said = [
        IN_THE_WAY.format(folder=folder, stranger=stranger, needs=needs.format(folder=folder))
        for stranger, needs in told.items()
    ]
    assert refusal({**files, new: b"ours\n"}, folder) == "\n".join(said)
    assert stamps(folder) == before


def test_the_site_may_move_into_a_folder_somebody_made(folder: Path) -> None:
    publish(HOME, folder)
    (folder / "needs").mkdir(mode=0o700)
    publish({**HOME, "needs/sleep.html": b"sleep\n"}, folder)
    assert tree(folder) == site_tree({**HOME, "needs/sleep.html": b"sleep\n"})
    assert stat.S_IMODE((folder / "needs").stat().st_mode) == 0o755


def test_a_stranger_who_leaves_while_we_build_does_not_stop_us(folder: Path) -> None:
    class Slow(dict[str, bytes]):
        def __getitem__(self, name: str) -> bytes:
            (folder / "index.html.swp").unlink(missing_ok=True)
            return super().__getitem__(name)

    publish(HOME, folder)
    (folder / "index.html.swp").write_text("mine\n", encoding="utf-8")
    assert publish(Slow(PAGES), folder) == Written(2, 1, strangers=("index.html.swp",))
    assert tree(folder) == site_tree(PAGES)


def test_a_stranger_who_comes_while_we_build_is_not_lost(folder: Path) -> None:
    publish(SITE, folder)
    (folder / "saved.txt").write_text("old\n", encoding="utf-8")

    def late(where: Path) -> bool:
        (where / "new" / "deep").mkdir(parents=True)
        (where / "new" / "deep" / "late.txt").write_text("late\n", encoding="utf-8")
        (where / "saving").write_text("new\n", encoding="utf-8")
        (where / "saving").replace(where / "saved.txt")
        return change_places(where)

    publish(HOME, folder, late)
    assert (folder / "new" / "deep" / "late.txt").read_text(encoding="utf-8") == "late\n"
    assert (folder / "saved.txt").read_text(encoding="utf-8") == "new\n"
    assert alone(folder)
    assert publish(HOME, folder).strangers == ("new/deep/late.txt", "saved.txt")


def test_strangers_go_if_that_is_asked_for_and_what_links_lead_to_stays(folder: Path) -> None:
    publish(SITE, folder)
    outside = folder.parent.parent / "outside"
    outside.mkdir()
    (outside / "mine.txt").write_text("mine\n", encoding="utf-8")
    (folder / "private" / "empty").mkdir(parents=True)
    (folder / "private" / "a.txt").write_text("a\n", encoding="utf-8")
    (folder / "private").chmod(0o500)
    (folder / "elsewhere").symlink_to(outside)
    os.mkfifo(folder / "pipe")
    inode = (folder / "index.html").stat().st_ino
    assert publish(SITE, folder, clean=True) == Written(3, cleaned=("elsewhere", "pipe", "private/a.txt"))
    assert tree(folder) == site_tree(SITE)
    assert tree(outside) == {"mine.txt": b"mine\n"}
    assert (folder / "index.html").stat().st_ino == inode
    assert alone(folder)
    before = stamps(folder)
    assert publish(SITE, folder, clean=True) == Written(3)
    assert stamps(folder) == before


def test_a_stranger_in_the_way_makes_room_if_that_is_asked_for(folder: Path) -> None:
    publish(HOME, folder)
    (folder / "points").write_text("mine\n", encoding="utf-8")
    assert publish(SITE, folder, clean=True) == Written(3, 2, cleaned=("points",))
    assert tree(folder) == site_tree(SITE)


def test_a_folder_that_is_not_ours_is_refused_however_clean_it_is_to_be(folder: Path) -> None:
    _full(folder)
    before = stamps(folder)
    with pytest.raises(SiteError, match="holds files that this program did not make"):
        publish(SITE, folder, clean=True)
    assert stamps(folder) == before


# Where it is written

ELSEWHERE = "\n    hint: choose an empty or new folder with --output"
NO_PARENT = """\
: cannot be made, because the folder around it does not exist
    hint: make the folder "{}" first, or choose another with --output"""


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("/", "/: is the root of the disk" + ELSEWHERE),
        ("home", "home: is your home folder" + ELSEWHERE),
        (".", ".: is the folder you are in, or holds it" + ELSEWHERE),
        ("../here", "../here: is the folder you are in, or holds it" + ELSEWHERE),
        ("..", "..: is the folder you are in, or holds it" + ELSEWHERE),
        ("a file", "a file: is a file, not a folder" + ELSEWHERE),
        ("a link", "a link: is a link to another place, not a folder" + ELSEWHERE),
        ("dangling", "dangling: is a link to another place, not a folder" + ELSEWHERE),
        ("full", "full: holds files that this program did not make" + ELSEWHERE),
        ("none/output", "none/output" + NO_PARENT.format("none")),
        ("a file/output", "a file/output" + NO_PARENT.format("a file")),
    ],
)
def test_a_wrong_place_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, said: str
) -> None:
    here = tmp_path / "around" / "here"
    for name in ("home", "full", "empty"):
        (here / name).mkdir(parents=True)
    (here / "a file").write_bytes(b"mine\n")
    (here / "full" / "a file").write_bytes(b"mine\n")
    (here / "a link").symlink_to("empty")
    (here / "dangling").symlink_to("nowhere")
    monkeypatch.chdir(here)
    monkeypatch.setenv("HOME", str(here / "home"))
    before = stamps(tmp_path)
    assert refusal(SITE, Path(where)) == said
    assert stamps(tmp_path) == before


@pytest.mark.skipif(not Path("/proc").is_mount(), reason="no /proc here")
def test_a_mount_point_is_refused() -> None:
    said = "/proc: is a mount point, which cannot change places with another folder"
    assert refusal(SITE, Path("/proc")) == said + ELSEWHERE


@pytest.mark.parametrize(
    "manifest",
    [b"", b"\xff", b"[]", b"{}", b'{"files": {}}', b'{"files": [], "kept": []}', b"[" * 100_000],
    ids=["empty", "not text", "list", "no keys", "one key", "wrong kinds", "deep"],
)
def test_a_folder_with_a_broken_manifest_is_not_ours(folder: Path, manifest: bytes) -> None:
    folder.mkdir()
    (folder / MANIFEST).write_bytes(manifest)
    before = stamps(folder)
    assert refusal(SITE, folder) == f"{folder}: holds files that this program did not make" + ELSEWHERE
    assert stamps(folder) == before


@pytest.mark.parametrize("make", [_link, Path.mkdir, os.mkfifo])
def test_a_manifest_must_be_a_file(folder: Path, make: Callable[[Path], None]) -> None:
    folder.mkdir()
    make(folder / MANIFEST)
    assert refusal(SITE, folder) == f"{folder}: holds files that this program did not make" + ELSEWHERE


def test_a_hostile_manifest_names_nothing_outside(folder: Path) -> None:
    publish(HOME, folder)
    (folder.parent / "precious").write_bytes(b"mine\n")
    names: dict[str, object] = {"files": {"../precious": "", "/etc": ""}, "kept": ["../precious", 3]}
    (folder / MANIFEST).write_text(json.dumps(names), encoding="utf-8")
    (folder / "index.html").unlink()
    publish(HOME, folder)
    assert tree(folder) == site_tree(HOME)
    assert (folder.parent / "precious").read_bytes() == b"mine\n"


def test_a_refused_folder_keeps_its_neighbours(folder: Path) -> None:
    (folder / "mine").mkdir(parents=True)
    (folder.parent / ".output.next").mkdir()
    before = stamps(folder.parent)
    refusal(SITE, folder)
    assert stamps(folder.parent) == before


# What a killed build leaves


def test_the_next_build_clears_up_even_if_nothing_changed(folder: Path) -> None:
    publish(SITE, folder)
    for name in (".output.next", ".output.previous"):
        shutil.copytree(folder, folder.parent / name)
    before = tree(folder)
    assert publish(SITE, folder) == Written(3)
    assert tree(folder) == before
    assert alone(folder)


@pytest.mark.parametrize("make", [_file, _link])
def test_odd_leftovers_are_cleared_too(folder: Path, make: Callable[[Path], None]) -> None:
    publish(SITE, folder)
    make(folder.parent / ".output.next")
    assert publish(HOME, folder).total == 1
    assert alone(folder)


def test_a_site_moved_aside_is_put_back(folder: Path) -> None:
    publish(SITE, folder)
    (folder / "notes.txt").write_text("mine\n", encoding="utf-8")
    page = (folder / "index.html").stat().st_ino
    folder.rename(folder.parent / ".output.previous")
    assert publish(HOME, folder) == Written(1, 0, 1, ("notes.txt",))
    assert (folder / "index.html").stat().st_ino == page
    assert alone(folder)


def test_two_steps_do_where_one_will_not(folder: Path) -> None:
    publish(SITE, folder)
    assert publish(HOME, folder, two_steps) == Written(1, 0, 1, atomic=False)
    assert kept(folder) == [CSS_1]
    assert alone(folder)


# When something fails


def _fail_before(_: Path) -> bool:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def _fail_between(folder: Path) -> bool:
    folder.rename(folder.with_name(f".{folder.name}.previous"))
    return _fail_before(folder)


def _stop_before(_: Path) -> bool:
    raise KeyboardInterrupt


def _stop_between(folder: Path) -> bool:
    folder.rename(folder.with_name(f".{folder.name}.previous"))
    raise KeyboardInterrupt


def _stop_after(folder: Path) -> bool:
    change_places(folder)
    raise KeyboardInterrupt


@pytest.mark.parametrize("swap", [_fail_before, _fail_between])
def test_a_failing_disk_leaves_the_old_site(folder: Path, swap: Callable[[Path], bool]) -> None:
    publish(SITE, folder)
    before = tree(folder)
    assert refusal({"index.html": b"new\n"}, folder, swap) == (
        f"{folder}: could not write the site: Input/output error\n"
        "    hint: the last good site is still in place"
    )
    assert tree(folder) == before
    assert alone(folder)


@pytest.mark.parametrize(
    ("swap", "after"),
    [(_stop_before, PAGES), (_stop_between, PAGES), (_stop_after, {"index.html": b"new\n"})],
)
def test_an_interrupted_build_is_whole_and_leaves_nothing(
    folder: Path, swap: Callable[[Path], bool], after: Mapping[str, bytes]
) -> None:
    publish(PAGES, folder)
    with pytest.raises(KeyboardInterrupt):
        publish({"index.html": b"new\n"}, folder, swap)
    assert tree(folder) == site_tree(after)
    assert alone(folder)


def test_a_name_too_long_for_the_disk_is_told_plainly(folder: Path) -> None:
    files = {**HOME, f"{'x' * 300}.html": b""}
    said = f"{folder}: could not write the site: File name too long"
    assert refusal(files, folder) == said
    assert not list(folder.parent.iterdir())
    publish(HOME, folder)
    before = tree(folder)
    assert refusal(files, folder) == said + "\n    hint: the last good site is still in place"
    assert tree(folder) == before
    assert alone(folder)


@needs_root
def test_a_full_disk_leaves_the_old_site(disk: Path) -> None:
    folder = disk / "output"
    publish(SITE, folder)
    before = tree(folder)
    big = {**SITE, **{f"{number}.html": b"x" * 9000 for number in range(40)}}
    assert refusal(big, folder) == (
        f"{folder}: could not write the site: No space left on device\n"
        "    hint: the last good site is still in place"
    )
    assert tree(folder) == before
    assert alone(folder)
    assert publish(HOME, folder) == Written(1, 0, 1)


@needs_root
def test_a_disk_that_cannot_be_written_leaves_the_old_site(disk: Path) -> None:
    folder = disk / "output"
    publish(SITE, folder)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    before = stamps(folder)
    assert refusal(HOME, folder) == (
        f"{folder}: could not write the site: Read-only file system\n"
        "    hint: the last good site is still in place"
    )
    assert stamps(folder) == before


# In a program of its own

CHILD = """
import ctypes, json, os, signal, sys, time
from pathlib import Path
from atlas.exchange import change_places, two_steps
from atlas.output import publish
from atlas.problems import SiteError
folder, *texts = map(Path, sys.argv[1:])
sites = [{name: text.encode() for name, text in json.loads(path.read_text()).items()} for path in texts]
"""


def command(code: str, folder: Path, *sites: Mapping[str, bytes]) -> list[str]:
    """Return how to run a program that finds `folder` and `sites` ready to use."""
    line = [sys.executable, "-c", CHILD + code, str(folder)]
    for site in sites:
        text = json.dumps({name: content.decode() for name, content in site.items()})
        file = folder.parent.parent / f"{blake2b(text.encode()).hexdigest()[:10]}.json"
        file.write_text(text, encoding="utf-8")
        line.append(str(file))
    return line


def run(line: list[str]) -> str:
    return subprocess.run(line, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def without_powers(line: list[str]) -> list[str]:
    """Return how to run a program as somebody whom permissions stop, root or not."""
    if not AS_ROOT:
        return line
    if not shutil.which("setpriv"):
        pytest.skip("root without setpriv may write anywhere")
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all", *line]


PUBLISH = """
try:
    print(publish(sites[0], folder))
except SiteError as error:
    print(error)
"""


def test_no_permission_leaves_the_old_site(folder: Path) -> None:
    publish(SITE, folder)
    folder.parent.chmod(0o555)
    before = stamps(folder)
    assert run(without_powers(command(PUBLISH, folder, HOME))) == (
        f"{folder}: could not write the site: Permission denied\n"
        "    hint: the last good site is still in place\n"
    )
    assert stamps(folder) == before
    folder.parent.chmod(0o755)


@needs_root
def test_a_disk_mounted_in_the_folder_is_left_alone(folder: Path) -> None:
    publish(PAGES, folder)
    (folder / "photos").mkdir()
    mount = ["mount", "-t", "tmpfs", "tmpfs", str(folder / "photos")]
    code = f"""
import subprocess
subprocess.run({mount}, check=True)
Path({str(folder)!r}, "photos", "photo").write_text("mine")
{PUBLISH}
print(Path({str(folder)!r}, "photos", "photo").read_text())
"""
    assert run(["unshare", "--mount", *command(code, folder, HOME)]) == (
        f"{folder}: could not write the site: part of the folder is on another disk,"
        " or in the image of a container\n"
        "    hint: the last good site is still in place\n"
        "mine\n"
    )
    assert tree(folder) == {**site_tree(PAGES), "photos": "a folder"}
    assert alone(folder)


def test_write_protected_parts_do_not_stop_a_build(folder: Path) -> None:
    publish(PAGES, folder)
    (folder / "theirs").mkdir()
    (folder / "theirs" / "notes.txt").write_text("mine\n", encoding="utf-8")
    (folder / "theirs").chmod(0o555)
    (folder / "index.html").chmod(0)
    said = (
        "Written(total=2, changed=1, removed=0, strangers=('theirs/notes.txt',), cleaned=(), atomic=True)\n"
    )
    assert run(without_powers(command(PUBLISH, folder, PAGES))) == said
    assert (folder / "theirs" / "notes.txt").read_text(encoding="utf-8") == "mine\n"
    assert stat.S_IMODE((folder / "theirs").stat().st_mode) == 0o555
    assert (folder / "index.html").read_bytes() == b"home\n"
    assert alone(folder)
    (folder / "theirs").chmod(0o755)


# A seccomp filter of four instructions: load the number of the call; this one fails, any other is allowed.
DENY = """
import struct
number, error = {number}, {error}
rows = (0x20, 0, 0, 0), (0x15, 0, 1, number), (0x06, 0, 0, 0x50000 | error), (0x06, 0, 0, 0x7FFF0000)
code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *row) for row in rows))
program = ctypes.create_string_buffer(struct.pack("HP", len(rows), ctypes.addressof(code)))
libc = ctypes.CDLL(None)
assert libc.prctl(38, 1, 0, 0, 0) == 0
assert libc.prctl(22, 2, program, 0, 0) == 0
"""
CALLS = {
    "x86_64": {"renameat2": 316, "linkat": 265, "syncfs": 306},
    "aarch64": {"renameat2": 276, "linkat": 37, "syncfs": 267},
}


def deny(call: str, error: int) -> str:
    """Return code after which the system refuses a call."""
    if sys.platform != "linux" or platform.machine() not in CALLS:
        pytest.skip("the numbers of system calls are not known here")
    return DENY.format(number=CALLS[platform.machine()][call], error=error)


@pytest.mark.parametrize("error", [errno.ENOSYS, errno.EINVAL, errno.EPERM])
def test_a_disk_without_exchange_gets_two_steps(folder: Path, error: int) -> None:
    publish(PAGES, folder)
    said = "Written(total=1, changed=0, removed=1, strangers=(), cleaned=(), atomic=False)\n"
    assert run(command(deny("renameat2", error) + PUBLISH, folder, HOME)) == said
    assert tree(folder) == site_tree(HOME)
    assert alone(folder)


@pytest.mark.parametrize("call", ["renameat2", "syncfs"])
def test_a_disk_that_fails_us_at_the_end_leaves_the_old_site(folder: Path, call: str) -> None:
    publish(PAGES, folder)
    assert run(command(deny(call, errno.EIO) + PUBLISH, folder, HOME)) == (
        f"{folder}: could not write the site: Input/output error\n"
        "    hint: the last good site is still in place\n"
    )
    assert tree(folder) == site_tree(PAGES)
    assert alone(folder)


@pytest.mark.parametrize("error", [errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP])
def test_a_disk_without_hard_links_gets_copies_with_the_old_times(folder: Path, error: int) -> None:
    publish(PAGES, folder)
    (folder / "dangling").symlink_to("nowhere")
    for name in PAGES:
        os.utime(folder / name, (1_000_000_000, 1_000_000_000))
    inode = (folder / "index.html").stat().st_ino
    said = "Written(total=1, changed=0, removed=1, strangers=('dangling',), cleaned=(), atomic=True)\n"
    assert run(command(deny("linkat", error) + PUBLISH, folder, HOME)) == said
    page = (folder / "index.html").stat()
    assert (page.st_ino != inode, page.st_mtime, stat.S_IMODE(page.st_mode)) == (True, 1_000_000_000, 0o644)
    assert tree(folder) == {**site_tree(HOME), "dangling": "nowhere"}


# Killed at any moment, and two at once


def version(name: str) -> dict[str, bytes]:
    """Return one of several sites that share most of their sixty files."""
    same = {f"points/{number}.html": f"point {number}\n".encode() for number in range(30)}
    other = {f"needs/{number}.html": f"{name} {number}\n".encode() * 400 for number in range(20)}
    return same | other | {f"{name}/{number}.html": name.encode() for number in range(10)}


# Every event of Python's audit trail is one step: each call that opens, makes, links, renames or removes.
KILL_BY_STEP = """
steps = 0
def step(event, _):
    global steps
    steps += 1
    if steps == {last}:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(step)
publish(sites[0], folder, {swap})
print(steps)
"""
KILL_BY_CLOCK = """
print("ready", flush=True)
started = time.monotonic()
publish(sites[0], folder, {swap})
print(time.monotonic() - started)
"""


def _kill_at_step(line: list[str]) -> None:
    assert subprocess.run(line, cwd=ROOT, check=False, capture_output=True).returncode == -signal.SIGKILL


def _killed_after(line: list[str], seconds: float) -> None:
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        time.sleep(seconds)
        child.kill()


class Victim:
    """A folder with version A and a stranger's file, for builds of version B that are killed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.wholes = {name: {**site_tree(version(name)), "notes.txt": b"mine\n"} for name in "AB"}
        publish(version("A"), folder)
        (folder / "notes.txt").write_bytes(b"mine\n")

    def line(self, code: str, swap: str, last: int = 0) -> list[str]:
        return command(code.format(swap=swap, last=last), self.folder, version("B"))

    def look_and_build_again(self) -> str:
        """Say what a reader finds, having checked that the next build works and leaves nothing."""
        found = "nothing"
        if self.folder.exists():
            there = tree(self.folder)
            found = next((name for name, whole in self.wholes.items() if whole == there), "a mix")
        publish(version("A"), self.folder)
        assert tree(self.folder) == self.wholes["A"]
        assert alone(self.folder)
        return found

    def killed_by_step(self, swap: str, times: int) -> set[str]:
        """Say what readers find after builds killed at `times` steps, the first and the last among them."""
        steps = int(run(self.line(KILL_BY_STEP, swap)))
        found = {self.look_and_build_again()}
        for number in range(times):
            _kill_at_step(self.line(KILL_BY_STEP, swap, 1 + (steps - 1) * number // (times - 1)))
            found.add(self.look_and_build_again())
        return found


@needs_linux
@pytest.mark.parametrize("times", [20, pytest.param(200, marks=pytest.mark.soak)])
def test_a_build_killed_at_any_step_leaves_the_old_site_or_the_new(folder: Path, times: int) -> None:
    assert Victim(folder).killed_by_step("change_places", times) == {"A", "B"}


@pytest.mark.parametrize("times", [20, pytest.param(200, marks=pytest.mark.soak)])
def test_a_build_in_two_steps_killed_at_any_step_is_mended_by_the_next(folder: Path, times: int) -> None:
    assert Victim(folder).killed_by_step("two_steps", times) - {"nothing"} == {"A", "B"}


def test_a_build_killed_between_the_two_steps_loses_nothing(folder: Path) -> None:
    victim = Victim(folder)
    aside = folder.parent / ".output.previous"
    swap = f"lambda folder: (folder.rename({str(aside)!r}), os.kill(os.getpid(), signal.SIGKILL))"
    _kill_at_step(victim.line(KILL_BY_CLOCK, swap))
    assert tree(aside) == victim.wholes["A"]
    assert victim.look_and_build_again() == "nothing"


@needs_linux
@pytest.mark.soak
def test_a_build_killed_at_any_instant_leaves_the_old_site_or_the_new(folder: Path) -> None:
    victim = Victim(folder)
    line = victim.line(KILL_BY_CLOCK, "change_places")
    seconds = float(run(line).split()[-1])
    victim.look_and_build_again()
    for number in range(200):
        _killed_after(line, seconds * number / 190)
        assert victim.look_and_build_again() in ("A", "B")


def test_a_build_waits_for_another(folder: Path) -> None:
    lock = os.open(folder.parent, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    line = command("print('ready', flush=True)" + PUBLISH, folder, HOME)
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(0.3)
        assert child.poll() is None
        assert not list(folder.parent.iterdir())
        os.close(lock)
        assert (
            child.stdout.read()
            == "Written(total=1, changed=1, removed=0, strangers=(), cleaned=(), atomic=True)\n"
        )
    assert tree(folder) == site_tree(HOME)


ALTERNATE = """
sys.stdin.readline()
for number in range({times}):
    publish(sites[number % 2], folder)
"""


def test_two_builds_at_once_end_in_one_whole_site(folder: Path) -> None:
    sites = [version("A"), version("B")]
    code = ALTERNATE.format(times=15)
    orders = [sites, sites[::-1]]
    builders = [
        subprocess.Popen(command(code, folder, *order), cwd=ROOT, stdin=subprocess.PIPE) for order in orders
    ]
    for builder in builders:
        assert builder.stdin is not None
        builder.stdin.write(b"go\n")
        builder.stdin.flush()
    for builder in builders:
        builder.communicate()
    assert [builder.returncode for builder in builders] == [0, 0]
    assert tree(folder) in [site_tree(site) for site in sites]
    assert alone(folder)


def _read_once(folder: Path, number: int) -> str | None:
    """Open the folder; say whose site it is, or nothing if it was replaced while we read."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        try:
            files = json.loads(_read(MANIFEST, opened))["files"]
            name = sorted(files)[number % len(files)]
            content = _read(name, opened)
            listing = set(os.listdir(opened))  # noqa: PTH208 - a Path cannot list what is open
        except FileNotFoundError:
            assert not _is_current(opened, folder)
            return None
        assert sha256(content).hexdigest()[:32] == files[name]
        if not _is_current(opened, folder):
            return None
        assert listing == {MANIFEST, *(path.partition("/")[0] for path in files)}
        return "A" if "A/0.html" in files else "B"
    finally:
        os.close(opened)


def _read(name: str, opened: int) -> bytes:
    with open(name, "rb", opener=lambda path, flags: os.open(path, flags, dir_fd=opened)) as file:
        return file.read()


def _is_current(opened: int, folder: Path) -> bool:
    return os.fstat(opened).st_ino == folder.stat().st_ino


@needs_linux
def test_a_reader_never_finds_the_site_missing_or_mixed(folder: Path) -> None:
    publish(version("A"), folder)
    line = command(ALTERNATE.format(times=50), folder, version("B"), version("A"))
    seen: list[str | None] = []
    with subprocess.Popen(line, cwd=ROOT, stdin=subprocess.PIPE) as builder:
        assert builder.stdin is not None
        builder.stdin.close()
        while builder.poll() is None:
            seen.append(_read_once(folder, len(seen)))
    assert builder.returncode == 0
    assert {"A", "B"} <= set(seen)
