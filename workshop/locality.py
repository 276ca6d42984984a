"""The order of the published vertices: neighbours in space stand near in the file, which halves it."""

import numpy as np

from workshop.arrays import Floats, Ints

BITS = 10
"""Per axis: 1024 cells along the longest side."""


def order(vertices: Floats) -> Ints:
    """(n,) vertex numbers sorted along a Morton curve through (n, 3) positions."""
    low = vertices.min(axis=0)
    cell = ((vertices - low) / np.ptp(vertices, axis=0).max() * (2**BITS - 1)).round().astype(np.int64)
    code = np.zeros(len(vertices), dtype=np.int64)
    for bit in range(BITS):
        for axis in range(3):
            code |= ((cell[:, axis] >> bit) & 1) << (3 * bit + axis)
    return np.argsort(code, kind="stable")


def inverse(ordering: Ints) -> Ints:
    """(n,) where each old number went."""
    place = np.empty(len(ordering), dtype=np.int64)
    place[ordering] = np.arange(len(ordering))
    return place
