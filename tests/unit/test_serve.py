"""The preview at the terminal: what it says, and how it begins and ends."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from previewing import Preview, preview, project, unharmed, wait
from sampling import ROOT, edit, run, state

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

POINT = "content/points/gb21.md"
WRONG = f"{POINT}:10: GB21 lies on both sides of the body"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("serve") / "project")


@pytest.fixture(scope="module")
def started(root: Path) -> Iterator[Preview]:
    with preview(root) as found:
        found.hears("files built in ")
        yield found


@pytest.fixture
def running(started: Preview) -> Iterator[Preview]:
    """Return a preview to change at will: what a test does to it is undone."""
    with unharmed(started) as found:
        yield found


def test_it_says_where_it_is_and_what_every_change_did(running: Preview) -> None:
    before = len(running.said)
    edit(running.root / POINT, "sides: both", "sides: midline")
    running.hears("1 problem; the last good site is still shown\n")
    assert "".join(running.warned) == f"\n{WRONG}\n\n1 problem; the last good site is still shown\n"
    assert running.problems() == [
        {"place": f"{POINT}:10", "message": "GB21 lies on both sides of the body", "hint": ""}
    ]
    edit(running.root / POINT, "sides: midline", "sides: both")
    wait(lambda: len(running.said) > before)
    (running.root / "assets/css/utilities.css").touch()
    wait(lambda: len(running.said) > before + 1)
    assert running.problems() == []
    told = [re.sub(r"\d+", "0", line) for line in running.said]
    assert told == [
        "The site is at http://0.0.0.0:0/ (Ctrl-C stops)\n",
        "0 files built in 0.0 s\n",
        "content/points/gb0.md: nothing changed in 0.0 s\n",
        "assets/css/utilities.css: nothing changed in 0.0 s\n",
    ]


def test_nothing_is_written_to_the_project(running: Preview) -> None:
    """But for the lock, which every build keeps."""
    assert not (running.root / "output").exists()
    before = state(running.root / "assets")
    good = (running.root / POINT).read_text(encoding="utf-8")
    count = running.builds()
    edit(running.root / POINT, "english: ", "english: Very ")
    wait(lambda: running.builds() > count)
    (running.root / POINT).write_text(good, encoding="utf-8")
    wait(lambda: running.builds() > count + 1)
    assert not (running.root / "output").exists()
    assert state(running.root / "assets") == before
    assert re.sub(r"\d+", "0", running.said[-1]) == "content/points/gb0.md: 0 files changed in 0.0 s\n"


def test_a_folder_that_went_and_came_back_is_watched_again(running: Preview) -> None:
    content, away = running.root / "content", running.root / "elsewhere"
    content.rename(away)
    running.hears("content: there is no such folder\n")
    assert "Shoulder Well" in running.ask("/points/gb21.html")[1]
    count = running.builds()
    shutil.copytree(away, content)
    wait(lambda: running.builds() > count)
    shutil.rmtree(away)
    edit(running.root / POINT, "english: Shoulder Well", "english: Shoulder Spring")
    running.shows("/points/gb21.html", "Shoulder Spring")
    assert running.problems() == []


def test_a_file_that_an_editor_writes_by_rename_is_seen(running: Preview) -> None:
    """As vim does it: the old file steps aside, the new one comes, and the old one is removed."""
    file, aside = running.root / POINT, running.root / f"{POINT}~"
    good = file.read_text(encoding="utf-8")
    warned = len(running.warned)
    for text, words in (
        (good.replace("Shoulder Well", "Shoulder Spring"), "Spring"),
        (good, "Shoulder Well"),
    ):
        file.rename(aside)
        with file.open("w", encoding="utf-8") as new:
            new.write(text)
            new.flush()
            os.fsync(new.fileno())
        aside.unlink()
        running.shows("/points/gb21.html", words)
    beside = file.with_name(".gb21.md.new")
    beside.write_text(good.replace("Shoulder Well", "Shoulder Spring"), encoding="utf-8")
    beside.replace(file)
    running.shows("/points/gb21.html", "Shoulder Spring")
    assert running.warned[warned:] == []


def test_a_hundred_files_at_once_are_few_builds_and_one_right_end(running: Preview) -> None:
    terms = [running.root / f"content/glossary/word-{number:03}.md" for number in range(100)]
    text = (running.root / "content/glossary/meridian.md").read_text(encoding="utf-8")
    count, warned = running.builds(), len(running.warned)
    for number, file in enumerate(terms):
        file.write_text(text.replace("term: Meridian", f"term: Word {number}"), encoding="utf-8")
    running.shows("/glossary.html", "Word 99 <")
    assert all(f"Word {number} <" in running.ask("/glossary.html")[1] for number in range(100))
    assert running.said[-1].startswith("content/glossary/word-000.md and 99 others: ")
    for file in terms:
        file.unlink()
    wait(lambda: "Word 1" not in running.ask("/glossary.html")[1])
    assert running.builds() - count <= 4
    assert running.warned[warned:] == []


def test_a_template_that_cannot_be_read_or_filled_in_is_named_with_its_line(running: Preview) -> None:
    template = running.root / "templates/layouts/point.html"
    good = template.read_text(encoding="utf-8")
    for wrong, message in (
        ("{% if %}\n", "the template cannot be read: Expected an expression, got 'end of statement block'"),
        (
            "{% block main %}{{ nobody }}\n",
            "the template cannot be filled in: UndefinedError: 'nobody' is undefined",
        ),
    ):
        template.write_text(good.replace("{% block main %}", wrong, 1), encoding="utf-8")
        running.hears(message)
        line = good[: good.index("{% block main %}")].count("\n") + 1
        assert running.problems() == [
            {"place": f"templates/layouts/point.html:{line}", "message": message, "hint": ""}
        ]
        assert "Shoulder Well" in running.ask("/points/gb21.html")[1]


def test_a_program_that_changed_starts_again_at_the_same_address(tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    with preview(root) as started:
        started.hears("files built in ")
        labels = root / "atlas/labels.py"
        good = labels.read_text(encoding="utf-8")
        labels.write_text(f"{good}\nthis is no program\n", encoding="utf-8")
        started.hears("the program stopped: SyntaxError: invalid syntax")
        line = good.count("\n") + 2
        assert [problem["place"] for problem in started.problems()] == [f"atlas/labels.py:{line}"]
        assert "Shoulder Well" in started.ask("/points/gb21.html")[1]
        labels.write_text(f'{good}\n__doc__ = "Another."\n', encoding="utf-8")
        started.hears("atlas/labels.py: starting again\n")
        started.hears(f"The site is at {started.top} (Ctrl-C stops)\n")
        wait(lambda: started.builds() == 2)
        assert started.problems() == []
        assert "Shoulder Well" in started.ask("/points/gb21.html")[1]
        assert started.interrupt() < 1
        assert started.program.returncode == 0


def test_ctrl_c_ends_it_at_once_and_leaves_nothing(root: Path) -> None:
    with preview(root) as started:
        assert started.interrupt() < 1  # in the middle of the first build
        assert (started.program.returncode, started.said[1:], started.warned) == (0, ["\n", "Stopped.\n"], [])
    with preview(root, "--port", str(started.port)) as again:  # which is free again
        again.hears("files built in ")
        assert again.top == started.top
        waiting = socket.create_connection(("127.0.0.1", again.port))
        assert again.interrupt() < 1
        waiting.close()
        assert (again.program.returncode, again.said[2:], again.warned) == (0, ["\n", "Stopped.\n"], [])


def test_a_port_that_is_taken_is_said_and_the_next_one_is_used(root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        with preview(root, "--port", str(taken)) as started:
            assert started.port > taken
            assert started.said[0] == f"Port {taken} is taken; using {started.port}.\n"


def test_open_shows_it_in_the_browser(root: Path, tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n', encoding="utf-8")
    browser.chmod(0o755)
    with preview(root, "--port", "0", "--open", BROWSER=f"{browser} %s") as started:
        wait((tmp_path / "opened").exists)
        wait(lambda: (tmp_path / "opened").read_text(encoding="utf-8") == f"{started.top}\n")


def test_drafts_are_shown_when_asked_for(root: Path) -> None:
    run(root, "new", "need", "stiff-neck")
    try:
        with preview(root, "--port", "0", "--drafts") as started:
            assert started.ask("/needs/stiff-neck.html")[0].status == 200
        with preview(root) as started:
            assert started.ask("/needs/stiff-neck.html")[0].status == 404
    finally:
        (root / "content/needs/stiff-neck.md").unlink()


def test_who_only_builds_loads_no_web_server() -> None:
    words = "import sys, atlas.cli; print({'livereload', 'tornado', 'watchfiles'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", words], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
