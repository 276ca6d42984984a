"""Files of content/, read once and remembered."""

from __future__ import annotations

import pytest
from sampling import SAMPLE

from atlas.memo import Memo
from atlas.problems import SiteError
from atlas.read import Reader
from atlas.source import Source, parse_page, parse_record

FILES = sorted(file for file in (SAMPLE / "content").rglob("*") if file.is_file())


def read_all(memo: Memo) -> list[Source]:
    reader = Reader(SAMPLE, memo)
    return [reader.page(file) if file.suffix == ".md" else reader.record(file) for file in FILES]


def test_what_is_remembered_is_what_was_read() -> None:
    memo = Memo()
    fresh = read_all(memo)
    memo.turn()
    recalled = read_all(Memo(memo.before))
    for one, other, file in zip(fresh, recalled, FILES, strict=True):
        parse = parse_page if file.suffix == ".md" else parse_record
        path = file.relative_to(SAMPLE)
        assert one == parse(file.read_text(encoding="utf-8"), path)
        assert (other.path, other.data, other.body, other.body_line, other.front) == (
            path, one.data, one.body, one.body_line, one.front,
        )  # fmt: skip
        assert dict(other.lines) == dict(one.lines)
        assert len(other.lines) == len(one.lines)
        assert [other.line_of(("names", "english")), other.line_of(("no", "such"))] == [
            one.line_of(("names", "english")), one.line_of(("no", "such")),
        ]  # fmt: skip


def test_a_file_that_moves_or_changes_is_read_anew_and_its_lines_are_its_own(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    root = tmp_path_factory.mktemp("read")
    memo = Memo()
    for name, text, line in (
        ("one.yaml", "title: x\n", 1),
        ("two.yaml", "title: x\n", 1),
        ("two.yaml", "\n\ntitle: x\n", 3),
    ):
        (root / name).write_text(text, encoding="utf-8")
        source = Reader(root, memo).record(root / name)
        assert (source.path.name, source.line_of(("title",))) == (name, line)
    assert len(memo.asked) == 3


def test_what_is_wrong_is_told_each_time(tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("read")
    (root / "bad.md").write_text("no dashes\n", encoding="utf-8")
    memo = Memo()
    for _ in range(2):
        with pytest.raises(SiteError) as wrong:
            Reader(root, memo).page(root / "bad.md")
        assert str(wrong.value) == (
            "bad.md:1: the front matter has no opening ---\n    hint: write --- alone on the first line"
        )
    assert memo == Memo()
