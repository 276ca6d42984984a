"""How sure we are of each published point: `python -m atlas.confidence > docs/confidence.md`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.collect import load_library
from atlas.landmarks import load_landmarks
from atlas.measures import LINES, MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from atlas.find import Find
    from atlas.landmarks import Landmark

ROOT = Path(__file__).resolve().parent.parent
HEAD = """# How sure we are of each point

Every point hangs on landmarks of the body: those that its construction names, those of the lines it meets,
and the two ends of the stretch that its cun divides. A point is no surer than the least sure of them.
3 is seen on the body itself, 2 is measured on bones or taken from the measures of many people, 1 is right
within some centimetres, and 0 is a guess. Written by `python -m atlas.confidence > docs/confidence.md`.

| Point | Lowest | Landmarks that are no surer |
| --- | --- | --- |
"""
NO_PICTURE = "| {} | none | it has no construction |\n"

Steps = dict[str, tuple["Find", ...]]


def confidence_report(root: Path) -> str:
    """Return a Markdown page with the lowest confidence that each published point hangs on."""
    points = load_library(root / "content", root).points
    landmarks = load_landmarks(root / "assets" / "figures")
    steps = {code: point.matter.locate.find for code, point in points.items()}
    return HEAD + "".join(_row(code, steps, landmarks) for code in sorted(points))


def _row(code: str, steps: Steps, landmarks: Mapping[str, Landmark]) -> str:
    used = dict.fromkeys(name for name in names_of(code, steps) if name in landmarks)
    if not used:
        return NO_PICTURE.format(code)
    lowest = min(landmarks[name].confidence for name in used)
    unsure = ", ".join(f"`{name}`" for name in used if landmarks[name].confidence == lowest)
    return f"| {code} | {lowest} | {unsure} |\n"


def names_of(code: str, steps: Steps) -> Iterator[str]:
    """Yield every landmark that a point hangs on, those of other points that it names included."""
    for step in steps[code]:
        for (key, *_), name in step.names():
            if key in ("on", "until") and name in LINES:
                yield from LINES[name]
            elif name in steps:
                yield from names_of(name, steps)
            else:
                yield name
        if step.measure:
            yield from (MEASURES[step.measure].start, MEASURES[step.measure].end)


if __name__ == "__main__":
    sys.stdout.write(confidence_report(ROOT))
