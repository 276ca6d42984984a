from __future__ import annotations

from pathlib import Path

import pytest
from sampling import PARTS, PROGRAM, ROOT, copy_sample, edit, run, state

from atlas.cli import main
from atlas.fix import fix, would_fix
from atlas.problems import SiteError

POINT = "content/points/gb21.md"
FINE = "No problems in 43 pages and 4 points.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project with one file out of order."""
    root = copy_sample(tmp_path / "project", (*PARTS, *PROGRAM))
    edit(root / POINT, "code: GB21\n", "")
    edit(root / POINT, "meridian: gallbladder\n", "meridian: gallbladder\n# The code.\ncode: gb-21\n")
    return root


def test_the_content_is_in_order() -> None:
    assert list(would_fix(ROOT)) == []
    assert list(would_fix(ROOT / "tests/sample")) == []


def test_check_says_how_many_files_are_out_of_order_and_changes_none(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(root / "content/points/te3.md", "code: TE3\n", "")
    edit(root / "content/points/te3.md", "meridian: triple", "code: TE3\nmeridian: triple")
    edit(root / POINT, "code: gb-21\n", "code: GB21\n")
    before = state(root)
    assert main(["check"], root) == 0
    said = "2 files would be tidied by: python build.py check --fix\n"
    assert (*capsys.readouterr(),) == (said + FINE, "")
    assert state(root) == before


def test_fix_puts_files_in_order_says_so_and_checks(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    others = {name: facts for name, facts in state(root).items() if name != POINT}
    assert main(["check"], root) == 1
    wrong = f'{POINT}:8: "code" cannot be "gb-21"\n'
    assert capsys.readouterr().err.startswith(wrong)
    assert main(["check", "--fix"], root) == 0
    assert (*capsys.readouterr(),) == (f"{POINT}: 1 key put in order, 1 code rewritten\n{FINE}", "")
    text = (root / POINT).read_text(encoding="utf-8")
    original = (ROOT / "tests/sample" / POINT).read_text(encoding="utf-8")
    assert text == original.replace("code: GB21\n", "# The code.\ncode: GB21\n", 1)
    assert {name: facts for name, facts in state(root).items() if name != POINT} == others
    after = state(root)
    assert main(["check", "--fix"], root) == 0
    assert (*capsys.readouterr(),) == (FINE, "")
    assert state(root) == after


def test_the_program_itself_knows_the_option(root: Path) -> None:
    done = run(root, "check", "--fix")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        f"{POINT}: 1 key put in order, 1 code rewritten\n{FINE}",
        "",
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"no front matter\n",
        b"---\nmeridian: x\n\tcode: GB21\n---\n",
        b"---\nmeridian: x\r\ncode: GB21\r\n---\n",
        b"---\nmeridian: x\ncode: \xff\n---\n",
        b"---\nmeridian: x\ncode: GB21\nmeridian: y\n---\n",
        b'---\nmeridian: "x\ncode: GB21\n---\n',
        b"---\nmeridian: &a x\ncode: *a\n---\n",
    ],
)
def test_what_cannot_be_read_is_left_as_it_is_and_named(root: Path, raw: bytes) -> None:
    (root / "content/points/li4.md").write_bytes(raw)
    assert list(fix(root)) == [
        f"{POINT}: 1 key put in order, 1 code rewritten",
        "content/points/li4.md: left as it is, because it cannot be read",
    ]
    assert (root / "content/points/li4.md").read_bytes() == raw
    assert list(would_fix(root)) == []


def test_what_would_change_its_meaning_is_left_as_it_is_and_named(tmp_path: Path) -> None:
    root = copy_sample(tmp_path / "project", ())
    site = root / "content/site.yaml"
    site.write_text("language: en\ntitle: |\n  The last line has no end", encoding="utf-8")
    before = site.read_bytes()
    assert list(fix(root)) == [
        "content/site.yaml: left as it is, because it would say something else with its lines moved"
    ]
    assert site.read_bytes() == before


def test_permissions_are_kept_and_nothing_is_left_behind(root: Path) -> None:
    (root / POINT).chmod(0o640)
    before = sorted((root / "content/points").iterdir())
    assert len(list(fix(root))) == 1
    assert (root / POINT).stat().st_mode & 0o777 == 0o640
    assert sorted((root / "content/points").iterdir()) == before


def test_links_to_other_places_and_hidden_files_are_not_touched(root: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.md"
    (root / POINT).rename(elsewhere)
    (root / POINT).symlink_to(elsewhere)
    (root / "content/points/.gb21.md").write_bytes(elsewhere.read_bytes())
    before = elsewhere.read_bytes()
    assert list(fix(root)) == []
    assert (elsewhere.read_bytes(), (root / POINT).is_symlink()) == (before, True)


def test_a_file_that_cannot_be_written_is_a_problem_and_is_whole(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full at the last moment: nobody here can fill one, so the last step says so."""

    def full(_: Path, __: Path) -> Path:
        raise OSError(28, "No space left on device")

    before = state(root)
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(SiteError) as caught:
        list(fix(root))
    assert str(caught.value) == f"{POINT}: cannot be written: No space left on device"
    assert state(root) == before


def test_without_content_there_is_nothing_to_put_in_order(tmp_path: Path) -> None:
    assert (list(fix(tmp_path)), list(would_fix(tmp_path))) == ([], [])
