"""`python -m workshop STAGE`: make the figures, one stage or all of them; what is fresh is skipped."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from workshop import body, contours, landmarks, plates, sheet, stages
from workshop.camera import View
from workshop.paths import FIGURES
from workshop.views import VIEWS


def write_views() -> Path:
    """`views.json`: the cameras of all plates."""
    path = FIGURES / "views.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (f" {json.dumps(view.name)}: {json.dumps(view.record())}" for view in VIEWS)
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    return path


def _mesh(_: tuple[View, ...]) -> None:
    print(f"mesh: {len(stages.mesh().quads)} quads of skin")


def _poses(_: tuple[View, ...]) -> None:
    smooth = stages.posed()[2]
    print(f"poses: {', '.join(smooth)}; {len(smooth['rest'])} vertices each")


def _sculpt(_: tuple[View, ...]) -> None:
    print(f"sculpt: {', '.join(stages.sculpted().sculpted)}")


def _body(_: tuple[View, ...]) -> None:
    path = body.publish(stages.sculpted())
    print(f"body: {path.name}, {path.stat().st_size / 1e6:.2f} MB")


def _landmarks(_: tuple[View, ...]) -> None:
    path = landmarks.publish(stages.sculpted())
    print(f"landmarks: {path.name}, {path.stat().st_size / 1e3:.0f} KB")


def _plates(views: tuple[View, ...]) -> None:
    print(f"views: {write_views().name}, {len(VIEWS)} views")
    plates.publish(stages.sculpted(), views)


def _contours(views: tuple[View, ...]) -> None:
    contours.publish(stages.sculpted(), views)


def _sheet(_: tuple[View, ...]) -> None:
    path = FIGURES.parent.parent / "sheet.png"
    sheet.publish(VIEWS, path)
    print(f"sheet: {path}")


STAGES: dict[str, Callable[[tuple[View, ...]], None]] = {
    "mesh": _mesh,
    "poses": _poses,
    "sculpt": _sculpt,
    "body": _body,
    "landmarks": _landmarks,
    "plates": _plates,
    "contours": _contours,
    "sheet": _sheet,
}


def main(arguments: Sequence[str]) -> int:
    """Run one stage or all, in order; a stage makes what it needs from earlier ones."""
    names = [view.name for view in VIEWS]
    parser = argparse.ArgumentParser(prog="python -m workshop", description=__doc__)
    parser.add_argument("stage", choices=[*STAGES, "all"])
    parser.add_argument("--view", action="append", choices=names, help="only this plate and contour")
    chosen = parser.parse_args(arguments)
    views = tuple(view for view in VIEWS if not chosen.view or view.name in chosen.view)
    for name, stage in STAGES.items():
        if chosen.stage in (name, "all"):
            start = time.perf_counter()
            stage(views)
            print(f"-- {name} took {time.perf_counter() - start:.1f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
