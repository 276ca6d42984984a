"""The program as its users run it, on a copy of the sample."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sampling import PARTS, PROGRAM, copy_sample, edit, run, state

from atlas.cli import main
from atlas.mishaps import OURS

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://example.org/atlas/"
TODAY = date(2026, 12, 1)  # soon after the sample was reviewed
LEFT_OUT = "No --site-url: left out sitemap.xml, feed.xml, canonical links and the QR codes of cards.\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that no test changes, but for its output."""
    return copy_sample(tmp_path_factory.mktemp("cli") / "project", (*PARTS, *PROGRAM))


Answer = Callable[..., tuple[int, str, str]]


@pytest.fixture
def answer(capsys: pytest.CaptureFixture[str]) -> Answer:
    """Return the exit code of a command, and what it said on both streams, timed or not."""

    def run_here(root: Path, *arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(arguments, root, TODAY)
        said, errors = capsys.readouterr()
        return code, re.sub(r"\d+\.\d s", "0.1 s", said), errors

    return run_here


def test_a_build_says_what_it_did_and_the_next_that_nothing_changed(
    root: Path, tmp_path: Path, answer: Answer
) -> None:
    output = tmp_path / "output"
    pages = "43 pages, 4 points"
    code, said, errors = answer(root, "--output", str(output))
    count = len(state(output)) - 1  # but for the manifest
    assert (code, errors) == (0, "")
    assert said == f"{pages}: {count} files written in 0.1 s, in {output}\n{LEFT_OUT}"
    before = state(output)
    assert answer(root, "build", "--output", str(output)) == (
        0,
        f"{pages}: nothing changed in 0.1 s, in {output}\n{LEFT_OUT}",
        "",
    )
    assert state(output) == before
    (output / "mine.txt").write_text("mine", encoding="utf-8")
    (output / "404.html").write_text("broken", encoding="utf-8")
    assert answer(root, "build", "--output", str(output)) == (
        0,
        f"{pages}: 1 file written in 0.1 s, in {output}\n{LEFT_OUT}Not ours, left alone: mine.txt\n",
        "",
    )


def test_the_site_goes_to_output_beside_the_program_wherever_it_is_started(
    root: Path, tmp_path: Path
) -> None:
    command = [sys.executable, str(root / "build.py"), "--quiet"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (root / "output/index.html").is_file()
    assert list(tmp_path.iterdir()) == []


def test_with_an_address_the_site_says_where_it_is(root: Path, tmp_path: Path, answer: Answer) -> None:
    there, same, here = (tmp_path / name for name in ("there", "same", "here"))
    _, said, _ = answer(root, "--output", str(there), "--site-url", URL)
    assert LEFT_OUT not in said
    assert answer(root, "--quiet", "--output", str(same), "--site-url", URL.rstrip("/")) == (0, "", "")
    assert answer(root, "--quiet", "--output", str(here), "--site-url", "") == (0, "", "")
    files = {
        folder: {name: content for name, (content, *_) in state(folder).items()}
        for folder in (there, same, here)
    }
    assert files[there] == files[same]
    assert set(files[there]) - set(files[here]) == {"sitemap.xml", "feed.xml"}
    assert f"Sitemap: {URL}sitemap.xml" in files[there]["robots.txt"].decode()
    assert "Sitemap" not in files[here]["robots.txt"].decode()
    for path, content in files[there].items():
        if not path.endswith(".html"):
            continue
        html, other = content.decode(), files[here][path].decode()
        canonical = f'<link rel="canonical" href="{URL}{path}">'
        indexed = path not in ("404.html", "offline.html") and "/card" not in path
        assert (canonical in html) == (f'content="{URL}{path}"' in html) == indexed, path
        assert ('<meta name="robots" content="noindex">' in html) != indexed, path
        assert "application/atom+xml" in html
        assert "canonical" not in other
        assert "atom+xml" not in other
        assert "example.org/atlas/" not in other.replace("example.org/atlas/edit/", "")
    assert 'href="/atlas/index.html"' in files[there]["404.html"].decode()
    assert 'href="/index.html"' in files[here]["404.html"].decode()


def test_the_address_of_the_command_wins_over_that_of_the_content(tmp_path: Path, answer: Answer) -> None:
    root = copy_sample(tmp_path / "project")
    edit(root / "content/site.yaml", "language: en\n", "language: en\nsite_url: https://own.example/\n")
    assert LEFT_OUT not in answer(root)[1]
    assert b"https://own.example/points/gb21.html" in (root / "output/sitemap.xml").read_bytes()
    assert answer(root, "--quiet", "--site-url", URL) == (0, "", "")
    assert b"https://own.example/" not in (root / "output/sitemap.xml").read_bytes()


def test_drafts_are_built_only_when_asked_for(tmp_path: Path, answer: Answer) -> None:
    root = copy_sample(tmp_path / "project")
    code, said, errors = answer(root, "new", "need", "neck-pain")
    assert (code, errors) == (0, "")
    assert said == "Wrote content/needs/neck-pain.md. Fill it in, then run: python build.py check --drafts\n"
    assert answer(root, "check") == (0, "No problems in 43 pages and 4 points.\n", "")
    assert answer(root, "check", "--drafts") == (0, "No problems in 44 pages and 4 points.\n", "")
    assert answer(root, "--quiet") == (0, "", "")
    assert not (root / "output/needs/neck-pain.html").exists()
    assert answer(root, "--quiet", "--drafts") == (0, "", "")
    assert (root / "output/needs/neck-pain.html").is_file()
    again = answer(root, "new", "need", "neck-pain")
    assert again == (
        1,
        "",
        "content/needs/neck-pain.md: is there already; it was left as it is\n\n1 problem\n",
    )
    assert answer(root, "new", "need", "Neck")[0] == 1


def test_check_writes_nothing(tmp_path: Path, answer: Answer) -> None:
    root = copy_sample(tmp_path / "project")
    before = state(root)
    assert answer(root, "check", "--site-url", URL) == (0, "No problems in 43 pages and 4 points.\n", "")
    assert state(root) == before
    assert not (root / "output").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--help"], ["usage: python build.py [-h]", "\n    build ", "\n    check ", "\n    new "]),
        (["build", "--help"], ["--output DIR", "--site-url URL", "--drafts", "--quiet", "--format"]),
        (["check", "--help"], ["--site-url URL", "--drafts", "--format {text,github,json}", "--fix"]),
        (["serve", "--help"], ["--port NUMBER", "--open", "--site-url URL", "--drafts"]),
        (["new", "--help"], ["{point,routine,need}", "on a terminal it asks for what no flag tells"]),
        (
            ["new", "point", "--help"],
            ["[CODE]", "Its code, such as GB22", "--region TEXT", "may be given again"],
        ),
    ],
)
def test_help_names_every_command_and_every_choice(
    capsys: pytest.CaptureFixture[str], arguments: list[str], words: list[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    heard = capsys.readouterr()
    assert (caught.value.code, heard.err) == (0, "")
    assert [word for word in words if word not in heard.out] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bbuild"], "invalid choice: 'bbuild'"),
        (["build", "now"], "unrecognized arguments: now"),
        (["--loud"], "unrecognized arguments: --loud"),
        (["serve", "--output", "x"], "unrecognized arguments: --output x"),
        (["serve", "--port", "http"], '"http" is no port such as 8000'),
        (["serve", "--port", "65536"], '"65536" is no port such as 8000'),
        (["serve", "--port", "-1"], '"-1" is no port such as 8000'),
        (["new", "meridian", "x"], "argument kind: invalid choice: 'meridian'"),
        (["new", "point"], "the following arguments are required: name"),
        (["--site-url", "example.org"], '"example.org" is no address such as https://example.org/'),
        (["--site-url", "https://"], '"https://" is no address such as https://example.org/'),
        (["--site-url", "https:///"], '"https:///" is no address such as https://example.org/'),
        (["--site-url", 'https://a.org/"><b>'], " is no address such as https://example.org/"),
        (["check", "--output", "x"], "unrecognized arguments: --output x"),
        (["check", "--format", "xml"], "argument --format: invalid choice: 'xml'"),
    ],
)
def test_wrong_usage(capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    heard = capsys.readouterr()
    assert (caught.value.code, heard.out) == (2, "")
    assert heard.err.startswith("usage: python build.py")
    assert said in heard.err


def test_problems_are_counted(tmp_path: Path, answer: Answer) -> None:
    root = copy_sample(tmp_path / "project")
    edit(root / "content/points/gb21.md", "sides: both", "sides: midline")
    one = "content/points/gb21.md:10: GB21 lies on both sides of the body\n"
    assert answer(root, "check") == (1, "", f"{one}\n1 problem\n")
    edit(root / "content/points/cv17.md", "sides: midline", "sides: both")
    two = f"content/points/cv17.md:9: CV17 lies on the midline; it has one side\n{one}"
    assert answer(root) == (1, "", f"{two}\n2 problems\n")
    assert not (root / "output").exists()


def test_the_door_passes_on_what_is_said_and_the_exit_code(root: Path) -> None:
    checked, misspelt = run(root, "check"), run(root, "bbuild")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "No problems in 43 pages and 4 points." in checked.stdout  # after two years with advice on reviews
    assert (misspelt.returncode, misspelt.stdout) == (2, "")


def test_a_package_that_is_missing_is_named(root: Path) -> None:
    command = [sys.executable, "-S", "build.py"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"\w+ is not installed\. Try:  pip install -r requirements\.txt\n", done.stderr)


@pytest.mark.parametrize("arguments", [["check"], ["--help"]])
def test_a_reader_who_has_heard_enough_is_no_mistake(root: Path, arguments: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "build.py", *arguments]
    buffered = {**os.environ, "PYTHONUNBUFFERED": ""}
    done = subprocess.run(command, cwd=root, stdout=writer, stderr=subprocess.PIPE, env=buffered, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("part", ["content", "assets/images", "templates"])
def test_the_site_is_not_put_among_what_it_is_made_from(root: Path, answer: Answer, part: str) -> None:
    output = root / part / "site"
    top = part.partition("/")[0]
    said = f"{output}: lies in {top}/, from which the site is made\n"
    hint = "    hint: choose an empty or new folder with --output\n\n1 problem\n"
    assert answer(root, "--output", str(output)) == (1, "", said + hint)


def test_an_address_has_no_question_in_it(root: Path, answer: Answer) -> None:
    with pytest.raises(SystemExit) as stopped:
        answer(root, "--site-url", "https://example.org/?x=1#y")
    assert stopped.value.code == 2


@pytest.fixture
def built(tmp_path: Path, answer: Answer) -> Path:
    """Return a project that was built into its own folder a moment ago."""
    project = copy_sample(tmp_path / "project", (*PARTS, *PROGRAM))
    assert answer(project, "--quiet") == (0, "", "")
    return project


def said_of(project: Path, changes: str) -> str:
    return f"43 pages, 4 points: {changes} in 0.1 s, in {project / 'output'}\n{LEFT_OUT}"


STAGES = "looking", "reading", "checking", "drawing", "arranging", "rendering", "linking", "publishing"


def test_verbose_says_how_long_each_stage_took(built: Path, answer: Answer) -> None:
    def timed(*arguments: str) -> tuple[int, str, str]:
        code, said, errors = answer(built, "--verbose", *arguments)
        return code, re.sub(r" +\d+\.\d\d s$", "   0.00 s", said, flags=re.MULTILINE), errors

    nothing = said_of(built, "nothing changed")
    short = {stage: f"{stage}   0.00 s\n" for stage in STAGES}
    assert timed() == (0, short["looking"] + nothing, "")
    assert timed("--no-cache") == (0, "".join(short.values()) + nothing, "")


def test_without_a_cache_everything_is_made_anew_and_none_is_left(built: Path, answer: Answer) -> None:
    cache = state(built / ".cache")
    assert sorted(cache) == ["last.json", "memo", "pages.json"]
    assert answer(built, "--no-cache") == (0, said_of(built, "nothing changed"), "")
    assert state(built / ".cache") == cache
    shutil.rmtree(built / ".cache")
    assert answer(built, "--no-cache") == (0, said_of(built, "nothing changed"), "")
    assert not (built / ".cache").exists()


def test_a_cache_may_be_deleted_at_any_time(built: Path, answer: Answer) -> None:
    shutil.rmtree(built / ".cache")
    assert answer(built) == (0, said_of(built, "nothing changed"), "")
    assert sorted(state(built / ".cache")) == ["last.json", "memo", "pages.json"]


def test_a_damaged_cache_is_named_once_and_made_anew(built: Path, answer: Answer) -> None:
    for name in ("last.json", "memo", "pages.json"):
        (built / ".cache" / name).write_bytes((built / ".cache" / name).read_bytes()[:-1])
    said = "The cache was damaged and not used: .cache/last.json, .cache/memo, .cache/pages.json\n"
    assert answer(built) == (0, said_of(built, "nothing changed"), said)
    assert answer(built) == (0, said_of(built, "nothing changed"), "")


def test_a_cache_of_another_checkout_is_ignored(built: Path, answer: Answer) -> None:
    other = built.parent / "other"
    shutil.copytree(built, other)
    (other / "output/404.html").write_bytes(b"broken")
    edit(other / "content/site.yaml", "title: ", "title: New ")
    count = len(state(other / "output")) - 1
    code, said, errors = answer(other)
    changed = re.search(r"(\d+) files written", said)
    assert (code, errors, changed is not None) == (0, "", True)
    cold = built.parent / "cold"
    assert answer(other, "--no-cache", "--output", str(cold), "--quiet") == (0, "", "")
    assert (len(state(cold)) - 1, whole(other / "output")) == (count, whole(cold))


def whole(folder: Path) -> dict[str, bytes]:
    return {name: content for name, (content, _, _) in state(folder).items()}


def test_where_no_cache_can_be_kept_a_build_goes_through_all_the_same(built: Path, answer: Answer) -> None:
    shutil.rmtree(built / ".cache")
    (built / ".cache").write_bytes(b"")
    said = "The cache was damaged and not used: .cache/last.json, .cache/memo, .cache/pages.json\n"
    for _ in range(2):
        assert answer(built) == (0, said_of(built, "nothing changed"), said)
    assert (built / ".cache").read_bytes() == b""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_nor_does_a_cache_that_may_not_be_written_stop_it(built: Path, answer: Answer) -> None:
    shutil.rmtree(built / ".cache")
    (built / ".cache").mkdir(0o500)
    assert answer(built) == (0, said_of(built, "nothing changed"), "")
    assert state(built / ".cache") == {}
    (built / ".cache").chmod(0o700)


def test_strangers_go_with_clean_and_are_named_however_odd(built: Path, answer: Answer) -> None:
    (built / "output" / "mine.txt").write_bytes(b"mine")
    (built / "output" / "a\n\x1b[31mb").write_bytes(b"mine")
    named = "a\\n\\x1b[31mb, mine.txt\n"
    stay = said_of(built, "nothing changed") + "Not ours, left alone: " + named
    assert answer(built) == answer(built) == (0, stay, "")
    assert answer(built, "--clean") == (
        0,
        said_of(built, "nothing changed") + "Not ours, removed: " + named,
        "",
    )
    assert not (built / "output" / "mine.txt").exists()
    assert answer(built, "--clean") == answer(built) == (0, said_of(built, "nothing changed"), "")


def test_names_are_told_where_the_terminal_has_no_letters_for_them(built: Path) -> None:
    (built / "output" / "\N{GRINNING FACE}.txt").write_bytes(b"mine")
    done = run(built, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("Not ours, left alone: \\U0001f600.txt\n")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (".", "is the folder of the project, or holds it"),
        ("..", "is the folder of the project, or holds it"),
        ("content/x", "lies in content/, from which the site is made"),
        ("assets", "lies in assets/, from which the site is made"),
        (".cache", "lies in .cache/, where builds keep their own"),
        (".git/x", "lies in .git/, where git keeps its own"),
    ],
)
def test_the_project_and_its_parts_are_no_place_for_a_site(
    root: Path, answer: Answer, place: str, said: str
) -> None:
    output = root / place
    hint = "choose an empty or new folder with --output"
    before = state(root)
    code, _, errors = answer(root, "--clean", "--no-cache", "--output", str(output))
    assert (code, errors) == (1, f"{output.as_posix()}: {said}\n    hint: {hint}\n\n1 problem\n")
    assert state(root) == before


def test_a_template_that_cannot_be_filled_in_is_a_problem_at_its_line(built: Path, answer: Answer) -> None:
    before = state(built / "output")
    template = built / "templates/layouts/point.html"
    lines = template.read_text(encoding="utf-8").splitlines()
    edit(template, "{% block main %}", "{% block main %}{{ nobody }}")
    place = f"templates/layouts/point.html:{lines.index('{% block main %}') + 1}"
    said = f"{place}: the template cannot be filled in: UndefinedError: 'nobody' is undefined\n\n1 problem\n"
    assert answer(built) == answer(built, "check") == (1, "", said)
    assert state(built / "output") == before


def test_a_mistake_of_the_program_is_owned_up_to_and_told_whole(built: Path) -> None:
    before = state(built / "output")
    program = built / "atlas/theme.py"
    edit(program, "    shown = Shown(page, site)\n", '    raise ValueError("not so")\n')
    line = program.read_text(encoding="utf-8").splitlines().index('    raise ValueError("not so")') + 1
    done = run(built)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Traceback (most recent call last):\n")
    said = f"atlas/theme.py:{line}: the program stopped: ValueError: not so\n    hint: {OURS}\n\n1 problem\n"
    assert done.stderr.endswith(f"\nValueError: not so\n{said}")
    assert state(built / "output") == before
