"""Plates: every view rendered in clay, kept as RGBA WebP, made again only when it changed."""

import time
from collections.abc import Iterable
from dataclasses import astuple
from io import BytesIO

import numpy as np
from PIL import Image

from workshop.arrays import Floats, Ints
from workshop.body import part_faces
from workshop.camera import View
from workshop.figure import Figure
from workshop.keys import KeyFile, code, digest
from workshop.light import LIGHTING
from workshop.paths import CACHE, FIGURES, PLATES

KEYS = KeyFile(FIGURES / "keys.json")
LIMIT = 25_500
"""Bytes a plate may weigh."""
QUALITIES = (94, 92, 90, 88, 86, 84, 82, 80, 77, 74, 70, 66, 62)
"""Tried from the left until the plate is light enough."""
FRAME = 0.6
"""What lies within so many widths and heights of the middle goes into a plate's key."""


def subject(figure: Figure, view: View) -> tuple[Floats, Ints]:
    """Vertices and triangles that this view shows."""
    faces = figure.mesh.faces
    shown = faces[part_faces(figure, faces, view.part)] if view.part else faces
    return figure.sculpted[view.pose], shown


def framed(vertices: Floats, faces: Ints, view: View) -> tuple[Floats, Ints]:
    """Keep what lies in the frame or a tenth of it beside: a plate need not change with the rest."""
    width, height = view.size
    x, y = view.project(vertices)[:, :2].T
    near = (np.abs(x / width - 0.5) < FRAME) & (np.abs(y / height - 0.5) < FRAME)
    kept = faces[near[faces].any(axis=1)]
    return vertices[np.unique(kept)], kept


def publish(figure: Figure, views: Iterable[View]) -> None:
    """Render and encode what is not fresh, one line of progress for each view."""
    PLATES.mkdir(parents=True, exist_ok=True)
    for view in views:
        start = time.perf_counter()
        path = PLATES / f"{view.name}.webp"
        vertices, faces = subject(figure, view)
        shape = framed(vertices, faces, view)
        scene = digest(*shape, repr(view), str(astuple(LIGHTING)), code("render", "light", "surface", "tone"))
        key = digest(scene, str(QUALITIES), LIMIT)
        if KEYS.fresh(path, key):
            print(f"plate {view.name}: fresh", flush=True)
            continue
        encoded = encode(Image.fromarray(_picture(scene, vertices, faces, view), "RGBA"))
        path.write_bytes(encoded)
        KEYS.note(path, key)
        taken = time.perf_counter() - start
        print(f"plate {view.name}: {len(encoded) / 1000:.1f} KB in {taken:.0f} s", flush=True)


def _picture(scene: str, vertices: Floats, faces: Ints, view: View) -> np.ndarray:
    """(h, w, 4) uint8 RGBA, kept without loss in the cache."""
    kept = CACHE / "renders" / f"{view.name}-{scene}.png"
    if not kept.exists():
        from workshop.render import shoot  # noqa: PLC0415 - Mitsuba takes a second to load
        from workshop.tone import denoise, develop  # noqa: PLC0415

        kept.parent.mkdir(parents=True, exist_ok=True)
        for old in kept.parent.glob(f"{view.name}-????????????????.png"):
            old.unlink()
        image = denoise(shoot(vertices, faces, view, LIGHTING))
        Image.fromarray(develop(image, LIGHTING.exposure), "RGBA").save(kept)
    return np.asarray(Image.open(kept))


def encode(picture: Image.Image) -> bytes:
    """Choose the best quality that keeps within the limit."""
    for quality in QUALITIES:
        buffer = BytesIO()
        picture.save(buffer, "WEBP", quality=quality, method=6, alpha_quality=85)
        if buffer.tell() <= LIMIT:
            break
    return buffer.getvalue()
