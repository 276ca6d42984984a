"""The tables of what is promised, and of what can go wrong, name tests that exist."""

from __future__ import annotations

import re

from sampling import ROOT

TESTS = ROOT / "tests"


def test_every_promise_names_tests_that_exist() -> None:
    rows = [
        row.strip("| ").split(" | ")
        for row in (TESTS / "browser/README.md").read_text(encoding="utf-8").splitlines()
        if row.startswith("| ") and not row.startswith(("| **", "| ---", "| Promise"))
    ]
    there = {
        name
        for folder in ("browser", "paper")
        for file in (TESTS / folder).glob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    named = {promise: set(re.findall(r"`(test_\w+)`", shown)) for promise, shown in rows}
    assert [promise for promise, tests in named.items() if not tests] == []
    assert {name for tests in named.values() for name in tests} - there == set()


def test_whatever_can_go_wrong_has_tests_that_exist() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = guide.partition("\n## What can go wrong, and what happens\n")[2].partition("\n## ")[0]
    rows = [row.strip("| ").split(" | ") for row in table.splitlines() if row.startswith("| ")][2:]
    assert rows
    there = {path.name for path in TESTS.rglob("*.py")} | {"tests/broken/"}
    for what, _, shown in rows:
        named = set(re.findall(r"`([\w/]+(?:\.py|/))`", shown))
        assert (what, bool(named), named - there) == (what, True, set())
