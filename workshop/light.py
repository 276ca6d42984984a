"""How every plate is lit: one soft key from the upper left, a weak fill, and much ambient."""

from dataclasses import dataclass

from workshop.camera import Vector


@dataclass(frozen=True)
class Lighting:
    """Radiances are relative; sizes and distances are in plate heights."""

    clay: Vector = (0.66, 0.66, 0.66)
    """Linear reflectance of the figure."""
    ambient: Vector = (0.52, 0.52, 0.52)
    key: Vector = (3.7, 3.7, 3.7)
    key_distance: float = 2.2
    key_size: float = 0.8
    fill: Vector = (1.5, 1.5, 1.5)
    fill_from: Vector = (1.0, 0.15, 0.75)
    """Right, up, toward."""
    fill_distance: float = 2.4
    fill_size: float = 0.9
    exposure: float = 1.14
    samples: int = 10
    relief: float = 1.6
    """How much the shading exaggerates fine relief."""
    relief_rounds: int = 90
    """How coarse that relief may be: smoothing steps over neighbouring vertices."""
    relief_limit: float = 0.32
    """Tilt of the normals that exaggeration comes near, but never adds."""


LIGHTING = Lighting()
