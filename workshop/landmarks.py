"""`landmarks.json`: every landmark carried from the fine to the published surface."""

import json
from pathlib import Path

import numpy as np

from workshop.arrays import Ints
from workshop.body import ordering
from workshop.figure import Figure
from workshop.locality import inverse
from workshop.marks import Mark, load
from workshop.paths import FIGURES
from workshop.surface import Place, nearest, triangles

LANDMARKS = FIGURES / "landmarks.json"


def publish(figure: Figure) -> Path:
    """Write the file; see README for its fields."""
    fine_quad = _quad_of_triangle(figure)
    number = inverse(ordering(figure))
    entries = {
        name: _entry(coarse_place(figure, mark.place, fine_quad), mark, number)
        for name, mark in load().items()
    }
    lines = (f" {json.dumps(name)}: {json.dumps(entry)}" for name, entry in entries.items())
    LANDMARKS.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    return LANDMARKS


def coarse_place(figure: Figure, place: Place, fine_quad: dict[tuple[int, ...], int]) -> Place:
    """Find the nearest spot of the published surface, in the quad that the fine triangle came from."""
    rest = figure.smooth["rest"]
    quad = fine_quad[tuple(sorted(place.triangle.tolist()))] // 4
    return nearest(place.on(rest), rest, triangles(figure.mesh.coarse_quads[quad : quad + 1]))


def _quad_of_triangle(figure: Figure) -> dict[tuple[int, ...], int]:
    faces = np.sort(figure.mesh.faces, axis=1).tolist()
    return {tuple(face): i // 2 for i, face in enumerate(faces)}


def _entry(place: Place, mark: Mark, number: Ints) -> dict[str, object]:
    weights = np.round(place.weights, 5)
    entry: dict[str, object] = {
        "label": mark.label,
        "side": mark.side,
        "confidence": mark.confidence,
        "method": mark.method,
        "triangle": number[place.triangle].tolist(),
        "weights": weights.tolist(),
    }
    return entry | ({"poses": list(mark.poses)} if mark.poses else {})
