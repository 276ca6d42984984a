"""The measured landmarks on the fine surface (`data/landmarks.json`) and their plain labels.

The relief has its own anchors (`data/anchors.json`): where landmarks lay when it was sculpted.
"""

import json
from dataclasses import dataclass

import numpy as np

from workshop.arrays import Floats
from workshop.paths import DATA
from workshop.surface import Place

SOURCE = DATA / "landmarks.json"
LABELS = DATA / "labels.json"
ANCHORS = DATA / "anchors.json"


@dataclass(frozen=True)
class Mark:
    """One landmark: where it is, how sure, by which method."""

    place: Place
    """On the fine surface (Catmull-Clark level 2)."""
    rest: Floats
    """(3,) decimetres on the resting figure before sculpting, as measured."""
    side: str
    """M on the midline, L on the left; the right one is its mirror."""
    confidence: int
    method: str
    label: str | None
    poses: tuple[str, ...]
    """Where it is valid; () means in every pose."""


def load() -> dict[str, Mark]:
    """All landmarks by name."""
    labels: dict[str, str] = json.loads(LABELS.read_text())
    source = json.loads(SOURCE.read_text())["landmarks"]
    unknown = set(labels) - set(source)
    if unknown:
        message = f"{LABELS}: labels without a landmark: {sorted(unknown)}"
        raise SystemExit(message)
    return {
        name: Mark(
            place=Place(np.array(entry["triangle"]), np.array(entry["weights"])),
            rest=np.array(entry["rest"]),
            side=entry["side"],
            confidence=entry["confidence"],
            method=entry["method"],
            label=labels.get(name),
            poses=tuple(entry.get("poses", ())),
        )
        for name, entry in source.items()
    }


def anchors() -> dict[str, Place]:
    """Read where the relief is sculpted. A landmark may be picked again without a new figure."""
    source = json.loads(ANCHORS.read_text())
    return {
        name: Place(np.array(entry["triangle"]), np.array(entry["weights"])) for name, entry in source.items()
    }
