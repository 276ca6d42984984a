"""What the workshop made, as a build reads it: landmarks, views, contours, and the maps of the body."""

from __future__ import annotations

from errno import ENOENT
from os import strerror
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from atlas.bodymap import read_sides
from atlas.courses import read_lines
from atlas.landmarks import load_cameras, load_landmarks, version_of
from atlas.outline import read_contour
from atlas.problems import Problem, SiteError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from atlas.bodymap import Side
    from atlas.courses import Shown
    from atlas.landmarks import Landmark
    from atlas.outline import Contour
    from atlas.place import Camera

LOSS = 6.0  # pixels by which the small body may differ from its outline


class Works(NamedTuple):
    """The landmarks, the views and their contours by name; both body maps; and the body's version.

    `lines`: what each view shows of each meridian, by its letters.
    """

    landmarks: Mapping[str, Landmark]
    cameras: Mapping[str, Camera]
    contours: Mapping[str, Contour]
    sides: tuple[Side, ...]
    lines: Mapping[str, Mapping[str, Shown]]
    version: str


def read_works(folder: Path) -> Works:
    """Read assets/figures. Raises SiteError if a file of it is missing or spoilt."""
    try:
        landmarks, cameras = load_landmarks(folder), load_cameras(folder)
        drawn = {name: (folder / one.contour).read_text(encoding="utf-8") for name, one in cameras.items()}
        missing = [one.plate for one in cameras.values() if not (folder / one.plate).is_file()]
        if missing:
            raise FileNotFoundError(ENOENT, strerror(ENOENT), missing[0])
        sides = read_sides((folder / "regions.json").read_text(encoding="utf-8"), drawn)
        lines = read_lines((folder / "meridians.json").read_text(encoding="utf-8"))
        contours = {name: read_contour(text, LOSS) for name, text in drawn.items()}
        return Works(landmarks, cameras, contours, sides, lines, version_of(folder, landmarks))
    except (OSError, ValueError, KeyError, TypeError, SyntaxError, RecursionError) as error:
        path = PurePosixPath("assets/figures", PurePosixPath(getattr(error, "filename", None) or "").name)
        message = f"cannot be read: {getattr(error, 'strerror', None) or error}"
        hint = "the files here are made by workshop/; take them from the last commit"
        raise SiteError([Problem(path, 0, message, hint)]) from None
