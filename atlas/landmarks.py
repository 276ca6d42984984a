"""What stands beside the body's surface: its landmarks, the views it is seen from, its version."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from atlas.place import P3, Camera

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place on the skin that a finger can find. `poses` are those it holds in: none is all."""

    name: str
    label: str | None
    side: str
    confidence: int
    triangle: tuple[int, int, int]
    weights: tuple[float, float, float]
    poses: tuple[str, ...]

    def holds(self, pose: str) -> bool:
        """Say whether it marks the same thing in this pose: a kneecap slides when the knee bends."""
        return not self.poses or pose in self.poses


def version_of(folder: Path, landmarks: Mapping[str, Landmark]) -> str:
    """Return a hash of the surface and of where the landmarks are on it."""
    surface = blake2b((folder / "body.npz").read_bytes(), digest_size=6).hexdigest()
    return f"{surface}-{digest(landmarks)}"


def load_landmarks(folder: Path) -> dict[str, Landmark]:
    """Read landmarks.json."""
    data = json.loads((folder / "landmarks.json").read_text(encoding="utf-8"))
    return {
        (name := spelt(written)): Landmark(
            name, one["label"], one["side"], int(one["confidence"]), _three(one["triangle"], int),
            _three(one["weights"], float), tuple(one.get("poses", ())))
        for written, one in data.items()
    }  # fmt: skip


def spelt(name: str) -> str:
    """Return a landmark's name as authors write names: `C7_low` is c7-low."""
    return name.lower().replace("_", "-")


def load_cameras(folder: Path) -> dict[str, Camera]:
    """Read views.json."""
    data = json.loads((folder / "views.json").read_text(encoding="utf-8"))
    return {
        name: Camera(name, one["pose"], one["plate"], one["contour"], one["part"], one["width"],
                     one["height"], P3(*one["centre"]), P3(*one["right"]), P3(*one["up"]),
                     P3(*one["toward"]), one["scale"])
        for name, one in data.items()
    }  # fmt: skip


def digest(landmarks: Mapping[str, Landmark]) -> str:
    """Return a short hash of where the landmarks are. Words may change without moving a point."""
    placed = sorted(
        (one.name, one.side, one.confidence, one.triangle, one.weights) for one in landmarks.values()
    )
    return blake2b(json.dumps(placed).encode(), digest_size=6).hexdigest()


def _three(values: Any, kind: type) -> Any:
    a, b, c = (kind(value) for value in values)
    return a, b, c
