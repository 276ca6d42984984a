"""From linear renders to pixels: denoise with OIDN, expose, roll off the highlights, encode."""

import numpy as np
import pyoidn

from workshop.arrays import Floats, Mask

RANGE = 1.6
"""Linear value that the denoiser sees as white."""
LUMA = np.array([0.2126, 0.7152, 0.0722])
KNEE = 0.6
"""Linear value above which highlights roll off."""
LEVEL = 0.75
"""Share of the slant of brightness across the plate that is taken out."""
CONTRAST = 1.2
"""Power of brightness about its mean."""
TINT = np.array([12.0, -1.5, -14.0]) / 255
"""Added to brightness: a warm clay."""


def denoise(image: Floats) -> Floats:
    """(h, w, 4) linear premultiplied RGBA without grain, from (h, w, 7): RGBA and normals.

    OIDN runs on display-referred data: in its HDR mode speckle stayed in the bright areas. The
    ground is filled with the mean colour first, so that the edges do not darken.
    """
    alpha = np.clip(image[..., 3:4], 0.0, 1.0)
    colour = image[..., :3]
    solid = (alpha > 0.99).astype(np.float64)
    mean = (colour * solid).sum(axis=(0, 1)) / max(float(solid.sum()), 1.0)
    filled = np.clip((colour + (1.0 - alpha) * mean) / RANGE, 0.0, 1.0) ** (1 / 2.2)
    quiet = pyoidn.denoise(_single(filled), _single(alpha.repeat(3, axis=2)), _single(image[..., 4:7]))
    linear = np.asarray(quiet, dtype=np.float64) ** 2.2 * RANGE
    return np.concatenate([linear * alpha, alpha], axis=-1)


def _single(image: Floats) -> np.ndarray:
    return np.ascontiguousarray(image, dtype=np.float32)


def level(linear: Floats, solid: Mask) -> Floats:
    """(h, w) linear brightness without the slant that the lamp's distance lays over a large plate.

    Relief shows against its surroundings, not against the far side of the plate: a plane is fitted
    to the logarithm of the (h, w) solid pixels, and most of it taken out.
    """
    height, width = linear.shape
    y, x = np.mgrid[0:height, 0:width] / height
    logs = np.log(np.maximum(linear, 1e-3))
    x, y = x - x[solid].mean(), y - y[solid].mean()
    mean = logs[solid].mean()
    slant, *_ = np.linalg.lstsq(np.stack([x[solid], y[solid]], axis=1), logs[solid] - mean)
    flat = logs - LEVEL * (slant[0] * x + slant[1] * y)
    even: Floats = np.exp(mean + CONTRAST * (flat - mean))
    return even


def develop(image: Floats, exposure: float) -> np.ndarray:
    """(h, w, 4) uint8 sRGB with straight alpha.

    Brightness comes from the render; the tint is the same everywhere (constant Cb and Cr), so that
    WebP's coarse colour channels have nothing to spoil and all the bytes go into the shading.
    """
    alpha = np.clip(image[..., 3], 0.0, 1.0)
    linear = image[..., :3] @ LUMA / np.maximum(alpha, 1e-4) * exposure
    linear = level(linear, alpha > 0.99)
    shoulder = KNEE + (1.0 - np.exp(-(linear - KNEE) / (1.0 - KNEE))) * (1.0 - KNEE)
    linear = np.where(linear > KNEE, shoulder, np.maximum(linear, 0.0))
    bright = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    colour = np.where(alpha > 0, bright, bright[alpha > 0.99].mean())[..., None] + TINT
    whole = np.clip(np.concatenate([colour, alpha[..., None]], axis=-1), 0.0, 1.0)
    return np.asarray((whole * 255 + 0.5).astype(np.uint8))
