"""What a long build says of itself, and where it says nothing."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import pytest

from atlas.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def at(*seconds: float) -> Callable[[], float]:
    """Return a clock that tells these times, one after another."""
    times: Iterable[float] = iter(seconds)
    return lambda: next(iter(times))


def test_what_takes_less_than_a_second_is_no_news() -> None:
    terminal = Terminal()
    progress = Progress(terminal, at(0, 0, 0.5, 0.99), {})
    for stage in ("looking", "reading", "rendering"):
        progress(stage)
    progress.end()
    assert terminal.getvalue() == ""


def test_then_one_line_says_what_goes_on_and_for_how_long_and_is_taken_away() -> None:
    terminal = Terminal()
    progress = Progress(terminal, at(10, 10, 11, 11.2, 12.4, 12.6, 12.9), {})
    for stage in ("reading", "rendering", "rendering", "rendering", "rendering", "linking"):
        progress(stage)
    assert terminal.getvalue() == (
        "\r\033[Krendering … 1 s\r\033[Krendering … 2 s\r\033[Krendering … 3 s\r\033[Klinking … 3 s"
    )
    progress.end()
    progress.end()
    assert terminal.getvalue().endswith("linking … 3 s\r\033[K")


@pytest.mark.parametrize(("stream", "kind"), [(io.StringIO(), "xterm"), (Terminal(), "dumb")])
def test_a_pipe_and_a_terminal_that_cannot_take_a_line_away_hear_nothing(
    stream: io.StringIO, kind: str
) -> None:
    progress = Progress(stream, at(0, 0, 60), {"TERM": kind})
    progress("reading")
    progress("rendering")
    progress.end()
    assert stream.getvalue() == ""


def test_each_stage_has_its_seconds() -> None:
    progress = Progress(io.StringIO(), at(0, 0, 0.25, 1, 10.5, 10.5, 10.5))
    for stage in ("reading", "rendering", "rendering", "linking"):
        progress(stage)
    assert list(progress.stages()) == [
        "reading        0.25 s",
        "rendering     10.25 s",
        "linking        0.00 s",
    ]
    assert progress.seconds == 10.5


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="Windows has no such terminals")
def test_a_real_terminal_hears_it() -> None:
    ours, theirs = os.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as terminal:
        progress = Progress(terminal, at(0, 0, 1.6), {"TERM": "xterm"})
        progress("reading")
        progress("rendering")
        progress.end()
    expected = "\r\033[Krendering … 2 s\r\033[K".encode()
    heard = b""
    while len(heard) < len(expected):
        heard += os.read(ours, 1000)
    os.close(ours)
    assert heard == expected
