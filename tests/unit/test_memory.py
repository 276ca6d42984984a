"""What one build leaves to the next, whatever happens in between."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from sampling import PARTS, PROGRAM, copy_sample, edit, made, run

from atlas.building import build, build_from
from atlas.holdings import MANIFEST
from atlas.last import program
from atlas.memo import Memo
from atlas.memory import Memory, recall
from atlas.offline import KEEPER
from atlas.pipeline import Site
from atlas.problems import SiteError
from atlas.reuse import Shelf

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project that was built a moment ago."""
    root = copy_sample(tmp_path / "project", (*PARTS, *PROGRAM))
    build_from(root / ".cache", site(root))
    return root


def site(root: Path) -> Site:
    return Site(root, root / "output")


def published(root: Path) -> dict[str, bytes]:
    """Return the files of the site that lies in output/."""
    ours = json.loads((root / "output" / MANIFEST).read_bytes())["files"]
    return {path: (root / "output" / path).read_bytes() for path in ours}


def rendered(root: Path) -> int:
    """Build, and return how many pages but `about.html` were not taken from the last build."""
    finished = build_from(root / ".cache", site(root))[0].finished
    return sum(isinstance(page.rendered.file, bytes) for path, page in finished.items() if path != KEEPER)


def test_the_next_build_takes_every_page(root: Path) -> None:
    assert rendered(root) == 0
    assert published(root) == made(root).files


def test_a_text_that_one_page_shows_is_rendered_there_alone(root: Path) -> None:
    edit(root / "content/pages/safety.md", "\n---\n\n", "\n---\n\nMore words.\n\n")
    assert rendered(root) == 1
    assert published(root) == made(root).files


def test_what_is_damaged_is_named_and_made_anew(root: Path) -> None:
    cache = root / ".cache"
    epoch = program(root)
    for name in ("memo", "pages.json"):
        (cache / name).write_bytes((cache / name).read_bytes()[:-9])
    memory, damaged = recall(cache, epoch, root / "output")
    assert (memory.memo, memory.shelf, damaged) == (Memo(), Shelf(), ("memo", "pages.json"))
    memory, damaged = recall(root / "nothing", epoch, root / "output")
    assert (memory.memo, memory.shelf, damaged) == (Memo(), Shelf(), ())


def test_the_same_memory_serves_one_build_after_another_and_forgets_after_each(root: Path) -> None:
    memory = Memory()
    build(site(root), memory)
    size = len(memory.memo.before)
    file = root / "content/site.yaml"
    first = file.read_text(encoding="utf-8")
    for number in range(3):
        file.write_text(f"{first}# {number}\n", encoding="utf-8")
        build(site(root), memory)
        file.write_text("no: site\n", encoding="utf-8")
        with pytest.raises(SiteError):
            build(site(root), memory)
    file.write_text(first, encoding="utf-8")
    build(site(root), memory)
    assert (len(memory.memo.before), memory.memo.asked, len(memory.memo.values)) == (size, {}, size)
    assert published(root) == made(root).files


def test_a_page_that_is_touched_while_the_build_runs_is_made_anew(root: Path) -> None:
    file = root / "output/points/gb21.html"
    stages = []

    def tell(stage: str) -> None:
        stages.append(stage)
        if stage == "publishing" and stages.count(stage) == 1:
            file.write_bytes(file.read_bytes().replace(b"a", b"b"))

    edit(root / "content/pages/safety.md", "\n---\n\n", "\n---\n\nMore words.\n\n")
    build_from(root / ".cache", site(root), tell)
    assert published(root) == made(root).files
    assert stages.count("publishing") == 2


def test_a_template_that_changes_while_the_build_runs_is_not_remembered(root: Path) -> None:
    file = root / "templates/partials/footer.html"
    before, told = file.read_bytes(), file.stat()

    def tell(stage: str) -> None:
        if stage == "rendering":
            file.write_bytes(b"Another foot.\n")
        elif stage == "linking":
            file.write_bytes(before)
            os.utime(file, ns=(told.st_atime_ns, told.st_mtime_ns))

    (root / "output/points/gb21.html").unlink()
    build_from(root / ".cache", site(root), tell)
    assert b"Another foot." in (root / "output/points/gb21.html").read_bytes()
    build_from(root / ".cache", site(root))
    assert published(root) == made(root).files


def test_a_program_that_changes_after_it_was_loaded_has_no_cache(root: Path) -> None:
    """Else its pages would count as made by the program that lies there now."""
    words = (
        "import os, sys; sys.path[0] = os.getcwd()  # as if build.py ran\n"
        "from pathlib import Path\n"
        "import atlas.pipeline\n"
        "from atlas.cli import main\n"
        "file = Path('atlas/theme.py')\n"
        "file.write_text(file.read_text().replace('November', 'Novembre'))\n"
        "sys.exit(main(['build', '--quiet']))\n"
    )
    subprocess.run([sys.executable, "-c", words], cwd=root, check=True)
    for _ in range(2):
        warm = run(root, "--quiet")
        assert (warm.returncode, warm.stdout, warm.stderr) == (0, "", "")
    assert run(root, "--quiet", "--no-cache", "--output", str(root.parent / "cold")).returncode == 0
    cold = root.parent / "cold"
    assert published(root) == {path: (cold / path).read_bytes() for path in published(root)}
    assert "Novembre" in (root / "output/points/gb21.html").read_text(encoding="utf-8")
