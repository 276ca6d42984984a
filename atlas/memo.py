"""Remember what a pure function made, by a hash of everything that it was made from.

Everything remembered is data, as JSON: nothing in the cache is ever run. A file of it that is damaged, or was
written by another version of the program, is not used.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from pydantic_core import from_json

from atlas.halves import WORTH_IT, in_halves
from atlas.last import read, seal
from atlas.problems import SiteError
from atlas.sight import hash_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

T = TypeVar("T")
# What makes a value, and what packs it.
Job: TypeAlias = "tuple[Callable[[], Any], Callable[[Any], Any]]"


@dataclass(slots=True)
class Memo:
    """What was made before, what this build has asked for, both as JSON by key, and the values at hand."""

    before: dict[str, bytes] = field(default_factory=dict)
    asked: dict[str, bytes] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)

    def get(self, key: str, make: Callable[[], T], pack: Callable[[T], Any], unpack: Callable[[Any], T]) -> T:
        """Return what `make` makes, or made when it was asked for `key` before; `pack` it as JSON."""
        if key in self.values:
            text = self.before.get(key) or self.asked[key]
            value: T = self.values[key]
        elif key in self.before:
            text = self.before[key]
            value = unpack(from_json(text))
        else:
            value = make()
            text = _packed(pack(value))
        self.asked[key], self.values[key] = text, value
        return value

    def prepare(self, jobs: Mapping[str, Job]) -> None:
        """Make what will be asked for and is not yet known, in two processes if there is much of it.

        What cannot be made is left for whoever asks for it: they will hear why.
        """
        missing = [key for key in jobs if key not in self.before and key not in self.values]
        if len(missing) < WORTH_IT:
            return

        def work(key: str) -> bytes:
            make, pack = jobs[key]
            try:
                value = make()
            except SiteError:
                return b""
            self.values[key] = value  # another process begins without it
            return _packed(pack(value))

        texts = in_halves(work, missing, lambda: None)
        self.before |= {key: text for key, text in zip(missing, texts, strict=True) if text}

    def ask(self, key: str) -> None:
        """Ask for a value without looking at it, so that it is not forgotten."""
        if key in self.before:
            self.asked[key] = self.before[key]

    def begin(self) -> None:
        """Begin to listen what a build asks for. What one that failed has made is at hand all the same."""
        self.before, self.asked = self.before | self.asked, {}

    def turn(self) -> None:
        """Forget what the build that ends here has not asked for."""
        self.values = {key: value for key, value in self.values.items() if key in self.asked}
        self.before, self.asked = self.asked, {}


def _packed(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def key_of(*inputs: str) -> str:
    """Return a key for these inputs: no others have the same."""
    return hash_of(json.dumps(inputs).encode())


def recall(file: Path, epoch: str) -> tuple[Memo, bool]:
    """Read what earlier builds made under the same epoch, and say whether the file was whole."""
    parts = read(file, epoch)
    if parts is None:
        return Memo(), False
    pairs = (line.split(b"\t", 1) for line in parts.split(b"\n") if line)
    return Memo({key.decode(): text for key, text in pairs}), True


def keep(file: Path, epoch: str, memo: Memo) -> None:
    """Write what the last build asked for, to be recalled by the next."""
    lines = b"\n".join(b"%s\t%s" % (key.encode(), text) for key, text in memo.before.items())
    seal(file, epoch, lines)
