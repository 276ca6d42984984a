"""Fit cubic curves to a chain of points (Schneider, Graphics Gems, 1990)."""

import numpy as np
from scipy import ndimage

from workshop.arrays import Floats, unit
from workshop.pathdata import Curve


def fit(chain: Floats, tolerance: float = 1.1) -> Curve:
    """Fit an open curve within so many pixels of the smoothed (n, 2) chain."""
    sigma = min(5.0, len(chain) / 8)
    smooth = ndimage.gaussian_filter1d(chain, sigma, axis=0, mode="nearest")
    reach = min(8, len(smooth) - 1)
    ahead, back = unit(smooth[reach] - smooth[0]), unit(smooth[-1 - reach] - smooth[-1])
    pieces = _pieces(smooth, ahead, back, tolerance, depth=0)
    return Curve(np.vstack([pieces[0][:1], *(piece[1:] for piece in pieces)]), closed=False)


def _pieces(points: Floats, ahead: Floats, back: Floats, tolerance: float, depth: int) -> list[Floats]:
    """(4, 2) Bézier pieces through the points, split at the worst place until they fit."""
    piece, u = _bezier(points, ahead, back)
    error = np.linalg.norm(_at(piece, u) - points, axis=1)
    worst = int(np.argmax(error))
    if error[worst] < tolerance or depth > 8 or len(points) < 10:
        return [piece]
    worst = min(max(worst, 4), len(points) - 5)
    tangent = unit(points[worst + 3] - points[worst - 3])
    first = _pieces(points[: worst + 1], ahead, -tangent, tolerance, depth + 1)
    return first + _pieces(points[worst:], tangent, back, tolerance, depth + 1)


def _bezier(points: Floats, ahead: Floats, back: Floats) -> tuple[Floats, Floats]:
    """Find the best handles along both tangents, and each point's parameter."""
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    u = np.concatenate([[0.0], np.cumsum(steps)])
    length = max(float(u[-1]), 1e-9)
    u = u / length
    left, right = (3 * u * (1 - u) ** 2)[:, None] * ahead, (3 * u**2 * (1 - u))[:, None] * back
    plain = _at(np.array([points[0], points[0], points[-1], points[-1]]), u)
    rest = points - plain
    matrix = np.array(
        [[np.sum(left * left), np.sum(left * right)], [np.sum(left * right), np.sum(right * right)]]
    )
    goal = np.array([np.sum(left * rest), np.sum(right * rest)])
    reach = np.linalg.lstsq(matrix, goal, rcond=None)[0]
    if reach.min() < 0.05 * length or reach.max() > 1.5 * length:
        reach = np.full(2, length / 3)
    handles = points[0] + ahead * reach[0], points[-1] + back * reach[1]
    return np.array([points[0], *handles, points[-1]]), u


def _at(piece: Floats, u: Floats) -> Floats:
    weights = np.stack([(1 - u) ** 3, 3 * u * (1 - u) ** 2, 3 * u**2 * (1 - u), u**3], axis=1)
    where: Floats = weights @ piece
    return where
