"""`data/unreached.yaml`: every location that fails a sentence, by how much, and why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from atlas.patterns import Code, Line, Matter
from workshop.lists import read_list
from workshop.paths import DATA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workshop.reach.places import Failure

UNREACHED = DATA / "unreached.yaml"
UNKNOWN = "not known yet"
BY_EYE = "looks"  # found on the contact sheets: nothing measures it
HEAD = """\
# Locations that are not reached, or are not where the standard puts them: what fails (`computes`, `seen`,
# `order`, `side`, `region`, `apart`, `distance`, or `looks`, which was seen on the sheets), beside which
# place (`to`), by how much (`off`: per cent of a distance; millimetres off a level, and of all else), and
# why. `python -m workshop.reach --renew` takes out what is mended, adds what is new, and measures again; the
# reasons are written by hand.
"""


class Entry(Matter):
    """One failure, with its reason."""

    code: Code
    fails: str
    to: str = ""
    off: float = 0.0
    reason: Line


def read_entries() -> list[Entry]:
    """Read the file."""
    return read_list(UNREACHED, Entry) if UNREACHED.exists() else []


def renewed(entries: Iterable[Entry], found: Iterable[Failure]) -> Iterator[Entry]:
    """Yield what the file should say: the reasons that are known, and the numbers of today."""
    known = {(one.code, one.fails, one.to): one for one in entries}
    for failure in found:
        old = known.pop(failure[:3], None)
        reason = old.reason if old else failure.said or UNKNOWN
        yield Entry(
            code=failure.code, fails=failure.fails, to=failure.to, off=round(failure.off, 1), reason=reason
        )
    yield from (one for one in known.values() if one.fails == BY_EYE)


def write_entries(entries: Iterable[Entry]) -> str:
    """Return the text of the file."""
    return HEAD + "".join(map(_written, entries))


def _written(entry: Entry) -> str:
    lines = [f"- code: {entry.code}", f"  fails: {entry.fails}"]
    lines += [f"  to: {json.dumps(entry.to)}"] if entry.to else []
    lines += [f"  off: {entry.off:g}"] if entry.off else []
    return "\n".join([*lines, f"  reason: {json.dumps(entry.reason, ensure_ascii=False)}", ""])
