"""What is not ours: where it is from, under which licence, and that it is still what it was."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.metadata import metadata

import pytest
from sampling import ROOT
from test_architecture import pins

VENDOR = ROOT / "assets/js/vendor"
SCRIPTS = sorted(path.stem for path in VENDOR.glob("*.js"))
# How packages call a licence that has another name here.
ALSO = {
    "Apache-2.0": ("Apache-2.0", "Apache 2.0"),
    "BSD-2-Clause": ("BSD-2-Clause", "BSD"),
    "BSD-3-Clause": ("BSD-3-Clause", "BSD"),
    "MPL-2.0": ("MPL-2.0", "Mozilla Public License 2.0"),
    "PSF-2.0": ("PSF-2.0", "Python Software Foundation"),
}
SILENT = {"axe-playwright-python", "colorama"}  # one tells it in a file alone, one is for Windows


def note_of(script: str) -> str:
    """Return the note that has a row on a script."""
    (found,) = [
        text
        for path in VENDOR.glob("*.md")
        if f"| `{script}.js` |" in (text := path.read_text(encoding="utf-8"))
    ]
    return found


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_that_is_not_ours_is_what_its_note_says(name: str) -> None:
    note, script = note_of(name), (VENDOR / f"{name}.js").read_bytes()
    origin, terms = rf"{name} (\d+\.\d+\.\d+) from npm[^|]*", r"(\w+) \(`([\w.]+)`\)"
    row = re.search(rf"\| `{name}\.js` \| {origin}\| {terms} \| `sha512-(\S+)` \|", note)
    assert row, note
    version, licence, file, package = row.groups()
    assert re.match(rf"/\*!\n{name} {re.escape(version)}\n".encode(), script, re.IGNORECASE)
    assert f"npm pack {name}@{version}" in note
    assert len(base64.b64decode(package)) == 64
    assert licence == "MIT"
    granted = (VENDOR / file).read_bytes()
    assert b"Permission is hereby granted, free of charge" in granted
    assert granted.strip() in script
    assert re.findall(r"SHA-256 `(\w+)`", note) == [hashlib.sha256(script).hexdigest()]


def test_nothing_else_lies_there() -> None:
    of_scripts = {f"{name}{ending}" for name in SCRIPTS for ending in (".js", ".LICENSE.txt")}
    notes = {"README.md", "uqr.README.md"}
    assert {path.name for path in VENDOR.iterdir()} == of_scripts | notes


def listed() -> dict[str, str]:
    """Return the licence of every package that CONTRIBUTING lists."""
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("\n## Dependencies\n")[2]
    tables = guide.partition("\n## ")[0]
    wanted = re.findall(r"^\| ([\w.-]+) \| [^|]{8,} \| ([^|]+) \|$", tables, re.MULTILINE)
    brought = re.findall(r"^\| ([A-Z][^|]+) \| ([a-z][\w, .-]+) \|$", tables, re.MULTILINE)
    along = {name: licence for licence, names in brought for name in names.split(", ")}
    assert not along.keys() & dict(wanted).keys()
    return {**dict(wanted), **along}


def test_every_package_is_listed_with_its_licence_and_no_other() -> None:
    pinned = {name for file in ("requirements.txt", "requirements-dev.txt") for name in pins(file)}
    assert set(listed()) == pinned


@pytest.mark.parametrize("name", sorted(set(listed()) - SILENT))
def test_a_package_says_the_same_of_its_licence(name: str) -> None:
    told = metadata(name)
    said = " ".join(
        text
        for key in ("License-Expression", "License", "Classifier")
        for text in told.get_all(key) or []
        if key != "Classifier" or text.startswith("License")
    )
    licence = re.split(r" (?:and|or) |; ", listed()[name])[0]
    assert any(word in said for word in ALSO.get(licence, (licence,))), said


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt", "workshop/requirements.txt"])
def test_every_requirement_has_a_version_and_its_hashes(file: str) -> None:
    """Pip then takes no file that has none of them."""
    found = pins(file)
    assert len(found) > 10
    assert all(pin.version and pin.hashes for pin in found.values())
