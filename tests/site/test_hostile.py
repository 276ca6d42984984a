"""Hostile and broken input, given to the real program: one clear problem, exit 1, and nothing changed."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from markup import Parsed
from pydantic import BaseModel, ValidationError
from sampling import PARTS, PROGRAM, SAMPLE, copy_sample, made, run, state

from atlas.collect import KINDS
from atlas.problems import SiteError
from atlas.records import Flag, Reference, SiteMatter

if TYPE_CHECKING:
    from collections.abc import Callable

URL = "https://example.org/atlas/"
LINK = "is a link to another place\n    hint: put the file itself here"
PAGE_NAME = (
    "is no name for a page, because it is also its address\n"
    "    hint: a name is small letters, digits and hyphens, such as upper-back-pain"
)
ASSET_NAME = (
    "is no name for an asset, because it is also its address\n"
    "    hint: a name is letters, digits, dots, hyphens and underscores, such as hand-2.webp"
)
WINDOWS = "is a name that Windows keeps for itself\n    hint: choose another name"
TERM = min(SAMPLE.glob("content/glossary/*.md"))
ODD = "is no plain file\n    hint: put the file itself here"
MOST = "512 KB is the most"
PLAIN_SVG = "export it anew as plain SVG, without scripts, links or animations"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with its site, to be copied."""
    root = copy_sample(tmp_path_factory.mktemp("hostile") / "project", (*PARTS, *PROGRAM))
    assert run(root, "--quiet").returncode == 0
    return root


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """Return a copy of the project, with its site and the times of all its files."""
    return Path(shutil.copytree(built, tmp_path / "project", symlinks=True))


def refused(root: Path, said: str) -> None:
    """Build, and see that this is told and nothing is changed, within the time and room that a build has."""
    before = state(root / "output")
    began = time.monotonic()
    done = run(root)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{said}\n\n1 problem\n")
    assert time.monotonic() - began < 60
    assert state(root / "output") == before
    assert [path.name for path in root.iterdir() if path.name.startswith(".")] == [".cache"]


def put(path: str, content: bytes = b"x") -> Callable[[Path], None]:
    """Return what puts a file into a project."""

    def act(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)

    return act


def link(path: str, target: str) -> Callable[[Path], None]:
    """Return what replaces a file or folder by a link to another place, where the same lies."""

    def act(root: Path) -> None:
        (root / path).parent.mkdir(exist_ok=True)
        if (root / path).exists():
            (root / path).rename(root / "elsewhere")
        (root / path).symlink_to(target or root / "elsewhere")

    return act


def pipe(path: str) -> Callable[[Path], None]:
    """Return what replaces a file by one from which nothing ever comes."""

    def act(root: Path) -> None:
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).unlink(missing_ok=True)
        os.mkfifo(root / path)

    return act


def huge(root: Path) -> None:
    with (root / "content/points/big.md").open("wb") as file:
        file.truncate(1 << 40)


def twins(root: Path) -> None:
    put("assets/images/Hand.png")(root)
    put("assets/images/hand.png")(root)


SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
LONG = "x" * 90
TWINS = 'differs from "images/Hand.png" in capital letters only\n    hint: choose another name'
RUNS = f"the drawing holds <script>\n    hint: {PLAIN_SVG}"
NO_TEXT = "cannot be read: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"
FIGURES = "the files here are made by workshop/; take them from the last commit"
NO_XML = f"cannot be read: syntax error: line 1, column 0\n    hint: {FIGURES}"
CASES = (
    (
        "10 MB",
        put("content/points/ten.md", b"x" * 10_000_000),
        f"content/points/ten.md: is 9765 KB long; {MOST}",
    ),
    ("a terabyte", huge, f"content/points/big.md: is 1073741824 KB long; {MOST}"),
    ("endless", link("content/site.yaml", "/dev/zero"), f"content/site.yaml: {LINK}"),
    ("never begins", pipe("content/site.yaml"), f"content/site.yaml: {ODD}"),
    ("a pipe for an asset", pipe("assets/images/x.png"), f"assets/images/x.png: {ODD}"),
    ("a page elsewhere", link("content/points/x.md", "/etc/passwd"), f"content/points/x.md: {LINK}"),
    ("a folder elsewhere", link("content/needs", ""), f"content/needs: {LINK}"),
    ("an asset elsewhere", link("assets/images/x.png", "/etc/passwd"), f"assets/images/x.png: {LINK}"),
    ("assets elsewhere", link("assets/images", "/etc"), f"assets/images: {LINK}"),
    ("space", put("content/points/a b.md"), f"content/points/a b.md: {PAGE_NAME}"),
    ("dots", put("content/points/a..b.md"), f"content/points/a..b.md: {PAGE_NAME}"),
    (
        "emoji",
        put("content/points/\N{GRINNING FACE}.md"),
        f"content/points/\N{GRINNING FACE}.md: {PAGE_NAME}",
    ),
    ("capitals", put("content/points/GB21.md"), f"content/points/GB21.md: {PAGE_NAME}"),
    ("not text", put("content/points/\udce9.md"), f"content/points/\\udce9.md: {PAGE_NAME}"),
    (
        "lines and colours",
        put("content/points/a\n\x1b[31m.md"),
        f"content/points/a\\n\\x1b[31m.md: {PAGE_NAME}",
    ),
    ("Windows", put("content/glossary/con.md", TERM.read_bytes()), f"content/glossary/con.md: {WINDOWS}"),
    (
        "long name",
        put(f"content/points/{LONG}.md"),
        f"content/points/{LONG}.md: has a name of 90 letters; 80 is the most",
    ),
    ("asset with a space", put("assets/images/a b.png"), f"assets/images/a b.png: {ASSET_NAME}"),
    ("asset with a backslash", put("assets/images/a\\b.png"), f"assets/images/a\\b.png: {ASSET_NAME}"),
    ("asset for Windows", put("assets/images/nul.png"), f"assets/images/nul.png: {WINDOWS}"),
    ("case twins", twins, f"assets/images/hand.png: {TWINS}"),
    ("script in a drawing", put("assets/images/x.svg", SCRIPT), f"assets/images/x.svg: {RUNS}"),
    (
        "styles that are no text",
        put("assets/css/main.css", b"\xff"),
        "assets/css/main.css: is not UTF-8 text",
    ),
    ("headers that are no text", put("netlify.toml", b"\xff"), f"netlify.toml: {NO_TEXT}"),
    ("an outline that is none", put("assets/figures/contours/abdomen.svg"), f"assets/figures: {NO_XML}"),
)
EVIL: dict[str, tuple[Callable[[Path], None], str]] = {name: (make, said) for name, make, said in CASES}
EVERY_DAY = {"endless", "never begins", "assets elsewhere", "lines and colours", "script in a drawing"}


@pytest.mark.parametrize(
    "name", [name if name in EVERY_DAY else pytest.param(name, marks=pytest.mark.soak) for name in EVIL]
)
def test_it_is_one_clear_problem_and_the_site_stays(project: Path, name: str) -> None:
    make, said = EVIL[name]
    make(project)
    refused(project, said)


def test_all_of_it_at_once_is_told_at_once(tmp_path: Path) -> None:
    """The same in one build without the program around it: what each says when the others are there too."""
    root = copy_sample(tmp_path / "project")
    alone = {"endless", "never begins", "a folder elsewhere"}  # with them there is no content to read
    cases = [case for name, case in EVIL.items() if case[1].startswith("content/") and name not in alone]
    for make, _ in cases:
        make(root)
    with pytest.raises(SiteError) as caught:
        made(root)
    assert [said for _, said in cases if said not in str(caught.value)] == []


@pytest.mark.soak
def test_drawings_of_no_shape_are_solved_anew(project: Path) -> None:
    lock = project / "assets/figures/lock.json"
    whole = lock.read_bytes()
    lock.write_bytes(b"[" * 100_000)
    assert run(project, "--quiet").returncode == 0
    assert lock.read_bytes() == whole


@pytest.mark.parametrize("path", ["content/points/gb21.md", "content/needs", "assets/js"])
def test_what_may_not_be_read_is_told(project: Path, path: str) -> None:
    before = state(project / "output")
    mode = (project / path).stat().st_mode
    (project / path).chmod(0)
    line = [sys.executable, "build.py"]
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("root without setpriv may read anything")
        line = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", *line]
    done = subprocess.run(line, cwd=project, capture_output=True, text=True, check=False)
    (project / path).chmod(mode)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{path}: cannot be read: Permission denied\n" in done.stderr
    assert "Traceback" not in done.stderr
    assert state(project / "output") == before


# Words that would do something, wherever they are shown

NASTY = "</script>\"'><q onx=1>{{9*9}}{%x%}"
SHORT = "\"'><q>{{9*9}}"


def poisoned(model: type[BaseModel], data: Any) -> tuple[Any, int]:
    """Return front matter with nasty words in every text that may hold any, and in how many."""
    done = 0

    def replaced(value: Any, at: tuple[Any, ...]) -> Any:
        nonlocal done
        if isinstance(value, dict):
            return {key: replaced(item, (*at, key)) for key, item in value.items()}
        if isinstance(value, list):
            return [replaced(item, (*at, number)) for number, item in enumerate(value)]
        for words in (f"{value} {NASTY}", f"{value} {SHORT}", SHORT):
            if accepts(model, data, at, words):
                done += 1
                return words
        return value

    return replaced(data, ()), done


def accepts(model: type[BaseModel], data: Any, at: tuple[Any, ...], words: str) -> bool:
    """Tell whether a text may be replaced by these words."""
    *above, last = at
    copy = json.loads(json.dumps(data))
    part = copy
    for step in above:
        part = part[step]
    part[last] = words
    try:
        model.model_validate(copy)
    except ValidationError:
        return False
    return True


RECORDS: dict[str, type[BaseModel]] = {"site": SiteMatter, "flags": Flag, "references": Reference}


def plain_yaml(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506  it makes nothing but strings


def poison(root: Path) -> int:
    """Put nasty words into every file of content, and return into how many texts."""
    count = 0
    for kind, model in KINDS.items():
        for file in sorted((root / "content" / kind).glob("*.md")):
            _, front, body = file.read_text(encoding="utf-8").split("---\n", 2)
            data, some = poisoned(model, plain_yaml(front))
            count += some
            text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=9999)
            body += f'\nNasty: `{NASTY}` {{{{9*9}}}} [a](https://a.b "\\"><q>").\n'
            file.write_text(f"---\n{text}---\n{body}", encoding="utf-8")
    for name, model in RECORDS.items():
        file = root / "content" / f"{name}.yaml"
        data = plain_yaml(file.read_text(encoding="utf-8"))
        pairs = [poisoned(model, one) for one in (data if isinstance(data, list) else [data])]
        count += sum(some for _, some in pairs)
        whole = [one for one, _ in pairs] if isinstance(data, list) else pairs[0][0]
        file.write_text(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return count


def test_words_stay_words_wherever_they_are_shown(tmp_path: Path) -> None:
    root = copy_sample(tmp_path / "project")
    clean = made(root, URL).files
    assert poison(root) > 100
    files = made(root, URL).files
    seen = 0
    for path, content in files.items():
        text = content.decode() if path.endswith((".html", ".xml", ".json", ".webmanifest", ".js")) else ""
        if path.endswith(".html"):
            page = Parsed(text)
            known = Parsed(clean[path].decode())
            assert page.names - known.names <= {"a", "code", "href", "rel", "title"}, path
            seen += any("{{9*9}}" in words for words in page.words)
            assert "81{%x%}" not in text
        elif path.endswith(".xml"):
            assert not [element for element in ET.fromstring(content).iter() if element.tag.endswith("}q")]  # noqa: S314
        elif path.endswith((".json", ".webmanifest")):
            json.loads(text)
        elif path == "search-index.js":
            json.loads(text[text.index("=") + 1 :].strip().rstrip(";"))
    assert seen > len([path for path in files if path.endswith(".html")]) * 0.8


# Very many files


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))


@pytest.mark.soak
@pytest.mark.parametrize("what", ["broken", "twins", "odd", "pictures", "links"])
def test_ten_thousand_files_are_told_in_bounded_time_and_room(project: Path, what: str) -> None:
    page = (project / "content/points/gb21.md").read_bytes()
    for number in range(10_000):
        path, content = {
            "broken": (f"content/points/x{number}.md", b"x"),
            "twins": (f"content/points/x{number}.md", page),
            "odd": (f"content/points/x {number}.md", page),
            "links": (
                f"content/glossary/x{number}.md",
                TERM.read_bytes() + b"\n[x](glossary:yy%dz)\n" % number,
            ),
            "pictures": (f"assets/images/x {number}.png", b"x"),
        }[what]
        put(path, content)(project)
    before = state(project / "output")
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "build.py"],
        cwd=project,
        capture_output=True,
        preexec_fn=limited,
        check=False,
    )
    assert time.monotonic() - began < 120
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.endswith(b"\n\n10000 problems\n")
    assert state(project / "output") == before
