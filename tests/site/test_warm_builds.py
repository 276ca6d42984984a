"""Whatever is changed, a build that takes from the last one leaves the same site as one made anew."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import time
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from sampling import PARTS, PROGRAM, copy_sample

from atlas.cli import main
from atlas.output import MANIFEST
from atlas.pipeline import Site, make
from atlas.problems import SiteError
from atlas.warm import Warm

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Words that stand in the sample, and others of the same length or not, right or wrong.
SWAPS = (
    (b"the", b"teh"), (b"a ", b"A "), (b"light", b"medium"), (b"self", b"either"), (b"LI4", b"GB21"),
    (b"seconds: 60", b"seconds: 45"), (b"colour", b"color"), (b"</p>", b"!</p>"), (b"main", b"mian"),
    (b"draft: true", b""), (b"return", b"return "), (b"title:", b"titel:"), (b"1rem", b"2rem"),
    (b"\n---\n", b"\n---\n\nMore words.\n"),
)  # fmt: skip
OLD = 1_600_000_000_000_000_000
KINDS = ("content", "content", "content", "templates", "assets/css", "assets/js", "assets/figures", "atlas")


def built(root: Path, output: Path, *options: str) -> tuple[int, str, dict[str, bytes]]:
    """Build, and return the exit code, what was said, and the files of the site."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = main(["build", "--output", str(output), *options], root)
    words = said.getvalue().replace(str(output), "OUTPUT")
    words = re.sub(r"(nothing changed|\d+ files? written(, \d+ removed)?) in \d+\.\d s", "built", words)
    if code:
        return code, words, {}
    ours = json.loads((output / MANIFEST).read_bytes())["files"]
    return code, words, {path: (output / path).read_bytes() for path in sorted(ours)}


class WarmBuilds(RuleBasedStateMachine):
    """Somebody works on a project, in any order, and builds now and then."""

    def __init__(self) -> None:
        """Copy the sample."""
        super().__init__()
        self.folder = Path(mkdtemp(prefix="warm-"))
        self.root = copy_sample(self.folder / "project", (*PARTS, *PROGRAM))
        self.first = {file: file.read_bytes() for kind in set(KINDS) for file in self.files(kind)}
        self.options: tuple[str, ...] = ()
        self.warm = Warm(Site(self.root, self.folder / "served"), self.root / ".cache")
        assert built(self.root, self.folder / "warm")[0] == 0

    def teardown(self) -> None:
        """Remove the copy."""
        shutil.rmtree(self.folder)

    def files(self, kind: str) -> list[Path]:
        """Return the files of a part of the project."""
        return sorted(
            file for file in (self.root / kind).rglob("*") if file.is_file() and file.suffix != ".pyc"
        )

    @rule(data=st.data())
    def change(self, data: st.DataObject) -> None:
        """Do what people do to files."""
        action = data.draw(st.sampled_from(ACTIONS), "action")
        action(self, data)

    @rule()
    def serve(self) -> None:
        """Make the site as the preview does, and compare."""
        assert files_or_problems(self.warm) == files_or_problems(
            lambda: make(Site(self.root, self.folder / "served")).files
        )

    @rule(data=st.data())
    def build(self, data: st.DataObject) -> None:
        """Build warm and cold, and compare. After a mistake some take everything back."""
        left = built_files(self.folder / "warm")
        code, words, warm = built(self.root, self.folder / "warm", *self.options)
        shutil.rmtree(self.folder / "cold", ignore_errors=True)
        as_told, said, cold = built(self.root, self.folder / "cold", "--no-cache", *self.options)
        words = re.sub(r"The cache was damaged and not used: .*\n", "", words)
        assert (code, words) == (as_told, said)
        if code == 0:
            assert warm == cold
        else:
            assert built_files(self.folder / "warm") == left
            if data.draw(st.integers(0, 3), "patience") < 3:
                self.revert(data)

    def choose(self, data: st.DataObject) -> Path | None:
        """Return one of the files, if any is left."""
        files = self.files(data.draw(st.sampled_from(KINDS), "part"))
        return data.draw(st.sampled_from(files), "file") if files else None

    def edit(self, data: st.DataObject) -> None:
        """Change words; sometimes give the file back its time."""
        file = self.choose(data)
        if file is None:
            return
        told, before = file.stat(), file.read_bytes()
        fitting = [pair for pair in SWAPS if pair[0] in before or (pair[1] and pair[1] in before)]
        if fitting:
            old, new = data.draw(st.sampled_from(fitting), "words")
            file.write_bytes(before.replace(old, new, 1) if old in before else before.replace(new, old, 1))
            if data.draw(st.booleans(), "back-dated"):
                os.utime(file, ns=(told.st_atime_ns, told.st_mtime_ns))

    def write(self, data: st.DataObject) -> None:
        """Add a sentence to a text, or take it away."""
        files = [file for file in self.files("content") if file.suffix == ".md"]
        if files:
            file, more = data.draw(st.sampled_from(files), "text"), b"\nA new sentence.\n"
            before = file.read_bytes()
            file.write_bytes(before.removesuffix(more) if before.endswith(more) else before + more)

    def touch(self, data: st.DataObject) -> None:
        """Give a file another time and nothing else."""
        if file := self.choose(data):
            when = data.draw(st.sampled_from([OLD, time.time_ns()]), "time")
            os.utime(file, ns=(when, when))

    def rename(self, data: st.DataObject) -> None:
        """Give a file another name."""
        if file := self.choose(data):
            name = data.draw(st.sampled_from(["{0.stem}-2{0.suffix}", "{0.name}~", ".{0.name}.bak"]), "name")
            file.rename(file.with_name(name.format(file)))

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

    def revert(self, _: st.DataObject) -> None:
        """Take everything back, with new times."""
        for kind in set(KINDS):
            for file in self.files(kind):
                if file not in self.first:
                    file.unlink()
        for file, content in self.first.items():
            if not file.exists() or file.read_bytes() != content:
                file.write_bytes(content)

    def choose_options(self, data: st.DataObject) -> None:
        """Build otherwise from now on."""
        self.options = data.draw(st.sampled_from([(), ("--drafts",), ("--site-url", "https://a.org/b/")]))

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

    def meddle_with_the_output(self, data: st.DataObject) -> None:
        """Change or delete a file of the built site, by hand."""
        files = sorted((self.folder / "warm").rglob("*.html"))
        if files:
            file = data.draw(st.sampled_from(files), "built file")
            if data.draw(st.booleans(), "deleted"):
                file.unlink()
            else:
                file.write_bytes(file.read_bytes().replace(b"a", b"b", 1))


ACTIONS = (
    *[WarmBuilds.edit] * 3, *[WarmBuilds.write] * 2, WarmBuilds.touch, WarmBuilds.rename, WarmBuilds.delete,
    WarmBuilds.copy, WarmBuilds.revert, WarmBuilds.choose_options, WarmBuilds.lose_the_cache,
    WarmBuilds.meddle_with_the_output,
)  # fmt: skip


def files_or_problems(make_files: Callable[[], Mapping[str, object]]) -> Mapping[str, object] | str:
    """Return the files, or what is wrong."""
    try:
        return make_files()
    except SiteError as error:
        return str(error)


def built_files(folder: Path) -> Mapping[str, bytes]:
    """Return everything in a folder."""
    return {str(file): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def _run(examples: int, steps: int, **more: object) -> None:
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
    _run(4, 15, derandomize=True, phases=(Phase.generate,))


@pytest.mark.soak
def test_a_warm_build_is_a_cold_one_whatever_is_changed() -> None:
    _run(60, 40)
