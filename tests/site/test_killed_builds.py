"""Real builds that are killed, meet another or find the disk full: the site stays whole, nothing is left."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from sampling import PARTS, PROGRAM, copy_sample, edit, run, state

from atlas.last import FILE
from atlas.memory import MEMO, SHELF

WORDS = ("Rest your elbow", "Lay your elbow")
PAGE = "content/points/gb21.md"
FOOT = ("</body>", "<!-- --></body>")
BASE = "templates/layouts/base.html"

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="the exchange of folders is Linux's")

# Every event of Python's audit trail is one step: each call that opens, makes, links, renames or removes.
BY_STEP = """
import os, runpy, signal, sys
last, steps, me = int(sys.argv.pop(1)), 0, os.getpid()
def step(event, _):
    global steps
    steps += os.getpid() == me and event.partition(".")[0] in ("open", "os", "shutil", "ctypes", "fcntl")
    if steps == last:
        os.kill(me, signal.SIGKILL)
sys.addaudithook(step)
sys.argv[0] = "build.py"
try:
    runpy.run_path("build.py", run_name="__main__")
finally:
    print(steps)
"""


def whole(folder: Path) -> dict[str, bytes]:
    return {path: content for path, (content, *_) in state(folder).items()}


class Project:
    """A project of which each build changes every page, from one version to the other and back."""

    def __init__(self, folder: Path) -> None:
        self.root = copy_sample(folder, (*PARTS, *PROGRAM))
        self.sites = {}
        for now in (1, 0):
            self.write(now)
            assert run(self.root, "--quiet").returncode == 0
            self.sites[now] = whole(self.root / "output")
        self.figures = whole(self.root / "assets/figures")
        self.now = 0

    def write(self, number: int) -> None:
        """Write one of the two versions, one word or, in every second turn, the foot of every page."""
        for file, pair in ((PAGE, WORDS), (BASE, FOOT)):
            text = (self.root / file).read_text(encoding="utf-8")
            old, new = (pair[1], pair[0]) if number == 0 else (pair[0], pair[1])
            if old in text and not (new in text and len(new) > len(old)):
                edit(self.root / file, old, new)

    def turn(self) -> None:
        """Write the other version."""
        self.now = 1 - self.now
        self.write(self.now)

    def look_and_build_again(self) -> int:
        """Say which one a reader finds, having checked that the next build works and leaves nothing."""
        there = whole(self.root / "output")
        found = [number for number, site in self.sites.items() if site == there]
        assert found, "a mix"
        done = run(self.root, "--quiet")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert whole(self.root / "output") == self.sites[self.now]
        self.nothing_is_left()
        return found[0]

    def nothing_is_left(self) -> None:
        assert sorted(path.name for path in self.root.glob(".*")) == [".cache"]
        assert sorted(path.name for path in (self.root / ".cache").iterdir()) == sorted([FILE, MEMO, SHELF])
        assert whole(self.root / "assets/figures") == self.figures


@needs_linux
@pytest.mark.soak
@pytest.mark.parametrize("times", [200])
def test_a_real_build_killed_at_any_step_leaves_the_old_site_or_the_new(tmp_path: Path, times: int) -> None:
    project = Project(tmp_path / "project")
    project.turn()
    line = [sys.executable, "-c", BY_STEP]
    counted = subprocess.run(
        [*line, "-1", "--quiet"], cwd=project.root, check=False, capture_output=True, text=True
    )
    steps = int(counted.stdout)
    found = {project.look_and_build_again() == project.now}
    for number in range(times):
        project.turn()
        last = 1 + (steps - 1) * (number + 1) // (times + 1)
        killed = subprocess.run([*line, str(last)], cwd=project.root, check=False, capture_output=True)
        assert killed.returncode in (-signal.SIGKILL, 0)  # with a word less to do it may be done before
        found.add(project.look_and_build_again() == project.now)
    assert True in found


@needs_linux
@pytest.mark.soak
def test_a_real_build_killed_at_any_instant_leaves_the_old_site_or_the_new(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    project.turn()
    began = time.monotonic()
    run(project.root)
    seconds = time.monotonic() - began
    found = set()
    for number in range(200):
        project.turn()
        with subprocess.Popen(
            [sys.executable, "build.py"], cwd=project.root, stdout=subprocess.PIPE
        ) as child:
            time.sleep(seconds * number / 180)
            child.kill()
        found.add(project.look_and_build_again() == project.now)
    assert False in found  # how often it was the new one depends on what else the machine does


@pytest.mark.soak
def test_two_real_builds_at_once_each_end_well(tmp_path: Path) -> None:
    root = copy_sample(tmp_path / "project", (*PARTS, *PROGRAM))
    ways: tuple[list[str], ...] = ([], ["--drafts", "--site-url", "https://a.org/b/"])
    sites = []
    for way in ways:
        assert run(root, "--quiet", "--no-cache", *way).returncode == 0
        sites.append(
            {path: content for path, content in whole(root / "output").items() if path != ".atlas.json"}
        )
    edit(root / PAGE, WORDS[0], WORDS[1])
    edit(root / PAGE, WORDS[1], WORDS[0])
    line = [sys.executable, "build.py", "--quiet"]
    both = [subprocess.Popen([*line, *way], cwd=root, stderr=subprocess.PIPE) for way in ways]
    assert [(build.communicate()[1], build.returncode) for build in both] == [(b"", 0)] * 2
    there = whole(root / "output")
    assert {path: content for path, content in there.items() if path != ".atlas.json"} in sites
    for way, site in zip(ways, sites, strict=True):
        assert run(root, "--quiet", *way).returncode == 0
        after = whole(root / "output")
        assert {path: content for path, content in after.items() if path != ".atlas.json"} == site
    assert sorted(path.name for path in root.glob(".*")) == [".cache"]


# With a small disk of its own, in a name space where nobody needs to be root

FULL = """
    import os, shutil, subprocess, sys
    from pathlib import Path
    from sampling import copy_sample, edit, run, state, PARTS, PROGRAM
    disk = Path(sys.argv[1])
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", disk], check=True)
    root = copy_sample(disk / "project", (*PARTS, *PROGRAM))
    assert run(root, "--quiet").returncode == 0
    edit(root / "templates/layouts/base.html", "</body>", "<!-- more --></body>")
    (root / "assets/figures/lock.json").unlink()
    before = state(root / "output")
    for free in (0, 16, 64, 128):
        with (disk / "full").open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(65536))
            except OSError:
                pass
            file.truncate(max(0, file.tell() - free * 1024))
        done = run(root)
        said = f"{root}/output: could not write the site: No space left on device"
        hint = "    hint: the last good site is still in place"
        assert (done.returncode, done.stdout) == (1, ""), done
        assert done.stderr == f"{said}\\n{hint}\\n\\n1 problem\\n", done.stderr
        assert state(root / "output") == before
        assert [path.name for path in root.glob(".*")] == [".cache"]
        (disk / "full").unlink()
    done = run(root)
    assert done.returncode == 0, done
    assert b"<!-- more -->" in (root / "output/index.html").read_bytes()
    assert {path.name for path in root.rglob(".*")} == {".cache", ".atlas.json", ".well-known"}
"""


@needs_linux
@pytest.mark.soak
def test_a_full_disk_leaves_the_old_site_and_nothing_else(tmp_path: Path) -> None:
    space = (
        ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
    )
    if not shutil.which("unshare") or subprocess.run([*space, "true"], check=False).returncode:
        pytest.skip("no name spaces for people here")
    tests = Path(__file__).parents[1]
    line = [*space, sys.executable, "-c", textwrap.dedent(FULL), str(tmp_path)]
    path = {"PYTHONPATH": os.pathsep.join(map(str, (tests, tests.parent)))}
    done = subprocess.run(
        line, env={**os.environ, **path}, cwd=tests.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
