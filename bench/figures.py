"""What figures cost a cold build: `python -m bench.figures` times builds with them, without, and unsolved."""

from __future__ import annotations

import argparse
import json
import re
import resource
import shutil
import sys
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from bench.site import ROOT, build
from bench.tables import machine, publish, table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROUNDS = 7
LOCK = "assets/figures/lock.json"
LEFT_OUT = (".git", ".cache", ".workshop", ".venv", "output", "tests", "__pycache__", ".*_cache")
MOST, MOST_EACH = 300, 50  # milliseconds: all figures of the ten points, and one entry to be solved
# A key of `locate:` with all that is indented below it.
FIGURE = re.compile(r"^  (?:find|views):.*\n(?:(?:    .*|  -.*)?\n)*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Case:
    """One project to build: a folder, and the lock file it starts from."""

    name: str
    folder: Path
    lock: str = ""
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Took:
    """How long one build took, in milliseconds: on the clock, and of the processor."""

    wall: float
    cpu: float


def main(arguments: Sequence[str]) -> int:
    """Time every case in turn, so that a busy machine is busy for all of them; 1 if a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.figures", description=__doc__)
    parser.add_argument("--against", type=Path, help="a checkout from before there were figures")
    parser.add_argument("--missing", type=int, action="append", help="lock entries to remove: 1, and all")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args(arguments)
    points = len(list((ROOT / "content" / "points").glob("*.md")))
    with TemporaryDirectory() as temporary:
        try:
            cases = _cases(Path(temporary), chosen.against, chosen.missing)
            took = _time(cases, chosen.rounds)
        except RuntimeError as error:
            print(error, file=sys.stderr)
            return 1
    text, kept = _report(cases, took)
    about = f"Medians of {chosen.rounds} interleaved builds of {points} points, each into an empty folder; "
    publish("figures.md", f"# What figures cost a cold build\n\n{about}{machine()}\n{text}\n")
    return 0 if kept else 1


def _cases(temporary: Path, against: Path | None, missing: Sequence[int] | None) -> list[Case]:
    without = _copy(against or ROOT, temporary / "without")
    if not against:
        for page in (without / "content" / "points").glob("*.md"):
            text = page.read_text(encoding="utf-8")
            page.write_text(FIGURE.sub("", text), encoding="utf-8")
        (without / LOCK).unlink(missing_ok=True)
    cases = [Case("without figures", without)]
    source = ROOT / LOCK
    if not source.is_file():
        return cases
    lock = source.read_text(encoding="utf-8")
    entries = json.loads(lock)
    folder = _copy(ROOT, temporary / "with")
    cases.append(Case("lock fresh", folder, lock))
    for number in sorted({min(number, len(entries)) for number in missing or (1, len(entries))} - {0}):
        fewer = dict(list(entries.items())[number:])
        name = "1 entry missing" if number == 1 else f"{number} entries missing"
        cases.append(Case(name, folder, json.dumps(fewer), number))
    return cases


def _copy(project: Path, folder: Path) -> Path:
    shutil.copytree(project, folder, ignore=shutil.ignore_patterns(*LEFT_OUT))
    return folder


def _time(cases: Sequence[Case], rounds: int) -> Mapping[Case, list[Took]]:
    """Build every case once to warm up, then in turn."""
    took: dict[Case, list[Took]] = {case: [] for case in cases}
    for number, case in product(range(rounds + 1), cases):
        one = _cold(case)
        if number:
            took[case].append(one)
    return took


def _cold(case: Case) -> Took:
    output, cache = case.folder / "output", case.folder / ".cache"
    for old in (output, cache):
        shutil.rmtree(old, ignore_errors=True)
    if case.lock:
        (case.folder / LOCK).write_text(case.lock, encoding="utf-8")
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    build(case.folder, output)
    wall, after = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(wall * 1000, cpu * 1000)


def _report(cases: Sequence[Case], took: Mapping[Case, list[Took]]) -> tuple[str, bool]:
    """Return the table, and whether the targets are kept."""
    wall = {case: median(one.wall for one in took[case]) for case in cases}
    cpu = {case: median(one.cpu for one in took[case]) for case in cases}
    without, *others = cases
    rows = [[without.name, f"{wall[without]:.0f}", "", "", f"{cpu[without]:.0f}", "", "", ""]]
    missed: list[str] = []
    for case in others:
        base, share = (others[0], case.missing) if case.missing else (without, 1)
        more, worked = (wall[case] - wall[base]) / share, (cpu[case] - cpu[base]) / share
        if more > (most := MOST_EACH if case.missing else MOST):
            missed.append(f"- Over its target: {case.name}, {more:.0f} of {most} ms")
        cells = [
            [f"{value[case]:.0f}", f"{value[case] - value[base]:.0f}", f"{each:.0f}" if case.missing else ""]
            for value, each in ((wall, more), (cpu, worked))
        ]
        target = f"{MOST_EACH} each" if case.missing else f"{MOST} more"
        rows.append([case.name, *cells[0], *cells[1], target])
    head = ["Cold build", "ms", "more", "each entry", "processor ms", "more", "each entry", "at most"]
    said = "\n".join(missed) or "The targets are kept."
    text = (
        "More: for the fresh lock than without figures, for missing entries than with the fresh lock. On a\n"
        "busy machine the processor's own time is the steadier number; the targets are for the clock. The\n"
        "first missing entry also loads numpy and the body.\n\n"
        f"{table(head, rows)}\n\n{said if others else 'The project has no figures yet.'}"
    )
    return text, not missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
