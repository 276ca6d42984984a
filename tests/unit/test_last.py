"""What the disk says of a build, and when it says that nothing changed."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from atlas import last
from atlas.last import JUST_NOW, TICK, Last, look, previous, program, read, seal, staged, steady
from atlas.sight import Sight, hash_of, see, walk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OPTIONS = {"site_url": "", "drafts": False}
SAID = Last(2, 1, "", ["mine.txt"], "")


@dataclass
class Project:
    """A project that was built a while ago, as far as anybody can tell."""

    root: Path

    @property
    def output(self) -> Path:
        return self.root / "output"

    def keep(self, at: int) -> None:
        """Remember a build which looked at time `at`."""
        inputs = {path: self.sight(sight, at) for path, sight in look(self.root).inputs.items()}
        left = last.seen(walk(self.output))
        last.keep(
            self.root / ".cache", last.Look(at, inputs), self.output, OPTIONS, SAID._replace(outputs=left)
        )

    def sight(self, sight: Sight, at: int) -> Sight:
        """Return what a look at that time would have told."""
        recent = sight.changed > at - JUST_NOW
        return sight if recent else sight._replace(content="")

    def unchanged(self, **options: object) -> bool:
        now = look(self.root)
        since = last.since(self.root / ".cache", self.root, now, self.output, {**OPTIONS, **options})
        assert since is None or since.last[:4] == SAID[:4]
        return since is not None and not since.changed


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for name in (
        "atlas/cli.py", "content/site.yaml", "content/points/gb21.md", "templates/partials/head.html",
        "assets/css/main.css", "build.py", "netlify.toml", "output/index.html", "output/points/gb21.html",
    ):  # fmt: skip
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{name}\n", encoding="utf-8")
    project = Project(tmp_path)
    project.keep(time.time_ns() + 2 * JUST_NOW)
    return project


def test_where_nothing_was_touched_nothing_is_to_be_done_again_and_again(project: Project) -> None:
    assert [project.unchanged() for _ in range(3)] == [True] * 3
    assert not project.unchanged(drafts=True)
    assert not project.unchanged(site_url="https://example.org")


def edit(file: Path) -> None:
    """Change a letter and give the file back its time."""
    told = file.stat()
    file.write_bytes(file.read_bytes().swapcase())
    os.utime(file, ns=(told.st_atime_ns, told.st_mtime_ns))


def replace(file: Path) -> None:
    other = file.with_name("other")
    other.write_bytes(file.read_bytes())
    other.replace(file)


def link(file: Path) -> None:
    file.rename(file.with_name(".elsewhere"))
    file.symlink_to(".elsewhere")


def link_folder(file: Path) -> None:
    """Put a link in the place of a folder, which leads to the very same files."""
    elsewhere = file.parents[2] / "elsewhere"
    file.parent.rename(elsewhere)
    file.parent.symlink_to(elsewhere)


TOUCHES = (
    edit,
    replace,
    link,
    link_folder,
    os.remove,
    os.utime,
    lambda file: file.chmod(0o600),
    lambda file: file.rename(file.with_name(file.name.upper())),
    lambda file: file.with_name("new").touch(),
    lambda file: file.with_name("new").symlink_to("nowhere"),
    lambda file: (file.parent / "__pycache__").mkdir() or (file.parent / "__pycache__/x").touch(),
)


@pytest.mark.parametrize("touch", TOUCHES)
@pytest.mark.parametrize(
    "name", ["content/points/gb21.md", "templates/partials/head.html", "output/points/gb21.html"]
)
def test_whatever_is_touched_is_seen(project: Project, name: str, touch: Callable[[Path], object]) -> None:
    time.sleep(TICK / 1e9)
    touch(project.root / name)
    assert not project.unchanged()


@pytest.mark.parametrize("name", ["content/new", "assets/css/new", "content/__pycache__"])
def test_so_is_an_empty_folder_among_what_is_read(project: Project, name: str) -> None:
    (project.root / name).mkdir()
    assert not project.unchanged()


@pytest.mark.parametrize("name", ["atlas/cli.py", "build.py", "netlify.toml", "assets/css/main.css"])
def test_and_the_program_and_its_settings(project: Project, name: str) -> None:
    (project.root / name).write_text("changed\n", encoding="utf-8")
    assert not project.unchanged()


@pytest.mark.parametrize("name", ["README.md", "tests/x", ".cache/x", "atlas/__pycache__/cli.pyc"])
def test_what_no_site_is_made_from_is_nobody_s_business(project: Project, name: str) -> None:
    (project.root / name).parent.mkdir(exist_ok=True)
    (project.root / name).touch()
    assert project.unchanged()


def test_a_linked_folder_is_looked_into_even_if_it_leads_round_in_a_circle(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "block.css").write_text("a{}", encoding="utf-8")
    (elsewhere / "round").symlink_to(project.root / "assets")
    (project.root / "assets/css/blocks").symlink_to(elsewhere)
    project.keep(time.time_ns() + 2 * JUST_NOW)
    assert project.unchanged()
    time.sleep(TICK / 1e9)
    edit(elsewhere / "block.css")
    assert not project.unchanged()


def test_a_change_that_no_time_shows_is_found_by_its_content(project: Project) -> None:
    """Within one step of the disk's clock, a file may change and all that the disk says stay the same."""
    file = project.root / "content/site.yaml"
    project.keep(time.time_ns())
    assert project.unchanged()
    project.keep(time.time_ns())
    cache = project.root / ".cache/last.json"
    before = see(file)
    file.write_bytes(file.read_bytes().swapcase())
    after = see(file)
    assert before
    assert after
    # As if the clock had stood still:
    text = cache.read_text(encoding="utf-8")
    head, content = text.split("\n", 1)
    content = content.replace(json.dumps(before)[1:-5], json.dumps(after)[1:-5])
    cache.write_text(f"{hash_of(content.encode())} {head.split()[1]}\n{content}", encoding="utf-8")
    assert not project.unchanged()


def test_what_changed_lately_is_compared_until_its_times_will_do(project: Project) -> None:
    project.keep(time.time_ns())
    kept = (project.root / ".cache/last.json").read_text(encoding="utf-8")
    assert re.findall(r'"content/site.yaml": \[18, \d+, \d+, \d+, "(\w*)"\]', kept) == [
        hash_of(b"content/site.yaml\n")
    ]
    assert project.unchanged()


def test_names_that_are_no_text_are_names_all_the_same(project: Project) -> None:
    (project.root / os.fsdecode(b"templates/\xff.html")).touch()
    assert program(project.root) == program(project.root)
    project.keep(time.time_ns())
    assert project.unchanged()


@pytest.mark.parametrize("damage", [b"", b"[" * 100_000, b"{}", b"\xff\xfe", b"x\n{}"])
def test_a_damaged_file_is_as_good_as_none(project: Project, damage: bytes) -> None:
    cache = project.root / ".cache"
    (cache / "last.json").write_bytes(damage)
    assert not project.unchanged()
    assert read(cache / "last.json", "any") is None
    (cache / "last.json").unlink()
    assert not project.unchanged()
    assert read(cache / "last.json", "any") == b""


def test_a_build_of_another_folder_is_another_build(project: Project) -> None:
    (project.root / "copy").mkdir()
    look_ = look(project.root)
    assert last.since(project.root / ".cache", project.root, look_, project.root / "copy", OPTIONS) is None


def test_packages_from_elsewhere_are_other_packages(project: Project) -> None:
    epoch = program(project.root)
    sys.path.append("/somewhere/else")
    try:
        assert program(project.root) != epoch
        assert not project.unchanged()
    finally:
        sys.path.remove("/somewhere/else")


def test_the_epoch_is_of_content_alone(project: Project) -> None:
    epoch = program(project.root)
    os.utime(project.root / "templates/partials/head.html")
    (project.root / "content/site.yaml").write_text("x", encoding="utf-8")
    (project.root / "atlas/__pycache__").mkdir()
    assert program(project.root) == epoch
    (project.root / "templates/partials/head.html").write_text("x", encoding="utf-8")
    assert program(project.root) != epoch


def test_a_template_that_changed_meanwhile_is_not_steady(project: Project) -> None:
    since = time.time_ns() + 2 * TICK
    assert steady(project.root, since)
    time.sleep(3 * TICK / 1e9)
    edit(project.root / "templates/partials/head.html")
    assert not steady(project.root, since)


def test_a_file_is_written_whole_or_not_at_all_and_what_a_killed_build_left_is_removed(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "new"
    seal(folder / "memo", "epoch", b"one\n")
    (folder / ".memo.123").touch()
    seal(folder / "memo", "epoch", b"two\n")
    assert [file.name for file in folder.iterdir()] == ["memo"]
    assert read(folder / "memo", "epoch") == b"two\n"
    assert read(folder / "memo", "another") == b""


def test_where_nothing_may_be_written_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    seal(tmp_path / "file/memo", "epoch", b"one\n")
    assert read(tmp_path / "file/memo", "epoch") is None
    (tmp_path / "memo").mkdir()
    seal(tmp_path / "memo", "epoch", b"one\n")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file", "memo"]


def test_what_the_build_itself_wrote_is_no_change(project: Project) -> None:
    file = project.root / "assets/lock.json"
    file.write_text("old", encoding="utf-8")
    before = look(project.root)
    file.write_text("new", encoding="utf-8")
    after = before.after_writing(project.root, "assets/lock.json", "new")
    assert after.inputs["assets/lock.json"] == look(project.root).inputs["assets/lock.json"]
    assert before.after_writing(project.root, "assets/gone.json", "new") == before


@pytest.mark.parametrize("left", [staged, previous])
def test_what_a_killed_build_left_is_cleared_by_the_next(
    project: Project, left: Callable[[Path], Path]
) -> None:
    left(project.output).mkdir()
    assert not project.unchanged()
