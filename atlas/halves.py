"""Two halves of a long piece of work at once, where the system and its cores allow it."""

from __future__ import annotations

import marshal
import os
import sys
import threading
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import BinaryIO

T = TypeVar("T")

WORTH_IT = 200  # pieces: below, a second process costs more than it saves


def in_halves(work: Callable[[T], Any], pieces: Sequence[T], tell: Callable[[], None]) -> list[Any]:
    """Return what `work` makes of each piece, as plain data: numbers, strings, bytes, tuples, lists.

    A second process takes every other pair: a point's page and its card lie side by side. It begins as a copy
    of this one, so that nothing has to be told; what it made comes back as plain data. Where there is no such
    copy, or it would lack the other threads of this process, or it does not get to its end, the work is done
    here. `tell` hears of each piece that is done here.
    """

    def here(pieces: Sequence[T]) -> list[Any]:
        done = []
        for piece in pieces:
            tell()
            done.append(work(piece))
        return done

    if len(pieces) < WORTH_IT or not _may_fork():
        return here(pieces)
    mine, theirs = (
        [piece for number, piece in enumerate(pieces) if number // 2 % 2 == half] for half in (0, 1)
    )
    with TemporaryFile() as file:
        child = os.fork()
        if not child:
            _be_the_other(work, theirs, file)
        try:
            done = here(mine)
        finally:
            _, status = os.waitpid(child, 0)
        file.seek(0)
        # Written by our own child, into a file that has no name. Any mistake in its half shows itself here.
        others = here(theirs) if status else marshal.load(file)  # noqa: S302
    halves = iter(done), iter(others)
    return [next(halves[number // 2 % 2]) for number in range(len(pieces))]


def _be_the_other(work: Callable[[T], Any], pieces: Sequence[T], file: BinaryIO) -> None:
    """Do the other half, leave it in the file, and end without a word: the first process cleans up."""
    status = 1
    try:
        marshal.dump([work(piece) for piece in pieces], file)
        file.flush()
        status = 0
    finally:
        os._exit(status)


def _may_fork() -> bool:
    """Tell whether there is a second core, and a copy of this process would be a whole one.

    macOS has libraries that do not bear it.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return sys.platform == "linux" and cores > 1 and threading.active_count() == 1
