"""Contours: outline and creases of every view as a small SVG that CSS colours."""

import time
from collections.abc import Iterable

from workshop.body import part_faces
from workshop.camera import View
from workshop.figure import Figure
from workshop.keys import code, digest
from workshop.pathdata import write
from workshop.paths import CONTOURS
from workshop.plates import KEYS, framed, subject

MARGIN = 24
"""Pixels traced beyond the frame, so that no line runs along it."""

MODULES = (
    "render",
    "outline",
    "hiding",
    "folds",
    "chains",
    "tidy",
    "creases",
    "fit",
    "pathdata",
    "contours",
)
"""Draw contours, so that a change of theirs makes them stale."""

FINER = 2
"""The outline is traced at this resolution."""


def publish(figure: Figure, views: Iterable[View]) -> None:
    """Trace what is not fresh, one line of progress for each view."""
    CONTOURS.mkdir(parents=True, exist_ok=True)
    for view in views:
        start = time.perf_counter()
        path = CONTOURS / f"{view.name}.svg"
        vertices, faces = subject(figure, view)
        modules = code(*MODULES)
        key = digest(*framed(vertices, faces, view), repr(view), modules)
        if KEYS.fresh(path, key):
            print(f"contour {view.name}: fresh", flush=True)
            continue
        path.write_text(draw(figure, view))
        KEYS.note(path, key)
        taken = time.perf_counter() - start
        print(f"contour {view.name}: {path.stat().st_size / 1000:.1f} KB in {taken:.0f} s", flush=True)


def draw(figure: Figure, view: View) -> str:
    """Write the SVG text, in the plate's pixels."""
    from workshop.creases import find  # noqa: PLC0415 - slow to load
    from workshop.fit import fit  # noqa: PLC0415
    from workshop.outline import silhouette, trace  # noqa: PLC0415
    from workshop.render import seen  # noqa: PLC0415
    from workshop.tidy import mirrored  # noqa: PLC0415

    vertices, faces = subject(figure, view)
    inward = (-float(MARGIN), -float(MARGIN))
    mask = silhouette(vertices, faces, view.widened(MARGIN, FINER))
    outline = [curve.mapped(1 / FINER, inward) for curve in trace(mask)]
    plain = seen(vertices, faces, view.widened(MARGIN))
    quiet = part_faces(figure, faces, "head")[plain.face] & (plain.face >= 0)
    chains = find(plain.depth * view.scale, quiet)
    if view.symmetrical:
        chains = mirrored(chains, plain.depth.shape[1])
    creases = [fit(chain).mapped(1.0, inward) for chain in chains]
    width, height = view.size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<path class="contour contour--crease" d="{write(creases)}"/>'
        f'<path class="contour contour--outline" d="{write(outline)}"/></svg>\n'
    )
