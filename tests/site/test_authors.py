"""What the guides say is what the program does."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING, get_args

import pytest
from sampling import ROOT, copy_real, started

from atlas.advice import MOST_WORDS, OLDEST_READER, REVIEW_HOLDS
from atlas.matter import parse
from atlas.memo import Memo
from atlas.pipeline import Site, make
from atlas.problems import Kind, SiteError
from atlas.questions import TOLD
from atlas.read import Reader
from atlas.reading import FEWEST_WORDS
from atlas.records import Reference
from atlas.reference import TABLES, fill
from atlas.rules import HEADINGS, LONGEST_SHORT_VERSION
from atlas.schema import Evidence
from atlas.wording import PROMISES

if TYPE_CHECKING:
    from pathlib import Path

AUTHORS = (ROOT / "AUTHORS.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    "pip install -r requirements.txt && python build.py",
    "pip install -r requirements-dev.txt && pytest",
]
STARTED: dict[str, tuple[str, str, dict[str, tuple[str, ...]]]] = {
    "A point": ("point", "GB22", {"region": ("chest",), "need": ("upper-back-pain",)}),
    "A routine": (
        "routine",
        "better-sleep",
        {"need": ("stress",), "point": ("TE3", "KI27", "CV17", "LI4")},
    ),
    "A need": ("need", "stiff-neck", {"point": ("SI15", "GB21", "GV14")}),
}
SAMPLES = {
    "A point": "points/gb22.md",
    "A routine": "routines/better-sleep.md",
    "A need": "needs/stiff-neck.md",
    "A part of the body": "regions/upper-back.md",
    "A meridian": "meridians/liver.md",
    "A word of the glossary": "glossary/cun.md",
    "A page": "pages/about.md",
}
# The samples of the guide, each with one slip: file, what stands there, what somebody typed instead.
SLIPS = (
    ("points/gb22.md", "reach: self\n", "raech: self\n"),
    ("points/gb22.md", "motion: circle\n", "motion: circles\n"),
    ("points/gb22.md", "plain: Say where it is in one", "plain: Between two ribs: write one"),
    ("points/gb22.md", "  english:", "\tenglish:"),
    ("points/gb22.md", "need: upper-back-pain\n", "need: upper-back-pian\n"),
    ("points/gb22.md", "Say where it is in one plain sentence.", "It is between two ribs. " * 9),
    ("points/gb22.md", "Say how to sit", "See [the C7 bone](glossary:c8). Say how to sit"),
    ("routines/better-sleep.md", "## Before you start", "## Preparation"),
    ("needs/stiff-neck.md", "Say what to do besides", "Warmth heals. Say what to do besides"),
    (
        "points/bl67.md",
        "    advice: avoid\n",
        "    advice: gentle\n",
    ),  # it is begun with the caution it needs
)


def fences(guide: str) -> dict[str, list[str]]:
    """Return the code blocks of a guide by the heading they stand under."""
    found: dict[str, list[str]] = {}
    heading, block = "", None
    for line in guide.splitlines(keepends=True):
        if line.startswith("```"):
            if block is not None:
                found.setdefault(heading, []).append(block)
            block = "" if block is None else None
        elif block is not None:
            block += line
        elif line.startswith("## "):
            heading = line.removeprefix("## ").strip()
    return found


def section(guide: str, heading: str) -> str:
    """Return what stands under a heading of the second level; code blocks there must hold no such heading."""
    return guide.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the real project."""
    return copy_real(tmp_path)


def said(project: Path) -> str:
    """Return what the program says of a project with its drafts: nothing, if all is well."""
    try:
        make(Site(project, project / "output", drafts=True))
    except SiteError as error:
        return str(error)
    return ""


@pytest.fixture
def sampled(project: Path) -> Path:
    """Return a copy of the project with every sample of the guide in its place."""
    blocks = fences(AUTHORS)
    for heading, path in SAMPLES.items():
        (project / "content" / path).write_text(blocks[heading][0], encoding="utf-8")
    return project


def test_the_key_tables_are_those_of_the_schema() -> None:
    assert re.findall(r"<!-- keys:(\w+) -->", AUTHORS) == list(TABLES)
    assert fill(AUTHORS) == AUTHORS, "the tables are out of date; run:  python -m atlas.reference"


@pytest.mark.parametrize("heading", STARTED)
def test_the_samples_are_what_new_writes(project: Path, heading: str) -> None:
    kind, name, told = STARTED[heading]
    written = started(project, kind, name, **told).read_text(encoding="utf-8")
    message = f'copy templates/new/{kind}.md, as "new" fills it in, to AUTHORS.md'
    assert fences(AUTHORS)[heading][0] == written, message
    flags = "".join(f" --{key} {one}" for key, words in told.items() for one in words)
    assert f"`python build.py new {kind} {name}{flags}`" in section(AUTHORS, heading).replace("\n", " ")


def test_the_samples_have_no_problems(sampled: Path) -> None:
    assert said(sampled) == ""
    assert [path for path in SAMPLES.values() if f"`content/{path}`" not in AUTHORS] == []


def test_the_sample_of_a_source_has_no_problems(tmp_path: Path) -> None:
    file = tmp_path / "references.yaml"
    file.write_text(fences(AUTHORS)["A source"][0], encoding="utf-8")
    assert parse(Reader(tmp_path, Memo()).record(file), Reference, (0,)).id == "matsubara-2011-neck"


def test_the_links_of_the_guide_lead_somewhere(sampled: Path) -> None:
    with (sampled / "content/pages/about.md").open("a", encoding="utf-8") as page:
        page.write("\n" + fences(AUTHORS)["Linking by name"][0])
    assert said(sampled) == ""


@pytest.mark.parametrize("number", range(1, 11))
def test_the_messages_of_the_guide_are_those_of_the_program(sampled: Path, number: int) -> None:
    path, typed, instead = SLIPS[number - 1]
    file = sampled / "content" / path
    if not file.is_file():
        started(sampled, "point", file.stem)
    text = file.read_text(encoding="utf-8")
    assert typed in text
    file.write_text(text.replace(typed, instead, 1), encoding="utf-8")
    assert fences(AUTHORS)["The ten commonest messages"][number - 1] == said(sampled) + "\n"


def test_ten_messages_are_ten() -> None:
    assert len(fences(AUTHORS)["The ten commonest messages"]) == len(SLIPS) == 10


def test_the_headings_of_the_guide_are_those_of_the_rules() -> None:
    rows = [
        f"| {kind} | {', '.join(headings) or 'none: paragraphs only'} |"
        for kind, headings in HEADINGS.items()
    ]
    assert section(AUTHORS, "Headings").split("| --- | --- |\n")[1].split("\n\n")[0].splitlines() == rows


def test_the_evidence_of_the_guide_is_that_of_the_schema() -> None:
    rows = re.findall(r"^\| `(.+)` \|", section(AUTHORS, "Evidence"), re.MULTILINE)
    assert tuple(rows) == get_args(Evidence)


def test_the_promises_of_the_guide_are_refused() -> None:
    words = re.findall(r"`(.+?)`", section(AUTHORS, "Words that promise"))
    assert len(words) > 20
    assert [word for word in words if not PROMISES.fullmatch(word)] == []


def test_the_advice_of_the_guide_is_that_of_the_program() -> None:
    told = section(AUTHORS, "Advice")
    assert re.findall(r"^\| ([a-z ]+) \|", told, re.MULTILINE) == list(get_args(Kind))
    assert f"more than {MOST_WORDS} words" in told
    assert f"A page of {FEWEST_WORDS} words or more" in told
    assert f"an age over {OLDEST_READER}." in told
    assert REVIEW_HOLDS.days == 2 * 365
    assert "more than two years ago" in told


def test_what_fits_on_a_card_is_what_the_schema_allows() -> None:
    fits = section(AUTHORS, "What fits on a card")
    rows = re.findall(r"^\| .+ \| `(.+)` \| (\d+) \|$", fits, re.MULTILINE)
    assert len(rows) == 8
    keys = AUTHORS.partition("\n## Every key\n")[2]
    assert [key for key, room in rows if f"| `{key}` | text, {room} letters at most |" not in keys] == []
    assert f"takes {LONGEST_SHORT_VERSION} minutes at most" in fits
    assert "| `versions.short` | list of codes, 3 to 5 |" in keys


def test_the_map_names_every_module_after_those_it_imports() -> None:
    named = re.findall(r"^\| `(\w+)` \|", section(CONTRIBUTING, "The map"), re.MULTILINE)
    modules = {file.stem: file for file in (ROOT / "atlas").glob("*.py") if file.stem != "__init__"}
    assert sorted(named) == sorted(modules)
    late = [
        f"{name} imports {other}"
        for place, name in enumerate(named)
        for other in imports(modules[name])
        if other not in named[:place]
    ]
    assert late == []


def imports(module: Path) -> set[str]:
    """Return the modules of this program that one of them imports, for its types only or for use."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "atlas":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module.removeprefix("atlas.")} if node.module.startswith("atlas.") else set()
    return found


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    named = re.findall(
        r"^\| ([a-z][\w-]*) \| .+ \| .+ \|$", section(CONTRIBUTING, "Dependencies"), re.MULTILINE
    )
    assert named == [re.split(r"[<>=~]", name)[0] for name in declared]


def test_the_readme_names_every_option() -> None:
    for command in (["build"], ["check"], *(["new", kind] for kind in TOLD)):
        done = subprocess.run(
            [sys.executable, "build.py", *command, "--help"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        assert [
            option for option in re.findall(r"--[a-z-]+", done.stdout) if f"`{option}" not in README
        ] == []


def test_the_readme_has_the_two_commands() -> None:
    assert [line for line in README.splitlines() if line.startswith("pip install")] == COMMANDS
    assert all(command in CONTRIBUTING.splitlines() for command in COMMANDS)


needs_bash = pytest.mark.skipif(not shutil.which("bash"), reason="CI runs on Linux")


@needs_bash
def test_ci_takes_the_two_commands_from_the_readme() -> None:
    done = subprocess.run(
        ["bash", ".ci/run", "--commands"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == COMMANDS


@needs_bash
@pytest.mark.parametrize(("broken", "calls"), [("", 10), ("pytest", 4), ("mypy", 8)])
def test_ci_runs_the_two_commands_and_stops_at_a_failure(tmp_path: Path, broken: str, calls: int) -> None:
    """Run the real script with every program replaced by one that notes how it was called."""
    checkout, programs, log = tmp_path / "checkout", tmp_path / "programs", tmp_path / "log"
    (checkout / ".ci").mkdir(parents=True)
    shutil.copy(ROOT / ".ci/run", checkout / ".ci")
    (checkout / "README.md").write_text("\n".join(COMMANDS) + "\n", encoding="utf-8")
    programs.mkdir()
    names = ["pip", "python", "python3", "pytest", "ruff", "mypy", "codespell"]
    for name in (*names, "apt-get", "dpkg-query", "sudo"):
        text = f"""#!/bin/sh
            [ "$CI" = true ] && echo {name} "$@" >>"{log}"
            [ "$1 $2" = "-m venv" ] && mkdir -p "$3/bin" && touch "$3/bin/activate"
            echo "=== {name} is done ==="
            [ "$2" = soak ] && exit 5
            exit {int(name == broken)}
            """
        (programs / name).write_text(text, encoding="utf-8")
        (programs / name).chmod(0o755)
    done = subprocess.run(
        ["bash", ".ci/run"],
        cwd=checkout,
        env={"PATH": f"{programs}:/usr/bin:/bin", "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    called = log.read_text(encoding="utf-8").splitlines()
    wanted = [
        "pip install -r requirements.txt",
        "python build.py",
        "pip install -r requirements-dev.txt",
        "pytest",
        "pytest -m soak",
        "ruff check",
        "ruff format --check",
        "mypy",
        "codespell",
        "python build.py check",
    ]
    assert called[called.index(wanted[0]) :] == wanted[:calls]
    assert done.returncode == bool(broken), done.stderr
    assert done.stdout.splitlines()[-1] == f"=== {broken or 'pytest'} is done ==="
    assert sorted(path.name for path in checkout.iterdir()) == [".ci", "README.md"]
    assert not list(tmp_path.glob("tmp*"))
