"""What was measured, in Markdown: a table for each size, what is compared, and the targets."""

from __future__ import annotations

import os
import platform
import re
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from bench.peers.systems import OURS, versions
from bench.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

MEASURES = {
    "cold": "Cold",
    "nothing": "Nothing changed",
    "text": "A word edited",
    "place": "A listed line edited",
    "served": "Saved to served",
    "memory": "Peak memory",
}
# The most that ours may be, as a share of Hugo's, at each size.
TARGETS: Mapping[int, Mapping[str, float]] = {
    400: {"cold": 1.0, "nothing": 0.10, "text": 0.35, "served": 0.10, "memory": 0.6},
    2000: {"cold": 0.9, "nothing": 0.03, "text": 0.15, "served": 0.15, "memory": 0.4},
}
BASE = "hugo"
BEGIN, END = "<!-- python -m bench.peers writes this -->\n", "<!-- until here -->"


@dataclass(frozen=True, slots=True)
class Result:
    """All that was measured at one size: by measure, then by system, every value."""

    size: int
    pages: int
    alone: int
    rounds: int
    values: Mapping[str, Mapping[str, tuple[float, ...]]]

    def middle(self, measure: str, system: str) -> float | None:
        """Return the median of one cell."""
        found = self.values.get(measure, {}).get(system)
        return median(found) if found else None

    def ratio(self, measure: str, system: str) -> float | None:
        """Return the median as a share of Hugo's."""
        mine, base = self.middle(measure, system), self.middle(measure, BASE)
        return mine / base if mine is not None and base else None


def report(results: Iterable[Result], names: Mapping[str, str]) -> str:
    """Return the whole page."""
    found = list(results)
    tables = "\n\n".join(
        f"## {one.size:,} points\n\n{size_table(one, names)}\n\n"
        f"{one.pages:,} pages are made by all, {one.alone} more by the Acupoint Atlas alone. "
        f"{'One round' if one.rounds == 1 else f'Medians of {one.rounds} rounds'}."
        for one in found
    )
    return f"# Beside its peers\n\n{ABOUT}\n\n{_machine()}\n\n{tables}\n\n## Targets\n\n{_targets(found)}\n"


def size_table(result: Result, names: Mapping[str, str]) -> str:
    """Return the table of one size. Beside each number stands its share of Hugo's."""
    shown = {key: words for key, words in MEASURES.items() if key in result.values}
    rows = [[name, *(_cell(result, measure, system) for measure in shown)] for system, name in names.items()]
    return table(["", *shown.values()], rows)


def _cell(result: Result, measure: str, system: str) -> str:
    middle, ratio = result.middle(measure, system), result.ratio(measure, system)
    if middle is None:
        return "not measured"
    if measure == "memory":
        words = f"{middle:.0f} MB"
    else:
        words = f"{middle * 1000:.0f} ms" if middle < 1 else f"{middle:.2f} s"
    return f"{words} ({ratio:.2g})" if ratio is not None and system != BASE else words


def _targets(results: Iterable[Result]) -> str:
    lines = []
    for result in results:
        for measure, most in TARGETS.get(result.size, {}).items():
            ratio = result.ratio(measure, OURS)
            if ratio is not None:
                said = "kept" if ratio <= most else "MISSED"
                words = f"{MEASURES[measure].lower()} {ratio:.2g} of Hugo's, at most {most:g}"
                lines.append(f"- {said}: {result.size:,} points, {words}")
    return "\n".join(lines) or "None of the sizes that have targets was measured."


def missed(results: Iterable[Result]) -> bool:
    """Tell whether a target is missed."""
    return "MISSED" in _targets(results)


def _machine() -> str:
    found = versions()
    peers = ", ".join(f"{name} {version}" for name, version in sorted(found.items()))
    place = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    return f"Measured on {place}, Python {platform.python_version()}. Versions: {peers}."


def fill(file: Path, text: str) -> None:
    """Put a text between the two marks of a file that shows it."""
    before = file.read_text(encoding="utf-8")
    marked = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    after = marked.sub(lambda _: f"{BEGIN}{text.strip()}\n{END}", before)
    file.write_text(after, encoding="utf-8")


ABOUT = """\
The same content through each system: made-up points in this project's own schema, about 35 keys and 270 words
each, with needs, regions and meridians. Each system makes the home page, the lists, a page and a printable
card for every point, a page for each need, region and meridian, a search index, a site map and a feed. Before
anything is timed, the titles, descriptions, words and links of these pages are compared, one after the other,
headers and footers included (at most 500 pages of a kind); one difference ends the run. They are compared
again after the last edit.

- Seconds on the clock for a whole command. In brackets: the share of Hugo's, below 1 is quicker than Hugo.
- Cold: no output and no cache. Nothing changed: the same command again. A word edited: one word in the text
  of one point, which its own page shows. A listed line edited: the line that says where one point lies, which
  lists and its card show too.
- Saved to served: from saving the file until the system's own server gives the page with the new word, asked
  every millisecond.
- Peak memory: the most that the command and its children hold at one time, in a cold build.
- Rounds are interleaved, one system after the other; the files lie in memory where the system offers that
  (`/dev/shm`).

What is not the same, and falls to the Acupoint Atlas alone: checking everything that authors wrote and every
link; texts, sources, glossary, a routine and its cards, rulers, a page to make cards of one's own (it holds a
row for every point), the points as data, the list for offline reading, structured data, hidden controls for
scripts, a QR code on each card, fingerprinted names, and publishing whole or not at all. The peers copy the
same styles, scripts and images as they are. Made-up points have no construction, so nobody draws figures,
but the Acupoint Atlas draws its maps of the body. The peers are given links as addresses, and the reading
order as a number. Pelican keeps what it read in its cache; Hugo keeps rendered parts of its lists."""
