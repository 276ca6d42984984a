"""Which chains are drawn: none that doubles another line, no scribbles, none that hangs loose and short."""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from workshop.arrays import Floats, Ints, Mask
from workshop.chains import leaving, length, winding


@dataclass(frozen=True)
class Order:
    """What is untidy; pixels."""

    touching: float = 7.0
    """What runs so near to a more important line is cut out"""
    beside: int = 30
    """when it does so for so long at an end, or twice in the middle: a line that meets another comes near."""
    apart: float = 12.0
    """A line that mostly runs so near to others doubles them."""
    gap: float = 18.0
    """An end is lengthened if it would then meet another line within so far."""
    shortest: float = 60.0
    """Of a line that meets another."""
    loose: float = 110.0
    """Shortest of a line that meets none"""
    winding: float = 60.0
    """or that turns by more degrees, all in all."""


ORDER = Order()


def tidy(chains: list[Floats], outside: Mask, order: Order = ORDER) -> list[Floats]:
    """Choose among (n, 2) chains, the longest first, and lengthen them to the outline and to one another.

    (h, w) outside the body; where the picture ends, a line may end.
    """
    lines = np.pad(outside[1:-1, 1:-1], 1, constant_values=True)
    away: Floats = ndimage.distance_transform_edt(~lines)
    kept = []
    for whole in sorted(chains, key=length, reverse=True):
        for piece in _single(whole, away, order):
            chain, met = _met(piece, lines, order.gap)
            calm = met and winding(chain) < order.winding
            if length(chain) > (order.shortest if calm else order.loose):
                kept.append(chain)
                columns, rows = _pixels(chain, lines)
                lines[rows, columns] = True
                away = ndimage.distance_transform_edt(~lines)
    return kept


def _single(chain: Floats, away: Floats, order: Order) -> list[Floats]:
    """Cut out what runs beside another line, and the pieces that mostly do so a little farther off."""
    columns, rows = _pixels(chain, away)
    near = away[rows, columns]
    runs, count = ndimage.label(near < order.touching)
    sizes = np.bincount(runs, minlength=count + 1)
    longest = np.where(np.isin(np.arange(count + 1), runs[[0, -1]]), order.beside, 2 * order.beside)
    pieces, count = ndimage.label((runs == 0) | (sizes <= longest)[runs])
    return [chain[pieces == k] for k in range(1, count + 1) if (near[pieces == k] < order.apart).mean() < 0.5]


def _met(chain: Floats, lines: Mask, gap: float) -> tuple[Floats, bool]:
    """Lengthen both ends straight on to other lines; tell whether any is so near."""
    thick = ndimage.binary_dilation(lines, iterations=2)
    met = False
    for _ in range(2):
        chain = chain[::-1]
        at, heading = leaving(chain)
        ahead = at + heading * np.arange(0.0, gap)[:, None]
        columns, rows = _pixels(ahead, thick)
        found = np.flatnonzero(thick[rows, columns])
        if len(found):
            chain, met = np.vstack([chain, ahead[1 : found[0] + 3]]), True
    return chain, met


def mirrored(chains: list[Floats], width: float) -> list[Floats]:
    """Give the right half of a picture so wide the chains of the left one; what crosses the middle stays."""
    left = [chain for chain in chains if chain[:, 0].max() < width / 2]
    across = [chain for chain in chains if chain[:, 0].min() < width / 2 <= chain[:, 0].max()]
    return across + left + [chain * [-1.0, 1.0] + [width, 0.0] for chain in left]


def _pixels(chain: Floats, picture: Floats | Mask) -> Ints:
    """(2, n) columns and rows."""
    pixels: Ints = np.clip(chain.astype(int), 0, np.array(picture.shape[::-1]) - 1).T
    return pixels
