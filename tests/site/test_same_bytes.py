"""The same input makes the same bytes: on another machine, at another place, in any order."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from sampling import PARTS, PROGRAM, copy_sample, run, state

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://example.org/atlas/"

# A disk that tells its files in another order, and a user whose files nobody else may read.
OTHER = """
import os, random, runpy, sys
os.umask(0o077)
order = random.Random(sys.argv.pop(1))
def shuffled(look):
    def other(*given):
        found = list(look(*given))
        order.shuffle(found)
        return Shuffled(found)
    return other
class Shuffled(list):
    def __enter__(self):
        return iter(self)
    def __exit__(self, *_):
        pass
    def close(self):
        pass
    def __next__(self):
        return self.pop() if self else (_ for _ in ()).throw(StopIteration)
os.listdir, os.scandir = shuffled(os.listdir), shuffled(os.scandir)
sys.argv[0] = "build.py"
runpy.run_path("build.py", run_name="__main__")
"""
# Without the parts of a processor that older ones lack: sums may be rounded otherwise there.
OLD_MACHINE = {
    "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX",
    "OPENBLAS_CORETYPE": "Prescott",
    "OPENBLAS_NUM_THREADS": "1",
}


def told(root: Path) -> tuple[dict[str, bytes], bytes, set[tuple[bool, int]]]:
    """Return the site with its manifest, the solved points, and which permissions there are."""
    output = root / "output"
    site = {path: content for path, (content, *_) in state(output).items()}
    modes = {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in (output, *output.rglob("*"))}
    return site, (root / "assets/figures/lock.json").read_bytes(), modes


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with its site, every point of it solved anew."""
    root = copy_sample(tmp_path_factory.mktemp("usual") / "project", (*PARTS, *PROGRAM))
    (root / "assets/figures/lock.json").unlink()
    assert run(root, "--quiet", "--site-url", URL).returncode == 0
    return root


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(2, 12))])
def test_everything_else_may_differ(usual: Path, tmp_path: Path, seed: int) -> None:
    root = tmp_path / "an other place \N{GRINNING FACE}"
    shutil.copytree(usual, root, ignore=shutil.ignore_patterns("output", ".cache", "lock.json"))
    for file in (root / "content").rglob("*.md"):
        os.utime(file, (1_000_000_000 + seed, 1_000_000_000 + seed))
    environment = {
        "PYTHONHASHSEED": str(seed),
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "HOME": str(tmp_path),
        "USER": "somebody",
        "SOURCE_DATE_EPOCH": "1",
        **(OLD_MACHINE if seed % 2 else {}),
    }
    for _ in range(1 if seed == 1 else 2):  # cold, and warm
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", OTHER, str(seed), "--quiet", "--site-url", URL],
            cwd=root,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert told(root) == told(usual)
