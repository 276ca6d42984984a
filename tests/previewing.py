"""The preview, as an author runs it: a program of its own, on a project to change at will."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from threading import Thread
from typing import IO, TYPE_CHECKING

import pytest
from sampling import PARTS, PROGRAM, copy_sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from http.client import HTTPResponse
    from pathlib import Path

PATIENCE = 30.0


class Preview:
    """A running preview: its project, what it said, and its address. `top` ends in a slash."""

    def __init__(self, root: Path, *arguments: str, **environment: str) -> None:
        self.root = root
        self.said: list[str] = []
        self.warned: list[str] = []
        self.program = subprocess.Popen(
            [sys.executable, "build.py", "serve", *(arguments or ("--port", "0"))],
            cwd=root,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.readers = [
            Thread(target=_read, args=pair, daemon=True)
            for pair in ((self.program.stdout, self.said), (self.program.stderr, self.warned))
        ]
        for reader in self.readers:
            reader.start()
        wait(lambda: any("http://" in line for line in self.said) or self.program.poll() is not None)
        self.top = next((line.split()[4] for line in self.said if "http://" in line), "")

    @property
    def port(self) -> int:
        return int(self.top.rsplit(":", 1)[1].rstrip("/"))

    def builds(self) -> int:
        """Count the builds that went well."""
        return sum(line.endswith(" s\n") for line in self.said)

    def hears(self, words: str) -> None:
        """Wait until the terminal says something."""
        wait(lambda: words in "".join(self.said + self.warned), f"{words!r} in {self.said + self.warned}")

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, str]:
        """Ask for something, exactly as it is written."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            line.request(
                method, path, headers={name.replace("_", "-"): value for name, value in headers.items()}
            )
            response = line.getresponse()
            return response, response.read().decode(errors="replace")
        finally:
            line.close()

    def problems(self) -> list[dict[str, str]]:
        """Return what the open pages would show."""
        told: list[dict[str, str]] = json.loads(self.ask("/livereload/state.json")[1])["problems"]
        return told

    def shows(self, path: str, words: str) -> None:
        """Wait until a page has some words on it."""
        wait(lambda: words in self.ask(path)[1], f"{words!r} on {path}")

    def interrupt(self) -> float:
        """Press Ctrl-C, and return how many seconds it took to end."""
        began = time.monotonic()
        self.program.send_signal(signal.SIGINT)
        self.program.wait(PATIENCE)
        took = time.monotonic() - began
        for reader in self.readers:
            reader.join()
        return took


def _read(stream: IO[str], lines: list[str]) -> None:
    with stream:
        lines.extend(iter(stream.readline, ""))


def wait(true: Callable[[], object], what: str = "it") -> None:
    """Wait until something is true."""
    end = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > end:
            pytest.fail(f"never came: {what}")
        time.sleep(0.02)


@contextmanager
def preview(root: Path, *arguments: str, **environment: str) -> Iterator[Preview]:
    """Run the preview of a project until the block ends."""
    started = Preview(root, *arguments, **environment)
    try:
        yield started
    finally:
        with suppress(subprocess.TimeoutExpired):
            started.interrupt()
        started.program.kill()
        started.program.wait()


@contextmanager
def unharmed(running: Preview) -> Iterator[Preview]:
    """Put back, when the block ends, whatever it changed in what the site is made from."""
    before = _contents(running.root)
    yield running
    after = _contents(running.root)
    for name in after.keys() - before.keys():
        (running.root / name).unlink()
    for name, content in before.items():
        if after.get(name) != content:
            (running.root / name).parent.mkdir(parents=True, exist_ok=True)
            (running.root / name).write_bytes(content)
    if after != before:
        wait(
            lambda: not running.problems() and running.ask("/points/gb21.html")[1].count("Shoulder Well"),
            f"{running.said} {running.warned}",
        )


def _contents(root: Path) -> dict[str, bytes]:
    files = [file for part in ("content", "templates", "assets/css") for file in (root / part).rglob("*")]
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files if file.is_file()}


def project(folder: Path) -> Path:
    """Make a project of the sample's content and the real program."""
    return copy_sample(folder, (*PARTS, *PROGRAM))
