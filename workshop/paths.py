"""Where the workshop reads and writes; nothing outside these folders is touched."""

from pathlib import Path

HERE = Path(__file__).parent
DATA = HERE / "data"
CACHE = HERE.parent / ".workshop"
FIGURES = HERE.parent / "assets" / "figures"
PLATES = FIGURES / "plates"
CONTOURS = FIGURES / "contours"
MPFB2 = CACHE / "mpfb2"
"""Unpacked from the wheel: MakeHuman/MPFB2 base mesh, targets, rig (CC0)."""
