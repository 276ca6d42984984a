"""Where one part of the body hides another: jumps of depth that no slope of the skin explains."""

import numpy as np

from workshop.arrays import Floats, Mask

SIDES = ((0, 1), (1, 0), (0, -1), (-1, 0))


def jumps(depth: Floats, hit: Mask) -> Floats:
    """(h, w) pixels by which skin lies nearer than the pixel beside it, on the nearer side.

    The steeper of the two slopes that meet there is taken off: it goes on without hiding anything.
    """
    known = np.pad(np.where(hit, depth, np.nan), 2, constant_values=np.nan)
    found = np.zeros_like(depth)
    for side in SIDES:
        before, here, beside, behind = (_moved(known, side, k) for k in (-1, 0, 1, 2))
        slope = np.fmax(np.abs(here - before), np.abs(behind - beside))
        found = np.fmax(found, here - beside - np.nan_to_num(slope))
    return found


def _moved(padded: Floats, side: tuple[int, int], steps: int) -> Floats:
    """(h, w) each pixel's neighbour so many steps to one side."""
    row, column = 2 + side[0] * steps, 2 + side[1] * steps
    height, width = padded.shape
    return padded[row : row + height - 4, column : column + width - 4]
