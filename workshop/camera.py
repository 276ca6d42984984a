"""Orthographic cameras: world decimetres to plate pixels."""

from dataclasses import dataclass, replace

import numpy as np

from workshop.arrays import Floats, unit

Vector = tuple[float, float, float]


@dataclass(frozen=True)
class View:
    """One plate: which pose, seen from where."""

    name: str
    pose: str
    centre: Vector
    """Decimetres; shown in the middle of the plate."""
    toward: Vector
    """From the centre to the camera; any length."""
    tall: float
    """Decimetres from top to bottom of the plate."""
    size: tuple[int, int]
    """Width and height in pixels."""
    up: Vector = (0.0, 1.0, 0.0)
    part: str = ""
    """Only this part of the body is shown, or "" for all."""
    key: Vector = (-1.0, 0.8, 0.6)
    """Where the key light stands: right, up, toward."""

    @property
    def scale(self) -> float:
        """Pixels per decimetre."""
        return self.size[1] / self.tall

    @property
    def axes(self) -> Floats:
        """(3, 3) rows: right, up, toward; unit vectors."""
        toward = unit(np.array(self.toward))
        right = unit(np.cross(np.array(self.up), toward))
        return np.stack([right, np.cross(toward, right), toward])

    @property
    def symmetrical(self) -> bool:
        """Both sides of the body are seen alike."""
        return self.centre[0] == 0.0 and self.toward[0] == 0.0 and self.part in ("", "head")

    def project(self, points: Floats) -> Floats:
        """(n, 3) decimetres to (n, 3): pixel x, pixel y, decimetres towards the camera."""
        width, height = self.size
        seen = (points - np.array(self.centre)) @ self.axes.T
        x, y = width / 2 + seen[..., 0] * self.scale, height / 2 - seen[..., 1] * self.scale
        return np.stack([x, y, seen[..., 2]], axis=-1)

    def widened(self, margin: int, finer: int = 1) -> "View":
        """Show so many more pixels on every side, each cut into finer ones."""
        width, height = self.size
        size = (width + 2 * margin) * finer, (height + 2 * margin) * finer
        return replace(self, tall=(height + 2 * margin) / self.scale, size=size)

    def record(self) -> dict[str, object]:
        """Tell what `views.json` says about this view."""
        right, up, toward = (np.round(axis, 9).tolist() for axis in self.axes)
        return {
            "pose": self.pose,
            "plate": f"plates/{self.name}.webp",
            "contour": f"contours/{self.name}.svg",
            "part": self.part or None,
            "width": self.size[0],
            "height": self.size[1],
            "centre": list(self.centre),
            "right": right,
            "up": up,
            "toward": toward,
            "scale": round(self.scale, 6),
        }
