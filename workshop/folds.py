"""Folds: thin lines where the skin is hollow across, however the camera stands.

The measure is the larger curvature of the surface itself. That of its picture would grow beside every
outline and edge, where the skin turns away, and draw them twice.
"""

import numpy as np
from scipy import ndimage

from workshop.arrays import Floats, Mask


def hollow(depth: Floats, blur: float) -> tuple[Floats, Floats]:
    """(h, w) how hollow a surface is, and (2, h, w) the direction x, y across the hollow in the picture.

    Depth is in pixels towards the camera; 1 would be a bend of one radian within the blur (pixels).
    """
    xx, xy, yy, x, y = (
        ndimage.gaussian_filter(depth, blur, order=order)
        for order in ((0, 2), (1, 1), (2, 0), (0, 1), (1, 0))
    )
    stretch = 1 + x**2 + y**2
    mean = ((1 + y**2) * xx - 2 * x * y * xy + (1 + x**2) * yy) / (2 * stretch**1.5)
    gauss = (xx * yy - xy**2) / stretch**2
    angle = np.arctan2(2 * xy, xx - yy) / 2
    return blur * (mean + np.sqrt(np.maximum(mean**2 - gauss, 0.0))), np.stack([np.cos(angle), np.sin(angle)])


def crests(height: Floats, across: Floats) -> Mask:
    """(h, w) where a picture is highest along the direction (2, h, w) across."""
    rows, columns = np.indices(height.shape).astype(float)
    sides = [
        ndimage.map_coordinates(
            height, [rows + k * across[1], columns + k * across[0]], order=1, mode="nearest"
        )
        for k in (-1.0, 1.0)
    ]
    highest: Mask = (height >= sides[0]) & (height > sides[1])
    return highest
