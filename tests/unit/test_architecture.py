"""The shape of the project: one direction, one idea a file, one truth per fact."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from sampling import ROOT

# From left to right: a module imports only from those before it.
ORDER = (
    "addresses", "sight", "last", "halves", "problems", "plain", "memo", "files", "progress", "messages",
    "exchange", "holdings", "output", "patterns", "find", "source", "read", "matter", "schema", "records",
    "reference", "schemas",
    "library", "collect", "codes", "tidy", "fix",
    "dose", "labels", "versions", "rules", "wording", "paper", "chooser", "fit", "room",
    "place", "measures", "stretches", "landmarks", "tasks", "confidence", "captions", "lock",
    "body", "geometry", "anatomy", "trails", "construct", "scene",
    "outline", "ground", "lettering", "placing", "touch",
    "layout", "joins", "traces", "locator", "figure", "numbered",
    "svg", "ruler", "bodymap",
    "courses", "meridians", "works", "pictures",
    "heft", "prose", "sentences", "reading", "advice",
    "listing", "views", "gather", "structured", "page", "cards", "rulers", "entries", "pages",
    "vetting", "assets", "qr", "theme", "links", "feeds", "search", "hosting", "offline",
    "likeness", "reuse", "memory", "pipeline", "edited", "building", "warm",
    "questions", "facts", "starter", "ask",
    "mishaps", "preview", "watching", "visitors", "serve", "cli",
)  # fmt: skip
MODULES = {file.stem: file for file in ROOT.glob("atlas/*.py") if file.stem != "__init__"}
TEMPLATES = {
    file.relative_to(ROOT / "templates").as_posix(): file.read_text(encoding="utf-8")
    for file in sorted(ROOT.glob("templates/**/*.html"))
}
SHEETS = {
    file.relative_to(ROOT / "assets/css").as_posix(): file.read_text(encoding="utf-8")
    for file in sorted(ROOT.glob("assets/css/**/*.css"))
}


def test_every_module_has_its_place() -> None:
    assert sorted(ORDER) == sorted(MODULES)


@pytest.mark.parametrize("name", ORDER)
def test_modules_import_only_from_earlier_ones(name: str) -> None:
    imported = set()
    for node in ast.walk(ast.parse(MODULES[name].read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module == "atlas":
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("atlas."):
            imported.add((node.module or "").removeprefix("atlas."))
        elif isinstance(node, ast.Import):
            assert not any(alias.name.startswith("atlas") for alias in node.names)
        assert not (isinstance(node, ast.ImportFrom) and node.level), "no relative imports"
    assert imported - set(ORDER[: ORDER.index(name)]) == set()


@pytest.mark.parametrize("name", ORDER)
def test_a_module_is_short_and_says_what_it_is_for(name: str) -> None:
    text = MODULES[name].read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 250
    said = ast.get_docstring(ast.parse(text))
    assert said
    assert said.splitlines()[0].endswith(".")


def test_the_door_is_a_door() -> None:
    assert len((ROOT / "build.py").read_text(encoding="utf-8").splitlines()) <= 15


def test_every_module_has_its_tests_or_is_tried_by_a_whole_build() -> None:
    tested = {file.stem.removeprefix("test_") for file in ROOT.glob("tests/unit/test_*.py")}
    whole = {
        "addresses",
        "building",
        "records",
        "views",
        "entries",
        "exchange",
        "holdings",
        "page",
        "pipeline",
        "reference",
    }
    assert set(MODULES) - tested <= whole


# Templates


def _named(text: str) -> set[str]:
    """Return the templates that a template extends, includes or imports from."""
    return set(re.findall(r"{%-? *(?:extends|include|from) +\"([^\"]+)\"", text))


def test_every_template_is_used_and_every_one_that_is_named_is_there() -> None:
    named = set().union(*(_named(text) for text in TEMPLATES.values()))
    pages = "".join(
        MODULES[name].read_text(encoding="utf-8") for name in ("cards", "rulers", "entries", "pages")
    )
    lists = {f"layouts/{name}.html" for name in re.findall(r"^    \(\"(\w+)\", ", pages, re.MULTILINE)}
    opened = set(re.findall(r"layouts/[\w-]+\.html", pages)) | lists
    assert named - set(TEMPLATES) == set()
    assert set(TEMPLATES) - named - opened == set()


def test_every_macro_that_is_imported_is_there_and_is_called() -> None:
    for name, text in TEMPLATES.items():
        for source, words in re.findall(r"{% from \"([^\"]+)\" import ([\w, ]+) %}", text):
            for macro in words.split(", "):
                assert f"{{% macro {macro}(" in TEMPLATES[source], (name, macro)
                assert re.search(rf"\b{macro}\(", text), f"{name} does not call {macro}"


def test_a_component_says_what_it_is() -> None:
    components = [text for name, text in TEMPLATES.items() if name.startswith("components/")]
    assert [text for text in components if not re.search(r"^{#- .+ #}$", text, re.MULTILINE)] == []


def test_no_template_trusts_text_to_be_html() -> None:
    trusting = re.compile(r"\|\s*safe\b|autoescape|Markup|\sstyle=|\son\w+=")
    assert [name for name, text in TEMPLATES.items() if trusting.search(text)] == []


# Style sheets


IMPORT = re.compile(r'^@import "([^"]+)" layer\((\w+)\);$', re.MULTILINE)
LISTS = {name: IMPORT.findall(css) for name, css in SHEETS.items() if IMPORT.search(css)}


def test_every_sheet_is_imported_once_and_every_import_is_there() -> None:
    names = [name for imported in LISTS.values() for name, _ in imported]
    assert sorted(names) == sorted(set(SHEETS) - set(LISTS))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_of_sheets_keeps_the_order_of_the_layers(name: str) -> None:
    layers = re.findall(r"^@layer ([\w, ]+);$", SHEETS["main.css"], re.MULTILINE)[0].split(", ")
    assert SHEETS[name].startswith(f"@layer {', '.join(layers)};\n")
    assert sorted(LISTS[name], key=lambda sheet: layers.index(sheet[1])) == LISTS[name]


RAW_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b(?![^{}]*{)|\b(?:rgba?|hsla?|oklch|oklab|lab|lch|hwb|color)\(")
PIXELS = re.compile(r"\b(\d*\.?\d+)px\b")
HAIRLINE = 4


@pytest.mark.parametrize("name", [name for name in SHEETS if name.startswith(("blocks/", "layout/"))])
def test_blocks_take_colours_and_sizes_from_the_tokens(name: str) -> None:
    """Paper is the exception: a card is black on white, and says so. Rules and rings are a few pixels."""
    css = re.sub(r"/\*.*?\*/", "", SHEETS[name], flags=re.DOTALL)
    if not Path(name).name.startswith("card"):
        assert RAW_COLOUR.findall(css) == []
    assert [size for size in PIXELS.findall(css) if float(size) > HAIRLINE] == []


def test_only_tokens_that_are_set_are_used() -> None:
    whole = "".join(SHEETS.values())
    used = set(re.findall(r"var\((--[\w-]+)\)", whole))
    assert used - set(re.findall(r"(--[\w-]+):", whole)) == set()


# Requirements


class Pinned(NamedTuple):
    version: str
    hashes: int
    wanted_by: tuple[str, ...]


def pins(file: str) -> dict[str, Pinned]:
    found = {}
    text = (ROOT / file).read_text(encoding="utf-8")
    for entry in re.split(r"\n(?=[a-z0-9])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)):
        head, *rest = entry.strip().split("\n")
        line = re.fullmatch(r"([a-z0-9._-]+)==([\w.]+)( ; [^\\]+)? \\", head)
        assert line, head
        hashes = [part for part in rest if re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", part)]
        wanted = [
            part.removeprefix("    #").removeprefix(" via").strip() for part in rest if part not in hashes
        ]
        found[line[1]] = Pinned(line[2], len(hashes), tuple(word for word in wanted if word))
    return found


def declared(*groups: str) -> dict[str, Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    texts = [*project["project"]["dependencies"]]
    for group in groups:
        texts += project["dependency-groups"][group]
    return {canonicalize_name(wanted.name): wanted for wanted in map(Requirement, texts)}


@pytest.mark.parametrize(("file", "groups"), [("requirements.txt", ()), ("requirements-dev.txt", ("dev",))])
def test_the_pinned_versions_are_those_that_were_asked_for(file: str, groups: tuple[str, ...]) -> None:
    pinned, wanted = pins(file), declared(*groups)
    asked = {
        name
        for name, pin in pinned.items()
        if any(word.startswith("acupoint-atlas ") for word in pin.wanted_by)
    }
    assert asked == set(wanted)
    unfit = [name for name, need in wanted.items() if not need.specifier.contains(pinned[name].version)]
    assert unfit == []


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_by_hash_and_none_by_address(file: str) -> None:
    assert [name for name, pin in pins(file).items() if not pin.hashes] == []
    assert "http" not in (ROOT / file).read_text(encoding="utf-8")


def test_the_tests_run_with_the_packages_that_the_site_is_built_with() -> None:
    site, tests = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: tests[name].version for name in site} == {name: pin.version for name, pin in site.items()}


def test_only_declared_packages_are_imported() -> None:
    modules = {"frontmatter": "python-frontmatter", "yaml": "pyyaml", "markdown_it": "markdown-it-py"}
    modules |= {"zxingcpp": "zxing-cpp"}
    with_their_own = {"markupsafe": "jinja2", "pydantic_core": "pydantic", "tornado": "livereload"}
    imported = set()
    for file in MODULES.values():
        for node in ast.walk(ast.parse(file.read_bytes())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            imported |= {name.split(".")[0] for name in names}
    outside = {name for name in imported if name not in sys.stdlib_module_names and name != "atlas"}
    packages = {modules.get(name, with_their_own.get(name, name)) for name in outside}
    assert packages == set(declared())
