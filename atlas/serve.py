"""Serve the site to its author, and keep the open pages as new as the files."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
import time
import webbrowser
from dataclasses import replace
from threading import Thread
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from atlas.mishaps import confess, explain
from atlas.preview import Preview
from atlas.problems import SiteError, counted
from atlas.visitors import HERE, open_port, receive, tell_pages
from atlas.watching import Changes, watch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from socket import socket

    from atlas.problems import Problem

T = TypeVar("T")
Rebuild: TypeAlias = "Callable[[], Mapping[str, bytes]]"

MOMENT = 0.06  # s: how long a mistake has to last before it is told


def serve(
    root: Path,
    rebuild: Rebuild,
    port: int,
    *,
    browse: bool = False,
    again: Sequence[str] = (),
) -> None:
    """Serve until Ctrl-C. `rebuild` returns every file of the site, or raises what is wrong with it.

    Nothing is written to a disk: `output/` stays what the last build made of it. `again` is the command that
    starts the preview anew when the program itself has changed, but for its port.
    """
    sockets = open_port(port)
    wanted, port = port, sockets[0].getsockname()[1]
    if wanted not in (0, port):
        _say(f"Port {wanted} is taken; using {port}.")
    address = f"http://{HERE}:{port}/"
    _say(f"The site is at {address} (Ctrl-C stops)")
    if browse:
        Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    try:
        asyncio.run(_Desk(root, rebuild).run(sockets))
    except KeyboardInterrupt:
        _say("\nStopped.")
    else:
        os.execv(again[0], [*again, "--port", str(port)])  # noqa: S606  our own command, without a shell


class _Desk:
    """Where an author's changes come in, and the preview goes out."""

    def __init__(self, root: Path, rebuild: Rebuild) -> None:
        self.root = root
        self.rebuild = rebuild
        self.now = Preview()
        self.built = asyncio.Event()
        self.faults: tuple[Problem, ...] = ()
        self.must_start_again = False

    async def run(self, sockets: list[socket]) -> None:
        """Build and serve, until the program itself has changed."""
        receive(sockets, self.newest)
        changes = Changes()
        watching = asyncio.create_task(self._watch(changes))
        await asyncio.sleep(0)
        changed: set[str] = set()
        while not self.must_start_again:
            await self._renew(changed, changes)
            changed = await changes.take()
            if _of_program(changed):
                await self._try_program(changed)
        watching.cancel()

    async def _watch(self, changes: Changes) -> None:
        try:
            await watch(self.root, changes)
        except OSError as error:
            hint = "set WATCHFILES_FORCE_POLLING=1 to have them looked at again and again"
            _warn(f"The files cannot be watched: {error.strerror or error}\n    hint: {hint}")

    async def _renew(self, changed: set[str], changes: Changes) -> None:
        """Build anew, and tell the terminal and the open pages."""
        began = time.perf_counter()
        new = await _aside(lambda: _build(self.rebuild, self.root, self.now))
        new = replace(new, problems=(*new.problems, *self.faults))
        if new.problems and self.built.is_set() and await changes.come(MOMENT):
            changes.add(changed)  # something is still writing, and half a file is no mistake
            return
        _report(changed, self.now, new, time.perf_counter() - began)
        await self._show(new)

    async def _try_program(self, changed: set[str]) -> None:
        """Start again with the program that changed, if it can be started at all: else this one goes on."""
        if os.name == "nt":  # there a program cannot give its place to another
            _say(f"{_named(changed)}: stop with Ctrl-C and start again to see it")
            return
        self.faults = await _aside(lambda: _faults(self.root))
        if not self.faults:
            _say(f"{_named(changed)}: starting again")
            self.must_start_again = True

    async def _show(self, new: Preview) -> None:
        self.now, before = new, self.now
        self.built.set()
        if new.problems != before.problems or new.changed_since(before):
            await tell_pages()

    async def newest(self) -> Preview:
        """Return what is to be seen now. The first visitors wait until there is something."""
        await self.built.wait()
        return self.now


def _build(rebuild: Rebuild, root: Path, before: Preview) -> Preview:
    """Return the new site, or the one before with what is wrong with the new."""
    try:
        return Preview(rebuild())
    except SiteError as error:
        return replace(before, problems=error.problems)
    except Exception:  # noqa: BLE001  whatever it is, the last good site is to be seen
        problem, told = confess(root)
        if told:
            _warn(told)
        return replace(before, problems=(problem,))


def _faults(root: Path) -> tuple[Problem, ...]:
    """Say why the program as it is now could not be started, if so."""
    command = [sys.executable, "-c", "import atlas.cli, atlas.serve, atlas.warm"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603  our own
    return (explain(done.stderr, root),) if done.returncode else ()


async def _aside(work: Callable[[], T]) -> T:
    """Do something beside the answering of requests, in a thread for which the end need not wait."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def tell(result: T) -> None:
        if not done.done():
            done.set_result(result)

    def run() -> None:
        result = work()
        with contextlib.suppress(RuntimeError):  # nobody waits for it any more
            loop.call_soon_threadsafe(tell, result)

    Thread(target=run, daemon=True).start()
    return await done


def _of_program(changed: set[str]) -> bool:
    return any(name == "build.py" or name.startswith("atlas/") for name in changed)


def _report(changed: set[str], before: Preview, new: Preview, seconds: float) -> None:
    if new.problems:
        stays = "the last good site is still shown" if new.files else "there is no site to show yet"
        _warn(f"\n{SiteError(new.problems)}\n\n{counted(len(new.problems), 'problem')}; {stays}")
        return
    number, verb = new.changed_since(before), "changed" if before.files else "built"
    what = f"{counted(number, 'file')} {verb}" if number else "nothing changed"
    _say(": ".join(filter(None, (_named(changed), f"{what} in {seconds:.1f} s"))))


def _named(changed: set[str]) -> str:
    first, *more = sorted(changed) or [""]
    return f"{first} and {counted(len(more), 'other')}" if more else first


def _say(words: str) -> None:
    print(words, flush=True)


def _warn(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
