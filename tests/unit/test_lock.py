from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from bodies import body, cameras, real_tasks, solved

from atlas.lock import key_of, packed, read_lock, stale, unpacked, write_lock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from atlas.tasks import Task

    Make = Callable[..., Task]


def test_what_is_locked_comes_back_whole(tmp_path: Path) -> None:
    keys = {
        code: key_of(task, real_tasks(), cameras(), body().version) for code, task in real_tasks().items()
    }
    file = tmp_path / "lock.json"
    entries = {code: packed(point, keys[code]) for code, point in solved().items()}
    file.write_text(write_lock(entries), encoding="utf-8")
    lock = read_lock(file)
    assert stale(keys, lock) == []
    assert {code: unpacked(code, entry) for code, entry in lock.items()} == solved()
    assert write_lock(lock) == file.read_text(encoding="utf-8")


def test_a_lock_is_stale_when_anything_it_hangs_on_changes(task: Make) -> None:
    def key(second: str, version: str = "1", more: str = "") -> str:
        first = task(f"find:\n  - at: GV14\nviews:\n  - view: upper-back\n{more}", "SI15")
        return key_of(first, {"SI15": first, "GV14": task(second, "GV14")}, cameras(), version)

    same = key("find:\n  - at: t1\n")
    assert same == key("find:\n  - at: t1\n")
    # Words move nothing.
    assert same == key("find:\n  - at: t1\n", more="    words: {t1: the bump}\n    caption: Here.\n")
    changed = {
        key("find:\n  - at: t3\n"),
        key("find:\n  - at: t1\n", version="2"),
        key("find:\n  - at: t1\n", more="    show: [t3]\n"),
        key("find:\n  - at: t1\n", more="  - view: body-back\n"),
    }
    assert len({same, *changed}) == 5


@pytest.mark.parametrize(
    "text",
    [None, "<<<<<<< ours\n", "[]", "\x00", "[" * 100_000],
    ids=["none", "merge", "list", "nul", "deep"],
)
def test_a_spoilt_lock_is_made_again(tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "lock.json"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    assert read_lock(file) == {}
    assert stale({"GV14": "a"}, {}) == ["GV14"]


def test_one_place_is_one_line_so_that_a_diff_shows_what_moved() -> None:
    entry = {"key": "a", "sum": "s", "poses": {"stand": [1], "knee-bent": [2]}, "scenes": {}}
    text = write_lock({"LI20": entry, "LI1": {**entry, "key": "b"}})
    assert json.loads(text) == {"LI1": {**entry, "key": "b"}, "LI20": entry}
    assert text == (
        '{\n"LI1": {\n  "key": "b",\n  "sum": "s",\n'
        '  "poses": {\n    "knee-bent": [2],\n    "stand": [1]\n  },\n'
        '  "scenes": {\n\n  }\n},\n'
        '"LI20": {\n  "key": "a",\n  "sum": "s",\n'
        '  "poses": {\n    "knee-bent": [2],\n    "stand": [1]\n  },\n'
        '  "scenes": {\n\n  }\n}\n}\n'
    )
