"""From saving a file to its new words over HTTP, while a system serves and watches."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from tempfile import TemporaryFile
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from bench.peers.edits import TEXT, edit
from bench.peers.runs import usual
from bench.peers.systems import HOST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bench.peers.systems import System

POLL = 0.001  # seconds between two requests
START, LONGEST = 300.0, 60.0  # how long a server may take to begin, and to show an edit
EARLY, AGAIN = 5.0, 4  # how long the very first edits may take, and how many there may be
REST, DRIFT = (
    2.0,
    0.137,
)  # … and rests between edits, a little longer each time: servers that poll have a beat


def latencies(
    system: System, folder: Path, slug: str, count: int, *, first: int, building: float
) -> list[float]:
    """Serve a site and edit one point several times; return the seconds of each until its page shows it.

    `building` is how long a build takes: some systems show a page before they look out for edits again, so
    that long is waited before the next.
    """
    file = folder / system.content / "points" / f"{slug}.md"
    page = f"/points/{slug}.html"
    numbers = iter(range(first, first + count + AGAIN))
    took: list[float] = []
    with _serving(system, folder) as port:
        _wait(port, page, "as you press", START)
        for _ in range(AGAIN):  # the first edit warms up what serves, and may come too early
            sleep(REST + building)
            if _wait(port, page, edit(file, TEXT, next(numbers)), EARLY + building):
                break
        for number in range(count):
            sleep(REST + building + DRIFT * number)
            start = perf_counter()
            if not _wait(port, page, edit(file, TEXT, next(numbers)), LONGEST):
                print(f"{system.name}: an edit was not shown within {LONGEST:.0f} seconds", file=sys.stderr)
                return []
            took.append(perf_counter() - start)
    return took


@contextmanager
def _serving(system: System, folder: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    with TemporaryFile() as said:
        server = subprocess.Popen(  # noqa: S603
            system.server(port), cwd=folder, env=usual(), stdout=said, stderr=said, start_new_session=True
        )
        try:
            yield port
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()


def _wait(port: int, page: str, words: str, most: float) -> bool:
    """Ask for a page until it has the words; tell whether it came to have them."""
    wanted, end = words.encode(), perf_counter() + most
    while perf_counter() < end:
        if wanted in _get(port, page):
            return True
        sleep(POLL)
    return False


def _get(port: int, page: str) -> bytes:
    connection = HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request("GET", page)
        return connection.getresponse().read()
    except (OSError, HTTPException):  # it begins, or begins anew
        return b""
    finally:
        connection.close()
