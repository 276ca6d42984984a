"""A terminal to type at: the real program on a pseudo-terminal."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The child takes the terminal for its own, so that Ctrl-C reaches it as it reaches a person's program.
OWN = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, sys.argv[1:])
"""
SIGNS = re.compile(r"\x1b\[[?0-9;]*[a-zA-Z]|\r")
QUESTION = re.compile(rb"\n[^\n]*: $")  # at the end of what came since something was typed
PATIENCE = 30
CTRL_C, CTRL_D = "\x03", "\x04"


@contextmanager
def typing(root: Path, *arguments: str) -> Iterator[Terminal]:
    """Run the program of a project on a terminal."""
    import pty  # noqa: PLC0415 - not on Windows

    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-c", OWN, sys.executable, "build.py", *arguments],
        cwd=root,
        env={**os.environ, "TERM": "dumb", "PYTHONUTF8": "1", "INPUTRC": os.devnull, "COLUMNS": "400"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield Terminal(ours, program)
    finally:
        program.kill()
        program.wait()
        os.close(ours)


class Terminal:
    """What stands on the screen, and somebody who types."""

    def __init__(self, handle: int, program: subprocess.Popen[bytes]) -> None:
        self.handle, self.program, self.raw, self.typed_at = handle, program, b"", 0

    @property
    def screen(self) -> str:
        return SIGNS.sub("", self.raw.decode(errors="replace"))

    def answer(self, *answers: str) -> None:
        """Type each answer as soon as there is a question for it."""
        for words in answers:
            while not QUESTION.search(self.raw[self.typed_at :]):
                assert self._read(), f"there is no question for {words!r}:\n{self.screen}"
            self.typed_at = len(self.raw)
            os.write(self.handle, f"{words}\n".encode(errors="surrogateescape"))

    def press(self, key: str) -> None:
        """Press a key until something comes of it: Python may miss one in the moment of asking."""
        while not QUESTION.search(self.raw[self.typed_at :]):
            assert self._read(), f"there is no question:\n{self.screen}"
        self.typed_at = len(self.raw)
        while b"\n" not in self.raw[self.typed_at :]:
            os.write(self.handle, key.encode())
            if select.select([self.handle], [], [], 1)[0] and not self._read():
                return

    def end(self) -> int:
        """Read to the end, and return the exit code."""
        while self._read():
            pass
        return self.program.wait(PATIENCE)

    def _read(self) -> bool:
        ready, _, _ = select.select([self.handle], [], [], PATIENCE)
        assert ready, f"nothing more was said than:\n{self.screen}"
        try:
            more = os.read(self.handle, 4096)
        except OSError:  # so Linux says that nobody holds the other end
            more = b""
        self.raw += more
        return bool(more)
