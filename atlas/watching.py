"""What changed in the project, told within a few hundredths of a second."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from watchfiles import awatch

from atlas.last import FILES, PARTS
from atlas.pipeline import LOCK  # the build writes it itself, and it changes no page

if TYPE_CHECKING:
    from collections.abc import Callable

    from watchfiles import Change

STEP = 6  # ms: changes are told when none came for so long
FEW = 3  # more files than these are no author at an editor: something is still writing
CALM = 0.05  # s without a change, before so many are told


class Changes:
    """The files that changed since somebody asked, as paths inside the project."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._some = asyncio.Event()

    def add(self, names: set[str]) -> None:
        """Remember files that changed."""
        self._names |= names
        if names:
            self._some.set()

    async def take(self) -> set[str]:
        """Wait for a change, and where there are many for the last of them."""
        await self._some.wait()
        more = True
        while more:
            self._some.clear()
            more = len(self._names) > FEW and await self.come(CALM)
        names, self._names = self._names, set()
        return names

    async def come(self, seconds: float) -> bool:
        """Wait for a change, but not longer than that, and say whether there was one."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._some.wait(), seconds)
        return self._some.is_set()


async def watch(root: Path, changes: Changes) -> None:
    """Tell of every change, for ever.

    A folder that is watched cannot say that it came back: whoever watches it watches what was deleted. So the
    project itself is watched for its folders, not deeply, and those for what is in them.
    """
    deep = await _begin(root, changes)
    try:
        async for found in awatch(
            root, watch_filter=None, step=20, recursive=False, ignore_permission_denied=True
        ):
            names = {name for name in _inside(root, found) if name in (*PARTS, *FILES)}
            if names.intersection(PARTS):
                await _end(deep)
                deep = await _begin(root, changes)
            changes.add(names)
    finally:
        await _end(deep)


async def _begin(root: Path, changes: Changes) -> asyncio.Task[None]:
    task = asyncio.create_task(_watch_folders(root, changes.add))
    await asyncio.sleep(0)  # it watches from its first step on
    return task


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def _watch_folders(root: Path, tell: Callable[[set[str]], None]) -> None:
    folders = [root / name for name in PARTS if (root / name).is_dir()]
    with suppress(FileNotFoundError):  # gone since: the project tells of it
        async for found in awatch(*folders, watch_filter=None, step=STEP, ignore_permission_denied=True):
            tell(_inside(root, found))


def _inside(root: Path, found: set[tuple[Change, str]]) -> set[str]:
    """Return what was found, but for what no build reads: hidden files, Python's own, and the lock."""
    paths = {Path(name).relative_to(root) for _, name in found if name != str(root)}
    return {
        path.as_posix()
        for path in paths
        if path.as_posix() != LOCK and not any(part.startswith((".", "__pycache__")) for part in path.parts)
    }
