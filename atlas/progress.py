"""What a long build is doing: one line on a terminal, and how long each stage took."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import TextIO

LONG = 1.0  # seconds that nobody minds
CLEARED = "\r\033[K"


class Progress:
    """Hears of each stage as it begins. On a terminal it says so, once the build has taken a second."""

    def __init__(
        self,
        stream: TextIO,
        clock: Callable[[], float] = time.monotonic,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        """Begin to count."""
        self._stream, self._clock = stream, clock
        self._terminal = stream.isatty() and environment.get("TERM") != "dumb"
        self._began = clock()
        self._stages: list[tuple[str, float]] = []
        self._shown = ""

    def __call__(self, stage: str) -> None:
        """Hear that a stage begins, or that it goes on."""
        now = self._clock()
        if not self._stages or self._stages[-1][0] != stage:
            self._stages.append((stage, now))
        if self._terminal and now - self._began >= LONG:
            line = f"{stage} … {now - self._began:.0f} s"
            if line != self._shown:
                self._stream.write(f"{CLEARED}{line}")
                self._stream.flush()
                self._shown = line

    def end(self) -> None:
        """Take the line away."""
        if self._shown:
            self._stream.write(CLEARED)
            self._stream.flush()
            self._shown = ""

    @property
    def seconds(self) -> float:
        """How long it has taken until now."""
        return self._clock() - self._began

    def stages(self) -> Iterator[str]:
        """Yield a line for each stage with its seconds, up to now."""
        ends = [began for _, began in self._stages[1:]] + [self._clock()]
        for (stage, began), end in zip(self._stages, ends, strict=True):
            yield f"{stage:<12}{end - began:7.2f} s"
