"""Creases: chains of pixels along folds and along edges where one part of the body hides another.

A crease is a valley of how squarely the skin faces the camera (suggestive contours), found as
the larger curvature of that picture at three scales, plus jumps of depth.
"""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage
from skimage.filters import apply_hysteresis_threshold
from skimage.morphology import skeletonize

from workshop.arrays import Floats, Ints, Mask

STEPS = ((0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1))
Pixel = tuple[int, int]


@dataclass(frozen=True)
class Taste:
    """What counts as a crease worth drawing."""

    blur: float = 1.8
    """Pixels; the finest scale."""
    strong: float = 0.09
    weak: float = 0.045
    """A chain must reach the strong response and may go down to the weak one."""
    jump: float = 0.07
    """Decimetres of depth between neighbouring pixels that make an edge."""
    shortest: int = 34
    """Pixels."""
    straightness: float = 0.72
    """Least ratio of a piece's chord to its length: hooks are not drawn."""
    corner: float = 55.0
    """Degrees of turn within ten pixels at which a chain is cut."""


TASTE = Taste()


def find(facing: Floats, depth: Floats, quiet: Mask, taste: Taste = TASTE) -> list[Floats]:
    """Chains of (n, 2) pixel positions x, y, each smooth enough to draw as one stroke.

    All pictures are (h, w); in the quiet part only edges are drawn, no folds.
    """
    hit = np.isfinite(depth)
    valley = np.where(quiet, 0.0, _valley(facing, hit, taste.blur))
    response = np.maximum(valley, _edge(depth, hit, taste.jump))
    response[ndimage.distance_transform_edt(np.pad(hit, 1))[1:-1, 1:-1] < 5] = 0.0
    marked = apply_hysteresis_threshold(response, taste.weak, taste.strong)  # type: ignore[no-untyped-call]
    skeleton = skeletonize(ndimage.binary_closing(marked))  # type: ignore[no-untyped-call]
    pieces = [piece for chain in _chains(skeleton) for piece in _cut(chain, taste.corner)]
    return [piece[:, ::-1].astype(np.float64) + 0.5 for piece in pieces if _worth(piece, taste)]


def _valley(facing: Floats, hit: Mask, blur: float) -> Floats:
    """(h, w) the larger curvature of the facing picture, strongest of three scales."""
    nearest = ndimage.distance_transform_edt(~hit, return_distances=False, return_indices=True)
    spread = facing[tuple(nearest)]
    best = np.zeros_like(facing)
    for sigma, weight in ((blur, 1.0), (blur * 1.8, 0.9), (blur * 3.0, 0.9)):
        yy, xy, xx = (
            ndimage.gaussian_filter(spread, sigma, order=order) * sigma**2
            for order in ((2, 0), (1, 1), (0, 2))
        )
        larger = (yy + xx) / 2 + np.sqrt(((yy - xx) / 2) ** 2 + xy**2)
        best = np.maximum(best, larger * weight)
    return best


def _edge(depth: Floats, hit: Mask, jump: float) -> Floats:
    """(h, w) 1 on the nearer side of a jump of depth between two parts of the body."""
    near = np.where(hit, depth, np.inf)
    behind = ndimage.minimum_filter(near, size=3)
    return np.where(hit & (depth - behind > jump), 1.0, 0.0)


def _chains(skeleton: Mask) -> list[Ints]:
    """Walk the skeleton from its ends and forks, straight on where it forks; (n, 2) rows, columns."""
    points: set[Pixel] = {(int(r), int(c)) for r, c in np.argwhere(skeleton)}

    def around(pixel: Pixel) -> list[Pixel]:
        return [n for dr, dc in STEPS if (n := (pixel[0] + dr, pixel[1] + dc)) in points]

    starts = sorted(points, key=lambda pixel: (len(around(pixel)) != 1, len(around(pixel)) == 2, pixel))
    used: set[Pixel] = set()
    chains = []
    for start in starts:
        if start in used:
            continue
        chain = [start]
        used.add(start)
        while following := [n for n in around(chain[-1]) if n not in used]:
            heading = np.subtract(chain[-1], chain[max(0, len(chain) - 6)])
            best = max(following, key=lambda n: float(np.subtract(n, chain[-1]) @ heading))
            chain.append(best)
            used.add(best)
        chains.append(np.array(chain))
    return chains


def _cut(chain: Ints, corner: float) -> list[Ints]:
    """Split where the chain turns sharply."""
    reach = 10
    if len(chain) < 2 * reach + 2:
        return [chain]
    smooth = ndimage.gaussian_filter1d(chain.astype(float), 3.0, axis=0, mode="nearest")
    into, out = smooth[reach:-reach] - smooth[: -2 * reach], smooth[2 * reach :] - smooth[reach:-reach]
    cross = into[:, 0] * out[:, 1] - into[:, 1] * out[:, 0]
    turn = np.degrees(np.abs(np.arctan2(cross, np.einsum("nd,nd->n", into, out))))
    peak = (turn > corner) & (turn == ndimage.maximum_filter1d(turn, 2 * reach))
    return np.split(chain, np.flatnonzero(peak) + reach)


def _worth(piece: Ints, taste: Taste) -> bool:
    if len(piece) < taste.shortest:
        return False
    length = float(np.linalg.norm(np.diff(piece, axis=0), axis=1).sum())
    chord = float(np.linalg.norm(piece[-1] - piece[0]))
    return chord / length > taste.straightness
