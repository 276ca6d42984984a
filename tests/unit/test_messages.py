"""Messages as an author sees them: on a terminal, in a pipe, on GitHub, in an editor."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

import pytest
from sampling import PARTS, PROGRAM, copy_sample, edit, run

from atlas.cli import main
from atlas.messages import Findings, as_annotations, as_json, as_text, wants_colour
from atlas.problems import Advice, Problem

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 12, 1)
FILE = PurePosixPath("content/points/te3.md")
WRONG = Problem(FILE, 3, "is wrong", "so")
WHOLE = Problem(FILE, 0, "cannot be read")
UNUSED = Advice(Problem(FILE, 2, "no routine uses TE3", "use it"), "unused point")
WRONG_SAID = "content/points/te3.md:3: is wrong\n    hint: so"
UNUSED_SAID = "content/points/te3.md:2: no routine uses TE3\n    hint: use it"
LONG_SAID = "content/points/te3.md:9: is long"
THREE_SAID = "No problems in 3 pages and 2 points. 3 pieces of advice: 2 long sentences, 1 unused point."
LONG = Advice(Problem(FILE, 9, "is long"), "long sentence")

CAUSE = "content/points/gb21.md:10: GB21 lies on both sides of the body"
ADVICE = (
    "content/points/te3.md:2: no routine uses TE3\n"
    '    hint: make it a step or an "instead" of one; for some points a page of their own is enough\n\n'
    "No problems in 43 pages and 4 points. 1 piece of advice: 1 unused point.\n"
)
COLOURED = (
    "\x1b[1mcontent/points/te3.md:2\x1b[0m: no routine uses TE3\n"
    '    \x1b[36mhint:\x1b[0m make it a step or an "instead" of one; '
    "for some points a page of their own is enough\n\n"
    "\x1b[1;32mNo problems in 43 pages and 4 points.\x1b[0m "
    "\x1b[1;33m1 piece of advice: 1 unused point.\x1b[0m\n"
)


# Words


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Findings((WRONG, WHOLE)), f"{WRONG_SAID}\ncontent/points/te3.md: cannot be read\n\n2 problems"),
        (Findings(pages=1, points=2), "No problems in 1 page and 2 points."),
        (
            Findings((), (UNUSED, LONG, LONG), 3, 2),
            f"{UNUSED_SAID}\n{LONG_SAID}\n{LONG_SAID}\n\n{THREE_SAID}",
        ),
    ],
    ids=["problems", "fine", "advice"],
)
def test_in_words(found: Findings, said: str) -> None:
    assert as_text(found, colour=False) == said


def test_in_colour_the_words_are_the_same() -> None:
    assert as_text(Findings((WRONG, WHOLE)), colour=True) == (
        "\x1b[1mcontent/points/te3.md:3\x1b[0m: is wrong\n    \x1b[36mhint:\x1b[0m so\n"
        "\x1b[1mcontent/points/te3.md\x1b[0m: cannot be read\n\n\x1b[1;31m2 problems\x1b[0m"
    )
    assert as_text(Findings(pages=1, points=1), colour=True) == (
        "\x1b[1;32mNo problems in 1 page and 1 point.\x1b[0m"
    )


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "on_terminal", "in_pipe"),
    [
        ({}, True, False),
        ({"TERM": "xterm-256color"}, True, False),
        ({"TERM": "dumb"}, False, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, True, False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True, True),
        ({"FORCE_COLOR": ""}, True, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
    ],
)
def test_who_gets_colour(environment: dict[str, str], on_terminal: bool, in_pipe: bool) -> None:  # noqa: FBT001
    assert wants_colour(Terminal(), environment) == on_terminal
    assert wants_colour(io.StringIO(), environment) == in_pipe


# Annotations of GitHub


def test_an_annotation_says_its_place_twice() -> None:
    place = "file=content/points/te3.md,line=3"
    assert list(as_annotations(Findings((WRONG, WHOLE), (LONG,)))) == [
        f"::error {place},title=Problem::content/points/te3.md:3: is wrong%0A    hint: so",
        "::error file=content/points/te3.md,title=Problem::content/points/te3.md: cannot be read",
        "::warning file=content/points/te3.md,line=9,title=Long sentence::content/points/te3.md:9: is long",
    ]


def test_what_means_something_to_github_is_escaped() -> None:
    odd = Problem(PurePosixPath("con,tent/a:b%.md"), 1, "50 % of\r\nit: a, b", "::error::c")
    (said,) = as_annotations(Findings((odd,)))
    assert said == (
        "::error file=con%2Ctent/a%3Ab%25.md,line=1,title=Problem::"
        r"con,tent/a:b%25.md:1: 50 %25 of\r\nit: a, b%0A    hint: ::error::c"
    )


# Data


def test_data_hold_everything() -> None:
    assert json.loads(as_json(Findings((WRONG, WHOLE)))) == {
        "problems": [
            {"path": "content/points/te3.md", "line": 3, "message": "is wrong", "hint": "so"},
            {"path": "content/points/te3.md", "line": None, "message": "cannot be read", "hint": None},
        ],
        "advice": [],
        "pages": None,
        "points": None,
    }
    assert json.loads(as_json(Findings((), (UNUSED,), 3, 2))) == {
        "problems": [],
        "advice": [
            {
                "path": "content/points/te3.md",
                "line": 2,
                "message": "no routine uses TE3",
                "hint": "use it",
                "kind": "unused point",
            }
        ],
        "pages": 3,
        "points": 2,
    }


def test_a_path_of_windows_is_told_with_slashes() -> None:
    found = Findings((Problem(PureWindowsPath("content\\points\\te3.md"), 3, "is wrong"),))
    assert as_text(found, colour=False).startswith("content/points/te3.md:3: is wrong\n")
    assert as_text(found, colour=True).startswith("\x1b[1mcontent/points/te3.md:3\x1b[0m: is wrong\n")
    assert next(as_annotations(found)).startswith("::error file=content/points/te3.md,line=3,")
    assert json.loads(as_json(found))["problems"][0]["path"] == "content/points/te3.md"


# The program


@pytest.fixture(scope="module")
def advised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with one piece of advice, reviewed so late that no clock adds another."""
    root = copy_sample(tmp_path_factory.mktemp("advised") / "project", (*PARTS, *PROGRAM))
    edit(root / "content/routines/shoulder-break.md", "    instead: TE3\n", "")
    for file in root.glob("content/*/*.md"):
        text = file.read_bytes().decode().replace("\nreviewed: 2026-", "\nreviewed: 2099-")
        file.write_bytes(text.encode())
    return root


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with one problem."""
    root = copy_sample(tmp_path_factory.mktemp("wrong") / "project", (*PARTS, *PROGRAM))
    edit(root / "content/points/gb21.md", "sides: both", "sides: midline")
    return root


needs_terminal = pytest.mark.skipif(not hasattr(os, "openpty"), reason="Windows has no such terminals")


def on_a_terminal(root: Path, *arguments: str, **environment: str) -> str:
    """Return what the program writes to a real terminal."""
    ours, theirs = os.openpty()
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    command = [sys.executable, "build.py", *arguments]
    process = subprocess.Popen(
        command, cwd=root, env={**kept, "TERM": "xterm", **environment}, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    heard = b""
    while piece := _read(ours):
        heard += piece
    os.close(ours)
    process.wait()
    return heard.decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # so Linux says that the other end is closed
        return b""


@needs_terminal
def test_on_a_terminal_there_is_colour(advised: Path, wrong: Path) -> None:
    assert on_a_terminal(advised, "check") == COLOURED
    place, said = CAUSE.split(": ")
    assert on_a_terminal(wrong, "check") == f"\x1b[1m{place}\x1b[0m: {said}\n\n\x1b[1;31m1 problem\x1b[0m\n"


@needs_terminal
def test_there_is_none_where_it_is_not_wanted_or_not_understood(advised: Path) -> None:
    assert on_a_terminal(advised, "check", NO_COLOR="1") == ADVICE
    assert on_a_terminal(advised, "check", TERM="dumb") == ADVICE


def test_in_a_pipe_words_are_plain_unless_asked_for(advised: Path) -> None:
    plain, forced = (run(advised, "check", NO_COLOR="", FORCE_COLOR=force) for force in ("", "1"))
    assert (plain.returncode, plain.stdout, plain.stderr) == (0, ADVICE, "")
    assert (forced.returncode, forced.stdout, forced.stderr) == (0, COLOURED, "")


def test_a_pipe_without_letters_for_a_message_gets_it_all_the_same(tmp_path: Path) -> None:
    root = copy_sample(tmp_path / "project", (*PARTS, *PROGRAM))
    edit(root / "content/points/gb21.md", "Rest your elbow", "Hégǔ " + "and Hégǔ " * 15)
    said = run(root, "check", PYTHONIOENCODING="ascii")
    assert (said.returncode, said.stderr) == (0, "")
    assert (
        r'49: "H\xe9g\u01d4 and H\xe9g\u01d4 and H\xe9g\u01d4 and \u2026" is a sentence of 34' in said.stdout
    )


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_problem_in_every_format(wrong: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    capsys.readouterr()
    assert main([command], wrong, TODAY) == 1
    assert tuple(capsys.readouterr()) == ("", f"{CAUSE}\n\n1 problem\n")
    assert main([command, "--format", "github"], wrong, TODAY) == 1
    annotation = f"::error file=content/points/gb21.md,line=10,title=Problem::{CAUSE}\n1 problem\n"
    assert tuple(capsys.readouterr()) == (annotation, "")
    assert main([command, "--format", "json"], wrong, TODAY) == 1
    said, errors = capsys.readouterr()
    assert errors == ""
    assert json.loads(said) == {
        "problems": [
            {
                "path": "content/points/gb21.md",
                "line": 10,
                "message": "GB21 lies on both sides of the body",
                "hint": None,
            }
        ],
        "advice": [],
        "pages": None,
        "points": None,
    }


def test_advice_in_every_format(advised: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["check"], advised, TODAY) == 0
    assert tuple(capsys.readouterr()) == (ADVICE, "")
    assert main(["check", "--format", "github"], advised, TODAY) == 0
    message = ADVICE.partition("\n\n")[0].replace("\n", "%0A")
    warning = f"::warning file=content/points/te3.md,line=2,title=Unused point::{message}\n"
    assert tuple(capsys.readouterr()) == (warning + ADVICE.partition("\n\n")[2], "")
    assert main(["check", "--format", "json"], advised, TODAY) == 0
    said, errors = capsys.readouterr()
    assert errors == ""
    told = json.loads(said)
    assert (told["problems"], told["pages"], told["points"]) == ([], 43, 4)
    assert [item["kind"] for item in told["advice"]] == ["unused point"]


def test_a_build_says_in_data_what_it_made_and_gives_no_advice(
    advised: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    command = ["build", "--output", str(tmp_path / "output"), "--format"]
    assert main([*command, "json"], advised, TODAY) == 0
    said, errors = capsys.readouterr()
    assert (json.loads(said), errors) == ({"problems": [], "advice": [], "pages": 43, "points": 4}, "")
    assert main([*command, "github"], advised, TODAY) == 0
    assert capsys.readouterr().out.startswith("43 pages, 4 points: nothing changed in ")
