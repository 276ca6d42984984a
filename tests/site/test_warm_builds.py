"""Whatever is changed, a build that takes from the last one leaves the same site as one made anew."""

from __future__ import annotations

import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any, ClassVar
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from sampling import PARTS, PROGRAM, copy_sample

from atlas import building
from atlas.building import build_from
from atlas.cli import main
from atlas.edited import make_edited
from atlas.holdings import MANIFEST
from atlas.last import program
from atlas.memory import recall
from atlas.pipeline import Site
from atlas.warm import Warm

if TYPE_CHECKING:
    from collections.abc import Callable

    from atlas.pipeline import Made

# Words that stand in the sample, and others of the same length or not, right or wrong.
SWAPS = (
    (b"the ", b"teh "), (b" a ", b" A "), (b"light", b"medium"), (b"self", b"either"), (b"LI4", b"GB21"),
    (b"seconds: 60", b"seconds: 45"), (b"colour", b"color"), (b"</p>", b"!</p>"), (b"main", b"mian"),
    (b"draft: true", b""), (b"return", b"return "), (b"title:", b"titel:"), (b"1rem", b"2rem"),
    (b"\n---\n", b"\n---\n\nMore words.\n"), (b"\n---\n", b"\n# a note\n---\n"),
)  # fmt: skip
OLD = 1_600_000_000_000_000_000
KINDS = (*["content"] * 6, "templates", "assets/css", "assets/js", "assets/figures", "atlas")
STAGES = ("reading", "checking", "drawing", "arranging", "rendering", "linking", "publishing")
STRANGE = "was not made by this program"
OPTIONS: tuple[tuple[str, ...], ...] = ((), ("--drafts",), ("--site-url", "https://a.org/b/"))


class StoppedError(Exception):
    """Raised where somebody stops a build."""


def built(root: Path, output: Path, *options: str) -> tuple[int, str]:
    """Build, and return the exit code and what was said, but for the seconds."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = main(["build", "--output", str(output), *options], root)
    # How the program came to a mistake of its own is another way warm than cold.
    words = re.sub(r"(?ms)^Traceback .*?(?=^[^\n]*: the program stopped: )", "", said.getvalue())
    return code, re.sub(r"\d+\.\d+ s", "0.1 s", words.replace(str(output), "OUTPUT"))


def whole(folder: Path) -> dict[str, bytes]:
    """Return everything in a folder; of a link where it leads."""
    return {
        str(file.relative_to(folder)): str(file.readlink()).encode()
        if file.is_symlink()
        else file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_symlink() or file.is_file()
    }


class WarmBuilds(RuleBasedStateMachine):
    """Somebody works on a project, in any order, and builds now and then."""

    seen: ClassVar[Counter[str]] = Counter()  # what all of them came across

    def __init__(self) -> None:
        """Copy the sample."""
        super().__init__()
        self.folder = Path(mkdtemp(prefix="warm-"))
        self.root = copy_sample(self.folder / "project", (*PARTS, *PROGRAM))
        self.first = {file: file.read_bytes() for kind in set(KINDS) for file in self.files(kind)}
        self.options: tuple[str, ...] = ()
        self.output = self.folder / "warm"
        self.preview = Warm(Site(self.root, self.folder / "served"), self.root / ".cache")
        assert built(self.root, self.output)[0] == 0

    def teardown(self) -> None:
        """Remove the copy."""
        shutil.rmtree(self.folder)

    def files(self, kind: str) -> list[Path]:
        """Return the files of a part of the project."""
        return sorted(
            file for file in (self.root / kind).rglob("*") if file.is_file() and file.suffix != ".pyc"
        )

    @rule(data=st.data())
    def work(self, data: st.DataObject) -> None:
        """Do what people do to files, and build."""
        for action in data.draw(st.lists(st.sampled_from(ACTIONS), min_size=1, max_size=2), "actions"):
            action(self, data)
        self.build(data)

    def serve(self, code: int, words: str, cold: Path) -> None:
        """Make the site as the preview does, and compare with what was built anew."""
        files: dict[str, bytes] = {}
        wrong = ""
        try:
            files = self.preview()
        except Exception as error:  # noqa: BLE001 - a template may fail as it likes, but warm as cold
            wrong = str(error)
        assert bool(wrong) == bool(code)
        if code:
            assert wrong in words
        else:
            assert files == ours(cold)
        self.seen["served"] += 1

    def build(self, data: st.DataObject) -> None:
        """Build warm, and cold upon a copy of the same folder. After a mistake most take everything back."""
        copy = self.folder / "cold"
        shutil.rmtree(copy, ignore_errors=True)
        if self.output.exists():
            shutil.copytree(self.output, copy, symlinks=True)
        before = whole(self.output)
        at_hand = recall(self.root / ".cache", program(self.root), self.output)[0].shelf.pages
        cold = None
        if data.draw(st.booleans(), "cold first"):
            cold = built(self.root, copy, "--no-cache", *self.options)
        code, words = built(self.root, self.output, "--verbose", *self.options)
        cold = cold or built(self.root, copy, "--no-cache", *self.options)
        stages = re.findall(r"^(\w+) +0\.1 s$", words, re.MULTILINE)
        words = re.sub(
            r"^(\w+ +0\.1 s|The cache was damaged and not used: .*)\n", "", words, flags=re.MULTILINE
        )
        assert (code, words) == cold
        assert whole(self.output) == whole(copy)
        did = "built with pages of the last" if at_hand else "built anew"
        self.seen["a mistake" if code else "nothing to do" if len(stages) == 1 else did] += 1
        # What somebody put into the output folder is none of the preview's business.
        if self.options == () and STRANGE not in words and data.draw(st.booleans(), "served"):
            self.serve(code, words, copy)
        if not code:
            again, said = built(self.root, self.output, "--verbose", *self.options)
            assert (again, re.findall(r"^(\w+) +0\.1 s$", said, re.MULTILINE)) == (0, ["looking"])
            assert whole(self.output) == whole(copy)
        else:
            assert whole(self.output) == before
            if data.draw(st.integers(0, 3), "patience") < 3:
                self.revert(data)

    def choose(self, data: st.DataObject) -> Path | None:
        """Return one of the files, if any is left."""
        files = self.files(data.draw(st.sampled_from(KINDS), "part"))
        return data.draw(st.sampled_from(files), "file") if files else None

    def choose_built(self, data: st.DataObject) -> Path | None:
        """Return one of the built files, if any is left."""
        files = sorted(file for file in self.output.rglob("*") if file.is_file())
        return data.draw(st.sampled_from(files), "built file") if files else None

    def edit(self, data: st.DataObject) -> None:
        """Change words; sometimes give the file back its time, or even its words."""
        file = self.choose(data)
        if file is None:
            return
        told, before = file.stat(), file.read_bytes()
        fitting = [pair for pair in SWAPS if pair[0] in before or (pair[1] and pair[1] in before)]
        if fitting:
            old, new = data.draw(st.sampled_from(fitting), "words")
            file.write_bytes(before.replace(old, new, 1) if old in before else before.replace(new, old, 1))
            after = data.draw(st.sampled_from(["", "", "back-dated", "taken back"]), "then")
            if after == "taken back":
                file.write_bytes(before)
            if after:
                os.utime(file, ns=(told.st_atime_ns, told.st_mtime_ns))

    def write(self, data: st.DataObject) -> None:
        """Write more of a text, as authors do all day: no mistake."""
        if files := [file for file in self.files("content") if file.suffix == ".md"]:
            file = data.draw(st.sampled_from(files), "text")
            words = data.draw(st.sampled_from([b"\nOne more.\n", b"\nAnother.\n"]), "words")
            file.write_bytes(self.first.get(file, file.read_bytes()) + words)

    def rest(self, _: st.DataObject) -> None:
        """Do nothing."""

    def touch(self, data: st.DataObject) -> None:
        """Give a file another time, or other rights, and nothing else."""
        if file := self.choose(data):
            when = data.draw(st.sampled_from([OLD, time.time_ns(), 0o600, 0o644]), "time or rights")
            if when < OLD:
                file.chmod(when)
            else:
                os.utime(file, ns=(when, when))

    def rename(self, data: st.DataObject) -> None:
        """Give a file another name."""
        if file := self.choose(data):
            name = data.draw(
                st.sampled_from(["{0.stem}-2{0.suffix}", "{0.name}~", ".{0.name}.bak", "__pycache__"]), "name"
            ).format(file)
            if not file.with_name(name).exists():
                file.rename(file.with_name(name))

    def delete(self, data: st.DataObject) -> None:
        """Remove a file."""
        if file := self.choose(data):
            file.unlink()

    def copy(self, data: st.DataObject) -> None:
        """Put a file over another by renaming, as editors write."""
        one, other = self.choose(data), self.choose(data)
        if one and other and one.suffix == other.suffix:
            beside = other.with_name("new~")
            shutil.copy2(one, beside)
            beside.replace(other)

    def link(self, data: st.DataObject) -> None:
        """Put a link in the place of a file, or of the folder around it."""
        if file := self.choose(data):
            place = file if data.draw(st.booleans(), "the file alone") else file.parent
            elsewhere = self.folder / f"elsewhere-{time.time_ns()}"
            if not place.is_symlink():
                place.rename(elsewhere)
                place.symlink_to(elsewhere)

    def make_folder(self, data: st.DataObject) -> None:
        """Make a folder, empty or not."""
        if file := self.choose(data):
            folder = file.parent / data.draw(st.sampled_from(["new", "__pycache__", ".hidden"]), "folder")
            with suppress(FileExistsError):
                folder.mkdir()
                if data.draw(st.booleans(), "with a file"):
                    shutil.copy2(file, folder)

    def revert(self, _: st.DataObject) -> None:
        """Take everything back, with new times."""
        for place in [self.root / kind for kind in set(KINDS)] + [self.output]:
            for found in sorted(place.rglob("*"), reverse=True):
                if found.is_symlink() or (
                    found.is_file() and found.suffix != ".pyc" and place != self.output
                ):
                    if found.is_symlink() or found not in self.first:
                        found.unlink()
                elif found.is_dir():
                    with suppress(OSError):
                        found.rmdir()
        for file, content in self.first.items():
            if not file.exists() or file.read_bytes() != content:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)

    def choose_options(self, data: st.DataObject) -> None:
        """Build otherwise from now on, or to another folder."""
        if data.draw(st.booleans(), "another folder"):
            self.output = self.folder / data.draw(st.sampled_from(["warm", "other"]), "output")
        else:
            self.options = data.draw(st.sampled_from(OPTIONS), "options")

    def lose_the_cache(self, data: st.DataObject) -> None:
        """Damage or delete a file of the cache, or all of it."""
        name = data.draw(st.sampled_from(["last.json", "memo", "pages.json", ""]), "lost")
        file = self.root / ".cache" / name
        if not name:
            shutil.rmtree(self.root / ".cache", ignore_errors=True)
        elif file.exists() and data.draw(st.booleans(), "damaged"):
            content = file.read_bytes()
            file.write_bytes(content[: len(content) // 2])
        else:
            file.unlink(missing_ok=True)

    def merge_the_lock(self, data: st.DataObject) -> None:
        """Do to the file of solutions what a merge may do."""
        file = self.root / "assets/figures/lock.json"
        if file.exists():
            text = file.read_text(encoding="utf-8")
            merges: tuple[Callable[[str], str], ...] = (
                lambda text: text[: len(text) // 2],
                lambda text: text.replace("0.1", "0.2", 1),
                lambda text: text.replace('"key": "', '"key": "0', 1),
                lambda text: json.dumps(json.loads(text)) if text.endswith("}\n") else text,
            )
            with suppress(ValueError):
                file.write_text(data.draw(st.sampled_from(merges), "merge")(text), encoding="utf-8")

    def meddle_with_the_output(self, data: st.DataObject) -> None:
        """Do to the built site, by hand, what should not be done."""
        file = self.choose_built(data)
        if file is None:
            return
        how = data.draw(
            st.sampled_from(["edit", "delete", "delete the folder", "link", "rights", "add", "list"]), "how"
        )
        told = file.stat()
        match how:
            case "edit":
                file.write_bytes(file.read_bytes().replace(b"a", b"b", 1))
                os.utime(file, ns=(told.st_atime_ns, told.st_mtime_ns))
            case "delete":
                file.unlink()
            case "delete the folder":
                shutil.rmtree(file.parent)
            case "link":
                elsewhere = self.folder / f"elsewhere-{time.time_ns()}"
                file.rename(elsewhere)
                file.symlink_to(elsewhere)
            case "rights":
                file.chmod(0o600)
            case "add":
                (file.parent / data.draw(st.sampled_from(["mine", "__pycache__"]), "name")).write_bytes(b"")
            case "list" if (manifest := self.output / MANIFEST).exists():
                manifest.write_bytes(manifest.read_bytes().replace(b'"0', b'"1', 1))

    def build_meanwhile(self, data: st.DataObject) -> None:
        """Build otherwise, or edit, in the midst of a build; or stop it there."""
        stage = data.draw(st.sampled_from(STAGES), "stage")
        what = data.draw(st.sampled_from(["build", "edit", "stop", "build and stop"]), "what")
        others = data.draw(st.sampled_from(OPTIONS), "other options")
        waiting = [stage]

        def tell(stage: str) -> None:
            if [stage] != waiting:
                return
            waiting.clear()
            if what == "edit":
                self.edit(data)
            if "build" in what:
                built(self.root, self.output, *others)
            if "stop" in what:
                raise StoppedError

        site = Site(self.root, self.output, "https://a.org" if "--site-url" in self.options else "")
        with suppress(Exception):  # as above
            build_from(self.root / ".cache", site, tell)
            self.seen["built meanwhile"] += 1


ACTIONS = (
    *[WarmBuilds.edit] * 4, *[WarmBuilds.write] * 6, WarmBuilds.touch, WarmBuilds.rename, WarmBuilds.delete,
    WarmBuilds.copy, WarmBuilds.link, WarmBuilds.make_folder, WarmBuilds.revert, WarmBuilds.choose_options,
    WarmBuilds.lose_the_cache, WarmBuilds.merge_the_lock, *[WarmBuilds.meddle_with_the_output] * 2,
    *[WarmBuilds.build_meanwhile] * 2, *[WarmBuilds.rest] * 4,
)  # fmt: skip


def _run(examples: int, steps: int, **more: object) -> None:
    WarmBuilds.seen.clear()

    def counted(*given: Any) -> Made | None:
        made = make_edited(*given)
        WarmBuilds.seen["edited"] += made is not None
        return made

    with patch.object(building, "make_edited", counted):
        run_state_machine_as_test(
            WarmBuilds,
            settings=settings(
                max_examples=examples,
                stateful_step_count=steps,
                deadline=None,
                suppress_health_check=list(HealthCheck),
                **more,  # type: ignore[arg-type]
            ),
        )


def test_a_warm_build_is_a_cold_one() -> None:
    _run(2, 8, derandomize=True, phases=(Phase.generate,))
    seen = WarmBuilds.seen
    assert seen["built with pages of the last"] > 4, seen
    assert seen["served"] > 1, seen
    assert seen["edited"] > 1, seen


@pytest.mark.soak
def test_a_warm_build_is_a_cold_one_whatever_is_changed() -> None:
    _run(8, 25)


def start(root: Path, *options: str) -> subprocess.Popen[str]:
    """Begin a build in a process of its own."""
    command = [sys.executable, "build.py", *options]
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@pytest.mark.soak
@pytest.mark.parametrize("how", ["killed", "beside another", "on files that change"])
def test_so_is_one_after_a_build_that_was(tmp_path: Path, how: str) -> None:
    chance = random.Random(how)  # noqa: S311
    root = copy_sample(tmp_path / "project", (*PARTS, *PROGRAM))
    tails = {".md": "\nMore {}.\n", ".yaml": "# {}\n", ".html": "<!-- {} -->\n"}
    names = ("content/site.yaml", "content/points/gb21.md", "content/pages/safety.md",
             "templates/partials/footer.html", "templates/layouts/point.html")  # fmt: skip
    first = {root / name: (root / name).read_text(encoding="utf-8") for name in names}

    def edit() -> None:
        file = chance.choice(list(first))
        more = tails[file.suffix].format(chance.randrange(3)) if chance.random() < 0.7 else ""
        file.write_text(first[file] + more, encoding="utf-8")

    for _ in range(10):
        edit()
        builds = [start(root, *chance.choice(OPTIONS))]
        time.sleep(chance.uniform(0, 1.2))
        if how == "killed":
            builds[0].kill()
        elif how == "beside another":
            builds.append(start(root, *chance.choice(OPTIONS)))
        else:
            edit()
        for build in builds:
            build.communicate()
        if chance.random() < 0.5:
            edit()
        options = chance.choice(OPTIONS)
        for more in ((), ("--no-cache", "--output", str(tmp_path / "cold"))):
            build = start(root, *options, *more)
            assert (build.communicate()[0] or "").splitlines()[0].startswith("43 pages, 4 points: ")
            assert build.returncode == 0
        warm, cold = (ours(folder) for folder in (root / "output", tmp_path / "cold"))
        assert warm == cold


def ours(folder: Path) -> dict[str, bytes]:
    """Return the files of a built site."""
    return {
        path: (folder / path).read_bytes() for path in json.loads((folder / MANIFEST).read_bytes())["files"]
    }
