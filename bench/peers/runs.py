"""Run one command, and say how long it took and how much memory it and its children held at once."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter, sleep
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LOOK = 0.005  # seconds between two looks at the memory
KIB = 1024
LAST = 3000  # letters of what a failed command said


def seconds(command: Sequence[str], folder: Path) -> float:
    """Run a command to its end; return the seconds on the clock. Raises RuntimeError with what it said."""
    with TemporaryFile() as said:
        start = perf_counter()
        done = subprocess.run(command, cwd=folder, env=usual(), stdout=said, stderr=said, check=False)  # noqa: S603
        took = perf_counter() - start
        if done.returncode:
            raise RuntimeError(_failed(command, said))
    return took


def peak(command: Sequence[str], folder: Path) -> float:
    """Run a command; return the most memory, in MB, that it and its children held at one time.

    Pages that processes share are counted once (Linux's proportional size), every few milliseconds. What one
    process held at its own highest, which the system keeps exactly, is the least that is returned.
    """
    most = 0
    with TemporaryFile() as said:
        run = subprocess.Popen(command, cwd=folder, env=usual(), stdout=said, stderr=said)  # noqa: S603
        while True:
            pid, status, used = os.wait4(run.pid, os.WNOHANG)
            if pid:
                break
            most = max(most, sum(_held(one) for one in _family(run.pid)))
            sleep(LOOK)
        run.returncode = os.waitstatus_to_exitcode(status)
        if run.returncode:
            raise RuntimeError(_failed(command, said))
    return max(most, used.ru_maxrss) / KIB


def usual() -> Mapping[str, str]:
    """Return the environment without what would slow down the second run of a Python program."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _failed(command: Sequence[str], said: IO[bytes]) -> str:
    said.seek(0)
    return f"{' '.join(command)} failed:\n{said.read().decode(errors='replace')[-LAST:]}"


def _family(pid: int) -> Iterator[int]:
    """Yield a process and all that came from it."""
    yield pid
    for task in _names(Path(f"/proc/{pid}/task")):
        for child in _read(Path(f"/proc/{pid}/task/{task}/children")).split():
            yield from _family(int(child))


def _held(pid: int) -> int:
    """Return a process's share of memory, in KiB; nothing where the system does not tell."""
    for line in _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def _names(folder: Path) -> list[str]:
    try:
        return [file.name for file in folder.iterdir()]
    except OSError:  # it has ended meanwhile
        return []


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii")
    except OSError:
        return ""
