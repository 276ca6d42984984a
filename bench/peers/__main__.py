"""Build the same content with each system, in turn: `python -m bench.peers`."""

from __future__ import annotations

import argparse
import os
import sys
from collections import defaultdict
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bench.peers.chart import draw
from bench.peers.edits import PLACE, TEXT, edit
from bench.peers.made import make_project
from bench.peers.report import Result, fill, missed, report, size_table
from bench.peers.runs import peak, seconds
from bench.peers.served import latencies
from bench.peers.systems import OURS, System, install, missing, serves, systems
from bench.peers.words import differences, shared_pages
from bench.site import ROOT
from bench.tables import RESULTS, publish

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROUNDS = {9: 5, 400: 3, 2000: 3, 10000: 1}  # half an hour in all
SERVED = (400, 2000)
EDITS = 3  # how often a file is saved while a system serves
SHOWN = 20  # differences
MEMORY = Path("/dev/shm")  # noqa: S108  a file system in memory, where there is one
Values = dict[str, dict[str, list[float]]]


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and keep the table and the chart of all systems; 1 if a target is missed.

    Where systems differ, what was measured before is kept, and 2 is returned.
    """
    chosen = _read(arguments)
    if chosen.install:
        install()
    known = {system.key: system for system in systems() if not chosen.only or system.key in chosen.only}
    if lacking := [words for words in map(missing, known.values()) if words]:
        print(*lacking, sep="\n", file=sys.stderr)
        print("Install all of them with:  python -m bench.peers --install", file=sys.stderr)
        return 2
    names = {system.key: system.name for system in known.values()}
    results: list[Result] = []
    failed = False
    where = MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None
    for size in chosen.sizes:
        with TemporaryDirectory(dir=where, prefix="peers-") as folder:
            try:
                rounds = chosen.rounds or ROUNDS.get(size, min(ROUNDS.values()))
                result = _measure(Path(folder), size, rounds, tuple(known.values()), chosen.edits)
            except RuntimeError as error:
                print(error, file=sys.stderr)
                failed = True
                break
        print(f"\n{size:,} points\n\n{size_table(result, names)}\n", flush=True)
        results.append(result)
    whole = len(names) == len(systems()) and set(SERVED) <= {result.size for result in results}
    text = report(results, names)
    if not whole:
        print(text, "A part was measured, so nothing is kept.", sep="\n")
        return 2 if failed else int(missed(results))
    publish("peers.md", text)
    main_sizes = [result for result in results if result.size in SERVED]
    (RESULTS / "peers.svg").write_text(draw(main_sizes, names), encoding="utf-8")
    tables = [f"{one.size:,} points:\n\n{size_table(one, names)}" for one in main_sizes]
    fill(ROOT / "README.md", "\n\n".join(tables))
    return 2 if failed else int(missed(results))


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(ROUNDS), help="points: 9 400 2000 10000")
    parser.add_argument("--rounds", type=int, help="rounds at every size")
    parser.add_argument("--edits", type=int, default=EDITS, help="edits while serving; 0: do not serve")
    keys = [system.key for system in systems()]
    parser.add_argument("--only", nargs="+", choices=keys, help="compare these only")
    parser.add_argument("--install", action="store_true", help="put the peers into .cache/peers first")
    return parser.parse_args(arguments)


def _measure(top: Path, size: int, rounds: int, compared: Sequence[System], edits: int) -> Result:
    """Make the content, check that all systems say the same, and time them."""
    project = make_project(top / "project", size)
    folders = {system.key: system.site(project, top / system.key) for system in compared}
    values: Values = defaultdict(lambda: defaultdict(list))
    for system in compared:  # the first build warms up, and is looked at
        seconds(system.command(), folders[system.key])
    _check(compared, folders)
    slugs = sorted(file.stem for file in (project / "content" / "points").glob("*.md"))
    slug = slugs[len(slugs) // 2]
    for system in compared:
        system.clear(folders[system.key])
        values["memory"][system.key].append(peak(system.command(), folders[system.key]))
    for number in range(rounds):
        print(f"{size:,} points, round {number + 1} of {rounds}", file=sys.stderr, flush=True)
        _round(compared, folders, values, slug, 10 + number)
    _check(compared, folders)  # once more: what was built after an edit has to be right, too
    for system in compared if size in SERVED and edits else ():
        if system.key != OURS or serves(project):
            building = median(values["cold"][system.key])
            took = latencies(system, folders[system.key], slug, edits, first=10 + rounds, building=building)
            values["served"][system.key] = took
    site = project / "output"
    pages = len(shared_pages(site, sys.maxsize)) if OURS in folders else 0
    alone = len(list(site.rglob("*.html"))) - pages if pages else 0
    kept = {measure: {key: tuple(found) for key, found in by.items()} for measure, by in values.items()}
    return Result(size, pages, alone, rounds, kept)


def _check(compared: Sequence[System], folders: Mapping[str, Path]) -> None:
    """Raise RuntimeError with what the systems say differently. Ours, or else the first, is the measure."""
    first, *others = compared
    for system in others:
        found = list(differences(folders[first.key] / first.output, folders[system.key] / system.output))
        if found:
            words = "\n".join(found[:SHOWN])
            raise RuntimeError(f"{first.name} and {system.name} differ in {len(found)} places:\n{words}")
        print(f"{system.name} says the same as {first.name}", file=sys.stderr, flush=True)


def _round(
    compared: Sequence[System], folders: Mapping[str, Path], values: Values, slug: str, number: int
) -> None:
    """Time every system in turn, measure by measure, so that a busy machine is busy for all of them."""
    for system in compared:
        system.clear(folders[system.key])
        values["cold"][system.key].append(seconds(system.command(), folders[system.key]))
    for system in compared:
        values["nothing"][system.key].append(seconds(system.command(), folders[system.key]))
    for change in (TEXT, PLACE):
        for system in compared:
            folder = folders[system.key]
            words = edit(folder / system.content / "points" / f"{slug}.md", change, number)
            values[change.name][system.key].append(seconds(system.command(), folder))
            page = folder / system.output / "points" / f"{slug}.html"
            if words not in page.read_text(encoding="utf-8"):
                raise RuntimeError(f'{system.name} did not show "{words}" after the edit')


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
