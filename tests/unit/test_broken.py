"""Every rule, broken once: tests/broken/ holds what to change in the sample, and what is then said.

A case lists its changes, each to one `file` of the sample. `find` is replaced by `write`; without `find`
the whole file is written anew. `times` writes it so many times, `encoding` in an old alphabet; `rename` and
`remove` do what they say. `says` is the whole message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from sampling import PARTS, PROGRAM, ROOT, copy_sample, edit, made, run, state

from atlas.cli import main
from atlas.problems import SiteError

if TYPE_CHECKING:
    from pathlib import Path

CASES = {file.stem: yaml.safe_load(file.read_bytes()) for file in sorted(ROOT.glob("tests/broken/*.yaml"))}


def apply(root: Path, change: dict[str, Any]) -> None:
    file = root / change.pop("file")
    match change:
        case {"rename": name}:
            file.rename(root / name)
        case {"remove": True}:
            file.unlink()
        case {"find": old, "write": new}:
            edit(file, old, new * change.get("times", 1))
        case {"write": text}:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode(change.get("encoding", "utf-8")))
        case _:
            pytest.fail(f"no change: {change}")


def broken(name: str, root: Path) -> str:
    """Break a project as the case says, and return what is expected to be said."""
    case = CASES[name]
    for change in case["changes"]:
        apply(root, dict(change))
    said: str = case["says"]
    return said.removesuffix("\n")


@pytest.mark.parametrize("name", CASES)
def test_authors_are_told_where_and_what(tmp_path: Path, name: str) -> None:
    root = copy_sample(tmp_path / "project")
    said = broken(name, root)
    with pytest.raises(SiteError) as caught:
        made(root)
    assert str(caught.value) == said


def test_the_sample_itself_has_no_problem(tmp_path: Path) -> None:
    assert made(copy_sample(tmp_path / "project")).pages > 0


@pytest.mark.parametrize(
    "name",
    [
        "unknown-key",  # one file cannot be read
        "midline-point-with-two-sides",  # one entry breaks a rule
        "broken-fragment",  # all was rendered before it was found
        "nested-without-end",  # it used to end the program without a word
        "template-that-cannot-be-read",
    ],
)
def test_a_failing_build_leaves_the_last_good_site_as_it_was(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_sample(tmp_path / "project", (*PARTS, *PROGRAM))
    assert main(["--quiet"], root) == 0
    before = state(root / "output")
    said = broken(name, root)
    count = sum(not line.startswith("    hint: ") for line in said.splitlines())
    counted = f"{count} problem{'' if count == 1 else 's'}"
    failed = run(root)
    assert (failed.returncode, failed.stdout, failed.stderr) == (1, "", f"{said}\n\n{counted}\n")
    assert state(root / "output") == before
    assert (main(["check"], root), *capsys.readouterr()) == (1, "", failed.stderr)
    assert state(root / "output") == before
    assert [path.name for path in root.iterdir() if path.name.startswith(".")] == [".cache"]
