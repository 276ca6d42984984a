"""What is seen of changes on a real disk."""

from __future__ import annotations

import asyncio
import shutil
import time
from typing import TYPE_CHECKING

import pytest
from waiting import run_to_its_end

from atlas.watching import Changes, watch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("content/points", "assets/figures", "templates", "output"):
        (tmp_path / name).mkdir(parents=True)
    return tmp_path


def seen(root: Path, *steps: Callable[[], object]) -> list[set[str]]:
    """Take steps one after the other, and return what each let be seen within a moment."""

    async def run() -> list[set[str]]:
        changes, found = Changes(), []
        watching = asyncio.create_task(watch(root, changes))
        await asyncio.sleep(0.1)
        for step in steps:
            step()
            found.append(await changes.take() if await changes.come(0.3) else set())
        watching.cancel()
        return found

    return run_to_its_end(run())


def test_what_a_site_is_made_from_is_seen_and_nothing_else(root: Path) -> None:
    file = root / "content/points/gb21.md"
    assert seen(
        root,
        lambda: file.write_text("one", encoding="utf-8"),
        lambda: file.write_text("two", encoding="utf-8"),
        lambda: file.rename(file.with_name("gb22.md")),
        file.with_name("gb22.md").unlink,
        (root / "netlify.toml").touch,
        (root / "output/index.html").touch,
        (root / "README.md").touch,
        (root / "content/.gb21.md.swp").touch,
        (root / "assets/figures/lock.json").touch,
        (root / "assets/figures/other.json").touch,
    ) == [
        {"content/points/gb21.md"},
        {"content/points/gb21.md"},
        {"content/points/gb21.md", "content/points/gb22.md"},
        {"content/points/gb22.md"},
        {"netlify.toml"},
        set(),
        set(),
        set(),
        set(),
        {"assets/figures/other.json"},
    ]


def test_folders_may_come_and_go(root: Path) -> None:
    content, away, atlas = root / "content", root / "away", root / "atlas"

    async def run() -> None:
        changes = Changes()
        watching = asyncio.create_task(watch(root, changes))
        await asyncio.sleep(0.1)
        for step, name in (
            (lambda: content.rename(away), "content"),
            (lambda: shutil.copytree(away, content), "content"),
            ((content / "points/gb21.md").touch, "content/points/gb21.md"),
            (atlas.mkdir, "atlas"),
            ((atlas / "labels.py").touch, "atlas/labels.py"),
            (lambda: shutil.rmtree(content), "content"),
            (lambda: away.rename(content), "content"),
            ((content / "points/gb22.md").touch, "content/points/gb22.md"),
        ):
            step()
            async with asyncio.timeout(5):
                while name not in await changes.take():
                    pass
            while await changes.come(0.4):  # it may be told more than once that a folder changed
                await changes.take()
        watching.cancel()

    run_to_its_end(run())


def test_many_changes_are_told_together() -> None:
    """Written one by one, with pauses longer than an author's single change has to wait."""

    async def run() -> tuple[set[str], float]:
        changes = Changes()
        for number in range(12):
            asyncio.get_running_loop().call_later(number * 0.015, changes.add, {f"content/{number}.md"})
        await changes.come(1)
        await asyncio.sleep(0.06)  # the first few are there when somebody asks
        found = await changes.take()
        changes.add({"content/one.md"})
        began = time.perf_counter()
        assert await changes.take() == {"content/one.md"}
        return found, time.perf_counter() - began

    found, alone = run_to_its_end(run())
    assert found == {f"content/{number}.md" for number in range(12)}
    assert alone < 0.03


def test_waiting_for_a_change_ends() -> None:
    async def run() -> tuple[bool, bool, set[str]]:
        changes = Changes()
        nothing = await changes.come(0.01)
        changes.add(set())
        still_nothing = await changes.come(0.01)
        changes.add({"a"})
        assert await changes.come(0.01)
        return nothing, still_nothing, await changes.take()

    assert run_to_its_end(run()) == (False, False, {"a"})
