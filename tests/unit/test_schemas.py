"""What editors are told: a JSON Schema for each kind of file, tried with a program that is not ours."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft7Validator
from sampling import ROOT, copy_real, copy_sample, started
from test_broken import CASES, broken

from atlas.collect import KINDS, RECORDS
from atlas.matter import fields_of, model_in, parse
from atlas.memo import Memo
from atlas.problems import SiteError
from atlas.read import Reader
from atlas.reference import TABLES
from atlas.schemas import FILES, FOLDER, write_schemas

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic import BaseModel

SCHEMAS = {name: json.loads(text) for name, text in write_schemas().items()}
PLACES = {
    glob.rpartition("/")[0] if glob.endswith(".md") else glob: name for name, (glob, _) in FILES.items()
}
SETTINGS = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
# What only a build can know.
BEYOND = {
    "no-day-of-the-year": "a day that no calendar has",
    "step-that-says-too-much": "which keys a step may have hangs on what it does",
    "text-with-an-invisible-letter": "JSON Schema has no name for letters that no editor shows",
}


class Core(yaml.SafeLoader):
    """YAML 1.2 with its core schema, as editors read it: dates and yes are text, numbers are numbers."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.inf|\.nan", list("-+.0123456789")),
):  # fmt: skip
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), first)
# To JavaScript a number of 5,000 digits is infinite.
Core.add_constructor(
    "tag:yaml.org,2002:int", lambda _, node: int(node.value) if len(node.value) < 300 else float("inf")
)


def as_editors_see_it(file: Path) -> Any:
    """Return what an editor reads in a file, or in its front matter."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".md":
        text = re.split(r"^---$", text, maxsplit=2, flags=re.MULTILINE)[1]
    return yaml.load(text, Loader=Core)  # noqa: S506 - a safe loader with fewer guesses


def complaints(file: Path, root: Path) -> list[str]:
    """Return what the schema of a file finds wrong with it."""
    place = file.relative_to(root).as_posix()
    schema = SCHEMAS[PLACES.get(place) or PLACES[place.rpartition("/")[0]]]
    return [error.message for error in Draft7Validator(schema).iter_errors(as_editors_see_it(file))]


def every_file(root: Path) -> list[Path]:
    return sorted(file for file in (root / "content").rglob("*") if file.suffix in (".md", ".yaml"))


def test_the_files_are_fresh() -> None:
    written = {file.stem: file.read_text(encoding="utf-8") for file in FOLDER.iterdir()}
    assert written == write_schemas(), "docs/schemas is out of date; run:  python -m atlas.schemas"


def test_every_kind_of_file_has_one_and_the_editor_is_told_which() -> None:
    pages = {f"content/{kind}" for kind in KINDS}
    assert set(PLACES) == pages | {f"content/{name}" for name in RECORDS}
    assert SETTINGS["yaml.schemas"] == {
        f"./docs/schemas/{name}.json": glob for name, (glob, _) in FILES.items()
    }
    assert len(TABLES) == len(FILES)


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_is_a_schema(name: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[name])


def keys(kind: type[BaseModel], above: str) -> Iterator[tuple[str, str]]:
    for key, info in fields_of(kind).items():
        inner = model_in(info.annotation)
        yield f"{above}{key}", info.description or (inner.__doc__ if inner else "") or ""
        if inner:
            yield from keys(inner, f"{above}{key}.")


def test_every_key_says_what_it_is() -> None:
    described = {key: words for name, kind in TABLES.items() for key, words in keys(kind, f"{name}: ")}
    assert [key for key, words in described.items() if not words.endswith((".", "…"))] == []
    whole = json.dumps(SCHEMAS, ensure_ascii=False)
    assert [words for words in described.values() if json.dumps(words, ensure_ascii=False) not in whole] == []


@pytest.mark.parametrize("root", [ROOT, ROOT / "tests/sample"], ids=["content", "sample"])
def test_what_authors_wrote_is_accepted(root: Path) -> None:
    files = every_file(root)
    assert len(files) > 20
    assert {file.name: found for file in files if (found := complaints(file, root))} == {}


@pytest.mark.parametrize(
    ("place", "find", "write"),
    [
        ("points/gb21.md", "repeats: 2", 'repeats: "2"'),
        ("points/gb21.md", 'per_day: "1-2"', "per_day: 2"),
        ("points/gb21.md", "reviewed: 2026-11-20", "reviewed: '2026-11-20'\ndraft: yes"),
        ("points/gb21.md", "reviewed: 2026-11-20", "reviewed: 2026-11-20\ndraft: TRUE"),
        ("points/gb21.md", "english: Shoulder Well", "english: 42"),
        ("points/gb21.md", "    note: Only as part of a set.", "    note: True"),
        (
            "points/gb21.md",
            "press:",
            "  find:\n    - go: lateral\n      cun: 1.5\n      measure: back\npress:",
        ),
        ("points/gb21.md", "press:", "  find:\n    - go: [lateral, superior]\n      until: c7\npress:"),
        ("points/gb21.md", "press:", "  find:\n    - {nudge: radial, mm: 3, why: It says so.}\npress:"),
    ],
)
def test_what_the_build_takes_is_accepted(tmp_path: Path, place: str, find: str, write: str) -> None:
    root = copy_sample(tmp_path / "project", ())
    file = root / "content" / place
    text = file.read_text(encoding="utf-8")
    assert text.count(f"{find}\n") == 1
    file.write_text(text.replace(f"{find}\n", f"{write}\n"), encoding="utf-8")
    parse(Reader(root, Memo()).page(file), KINDS[file.parent.name])
    assert complaints(file, root) == []


def test_what_new_writes_is_accepted(tmp_path: Path) -> None:
    root = copy_real(tmp_path / "project")
    files = [
        started(root, kind, name) for kind, name in (("point", "GB22"), ("point", "ST12"), ("need", "x"))
    ]
    files.append(started(root, "routine", "y"))
    assert [complaints(file, root) for file in files] == [[]] * 4


def test_the_line_for_editors_leads_to_the_schema_of_the_file(tmp_path: Path) -> None:
    root = copy_sample(tmp_path / "project", ("templates", "assets", "docs"))
    files = [started(root, kind, name) for kind, name in (("point", "GB22"), ("need", "x"), ("routine", "y"))]
    for file in [*files, *sorted((ROOT / "content").glob("*.yaml"))]:
        first = file.read_text(encoding="utf-8").removeprefix("---\n").partition("\n")[0]
        told = re.fullmatch(r"# yaml-language-server: \$schema=(.+)", first)
        assert told, file
        place = file.relative_to(root if root in file.parents else ROOT).as_posix()
        name = PLACES.get(place) or PLACES[place.rpartition("/")[0]]
        assert (file.parent / told[1]).resolve().read_bytes() == (FOLDER / f"{name}.json").read_bytes()


def breaks_a_key(file: Path, root: Path) -> bool | None:
    """Tell whether a build refuses a key of a file; None if it cannot even read it, or reads no such file."""
    place = file.relative_to(root).as_posix()
    name = PLACES.get(place) or PLACES.get(place.rpartition("/")[0])
    if not name or file.is_symlink():
        return None
    kind = FILES[name][1]
    try:
        reader = Reader(root, Memo())
        source = (reader.page if file.suffix == ".md" else reader.record)(file)
    except SiteError:
        return None
    try:
        if hasattr(kind, "model_fields"):
            parse(source, kind)
        elif not isinstance(source.data, list):
            return True
        else:
            for number in range(len(source.data)):
                parse(source, kind.__args__[0], (number,))
    except SiteError:
        return True
    return False


def test_what_the_build_refuses_of_a_key_the_schema_refuses_too(tmp_path: Path) -> None:
    """Every file of tests/broken, and nothing besides: no false alarm either."""
    refused, wrong = 0, {}
    for name, case in CASES.items():
        if not all(change["file"].startswith("content/") for change in case["changes"]):
            continue
        root = copy_sample(tmp_path / name, ())
        broken(name, root)
        for file in every_file(root):
            known = breaks_a_key(file, root)
            if known is None:
                continue
            refused += known
            if known != bool(complaints(file, root)):
                wrong[name] = known
    assert refused > 30
    assert wrong == dict.fromkeys(BEYOND, True)
